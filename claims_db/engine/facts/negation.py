"""Whether a text says that something is not so: negators and frames of denial, counted within their scope.

The idea of triggers, false triggers and scope is NegEx's (Chapman et al. 2001, "A simple algorithm for identifying
negated findings and diseases in discharge summaries"); the lists are for chat instead of hospital notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from claims_db.languages import ENGLISH, language, language_of

_FLAGS = regex.IGNORECASE | regex.VERBOSE
# Negators that deny nothing of what follows.
_IDLE = regex.compile(
    r"""\bnot\ only\b|\bno\ (?:doubt|wonder|joke|kidding|cap|surprise|idea|problem|worries|one\ knows|matter)\b
    |\bwhy\ not\b|\bcan(?:'?t|not)\ (?:wait|believe|stand|stop)\b|\bnot\ sure\b
    |\bdon'?t\ (?:know|care|forget|think\ so)\b|\bif\ not\b|\bnot\ to\ mention\b
    |\bno\ (?:less|more|fewer)\ than\b|\bnever\ mind\b|\bnot\ bad\b
    |\bwhether\ or\ not\b|\bnever\ forget\b|\bn(?:o|ot\ gonna|ot\ going\ to)\ lie\b
    |\bno\ (?:secret|denying)\b|\bnot\ (?:kidding|lying|joking|surpris\w+)\b|\b(?:do|does|did)(?:n'?t|\ not)\ matter\b
    |\b(?:(?:do|does|did)(?:n'?t|\ not)|never)\ (?:hear|heard|know|knew|realise|realised|realize|realized|notice|tell)\b
    |\bnobody\ (?:tells?|told|knows?|knew|mentions?|mentioned)\b
    |\bnot\ (?:many|everyone|everybody|all)\b(?:\ people)?\ (?:knows?|knew|realises?|realizes?)\b
    |^\W*(?:no+|nah|nope)\ (?=(?:the|it|that|this|they|he|she|we|you|i|your|his|her|its|their|our|my)\b)
    |(?:\b(?:not|never)|n'?t)\b(?=[^,.;!?]*\b(?:un)?till?\b)  # "not until 1971" says that it was so from then on
    |\bno\ longer\b|^\W*(?:no+|nah|nope)\b\s*(?=[,.!:;-])|\bnot\ (?:just|merely|simply)\ because\b|\bor\ not\b""",
    _FLAGS,
)
_WRONG = r"(?:false|untrue|wrong|incorrect|nonsense|rubbish|bullshit|bs|fake\ news|fake|bogus|baseless|fiction)"
_TALE = r"""(?:myth|lie|hoax|rumou?r|fabrication|misconception|fairy\ ?tale|conspiracy\ theory|urban\ legend
    |old\ wives'?\ tale|scam|misinformation|disinformation|made\ up)"""
_QUITE = r"(?:\ (?:an?|all|just|plain|(?:total|complete|utter)(?:ly)?|pure|simply|flat\ out|clearly|obviously|so))*"
# "It is false that …", "the story that … is a myth", "no truth in …": a denial of the whole statement.
_DENIAL_FRAME = regex.compile(
    rf"""\b(?:(?:it|that|this|which|what)(?:'?s|\ is|\ was)?)?\s*
    (?:a\ |an\ |all\ |just\ |total\ |complete\ |such\ a\ |another\ |simply\ |pure\ )*
    (?:{_WRONG}|{_TALE})(?:\ claim|\ story)?\ (?:that|to\ say)\b
        (?![^.!?]*\b(?:is|was|turned\ out)(?:\ to\ be)?{_QUITE}\ (?:{_WRONG}|{_TALE})\W*(?:$|[,.;!]))
    |\b(?:is|was|are|were|'s|turns?\ out|turned\ out)(?:\ to\ be)?{_QUITE}\ (?:{_WRONG}|{_TALE}|lying|liars?)\b
        (?=\W*(?:$|[,.;!]))
    |\bdoubt(?:s|ed|ful)?\b(?:\ that)?|\bstop\ (?:saying|claiming|pretending|spreading|believing|repeating)\b
    |^\W*as\ if\b|^\W*yeah,?\ right\b|\bmy\ (?:ass|arse|foot)\b
    |\b(?:nowhere\ near|far\ from|anything\ but)\ (?:true|right|correct)\b
    |\b(?:debunked|disproved|disproven|refuted)\b
    |\b(?:there(?:'?s|\ is)\ )?no\ (?:truth|evidence|proof|way)\b(?:\ \w+){{0,2}}\ that\b|\bno\ way\b
    |\b(?:denies|denied|deny)(?:\ that|\ having)?\b|^\W*{_WRONG}\W*:|\b(?:myth|lie|false|hoax)\s*:""",
    _FLAGS,
)
_DISMISSED = rf"""(?:(?:(?:that|it|this)(?:'?s|\ is)?|an?|just|all|(?:total|complete|pure|utter)(?:ly)?)\ )*
    (?:{_WRONG}|{_TALE}|propaganda|not\ true|not\ so|nope|(?:lol|lmao),?\ no(?:pe)?
    |(?:they|he|she|you)\ (?:lied|lies?))"""
# "People say it fell. Wrong." turns round what stands before; its last letter stands for it. Where that is denied
# already, it only says so once more ("it never fell, that's made up"), unless it answers a question ("it never fell? A
# myth.").
_BACKWARDS = regex.compile(
    rf"""(?P<last>\w)["')\]]*(?:[.!?…]+\s+|,\s+|\s+[-–—]+\s+|\s+\(|\s+(?=lol|lmao))
    {_DISMISSED}\W*(?:$|(?=[.,!;]))""",
    _FLAGS,
)
_DISMISSAL = regex.compile(rf"\W*{_DISMISSED}\W*", _FLAGS)
_NOT_TRUE = regex.compile(
    r"""\b(?:not|n't|isnt|aint|ain't|isn't)(?:\ \w+)?\ (?:true|correct|right|the\ case|accurate|real)\b(?:\ that)?""",
    _FLAGS,
)
_NEGATOR = regex.compile(
    r"""\b(?:not|never|hardly|scarcely|cannot|nobody|none|neither|nothing|without|no(?=\ \p{L}))\b|\b\p{L}+n't\b
    |\b(?:is|are|was|were|do|does|did|has|have|had|wo|would|should|ca|could|ai)nt\b
    |\b(?:fail(?:s|ed)?|refuse[sd]?|decline[sd]?)\ to\b|\b(?:stopped|ceased)\ (?=\p{L}+ing\b)""",
    _FLAGS,
)
# "Isn't she …?", "Didn't they …?" ask for agreement and deny nothing (Romero & Han 2004, "On negative yes/no
# questions").
_ASKS_AGREEMENT = regex.compile(
    r"""^\W*(?:(?:so|and|but|wait|hey|ok|okay|hm+|um+)\W+)*
    (?:(?:is|are|was|were|does|did|has|have|had|will|would|can|could|should|wo|ca)n'?t\b
    |don'?t\ (?:you|u|they|we|i|people|the|all|any|some|these|those)\b)
    |,\s*(?:is|are|was|were|do|does|did|has|have|had|wo)n't\ (?:it|he|she|they|we|you)\W*$""",
    _FLAGS,
)
# "not eleven but twelve", "twelve, not eleven": what is denied is a detail, and the rest is said.
_DETAIL_DENIED = regex.compile(
    r"""(?:\bnot|n't)\s+(?P<denied>[^,;.]{1,40}?),?\s+but\s+(?=[\p{L}\p{N}£$€])
    |,\s*(?:and\ )?not\s+(?P<denied>[^,;.]{1,40}?)(?=[,;.!?]|$)""",
    _FLAGS,
)


@dataclass(frozen=True, slots=True)
class Negation:
    """Places of what turns a text round, as (start, end) offsets, and of details that are denied alone."""

    turns: tuple[tuple[int, int], ...]
    denied_details: tuple[tuple[int, int], ...]

    def odd_within(self, start: int, end: int, spared: Sequence[tuple[int, int]]) -> bool:
        """Whether the stretch is turned round an odd number of times: two negations make a yes.

        `spared` are words that mean the same as one of the claim's, negator and all ("without a telescope").
        """
        return sum(start <= at < end and not _within(at, spared) for at, _ in self.turns) % 2 == 1

    def takes_back(self, at: int) -> bool:
        """Whether a place belongs to a detail that is denied alone."""
        return _within(at, self.denied_details)

    def covers(self, at: int) -> bool:
        """Whether a place belongs to a negator or to a frame of denial."""
        return _within(at, self.turns)


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def negation(text: str, code: str | None = None) -> Negation:
    """Find the negators and the frames of denial in a cleaned statement, in the language of that code or in its own."""
    code = code or language_of(text)
    return _english(text) if code == ENGLISH else _foreign(text, code)


def _foreign(text: str, code: str) -> Negation:
    facts = language(code)
    details = [] if text.rstrip().endswith(("?", "？", "؟")) else list(facts.denied_details.finditer(text))
    covered = [match.span() for match in (*facts.idle.finditer(text), *details)]
    turns = _turns((facts.denials, facts.negators), text, covered)
    return Negation(turns, tuple(match.span("denied") for match in details))


def _english(text: str) -> Negation:
    covered = [match.span() for match in _IDLE.finditer(text)]
    details = []
    if not text.rstrip().endswith("?"):
        for match in _DETAIL_DENIED.finditer(text):
            covered.append(match.span())
            details.append(match.span("denied"))
    agreement = _ASKS_AGREEMENT.search(text)
    if agreement:
        covered.append(agreement.span())
    dismissals = list(_BACKWARDS.finditer(text))
    covered.extend(match.span() for match in dismissals)
    turns = _turns((_NOT_TRUE, _DENIAL_FRAME, _NEGATOR), text, covered)
    return Negation((*_dismissed(dismissals, turns), *turns), tuple(details))


def _turns(
    patterns: Iterable[regex.Pattern[str]], text: str, covered: list[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(span for pattern in patterns for span in _outside(pattern, text, covered)))


def _dismissed(dismissals: Iterable[regex.Match[str]], turns: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for match in dismissals:
        if "?" in match[0] or not any(start < match.start() for start, _ in turns):
            yield match.span("last")


def is_dismissal(sentence: str) -> bool:
    """Whether an English sentence only says that the one before it is not so: "Untrue.", "A complete myth."."""
    return _DISMISSAL.fullmatch(sentence) is not None


def _outside(pattern: regex.Pattern[str], text: str, covered: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The matches that overlap nothing covered yet; they are covered from now on."""
    fresh = []
    for match in pattern.finditer(text):
        if not any(match.start() < end and start < match.end() for start, end in covered):
            covered.append(match.span())
            fresh.append(match.span())
    return fresh
