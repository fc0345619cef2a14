"""What a number has to do with the words around it: what it counts, what leads to it, what it picks out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from claims_db.engine.numbers.values import Quantity
from claims_db.engine.text.wording import Word, Wording
from claims_db.languages.words import Token

# "twelve large technology companies": how many telling words after a number may name what it counts.
_COUNTED_WORDS = 3
_WINDOW = 40
# "was the second", "finished third", "won her fourth": the ordinal is what is told, and names nothing.
_TELLS_A_RANK = re.compile(
    r"\b(?:is|are|was|were|be|been|being|becom(?:es?|ing)|became|as|made|makes?|making|named|elected|crowned|of only"
    r"|(?:finish(?:e[sd]|ing)?|came|comes?|ranks?|ranked|placed)(?: in)?"
    r"|w[io]ns?|winning|claim(?:s|ed)|earn(?:s|ed)|took|takes?|scor(?:es?|ed)|celebrat(?:es?|ed)|mark(?:s|ed)|g[eo]ts?)"
    r"(?: (?:the|an?|its|his|her|their|my|our|your|only|just|now|also|still|even|not|it|him|them))* $",
    re.IGNORECASE,
)
# "the second largest", "the third woman to fly", "the first team ever".
_RANKS_AFTER = re.compile(
    r"[ -](?:most|least|best|worst|(?!(?:w|for|gu|t|cont|requ|qu|r|n|ch|inter|harv|prot|arr|pri|inv)est\b)[a-z]+est)\b"
    r"|(?: [^\W\d_]+){1,3}? (?:to (?!the\b|an?\b|h[ie][sr]\b|their\b)[a-z]|who\b|ever\b)",
)

# What joins two numbers side by side.
_JOINS = frozenset("and to or but versus vs against - – , then".split())

# Words for people of any kind, and endings of words for people of one kind: bakers, actors, cellists, astronauts.
_ANYBODY = frozenset("people person persons individuals folk folks humans members men women".split())
_SOMEBODY = re.compile(
    r"[a-z]{2,}(?:[eo]rs?|ists?|nauts?|m[ae]n|ees?|ians?)|children|kids|citizens?|residents?|students?"
)


def counted(quantity: Quantity, wording: Wording) -> list[Word]:
    """The words that name what a bare number counts: the telling ones right after it, up to the next function word."""
    found: list[Word] = []
    end = quantity.end
    for at in range(bisect_left(wording.tokens, end, key=_start), len(wording.tokens)):
        token = wording.tokens[at]
        if not token.tells or len(found) == _COUNTED_WORDS or wording.text[end : token.start].strip():
            break
        place = bisect_left(wording.words, token.start, key=_start)
        found.extend(word for word in wording.words[place : place + 1] if word.start == token.start)
        end = token.end
    return found


def _start(part: Token | Word) -> int:
    return part.start


def may_be_the_same_people(one: list[Word], other: list[Word]) -> bool:
    """`Twelve people` may be twelve bakers; twelve boats are not, nor are twelve bakers twelve doctors."""
    return any(
        word.text in _ANYBODY and is_people(thing)
        for some, others in ((one, other), (other, one))
        for word in some
        for thing in others
    )


def is_people(word: Word) -> bool:
    """Whether a word is one for people, of any kind or of one: bakers, actors, children."""
    return word.text in _ANYBODY or _SOMEBODY.fullmatch(word.text) is not None


def picked_out(ordinal: Quantity, wording: Wording) -> int | None:
    """The place of the word that an ordinal makes a name of ("the second season"); None where it tells a rank."""
    thing = counted(ordinal, wording)[:1]
    before = wording.text[max(0, ordinal.start - _WINDOW) : ordinal.start]
    if not thing or _TELLS_A_RANK.search(before) or _RANKS_AFTER.match(wording.text, ordinal.end):
        return None
    return wording.words.index(thing[0])


def lead(quantity: Quantity, wording: Wording) -> int | None:
    """The place of the telling word that leads to a number: `killed` in "killed at least 30".

    Of two numbers side by side ("by 61 votes to 38") the same word leads to both.
    """
    start, before = quantity.start, bisect_left(wording.words, quantity.start, key=_start) - 1
    earlier = wording.quantities[: bisect_right(wording.quantities, start, key=lambda other: other.end)]
    for other in reversed(earlier if before >= 0 else ()):
        word = wording.words[before]
        gap = wording.text[max(word.end, other.end) : start].split()
        joined = not gap or gap[-1].casefold() in _JOINS
        if not joined or (word.end > other.start and word not in counted(other, wording)):
            break
        start, before = other.start, bisect_left(wording.words, other.start, key=_start) - 1
        if before < 0:
            break
    return before if before >= 0 else None
