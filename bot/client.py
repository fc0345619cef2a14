"""The bot as a whole: one open store, the cogs, and a connection to Discord."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Hashable
from contextlib import AsyncExitStack
from weakref import WeakValueDictionary

import discord
from discord import app_commands
from discord.ext import commands, tasks

from bot import logs
from bot.discord import incidents
from bot.discord.answers import Answers
from bot.discord.command_sync import sync_if_changed
from bot.discord.elsewhere import Elsewhere
from bot.discord.open_drafts import OpenDrafts
from bot.discord.recent import Recent
from bot.discord.recovery.failures import Nonces
from bot.discord.recovery.reconnecting import Logins, TooFewLoginsError, Waits, drop_broken_off, our_way
from bot.discord.stopping import finish_answers
from bot.meaning import encoding
from bot.settings import Settings
from claims_db.errors import FootnoteError
from claims_db.service import ClaimService
from claims_db.store.servers import Defaults, Mode

log = logging.getLogger(__name__)

COGS = (
    "checking", "claims", "conversation", "edited_messages", "elsewhere", "forms", "privacy", "queue", "recovery",
    "reply_updates", "settings", "sources", "store_trouble", "watching", "welcome",
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

    def lowest_held(self, default: int) -> int:
        """The lowest number of a message that is being dealt with."""
        held = (key for key, lock in self._locks.items() if isinstance(key, int) and lock.locked())
        return min(held, default=default)


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
        self.waits = Waits()
        self._logins = Logins()
        self._opened = AsyncExitStack()
        self._told_of = 0
        self._ending: tuple[FootnoteError, asyncio.Task[None]] | None = None

    async def setup_hook(self) -> None:
        """Open the store, load the cogs and make the commands known; raises StoreError."""
        await self._opened.aclose()
        wanted = encoding(self.settings, log.warning)
        self.claims = await self._opened.enter_async_context(
            ClaimService.open(
                self.settings.db, defaults=_defaults(self.settings), encoding=wanted, processes=self.settings.workers
            )
        )
        self.claims.hear_of_trouble(incidents.log_trouble)
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

    async def connect(self, *, reconnect: bool = True) -> None:
        """Listen to Discord until the bot is closed; see `reconnecting`."""
        while True:
            await self._logins.wait(self.http)
            try:
                with our_way(self.waits, self.http):
                    return await super().connect(reconnect=reconnect)
            except TooFewLoginsError:
                await drop_broken_off()
            except AttributeError:  # discord.py, whose very first try failed, looks for the session to resume
                if self.ws is not None:
                    raise

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Called by discord.py before each login."""
        await super().before_identify_hook(shard_id, initial=initial)
        if not initial:
            await self._logins.require(self.http)

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: there are no prefix commands, and the cogs listen for themselves."""

    async def on_ready(self) -> None:
        """Say in the log what the bot works with; with each session, since Discord may begin several."""
        counts = {
            "claims": await self.claims.count(),
            "servers": len(self.guilds),
            "watched_channels": watched_channels(self),
            "intents": [name for name, wanted in self.intents if wanted],
        }
        told = (
            "ready: %(claims)d claims, %(servers)d servers, %(watched_channels)d channels watched; intents %(intents)s"
        )
        log.info(told, counts, extra=counts)

    async def on_error(self, event_method: str, /, *_args: object, **_kwargs: object) -> None:
        """Log what an event's handler raised, without the words that it was about."""
        incidents.record_current(event_method)

    def take_up(self, settings: Settings) -> None:
        """Go on with these settings, which differ from those of the start only where that may be; see `reloading`."""
        logs.take_up(settings)
        _keep_words_out_of_the_log()
        self.settings = self.elsewhere.settings = settings
        if hasattr(self, "claims"):
            self.claims.set_defaults(_defaults(settings))
            self.dispatch("settings_taken_up")

    def stop(self, why: FootnoteError) -> None:
        """Close the bot; whoever runs it hears why."""
        self._ending = self._ending or (why, asyncio.create_task(self.close()))

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        """Be on Discord until the bot is closed; raises what `stop` was told, too."""
        await super().start(token, reconnect=reconnect)
        if self._ending is not None:
            why, closing = self._ending
            await closing
            raise why

    async def close(self) -> None:
        """Finish what is under way, leave Discord and close the store; cancelled, it no longer waits for the first."""
        self._refresh.cancel()
        try:
            await finish_answers()
        finally:
            await super().close()
            await self._opened.aclose()

    @tasks.loop(seconds=REFRESH_SECONDS)
    async def _refresh(self) -> None:
        if await self.claims.refresh():
            self.dispatch("claims_refreshed")
        self.dispatch("store_looked_at")
        self._tell_of_dropped()

    def _tell_of_dropped(self) -> None:
        dropped = self.claims.workers.dropped
        if dropped > self._told_of:
            log.warning("%s lines of watched channels were not looked at: too much was said", dropped - self._told_of)
        self._told_of = dropped


def _defaults(settings: Settings) -> Defaults:
    return Defaults(settings.default_mode, settings.cooldown)


def watched_channels(bot: Footnote) -> int:
    """In how many of the channels that it sees the bot may speak unasked."""
    modes = (
        bot.claims.servers.mode(guild.id, channel.id)
        for guild in bot.guilds
        for channel in guild.channels
        if not isinstance(channel, discord.CategoryChannel)
    )
    return sum(mode is not Mode.ON_REQUEST for mode in modes)


def intents(*, message_content: bool) -> discord.Intents:
    """What the bot asks Discord to hear of; only the text of messages is privileged."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=message_content)


async def stay_connected(settings: Settings, token: str, prepare: Callable[[Footnote], None] = lambda _: None) -> None:
    """Be on Discord until somebody stops it, without the text of messages where the portal refuses it.

    Each bot that is made for it is handed to `prepare` first. Raises discord.LoginFailure for a refused token, and
    StoreError.
    """
    _keep_words_out_of_the_log()
    try:
        await _connect(settings, token, prepare)
    except discord.PrivilegedIntentsRequired:
        log.warning("Discord refused the message content intent. %s", HOW_TO_GRANT)
        await _connect(settings.model_copy(update={"message_content": False}), token, prepare)


def _keep_words_out_of_the_log() -> None:
    """discord.py writes whole messages and requests at DEBUG, whatever the host asked of Footnote's own log."""
    library = logging.getLogger("discord")
    library.setLevel(logging.INFO if logging.getLogger().level < logging.INFO else logging.NOTSET)


async def _connect(settings: Settings, token: str, prepare: Callable[[Footnote], None]) -> None:
    async with Footnote(settings) as bot:
        prepare(bot)
        await bot.start(token)
