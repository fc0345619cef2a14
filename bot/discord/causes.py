"""Why something failed, in the words of SQLite or Discord, for the log: only words that quote nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

import discord

# What Discord says of a code. Its answers have the same words, but some go on to quote what was sent, so that they are
# told from here: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes
DISCORD_SAYS = {
    10003: "Unknown channel",
    10004: "Unknown guild",
    10008: "Unknown message",
    10015: "Unknown webhook",
    10062: "Unknown interaction",
    20016: "This action cannot be performed due to slowmode rate limit",
    20028: "The channel you are writing has hit the write rate limit",
    30046: "Maximum number of edits to messages older than 1 hour reached",
    40058: "Cannot message this thread until after the post author sends an initial message",
    40060: "Interaction has already been acknowledged",
    50001: "Missing access",
    50005: "Cannot edit a message authored by another user",
    50006: "Cannot send an empty message",
    50007: "Cannot send messages to this user",
    50013: "You lack permissions to perform that action",
    50027: "Invalid webhook token provided",
    50035: "Invalid form body",
    50083: "Tried to perform an operation on an archived thread",
    50278: "Cannot send messages to this user due to having no mutual guilds",
    160002: "Cannot reply without permission to read message history",
    160005: "This thread is locked",
    200000: "Message was blocked by automatic moderation",
    200001: "Title was blocked by automatic moderation",
    240000: "Message blocked by harmful links filter",
}
# The parts of a path in what the bot sends; of a refused form these, and numbers, are told.
_FIELDS = frozenset(
    """
    allowed_mentions author channel_id components content custom_id data default_values description embeds emoji fields
    flags footer icon_url id inline label max_length max_values message_id message_reference min_length min_values name
    nonce options placeholder required style text title type url value values
    """.split()
)
_QUOTE = '"'
_PATH = re.compile(r"^In ([\w.]+): ", re.MULTILINE)


def own_words(error: BaseException) -> str:
    """What SQLite or Discord says of the error; nothing of any other error."""
    if isinstance(error, discord.HTTPException):
        return _discords(error)
    # Not by its class, since only the store knows SQLite. What it quotes of a value is in double quotation marks.
    name = getattr(error, "sqlite_errorname", None)
    return f"{name}: {str(error).partition(_QUOTE)[0].strip()}" if isinstance(name, str) else ""


def _discords(error: discord.HTTPException) -> str:
    says = DISCORD_SAYS.get(error.code)
    refused = ", ".join(_refused_fields(error.text))
    return f"{error.status} (code {error.code}{f': {says}' if says else ''}){f' in {refused}' if refused else ''}"


def _refused_fields(text: str) -> Iterator[str]:
    for path in _PATH.findall(text):
        parts = path.split(".")
        if all(part in _FIELDS or (part.isdigit() and len(part) <= 2) for part in parts):
            yield path
