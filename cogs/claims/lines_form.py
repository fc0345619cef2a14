"""The form with what a claim must and must not match, and what moderators see after it was stored."""

from __future__ import annotations

import re
from dataclasses import replace

import discord
from discord import ui

from bot.cards.answer_cards import Block, Card, Line, broken_lines_blocks, short_card
from bot.discord.buttons import footnote
from bot.discord.claim_draft import Draft
from bot.discord.delivery import respond
from bot.discord.forms import Form, Typed
from bot.discord.incidents import guarded
from bot.discord.open_drafts import digest
from bot.discord.replies import body
from bot.discord.server_changes import as_it_was, changes_of
from bot.words import discord_text, line_text
from claims_db.engine.lines import CheckedLine
from claims_db.errors import FootnoteError
from claims_db.values import Claim
from cogs.claims.form import new_name
from cogs.claims.saving import shown


class LinesForm(Form):
    """Asks for the two kinds of lines of a claim that is there; `draft` is what stands in it at first."""

    kind = "lines"

    def __init__(self, claim: Claim, draft: Draft) -> None:
        super().__init__(discord_text.lines_title(claim))
        self._claim, self._draft = claim, draft
        must, must_not = _field(draft.must_match), _field(draft.must_not_match)
        self.ask("must_match", discord_text.LINES_MUST, discord_text.LINES_MUST_HINT, must)
        self.ask("must_not_match", discord_text.LINES_MUST_NOT, discord_text.LINES_MUST_NOT_HINT, must_not)

    async def answer(self, interaction: discord.Interaction, typed: Typed) -> None:
        """Store the lines and say which of them hold, or keep what was typed and say what is wrong with it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        bot = footnote(interaction)
        draft = replace(self._draft, must_match=typed["must_match"], must_not_match=typed["must_not_match"])
        try:
            saved = await changes_of(interaction).save(draft.change(self._claim.pack))
            done = await shown(bot, saved)
        except FootnoteError as error:
            name = new_name()
            bot.drafts.put(name, draft)
            card = short_card(self.opening(str(error)))
            await respond(interaction, card, ui.View(timeout=None).add_item(LinesAgain(name)))
        else:
            checked = list(await bot.claims.check_lines([saved.claim]))
            card = done.card if saved.waits else lines_card(saved.claim, checked)
            await respond(interaction, replace(card, opening=self.opening(card.opening)), done.view)


async def open_lines(interaction: discord.Interaction, claim: Claim, draft: Draft) -> None:
    """Answer with the form."""
    await LinesForm(claim, draft).open(interaction, f"{claim.slug}:{digest(claim)}")


async def reopened_lines(interaction: discord.Interaction, about: str) -> LinesForm | None:
    """The form that an older process opened; None where the claim as it was then cannot be had again.

    Nothing is stored over what somebody else changed meanwhile, for the form is about the claim as it was.
    """
    slug, _, wanted = about.partition(":")
    claim = await as_it_was(interaction, slug, wanted)
    return LinesForm(claim, Draft.of(claim)) if claim and digest(claim) == wanted else None


def _field(lines: str) -> ui.TextInput[ui.Modal]:
    return ui.TextInput(style=discord.TextStyle.paragraph, required=False, default=lines or None)


def lines_card(claim: Claim, checked: list[CheckedLine]) -> Card:
    """The lines of a claim were stored; which of them do not hold."""
    broken = [each for each in checked if not each.holds]
    opening = discord_text.lines_saved(claim, line_text.tested(len(broken), len(checked)))
    kept = Block("", (Line(discord_text.LINES_KEPT),))
    return Card(opening, (*broken_lines_blocks(broken), kept) if broken else ())


class LinesAgain(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:lines:(?P<name>[0-9a-f]+)"):
    """Opens the form again as it was filled in. Only who filled it in sees the button."""

    def __init__(self, name: str) -> None:
        super().__init__(ui.Button(label=discord_text.AGAIN_BUTTON, custom_id=f"footnote:lines:{name}"))
        self._name = name

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[ui.View], match: re.Match[str], /) -> LinesAgain:
        """The button of an older process, whose drafts are gone."""
        return cls(match["name"])

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Open the form, for the claim as it is now."""
        bot = footnote(interaction)
        draft = bot.drafts.get(self._name)
        current = await bot.claims.get(draft.base.key) if draft and draft.base else None
        if draft and current:
            await open_lines(interaction, current, draft.onto(current))
        else:
            await interaction.response.defer()
            await interaction.edit_original_response(**body(short_card(discord_text.LINES_GONE)), view=None)
