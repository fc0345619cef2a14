"""The form that moderators add claims with, and what they see before a claim is stored."""

from __future__ import annotations

import re
import secrets

import discord
from discord import ui

from bot import discord_text, text
from bot.buttons import footnote, moderates_server
from bot.cards import Block, Card, Line, Role, changed_card, claim_block, short_card, sources_block
from bot.client import Footnote
from bot.delivery import may_embed, respond
from bot.draft import Draft
from bot.incidents import guarded
from bot.markdown import LONGEST_ADDRESS
from bot.replies import body
from claims_db.errors import ConflictError, InvalidValueError
from claims_db.values import MAX_CLAIM_LENGTH, Claim, Message, Rating

LONGEST_SOURCE = 300
LONGEST_DATE = 10
MOST_SIMILAR = 3


class ClaimForm(ui.Modal):
    """Asks for a claim and its source; `draft` is what stands in it at first."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(title=discord_text.ADD_TITLE)
        self._text = ui.TextInput[ClaimForm](
            style=discord.TextStyle.paragraph, max_length=MAX_CLAIM_LENGTH, default=draft.text or None
        )
        self._rating = ui.Select[ClaimForm](options=rating_options(draft.rating))
        self._address = ui.TextInput[ClaimForm](
            required=False, max_length=LONGEST_ADDRESS, default=draft.address or None, placeholder="https://"
        )
        self._source = ui.TextInput[ClaimForm](max_length=LONGEST_SOURCE, default=draft.source or None)
        self._date = ui.TextInput[ClaimForm](required=False, max_length=LONGEST_DATE, default=draft.date or None)
        for label, hint, item in (
            (discord_text.ADD_CLAIM, discord_text.ADD_CLAIM_HINT, self._text),
            (discord_text.ADD_RATING, discord_text.ADD_RATING_HINT, self._rating),
            (discord_text.ADD_ADDRESS, discord_text.ADD_ADDRESS_HINT, self._address),
            (discord_text.ADD_SOURCE, discord_text.ADD_SOURCE_HINT, self._source),
            (discord_text.ADD_DATE, discord_text.ADD_DATE_HINT, self._date),
        ):
            self.add_item(ui.Label(text=label, description=hint, component=item))

    @guarded
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Show what the claim would look like; nothing is stored yet."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await preview(footnote(interaction), interaction, self._draft())

    def _draft(self) -> Draft:
        return Draft(
            self._text.value, self._rating.values[0], self._address.value, self._source.value, self._date.value
        )


def rating_options(chosen: str) -> list[discord.SelectOption]:
    """The eight ratings, each with what it stands for."""
    return [
        discord.SelectOption(
            label=text.RATING_WORDS[rating],
            value=rating.value,
            description=discord_text.RATING_HINTS[rating],
            default=rating.value == chosen,
        )
        for rating in Rating
    ]


async def preview(bot: Footnote, interaction: discord.Interaction, draft: Draft) -> None:
    """Show the claim and what it will answer to, or what is wrong with it."""
    name = secrets.token_hex(8)
    bot.drafts.put(name, draft)
    scope = bot.answers.scope(interaction)
    try:
        claim = draft.claim(scope.own)
    except InvalidValueError as error:
        await respond(interaction, short_card(str(error)), buttons(name, "again", "drop"))
        return
    similar = [match.claim for match in bot.claims.search(claim.text, scope, MOST_SIMILAR)]
    said = text.headline(bot.claims.rehearse(claim, Message(claim.text, interaction.created_at)))
    await respond(interaction, preview_card(claim, said, similar), buttons(name, "save", "again", "drop"))


def preview_card(claim: Claim, said: str, similar: list[Claim]) -> Card:
    """The claim, what it says to a message of its own words, and claims that it may repeat."""
    rehearsal = Block(discord_text.REHEARSAL, (Line(discord_text.rehearsed(claim.text, said)),))
    lines = tuple(Line(text.shortened(each.text, 200), Role.ITEM) for each in similar)
    near = (Block(discord_text.SIMILAR, lines),) if lines else ()
    return Card(discord_text.PREVIEW, (claim_block(claim), sources_block(claim), rehearsal, *near))


def buttons(name: str, *steps: str) -> ui.View:
    """What can be done with a draft."""
    view = ui.View(timeout=None)
    for step in steps:
        view.add_item(DraftButton(step, name))
    return view


class DraftButton(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:draft:(?P<step>\w+):(?P<name>[0-9a-f]+)"):
    """Saves a draft, opens it again or drops it. Only who filled it in sees the button."""

    def __init__(self, step: str, name: str) -> None:
        label, style = _LOOKS[step]
        super().__init__(ui.Button(label=label, style=style, custom_id=f"footnote:draft:{step}:{name}"))
        self._step, self._name = step, name

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[ui.View], match: re.Match[str], /) -> DraftButton:
        """The button of an older process, whose drafts are gone."""
        return cls(match["step"], match["name"])

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what the button says, once."""
        bot = footnote(interaction)
        draft = bot.drafts.take(self._name)
        if draft is not None and self._step == "again":
            await interaction.response.send_modal(ClaimForm(draft))
            return
        await interaction.response.defer()
        if draft is None:
            done = short_card(discord_text.DRAFT_GONE)
        elif self._step == "drop":
            done = short_card(discord_text.DROPPED)
        elif moderates_server(interaction):
            claim = await save(bot, interaction, draft)
            done = changed_card(discord_text.saved(claim), bot.claims.broken_lines(claim))
        else:
            done = short_card(discord_text.MODERATORS_ONLY)
        await interaction.edit_original_response(**body(done, embeds=may_embed(interaction)), view=None)


_LOOKS = {
    "save": (discord_text.SAVE_BUTTON, discord.ButtonStyle.primary),
    "again": (discord_text.AGAIN_BUTTON, discord.ButtonStyle.secondary),
    "drop": (discord_text.DROP_BUTTON, discord.ButtonStyle.secondary),
}


async def save(bot: Footnote, interaction: discord.Interaction, draft: Draft) -> Claim:
    """Store the claim among the server's own."""
    scope, actor = bot.answers.scope(interaction), f"discord:{interaction.user.id}"
    taken = {claim.slug for claim in bot.claims.claims(scope)}
    try:
        return await bot.claims.add(draft.claim(scope.own, taken), actor=actor)
    except ConflictError:
        retired = {claim.slug for claim in await bot.claims.retired(scope)}
        return await bot.claims.add(draft.claim(scope.own, taken | retired), actor=actor)
