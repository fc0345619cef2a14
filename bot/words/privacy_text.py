"""The words of `/privacy`: what is kept about a person, what was deleted, and whose messages are not checked."""

from __future__ import annotations

from claims_db.store.privacy import Holdings

GROUP = "What I keep about you, and how to delete it"
SHOW = "Show what I keep about you"
DELETE = "Delete what I keep about you"
OPT_OUT = "Don't check my messages unless I ask"
OPT_IN = "Check my messages again"
OPT_OUT_BUTTON = "Don't check my messages"
OPT_IN_BUTTON = "Check my messages again"
DELETE_BUTTON = "Delete my data"

HOW_TO_OPT_OUT = (
    "/privacy optout stops me from checking what you write, on every server; /privacy optin undoes it. “Take back”"
    " below an answer of mine removes it."
)
WHAT_IS_KEPT = (
    "I never store your messages or your name. /privacy show lists what I keep about you, and /privacy delete deletes"
    " it."
)
LEFT_ALONE = "I don't check that message: its author has asked me not to."
OPTED_OUT = (
    "From now on I don't check what you write, on any server, and nobody else can have it checked. When you ask me"
    " yourself, I answer. To remember this I keep your Discord number (id) and nothing else. /privacy optin undoes it."
)
OPTED_IN = "I may check what you write again where moderators let me, and I no longer keep a note that you objected."
NEVER_WORDS = "I never store your messages or your name, neither in my database nor in my log."
NOTHING_HELD = "I keep nothing that names you."
HELD = "This is everything I keep that names you, on all servers together. It names you by your Discord number."
NOTHING_TO_TAKE_OUT = "There is nothing to delete: I keep nothing that names you."
WHAT_GOES = "What I delete"
WHAT_STAYS = "What I keep, and why"
SURE = "This cannot be undone. Shall I delete it?"
TAKEN_OUT = "Done. I have deleted it."
ANSWERS_STAY = (
    "My answers on Discord stay; “Take back” below one deletes it. I still keep a record of each answer, to correct it"
    " if its claim turns out wrong, but the record no longer points to your message. So I can't react any more when you"
    " edit or delete your message."
)
CHANGES_STAY = (
    "What you changed in claims and settings, or proposed to change, stays, with “somebody” in place of your number:"
    " others rely on it, and must be able to see and undo how it came about."
)
OBJECTION_STAYS = (
    "I keep the note not to check your messages, with your number, or else I would check them. /privacy optin deletes"
    " that note."
)
BACKUPS = "Backups of the database that the host of this bot made earlier still have it until the host deletes them."


_ANSWERS = (
    "for each, the numbers of the answer, your message, the channel and you, the claim, the verdict and the time, so"
    " that the answer can follow changes of your message and its claim"
)
_WAITING = "what you suggested, in your words, what you proposed to change, and what you sent back"
_CHANGES = "so that others can see and undo how it came about"


def held(holdings: Holdings) -> tuple[str, ...]:
    """What the store holds and why, one line for each kind."""
    kinds = (
        (holdings.replies, f"{_count(holdings.replies, 'answer')} to what you wrote: {_ANSWERS}"),
        (holdings.claim_changes, f"{_count(holdings.claim_changes, 'change')} of claims, {_CHANGES}"),
        (holdings.settings_changes, f"{_count(holdings.settings_changes, 'change')} of settings, {_CHANGES}"),
        (holdings.waiting, f"{_count(holdings.waiting, 'entry', 'entries')} in moderators' queues: {_WAITING}"),
        (holdings.opted_out, "that you asked me not to check your messages, so that I don't"),
    )
    return tuple(line for number, line in kinds if number)


def taken_out(holdings: Holdings) -> tuple[str, ...]:
    """What is deleted."""
    lines = []
    if holdings.replies:
        lines.append(f"your number and that of your message, from my records of {_count(holdings.replies, 'answer')}")
    if holdings.claim_changes:
        lines.append(f"your number, from {_count(holdings.claim_changes, 'change')} of claims")
    if holdings.settings_changes:
        lines.append(f"your number, from {_count(holdings.settings_changes, 'change')} of settings")
    if holdings.waiting:
        entries = _count(holdings.waiting, "entry", "entries")
        lines.append(f"{entries} in moderators' queues: suggestions of yours completely, your number from the others")
    return tuple(lines)


def stays(holdings: Holdings) -> tuple[str, ...]:
    """What is kept, and why."""
    changed = holdings.claim_changes or holdings.settings_changes or holdings.waiting
    return (
        *([ANSWERS_STAY] if holdings.replies else []),
        *([CHANGES_STAY] if changed else []),
        *([OBJECTION_STAYS] if holdings.opted_out else []),
        BACKUPS,
    )


def _count(number: int, one: str, several: str = "") -> str:
    return f"1 {one}" if number == 1 else f"{number:,} {several or one + 's'}"
