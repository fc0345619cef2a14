"""What is said about an answer that was given before: "source?", "how much?", "and Baidu?"."""

from __future__ import annotations

from bot.cards import answer_cards
from bot.cards.answer_cards import Card
from bot.intents import Intent, Request
from bot.places import Answer, Place, UnansweredError, answer_with
from bot.words import answer_text
from claims_db.claims.packs import Scope
from claims_db.engine.answers.following import follows, instead, together
from claims_db.service import ClaimService
from claims_db.values import Claim, ClaimKey, Label, Message, Silence, Stance, Verdict

# Whoever asks for a detail of what was said before is brief.
_MOST_WORDS = 6


async def on_earlier(question: Intent, place: Place, claims: ClaimService) -> Answer:
    """The answer to "source?", "when?" or "why?"."""
    earlier = await place.earlier(asides=question is Intent.WHY)
    if earlier is None:
        raise UnansweredError(place.sentences.which)
    if question is Intent.WHY:
        verdict = earlier.verdict or await place.verdict_again()
        if verdict is not None:
            return Answer(answer_cards.why_card(verdict), earlier.claim, verdict)
    claim = await _claim_of(earlier.claim, place, claims)
    # A list of claims has no verdict to explain: what speaks for its first claim are its sources.
    card = answer_cards.when_card(claim) if question is Intent.WHEN else answer_cards.sources_card(claim)
    return Answer(card, claim.key, earlier.verdict)


async def detail_asked(question: str, place: Place, claims: ClaimService) -> Answer | None:
    """The answer to "how much?" and the like: from the claim that was spoken of, else from one about the same question.

    None where more is asked, or nothing was spoken of.
    """
    if len(question.split()) > _MOST_WORDS or not follows(question, place.at):
        return None
    earlier = await place.earlier()
    if earlier is None or earlier.claim is None:
        return None
    claim = await _claim_of(earlier.claim, place, claims)
    told = await claims.detail_of(claim, question, place.at)
    words = together(question, earlier.verdict.statement, place.at) if earlier.verdict and told is None else None
    if words:
        again = await claims.check_asked(Message(words, place.at), place.scope)
        if again.answers:
            return answer_with(again, place.sentences.hint)
    verdict = Verdict(
        text=question,
        label=Label.NOT_ENOUGH_EVIDENCE,
        stance=Stance.ASKS,
        confidence=1.0 if told else 0.0,
        statement=question,
        claim=claim,
        silence=Silence.OPEN_QUESTION,
        answers=(told,) if told else (),
    )
    if told is None:
        says_nothing = Card(answer_text.NOT_SAID, (answer_cards.claim_block(claim), answer_cards.sources_block(claim)))
        return Answer(says_nothing, claim.key, verdict)
    return answer_with(verdict, place.sentences.hint)


async def asked_of_another(request: Request, place: Place) -> str | None:
    """The statement that "and Baidu?" makes of the one before it; None where that cannot be told."""
    earlier = await place.earlier()
    verdict = (earlier.verdict or await place.verdict_again()) if earlier else None
    return instead(verdict.statement, request.about, place.at) if verdict and verdict.statement else None


async def _claim_of(key: ClaimKey | None, place: Place, claims: ClaimService) -> Claim:
    if key is None:
        raise UnansweredError(place.sentences.which)
    claim = await claim_now(key, place.scope, claims)
    if claim is None:
        raise UnansweredError(answer_text.CLAIM_GONE)
    return claim


async def claim_now(key: ClaimKey, scope: Scope, claims: ClaimService) -> Claim | None:
    """The claim that an earlier answer spoke of, where it is still in use and seen from here."""
    return await claims.get(key) if key.pack in scope.packs else None
