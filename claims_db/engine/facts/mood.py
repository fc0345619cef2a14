"""How a statement is meant: said, asked, wished or supposed."""

from __future__ import annotations

from enum import StrEnum

import regex

from claims_db.languages import ENGLISH, Language, language, language_of


class Mood(StrEnum):
    """What kind of sentence it is; only the first two can be checked as they stand."""

    STATEMENT = "statement"
    YES_NO_QUESTION = "yes-no-question"
    OPEN_QUESTION = "open-question"
    WISH = "wish"
    SUPPOSITION = "supposition"


CHECKABLE = frozenset({Mood.STATEMENT, Mood.YES_NO_QUESTION})

# What people put before a question without asking anything by it.
_OPENING = r"""
    ^\W*(?:(?:so|and|but|wait|hey|ok|okay|hm+|um+|lol|omg|also|well|btw|guys|folks|pls|please|yo|again
    |(?:quick\ |random\ )?question|how\ \w+\ is\ (?:that|this))\b\W*)*+
"""
_OPEN = regex.compile(
    rf"""{_OPENING}
    (?:(?:any(?:one|body)|some(?:one|body)|(?:can|could|do)\ you|does\ any(?:one|body)|tell\ me|idk|i\ wonder|wondering
    |no\ idea|remind\ me)\b[^?]{{0,30}}?\b)?
    (?P<asks>what|when|where|why|how|which|who|whom|whose|(?:what|where|who|how|when|why)'?s)\b""",
    regex.IGNORECASE | regex.VERBOSE,
)
# Without a question mark these may be no question: "who says …" is often the World Health Organization.
_ALSO_NAMES = frozenset({"who", "which", "whose"})
# "Don't" alone begins an order, no question.
_YES_NO = regex.compile(
    rf"""{_OPENING}
    (?:(?:is|are|am|was|were|does|did|has|have|had|will|would|can|could|should|shall)(?:n'?t)?\b(?!\ not\b)
    |do\b(?!'|\ not\b)|don'?t\ (?:you|u|they|we|i|people|the|all|any|some|these|those)\b)""",
    regex.IGNORECASE | regex.VERBOSE,
)
_ASKED_WITHIN = regex.compile(
    r"""\b(?:is\ it\ (?:true|right|correct|a\ fact|the\ case)
    |(?:wonder|wondering|ask|asks|asked|asking|know|sure|check|tell\ me|idk)\ (?:if|whether)
    |is\ this\ true|true\ or\ false|fact\ check|can\ (?:any|some)(?:one|body)\ confirm)\b""",
    regex.IGNORECASE | regex.VERBOSE,
)
# Asked to tell, not to learn.
_TELLS = regex.compile(r"\b(?:(?:did|do) (?:you|u|ya|y'?all) know|can (?:you|u|ya) believe)\b", regex.IGNORECASE)
_SHOULD = regex.compile(
    r"""\b(?:should(?:n'?t)?|ought|shoulda|must\ not|needs?\ to|had\ better|gotta|supposed\ to|let'?s
    |deserve[sd]?)\b""",
    regex.IGNORECASE | regex.VERBOSE,
)
_WISH = regex.compile(
    r"""\b(?:i(?:'d|\ would|\ wd)\ (?:love|like|rather|prefer)
    |would\ (?:love|hate|be\ (?:nice|great|cool|awesome|funny))
    |wish(?:es|ing)?|hope(?:s|fully)?|hoping|if\ only|i\ want|we\ want|imagine|pray(?:ing)?|fingers\ crossed
    |dream(?:t|ed)?\ (?:of|that)|my\ dream|(?:we|they|you)\ need|(?:we|they|you|he|she)(?:'d)?\ better
    |it(?:'d|\ would)\ be|petition|time\ to|no\ reason\ not\ to|vote\ to)\b
    |\bi(?:'d|\ would)\s*$
    |^\W*(?:please|bring\ back|free|justice\ for|ban|stop|make|let|give\ us)\b""",
    regex.IGNORECASE | regex.VERBOSE,
)
# "If you look closely", "if I remember right": nothing hangs on it.
_IDLE_IF = r"""(?:you|u|i|we|they|anyone|memory|it)(?:'s|'re|\ \w+)?\ (?:look|ask|asked|remember|recall|think|wonder
    |wondering|know|watch|listen|serves|helps)\b"""
_SUPPOSE = regex.compile(
    rf"""(?<!\b(?:as|even)\ )\b(?:if(?!\ {_IDLE_IF})|unless|suppose|supposing|assuming|in\ case|provided\ that
    |as\ though|pretend|(?:would|could|might)(?:'ve|n't\ have|\ have))\b""",
    regex.IGNORECASE | regex.VERBOSE,
)
_NORMATIVE = regex.compile(
    r"""\b(?:recommend|advis|suggest|urg|requir|should|must|limit|guid|told|tell|order|call(?:ed|s)?\ (?:on|for)|allow
    |oblig|mandat|need)\w*""",
    regex.IGNORECASE | regex.VERBOSE,
)


def mood(statement: str, claim: str, start: int, code: str | None = None) -> Mood:
    """How a cleaned statement is meant, from `start` on: where the words begin that answer the claim.

    What stands after them ("… if you ask me") does not turn it into a supposition; what governs them does.
    """
    code = code or language_of(statement)
    if code != ENGLISH:
        return _foreign_mood(statement, claim, start, language(code))
    before = statement[:start]
    asked = _ends_as_question(statement)
    if _is_open_question(statement, asked=asked):
        return Mood.OPEN_QUESTION
    if _SUPPOSE.search(before) and not _ASKED_WITHIN.search(before):
        return Mood.SUPPOSITION
    if _WISH.search(before) or _is_opinion(statement, claim):
        return Mood.WISH
    if asked or _ASKED_WITHIN.search(before) or _begins_as_question(statement):
        return Mood.YES_NO_QUESTION
    return Mood.STATEMENT


def _foreign_mood(statement: str, claim: str, start: int, facts: Language) -> Mood:
    """As in English; what the claim itself holds ("it is not known who …") means nothing."""
    governing = statement if facts.governs_from_anywhere else statement[:start]

    def meant(pattern: regex.Pattern[str], text: str) -> bool:
        return bool(pattern.search(text)) and not pattern.search(claim)

    if meant(facts.open_questions, statement):
        return Mood.OPEN_QUESTION
    if meant(facts.yes_no_questions, statement):
        return Mood.YES_NO_QUESTION
    if meant(facts.suppositions, governing):
        return Mood.SUPPOSITION
    if meant(facts.wishes, governing) or meant(facts.opinions, statement):
        return Mood.WISH
    return Mood.YES_NO_QUESTION if _ends_as_question(statement) else Mood.STATEMENT


def _ends_as_question(statement: str) -> bool:
    return statement.rstrip().endswith(("?", "？", "؟"))


def _is_open_question(statement: str, *, asked: bool) -> bool:
    opening = _OPEN.search(statement)
    return opening is not None and (asked or opening["asks"].lower() not in _ALSO_NAMES)


def _begins_as_question(statement: str) -> bool:
    return bool(_YES_NO.search(statement)) and not _TELLS.search(statement)


def _is_opinion(statement: str, claim: str) -> bool:
    """A "should" is somebody's opinion, unless the claim itself is about what somebody recommends."""
    return bool(_SHOULD.search(statement)) and not _NORMATIVE.search(claim)
