"""The words of `/privacy`: what is kept of a person, what was taken out, and who is left alone."""

from __future__ import annotations

from claims_db.store.privacy import Holdings

GROUP = "What I keep about you, and how to have it taken out"
SHOW = "Show what I keep about you"
DELETE = "Take you out of what I keep"
OPT_OUT = "Don't check my messages, unless I ask you to"
OPT_IN = "Let my messages be checked again"
OPT_OUT_BUTTON = "Don't check my messages"
OPT_IN_BUTTON = "Check my messages again"
DELETE_BUTTON = "Take me out"

LEFT_ALONE = "I don't check that message: its author has asked me not to."
OPTED_OUT = (
    "From now on I don't check what you write, on any server, and nobody else can have it checked. When you ask me"
    " yourself, I answer. I keep your number (id) for this, and nothing else. /privacy optin takes it back."
)
OPTED_IN = "What you write may be checked again where moderators let me watch, and I have forgotten that you objected."
NEVER_WORDS = "I never store your messages, nor your name: neither in my database nor in my log."
NOTHING_HELD = "I keep nothing that names you."
HELD = "This is what I keep that names you, all servers together; it names you by Discord's number for you."
NOTHING_TO_TAKE_OUT = "There is nothing to take out: I keep nothing that names you."
WHAT_GOES = "What goes"
WHAT_STAYS = "What stays, and why"
SURE = "This cannot be undone. Shall I take you out of what I keep?"
TAKEN_OUT = "I have taken you out."
ANSWERS_STAY = (
    "My answers on Discord stay; “Take back” below one deletes it. What is left of each in my database leads to your"
    " message no more; I keep it to correct the answer when its claim turns out wrong. I can't follow any more when you"
    " edit or delete your message."
)
CHANGES_STAY = (
    "What you changed in claims and settings, or want to change, stays and names “somebody” in your place: others rely"
    " on it, and on being able to see and undo how it came about."
)
OBJECTION_STAYS = (
    "That I don't check your messages stays noted, with your number, or else I would check them; /privacy optin deletes"
    " that note."
)
BACKUPS = "Copies of the database that the host of this bot made before keep it until the host deletes them."


_ANSWERS = (
    "for each the numbers of the answer, your message, the channel and you, the claim, the verdict and the time, so"
    " that the answer follows your message and its claim"
)
_WAITING = "what you suggested, in your words, what you want to change, and what you sent back"
_CHANGES = "so that others see and can undo how it came about"


def held(holdings: Holdings) -> tuple[str, ...]:
    """What the store holds and what for, a line for each kind."""
    kinds = (
        (holdings.replies, f"{_count(holdings.replies, 'answer')} to what you wrote: {_ANSWERS}"),
        (holdings.claim_changes, f"{_count(holdings.claim_changes, 'change')} of claims, {_CHANGES}"),
        (holdings.settings_changes, f"{_count(holdings.settings_changes, 'change')} of settings, {_CHANGES}"),
        (holdings.waiting, f"{_count(holdings.waiting, 'entry', 'entries')} in moderators' queues: {_WAITING}"),
        (holdings.opted_out, "that you asked me not to check your messages, so that I don't"),
    )
    return tuple(line for number, line in kinds if number)


def taken_out(holdings: Holdings) -> tuple[str, ...]:
    """What is taken out of the rows that hold it."""
    lines = []
    if holdings.replies:
        lines.append(f"your number and your message's, out of what I keep of {_count(holdings.replies, 'answer')}")
    if holdings.claim_changes:
        lines.append(f"your number, out of {_count(holdings.claim_changes, 'change')} of claims")
    if holdings.settings_changes:
        lines.append(f"your number, out of {_count(holdings.settings_changes, 'change')} of settings")
    if holdings.waiting:
        entries = _count(holdings.waiting, "entry", "entries")
        lines.append(f"{entries} of a queue: what you suggested, whole; your number, out of the others")
    return tuple(lines)


def stays(holdings: Holdings) -> tuple[str, ...]:
    """What is left of it, and why."""
    changed = holdings.claim_changes or holdings.settings_changes or holdings.waiting
    return (
        *([ANSWERS_STAY] if holdings.replies else []),
        *([CHANGES_STAY] if changed else []),
        *([OBJECTION_STAYS] if holdings.opted_out else []),
        BACKUPS,
    )


def _count(number: int, one: str, several: str = "") -> str:
    return f"1 {one}" if number == 1 else f"{number:,} {several or one + 's'}"
