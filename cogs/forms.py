"""Forms that were open while the bot was restarted, which discord.py leaves unanswered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord
from discord.ext import commands

from bot.client import Footnote
from bot.discord.forms import Form, Submission, give_back, opened_here
from bot.discord.incidents import guarded
from bot.words import discord_text
from cogs.claims.form import PartForm
from cogs.claims.lines_form import LinesForm, reopened_lines
from cogs.claims.preview import reopened
from cogs.queue.page import ReasonForm, reopened_reason

_REOPENED: dict[str, Callable[[discord.Interaction, str], Awaitable[Form | None]]] = {
    PartForm.kind: reopened,
    LinesForm.kind: reopened_lines,
    ReasonForm.kind: reopened_reason,
}


class Forms(commands.Cog):
    """Goes on with what was typed, or gives it back."""

    @commands.Cog.listener()
    @guarded
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer the forms of older processes; those of this one discord.py answers."""
        if interaction.type is not discord.InteractionType.modal_submit or opened_here(interaction):
            return
        sent = Submission.of(interaction)
        reopen = _REOPENED.get(sent.kind)
        try:
            form = await reopen(interaction, sent.about) if reopen else None
        except Exception:
            await give_back(interaction, sent.typed)
            raise
        if form is None:
            await give_back(interaction, sent.typed)
        else:
            form.said = discord_text.RESTARTED
            await form.answer(interaction, sent.typed)


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Forms())
