"""The claims themselves: finding them, looking at one, and adding more."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import discord
from discord import app_commands
from discord.ext import commands

from bot.cards.answer_cards import claims_card, short_card
from bot.changes import ClaimChange
from bot.client import Footnote
from bot.discord.buttons import moderates_server, refusal
from bot.discord.claim_draft import Draft, Outside, draft_from
from bot.discord.delivery import respond, show
from bot.discord.replies import claim_card
from bot.discord.server_changes import changes_of, own_scope
from bot.source_checks import outside
from bot.words import claim_text, discord_text, page_text
from bot.words.answer_text import claims_found, shortened
from bot.words.markdown import LONGEST_ADDRESS
from claims_db.claims.packs import Scope
from claims_db.errors import NotFoundError
from claims_db.requirements import MAX_CLAIM_LENGTH
from claims_db.values import Claim, ClaimKey
from cogs.claims.history import PageButton, show_history
from cogs.claims.lines_form import LinesAgain, open_lines
from cogs.claims.preview import DraftButton, offer_own, open_form
from cogs.claims.saving import UndoButton, answer_change, answer_saved

MOST_FOUND = 5
LONGEST_WORDS = 300
# https://discord.com/developers/docs/interactions/application-commands#autocomplete
MOST_CHOICES = 25
LONGEST_CHOICE = 100


class Claims(commands.GroupCog, group_name="claim", group_description=discord_text.CLAIM_GROUP):
    """Everybody may read the claims; moderators add some. `outside` opens pages; tests bring a web of their own."""

    def __init__(self, bot: Footnote, outside: Outside = outside) -> None:
        self.bot = bot
        self.outside = outside
        self._menu = app_commands.ContextMenu(
            name=claim_text.ADD_MENU, callback=self.add_as_claim, type=discord.AppCommandType.message
        )
        self._menu.guild_only = True
        self._menu.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
        self._menu.default_permissions = discord.Permissions(manage_messages=True)

    async def cog_load(self) -> None:
        """Menus belong to no cog in discord.py; the buttons below a preview need to be known."""
        self.bot.tree.add_command(self._menu)
        self.bot.add_dynamic_items(DraftButton, LinesAgain, PageButton, UndoButton)

    @app_commands.command(name="search", description=discord_text.CLAIM_SEARCH)
    @app_commands.describe(text=discord_text.CLAIM_SEARCH_TEXT)
    async def search(self, interaction: discord.Interaction, text: app_commands.Range[str, 1, LONGEST_WORDS]) -> None:
        """Claims that come close to some words."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        matches = await self.bot.claims.search(text, self.bot.answers.scope(interaction), MOST_FOUND)
        found = [match.claim for match in matches]
        opening = claims_found(len(found)) if found else discord_text.no_claims(text)
        await show(interaction, claims_card(opening, found))

    @app_commands.command(name="show", description=discord_text.CLAIM_SHOW)
    @app_commands.describe(name=discord_text.CLAIM_SHOW_NAME)
    async def show(self, interaction: discord.Interaction, name: str) -> None:
        """One claim with all its sources."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        claim = await self._named(name, interaction)
        await show(interaction, claim_card(claim) if claim else short_card(discord_text.unknown_claim(name)))

    async def _named(self, name: str, interaction: discord.Interaction) -> Claim | None:
        """What `ClaimService.find` finds; None where there is no such claim."""
        try:
            return await self.bot.claims.find(name, self.bot.answers.scope(interaction))
        except NotFoundError:
            return None

    @show.autocomplete("name")
    async def _names(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self._completed(typed, self.bot.answers.scope(interaction))

    async def _completed(self, typed: str, scope: Scope) -> list[app_commands.Choice[str]]:
        return _choices(await self.bot.claims.complete(typed, scope, limit=MOST_CHOICES))

    @app_commands.command(name="add", description=claim_text.ADD)
    @app_commands.describe(address=page_text.ADDRESS_OPTION)
    async def add(
        self, interaction: discord.Interaction, address: app_commands.Range[str, 1, LONGEST_ADDRESS] | None = None
    ) -> None:
        """Open the form, for moderators; with what the page says about itself where they name one."""
        if not await self._may_change(interaction):
            return
        draft, trouble = Draft(), None
        if address:
            draft, trouble = await draft_from(address, self.outside, self.bot.settings)
        await open_form(interaction, draft)
        if trouble:
            await interaction.followup.send(trouble, ephemeral=True)

    async def add_as_claim(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Open the form with a message's text, which is kept nowhere else."""
        if await self._may_change(interaction):
            await open_form(interaction, Draft(text=" ".join(message.content.split())[:MAX_CLAIM_LENGTH]))

    @app_commands.command(name="edit", description=claim_text.EDIT)
    @app_commands.describe(name=discord_text.CLAIM_SHOW_NAME, part=claim_text.EDIT_PART)
    @app_commands.choices(
        part=[app_commands.Choice(name=name, value=value) for value, name in claim_text.PARTS.items()]
    )
    async def edit(self, interaction: discord.Interaction, name: str, part: str = "claim") -> None:
        """Open a form on a claim, for moderators of its server."""
        claim = await self._own_claim(interaction, name)
        if claim is not None:
            await open_form(interaction, Draft.of(claim), part)

    @app_commands.command(name="retire", description=claim_text.RETIRE)
    @app_commands.describe(name=discord_text.CLAIM_SHOW_NAME)
    async def retire(self, interaction: discord.Interaction, name: str) -> None:
        """Take a claim out of use."""
        claim = await self._own_claim(interaction, name)
        if claim is not None:
            await answer_change(interaction, ClaimChange.retiring(claim))

    @app_commands.command(name="restore", description=claim_text.RESTORE)
    @app_commands.describe(name=claim_text.RETIRED_NAME)
    async def restore(self, interaction: discord.Interaction, name: str) -> None:
        """Take a claim back into use."""
        if not await self._may_change(interaction):
            return
        try:
            claim = await self.bot.claims.find(name, self.bot.answers.scope(interaction), retired=True)
        except NotFoundError:
            await _refuse(interaction, claim_text.unknown_retired(name))
        else:
            await answer_change(interaction, ClaimChange.restoring(claim))

    @restore.autocomplete("name")
    async def _retired_names(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        if not moderates_server(interaction):
            return []
        return _choices(await self._retired(interaction, typed))

    async def _retired(self, interaction: discord.Interaction, typed: str) -> tuple[Claim, ...]:
        scope = self.bot.answers.scope(interaction)
        return await self.bot.claims.complete(typed, scope, MOST_CHOICES, retired=True)

    @app_commands.command(name="history", description=claim_text.HISTORY)
    @app_commands.describe(name=discord_text.CLAIM_SHOW_NAME)
    async def history(self, interaction: discord.Interaction, name: str) -> None:
        """Who changed a claim, when and what, for moderators."""
        if not await self._may_change(interaction):
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            await show_history(interaction, await self.bot.claims.locate(name, self.bot.answers.scope(interaction)))
        except NotFoundError:
            await respond(interaction, short_card(discord_text.unknown_claim(name)))

    @app_commands.command(name="undo", description=claim_text.UNDO)
    @app_commands.describe(name=discord_text.CLAIM_SHOW_NAME, step=claim_text.UNDO_STEP)
    async def undo(
        self, interaction: discord.Interaction, name: str, step: app_commands.Range[int, 1] | None = None
    ) -> None:
        """Take back a step of a claim's history, for moderators of its server."""
        if not await self._may_change(interaction):
            return
        try:
            key = await self.bot.claims.locate(name, own_scope(interaction))
        except NotFoundError:
            claim = await self._named(name, interaction)
            if claim is None:
                await _refuse(interaction, claim_text.unknown_own(name))
            else:
                await offer_own(interaction, claim)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        await answer_saved(interaction, changes_of(interaction).undo(key, step))

    @history.autocomplete("name")
    async def _all_names(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self._also_retired(interaction, typed, self.bot.answers.scope(interaction))

    @undo.autocomplete("name")
    async def _all_own_names(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self._also_retired(interaction, typed, own_scope(interaction))

    async def _also_retired(
        self, interaction: discord.Interaction, typed: str, scope: Scope
    ) -> list[app_commands.Choice[str]]:
        if not moderates_server(interaction):
            return []
        retired = await self._retired(interaction, typed)
        used = await self.bot.claims.complete(typed, scope, limit=MOST_CHOICES - len(retired[:5]))
        return _choices([*used, *retired])

    @app_commands.command(name="lines", description=discord_text.CLAIM_LINES)
    @app_commands.describe(name=discord_text.CLAIM_SHOW_NAME)
    async def lines(self, interaction: discord.Interaction, name: str) -> None:
        """Open the form with what a claim must and must not match, for moderators of its server."""
        claim = await self._own_claim(interaction, name)
        if claim is not None:
            await open_lines(interaction, claim, Draft.of(claim))

    @edit.autocomplete("name")
    @retire.autocomplete("name")
    @lines.autocomplete("name")
    async def _own_names(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self._completed(typed, own_scope(interaction))

    async def _own_claim(self, interaction: discord.Interaction, name: str) -> Claim | None:
        """The claim of this server that is to be changed; where it cannot be, says why and gives None."""
        if not await self._may_change(interaction):
            return None
        claim = await self._named(name, interaction)
        if claim is None:
            gone = await self.bot.claims.stored(ClaimKey(own_scope(interaction).own, name))
            await _refuse(interaction, claim_text.is_retired(gone.claim) if gone else discord_text.unknown_claim(name))
        elif claim.pack != self.bot.answers.scope(interaction).own:
            await offer_own(interaction, claim)
        else:
            return claim
        return None

    async def _may_change(self, interaction: discord.Interaction) -> bool:
        """Whether somebody may change claims here; says who could where they may not."""
        if moderates_server(interaction):
            return True
        await _refuse(interaction, refusal(interaction))
        return False


def _choices(claims: Iterable[Claim]) -> list[app_commands.Choice[str]]:
    return [
        app_commands.Choice(name=shortened(claim.text, LONGEST_CHOICE), value=claim.slug[:LONGEST_CHOICE])
        for claim in islice(claims, MOST_CHOICES)
    ]


async def _refuse(interaction: discord.Interaction, sentence: str) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await respond(interaction, short_card(sentence))


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Claims(bot))
