"""Looking for fact-checks elsewhere, below an answer that found no entry."""

from __future__ import annotations

import re

import discord
from discord import ui
from discord.ext import commands

from bot.client import Footnote
from bot.discord.buttons import footnote, moderates_server, no_buttons, refusal, tell
from bot.discord.delivery import respond
from bot.discord.elsewhere import draft_of, elsewhere_card
from bot.discord.incidents import guarded
from bot.intents import read
from bot.places import Answer
from bot.words import elsewhere_text, privacy_text
from claims_db.values import Label
from cogs.claims.preview import open_form


class Elsewhere(commands.Cog):
    """Makes the buttons of older answers known."""

    def __init__(self, bot: Footnote) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Also of answers before a restart, which are told that their words are gone."""
        self._bot.add_dynamic_items(LookElsewhere, AddFound)


def no_entry(answer: Answer) -> bool:
    """Whether the answer is that nothing is known; a claim that is surely about the matter is something."""
    verdict = answer.verdict
    return verdict is not None and verdict.label is Label.NOT_ENOUGH_EVIDENCE and answer.shown is None


class LookElsewhere(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:elsewhere:look"):
    """Asks Google, without the numbers of people that a message mentions. Only who asked sees the button."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label=elsewhere_text.BUTTON, custom_id="footnote:elsewhere:look"))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[ui.View], ___: re.Match[str], /) -> LookElsewhere:
        """The button of an older process."""
        return cls()

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show what is found; who moderates gets buttons to add it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        bot = footnote(interaction)
        checked = bot.elsewhere.checked.get(interaction.message.id) if interaction.message else None
        if checked is None:
            await tell(interaction, elsewhere_text.TEXT_GONE)
        elif checked.author_id != interaction.user.id and bot.claims.privacy.opted_out(checked.author_id):
            await tell(interaction, privacy_text.LEFT_ALONE)
        else:
            found = await bot.elsewhere.look_up(read(checked.words).about)
            adding = moderates_server(interaction)
            heading = elsewhere_text.IN_SERVER if interaction.guild else elsewhere_text.IN_STORE
            view = no_buttons()
            for number, _ in enumerate(found if adding else (), start=1):
                view.add_item(AddFound(number))
            sent = await respond(interaction, elsewhere_card(found, heading), view)
            if adding:
                bot.elsewhere.found.put(sent.id, found)


class AddFound(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:elsewhere:add:(?P<number>[1-9])"):
    """Opens the form of a new claim, filled in with what was found; for moderators."""

    def __init__(self, number: int) -> None:
        label = elsewhere_text.add_button(number)
        super().__init__(ui.Button(label=label, custom_id=f"footnote:elsewhere:add:{number}"))
        self._number = number

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[ui.View], match: re.Match[str], /) -> AddFound:
        """The button of an older process."""
        return cls(int(match["number"]))

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Open the form, which Discord takes as a first answer alone."""
        kept = footnote(interaction).elsewhere.found.get(interaction.message.id) if interaction.message else None
        found = (kept or ())[self._number - 1 : self._number]
        if found and moderates_server(interaction):
            await open_form(interaction, draft_of(found[0]))
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        await tell(interaction, elsewhere_text.FOUND_GONE if moderates_server(interaction) else refusal(interaction))


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Elsewhere(bot))
