"""The answer to an open question: the detail that it asks for, of a claim that has all else that it tells.

An answer is earned as agreement is: what the question tells and the claim does not have forbids one.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from claims_db.differences import Alignment
from claims_db.engine.answers.asked import Asked
from claims_db.engine.answers.details import details
from claims_db.engine.answers.fitting import Detail
from claims_db.engine.answers.vocabulary import vocabulary
from claims_db.engine.comparing import Beside, Comparisons
from claims_db.engine.dates.interval import agrees, same_day
from claims_db.engine.facts.frames import with_converses
from claims_db.engine.likeness import Weight
from claims_db.engine.numbers.compare import agree
from claims_db.engine.text.alignment import Aligned, Pair, align
from claims_db.engine.text.lexicon import lemma, lexicon
from claims_db.engine.text.thesaurus import replacements
from claims_db.engine.text.wordings import wordings
from claims_db.values import AnswerKind, Claim, Rating

# The share of the question that a claim needs, by the weight of its words.
_MOST = 0.6
# How many claims are asked; several may answer, and most of them have little of a short question.
_ASKED_OF = 15
# With fewer telling words than these a question presumes nothing that could be told from another matter.
_LEAST_PRESUMED = 2
# A claim that has one word of a question, and nothing else, may tell anything else of the thing.
_LEAST_SAID = 2
_NEED_MORE = frozenset({AnswerKind.NAME, AnswerKind.DAY, AnswerKind.PLACE, AnswerKind.THING})
# What these ask for is told from other numbers by what it counts or measures.
_NUMBERS = frozenset({AnswerKind.COUNT, AnswerKind.AMOUNT, AnswerKind.MEASURE, AnswerKind.SHARE})
_PARTIES = frozenset({AnswerKind.SOMEBODY, AnswerKind.NAME, AnswerKind.THING})
_MOST_WORDINGS = 6
# How much surer a name is than another phrase, where somebody or one of several is asked for.
_NAMED = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """A detail that answers, and the claim that it is taken from.

    `share` is that of the question which the claim has, by the weight of its words, and `confidence` good for order.
    """

    claim: Claim
    detail: Detail
    share: float
    confidence: float


def answers(statement: str, question: Asked, seen: Comparisons) -> list[Found]:
    """The details that answer a cleaned question, the surest first, one for each claim."""
    pronouns = vocabulary().sets["pronouns"]
    pointing = len(question.told) < _LEAST_SAID and any(one.text in pronouns for one in question.wording.tokens)
    if pointing or not (question.told or question.noun):
        return []
    least = seen.claims.least_score() / 2
    found = (_best(question, one.claim, seen) for one in seen.claims.candidates(statement, _ASKED_OF, least))
    return sorted((one for one in found if one is not None), key=lambda one: -one.confidence)


def presumed(statement: str, question: Asked, seen: Comparisons) -> Claim | None:
    """The claim that a question takes for granted though its sources do not bear it out: "why do vaccines cause …"."""
    if len(question.told) < _LEAST_PRESUMED:
        return None
    for one in seen.claims.candidates(statement, _ASKED_OF, seen.claims.least_score()):
        # "Who owns it?" takes for granted that somebody does, not that those do of whom it is false.
        grants = question.wanted not in _PARTIES or one.claim.rating is Rating.OUTDATED
        if not one.claim.rating.holds and grants:
            every, known = _known(question, one.claim)
            verb_told = question.verb is None or question.verb in known
            if verb_told and known >= question.told and _agree(question, one.claim, every, seen):
                return one.claim
    return None


def nearest(question: Asked, claim: Claim) -> Beside:
    """A claim with those of its wordings that share most with a question, in its own order: its text goes first."""
    asked = question.wording.places.keys()
    own = [wording for wording in wordings(claim) if not wording.of_member]
    most = sorted(range(len(own)), key=lambda at: -len(asked & own[at].places.keys()))[:_MOST_WORDINGS]
    return Beside(claim, tuple(own[at] for at in sorted(most)), [])


def _known(question: Asked, claim: Claim) -> tuple[list[Aligned], frozenset[int]]:
    """A claim's nearest wordings beside the question, and the places of the words that any of them has."""
    every = [with_converses(align(wording, question.wording)) for wording in nearest(question, claim).wordings]
    known = frozenset[int]()
    for one in every:
        bearing = {pair.message for pair in one.pairs if _bears(pair, one, question)}
        known |= one.answering - {pair.message for pair in one.pairs} | bearing
    # Also inside its numbers, and with its apostrophes left out: "oneill", "o'neill".
    written = {token.text for one in every for token in one.claim.tokens}
    written |= {regex.sub("['’]", "", word) for word in written}
    return every, known | {at for at, word in enumerate(question.wording.words) if word.text in written}


def _bears(pair: Pair, aligned: Aligned, question: Asked) -> bool:
    """Whether a claim's word says what one of the question does, and not the opposite, nor hardly anything ("got").

    A verb needs more than another that may stand in its place: to start something is not to make it.
    """
    own, said = aligned.claim.words[pair.claim], aligned.message.words[pair.message]
    one, other = lemma(own.text), lemma(said.text)
    if pair.opposite or (own.light and one != other):
        return False
    if pair.message != question.verb or pair.how is not Alignment.SYNONYM or question.wanted in _NUMBERS:
        return True
    senses = lexicon().senses
    derived = one[:3] == other[:3]
    return derived or bool(senses(one) & senses(other)) or other not in replacements(one)


def _best(question: Asked, claim: Claim, seen: Comparisons) -> Found | None:
    if not claim.rating.holds:
        return None
    every, known = _known(question, claim)
    if not _may_answer(question, known, seen) or not _agree(question, claim, every, seen):
        return None
    details_told = len(question.wording.quantities) + len(question.wording.dates)
    said = len(known & (question.told | set(question.noun))) + details_told
    if not said or (said < _LEAST_SAID and question.wanted in _NEED_MORE):
        return None
    written = {token.text for one in every for token in one.claim.tokens}
    if not written.issuperset(question.picks):
        return None
    details_of = (detail for one in every for detail in details(claim, one, question))
    best = max(details_of, key=lambda detail: detail.fit, default=None)
    if best is None:
        return None
    weight = seen.claims.weight
    of_claim = max(_share(one, weight) for one in every)
    whole = _weight(question, question.told, seen)
    share = _weight(question, known & question.told, seen) / whole if whole else 1.0
    named = best.kind in {AnswerKind.SOMEBODY, AnswerKind.NAME} and any(
        word[:1].isupper() for word in best.text.split()
    )
    return Found(claim, best, share, of_claim + best.fit / 10 + _NAMED * named)


def _share(aligned: Aligned, weight: Weight) -> float:
    """The share of a claim's words that a question has."""
    words = aligned.claim.words
    whole = sum(weight(word.stem) for word in words)
    return sum(weight(words[at].stem) for at in aligned.found) / whole if whole else 0.0


def _may_answer(question: Asked, known: frozenset[int], seen: Comparisons) -> bool:
    """Whether the claim has what the question tells, or so much of it that the rest is another word for the same.

    A name, the verb and what picks out one of several ("a night ferry") have to be there.
    """
    left = [at for at in sorted(question.told) if at not in known]
    if not left:
        return True
    if question.wanted is AnswerKind.THING:
        return False
    if not all(_goes_with(question, at, known) for at in left):
        return False
    return _weight(question, known & question.told, seen) >= _MOST * _weight(question, question.told, seen)


def _goes_with(question: Asked, at: int, known: frozenset[int]) -> bool:
    """Whether a word only says what the one before it is ("the Larkhill regatta")."""
    words = question.wording.words
    if at == question.verb:
        return False
    beside = at - 1 in known and words[at - 1].at + 1 == words[at].at and words[at - 1].name
    followed = at + 1 in question.told and words[at + 1].at == words[at].at + 1 and at + 1 != question.verb
    return beside and not followed and not words[at].name


def _weight(question: Asked, places: frozenset[int], seen: Comparisons) -> float:
    return sum(seen.claims.weight(question.wording.words[at].stem) for at in places)


def _agree(question: Asked, claim: Claim, every: list[Aligned], seen: Comparisons) -> bool:
    """Whether the claim has the question's numbers and days, and says that it is so where the question does."""
    beside = Beside(claim, tuple(one.claim for one in every), [])
    if question.negated != any(one.claim.negation.turns for one in every[:1]):
        return False
    assessed = seen.assess(question.wording.text, [beside])
    if not assessed or (not question.negated and max(assessed, key=lambda one: one.confidence).denies):
        return False
    if question.coming and claim.happened is not None and claim.happened.last < question.asked_on:
        return False
    numbers = [own for one in every for own in one.claim.quantities]
    # "Which two clubs" says how many are asked for.
    said = [one for one in question.wording.quantities if one.start or question.wanted is not AnswerKind.NAME]
    if not all(any(agree(one, own) or one.low == own.low for own in numbers) for one in said):
        return False
    days = [own for one in every for own in one.claim.dates]
    known = [claim.happened or claim.as_of] if claim.happened or claim.as_of else []
    return all(
        any(same_day(when, own) for own in days) or any(agrees(when, one) for one in known if one)
        for when in question.wording.dates
    )
