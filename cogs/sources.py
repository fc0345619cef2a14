"""Sources and their pages: checked again in the background, shown to moderators, and given new addresses."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import UTC, date, datetime

import discord
from discord import app_commands
from discord.ext import commands, tasks

from bot.cards.answer_cards import Block, Card, Line, Role, short_card
from bot.client import Footnote
from bot.discord import incidents
from bot.discord.buttons import actor, moderates_server, refusal
from bot.discord.delivery import respond
from bot.discord.log_channel import post_change
from bot.discord.server_changes import changes_of
from bot.settings import Settings
from bot.source_checks import outside
from bot.words import claim_text, source_text
from bot.words.answer_text import shortened
from claims_db.errors import FootnoteError, NotFoundError
from claims_db.health import State
from claims_db.sources.health.archive import Archive
from claims_db.sources.health.rechecking import Checked, Opens, SourceEntry
from claims_db.sources.web.addresses import normalise
from cogs.reply_updates import ask_about_replies

log = logging.getLogger(__name__)

# About 2,900 a day: every source of a large store within days, without pressing any site.
ROUND_MINUTES = 10
MOST_A_ROUND = 20
MOST_LISTED = 20
LONGEST_LISTED = 180
MOST_TOLD = 10
MOST_CHOICES = 25
LONGEST_KEY = 100

Outside = Callable[[Settings], AbstractAsyncContextManager[tuple[Opens, Archive | None]]]
_TROUBLE = (State.GONE, State.CHANGED, State.MOVED, State.COULD_NOT_CHECK)


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class Sources(commands.GroupCog, group_name="source", group_description=source_text.GROUP):
    """`outside` opens pages; tests bring a web of their own."""

    def __init__(self, bot: Footnote, outside: Outside = outside) -> None:
        self.bot = bot
        self._outside = outside
        self._opened = AsyncExitStack()
        self._web: tuple[Opens, Archive | None] | None = None
        self._checking: set[int] = set()

    async def cog_load(self) -> None:
        """Check pages in the background if the host wants it; without a token (a demo) nothing goes out."""
        wanted = self.bot.settings.check_sources_days and self.bot.settings.discord_token
        if wanted and not self._rounds.is_running():
            self._running = self._rounds.start()
        elif not wanted:
            self._rounds.cancel()

    @commands.Cog.listener()
    async def on_settings_taken_up(self) -> None:
        """Open pages as the host wants it now; what was opened before may still be in use, and ends with the bot."""
        self._web = None
        await self.cog_load()

    async def cog_unload(self) -> None:
        """Stop; what was found is stored already."""
        self._rounds.cancel()
        await self._opened.aclose()

    async def web(self) -> tuple[Opens, Archive | None]:
        """What opens pages: one for the whole time, since it remembers which sites want a pause."""
        if self._web is None:
            self._web = await self._opened.enter_async_context(self._outside(self.bot.settings))
        return self._web

    def bring_web(self, outside: Outside) -> None:
        """Open pages with something else from now on."""
        self._outside, self._web = outside, None

    @tasks.loop(minutes=ROUND_MINUTES)
    async def _rounds(self) -> None:
        try:
            await self.check_due(datetime.now(UTC).date())
        except FootnoteError as error:
            log.warning("sources could not be checked: %s", type(error).__name__)
        except Exception:  # noqa: BLE001 - else the loop would end here for good
            incidents.record_current("checking sources")

    @_rounds.before_loop
    async def _before_rounds(self) -> None:
        await self.bot.wait_until_ready()

    async def check_due(self, today: date) -> list[Checked]:
        """Check the sources that are due, a few at a time, and report those with a new state."""
        claims = self.bot.claims
        waiting = await claims.sources.due(today, self.bot.settings.check_period, MOST_A_ROUND)
        if not waiting:
            return []
        opener, archive = await self.web()
        checked = await claims.sources.check(waiting, opener, today, archive=archive)
        await self._tell([each for each in checked if each.has_new_state])
        return checked

    async def _tell(self, news: Sequence[Checked]) -> None:
        """Tell each server that sees a claim of such a source, in its log channel."""
        for guild in self.bot.guilds if news else ():
            packs = self.bot.claims.scope(guild.id).packs
            seen = [each for each in news if each.entry.pack in packs]
            if seen:
                lines = [source_text.state_news(each) for each in seen[:MOST_TOLD]]
                card = Card(source_text.news_opening(len(seen)), (Block("", tuple(map(_item, lines))),))
                await post_change(self.bot, guild.id, card)

    @app_commands.command(name="list", description=source_text.LIST)
    async def list_sources(self, interaction: discord.Interaction) -> None:
        """The sources that this server sees, problems first."""
        if not await self._may(interaction):
            return
        entries = sorted(await self.bot.claims.sources.entries(self.bot.answers.scope(interaction).packs), key=_trouble)
        lines = [_item(shortened(source_text.listed(each), LONGEST_LISTED)) for each in entries[:MOST_LISTED]]
        opening = source_text.list_opening(len(entries), len(lines))
        await respond(interaction, Card(opening, (Block("", tuple(lines)),) if lines else ()))

    @app_commands.command(name="show", description=source_text.SHOW)
    @app_commands.describe(name=source_text.NAME)
    async def show(self, interaction: discord.Interaction, name: str) -> None:
        """One source with its page's history."""
        entry = await self._named(interaction, name)
        if entry is None:
            return
        changes = await self.bot.claims.sources.history(entry)
        lines = tuple(_item(line) for line in source_text.shown(entry, changes[-MOST_TOLD:]))
        link = Line(f", {entry.source.publisher}", Role.ITEM, entry.source.title, entry.source.url)
        await respond(interaction, Card(entry.source.title, (Block("", (link, *lines)),)))

    @app_commands.command(name="check", description=source_text.CHECK)
    @app_commands.describe(name=source_text.NAME)
    async def check(self, interaction: discord.Interaction, name: str) -> None:
        """Check one page now; one at a time for each server."""
        entry = await self._named(interaction, name)
        if entry is None or interaction.guild is None:
            return
        if not entry.source.url or interaction.guild.id in self._checking:
            sentence = source_text.CHECKING if entry.source.url else source_text.NO_ADDRESS
            await respond(interaction, short_card(sentence))
            return
        self._checking.add(interaction.guild.id)
        try:
            opener, archive = await self.web()
            today = datetime.now(UTC).date()
            (checked,) = await self.bot.claims.sources.check([entry], opener, today, archive=archive)
            await self._tell([checked] if checked.has_new_state else [])
        finally:
            self._checking.discard(interaction.guild.id)
        await respond(interaction, short_card(source_text.just_checked(checked)))

    @app_commands.command(name="replace", description=source_text.REPLACE)
    @app_commands.describe(name=source_text.NAME, address=source_text.ADDRESS)
    async def replace(self, interaction: discord.Interaction, name: str, address: str | None = None) -> None:
        """Give one of the server's own sources another address."""
        entry = await self._named(interaction, name)
        if entry is None:
            return
        moved_to = entry.health.moved_to if entry.health else None
        own = self.bot.answers.scope(interaction).own
        if refused := _refused(entry, own, address or moved_to, second=changes_of(interaction).second_approval):
            await respond(interaction, short_card(refused))
            return
        try:
            await self._replace(interaction, entry, normalise(address or moved_to or ""))
        except FootnoteError as error:
            await respond(interaction, short_card(claim_text.sentence(str(error))))

    async def _replace(self, interaction: discord.Interaction, entry: SourceEntry, address: str) -> None:
        """Change the claims, tell of it, and ask about earlier replies where one claim alone cites the source."""
        changed = await self.bot.claims.sources.replace_address(entry, address, actor=actor(interaction))
        told = source_text.replaced(entry.source, address, len(changed))
        if interaction.guild is not None:
            await post_change(self.bot, interaction.guild.id, short_card(f"{interaction.user.display_name}: {told}"))
        card, view = short_card(told), discord.ui.View(timeout=None)
        if len(changed) == 1:
            card, buttons = await ask_about_replies(self.bot, changed[0].key, card)
            for button in buttons:
                view.add_item(button)
        await respond(interaction, card, view)

    async def _may(self, interaction: discord.Interaction) -> bool:
        """Take time to answer, and refuse those who may not."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        allowed = moderates_server(interaction)
        if not allowed:
            await respond(interaction, short_card(refusal(interaction)))
        return allowed

    async def _named(self, interaction: discord.Interaction, name: str) -> SourceEntry | None:
        """The source of that key, for moderators; else they are told, and None."""
        if not await self._may(interaction):
            return None
        try:
            return await self.bot.claims.sources.find(name, self.bot.answers.scope(interaction))
        except NotFoundError as error:
            await respond(interaction, short_card(claim_text.sentence(str(error))))
            return None

    @show.autocomplete("name")
    @check.autocomplete("name")
    @replace.autocomplete("name")
    async def _names(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        if not moderates_server(interaction):
            return []
        found = await self.bot.claims.sources.complete(typed, self.bot.answers.scope(interaction), MOST_CHOICES)
        return [
            app_commands.Choice(name=shortened(f"{each.key}: {each.title}", LONGEST_KEY), value=each.key)
            for each in (entry.source for entry in found)
            if len(each.key) <= LONGEST_KEY
        ]


def _refused(entry: SourceEntry, own: str, address: str | None, *, second: bool) -> str:
    """Why a source's address is not replaced; empty where it may be."""
    if entry.pack != own:
        return source_text.NOT_OWN
    if second:
        return source_text.TWO_NEEDED
    return "" if address else source_text.NOWHERE


def _trouble(entry: SourceEntry) -> int:
    state = entry.health.state if entry.health else None
    return _TROUBLE.index(state) if state in _TROUBLE else len(_TROUBLE)


def _item(line: str) -> Line:
    return Line(line, Role.ITEM)


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Sources(bot))
