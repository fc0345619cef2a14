"""The forms that a claim is filled in with, each for a part of it; Discord takes five fields in a form."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace

import discord
from discord import ui

from bot.discord.buttons import footnote
from bot.discord.claim_draft import Draft, SourceFields
from bot.discord.forms import Form, Typed
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

# What happens to a draft that was sent: it is shown, under the name by which it is kept, below what is said first.
Sent = Callable[[discord.Interaction, str, Draft, str], Awaitable[None]]


class PartForm(Form):
    """A part of the draft that is kept under `name`; `draft` is what stands in the form at first."""

    kind = "draft"

    def __init__(self, title: str, name: str, draft: Draft, sent: Sent) -> None:
        super().__init__(title)
        self._name, self._draft, self._sent = name, draft, sent

    def filled_in(self, draft: Draft, typed: Typed) -> Draft:
        """The draft with what was filled in here."""
        raise NotImplementedError

    async def answer(self, interaction: discord.Interaction, typed: Typed) -> None:
        """Show what the claim would look like; nothing is stored yet."""
        now = footnote(interaction).drafts.get(self._name) or self._draft
        await self._sent(interaction, self._name, self.filled_in(now, typed), self.said)


class ClaimForm(PartForm):
    """The claim and its first source: all that a plain claim needs."""

    def __init__(self, name: str, draft: Draft, sent: Sent) -> None:
        super().__init__(claim_text.edit_title(draft.base) if draft.base else claim_text.ADD_TITLE, name, draft, sent)
        first = draft.sources[0] if draft.sources else SourceFields()
        text = _paragraph(draft.text, MAX_CLAIM_LENGTH, required=True)
        rating = ui.Select[ui.Modal](options=rating_options(draft.rating))
        self.ask("text", claim_text.CLAIM, claim_text.CLAIM_HINT, text)
        self.ask("rating", claim_text.RATING, claim_text.RATING_HINT, rating)
        self.ask("source", claim_text.SOURCE, claim_text.SOURCE_HINT, _source_field(first))
        self.ask("address", claim_text.ADDRESS, claim_text.ADDRESS_HINT, _address_field(first))
        self.ask("date", claim_text.DATE, claim_text.DATE_HINT, _date_field(first))

    def filled_in(self, draft: Draft, typed: Typed) -> Draft:
        """The draft with another text, rating and first source."""
        first = draft.sources[0] if draft.sources else SourceFields()
        address, date = typed["address"].strip(), typed["date"].strip()
        source = replace(first, source=typed["source"], address=address, date=date)
        return replace(draft, text=typed["text"], rating=typed["rating"]).with_source(0, source)


class SourceForm(PartForm):
    """One source with its quote; `number` counts from 0, and may be the one behind the last."""

    def __init__(self, name: str, draft: Draft, sent: Sent, number: int) -> None:
        super().__init__(claim_text.source_title(number + 1), name, draft, sent)
        self._number = number
        source = draft.sources[number] if number < len(draft.sources) else SourceFields()
        quote = _paragraph(source.quote, max(LONGEST_QUOTE, min(len(source.quote), LONGEST_FIELD)))
        keep = ui.RadioGroup[ui.Modal](
            options=[
                discord.RadioGroupOption(label=claim_text.KEEP_IT, value="keep", default=True),
                discord.RadioGroupOption(label=claim_text.TAKE_IT_AWAY, value=TAKE_AWAY),
            ]
        )
        self.ask("source", claim_text.SOURCE, claim_text.SOURCE_HINT, _source_field(source))
        self.ask("address", claim_text.ADDRESS, claim_text.ADDRESS_HINT, _address_field(source))
        self.ask("date", claim_text.DATE, claim_text.DAY_HINT, _date_field(source))
        self.ask("quote", claim_text.QUOTE, claim_text.QUOTE_HINT, quote)
        if number < len(draft.sources) > 1:
            self.ask("keep", claim_text.KEEP, claim_text.KEEP_HINT, keep)

    def filled_in(self, draft: Draft, typed: Typed) -> Draft:
        """The draft with another source in this place, or without it."""
        if typed.get("keep") == TAKE_AWAY and len(draft.sources) > 1:
            return draft.with_source(self._number, None)
        before = draft.sources[self._number] if self._number < len(draft.sources) else SourceFields()
        source, address, date, quote = (typed[name].strip() for name in ("source", "address", "date", "quote"))
        return draft.with_source(self._number, SourceFields(source, address, date, quote, before.kept))


class WhenForm(PartForm):
    """The days that a claim is about, and its tags."""

    def __init__(self, name: str, draft: Draft, sent: Sent) -> None:
        super().__init__(claim_text.WHEN_TITLE, name, draft, sent)
        as_of, happened = _line(draft.as_of, LONGEST_INTERVAL), _line(draft.happened, LONGEST_INTERVAL)
        self.ask("as_of", claim_text.AS_OF, claim_text.AS_OF_HINT, as_of)
        self.ask("happened", claim_text.HAPPENED, claim_text.HAPPENED_HINT, happened)
        self.ask("tags", claim_text.TAGS, claim_text.TAGS_HINT, _paragraph(draft.tags, LONGEST_FIELD))

    def filled_in(self, draft: Draft, typed: Typed) -> Draft:
        """The draft with other days and tags."""
        as_of, happened, tags = (typed[name].strip() for name in ("as_of", "happened", "tags"))
        return replace(draft, as_of=as_of, happened=happened, tags=tags)


class WordingsForm(PartForm):
    """Other wordings of the claim, and the lines that it must and must not match."""

    def __init__(self, name: str, draft: Draft, sent: Sent) -> None:
        super().__init__(claim_text.WORDINGS_TITLE, name, draft, sent)
        shown, self._rest = fitting(draft.phrasings)
        must, must_not = (_paragraph(lines, LONGEST_FIELD) for lines in (draft.must_match, draft.must_not_match))
        self.ask("phrasings", claim_text.PHRASINGS, claim_text.PHRASINGS_HINT, _paragraph(shown, LONGEST_FIELD))
        self.ask("must_match", discord_text.LINES_MUST, discord_text.LINES_MUST_HINT, must)
        self.ask("must_not_match", discord_text.LINES_MUST_NOT, discord_text.LINES_MUST_NOT_HINT, must_not)

    def filled_in(self, draft: Draft, typed: Typed) -> Draft:
        """The draft with other wordings and lines."""
        phrasings = f"{typed['phrasings'].strip()}\n{self._rest}".strip()
        must_match, must_not_match = typed["must_match"].strip(), typed["must_not_match"].strip()
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
