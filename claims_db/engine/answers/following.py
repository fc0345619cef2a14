"""Questions that follow on a claim and tell nothing themselves: "how much?", "and the amount?", "and Baidu?"."""

from __future__ import annotations

from datetime import datetime

import regex

from claims_db.engine.answers.asked import asked
from claims_db.engine.answers.details import details
from claims_db.engine.answers.vocabulary import vocabulary
from claims_db.engine.text.alignment import align
from claims_db.engine.text.cleaning import clean
from claims_db.engine.text.wording import analyse
from claims_db.engine.text.wordings import wordings
from claims_db.values import Answer, AnswerKind, Claim

# "And the amount?" asks like "what is the amount?".
_ENDS = " ?!.…,"
_THE_NOUN = regex.compile(
    r"^\W*(?:and |so |but |ok |okay )*(?:what about |how about )?(?=the \p{L}+\W*$)", regex.IGNORECASE
)


def follows(question: str, at: datetime) -> bool:
    """Whether a question can only be about what was said before: it asks for a detail, and tells nothing."""
    read = asked(_whole(question), at)
    if read is None or read.told or read.wording.quantities or read.wording.dates:
        return False
    # "What?" and "wait, what" ask for nothing in particular.
    return bool(read.noun) or read.wanted is not AnswerKind.THING


def names_a_topic(words: str) -> bool:
    """Whether a few words may name something: none of them is of a sentence's frame ("did they", "in it")."""
    sets = vocabulary().sets
    frame = sets["auxiliaries"] | sets["subjects"] | sets["pronouns"] | (sets["prepositions"] - {"of"})
    return frame.isdisjoint(words.casefold().rstrip(_ENDS).split())


def detail_of(claim: Claim, question: str, at: datetime) -> Answer | None:
    """The detail of a claim that such a question asks for."""
    read = asked(_whole(question), at)
    if read is None:
        return None
    for wording in wordings(claim):
        found = details(claim, align(wording, read.wording), read)
        if found and not wording.of_member:
            best = max(found, key=lambda detail: detail.fit)
            return Answer(claim, best.text, best.kind)
    return None


def together(question: str, before: str, at: datetime) -> str | None:
    """Such a question with what the one before it told; None where what came before was no question.

    "How much?" after "was Acme fined?" is "how much was Acme fined?".
    """
    read = asked(clean(before), at)
    told = read.wording.text if read else clean(before).rstrip(_ENDS)
    if told.partition(" ")[0].casefold() not in vocabulary().sets["auxiliaries"]:
        return None
    return f"{_whole(question).rstrip(_ENDS)} {told}?"


def instead(statement: str, name: str, at: datetime) -> str | None:
    """A statement with another name in the place of its only one; None where it has none, or several."""
    wording = analyse(clean(statement), at)
    runs: list[list[int]] = []
    for place, word in enumerate(wording.words):
        if word.name and runs and wording.words[runs[-1][-1]].at + 1 == word.at:
            runs[-1].append(place)
        elif word.name:
            runs.append([place])
    if len(runs) != 1:
        return None
    start, end = wording.words[runs[0][0]].start, wording.words[runs[0][-1]].end
    return f"{wording.text[:start]}{name}{wording.text[end:]}"


def _whole(question: str) -> str:
    cleaned = clean(question)
    found = _THE_NOUN.match(cleaned)
    return f"what is {cleaned[found.end() :]}" if found else cleaned
