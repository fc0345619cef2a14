"""The claims themselves: finding them, looking at one, and adding more."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot import discord_text
from bot.buttons import moderates_server, refusal
from bot.cards import claims_card, short_card
from bot.client import Footnote
from bot.delivery import respond
from bot.draft import Draft, LineDraft
from bot.replies import claim_card
from bot.text import claims_found, shortened
from claims_db.errors import NotFoundError
from claims_db.service import Scope
from claims_db.values import Claim
from cogs.claim_form import ClaimForm, DraftButton
from cogs.lines_form import LinesAgain, LinesForm

MOST_FOUND = 5
LONGEST_WORDS = 300
# https://discord.com/developers/docs/interactions/application-commands#autocomplete
MOST_CHOICES = 25
LONGEST_CHOICE = 100


class Claims(commands.GroupCog, group_name="claim", group_description=discord_text.CLAIM_GROUP):
    """Everybody may read the claims; moderators add some."""

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Let the buttons below a preview work."""
        self.bot.add_dynamic_items(DraftButton, LinesAgain)

    @app_commands.command(name="search", description=discord_text.CLAIM_SEARCH)
    @app_commands.describe(text=discord_text.CLAIM_SEARCH_TEXT)
    async def search(self, interaction: discord.Interaction, text: app_commands.Range[str, 1, LONGEST_WORDS]) -> None:
        """Claims that come close to some words."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        found = [match.claim for match in self.bot.claims.search(text, self.bot.answers.scope(interaction), MOST_FOUND)]
        opening = claims_found(len(found)) if found else discord_text.no_claims(text)
        await respond(interaction, claims_card(opening, found))

    @app_commands.command(name="show", description=discord_text.CLAIM_SHOW)
    @app_commands.describe(name=discord_text.CLAIM_SHOW_NAME)
    async def show(self, interaction: discord.Interaction, name: str) -> None:
        """One claim with all its sources."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        claim = self._named(name, interaction)
        await respond(interaction, claim_card(claim) if claim else short_card(discord_text.unknown_claim(name)))

    def _named(self, name: str, interaction: discord.Interaction) -> Claim | None:
        """The claim of that slug, else the only one that holds what was typed."""
        scope = self.bot.answers.scope(interaction)
        try:
            return self.bot.claims.find(name, scope)
        except NotFoundError:
            holding = self.bot.claims.complete(name, scope, limit=2)
            return holding[0] if len(holding) == 1 else None

    @show.autocomplete("name")
    async def _names(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return self._choices(typed, self.bot.answers.scope(interaction))

    def _choices(self, typed: str, scope: Scope) -> list[app_commands.Choice[str]]:
        return [
            app_commands.Choice(name=shortened(claim.text, LONGEST_CHOICE), value=claim.slug[:LONGEST_CHOICE])
            for claim in self.bot.claims.complete(typed, scope, limit=MOST_CHOICES)
        ]

    @app_commands.command(name="add", description=discord_text.CLAIM_ADD)
    async def add(self, interaction: discord.Interaction) -> None:
        """Open the form, for moderators."""
        if moderates_server(interaction):
            await interaction.response.send_modal(ClaimForm(Draft()))
        else:
            await _refuse(interaction, refusal(interaction))

    @app_commands.command(name="lines", description=discord_text.CLAIM_LINES)
    @app_commands.describe(name=discord_text.CLAIM_SHOW_NAME)
    async def lines(self, interaction: discord.Interaction, name: str) -> None:
        """Open the form with what a claim must and must not match, for moderators of its server."""
        claim = self._named(name, interaction)
        if not moderates_server(interaction):
            await _refuse(interaction, refusal(interaction))
        elif claim is None:
            await _refuse(interaction, discord_text.unknown_claim(name))
        elif claim.pack != self.bot.answers.scope(interaction).own:
            await _refuse(interaction, discord_text.not_of_this_server(claim))
        else:
            await interaction.response.send_modal(LinesForm(LineDraft.of(claim)))

    @lines.autocomplete("name")
    async def _own_names(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        own = self.bot.answers.scope(interaction).own
        return self._choices(typed, Scope(own, frozenset({own})))


async def _refuse(interaction: discord.Interaction, sentence: str) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await respond(interaction, short_card(sentence))


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Claims(bot))
