"""What each message to the bot is answered with, on Discord and in the terminal alike.

`answer` decides. What differs between the two is a `Place`: how "this" is found there, and what only its users read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from bot.cards import answer_cards
from bot.cards.answer_cards import Card, short_card
from bot.intents import Intent, Request, read
from bot.words import answer_text
from claims_db.claims.packs import Scope
from claims_db.errors import FootnoteError
from claims_db.service import ClaimService
from claims_db.service.workers import BusyError, Priority, TookTooLongError
from claims_db.values import Claim, ClaimKey, Label, Message, Verdict

# What is answered with claims, or with the news that there are none. "Source?" is about the newest of these answers;
# thanks and greetings in between do not change the subject.
ON_CLAIMS = {Intent.STATEMENT, Intent.TOPIC, Intent.CHECK}
_SMALL_TALK = {
    Intent.GREETING: answer_text.GREETING,
    Intent.THANKS: answer_text.THANKS,
    Intent.FAREWELL: answer_text.FAREWELL,
    Intent.NOTHING: answer_text.NOTHING_ASKED,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `claim` is what "source?" means in reply to it; `verdict` is there where it is one."""

    card: Card
    claim: ClaimKey | None = None
    verdict: Verdict | None = None

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


class RepliesTo(Enum):
    """Whose message a message replies to."""

    NOBODY = "nobody"
    PERSON = "person"
    BOT = "bot"


class UnansweredError(FootnoteError):
    """What is asked about cannot be found, or may not be checked; the sentence says so to whoever asks."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """What only the users of one place read. `hint` says how to add a claim, `which` that none is known to be meant."""

    help: Card
    dispute: str
    hint: str
    which: str


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

    async def statement(self) -> Message | None:
        """What "is this true?" is about: the message that is replied to, else the newest statement or topic.

        Raises UnansweredError where its author does not want to be checked.
        """
        ...

    async def earlier(self) -> Earlier | None:
        """What "source?" is about: the answer that is replied to, else the newest one on claims."""
        ...

    async def verdict_again(self) -> Verdict | None:
        """The verdict of the earlier answer, found anew; None where it was none. Raises UnansweredError."""
        ...


def meant(intent: Intent, replies_to: RepliesTo) -> Intent:
    """What is wanted, given whose message this replies to."""
    match replies_to, intent:
        case RepliesTo.PERSON, Intent.SOURCE | Intent.NOTHING:
            return Intent.CHECK
        case RepliesTo.BOT, Intent.CHECK:
            return Intent.SOURCE
        case _:
            return intent


async def answer(request: Request, place: Place, claims: ClaimService) -> Answer:
    """The answer to somebody who talks to the bot."""
    try:
        return await _answer(request, place, claims)
    except (UnansweredError, BusyError, TookTooLongError) as reason:
        return Answer(short_card(str(reason)))


async def _answer(request: Request, place: Place, claims: ClaimService) -> Answer:
    match meant(request.intent, place.replies_to):
        case Intent.STATEMENT:
            return await check_asked(Message(request.about, place.at), claims, place.scope, place.sentences.hint)
        case Intent.TOPIC:
            return await _about(request.about, place, claims)
        case Intent.CHECK:
            return await _check_earlier(place, claims)
        case Intent.SOURCE | Intent.WHEN | Intent.WHY as question:
            return await _on_earlier(question, place, claims)
        case Intent.HELP:
            return Answer(place.sentences.help)
        case Intent.DISPUTE:
            return Answer(short_card(place.sentences.dispute))
        case intent:
            return Answer(short_card(_SMALL_TALK[intent]))


async def check_again(message: Message, claims: ClaimService, scope: Scope, hint: str) -> Answer:
    """The verdict on a message that was answered before; whoever asks goes first."""
    return _answer_with(await claims.check(message, scope, Priority.UNASKED), hint)


async def check_unasked(message: Message, claims: ClaimService, scope: Scope, hint: str) -> Answer:
    """What is to be said of a message that was not said to the bot, as of the time when it was written."""
    return _answer_with(await claims.check_unasked(message, scope), hint)


async def check_asked(message: Message, claims: ClaimService, scope: Scope, hint: str) -> Answer:
    """The same for somebody who asks, for whom more is looked at."""
    return _answer_with(await claims.check_asked(message, scope), hint)


def _answer_with(verdict: Verdict, hint: str) -> Answer:
    shown = verdict.claim
    return Answer(answer_cards.verdict_card(verdict, hint), shown.key if shown else None, verdict)


async def _about(topic: str, place: Place, claims: ClaimService) -> Answer:
    matches = await claims.search(topic, place.scope, answer_cards.MOST_ABOUT_A_TOPIC)
    found = [match.claim for match in matches]
    return Answer(answer_cards.topic_card(topic, found), found[0].key if found else None)


async def _check_earlier(place: Place, claims: ClaimService) -> Answer:
    """What the message that is meant would be answered with, had it been said to the bot."""
    message = await place.statement()
    if message is None:
        raise UnansweredError(place.sentences.which)
    request = read(message.text)
    match request.intent:
        case Intent.NOTHING:
            raise UnansweredError(answer_text.UNREADABLE)
        case Intent.TOPIC:
            return await _about(request.about, place, claims)
        case _:
            return await check_asked(Message(request.about, message.at), claims, place.scope, place.sentences.hint)


async def _on_earlier(question: Intent, place: Place, claims: ClaimService) -> Answer:
    earlier = await place.earlier()
    if earlier is None:
        raise UnansweredError(place.sentences.which)
    if question is Intent.WHY:
        verdict = earlier.verdict or await place.verdict_again()
        if verdict is not None:
            return Answer(answer_cards.why_card(verdict), earlier.claim, verdict)
    if earlier.claim is None:
        raise UnansweredError(place.sentences.which)
    claim = await claim_now(earlier.claim, place.scope, claims)
    if claim is None:
        raise UnansweredError(answer_text.CLAIM_GONE)
    # A list of claims has no verdict to explain: what speaks for its first claim are its sources.
    card = answer_cards.when_card(claim) if question is Intent.WHEN else answer_cards.sources_card(claim)
    return Answer(card, claim.key, earlier.verdict)


async def claim_now(key: ClaimKey, scope: Scope, claims: ClaimService) -> Claim | None:
    """The claim that an earlier answer spoke of, where it is still in use and seen from here."""
    return await claims.get(key) if key.pack in scope.packs else None
