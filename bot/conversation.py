"""What each message to the bot is answered with, on Discord and in the terminal alike.

`answer` decides. What differs between the two is a `Place`: how "this" is found there, and what only its users read.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.cards import answer_cards
from bot.cards.answer_cards import short_card
from bot.follow_ups import asked_of_another, detail_asked, on_earlier
from bot.intents import Intent, Request, read
from bot.places import Answer, Place, RepliesTo, Sentences, UnansweredError, answer_with
from bot.words import answer_text
from claims_db.claims.packs import Scope
from claims_db.engine.answers.following import names_a_topic
from claims_db.service import ClaimService
from claims_db.service.workers import BusyError, Priority, TookTooLongError
from claims_db.values import Message

# What is answered with claims, or with the news that there are none. "Source?" is about the newest of these answers;
# thanks and greetings in between do not change the subject.
ON_CLAIMS = {Intent.STATEMENT, Intent.TOPIC, Intent.CHECK, Intent.ALSO}
# Lines of so few words that led to no claim were not understood, and do not change the subject.
_ASIDE_WORDS = 4
_SMALL_TALK = {
    Intent.GREETING: answer_text.GREETING,
    Intent.THANKS: answer_text.THANKS,
    Intent.FAREWELL: answer_text.FAREWELL,
    Intent.NOTHING: answer_text.NOTHING_ASKED,
    Intent.SOURCES: answer_text.WHICH_SOURCES,
}
# How much of a few words a claim has that is about all of them; see `ScopedIndex.ranked`.
_ALL_OF_IT = 0.99
_MOST_PAGES = 100


def meant(intent: Intent, replies_to: RepliesTo) -> Intent:
    """What is wanted, given whose message this replies to."""
    match replies_to, intent:
        case RepliesTo.PERSON, Intent.SOURCE | Intent.NOTHING:
            return Intent.CHECK
        case RepliesTo.BOT, Intent.CHECK:
            return Intent.SOURCE
        case _:
            return intent


async def answer(request: Request, place: Place, claims: ClaimService) -> Answer | None:
    """The answer to somebody who talks to the bot; None where nothing needs to be said."""
    try:
        return await _answer(request, place, claims)
    except (UnansweredError, BusyError, TookTooLongError) as reason:
        return Answer(short_card(str(reason)))


async def _answer(request: Request, place: Place, claims: ClaimService) -> Answer | None:
    match meant(request.intent, place.replies_to):
        case Intent.STATEMENT:
            return await _on_statement(request.about, place, claims)
        case Intent.TOPIC:
            return await _on_topic(request, place, claims)
        case Intent.ALSO:
            return await _on_another(request, place, claims)
        case Intent.CHECK:
            return await _check_earlier(place, claims)
        case Intent.SOURCE | Intent.WHEN | Intent.WHY as question:
            return await on_earlier(question, place, claims)
        case Intent.LIST:
            return await listed(claims, place.scope, _page_asked(request.about))
        case Intent.REACTION:
            return None
        case intent:
            return Answer(place.sentences.help if intent is Intent.HELP else short_card(_said(intent, place.sentences)))


def _said(intent: Intent, sentences: Sentences) -> str:
    """What is said to whoever asks nothing about the world."""
    own = {
        Intent.DISPUTE: sentences.dispute,
        Intent.LEAVE_ME: sentences.leave_me,
        Intent.MY_DATA: sentences.my_data,
        Intent.ADD: sentences.hint,
    }
    return (own | _SMALL_TALK)[intent]


async def _on_statement(words: str, place: Place, claims: ClaimService) -> Answer | None:
    """The verdict on it; or the detail that it asks for of the claim before; or what is known of a bare topic."""
    if detail := await detail_asked(words, place, claims):
        return detail
    found = await check_asked(Message(words, place.at), claims, place.scope, place.sentences.hint)
    verdict = found.verdict
    if verdict is None or verdict.claim is not None or verdict.unanswered is not None:
        return found
    if is_aside(words) and names_a_topic(words) and (topic := await _bare_topic(words, place, claims)):
        return topic
    return None if place.in_passing else found


def _page_asked(words: str) -> int:
    """Which page of all claims is asked for, from 0: "page 3" says it, and "more" is the second."""
    if number := re.search(r"\d+", words):
        return int(number[0]) - 1
    return int(re.search(r"\b(?:more|next|rest)\b", words, re.IGNORECASE) is not None)


def is_aside(words: str) -> bool:
    """Whether somebody says so little that, where it leads to no claim, it does not change the subject."""
    most = _ASIDE_WORDS if "?" not in words else _ASIDE_WORDS // 2
    return len(words.split()) <= most


async def _bare_topic(words: str, place: Place, claims: ClaimService) -> Answer | None:
    """The claims that have all of a few words."""
    matches = await claims.search(words, place.scope, answer_cards.MOST_ABOUT_A_TOPIC)
    found = [match.claim for match in matches if match.confidence >= _ALL_OF_IT]
    return Answer(answer_cards.topic_card(words, found), found[0].key) if found else None


async def _on_topic(request: Request, place: Place, claims: ClaimService) -> Answer:
    """What is known of it; or the answer to a question that only looks like one about a topic ("who is the mayor?")."""
    if request.said.endswith("?"):
        asked = await check_asked(Message(request.said, place.at), claims, place.scope, place.sentences.hint)
        if asked.verdict and asked.verdict.answers:
            return asked
    return await _about(request.about, place, claims)


async def _on_another(request: Request, place: Place, claims: ClaimService) -> Answer:
    """The same of another: what was asked or said before, with the new name in the place of the old one."""
    if words := await asked_of_another(request, place):
        found = await check_asked(Message(words, place.at), claims, place.scope, place.sentences.hint)
        if found.claim is not None:
            return found
    return await _about(request.about, place, claims)


async def listed(claims: ClaimService, scope: Scope, page: int = 0) -> Answer:
    """A page of all claims, counted from 0; the last one where there are not so many."""
    held = sum((await claims.held(scope)).values())
    last = max(0, min(_MOST_PAGES, -(-held // answer_cards.ON_A_PAGE)) - 1)
    page = max(0, min(page, last))
    start = page * answer_cards.ON_A_PAGE
    found = (await claims.complete("", scope, start + answer_cards.ON_A_PAGE))[start:]
    return Answer(answer_cards.page_card(found, held, page, last), page=(page, last))


async def check_again(message: Message, claims: ClaimService, scope: Scope, hint: str) -> Answer:
    """The verdict on a message that was answered before; whoever asks goes first."""
    return answer_with(await claims.check(message, scope, Priority.UNASKED), hint)


async def check_unasked(message: Message, claims: ClaimService, scope: Scope, hint: str) -> Answer:
    """What is to be said of a message that was not said to the bot, as of the time when it was written."""
    return answer_with(await claims.check_unasked(message, scope), hint)


async def check_asked(message: Message, claims: ClaimService, scope: Scope, hint: str) -> Answer:
    """The same for somebody who asks, for whom more is looked at."""
    return answer_with(await claims.check_asked(message, scope), hint)


async def _about(topic: str, place: Place, claims: ClaimService) -> Answer:
    matches = await claims.search(topic, place.scope, answer_cards.MOST_ABOUT_A_TOPIC)
    found = [match.claim for match in matches]
    return Answer(answer_cards.topic_card(topic, found), found[0].key if found else None)


async def _check_earlier(place: Place, claims: ClaimService) -> Answer:
    """What the message that is meant would be answered with, had it been said to the bot."""
    said = await place.statement()
    if said is None:
        raise UnansweredError(place.sentences.which)
    message, request = said.message, read(said.message.text)
    match request.intent:
        case Intent.NOTHING:
            raise UnansweredError(answer_text.UNREADABLE)
        case Intent.TOPIC:
            return await _about(request.about, place, claims)
        case _:
            found = await check_asked(Message(request.about, message.at), claims, place.scope, place.sentences.hint)
            if not said.passed_over:
                return found
            opening = answer_text.on_words(request.about, found.card.opening)
            return replace(found, card=replace(found.card, opening=opening))
