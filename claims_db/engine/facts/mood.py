"""How a statement is meant: said, asked, wished, supposed or not meant at all."""

from __future__ import annotations

from enum import StrEnum

import regex

from claims_db.engine.text.cleaning import CROSS
from claims_db.engine.text.finding import find_first
from claims_db.languages import QUESTION_MARKS, language, language_of


class Mood(StrEnum):
    """What kind of sentence it is; only the first two can be checked as they stand."""

    STATEMENT = "statement"
    YES_NO_QUESTION = "yes-no-question"
    OPEN_QUESTION = "open-question"
    WISH = "wish"
    SUPPOSITION = "supposition"
    JEST = "jest"


CHECKABLE = frozenset({Mood.STATEMENT, Mood.YES_NO_QUESTION})


# The tone indicator of sarcasm, and a cross behind a sentence: it may say that this is wrong, or picture a ban.
_MARKED = regex.compile(rf"(?:(?<!\w)/s|{CROSS})\W*$", regex.IGNORECASE)


def mood(statement: str, claim: str, start: int, code: str | None = None) -> Mood:
    """How a cleaned statement is meant, from `start` on: where the words begin that answer the claim.

    What comes after them ("… if you ask me") does not turn it into a supposition; what governs them does. What the
    claim itself has ("it is not known who …") means nothing, where the language's patterns may find it.
    """
    facts = language(code or language_of(statement))
    before = statement[:start]
    governing = statement if facts.governs_from_anywhere else before
    asked = statement.rstrip().endswith(QUESTION_MARKS)

    def find(pattern: regex.Pattern[str], text: str) -> regex.Match[str] | None:
        found = find_first(pattern, text)
        return found if found and (facts.counts_claims_words or not find_first(pattern, claim)) else None

    if is_jest(statement, facts.code):
        return Mood.JEST
    opening = find(facts.open_questions, statement)
    if opening and (asked or not opening.groupdict().get("if_marked")):
        return Mood.OPEN_QUESTION
    if find(facts.yes_no_questions, statement):
        return Mood.YES_NO_QUESTION
    asked = asked or find_first(facts.question_openings, statement) is not None
    asked_within = find_first(facts.asked_within, before) is not None
    supposed = find(facts.suppositions, governing) and not find_first(facts.suppositions, claim)
    if (supposed and not asked_within) or find(facts.bets, before):
        return Mood.SUPPOSITION
    opinion = find(facts.opinions, statement) and not find_first(facts.prescriptions, claim)
    if opinion or find(facts.wishes, governing):
        return Mood.WISH
    return Mood.YES_NO_QUESTION if asked or asked_within else Mood.STATEMENT


def is_jest(statement: str, code: str | None = None) -> bool:
    """Whether a statement ends by saying that it is not meant: "… /s", "… just kidding"."""
    return bool(find_first(_MARKED, statement) or find_first(language(code or language_of(statement)).jests, statement))
