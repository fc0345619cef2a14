"""What users read about sources and their pages: on cards, in lists, in the log channel."""

from __future__ import annotations

from collections.abc import Iterable

from bot.words.answer_text import day
from claims_db.health import FAILURES_UNTIL_GONE, Health, State
from claims_db.sources.health.rechecking import Checked, SourceEntry
from claims_db.store.source_health import StateChange
from claims_db.values import Source

LIST = "List the sources of the claims here and the state of their pages, problems first"
SHOW = "Show one source: its address, when its page was last checked, and what was found"
CHECK = "Check a source's page now"
REPLACE = "Change the address of one of this server's sources, in every claim that cites it"
GROUP = "Sources and their pages"
NAME = "The source's key, from /source list"
ADDRESS = "The new address; leave it out to take the one that the page moved to"
CHECKING = "A source is already being checked here. Try again in a minute."
NO_ADDRESS = "This source has no address, so there is no page to check."
NOT_OWN = "This source belongs to a pack, so only the host of Footnote can change it. Add a claim of your own instead."
TWO_NEEDED = "On this server a second moderator approves changes, so use /claim edit to change the source."
NOWHERE = "The page has not moved, so give the new address."

_STATES = {
    State.ALIVE: "its page is there",
    State.MOVED: "its page has moved",
    State.CHANGED: "its page no longer says what it is cited for",
    State.GONE: "its page is gone",
    State.COULD_NOT_CHECK: "its page could not be checked",
}


def noted(source: Source) -> str:
    """What a card adds to a source; empty where nothing is known about its page."""
    health = source.health
    if health is None:
        return ""
    if health.is_gone:
        return "archived copy; the page is gone" if copy_of(source) else "the page is gone"
    return f"checked {day(health.reached)}" if health.reached else ""


def address_of(source: Source) -> str | None:
    """Where a card links: to the page, or to its archived copy where the page is gone or has no address."""
    gone = source.health is not None and source.health.is_gone
    return (copy_of(source) if gone else None) or source.url or copy_of(source)


def copy_of(source: Source) -> str | None:
    """The archived copy that its claim gives, else the one that Footnote found."""
    return source.archive_url or (source.health.copy if source.health else None)


def page_state(health: Health | None) -> str:
    """The state of a source's page, in one clause."""
    if health is None:
        return "not checked yet"
    details = [f"checked on {day(health.tried)}"]
    if health.status:
        details.append(f"answer: {health.status}")
    if health.failures and not health.is_gone:
        details.append(f"missing {health.failures} of {FAILURES_UNTIL_GONE} times")
    if health.state is State.COULD_NOT_CHECK and health.reached:
        details.append(f"last seen {day(health.reached)}")
    return f"{_STATES[health.state]} ({', '.join(details)})"


def listed(entry: SourceEntry) -> str:
    """A source in a list: its key, title and the state of its page."""
    return f"{entry.source.key}: {entry.source.title}, {entry.source.publisher}; {page_state(entry.health)}"


def shown(entry: SourceEntry, changes: Iterable[StateChange]) -> list[str]:
    """All that is known about a source, one fact a line."""
    source, health = entry.source, entry.health
    moved = health.moved_to if health else None
    copy = source.archive_url or (health.copy if health else None)
    return [
        f"Publisher: {source.publisher}",
        *([f"Address: {source.url}"] if source.url else [NO_ADDRESS]),
        *([f"Moved to: {moved}"] if moved else []),
        *([f"Archived copy: {copy}"] if copy else []),
        f"Page: {page_state(health)}",
        f"Cited by: {', '.join(entry.claims)} (pack {entry.pack})",
        *(f"{day(change.day)}: {_STATES[change.state]} (answer: {change.status})" for change in changes),
    ]


def state_news(checked: Checked) -> str:
    """A source whose page changed, for those who look after its claims."""
    now, source = checked.now, checked.entry.source
    advice = {
        State.MOVED: f" It is now at {now.moved_to}. /source replace takes over that address.",
        State.CHANGED: " Please check whether it still supports the claim.",
        State.GONE: " Cards link to the archived copy."
        if source.archive_url or now.copy
        else " No archived copy is known.",
    }.get(now.known, "")
    return f"{source.title} ({source.key}), cited by {', '.join(checked.entry.claims)}: {_STATES[now.known]}.{advice}"


def just_checked(checked: Checked) -> str:
    """A source that was just checked."""
    return f"{checked.entry.source.title}: {page_state(checked.now)}."


def list_opening(number: int, shown_here: int) -> str:
    """Above a list of sources."""
    if not number:
        return "No claim here cites a source."
    known = "1 source is cited here" if number == 1 else f"{number} sources are cited here"
    return f"{known}." if shown_here == number else f"{known}; the first {shown_here}, problems first:"


def news_opening(number: int) -> str:
    """Above what a log channel is told about sources."""
    return "A source's page has changed." if number == 1 else f"The pages of {number} sources have changed."


def checked_summary(checked: Iterable[Checked]) -> str:
    """How many sources were checked, and how many are in which state."""
    states = [each.now.state for each in checked]
    counts = ", ".join(f"{states.count(state)} {state}" for state in State if state in states)
    return f"{len(states)} {'source' if len(states) == 1 else 'sources'} checked{': ' + counts if counts else ''}."


def replaced(source: Source, address: str, number: int) -> str:
    """A source has a new address."""
    return f"{source.title} is now at {address}, in {number} {'claim' if number == 1 else 'claims'}."
