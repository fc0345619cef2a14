"""The bot as a whole: one open store, the cogs, and a connection to Discord."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Hashable
from contextlib import AsyncExitStack
from weakref import WeakValueDictionary

import discord
from discord import app_commands
from discord.ext import commands, tasks

from bot.discord import incidents
from bot.discord.answers import Answers
from bot.discord.command_sync import sync_if_changed
from bot.discord.elsewhere import Elsewhere
from bot.discord.failures import Nonces
from bot.discord.open_drafts import OpenDrafts
from bot.discord.recent import Recent
from bot.meaning import encoding
from bot.settings import Settings
from claims_db.errors import FootnoteError
from claims_db.service import ClaimService
from claims_db.store.servers import Defaults

log = logging.getLogger(__name__)

COGS = (
    "checking", "claims", "conversation", "edited_messages", "elsewhere", "forms", "privacy", "queue", "recovery",
    "reply_updates", "settings", "sources", "watching", "welcome",
)  # fmt: skip
# How long it takes until settings, packs and replies follow what the command line changed; answers follow at once.
REFRESH_SECONDS = 30
PROPOSERS_KEPT = 100
HOW_TO_GRANT = (
    "Watching channels needs the text of messages; everything else works without. To grant it, open"
    " https://discord.com/developers/applications, choose the application, then Bot, and switch on"
    " Message Content Intent."
)


class Commands(app_commands.CommandTree["Footnote"]):
    """Slash commands and menus, whose failures are answered in words."""

    async def on_error(
        self, interaction: discord.Interaction[Footnote], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the user; see `incidents`."""
        await incidents.report(interaction, error)


class MessageLocks:
    """A lock for each key that somebody holds or waits for.

    Without it an edit or a deletion that comes while the reply is still on its way would find no reply to change,
    and two people who write the same thing at once would get two cards.
    """

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    def of(self, key: Hashable) -> asyncio.Lock:
        """The key's lock, for `async with`."""
        return self._locks.setdefault(key, asyncio.Lock())


class Footnote(commands.Bot):
    """Footnote on Discord. `claims` and `answers` are there from `setup_hook` until `close`."""

    claims: ClaimService
    answers: Answers

    def __init__(self, settings: Settings) -> None:
        super().__init__(
            command_prefix=(),
            help_command=None,
            tree_cls=Commands,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            intents=intents(message_content=settings.message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
        )
        self.settings = settings
        self.locks = MessageLocks()
        self.nonces = Nonces()
        self.drafts = OpenDrafts()
        self.elsewhere = Elsewhere(settings)
        self.proposers: Recent[int, discord.Interaction] = Recent(PROPOSERS_KEPT)
        self._opened = AsyncExitStack()
        self._told_of = 0

    async def setup_hook(self) -> None:
        """Open the store, load the cogs and make the commands known; raises StoreError."""
        await self._opened.aclose()
        defaults = Defaults(self.settings.default_mode, self.settings.cooldown)
        wanted = encoding(self.settings, log.warning)
        self.claims = await self._opened.enter_async_context(
            ClaimService.open(self.settings.db, defaults=defaults, encoding=wanted, processes=self.settings.workers)
        )
        self.answers = Answers(self.claims, self.me)
        if not self.extensions:
            for cog in COGS:
                await self.load_extension(f"cogs.{cog}")
        await sync_if_changed(self.tree, self.claims, self.me.id)
        if not self.settings.message_content:
            log.warning("The host has switched the message content intent off. %s", HOW_TO_GRANT)
        self._refreshing = self._refresh.start()
        # What is there by now stays: looking through it for garbage would stop the event loop for 20 ms now and then.
        gc.freeze()

    @property
    def me(self) -> discord.ClientUser:
        """The bot's own account; there from the login on."""
        if self.user is None:
            raise RuntimeError("not logged in yet")
        return self.user

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: there are no prefix commands, and the cogs listen for themselves."""

    async def on_error(self, event_method: str, /, *_args: object, **_kwargs: object) -> None:
        """Log what an event's handler raised, without the words that it was about."""
        incidents.record_current(event_method)

    async def close(self) -> None:
        """Leave Discord and close the store."""
        self._refresh.cancel()
        await super().close()
        await self._opened.aclose()

    @tasks.loop(seconds=REFRESH_SECONDS)
    async def _refresh(self) -> None:
        try:
            if await self.claims.refresh():
                self.dispatch("claims_refreshed")
            self._tell_of_dropped()
        except FootnoteError as error:  # else the loop would end here for good
            log.warning("what another process changed could not be read: %s", error)

    def _tell_of_dropped(self) -> None:
        dropped = self.claims.workers.dropped
        if dropped > self._told_of:
            log.warning("%s lines of watched channels were not looked at: too much was said", dropped - self._told_of)
        self._told_of = dropped


def intents(*, message_content: bool) -> discord.Intents:
    """What the bot asks Discord to hear of; only the text of messages is privileged."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=message_content)


async def stay_connected(settings: Settings, token: str) -> None:
    """Be on Discord until somebody stops it, without the text of messages where the portal refuses it.

    Raises discord.LoginFailure for a refused token, and StoreError.
    """
    _keep_words_out_of_the_log()
    try:
        await _connect(settings, token)
    except discord.PrivilegedIntentsRequired:
        log.warning("Discord refused the message content intent. %s", HOW_TO_GRANT)
        await _connect(settings.model_copy(update={"message_content": False}), token)


def _keep_words_out_of_the_log() -> None:
    """discord.py writes whole messages and requests at DEBUG, whatever the host asked of Footnote's own log."""
    library = logging.getLogger("discord")
    if library.getEffectiveLevel() < logging.INFO:
        library.setLevel(logging.INFO)


async def _connect(settings: Settings, token: str) -> None:
    async with Footnote(settings) as bot:
        await bot.start(token)
