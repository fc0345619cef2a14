"""From a message to a verdict. Pure: everything it needs is in memory."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

from claims_db.engine import evidence
from claims_db.engine.answers.in_message import unasked_of, with_answers
from claims_db.engine.assessment import Assessment
from claims_db.engine.comparing import Comparisons
from claims_db.engine.evidence import Standing
from claims_db.engine.index import Index, ScopedIndex
from claims_db.engine.index.shared import Said
from claims_db.engine.likeness import stated
from claims_db.engine.limits import MAX_STATEMENT_LENGTH, MAX_STATEMENTS
from claims_db.engine.linear import chance
from claims_db.engine.meaning import Meant, Near, senses
from claims_db.engine.related import related, with_related
from claims_db.engine.text.cleaning import clean, cleaned
from claims_db.engine.text.sentences import clauses, goes_on, split
from claims_db.engine.text.slips import mended
from claims_db.engine.verdicts import silence
from claims_db.values import Claim, ClaimKey, Label, Match, Message, Silence, Stance, Verdict

_CLOSEST = 3
# From this cosine on two sentences say much the same, in one language or in two.
_ALIKE = 0.6
_UNHEARD: Meant = MappingProxyType({})
_FAR: Near = MappingProxyType({})
# What a claim comes to at least on a message of which a half is about it.
_HALF = 0.25
_DIFFERING = {Label.REFUTED, Label.OUTDATED}
_GRAVEST_FIRST = (Label.REFUTED, Label.OUTDATED, Label.CONFLICTING, Label.SUPPORTED, Label.NOT_ENOUGH_EVIDENCE)


def check(message: Message, index: Index, packs: Collection[str], meant: Meant = _UNHEARD) -> Verdict:
    """What the claims of `packs` say of a message: the verdict on its best matching statement, else a related claim.

    `meant` says which claims an encoder hears in the `texts` of the message; they are compared too. What comes of that
    is never told unasked.
    """
    claims = index.within(packs)
    read = _mended(message, claims)
    heard = {new: meant[old] for old, new in zip(texts(message), texts(read), strict=False) if old in meant}
    seen = Comparisons(message.at, claims, heard)
    verdict = _compared(read, seen, message)
    if heard:
        verdict = _only_asked(_with_heard(verdict, claims, heard))
    return with_answers(verdict, read, seen)


def _mended(message: Message, claims: ScopedIndex) -> Message:
    return replace(message, text=mended(message.text, claims.nearest))


def _compared(message: Message, seen: Comparisons, written: Message) -> Verdict:
    verdict, read = with_related(_checked(message, seen), message, seen.claims), cleaned(message.text)
    if message.text != written.text:
        others = tuple(replace(other, text=written.text) for other in verdict.others)
        verdict = replace(verdict, text=written.text, others=others)
    if seen.cut or read.cut or goes_on(read.text):
        verdict = replace(verdict, compared_in_part=seen.cut, read_in_part=read.cut or goes_on(read.text))
    return verdict


def check_unasked(message: Message, index: Index, packs: Collection[str]) -> Verdict:
    """The same where it speaks; where it would not, a silent verdict of which no more is told, found sooner.

    Most lines of chat share too little with any claim for a word to be said, which takes no comparing. Others are
    compared with the claims alone of which they have enough: beside more claims, none is meant more surely.
    """
    seen = Comparisons(message.at, index.within(packs), _UNHEARD)
    written, message = message, _mended(message, seen.claims)
    statements = dict.fromkeys((*texts(message), *_clauses(message)))
    may_speak = seen.may_be_cut(statements) or any(_may_speak(one, seen) for one in statements)
    if may_speak or related(message, seen.claims):
        verdict = _compared(message, seen, written)
        return unasked_of(verdict, message)
    return Verdict(written.text, Label.NOT_ENOUGH_EVIDENCE, Stance.ASSERTS, 0.0)


def _may_speak(statement: str, seen: Comparisons) -> bool:
    found = seen.candidates(statement)
    if not found:
        return False
    said = seen.claims.said(statement)
    alike = (one.claim for one in found if _shares_enough(said, one.claim, seen))
    alone = (one for claim in alike for one in seen.alone(statement, claim))
    return any(evidence.TABLE.unasked.reached(Standing(one.confidence, one.grounds)) for one in alone)


def _shares_enough(said: Said, claim: Claim, seen: Comparisons) -> bool:
    return any(map(evidence.TABLE.shared.reached, seen.claims.shared(said, claim)))


def _with_heard(verdict: Verdict, claims: ScopedIndex, meant: Meant) -> Verdict:
    """With the claims that say much the same in words of which the message has none, before the close ones."""
    if verdict.claim is not None:
        return verdict
    known = {match.claim.key for match in verdict.closest}
    near = {key: sense for text in meant.values() for key, sense in senses(text).items() if sense.cosine >= _ALIKE}
    found = ((claims.get(key), sense) for key, sense in near.items() if key not in known)
    table = evidence.TABLE
    heard = [
        Match(claim, chance(table.likeness.bias + table.meaning.sum_of(sense)), heard=True)
        for claim, sense in found
        if claim is not None
    ]
    heard.sort(key=lambda match: -match.confidence)
    return replace(verdict, closest=(*heard, *verdict.closest)[:_CLOSEST])


def _only_asked(verdict: Verdict) -> Verdict:
    others = tuple(map(_only_asked, verdict.others))
    return replace(verdict, silence=verdict.silence or Silence.NOT_SURE, others=others)


def _checked(message: Message, seen: Comparisons) -> Verdict:
    """The verdict on all of a message, or on each of its statements where those are about different claims."""
    verdict = _verdict(message, seen.surest_first(texts(message)), seen)
    # Of two claims that each answer a half, neither may be ahead on the whole.
    if verdict.claim is None and verdict.confidence < _HALF:
        return verdict
    statements = _clauses(message)
    # A sentence that is one statement was compared already.
    seen.compare(statements)
    each = (_verdict(message, seen.surest_first([one]), seen) for one in statements)
    apart: dict[ClaimKey, Verdict] = {}
    for one in each:
        if one.claim is not None and (one.claim.key not in apart or _gravity(one) < _gravity(apart[one.claim.key])):
            apart[one.claim.key] = one
    if len(apart) < 2:
        return verdict
    gravest, *others = sorted(apart.values(), key=_gravity)
    return replace(gravest, others=tuple(others))


def _clauses(message: Message) -> list[str]:
    every = (clause for text in split(clean(message.text)) for clause in clauses(text))
    return list(islice(every, MAX_STATEMENTS))


def _gravity(verdict: Verdict) -> int:
    return _GRAVEST_FIRST.index(verdict.label)


def _verdict(message: Message, found: Sequence[Assessment], seen: Comparisons) -> Verdict:
    """What the first and surest of these assessments comes to."""
    if not found:
        return Verdict(message.text, Label.NOT_ENOUGH_EVIDENCE, Stance.ASSERTS, 0.0)
    best = found[0]
    others = ((one, best.confidence - one.confidence) for one in found[1:] if one.label is not best.label)
    fitting = (pair for pair in others if not evidence.TABLE.apart.reached(Standing(0.0, 0, pair[1])))
    # They fit as well as the best one and say otherwise; each with how far that one is ahead of it.
    rivals = [(one.claim, ahead) for one, ahead in fitting]
    lead = min((ahead for _, ahead in rivals), default=math.inf)
    standing = Standing(best.confidence, best.grounds, lead, stated(best.sides))
    undecided = Verdict(
        text=message.text,
        label=Label.NOT_ENOUGH_EVIDENCE,
        stance=best.stance,
        confidence=best.confidence,
        statement=best.sides.aligned.message.text,
        evidence=best.evidence(),
        closest=tuple(Match(one.claim, one.confidence, one.differences() + one.replaced()) for one in found[:_CLOSEST]),
        silence=silence(Label.NOT_ENOUGH_EVIDENCE, best.mood, standing),
    )
    bar = evidence.TABLE.heard if best.sides.sense else evidence.TABLE.asked
    # What was only heard must not agree with a number that nobody compared.
    if not bar.reached(standing) or (best.sides.sense and best.label is Label.SUPPORTED and best.leaves_details):
        return undecided
    if best.is_held_back:
        return replace(undecided, claim=best.claim, differences=best.differences(), silence=Silence.UNSAID)
    if best.label is Label.NOT_ENOUGH_EVIDENCE:
        return undecided
    silent, said = silence(best.label, best.mood, standing), seen.claims.said(undecided.statement)
    return replace(
        undecided,
        label=best.label,
        claim=best.claim,
        differences=best.differences() if best.label in _DIFFERING else (),
        rivals=tuple(claim for claim, _ in rivals),
        silence=silent or (None if _shares_enough(said, best.claim, seen) else Silence.NOT_SURE),
    )


def search(text: str, index: Index, packs: Collection[str], limit: int, near: Near = _FAR) -> tuple[Match, ...]:
    """The claims that `text` may be about, best first, without a verdict.

    `confidence` is the share of the text's telling words that the claim has, each as heavy as it is rare: 1 where it
    has them all, about a half where it has half of them. It means the same for every text, falls from claim to claim
    (who stands behind scores no higher), and does not change with `limit`. Claims that are `near` in meaning, as an
    encoder hears it, score no less than that.
    """
    found = islice(index.within(packs).ranked(clean(text), near), limit)
    return tuple(Match(one.claim, one.score) for one in found)


def assessments(message: Message, index: Index, packs: Collection[str], meant: Meant = _UNHEARD) -> list[Assessment]:
    """Every sentence against its candidates, the surest first; a claim stands once."""
    claims = index.within(packs)
    return Comparisons(message.at, claims, meant).surest_first(texts(_mended(message, claims)))


def texts(message: Message) -> list[str]:
    """The sentences of a message, and all of it as one more: some say in three sentences what a claim says in one."""
    sentences = split(clean(message.text))
    return [*sentences, *([" ".join(sentences)[:MAX_STATEMENT_LENGTH]] if len(sentences) > 1 else [])]
