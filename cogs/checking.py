"""Checking on request: by command, by a message's menu, and the reasons of an answer that was given."""

from __future__ import annotations

import re

import discord
from discord import app_commands
from discord.ext import commands

from bot.cards.answer_cards import short_card, sources_card
from bot.client import Footnote
from bot.discord.addressing import words_of
from bot.discord.buttons import ShowKnown, ShowSource, TakeBack, TurnPage, Why, answer_buttons, is_member, no_buttons
from bot.discord.delivery import show
from bot.discord.elsewhere import Checked
from bot.intents import Intent, read
from bot.places import Answer
from bot.words import discord_text, privacy_text
from claims_db.store.replies import Reply
from cogs.elsewhere import LookElsewhere, no_entry

# Discord shows up to 6,000 characters of an option; a message has 4,000 at most.
LONGEST_TEXT = 4000
_NUMBERS = re.compile(r"\d{15,20}")


class Checking(commands.Cog):
    """Answers who asks by command, where only they see it unless they share it."""

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot
        self._menu = app_commands.ContextMenu(
            name=discord_text.CHECK_MENU, callback=self.check_sources, type=discord.AppCommandType.message
        )

    async def cog_load(self) -> None:
        """Menus belong to no cog in discord.py; buttons of older answers need to be known."""
        self.bot.tree.add_command(self._menu)
        self.bot.add_dynamic_items(Why, TakeBack, ShowSource, ShowKnown, TurnPage)

    @app_commands.command(name="check", description=discord_text.CHECK)
    @app_commands.describe(text=discord_text.CHECK_TEXT, share=discord_text.CHECK_SHARE)
    async def check(
        self,
        interaction: discord.Interaction,
        text: app_commands.Range[str, 1, LONGEST_TEXT],
        share: bool = False,  # noqa: FBT001, FBT002 - Discord fills it in
    ) -> None:
        """Check what was typed."""
        shared = share and (
            interaction.guild is None or (interaction.permissions.send_messages and is_member(interaction))
        )
        await interaction.response.defer(ephemeral=not shared, thinking=True)
        if read(text).intent is Intent.NOTHING:
            await show(interaction, short_card(discord_text.NOTHING_TO_CHECK))
            return
        answer = await self.bot.answers.check_asked(text, interaction)
        await self._answer(interaction, answer, Checked(text, interaction.user.id), None, shared=shared)

    async def check_sources(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Check the message whose menu was opened; on an answer of the bot's, show its sources."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        if message.author.id == self.bot.me.id:
            reply = await self.bot.claims.replies.find(message.id)
            scope = self.bot.answers.scope(interaction)
            claim = await self.bot.answers.claim(reply, scope) if reply else None
            await show(interaction, sources_card(claim) if claim else short_card(discord_text.NO_ANSWER_HERE))
        elif not self.bot.answers.may_check(message, interaction.user.id):
            await show(interaction, short_card(privacy_text.LEFT_ALONE))
        elif read(words := words_of(message)).intent is Intent.NOTHING:
            await show(interaction, short_card(discord_text.NOTHING_TO_CHECK))
        else:
            answer = await self.bot.answers.check_asked(words, message)
            checked = Checked(words, message.author.id)
            await self._answer(interaction, answer, checked, message.id, shared=False)

    async def _answer(
        self,
        interaction: discord.Interaction,
        answer: Answer,
        checked: Checked,
        message_id: int | None,
        *,
        shared: bool,
    ) -> None:
        author_id = interaction.user.id if shared else None
        view = answer_buttons(answer.verdict, message_id, author_id) if answer.verdict else no_buttons()
        elsewhere = self.bot.elsewhere.offered and not shared and no_entry(answer)
        if elsewhere:
            view.add_item(LookElsewhere())
        sent = await show(interaction, answer.card, view)
        if elsewhere:
            self.bot.elsewhere.checked.put(sent.id, checked)
        if answer.verdict:
            self.bot.answers.reasons.put(sent.id, answer.verdict)
        if shared and interaction.channel_id:
            at = interaction.created_at
            reply = Reply(sent.id, None, interaction.channel_id, interaction.user.id, answer.claim, answer.label, at)
            await self.bot.claims.replies.record(reply, unasked=False, shown=answer.shown)

    @app_commands.command(name="why", description=discord_text.WHY)
    @app_commands.describe(message=discord_text.WHY_MESSAGE)
    async def why(self, interaction: discord.Interaction, message: str | None = None) -> None:
        """Show the reasons of an answer in this channel."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        reply = await self._reply_meant(interaction, message)
        channel = interaction.channel
        if reply is None or not isinstance(channel, discord.abc.Messageable):
            await show(interaction, short_card(discord_text.NO_ANSWER_HERE))
            return
        await show(interaction, await self.bot.answers.why(reply.reply_id, reply.message_id, channel))

    async def _reply_meant(self, interaction: discord.Interaction, message: str | None) -> Reply | None:
        """The answer that a link or id names, or the newest one in the channel."""
        if message is None:
            channel = interaction.channel
            return await self.bot.answers.newest(channel) if isinstance(channel, discord.abc.Messageable) else None
        numbers = _NUMBERS.findall(message)
        if not numbers:
            return None
        number, replies = int(numbers[-1]), self.bot.claims.replies
        reply = await replies.find(number) or await replies.to(number)
        return reply if reply and reply.channel_id == interaction.channel_id else None


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Checking(bot))
