"""The words of `footnote claim` and `footnote settings`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.words.answer_text import shortened
from bot.words.discord_text import hours
from claims_db.actors import COMMAND_LINE, Actor
from claims_db.claims.history import ChangeKind
from claims_db.store.servers import Setting, SettingsChange
from claims_db.values import Claim

RATING = "What the sources say of it."
NEEDED = "Give --text, --rating, --source-title and --publisher, or --from FILE."
NOTHING_NAMED = "Name what to change, such as --rating or --add-phrasing, or give --from FILE."
NOT_STORED = "Nothing was stored: this is a dry run."
UNCHANGED = "Nothing changes, so nothing was stored."
SET_ALREADY = "All of this was already set."
NO_NUMBER = "this is not a number"
NO_SETTINGS = "Name a setting to change, such as --cooldown-hours."
NO_HISTORY = "Nothing has ever been set on this server."


def who(actor: Actor) -> str:
    """Who changed something; on Discord people have numbers."""
    return "the command line" if actor == COMMAND_LINE else str(actor)


def named(claim: Claim) -> str:
    """Which claim is shown."""
    return f"{claim.slug} in the pack {claim.pack}"


def taken(slug: str) -> str:
    """A name that another claim has."""
    return f"the slug {slug!r} belongs to another claim of this pack, perhaps a retired one; choose another"


def not_in_use(slug: str) -> str:
    """A retired claim that somebody wants to edit."""
    return f"{slug!r} is retired; restore it first"


SOURCE_NEEDED = "a citation needs --source-title and --publisher"


def no_step(number: object, newest: int) -> str:
    """A file that names a step that there is none of."""
    return f"the file was made from step {number!r} of the claim, whose newest step is {newest}"


def not_there(entry: str, known: Sequence[str]) -> str:
    """An entry to be taken out that the claim has not."""
    there = f"it has: {'; '.join(shortened(each, 80) for each in known)}" if known else "it has none"
    return f"the claim has no {shortened(entry, 80)!r}; {there}"


def no_citation(number: int, citations: int) -> str:
    """A number that no citation has."""
    return f"there is no citation {number}; the claim has {citations}"


def stored(kind: ChangeKind, claim: Claim) -> str:
    """What was done to a claim."""
    done = {
        ChangeKind.ADDED: "Added",
        ChangeKind.EDITED: "Changed",
        ChangeKind.RETIRED: "Retired",
        ChangeKind.RESTORED: "Restored",
    }
    return f"{done[kind]}: {claim.slug} in the pack {claim.pack}."


def undone(number: int, kind: ChangeKind, claim: Claim) -> str:
    """A step that was undone."""
    return f"Undone: step {number}. {stored(kind, claim)}"


def settings(found: Mapping[str, Setting]) -> str:
    """The settings of a server, one a line."""
    return "\n".join(f"{name}: {_value(name, value)}" for name, value in found.items())


def no_pack(slug: str) -> str:
    """A pack that there is none of."""
    return f"there is no pack {slug[:120]!r} to subscribe to; nothing was set"


def setting_changed(change: SettingsChange) -> str:
    """One change of a setting, as `footnote settings history` lists it."""
    return (
        f"{change.at:%Y-%m-%d %H:%M} UTC, {who(change.actor)}:"
        f" {change.name} was {_value(change.name, change.before)}, is now {_value(change.name, change.after)}"
    )


def _value(name: str, value: Setting) -> str:
    match value:
        case None:
            return "not set"
        case bool():
            return "on" if value else "off"
        case list():
            return ", ".join(value) or "none"
        case float() | int() if name == "cooldown":
            return hours(timedelta(seconds=value))
        case _:
            return str(value)
