"""What is said of how sources fare: on cards, in lists, in the log channel."""

from __future__ import annotations

from collections.abc import Iterable

from bot.words.answer_text import day
from claims_db.health import FAILURES_UNTIL_GONE, Health, State
from claims_db.sources.health.rechecking import Checked, SourceEntry
from claims_db.store.source_health import SourceTurn
from claims_db.values import Source

LIST = "List the sources of the claims here and how their pages fare, those with trouble first"
SHOW = "Show one source: its address, when its page was last looked at, and what became of it"
CHECK = "Look at a source's page now"
REPLACE = "Give one of this server's sources another address, in every claim that cites it"
GROUP = "Sources and their pages"
NAME = "The source's key, from /source list"
ADDRESS = "The new address; without one, where the page has moved to"
CHECKING = "Another look at a source is under way here. Try again in a minute."
NO_ADDRESS = "This source has no address, so there is no page to look at."
NOT_OWN = "This source belongs to a pack; only the host of Footnote can change it. Add a claim of your own instead."
TWO_NEEDED = "On this server a second moderator approves changes: change the source with /claim edit instead."
NOWHERE = "The page has not moved, so name the new address."

_STATES = {
    State.ALIVE: "its page is there",
    State.MOVED: "its page has moved",
    State.CHANGED: "its page no longer says what it is cited for",
    State.GONE: "its page is gone",
    State.COULD_NOT_CHECK: "its page could not be looked at",
}


def noted(source: Source) -> str:
    """What a card adds to a source; empty where nothing is known of its page."""
    health = source.health
    if health is None:
        return ""
    if health.is_gone:
        return "archived copy; the page is gone" if copy_of(source) else "the page is gone"
    return f"checked {day(health.reached)}" if health.reached else ""


def address_of(source: Source) -> str | None:
    """Where a card leads: to the page, or to its archived copy where the page is gone or never had an address."""
    gone = source.health is not None and source.health.is_gone
    return (copy_of(source) if gone else None) or source.url or copy_of(source)


def copy_of(source: Source) -> str | None:
    """The archived copy that its claim names, else the one that was found."""
    return source.archive_url or (source.health.copy if source.health else None)


def fares(health: Health | None) -> str:
    """How a source fares, in one clause."""
    if health is None:
        return "never looked at"
    return f"{_STATES[health.state]} ({', '.join(_details(health))})"


def _details(health: Health) -> Iterable[str]:
    yield f"looked at on {day(health.tried)}"
    if health.status:
        yield f"answer: {health.status}"
    if health.failures and not health.is_gone:
        yield f"missing {health.failures} of {FAILURES_UNTIL_GONE} times"
    if health.state is State.COULD_NOT_CHECK and health.reached:
        yield f"last seen {day(health.reached)}"


def listed(entry: SourceEntry) -> str:
    """A source of a list: its key, title and how it fares."""
    return f"{entry.source.key}: {entry.source.title}, {entry.source.publisher}; {fares(entry.health)}"


def shown(entry: SourceEntry, turns: Iterable[SourceTurn]) -> list[str]:
    """All that is known of a source, a line each."""
    source, health = entry.source, entry.health
    moved = health.moved_to if health else None
    copy = source.archive_url or (health.copy if health else None)
    return [
        f"Publisher: {source.publisher}",
        *([f"Address: {source.url}"] if source.url else [NO_ADDRESS]),
        *([f"Moved to: {moved}"] if moved else []),
        *([f"Archived copy: {copy}"] if copy else []),
        f"Page: {fares(health)}",
        f"Cited by: {', '.join(entry.claims)} (pack {entry.pack})",
        *(f"{day(turn.day)}: {_STATES[turn.state]} (answer: {turn.status})" for turn in turns),
    ]


def turned(checked: Checked) -> str:
    """A source that turned, for those who keep its claims."""
    now, source = checked.now, checked.entry.source
    advice = {
        State.MOVED: f" It is now at {now.moved_to}; /source replace takes that address.",
        State.CHANGED: " Look whether it still says so.",
        State.GONE: " Cards lead to the archived copy."
        if source.archive_url or now.copy
        else " No copy of it is known.",
    }.get(now.known, "")
    return f"{source.title} ({source.key}), cited by {', '.join(checked.entry.claims)}: {_STATES[now.known]}.{advice}"


def told(checked: Checked) -> str:
    """A source that was just looked at."""
    return f"{checked.entry.source.title}: {fares(checked.now)}."


def list_opening(number: int, shown_here: int) -> str:
    """Above a list of sources."""
    if not number:
        return "No claim here cites a source."
    known = "1 source is cited here" if number == 1 else f"{number} sources are cited here"
    return f"{known}." if shown_here == number else f"{known}; the first {shown_here}, those with trouble first:"


def turned_opening(number: int) -> str:
    """Above what a log channel hears of sources."""
    return "A source's page fares otherwise than before." if number == 1 else f"The pages of {number} sources changed."


def checked_summary(checked: Iterable[Checked]) -> str:
    """How many sources were looked at, and how many of them fare how."""
    states = [each.now.state for each in checked]
    counts = ", ".join(f"{states.count(state)} {state}" for state in State if state in states)
    return f"{len(states)} {'source' if len(states) == 1 else 'sources'} looked at{': ' + counts if counts else ''}."


def replaced(source: Source, address: str, number: int) -> str:
    """A source has another address."""
    return f"{source.title} is now at {address}, in {number} {'claim' if number == 1 else 'claims'}."
