"""The words of the queue: changes that wait for another moderator, and what members suggest."""

from __future__ import annotations

from bot.words.answer_text import shortened
from claims_db.claims.history import ChangeKind
from claims_db.store.queue import Queued, QueuedKind
from claims_db.values import Claim

# --- commands -------------------------------------------------------------------------------------------------------

QUEUE = "What waits for a moderator's decision; members see what they suggested"
SUGGEST = "Suggest a claim to the moderators of this server"
SUGGEST_TEXT = "One checkable sentence that names who, what, how many and when"
SUGGEST_SOURCE = "Where you saw it: an address, or the name of a publication"
SUGGEST_IN_A_SERVER = "Suggestions go to the moderators of a server. Use /suggest in a server that I am in."
NOTHING_SUGGESTED = "There is no text here that could become a claim."


def wait_before_suggesting(seconds: float) -> str:
    """Somebody suggested more than they may in so short a time."""
    minutes = max(1, round(seconds / 60))
    when = "a minute" if minutes == 1 else f"{minutes} minutes"
    return f"That was a lot of suggestions in a short time. Try again in {when}."


# --- what becomes of an entry ---------------------------------------------------------------------------------------

SUGGESTED = "Thank you. The moderators of this server will see it in /queue. You can see it and drop it there too."
SETTLED = "That entry has already been settled or dropped."
RETURNED = "Sent back to whoever proposed it, with your reason."
APPROVED = "Approved."
DROPPED = "Dropped. It is no longer stored."
TOLD_DROPPED = "What you proposed was dropped by the moderators of this server, and is no longer stored."

_WAITS = {
    ChangeKind.ADDED: "The new claim {slug}",
    ChangeKind.EDITED: "Your change to {slug}",
    ChangeKind.RETIRED: "Retiring {slug}",
    ChangeKind.RESTORED: "Restoring {slug}",
}


def waits(kind: ChangeKind, claim: Claim) -> str:
    """Instead of "saved", where another moderator has to approve a change."""
    what = _WAITS[kind].format(slug=claim.slug)
    return f"{what} waits in /queue until another moderator approves it. /settings switches second approval on and off."


def what_happened(entry: Queued, claim: Claim) -> str:
    """What an approved change did."""
    match entry.kind:
        case QueuedKind.RETIRED:
            return f"I no longer answer from {claim.slug}."
        case QueuedKind.EDITED:
            return f"{claim.slug} has changed."
        case _:
            return f"I answer from {claim.slug} from now on."


def told_approved(entry: Queued, claim: Claim) -> str:
    """To whoever proposed a change."""
    return f"Another moderator approved what you proposed. {what_happened(entry, claim)}"


def told_accepted(claim: Claim) -> str:
    """To whoever suggested a claim."""
    return f"A moderator took up what you suggested: {shortened(claim.text, 300)}"


def told_returned(reason: str) -> str:
    """To whoever proposed something that was sent back."""
    return f"A moderator sent back what you proposed; it is in /queue: {reason}"


# --- a page of the queue --------------------------------------------------------------------------------------------

EMPTY = "Nothing is waiting for a decision."
EMPTY_FOR_MEMBER = "Nothing you suggested is waiting for a decision. /suggest sends a claim to the moderators."
APPROVE = "Approve"
SEND_BACK = "Send back"
DROP = "Drop"
ADD = "Add as claim"
EDIT = "Change it"
OLDER = "Older"
NEWER = "Newer"
SUGGESTION = "What was suggested"
NO_SOURCE = "No source was named."
CHANGED_MEANWHILE = "The claim has been changed since, so this cannot be approved as it is"
GONE_MEANWHILE = "The claim is no longer in use, so this cannot be approved."
WAS_RETURNED = "Sent back"
OWN_CHANGE = (
    "You made this change yourself, so another moderator has to approve it. If there is none, turn off second approval"
    " in /settings."
)
REASON_TITLE = "Send back"
REASON = "Reason"
REASON_HINT = "What to change or to name; whoever proposed it reads this"

_HEADINGS = {
    QueuedKind.ADDED: "A new claim",
    QueuedKind.EDITED: "A change to {slug}",
    QueuedKind.RETIRED: "{slug} is to be taken out of use",
    QueuedKind.RESTORED: "{slug} is to be taken back into use",
    QueuedKind.SUGGESTED: "A suggestion",
}


def place(number: int, total: int) -> str:
    """Where in the queue an entry stands; 1 is the oldest."""
    if total == 1:
        return "One entry is waiting for a decision."
    return (
        f"{total} entries are waiting for a decision. This is number {number}{', the oldest' if number == 1 else ''}."
    )


def heading(kind: QueuedKind, slug: str) -> str:
    """What an entry would do."""
    return _HEADINGS[kind].format(slug=slug)


def proposed(moment: str) -> str:
    """Behind the name of whoever proposed it."""
    return f"proposed this on {moment}"


def wrote(reason: str) -> str:
    """Behind the name of whoever sent it back."""
    return f"wrote: {reason}"


def source(named: str) -> str:
    """Where a member saw what they suggest."""
    return f"Source: {named}"


# --- the log channel ------------------------------------------------------------------------------------------------

LOG_SUGGESTED = "A member suggested a claim; it waits in /queue."
LOG_KINDS = {
    ChangeKind.ADDED: "A claim was added",
    ChangeKind.EDITED: "A claim was changed",
    ChangeKind.RETIRED: "A claim was taken out of use",
    ChangeKind.RESTORED: "A claim was taken back into use",
}
DID_THIS = "did this"
PROPOSED_THIS = "proposed this"
APPROVED_THIS = "approved it"


def log_done(kind: ChangeKind, claim: Claim) -> str:
    """Above a change of a claim."""
    return f"{LOG_KINDS[kind]}: {claim.slug}."


def log_waits(kind: ChangeKind, claim: Claim) -> str:
    """Above a change that waits for another moderator."""
    return f"{log_done(kind, claim).removesuffix('.')}. It waits in /queue for another moderator."
