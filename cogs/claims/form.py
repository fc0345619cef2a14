"""The forms that a claim is filled in with, each for a part of it; Discord takes five fields in a form."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace

import discord
from discord import ui

from bot.discord.buttons import footnote
from bot.discord.claim_draft import Draft, SourceFields
from bot.discord.incidents import guarded
from bot.words import answer_text, claim_text, discord_text
from bot.words.markdown import LONGEST_ADDRESS
from claims_db.requirements import MAX_CLAIM_LENGTH
from claims_db.values import Rating

LONGEST_SOURCE = 300
LONGEST_DATE = 10
LONGEST_INTERVAL = 21
LONGEST_QUOTE = 1000
# https://discord.com/developers/docs/components/reference#text-input
LONGEST_FIELD = 4000
TAKE_AWAY = "take-away"

# What happens to a draft that was sent: it is shown, under the name by which it is kept.
Sent = Callable[[discord.Interaction, str, Draft], Awaitable[None]]


class PartForm(ui.Modal):
    """A part of the draft that is kept under `name`; `draft` is what stands in the form at first."""

    def __init__(self, title: str, name: str, draft: Draft, sent: Sent) -> None:
        super().__init__(title=title)
        self._name, self._draft, self._sent = name, draft, sent

    def ask(self, label: str, hint: str, item: ui.Item[ui.Modal]) -> None:
        """Add a field."""
        self.add_item(ui.Label(text=label, description=hint, component=item))

    def filled_in(self, draft: Draft) -> Draft:
        """The draft with what was filled in here."""
        raise NotImplementedError

    @guarded
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Show what the claim would look like; nothing is stored yet."""
        now = footnote(interaction).drafts.get(self._name) or self._draft
        await self._sent(interaction, self._name, self.filled_in(now))


class ClaimForm(PartForm):
    """The claim and its first source: all that a plain claim needs."""

    def __init__(self, name: str, draft: Draft, sent: Sent) -> None:
        super().__init__(claim_text.edit_title(draft.base) if draft.base else claim_text.ADD_TITLE, name, draft, sent)
        first = draft.sources[0] if draft.sources else SourceFields()
        self._text = _paragraph(draft.text, MAX_CLAIM_LENGTH, required=True)
        self._rating = ui.Select[ui.Modal](options=rating_options(draft.rating))
        self._source, self._address, self._date = _source_field(first), _address_field(first), _date_field(first)
        self.ask(claim_text.CLAIM, claim_text.CLAIM_HINT, self._text)
        self.ask(claim_text.RATING, claim_text.RATING_HINT, self._rating)
        self.ask(claim_text.SOURCE, claim_text.SOURCE_HINT, self._source)
        self.ask(claim_text.ADDRESS, claim_text.ADDRESS_HINT, self._address)
        self.ask(claim_text.DATE, claim_text.DATE_HINT, self._date)

    def filled_in(self, draft: Draft) -> Draft:
        """The draft with another text, rating and first source."""
        first = draft.sources[0] if draft.sources else SourceFields()
        source = replace(
            first, source=self._source.value, address=self._address.value.strip(), date=self._date.value.strip()
        )
        return replace(draft, text=self._text.value, rating=self._rating.values[0]).with_source(0, source)


class SourceForm(PartForm):
    """One source with its quote; `number` counts from 0, and may be the one behind the last."""

    def __init__(self, name: str, draft: Draft, sent: Sent, number: int) -> None:
        super().__init__(claim_text.source_title(number + 1), name, draft, sent)
        self._number = number
        source = draft.sources[number] if number < len(draft.sources) else SourceFields()
        self._source, self._address, self._date = _source_field(source), _address_field(source), _date_field(source)
        self._quote = _paragraph(source.quote, max(LONGEST_QUOTE, min(len(source.quote), LONGEST_FIELD)))
        self._keep = ui.RadioGroup[ui.Modal](
            options=[
                discord.RadioGroupOption(label=claim_text.KEEP_IT, value="keep", default=True),
                discord.RadioGroupOption(label=claim_text.TAKE_IT_AWAY, value=TAKE_AWAY),
            ]
        )
        self.ask(claim_text.SOURCE, claim_text.SOURCE_HINT, self._source)
        self.ask(claim_text.ADDRESS, claim_text.ADDRESS_HINT, self._address)
        self.ask(claim_text.DATE, claim_text.DAY_HINT, self._date)
        self.ask(claim_text.QUOTE, claim_text.QUOTE_HINT, self._quote)
        if number < len(draft.sources) > 1:
            self.ask(claim_text.KEEP, claim_text.KEEP_HINT, self._keep)

    def filled_in(self, draft: Draft) -> Draft:
        """The draft with another source in this place, or without it."""
        if self._keep.value == TAKE_AWAY and len(draft.sources) > 1:
            return draft.with_source(self._number, None)
        before = draft.sources[self._number] if self._number < len(draft.sources) else SourceFields()
        source, address, date, quote = (
            field.value.strip() for field in (self._source, self._address, self._date, self._quote)
        )
        return draft.with_source(self._number, SourceFields(source, address, date, quote, before.kept))


class WhenForm(PartForm):
    """The days that a claim is about, and its tags."""

    def __init__(self, name: str, draft: Draft, sent: Sent) -> None:
        super().__init__(claim_text.WHEN_TITLE, name, draft, sent)
        self._as_of = _line(draft.as_of, LONGEST_INTERVAL)
        self._happened = _line(draft.happened, LONGEST_INTERVAL)
        self._tags = _paragraph(draft.tags, LONGEST_FIELD)
        self.ask(claim_text.AS_OF, claim_text.AS_OF_HINT, self._as_of)
        self.ask(claim_text.HAPPENED, claim_text.HAPPENED_HINT, self._happened)
        self.ask(claim_text.TAGS, claim_text.TAGS_HINT, self._tags)

    def filled_in(self, draft: Draft) -> Draft:
        """The draft with other days and tags."""
        as_of, happened, tags = (field.value.strip() for field in (self._as_of, self._happened, self._tags))
        return replace(draft, as_of=as_of, happened=happened, tags=tags)


class WordingsForm(PartForm):
    """Other wordings of the claim, and the lines that it must and must not match."""

    def __init__(self, name: str, draft: Draft, sent: Sent) -> None:
        super().__init__(claim_text.WORDINGS_TITLE, name, draft, sent)
        shown, self._rest = fitting(draft.phrasings)
        self._phrasings = _paragraph(shown, LONGEST_FIELD)
        self._must_match = _paragraph(draft.must_match, LONGEST_FIELD)
        self._must_not_match = _paragraph(draft.must_not_match, LONGEST_FIELD)
        self.ask(claim_text.PHRASINGS, claim_text.PHRASINGS_HINT, self._phrasings)
        self.ask(discord_text.LINES_MUST, discord_text.LINES_MUST_HINT, self._must_match)
        self.ask(discord_text.LINES_MUST_NOT, discord_text.LINES_MUST_NOT_HINT, self._must_not_match)

    def filled_in(self, draft: Draft) -> Draft:
        """The draft with other wordings and lines."""
        phrasings = f"{self._phrasings.value.strip()}\n{self._rest}".strip()
        must_match, must_not_match = self._must_match.value.strip(), self._must_not_match.value.strip()
        return replace(draft, phrasings=phrasings, must_match=must_match, must_not_match=must_not_match)


def fitting(lines: str, longest: int = LONGEST_FIELD) -> tuple[str, str]:
    """The first whole lines that fit into a field, and the others, which a form must not lose."""
    if len(lines) <= longest:
        return lines, ""
    end = max(lines.rfind("\n", 0, longest), 0)
    return lines[:end], lines[end:].strip("\n")


def new_name() -> str:
    """A name for a draft, which nobody can guess."""
    return secrets.token_hex(8)


def rating_options(chosen: str) -> list[discord.SelectOption]:
    """The eight ratings, each with what it stands for."""
    return [
        discord.SelectOption(
            label=answer_text.RATING_WORDS[rating],
            value=rating.value,
            description=claim_text.RATING_HINTS[rating],
            default=rating.value == chosen,
        )
        for rating in Rating
    ]


def _line(
    value: str, longest: int, *, required: bool = False, placeholder: str | None = None
) -> ui.TextInput[ui.Modal]:
    # What is there already may be longer than what the form takes from people.
    most = max(longest, min(len(value), LONGEST_FIELD))
    return ui.TextInput(required=required, max_length=most, default=value[:most] or None, placeholder=placeholder)


def _paragraph(value: str, longest: int, *, required: bool = False) -> ui.TextInput[ui.Modal]:
    return ui.TextInput(
        style=discord.TextStyle.paragraph, required=required, max_length=longest, default=value[:longest] or None
    )


def _source_field(source: SourceFields) -> ui.TextInput[ui.Modal]:
    return _line(source.source, LONGEST_SOURCE, required=True)


def _address_field(source: SourceFields) -> ui.TextInput[ui.Modal]:
    return _line(source.address, LONGEST_ADDRESS, placeholder="https://")


def _date_field(source: SourceFields) -> ui.TextInput[ui.Modal]:
    return _line(source.date, LONGEST_DATE)
