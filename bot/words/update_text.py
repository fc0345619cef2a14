"""The words of living replies: what changed in a claim, and what moderators hear about earlier replies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.words.answer_text import RATING_WORDS, day, happened, shortened, speaks_for
from claims_db.store.updates import Update, UpdateProgress
from claims_db.values import Claim

LONGEST_BEFORE = 200
WITHDRAWN_HEADING = "What was withdrawn"
UPDATE_BUTTON = "Update"
LEAVE_BUTTON = "Leave as they are"
HOW_FAR_BUTTON = "How far?"
LEFT = "The earlier replies stay as they are. I will ask again when the claim next changes."
NOTHING_LEFT = "Every earlier reply already shows the claim as it is now."
GONE = "That claim is not one of this server's."


def question(number: int) -> str:
    """What a moderator is asked after changing a claim."""
    if number == 1:
        return "1 earlier reply shows this claim as it was. Bring it up to date?"
    return f"{number:,} earlier replies show this claim as it was. Bring them up to date?"


def underway(number: int) -> str:
    """What a moderator is told whose change comes while replies are being brought up to date."""
    return f"Earlier replies are already being brought up to date, and will show this change too: {replies(number)}."


def started(progress: UpdateProgress) -> str:
    """The answer to "Update"."""
    return f"I am slowly bringing {replies(progress.left)} up to date, and will say here when it is done."


def how_far(progress: UpdateProgress) -> str:
    """The answer to "How far?"."""
    if not progress.left:
        return finished(progress)
    done = progress.updated + progress.skipped
    return f"{done:,} of {done + progress.left:,} done. {_skipped(progress)}".rstrip()


def finished(progress: UpdateProgress) -> str:
    """What is told in the end."""
    if not progress.updated and not progress.skipped:
        return NOTHING_LEFT
    verb = "is" if progress.updated == 1 else "are"
    said = f"Done: {replies(progress.updated)} {verb} up to date." if progress.updated else "Done."
    return f"{said} {_skipped(progress)}".rstrip()


def _skipped(progress: UpdateProgress) -> str:
    if not progress.skipped:
        return ""
    verb = "was" if progress.skipped == 1 else "were"
    return f"{progress.skipped:,} {verb} skipped: deleted, or out of my reach."


def replies(number: int) -> str:
    """So many replies."""
    return "1 reply" if number == 1 else f"{number:,} replies"


# --- in the card ----------------------------------------------------------------------------------------------------


def withdrawn(at: datetime) -> str:
    """What the reply on a retired claim opens with."""
    return f"This claim was withdrawn on {day(at.date())}. I no longer answer from it."


def updated(update: Update) -> str:
    """What the reply on a changed claim says of the change."""
    changes = list(differences(update.shown, update.claim)) if update.shown is not None else []
    if update.shown_retired:
        changes.insert(0, "The claim was withdrawn for a while, and is in use again.")
    return f"Updated {day(update.at.date())}: {' '.join(changes) or 'The claim was reviewed.'}"


def one_line(update: Update, opening: str) -> str:
    """The whole of a reply of one line."""
    return opening if update.retired else f"{opening} {updated(update)}"


def differences(before: Claim, after: Claim) -> Iterator[str]:
    """What a reader sees differently, a sentence each."""
    if before.rating is not after.rating:
        yield f"It is rated {RATING_WORDS[after.rating]} now, not {RATING_WORDS[before.rating]}."
    if before.text != after.text:
        yield f"The claim said before: “{shortened(before.text, LONGEST_BEFORE)}”."
    if before.as_of != after.as_of:
        yield f"Its day was changed: {_lowered(speaks_for(after))}, not {_lowered(speaks_for(before))}."
    if before.happened != after.happened:
        yield happened(after)
    more = len(after.citations) - len(before.citations)
    if more:
        verb = "added" if more > 0 else "removed"
        yield f"A source was {verb}." if abs(more) == 1 else f"{abs(more)} sources were {verb}."
    elif before.citations != after.citations:
        yield "Its citations changed."


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]
