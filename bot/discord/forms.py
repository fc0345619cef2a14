"""The forms that people fill in, which are answered even where the bot was restarted while they were open.

discord.py knows a form again in the process that opened it, and nowhere else. So its ids say which process that was and
what the form is for: Discord gives them back together with what was typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast

import discord
from discord import ui

from bot.discord.buttons import footnote
from bot.discord.incidents import guarded
from bot.discord.replies import MOST_CONTENT
from bot.words import discord_text
from bot.words.markdown import verbatim

# https://discord.com/developers/docs/components/reference#anatomy-of-a-component-custom-id
_LONGEST_ID = 100
_OPENING = "footnote:form:"
# Text becomes half as long again at most where it is shown verbatim.
_PIECE = (MOST_CONTENT - len(verbatim(""))) * 2 // 3

Field = ui.TextInput[ui.Modal] | ui.Select[ui.Modal] | ui.RadioGroup[ui.Modal]
# What was typed or chosen, by the names of the fields.
Typed = Mapping[str, str]


class Form(ui.Modal):
    """A form that does the same whichever process is sent it. `open` opens it; `send_modal` would not set its ids."""

    # What tells one sort of form from another, to a process that opened neither.
    kind: ClassVar[str]
    # What an answer says first.
    said = ""

    def __init__(self, title: str) -> None:
        super().__init__(title=title)
        self._fields: dict[str, Field] = {}

    def ask(self, name: str, label: str, hint: str, field: Field) -> None:
        """Add a field; `name` stands for it in what was typed."""
        self._fields[name] = field
        self.add_item(ui.Label(text=label, description=hint, component=field))

    async def open(self, interaction: discord.Interaction, about: str) -> None:
        """Answer with the form. `about` is what another process needs to go on; it is spread over the fields' ids.

        No two forms have the same ids: discord.py would take what is typed in one for the other's.
        """
        self.custom_id = f"{_OPENING}{footnote(interaction).nonces.next()}"
        purpose = f"{self.kind}:{about}"
        for name, field in self._fields.items():
            room = _LONGEST_ID - len(f"{name}:")
            field.custom_id, purpose = f"{name}:{purpose[:room]}", purpose[room:]
        await interaction.response.send_modal(self)

    @guarded
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Do what the form is for."""
        await self.answer(interaction, Submission.of(interaction).typed)

    async def answer(self, interaction: discord.Interaction, typed: Typed) -> None:
        """Answer what was typed, which another process may have asked for."""
        raise NotImplementedError

    def opening(self, sentence: str) -> str:
        """How an answer begins."""
        return f"{self.said} {sentence}".strip()


@dataclass(frozen=True, slots=True)
class Submission:
    """A form as Discord gives it back. Where no `Form` opened it, its kind is empty."""

    kind: str
    about: str
    typed: Typed

    @classmethod
    def of(cls, interaction: discord.Interaction) -> Submission:
        """What somebody sent."""
        purpose, typed = "", dict[str, str]()
        for field in _sent_fields(interaction):
            name, _, told = field["custom_id"].partition(":")
            typed[name] = field.get("value") or "".join(field.get("values", ()))
            purpose += told
        kind, _, about = purpose.partition(":")
        return cls(kind, about, typed)


def _sent_fields(interaction: discord.Interaction) -> Iterator[dict[str, Any]]:  # Any: Discord's JSON
    for part in cast(dict[str, Any], interaction.data)["components"]:
        # A field has a label; in rows, as Discord had it before, each has a row to itself.
        yield from [part["component"]] if "component" in part else part.get("components", ())


def opened_here(interaction: discord.Interaction) -> bool:
    """Whether this process opened the form that was sent, and discord.py answers it."""
    custom_id = str(cast(dict[str, Any], interaction.data)["custom_id"])
    return footnote(interaction).nonces.gave(custom_id.removeprefix(_OPENING))


async def give_back(interaction: discord.Interaction, typed: Typed) -> None:
    """Say that a form leads nowhere any more, and show what was typed in it, all of it, to be copied."""
    nobody = discord.AllowedMentions.none()
    await interaction.response.send_message(discord_text.FORM_LOST, ephemeral=True, allowed_mentions=nobody)
    for text in filter(str.strip, typed.values()):
        for start in range(0, len(text), _PIECE):
            piece = verbatim(text[start : start + _PIECE])
            await interaction.followup.send(piece, ephemeral=True, allowed_mentions=nobody)
