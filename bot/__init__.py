"""Footnote on Discord and in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from discord.ext import commands

    from bot.settings import Settings


def create_bot(settings: Settings | None = None) -> commands.Bot:
    """The whole bot, ready for `start(token)`; settings come from `.env` and the environment unless given.

    Raises SettingsError.
    """
    from bot.client import Footnote  # noqa: PLC0415 - the command line need not wait for discord.py
    from bot.settings import read_settings  # noqa: PLC0415 - nor for pydantic

    return Footnote(settings or read_settings())
