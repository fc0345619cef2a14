"""The words around adding, editing, retiring and undoing claims on Discord."""

from __future__ import annotations

from datetime import datetime

from bot.words.answer_text import day, shortened
from claims_db.claims.history import ChangeKind
from claims_db.values import Claim, Rating

# --- commands -------------------------------------------------------------------------------------------------------

ADD = "Add a claim with its source (moderators)"
ADD_MENU = "Add as claim"
EDIT = "Change a claim of this server (moderators)"
EDIT_PART = "What to change; you can reach the rest from the preview"
PARTS = {
    "claim": "Claim, rating and first source",
    "source-0": "First source and its quote",
    "source-1": "Second source",
    "when": "When and tags",
    "wordings": "Other wordings and lines",
}
RETIRE = "Take a claim of this server out of use; nothing is deleted (moderators)"
RESTORE = "Take a retired claim of this server back into use (moderators)"
RETIRED_NAME = "The retired claim's name or some of its words"
HISTORY = "Show who changed a claim, when and what (moderators)"
UNDO = "Undo a step in a claim's history; you can undo that too (moderators)"
UNDO_STEP = "The number of the step in /claim history; the newest if left out"

# --- forms ----------------------------------------------------------------------------------------------------------

ADD_TITLE = "Add a claim"
CLAIM = "Claim"
CLAIM_HINT = "One checkable sentence that names who, what, how many and when"
RATING = "Rating"
RATING_HINT = "What the sources say of the claim"
SOURCE = "Source: title | publisher"
SOURCE_HINT = "With a bar between them, like: Twelve firms fined | The Daily Example"
ADDRESS = "Source: address"
ADDRESS_HINT = "Where a reader can check it; leave empty if there is none"
DATE = "Source: date"
DATE_HINT = "The day it was published, like 2021-03-18; 2021-03 or 2021 if the day is unknown"
DAY_HINT = "The day it was published, like 2021-03-18"
QUOTE = "Quote"
QUOTE_HINT = "The words in the source that say it, or the page they are on"
KEEP = "Keep this source?"
KEEP_HINT = "A claim needs at least one source"
KEEP_IT = "Keep it"
TAKE_IT_AWAY = "Remove it from the claim"
WHEN_TITLE = "When and tags"
AS_OF = "As of"
AS_OF_HINT = "The day, month or year the sources speak for; empty: the newest source's day"
HAPPENED = "When it happened"
HAPPENED_HINT = "Like 2021, 2021-02, 2021-02-28 or 2021-03-12/2021-03-18"
TAGS = "Tags"
TAGS_HINT = "Separated by commas"
WORDINGS_TITLE = "Other wordings and lines"
PHRASINGS = "Phrasings, one line each"
PHRASINGS_HINT = "Other wordings of the same claim, as people write them"
RATING_HINTS = {
    Rating.TRUE: "The sources say that it is true",
    Rating.MOSTLY_TRUE: "True except for a detail",
    Rating.HALF_TRUE: "Partly true, partly false",
    Rating.MOSTLY_FALSE: "False except for a detail",
    Rating.FALSE: "The sources say that it is false",
    Rating.MISLEADING: "True as worded, but it suggests something false",
    Rating.UNPROVEN: "No source shows that it is true or that it is false",
    Rating.OUTDATED: "It used to be true",
}
NEEDS_PUBLISHER = (
    "The source needs a title and a publisher with a bar between them, like: Twelve firms fined | The Daily"
)
NEEDS_DAY = (
    "A source's date must be a day, like 2021-03-18. If you know only the month or year, leave it empty and write"
    " the month or year in “As of”, under “When and tags”."
)


def edit_title(claim: Claim) -> str:
    """The title of a form on a claim that is there already."""
    return shortened(f"Edit {claim.slug}", 45)


def source_title(number: int) -> str:
    """The title of the form for one source."""
    return f"Source {number}"


# --- buttons --------------------------------------------------------------------------------------------------------

SAVE_BUTTON = "Save"
EDIT_BUTTON = "Go back and edit"
AGAIN_BUTTON = "Fill in again"
DROP_BUTTON = "Drop"
WHEN_BUTTON = "When and tags"
WORDINGS_BUTTON = "Other wordings and lines"
ANOTHER_SOURCE_BUTTON = "Add a source"
PHRASING_BUTTON = "Add as a phrasing instead"
OVER_BUTTON = "Save mine over it"
RESTORE_BUTTON = "Restore it and save mine"
DROP_MINE_BUTTON = "Drop mine"
UNDO_BUTTON = "Undo"
OWN_BUTTON = "Add your own claim"
NEWER_BUTTON = "Newer"
OLDER_BUTTON = "Older"


def source_button(number: int, title: str) -> str:
    """A button that opens one source."""
    return shortened(f"Source {number}: {title}", 40) if title.strip() else f"Source {number}"


def undo_step_button(number: int) -> str:
    """A button that undoes one step."""
    return f"Undo step {number}"


# --- preview --------------------------------------------------------------------------------------------------------

PREVIEW = "Not stored yet. This is the claim; save it if it is right."
UNCHANGED = "Nothing has changed yet."
REHEARSAL = "What it will answer to"
KEPT_WITH_IT = "Stored with it"
THEIR_CHANGES = "What was changed in the meantime"
YOUR_CHANGES = "What you would change in the claim as it is now"
SAME_NOW = "It already says what you wanted it to say."
SAME_GONE = "The claim that said the same is gone"
RESTORE_WAITS = "Another moderator has to restore the claim first, in /queue; save yours after that"
RETIRED = "It is retired: Footnote does not answer from it."
DROPPED = "Dropped; nothing was stored."
DRAFT_GONE = "That draft has already been saved or dropped. Use /claim add to start again."
DRAFT_LOST = (
    "I have been restarted, and this draft was too long for me to keep. What you wrote is above, so that"
    " you can copy it: /claim add and /claim edit open a new form."
)
SENT_TWICE = "This form was already sent, and its claim was saved or dropped. Nothing is stored twice."


def edit_preview(claim: Claim) -> str:
    """The sentence above an edited claim."""
    return f"Not stored yet. This is how {claim.slug} will be; save it if it is right."


def rehearsed(words: str, sentence: str) -> str:
    """What a claim will say to a message."""
    return f"“{shortened(words, 200)}” — {sentence}"


def details(claim: Claim) -> tuple[str, ...]:
    """What a card does not show of a claim, a line each."""
    when = (f"It happened: {claim.happened.in_words()}",) if claim.happened else ()
    tags = (f"Tags: {', '.join(claim.tags)}",) if claim.tags else ()
    phrasings = (f"Also worded: {' / '.join(claim.phrasings)}",) if claim.phrasings else ()
    lines = len(claim.must_match) + len(claim.must_not_match)
    checked = (f"Lines that it must and must not match: {lines}",) if lines else ()
    return tuple(shortened(line, 400) for line in (*when, *tags, *phrasings, *checked))


# --- what was done --------------------------------------------------------------------------------------------------


def done(kind: ChangeKind, claim: Claim) -> str:
    """A change that was stored."""
    match kind:
        case ChangeKind.ADDED:
            return f"Saved as {claim.slug}. I answer from it from now on."
        case ChangeKind.EDITED:
            return f"Saved. {claim.slug} has changed."
        case ChangeKind.RETIRED:
            return f"Retired. I no longer answer from {claim.slug}; /claim restore brings it back."
        case ChangeKind.RESTORED:
            return f"Restored. I answer from {claim.slug} again."


def sentence(reason: str) -> str:
    """An error's words as a sentence."""
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}."


def not_saved(reason: str) -> str:
    """Something kept a claim from being stored."""
    return f"{sentence(reason)} What you wrote is kept, though not stored: the buttons above still work."


def undone(step: int, kind: ChangeKind, claim: Claim) -> str:
    """A step that was undone; `kind` is what the undoing did."""
    now = {ChangeKind.RETIRED: "It is retired now.", ChangeKind.RESTORED: "I answer from it again."}.get(kind, "")
    return f"Undone: step {step} of {claim.slug}. {now}".rstrip()


def conflict(*, retired: bool) -> str:
    """An edit that met somebody else's."""
    what = "retired" if retired else "changed"
    return f"The claim was {what} while you edited it. Your version is not stored yet, and none of it is lost."


def phrasing_kept(claim: Claim) -> str:
    """A wording that the claim has already."""
    return f"{claim.slug} already has this wording and this source"


def not_of_this_server(claim: Claim) -> str:
    """A claim that moderators cannot change."""
    return (
        f"{shortened(claim.slug, 80)} belongs to the pack {claim.pack}, which the host of this bot imports from a file;"
        " whoever keeps that file can change it. Moderators here can add a claim of their own in its place."
    )


def is_retired(claim: Claim) -> str:
    """An edit of a claim that is out of use."""
    return f"{shortened(claim.slug, 80)} is retired. Use /claim restore to take it back into use, then edit it."


def unknown_own(name: str) -> str:
    """A name that no claim of the server has, in use or retired."""
    return f"No claim of this server is called “{shortened(name, 80)}”. Pick one from the list while you type."


def unknown_retired(name: str) -> str:
    """A name that no retired claim has."""
    return f"No retired claim of this server is called “{shortened(name, 80)}”. Pick one from the list while you type."


# --- history --------------------------------------------------------------------------------------------------------

KIND_WORDS = {
    ChangeKind.ADDED: "added it",
    ChangeKind.EDITED: "changed it",
    ChangeKind.RETIRED: "retired it",
    ChangeKind.RESTORED: "restored it",
}


def history_of(claim: Claim, steps: int, page: int, pages: int) -> str:
    """The sentence above a claim's history."""
    counted = "1 step" if steps == 1 else f"{steps:,} steps, the newest first"
    where = f" Page {page + 1} of {pages}." if pages > 1 else ""
    return f"The history of {shortened(claim.slug, 80)}: {counted}.{where}"


def step(number: int) -> str:
    """The heading of one step."""
    return f"Step {number}"


def moment(at: datetime) -> str:
    """A day and a time, in one time zone for everybody."""
    return f"{day(at.date())}, {at:%H:%M} UTC"
