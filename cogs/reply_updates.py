"""Living replies: what the bot said of a claim follows the claim, once a moderator says so."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import ClassVar, cast

import discord
from discord import ui
from discord.ext import commands, tasks

from bot.cards.answer_cards import Block, Card, Line, short_card
from bot.client import Footnote
from bot.discord.buttons import footnote, moderates_server, refusal, tell
from bot.discord.delivery import respond
from bot.discord.incidents import guarded
from bot.discord.reply_updates import Updater
from bot.words import update_text
from claims_db.errors import FootnoteError
from claims_db.store.updates import UpdateProgress
from claims_db.values import ClaimKey

log = logging.getLogger(__name__)

PRUNE_HOURS = 24.0


async def ask_about_replies(bot: Footnote, key: ClaimKey, done: Card) -> tuple[Card, tuple[ClaimButton, ...]]:
    """What was `done` to a claim, with the question whether earlier replies shall follow, and the buttons to answer.

    Nothing is added where no reply shows the claim as it was. A change that comes while its replies are brought up to
    date goes into them unasked.
    """
    found = await bot.claims.updates.outdated(key)
    buttons: tuple[ClaimButton, ...]
    if found.running:
        updater(bot).start()
        sentence, buttons = update_text.underway(found.running), (HowFar(found.number),)
    elif found.replies:
        sentence = update_text.question(found.replies)
        buttons = (UpdateReplies(found.number), LeaveReplies(found.number))
    else:
        return done, ()
    return replace(done, blocks=(*done.blocks, Block("", (Line(sentence),)))), buttons


def updater(bot: Footnote) -> Updater:
    """The one that works in this bot."""
    return cast(Living, bot.get_cog(Living.__cog_name__)).updater


class Living(commands.Cog):
    """Keeps the work going, and forgets replies that nothing can be done about any more."""

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot
        self.updater = Updater(bot)

    async def cog_load(self) -> None:
        """Let older buttons work."""
        self.bot.add_dynamic_items(UpdateReplies, LeaveReplies, HowFar)
        self._pruning = self._prune.start()

    async def cog_unload(self) -> None:
        """Stop cleanly; the store knows what is left."""
        self._prune.cancel()
        await self.updater.stop()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Go on where the last process stopped."""
        await self.on_claims_refreshed()

    @commands.Cog.listener()
    async def on_claims_refreshed(self) -> None:
        """Another process changed claims: there is nobody to ask, so the host has decided beforehand."""
        if self.bot.settings.update_replies:
            await self.bot.claims.updates.want_unasked()
        self.updater.start()

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot left, or was sent away: its replies there are out of its reach for good."""
        await self.bot.claims.updates.forget_channels([each.id for each in (*guild.channels, *guild.threads)])

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """The replies are gone with their channel."""
        await self.bot.claims.updates.forget_channels([channel.id])

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """So are those in a thread."""
        await self.bot.claims.updates.forget_channels([payload.thread_id])

    @tasks.loop(hours=PRUNE_HOURS)
    async def _prune(self) -> None:
        try:
            await self.bot.claims.updates.prune(datetime.now(UTC) - self.bot.settings.kept_replies)
        except FootnoteError as error:  # else the loop would end here for good
            log.warning("old replies are forgotten later, since the store fails: %s", error.for_host)


class ClaimButton(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:living:none"):
    """A button about the replies on one claim, for moderators of the claim's own server."""

    label: ClassVar[str]
    step: ClassVar[str]
    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.secondary

    def __init__(self, number: int) -> None:
        custom_id = f"footnote:living:{self.step}:{number}"
        super().__init__(ui.Button(label=self.label, style=self.style, custom_id=custom_id))
        self._number = number

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[ui.View], match: re.Match[str], /) -> ClaimButton:
        """The button of an older process."""
        return cls(int(match["number"]))

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it, or say who may."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        key = await footnote(interaction).claims.updates.claim_of(self._number)
        if not moderates_server(interaction):
            await tell(interaction, refusal(interaction))
        elif key is None or key.pack != footnote(interaction).answers.scope(interaction).own:
            await tell(interaction, update_text.GONE)
        else:
            await self.pressed(interaction)

    async def pressed(self, interaction: discord.Interaction) -> None:
        """What the button is for."""
        raise NotImplementedError

    async def _say(self, interaction: discord.Interaction, progress: UpdateProgress, sentence: str) -> discord.Message:
        view = ui.View(timeout=None).add_item(HowFar(self._number)) if progress.left else None
        return await respond(interaction, short_card(sentence), view)


class UpdateReplies(ClaimButton, template=r"footnote:living:update:(?P<number>\d+)"):
    """Begins to bring the replies up to date."""

    label, step, style = update_text.UPDATE_BUTTON, "update", discord.ButtonStyle.primary

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Begin; pressed twice it is no other than once."""
        bot = footnote(interaction)
        progress = await bot.claims.updates.want(self._number)
        if progress.left:
            sent = await self._say(interaction, progress, update_text.started(progress))
            updater(bot).tell(self._number, interaction, sent)
            updater(bot).start()
        else:
            await tell(interaction, update_text.finished(progress))


class LeaveReplies(ClaimButton, template=r"footnote:living:leave:(?P<number>\d+)"):
    """Leaves the replies as they are."""

    label, step = update_text.LEAVE_BUTTON, "leave"

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Say what that means."""
        await tell(interaction, update_text.LEFT)


class HowFar(ClaimButton, template=r"footnote:living:far:(?P<number>\d+)"):
    """Says how far the work is."""

    label, step = update_text.HOW_FAR_BUTTON, "far"

    async def pressed(self, interaction: discord.Interaction) -> None:
        """How many of how many."""
        progress = await footnote(interaction).claims.updates.progress(self._number)
        await self._say(interaction, progress, update_text.how_far(progress))


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Living(bot))
