"""The words of the settings panel, of the log channel, and of quiet answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from bot.words.answer_text import shortened
from bot.words.discord_text import MODE_WORDS, MODERATORS_ONLY, hours
from claims_db.store.servers import Mode, Setting, SettingsChange

# --- who moderates --------------------------------------------------------------------------------------------------


def moderators_only(roles: Iterable[str]) -> str:
    """What somebody is told who may not do what only moderators may; names who could."""
    named = [shortened(role, 60) for role in sorted(roles)]
    if not named:
        return MODERATORS_ONLY
    kind = "role" if len(named) == 1 else "roles"
    return f"Only moderators can do this: members who may manage messages, and those with the {kind} {listed(named)}."


def listed(names: list[str]) -> str:
    """Names as a list that is read aloud."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


# --- the panel ------------------------------------------------------------------------------------------------------

SETTINGS = "See and change what is set for this server (moderators)"
TITLE = "Settings of this server"
SAVED_AT_ONCE = "Whatever you choose here is saved at once."
WATCHING = "When I speak unasked"
ANSWERS = "How I answer unasked"
PACKS = "Packs that I answer from"
MODERATORS = "Who moderates"
APPROVAL = "Second approval"
LOG = "Log channel"
OTHER_CHANNELS = "other channels"
NO_WRITING = "I may not write there"

PICK_CHANNEL = "Choose a channel to set when I speak there"
PICK_DEFAULT = "In channels without a setting of their own"
PICK_STYLE = "Look of the answers that nobody asked for"
PICK_COOLDOWN = "Time until I repeat a claim in the same channel"
PICK_PACKS = "Packs that I answer from"
PICK_ROLES = "Roles that moderate too"
PICK_LOG = "Channel where I post every change"

AS_OTHERS = "as in other channels"
FULL_CARD = "Full card"
FULL_CARD_HINT = "The sentence, the claim and its sources"
ONE_LINE = "One line"
ONE_LINE_HINT = "Only the sentence; a button shows the rest to whoever presses it"
NO_COOLDOWN = "Repeat a claim every time"
MANAGE_MESSAGES = "Members who may manage messages always moderate; members with these roles do too."
HIDDEN_FROM_ROLES = (
    "Discord shows /settings only to members who may manage messages, until Server Settings, Integrations, Footnote"
    " shows it to your roles as well."
)
APPROVAL_ON = "A change to a claim waits in /queue until another moderator approves it."
APPROVAL_OFF = (
    "What a moderator saves takes effect at once. With this on, it waits in /queue until another moderator approves it."
)
SWITCH_ON = "Switch on"
SWITCH_OFF = "Switch off"
NO_LOG = "No channel is told about changes."

CANNOT_READ = (
    "The host of this bot has not been granted the message content intent, so I speak only when asked, whatever is set"
    " here."
)
LOG_GONE = "The log channel was removed, so changes are posted nowhere. Choose another one below."
EVERYONE_IS_NO_ROLE = "@everyone cannot moderate, because every member would. Nothing was changed."
CHANNEL_GONE = "That channel no longer exists. Nothing was changed."


def log_closed(channel: str) -> str:
    """The log channel is there, and the bot may not write in it."""
    return (
        f"I may not write in the log channel {channel}. Give me the rights to view it and to send messages there, or"
        " choose another one."
    )


def channels_gone(number: int) -> str:
    """Channels with a mode of their own that were removed."""
    if number == 1:
        return "A channel that had a setting of its own was removed, and its setting with it."
    return f"{number} channels that had a setting of their own were removed, and their settings with them."


def roles_gone(number: int) -> str:
    """Moderators' roles that were removed."""
    return "A role that moderated was removed." if number == 1 else f"{number} roles that moderated were removed."


def pick_mode(channel: str) -> str:
    """What is chosen in the list of modes."""
    return shortened(f"When I speak in {channel}", 150)


def channel_mode(channel: str, mode: Mode) -> str:
    """One channel's mode."""
    return f"{channel}: {MODE_WORDS[mode]}"


def more_channels(number: int) -> str:
    """Channels that the list has no room for."""
    return f"and {number} more; choose a channel to see when I speak there"


def more_packs(number: int) -> str:
    """Packs that Discord's list has no room for."""
    return f"The host has {number} more, which this list has no room for: footnote settings subscribes to them."


def pack_size(slug: str, claims: int | None) -> str:
    """A pack's short name, and how much it holds where that is known."""
    return shortened(slug if claims is None else f"{slug}: {_claims(claims)}", 100)


def own_claims(claims: int) -> str:
    """How many claims a server has itself."""
    return f"This server's own claims always count: {_claims(claims)}."


def _claims(number: int) -> str:
    return "1 claim" if number == 1 else f"{number:,} claims"


def also_moderate(roles: list[str]) -> str:
    """The roles that moderate."""
    return f"Now: {listed(['@' + shortened(role, 60) for role in roles])}."


def cooldown(duration: timedelta) -> str:
    """One choice of a time between two answers on one claim."""
    if not duration:
        return NO_COOLDOWN
    days, rest = divmod(duration.total_seconds(), 86400)
    if days > 1 and not rest:
        return f"Repeat a claim after {days:g} days"
    return f"Repeat a claim after {hours(duration)}"


def logged_in(channel: str) -> str:
    """Where changes are told."""
    return f"Every change to claims and settings is posted in {channel}, with who made it."


# --- one-line answers -----------------------------------------------------------------------------------------------

SHOW_SOURCE = "Show source"
SOURCE_GONE = "The claim behind this answer is no longer in use, so there is no source to show."

# --- the log channel ------------------------------------------------------------------------------------------------

SETTINGS_CHANGED = "The settings were changed."
CHANGED_THIS = "changed this:"
HOSTS_DEFAULT = "the host's default"
NOTHING_SET = "none"
SETTING_NAMES = {
    "default_mode": "When I speak in channels without a setting of their own",
    "cooldown": "Time until I repeat a claim in the same channel",
    "packs": "Packs that I answer from",
    "quiet": "Look of the answers that nobody asked for",
    "second_approval": "Second approval",
    "log_channel": "Log channel",
    "roles": "Roles that moderate",
}


def setting_changed(change: SettingsChange, names: Mapping[str, str]) -> str:
    """One setting before and after; `names` has those of channels and roles by their ids."""
    if change.name.startswith("channels."):
        channel = names.get(change.name.removeprefix("channels."), REMOVED_CHANNEL)
        return f"When I speak in {channel}: {_mode(change.before, AS_OTHERS)} → {_mode(change.after, AS_OTHERS)}"
    told = SETTING_NAMES.get(change.name, change.name)
    return f"{told}: {_value(change.name, change.before, names)} → {_value(change.name, change.after, names)}"


REMOVED_CHANNEL = "a removed channel"
REMOVED_ROLE = "a removed role"


def _mode(value: Setting, absent: str) -> str:
    return absent if value is None else MODE_WORDS[Mode(str(value))]


def _value(name: str, value: Setting, names: Mapping[str, str]) -> str:
    match name, value:
        case "default_mode", _:
            return _mode(value, HOSTS_DEFAULT)
        case "cooldown", int() | float():
            return hours(timedelta(seconds=value))
        case "quiet" | "second_approval", _:
            return _SWITCHES[name][bool(value)]
        case "log_channel", int():
            return names.get(str(value), REMOVED_CHANNEL)
        case _, list():
            return listed([names.get(each, REMOVED_ROLE) if name == "roles" else each for each in value]) or NOTHING_SET
        case _:
            return HOSTS_DEFAULT if name == "cooldown" else NOTHING_SET


_SWITCHES = {"quiet": ("full card", "one line"), "second_approval": ("off", "on")}
