"""The open questions of a message, and what is told of them beside the verdict on what it states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from claims_db.differences import Evidence
from claims_db.engine.answers.answering import Found, answers, nearest, presumed
from claims_db.engine.answers.asked import Asked, asked
from claims_db.engine.answers.following import follows, together
from claims_db.engine.answers.vocabulary import vocabulary
from claims_db.engine.comparing import Comparisons
from claims_db.engine.facts.mood import Mood, mood
from claims_db.engine.facts.roles import is_thing
from claims_db.engine.text.cleaning import clean
from claims_db.engine.text.lexicon import lemma
from claims_db.engine.text.sentences import split
from claims_db.engine.text.wordings import wordings
from claims_db.engine.verdicts import verdict as verdict_on
from claims_db.languages import QUESTION_MARKS
from claims_db.values import Answer, AnswerKind, Claim, Label, Match, Message, Silence, Stance, Unanswered, Verdict

# A message may ask many things; so many questions of one are looked at, which bounds what it costs.
_MOST_QUESTIONS = 5
_MOST_ANSWERS = 3
# Claims about a topic are counted up to here.
_MOST_COUNTED = 50
_LISTED = 3
# How much less well than the best one a detail may fit and still answer.
_NEARLY = 0.5
# How much of a topic's words a claim has that is about it; see `ScopedIndex.ranked`.
_ABOUT = 0.99
# Without a question mark these lead on to what somebody says or thinks: "who knew that …".
_THINKING = frozenset("say know think care need want like wish believe tell guess".split())


def asks(sentence: str, at: datetime) -> Asked | None:
    """What a cleaned sentence asks, if it is an open question, with its mark or without."""
    question = asked(sentence, at)
    if question is None:
        return None
    said = question.verb is not None and lemma(question.wording.words[question.verb].text)
    if said in _THINKING and question.wanted is AnswerKind.SOMEBODY and question.leads:
        return None
    if sentence.rstrip().endswith(QUESTION_MARKS):
        return question
    # "What it did was …" and "when it was sold, …" are told from questions by the words behind; others by the verb.
    mark = "" if question.opening in {"what", "when", "why"} and not question.noun else "?"
    # "Where I live …" asks nothing, "does anyone know where …" does.
    states = vocabulary().clefts.match(question.begins) and not question.is_led_in
    if not question.begins or states:
        return None
    if mood(question.begins + mark, "", 0) is not Mood.OPEN_QUESTION:
        return None
    return question


def with_answers(verdict: Verdict, message: Message, seen: Comparisons) -> Verdict:
    """The verdict on what a message states, with its open questions after it; they lead where it states nothing.

    A statement's verdict is never about a question: "who was fined" states nothing that a source could agree with.
    """
    sentences = split(clean(message.text))
    asking = {one: question for one in sentences if (question := asks(one, message.at)) is not None}
    if _says_who(verdict, asking.get(verdict.statement)):
        del asking[verdict.statement]
    if not asking:
        return verdict
    questions = {part: question for one in asking for part, question in _apart(one, asking[one], message.at)}
    told = list(_told(questions, verdict, seen))
    states = verdict.claim is not None and verdict.statement in {*sentences} - asking.keys()
    if states:
        answered = (one for one in told if one.claim)
        return replace(verdict, others=(*verdict.others, *answered))
    first, *others = sorted(told, key=lambda one: one.claim is None)
    return replace(first, others=tuple(one for one in others if one.claim))


def _apart(sentence: str, question: Asked, at: datetime) -> Iterator[tuple[str, Asked]]:
    """The questions that one sentence asks: "who was fined and how much?" asks also how much they were fined."""
    first, *others = vocabulary().joint.split(sentence)
    read = asks(f"{first}?", at) if others else None
    if read is None:
        yield sentence, question
        return
    yield first, read
    for other in others:
        whole = together(other, first, at) if follows(other, at) else other
        if whole and (more := asks(f"{whole.rstrip(' ?')}?", at)):
            yield whole, more


def unasked_of(verdict: Verdict, message: Message) -> Verdict:
    """A verdict that nobody asked for: silent where it is about an open question, which is not looked into."""
    question = asks(verdict.statement, message.at) if verdict.speaks else None
    if question is None or _says_who(verdict, question):
        return verdict
    return replace(verdict, silence=Silence.OPEN_QUESTION)


def _says_who(verdict: Verdict, question: Asked | None) -> bool:
    """Whether what looks like a question without its mark speaks of an organisation that is spelt "who"."""
    if question is None or question.opening != "who" or verdict.statement.endswith(QUESTION_MARKS):
        return False
    return verdict.claim is not None and any("who" in wording.acronyms for wording in wordings(verdict.claim))


def _told(questions: dict[str, Asked], verdict: Verdict, seen: Comparisons) -> Iterator[Verdict]:
    """What is told of each question."""
    for sentence, question in islice(questions.items(), _MOST_QUESTIONS):
        blank = Verdict(
            text=verdict.text,
            label=Label.NOT_ENOUGH_EVIDENCE,
            stance=Stance.ASKS,
            confidence=0.0,
            statement=sentence,
            closest=verdict.closest,
            silence=Silence.OPEN_QUESTION,
            read_in_part=verdict.read_in_part,
        )
        found = answers(sentence, question, seen)
        claim = None if found else presumed(sentence, question, seen)
        if claim is not None:
            label = verdict_on(claim.rating, Stance.ASKS, differs=False, only_days=False, once_right=False)
            yield replace(
                blank, label=label, claim=claim, confidence=1.0, evidence=_evidence(sentence, question, claim, seen)
            )
        else:
            yield (
                _answered(blank, question, found, seen)
                if found
                else replace(blank, unanswered=_unanswered(question, seen))
            )


def _answered(blank: Verdict, question: Asked, found: list[Found], seen: Comparisons) -> Verdict:
    """The surest answer, and those of other claims that tell something else."""
    best = found[0]

    def near(one: Found) -> bool:
        """Whether a claim answers as well as the best one: it has as much of the question, and fits as well."""
        return one.share >= best.share and one.detail.fit >= best.detail.fit - _NEARLY

    kept = {one.detail.text.casefold(): one for one in reversed(found[: 2 * _MOST_ANSWERS]) if near(one)}
    told = sorted(kept.values(), key=lambda one: -one.confidence)[:_MOST_ANSWERS]
    return replace(
        blank,
        confidence=best.share,
        claim=best.claim,
        evidence=_evidence(blank.statement, question, best.claim, seen),
        closest=tuple(Match(one.claim, one.share) for one in told),
        answers=tuple(Answer(one.claim, one.detail.text, one.detail.kind) for one in told),
    )


def _evidence(sentence: str, question: Asked, claim: Claim, seen: Comparisons) -> Evidence | None:
    """How the question's words were compared with the claim's."""
    assessed = seen.assess(sentence, [nearest(question, claim)])
    best = max(assessed, key=lambda one: one.confidence, default=None)
    return best.evidence() if best else None


def _unanswered(question: Asked, seen: Comparisons) -> Unanswered | None:
    """What is known of the question's matter; None where that is nothing."""
    for topic in _topics(question):
        ranked = (one.claim for one in seen.claims.ranked(topic) if one.score >= _ABOUT)
        about = list(islice(ranked, _MOST_COUNTED + 1))
        if about:
            near = [one.claim for one in seen.candidates(question.wording.text) if one.claim in about]
            first = tuple(dict.fromkeys([*near, *about]))[:_LISTED]
            number = min(len(about), _MOST_COUNTED)
            return Unanswered(question.words, topic, first, number, more=len(about) > _MOST_COUNTED)
    return None


def _topics(question: Asked) -> Iterator[str]:
    """What the question may be about: the names in it, what it asks for, and then the other things that it tells."""
    words = question.wording.words
    told = sorted(question.told)
    yield from (_text(question, run) for run in _runs([at for at in told if words[at].name], question))
    if question.noun:
        yield _text(question, list(question.noun))
    things = [at for at in told if not words[at].name and at != question.verb and is_thing(question.wording, at)]
    yield from (_text(question, run) for run in _runs(things, question))


def _runs(places: list[int], question: Asked) -> Iterator[list[int]]:
    """The places in runs of words that stand side by side."""
    run: list[int] = []
    for at in places:
        if run and question.wording.words[at].at != question.wording.words[run[-1]].at + 1:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _text(question: Asked, run: list[int]) -> str:
    words = question.wording.words
    return question.wording.text[words[run[0]].start : words[run[-1]].end]
