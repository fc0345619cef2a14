"""The buttons below answers. What they need stands in their ids, so they work after a restart too."""

from __future__ import annotations

import re
from typing import cast

import discord
from discord import ui

from bot.cards.answer_cards import short_card
from bot.client import Footnote
from bot.conversation import listed
from bot.discord.incidents import guarded
from bot.discord.replies import claim_card, edited, sent
from bot.words import discord_text, privacy_text, settings_text
from bot.words.answer_text import shortened
from claims_db.actors import Actor
from claims_db.values import Verdict

# In a button's id, where the answer is to a command.
_NO_MESSAGE = 0
# Shorter than Discord would take (80), so that it stays on one line.
_CLAIM_LABEL = 60


def answer_buttons(verdict: Verdict, message_id: int | None, author_id: int | None) -> ui.View:
    """Below a verdict on the message; without an author where the answer is the asker's own to dismiss.

    Where no claim tells what is asked, those about the matter have a button each.
    """
    view = ui.View(timeout=None)
    known = verdict.unanswered.claims if verdict.unanswered else ()
    for number, claim in enumerate(known):
        view.add_item(ShowKnown(message_id, number, claim.text))
    view.add_item(Why(message_id))
    if author_id is not None:
        view.add_item(TakeBack(author_id))
    return view


def quiet_buttons(message_id: int | None, author_id: int) -> ui.View:
    """Below an answer of one line."""
    view = ui.View(timeout=None)
    view.add_item(ShowSource(message_id))
    view.add_item(TakeBack(author_id))
    return view


def page_buttons(page: int, last: int) -> ui.View:
    """Below a page of all claims, counted from 0."""
    view = ui.View(timeout=None)
    for label, there in ((discord_text.PREVIOUS_PAGE, page - 1), (discord_text.NEXT_PAGE, page + 1)):
        if 0 <= there <= last:
            view.add_item(TurnPage(there, label))
    return view


def no_buttons() -> ui.View:
    """Below an answer that is no verdict; in its place after an edit, too."""
    return ui.View(timeout=None)


def footnote(interaction: discord.Interaction) -> Footnote:
    """The bot that somebody pressed a button of."""
    return cast(Footnote, interaction.client)


def actor(interaction: discord.Interaction) -> Actor:
    """Who does something, as histories name them."""
    return Actor.on_discord(interaction.user.id)


def moderates(interaction: discord.Interaction) -> bool:
    """Whether who pressed moderates here: may manage messages in this channel, or moderates the whole server."""
    return is_member(interaction) and (interaction.permissions.manage_messages or moderates_server(interaction))


def moderates_server(interaction: discord.Interaction) -> bool:
    """Whether they moderate the whole server: a channel of one's own gives no say over the others.

    Whoever may manage messages in the server does, and whoever has a role that moderators chose in /settings. Nobody
    does in a server that the bot is no member of, where it was called by somebody who installed it for themselves.
    """
    member = interaction.user
    if interaction.guild is None or not is_member(interaction) or not isinstance(member, discord.Member):
        return False
    chosen = footnote(interaction).claims.servers.settings(interaction.guild.id).desk.roles
    return member.guild_permissions.manage_messages or any(role.id in chosen for role in member.roles)


def is_member(interaction: discord.Interaction) -> bool:
    """Whether the bot is in the server that an interaction comes from."""
    return interaction.guild_id is not None and footnote(interaction).get_guild(interaction.guild_id) is not None


def refusal(interaction: discord.Interaction) -> str:
    """What somebody is told who may not do what only moderators may: who could."""
    if interaction.guild is None:
        return discord_text.SERVER_ONLY
    if not is_member(interaction):
        return discord_text.NO_MEMBER
    chosen = footnote(interaction).claims.servers.settings(interaction.guild.id).desk.roles
    return settings_text.moderators_only(role.name for role in map(interaction.guild.get_role, chosen) if role)


async def tell(interaction: discord.Interaction, sentence: str) -> None:
    """Answer a press that was deferred, for who pressed alone."""
    await interaction.followup.send(**sent(short_card(sentence), no_buttons()), ephemeral=True)


def _answered(pressed: discord.Interaction, match: re.Match[str]) -> int | None:
    """The message that is answered above a button; for a command older buttons name the answer itself."""
    number = int(match["message"])
    itself = pressed.message is not None and pressed.message.id == number
    return None if itself else number or None


class Why(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:why:(?P<message>\d+)"):
    """Shows who presses it, and nobody else, how the verdict came about."""

    def __init__(self, message_id: int | None) -> None:
        style = discord.ButtonStyle.secondary
        super().__init__(
            ui.Button(label=discord_text.WHY_BUTTON, style=style, custom_id=f"footnote:why:{message_id or _NO_MESSAGE}")
        )
        self._message_id = message_id

    @classmethod
    async def from_custom_id(cls, pressed: discord.Interaction, _: ui.Item[ui.View], match: re.Match[str], /) -> Why:
        """The button of an older process."""
        return cls(_answered(pressed, match))

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the reasons."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        shown, channel = interaction.message, interaction.channel
        if shown is None or not isinstance(channel, discord.abc.Messageable):
            card = short_card(discord_text.REASONS_GONE)
        else:
            card = await footnote(interaction).answers.why(shown.id, self._message_id, channel)
        await interaction.followup.send(**sent(card, no_buttons()), ephemeral=True)


class ShowSource(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:source:(?P<message>\d+)"):
    """Shows who presses it, and nobody else, the whole card of an answer of one line."""

    def __init__(self, message_id: int | None) -> None:
        style, custom_id = discord.ButtonStyle.secondary, f"footnote:source:{message_id or _NO_MESSAGE}"
        super().__init__(ui.Button(label=settings_text.SHOW_SOURCE, style=style, custom_id=custom_id))
        self._message_id = message_id

    @classmethod
    async def from_custom_id(
        cls, pressed: discord.Interaction, _: ui.Item[ui.View], match: re.Match[str], /
    ) -> ShowSource:
        """The button of an older process."""
        return cls(_answered(pressed, match))

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the card."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        answers, shown = footnote(interaction).answers, interaction.message
        answer = await answers.whole(shown.id, interaction) if shown else None
        if shown is None or answer is None:
            await tell(interaction, settings_text.SOURCE_GONE)
            return
        view = answer_buttons(answer.verdict, self._message_id, None) if answer.verdict else no_buttons()
        whole = await interaction.followup.send(**sent(answer.card, view), ephemeral=True, wait=True)
        if answer.verdict:
            answers.reasons.put(whole.id, answer.verdict)


class ShowKnown(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:known:(?P<number>\d):(?P<message>\d+)"):
    """Shows who presses it, and nobody else, one of the claims about the matter of a question."""

    def __init__(self, message_id: int | None, number: int, label: str) -> None:
        custom_id = f"footnote:known:{number}:{message_id or _NO_MESSAGE}"
        shown, style = shortened(label, _CLAIM_LABEL), discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=shown, style=style, custom_id=custom_id, row=number))
        self._message_id, self._number = message_id, number

    @classmethod
    async def from_custom_id(
        cls, pressed: discord.Interaction, button: ui.Item[ui.View], match: re.Match[str], /
    ) -> ShowKnown:
        """The button of an older process."""
        label = button.label if isinstance(button, ui.Button) and button.label else ""
        return cls(_answered(pressed, match), int(match["number"]), label)

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the claim as it is now."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        claim = await footnote(interaction).answers.known(interaction, self._message_id, self._number)
        if claim is None:
            await tell(interaction, settings_text.SOURCE_GONE)
            return
        await interaction.followup.send(**sent(claim_card(claim), no_buttons()), ephemeral=True)


class TurnPage(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:page:(?P<page>\d{1,4})"):
    """Puts another page of all claims in the place of the one that is shown."""

    def __init__(self, page: int, label: str) -> None:
        style = discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=label, style=style, custom_id=f"footnote:page:{page}"))
        self._page = page

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, button: ui.Item[ui.View], match: re.Match[str], /
    ) -> TurnPage:
        """The button of an older process."""
        return cls(int(match["page"]), button.label or "" if isinstance(button, ui.Button) else "")

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show that page; where claims went in the meantime, the last one."""
        await interaction.response.defer()
        bot = footnote(interaction)
        answer = await listed(bot.claims, bot.answers.scope(interaction), self._page)
        view = page_buttons(*answer.page) if answer.page else no_buttons()
        await interaction.edit_original_response(**edited(answer.card, view))


class TakeBack(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:back:(?P<author>\d+)"):
    """Deletes the answer, for the author of the message that it answers and for moderators."""

    def __init__(self, author_id: int) -> None:
        style = discord.ButtonStyle.secondary
        custom_id = f"footnote:back:{author_id}"
        super().__init__(ui.Button(label=discord_text.TAKE_BACK_BUTTON, style=style, custom_id=custom_id))
        self._author_id = author_id

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[ui.View], match: re.Match[str], /) -> TakeBack:
        """The button of an older process."""
        return cls(int(match["author"]))

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Delete the answer, or say who may."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        own = interaction.user.id == self._author_id
        if not own and not moderates(interaction):
            await tell(interaction, discord_text.NOT_YOURS)
        elif interaction.message is not None:
            done = short_card(await _taken_back(interaction.message))
            # Whoever takes back an answer to their own message may not want the next one either.
            view = no_buttons().add_item(ChecksMe(wanted=False)) if own else no_buttons()
            await interaction.followup.send(**sent(done, view), ephemeral=True)


async def _taken_back(answer: discord.Message) -> str:
    """Delete the answer; what to say of it. Discord tells us of the deletion, and then it is forgotten."""
    try:
        await answer.delete()
    except discord.NotFound:
        return discord_text.ALREADY_TAKEN_BACK
    return discord_text.TAKEN_BACK


class ChecksMe(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:checks:(?P<wanted>yes|no)"):
    """Lets whoever presses it be checked no more, or again."""

    def __init__(self, *, wanted: bool) -> None:
        label = privacy_text.OPT_IN_BUTTON if wanted else privacy_text.OPT_OUT_BUTTON
        super().__init__(ui.Button(label=label, custom_id=f"footnote:checks:{'yes' if wanted else 'no'}"))
        self._wanted = wanted

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[ui.View], match: re.Match[str], /) -> ChecksMe:
        """The button of an older process."""
        return cls(wanted=match["wanted"] == "yes")

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Do as they wish, at once."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        privacy = footnote(interaction).claims.privacy
        await (privacy.opt_in if self._wanted else privacy.opt_out)(interaction.user.id)
        await tell(interaction, privacy_text.OPTED_IN if self._wanted else privacy_text.OPTED_OUT)
