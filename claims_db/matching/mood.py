"""How a statement is meant: said, asked, wished, supposed, or told of oneself."""

from __future__ import annotations

from enum import StrEnum

import regex

_OPENING = r"^\W*(?:(?:so|and|but|wait|hey|ok|okay|hm+|um+|lol|omg|also|well|btw|guys|folks|pls|please|yo|again|quick question|random question|question)\b\W*)*"


class Mood(StrEnum):
    """What kind of sentence it is; only the first two can be checked as they stand."""

    STATEMENT = "statement"
    YES_NO_QUESTION = "yes-no-question"
    OPEN_QUESTION = "open-question"
    WISH = "wish"
    SUPPOSITION = "supposition"


_AUXILIARY = (
    r"(?:is|are|am|was|were|do|does|did|has|have|had|will|would|can|could|should|shall"
    r"|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|hasn't|haven't|hadn't|won't|wouldn't|can't|couldn't|isnt|didnt|doesnt|wasnt)"
)
_WH = r"(?:what|when|where|why|how|which|who|whom|whose|whats|wheres|whos|hows|what's|where's|who's|how's|when's|why's)"
_OPEN = regex.compile(
    rf"{_OPENING}(?:(?:anyone|anybody|someone|can you|could you|do you|does anyone|does anybody|tell me|idk|i wonder|wondering|no idea|remind me)\b[^?]{{0,30}}?\b)?{_WH}\b",
    regex.IGNORECASE,
)
_YES_NO = regex.compile(rf"{_OPENING}(?:{_AUXILIARY})\b(?!\s+not\b)", regex.IGNORECASE)
_ASKED_WITHIN = regex.compile(
    r"\b(?:is it (?:true|right|correct|a fact|the case)|(?:wonder|wondering|ask|asks|asked|asking|know|sure|check|tell me|idk) (?:if|whether)|did you know|is this true|true or false|fact check|can (?:anyone|someone|somebody) confirm)\b",
    regex.IGNORECASE,
)
_DID_YOU_KNOW = regex.compile(r"\b(?:did|do) (?:you|u|ya|y'?all) know\b(?: that)?", regex.IGNORECASE)
_SHOULD = regex.compile(r"\b(?:should(?:n'?t)?(?: have|'ve)?|ought|shoulda|must not|need(?:s)? to|had better|gotta|supposed to|let's|lets|deserve[sd]?)\b", regex.IGNORECASE)
_WISH = regex.compile(
    r"\b(?:i(?:'d| would| wd) (?:love|like|rather|prefer)|would (?:love|hate|be (?:nice|great|cool|awesome|funny))|wish(?:es|ing)?|hope(?:s|fully)?|hoping|if only|i want|we want|imagine|pray(?:ing)?|dream(?:t|ed)? (?:of|that)|fingers crossed)\b"
    r"|^\W*(?:would love|please|bring back|free|justice for|ban|stop|make|let|give us|imagine)\b",
    regex.IGNORECASE,
)
_SUPPOSE = regex.compile(
    r"(?<!\bas )(?<!\beven )\b(?:if|unless|suppose|supposing|assuming|what if|in case|provided that|as though|as if|would've|would have|wouldn't have|could've|might've|pretend)\b",
    regex.IGNORECASE,
)
_FIRST_PERSON = regex.compile(r"\b(?:i|me|my|mine|we|us|our|ours|i'm|im|i've|ive|i'd|i'll|we're|we've)\b", regex.IGNORECASE)
_NORMATIVE = regex.compile(
    r"\b(?:recommend|advis|suggest|urg|requir|should|must|limit|guid|told|tell|order|call(?:ed|s)? (?:on|for)|allow|oblig|mandat|need)\w*",
    regex.IGNORECASE,
)


def mood(statement: str, claim: str, start: int) -> Mood:
    """How a cleaned statement is meant, from `start` on: where the words begin that answer the claim.

    What stands after them ("… if you ask me") does not turn it into a supposition; what governs them does.
    """
    before = statement[:start]
    asked = statement.rstrip().endswith(("?", "？", "؟"))
    if _is_open_question(statement, asked=asked):
        return Mood.OPEN_QUESTION
    if _SUPPOSE.search(before) and not _ASKED_WITHIN.search(before):
        return Mood.SUPPOSITION
    if _WISH.search(before) or _is_opinion(statement, claim):
        return Mood.WISH
    if asked or _ASKED_WITHIN.search(before) or _begins_as_question(statement):
        return Mood.YES_NO_QUESTION
    return Mood.STATEMENT


def _is_open_question(statement: str, *, asked: bool) -> bool:
    """A question that yes or no cannot answer. Without its mark, "who says …" may be the WHO speaking."""
    opening = _OPEN.search(statement)
    return opening is not None and (asked or opening[0].split()[-1].lower() not in {"who", "which", "whose"})


def _begins_as_question(statement: str) -> bool:
    return bool(_YES_NO.search(statement)) and not _DID_YOU_KNOW.search(statement)


def _is_opinion(statement: str, claim: str) -> bool:
    """A "should" is somebody's opinion, unless the claim itself is about what somebody recommends."""
    return bool(_SHOULD.search(statement)) and not _NORMATIVE.search(claim)


def is_personal(statement: str, start: int, end: int) -> bool:
    """Whether the stretch tells of the writer ("I got fined"), of whom no claim knows anything."""
    return bool(_FIRST_PERSON.search(statement[start:end]))
