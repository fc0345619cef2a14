"""What somebody is told when something fails, and what the log is told."""

from __future__ import annotations

import logging
import secrets
import sys
import traceback
from collections.abc import Callable, Coroutine, Iterator
from functools import wraps
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.discord.causes import own_words
from bot.discord.replies import MOST_CONTENT, clipped
from bot.words import discord_text
from bot.words.markdown import plain
from claims_db.errors import FootnoteError, StoreError
from claims_db.service.workers import WorkerFailedError

log = logging.getLogger(__name__)
T = TypeVar("T")

# https://discord.com/developers/docs/topics/opcodes-and-status-codes: the interaction is too old to be answered.
_UNKNOWN_INTERACTION = 10062


async def report(interaction: discord.Interaction, error: BaseException, view: discord.ui.View | None = None) -> None:
    """Answer a press or command that failed, in words; only the asker sees it."""
    sentence = clipped(plain(told(error)), MOST_CONTENT)
    nobody = discord.AllowedMentions.none()
    shown = view or discord.utils.MISSING
    try:
        if interaction.response.is_done():
            await interaction.followup.send(sentence, ephemeral=True, allowed_mentions=nobody, view=shown)
        else:
            await interaction.response.send_message(sentence, ephemeral=True, allowed_mentions=nobody, view=shown)
    except discord.HTTPException as unsent:
        log.warning("an answer could not be sent: Discord says %s (code %s)", unsent.status, unsent.code)


def told(error: BaseException) -> str:
    """The sentence for the user: our own errors speak for themselves, others get a number that the log has too."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    match cause:
        case StoreError():
            record(cause)  # whoever hosts the bot has to know, and sees what SQLite says
            return str(cause)
        case FootnoteError():
            return str(cause)
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return discord_text.COMMAND_CHANGED
        case discord.NotFound(code=code) if code == _UNKNOWN_INTERACTION:
            log.warning("Discord took an answer for too late; the machine or the network is slow")
            return discord_text.TOO_LATE
        case _:
            return discord_text.unexpected(record(cause))


def record(error: BaseException) -> str:
    """Write the trace to the log and give back the incident's number.

    The trace goes without the errors' own words, which may quote what somebody wrote, save those of `causes`.
    """
    incident = secrets.token_hex(4)
    log.error("incident %s\n%s", incident, "".join(trace(error)).rstrip(), extra={"incident": incident})
    return incident


def record_current(where: str) -> None:
    """Log the error that is being handled; nobody waits for an answer.

    What is wrong with the database is in the log already, once for all that it keeps from being done.
    """
    error = sys.exc_info()[1]
    if error is not None and not isinstance(error, StoreError):
        log.error("in %s: incident %s", where, record(error))


def log_trouble(error: StoreError | None) -> None:
    """Log what is wrong with the database, or that it is over."""
    if error is None:
        log.warning("the database can be used again")
    else:
        log.error("%s; meanwhile Footnote goes on answering from what it has", error.for_host)


def trace(error: BaseException) -> Iterator[str]:
    """Where it happened, the first cause first."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from trace(cause)
        yield "which led to\n"
    if isinstance(error, WorkerFailedError):
        yield f"{error.trace}\nin a worker, which led to\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__} {own_words(error)}".rstrip() + "\n"


def guarded(
    callback: Callable[[T, discord.Interaction], Coroutine[Any, Any, None]],
) -> Callable[[T, discord.Interaction], Coroutine[Any, Any, Any]]:
    """A button's or form's callback whose failure is answered; discord.py would only log it, words and all."""

    @wraps(callback)
    async def answered(self: T, interaction: discord.Interaction) -> None:
        try:
            await callback(self, interaction)
        except Exception as error:  # noqa: BLE001 - somebody asked, and waits for an answer
            await report(interaction, error)

    return answered
