"""What is common to all places where people talk to the bot: an answer, what came before it, and who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from bot.cards import answer_cards
from bot.cards.answer_cards import Card
from claims_db.claims.packs import Scope
from claims_db.errors import FootnoteError
from claims_db.values import Claim, ClaimKey, Label, Message, Verdict


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `claim` is what "source?" means in reply to it; `verdict` is there where it is one.

    `page` is there where it is a page of all claims: its number and that of the last one, from 0.
    """

    card: Card
    claim: ClaimKey | None = None
    verdict: Verdict | None = None
    page: tuple[int, int] | None = None

    @property
    def shown(self) -> Claim | None:
        """The claim as it stands in the card of a verdict."""
        return self.verdict.claim if self.verdict else None

    @property
    def label(self) -> Label:
        """The verdict's label."""
        return self.verdict.label if self.verdict else Label.NOT_ENOUGH_EVIDENCE


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer that a question is about: its claim, and its verdict where that is still in memory."""

    claim: ClaimKey | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Said:
    """What "is this true?" is about. It is named where another message was `passed_over` that might have been meant."""

    message: Message
    passed_over: bool = False


class RepliesTo(Enum):
    """Whose message a message replies to."""

    NOBODY = "nobody"
    PERSON = "person"
    BOT = "bot"


class UnansweredError(FootnoteError):
    """What is asked about cannot be found, or may not be checked; the sentence says so to whoever asks."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """What only the users of one place read.

    `hint` says how to add a claim, `which` that none is known to be meant, `leave_me` how not to be checked, and
    `my_data` what is kept.
    """

    help: Card
    dispute: str
    hint: str
    which: str
    leave_me: str
    my_data: str


class Place(Protocol):
    """Where a message to the bot was written: what was said there before, and how its users are spoken to."""

    @property
    def scope(self) -> Scope:
        """The claims that are seen there."""
        ...

    @property
    def sentences(self) -> Sentences:
        """What its users read."""
        ...

    @property
    def at(self) -> datetime:
        """When the message was written."""
        ...

    @property
    def replies_to(self) -> RepliesTo:
        """Whose message it replies to."""
        ...

    @property
    def in_passing(self) -> bool:
        """Whether the bot was hardly meant: named inside a sentence, or a remark in reply to its card."""
        ...

    async def statement(self) -> Said | None:
        """What "is this true?" is about: the message that is replied to, else the newest statement or topic.

        Raises UnansweredError where its author does not want to be checked, and where what is replied to is gone.
        """
        ...

    async def earlier(self, *, asides: bool = False) -> Earlier | None:
        """What "source?" is about: the answer that is replied to, else the newest one on claims.

        With `asides`, lines that were not understood count too: "why?" asks why they got no answer.
        """
        ...

    async def verdict_again(self) -> Verdict | None:
        """The verdict of the earlier answer, found anew; None where it was none. Raises UnansweredError."""
        ...


def answer_with(verdict: Verdict, hint: str) -> Answer:
    """A verdict as an answer; `hint` says how to add a claim, where there is none."""
    shown = verdict.claim
    return Answer(answer_cards.verdict_card(verdict, hint), shown.key if shown else None, verdict)
