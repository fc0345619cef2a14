"""What the bot keeps of a person, for that person alone: shown, taken out, and not checked any more."""

from __future__ import annotations

import re

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.cards.answer_cards import Block, Card, Line, Role, short_card
from bot.client import Footnote
from bot.discord.buttons import ChecksMe, footnote
from bot.discord.delivery import may_embed, respond
from bot.discord.incidents import guarded
from bot.discord.replies import body
from bot.words import privacy_text
from claims_db.store.privacy import Holdings


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
class Privacy(commands.GroupCog, group_name="privacy", group_description=privacy_text.GROUP):
    """Answers everybody about themselves, and nobody about others."""

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Let older buttons work."""
        self.bot.add_dynamic_items(ChecksMe, TakeOut)

    @app_commands.command(name="show", description=privacy_text.SHOW)
    async def show(self, interaction: discord.Interaction) -> None:
        """What the store holds of who asks."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        held = await self.bot.claims.privacy.holdings(interaction.user.id)
        view = ui.View(timeout=None).add_item(ChecksMe(wanted=held.opted_out))
        if not held.empty:
            view.add_item(TakeOut())
        await respond(interaction, held_card(held), view)

    @app_commands.command(name="delete", description=privacy_text.DELETE)
    async def delete(self, interaction: discord.Interaction) -> None:
        """Say what will go and what will stay, and ask once."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        held = await self.bot.claims.privacy.holdings(interaction.user.id)
        if held.empty:
            await respond(interaction, Card(privacy_text.NOTHING_TO_TAKE_OUT, _kept(held)))
        else:
            card = taken_out_card(privacy_text.SURE, held)
            await respond(interaction, card, ui.View(timeout=None).add_item(TakeOut()))

    @app_commands.command(name="optout", description=privacy_text.OPT_OUT)
    async def opt_out(self, interaction: discord.Interaction) -> None:
        """Check no more what they write."""
        await self._choose(interaction, wanted=False)

    @app_commands.command(name="optin", description=privacy_text.OPT_IN)
    async def opt_in(self, interaction: discord.Interaction) -> None:
        """Check it again."""
        await self._choose(interaction, wanted=True)

    async def _choose(self, interaction: discord.Interaction, *, wanted: bool) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        privacy = self.bot.claims.privacy
        await (privacy.opt_in if wanted else privacy.opt_out)(interaction.user.id)
        await respond(interaction, short_card(privacy_text.OPTED_IN if wanted else privacy_text.OPTED_OUT))


def held_card(held: Holdings) -> Card:
    """What the store holds of somebody."""
    lines = tuple(Line(line, Role.ITEM) for line in privacy_text.held(held))
    opening = privacy_text.HELD if lines else privacy_text.NOTHING_HELD
    return Card(opening, (Block("", (*lines, Line(privacy_text.NEVER_WORDS))),))


def taken_out_card(opening: str, held: Holdings) -> Card:
    """What goes, and what stays."""
    goes = tuple(Line(line, Role.ITEM) for line in privacy_text.taken_out(held))
    return Card(opening, (Block(privacy_text.WHAT_GOES, goes), *_kept(held)))


def _kept(held: Holdings) -> tuple[Block, ...]:
    lines = tuple(Line(line, Role.ITEM) for line in privacy_text.stays(held))
    return (Block(privacy_text.WHAT_STAYS, lines),)


class TakeOut(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:privacy:delete"):
    """Takes whoever presses it out of what the store holds, and nobody else."""

    def __init__(self) -> None:
        style = discord.ButtonStyle.danger
        super().__init__(ui.Button(label=privacy_text.DELETE_BUTTON, style=style, custom_id="footnote:privacy:delete"))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[ui.View], ___: re.Match[str], /) -> TakeOut:
        """The button of an older process."""
        return cls()

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it, and say exactly what was done."""
        await interaction.response.defer()
        held = await footnote(interaction).claims.privacy.take_out(interaction.user.id)
        done = (
            Card(privacy_text.NOTHING_TO_TAKE_OUT, _kept(held))
            if held.empty
            else taken_out_card(privacy_text.TAKEN_OUT, held)
        )
        await interaction.edit_original_response(**body(done, embeds=may_embed(interaction)), view=None)


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Privacy(bot))
