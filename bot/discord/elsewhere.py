"""Fact-checks that others published: looked up for who asks, shown as theirs, stored by moderators alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from bot.cards.answer_cards import Block, Card, Line, Role, short_card
from bot.discord.claim_draft import Draft, SourceFields
from bot.discord.recent import Recent
from bot.fetching import open_fetcher
from bot.settings import Settings
from bot.words import answer_text, elsewhere_text
from bot.words.visible import visible
from claims_db.errors import InvalidValueError
from claims_db.sources.elsewhere import Asks, FoundReview, look_elsewhere

KEPT = 500
Opening = Callable[[Settings], AbstractAsyncContextManager[Asks]]


@dataclass(frozen=True, slots=True)
class Checked:
    """Words that an answer found no entry for, and who wrote them."""

    words: str
    author_id: int


class Elsewhere:
    """What may be looked up, and what was found, by the number of the answer that has the buttons; in memory alone."""

    def __init__(self, settings: Settings, opening: Opening = open_fetcher) -> None:
        self.settings = settings
        self.opening = opening
        self.checked: Recent[int, Checked] = Recent(KEPT)
        self.found: Recent[int, tuple[FoundReview, ...]] = Recent(KEPT)

    @property
    def offered(self) -> bool:
        """Whether the host has set a key."""
        return self.settings.factcheck_key is not None

    def require_key(self) -> str:
        """The key; raises InvalidValueError where none is set."""
        key = self.settings.factcheck_key
        if key is None:
            raise InvalidValueError(elsewhere_text.NEEDS_KEY)
        return key.get_secret_value()

    async def look_up(self, words: str) -> tuple[FoundReview, ...]:
        """What Google finds. Raises UnreachableError, and InvalidValueError where no key is set."""
        async with self.opening(self.settings) as asks:
            return await look_elsewhere(asks, words, self.require_key())


def elsewhere_card(found: Sequence[FoundReview], heading: str) -> Card:
    """What was found, numbered, under the heading that says whose it is."""
    if not found:
        return short_card(elsewhere_text.NOTHING)
    return Card(heading, tuple(Block("", tuple(_lines(number, each))) for number, each in enumerate(found, 1)))


def _lines(number: int, found: FoundReview) -> list[Line]:
    day = f", {answer_text.day(found.published)}" if found.published else ""
    lines = [
        Line(f", {found.publisher}{day}", title=f"{number}. {found.title}", address=found.address),
        Line(elsewhere_text.checked(found.claim), Role.BELOW),
    ]
    return [*lines, Line(elsewhere_text.rated(found.written), Role.BELOW)] if found.written else lines


def draft_of(found: FoundReview) -> Draft:
    """What the form of a new claim opens with; nothing is stored before a moderator saves it."""
    day = found.published.isoformat() if found.published else ""
    source = SourceFields(f"{visible(found.title)} | {visible(found.publisher)}", found.address, day)
    return Draft(visible(found.claim), found.rating.value if found.rating else "", (source,))
