"""Numbers in English words: `one hundred and twenty`, `half a million`, `two thirds of`, `dozens`, `twenty-first`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from claims_db.engine.numbers.bounds import bound_before
from claims_db.engine.numbers.values import Bound, Numeral, rounding_step
from claims_db.engine.text.plain_letters import any_of

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_FIRST_TO_NINETEENTH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
).split()
_TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split()
_SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
    "lakh": 10**5, "crore": 10**7, "hundredth": 100, "thousandth": 10**3, "millionth": 10**6,
}  # fmt: skip
_SMALL = (
    {word: value for value, word in enumerate(_ONES)}
    | {word: value for value, word in enumerate(_FIRST_TO_NINETEENTH, start=1)}
    | {word: 20 + 10 * place for words in (_TENS, _TENTHS) for place, word in enumerate(words)}
    | {"fourty": 40, "nil": 0}
)
NUMBER_WORDS = frozenset((*_SMALL, *_SCALES))
_ORDINALS = frozenset((*_FIRST_TO_NINETEENTH, *_TENTHS, "hundredth", "thousandth", "millionth"))
_SEVERAL = {
    "dozens": (24, 120), "hundreds": (100, 10**3), "thousands": (10**3, 10**5), "millions": (10**6, 10**9),
    "billions": (10**9, 10**12), "trillions": (10**12, 10**15), "couple": (2, 3),
}  # fmt: skip
_SEVERAL_TIMES = {"tens": (10, 10), "dozens": (12, 10), "hundreds": (100, 10), "thousands": (1000, 10)}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_GROUPS = {
    "duo": 2, "pair": 2, "twosome": 2, "trio": 3, "threesome": 3, "triumvirate": 3, "quartet": 4, "foursome": 4,
    "quintet": 5, "sextet": 6, "septet": 7, "octet": 8,
}  # fmt: skip
_MULTIPLES = {
    "twice": 2, "thrice": 3, "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "tenfold": 10, "doubled": 2,
    "tripled": 3, "trebled": 3, "quadrupled": 4, "halved": 0.5,
}  # fmt: skip
_UNITS_OF_ONE = frozenset(
    "second minute hour day week month year decade century metre meter kilometre kilometer mile kilo tonne litre liter "
    "gallon pint".split()
)
_PART_WORDS = frozenset((*_PARTS, *(f"{part}s" for part in _PARTS)))
_TRIGGERS = _PART_WORDS | _UNITS_OF_ONE | NUMBER_WORDS | frozenset((*_SEVERAL, *_MULTIPLES, *_GROUPS))

_NUMBER_WORD = f"(?:{any_of(NUMBER_WORDS)})"
_BEFORE_A_HALF = re.compile(r"\b(?:than|over|under|about|nearly|almost|roughly|exactly|around|by|some|or) $")
_BY_BEFORE = re.compile(r"\bby (?:about |around |roughly |almost |nearly |over |more than |some )?$")
_NOTHING_COUNTED = re.compile(
    r"(?=$|[^ \w-])| (?:in|since|over|from|to|compared|on|at|this|last|and|but|by|between|within|after|when)\b"
)
# Percent that a fraction is rounded to; smaller fractions than thirds lie further apart.
_STEP, _THIRD = 2.0, 3
_NOT_A_SHARE = re.compile(r"\b(?:first|second|last|other|better|opening|top|bottom|this|and a|and) $")
# "A couple from Leeds" are people.
_PEOPLE = re.compile(
    r"(?= (?:from|in|who|that|which|was|were|is|are|has|have|had|and|or|but|with|at|on|to|by|for|got)\b|[^ ]|$)"
)
_WORD = re.compile(r"[^\W\d_]+")
_PRONOUN_BEFORE = re.compile(
    r"\b(?:th[ia]s|that|the|no|any|every|each|which|another|some|good|new|old|bad|big|last|next|other|same|right|wrong|"
    r"first|second|my|your|his|her|like|as) $"
)
# "By three games to one".
_LOSING = re.compile(rf"\b(?:{_NUMBER_WORD}|\d+)(?: [^\W\d_]+)? to \Z")
_LONGEST_WIN = 30
_PRONOUN_AFTER = re.compile(
    r"(?: of\b| another\b| day\b| by one\b| could\b| would\b| should\b| can\b| may\b| might\b| must\b| is\b| was\b|"
    r" has\b| who\b| that\b| which\b| thing\b| time\b|'|[.,!?;:)]|$)"
)

_Reader = Callable[[re.Match[str]], Iterable[Numeral]]
_READERS: list[tuple[frozenset[str], re.Pattern[str], _Reader]] = []


def word_numerals(plain: str) -> Iterator[Numeral]:
    """Numbers written in English words; overlapping ones are the caller's to choose from."""
    words = _TRIGGERS.intersection(_WORD.findall(plain))
    for triggers, pattern, read in _READERS if words else ():
        if not words.isdisjoint(triggers):
            for match in pattern.finditer(plain):
                yield from read(match)


def _reads(pattern: str, triggers: Iterable[str]) -> Callable[[_Reader], _Reader]:
    """Have a function read what a pattern finds, in texts with a word that triggers it: most lines have none."""

    def register(read: _Reader) -> _Reader:
        _READERS.append((frozenset(triggers), re.compile(pattern), read))
        return read

    return register


@dataclass(slots=True)
class _Count:
    """A number as its words come in; `room` is what the next word has to stay below."""

    start: int
    end: int = 0
    total: int = 0
    current: int = 0
    room: int = 10**18
    scale: int = 10**18
    empty: bool = True
    ordinal: bool = False

    @property
    def value(self) -> int:
        return self.total + self.current

    @property
    def digits(self) -> str:
        """Five of "five million"."""
        return f"{self.total // self.scale}" if self.total and not self.current else f"{self.value}"

    def takes(self, word: str, link: str) -> bool:
        """Add `word` where English lets it follow; "two three" is two numbers, "six and seven" too."""
        if self.ordinal or (not self.empty and link not in {" ", "-"} and self.room < 100):
            return False
        fits = self.times(_SCALES[word]) if word in _SCALES else self.plus(_SMALL[word])
        self.empty = self.empty and not fits
        self.ordinal = fits and word in _ORDINALS
        return fits

    def plus(self, value: int) -> bool:
        """`three` after `twenty`."""
        if self.empty or 0 < value < self.room:
            self.current += value
        elif value >= 20 and self.current in {18, 19, 20} and not self.total:  # a year: "nineteen eighty"
            self.current = self.current * 100 + value
        else:
            return False
        self.room = 10 if value >= 20 else 0
        return True

    def times(self, scale: int) -> bool:
        """`thousand` after `twenty-three`."""
        if self.empty:
            self.current = 1
        if scale >= self.scale or self.current <= 0 or (scale <= 100 <= self.current):
            return False
        if scale <= 100:
            self.current, self.room = self.current * scale, scale if scale == 100 else 0
        else:
            self.total, self.current, self.room, self.scale = self.total + self.current * scale, 0, scale, scale
        return True


@_reads(
    rf"\b(?:(?P<half>half(?: an?)?)[ -]|(?P<one>an?) )?(?P<words>{_NUMBER_WORD}(?:(?: and |, |[ -]){_NUMBER_WORD})*)\b"
    rf"(?: point(?P<decimals>(?: (?:{any_of(_ONES)})\b)+))?",
    _TRIGGERS,
)
def _phrase(match: re.Match[str]) -> Iterator[Numeral]:
    """The numbers of a run of number words; what leads it belongs to the first, decimals to the last."""
    plain, words = match.string, list(_WORD.finditer(match.string, *match.span("words")))
    counts: list[_Count] = []
    end = 0
    for word in words:
        if word[0] == "and":
            continue
        if not counts or not counts[-1].takes(word[0], plain[end : word.start()]):
            counts.append(_Count(word.start()))
            counts[-1].takes(word[0], " ")
        counts[-1].end = end = word.end()
    for count in counts:
        lead = match["half"] or match["one"] if count is counts[0] and words[0][0] in _SCALES else None
        if count.value == 1 and not count.ordinal and not lead and _is_pronoun(count, plain):
            continue
        start = match.start() if lead else count.start
        if match["decimals"] and count is counts[-1]:
            places = "".join(str(_SMALL[digit]) for digit in match["decimals"].split())
            digits = f"{count.value}.{places}"
            yield Numeral(float(digits), 10.0 ** -len(places), start, match.end(), digits)
        else:
            halved = bool(lead and lead.startswith("half"))
            value, digits = (count.value / 2, "0.5") if halved else (float(count.value), count.digits)
            yield Numeral(value, rounding_step(value), start, count.end, digits, ordinal=count.ordinal)


def _is_pronoun(one: _Count, plain: str) -> bool:
    """`One` in "this one" and "one of them", unless it is what the loser of a game has."""
    if _LOSING.search(plain, max(0, one.start - _LONGEST_WIN), one.start):
        return False
    before = plain[max(0, one.start - 10) : one.start]
    return bool(_PRONOUN_BEFORE.search(before)) or bool(_PRONOUN_AFTER.match(plain, one.end))


@_reads(
    rf"\b(?:(?P<top>an?|{any_of(_ONES)})[ -](?P<part>{any_of(_PARTS)})(?P<many>s?)\b|(?P<bare>half)\b)"
    r"(?P<of> of\b| (?=the\b|all\b|its\b|their\b|our\b|his\b|her\b)|)"
    r"(?P<than> (?=(?:more|less|fewer|(?!oth|ev|nev|ov|und|aft)[a-z]+er)\b))?",
    _PART_WORDS,
)
def _part(match: re.Match[str]) -> Iterator[Numeral]:
    """`a third of`, `two thirds`, `a third less` and "up by a third" are shares, `a third time` is none."""
    plain = match.string
    before = plain[max(0, match.start() - 12) : match.start()]
    if match["bare"]:
        share = match["of"] or (_BEFORE_A_HALF.search(before) and not plain.startswith(" a", match.end()))
    else:
        change = match["than"] or (_BY_BEFORE.search(before) and _NOTHING_COUNTED.match(plain, match.end()))
        share = match["of"] or match["many"] or change or match["top"] not in {"a", "an"}
    if share and not _NOT_A_SHARE.search(before):
        top, bottom = _SMALL.get(match["top"] or "", 1), _PARTS[match["part"] or "half"]
        # "About a fifth" reaches half-way to a quarter.
        step = max(_STEP, 100.0 / (bottom * (bottom - 1)) if top == 1 and bottom > _THIRD else 0.0)
        yield Numeral(100.0 * top / bottom, step, match.start(), match.start("of"), f"{top}/{bottom}", share=True)


@_reads(rf"\bhalf an? (?!{_NUMBER_WORD}\b)", _PART_WORDS)
def _half_a(match: re.Match[str]) -> Iterator[Numeral]:
    """`half a mile`."""
    yield Numeral(0.5, 0.5, match.start(), match.end() - 1, "0.5")


@_reads(
    r"\b(?:an? |(?P<three>three ))(?P<part>quarters?|half|thirds?) (?:of )?an? (?P<scale>million|billion|trillion)\b",
    _PART_WORDS,
)
def _part_of_a_scale(match: re.Match[str]) -> Iterator[Numeral]:
    """`a quarter of a million`."""
    part = (3 if match["three"] else 1) / _PARTS[match["part"].removesuffix("s")]
    yield Numeral(part * _SCALES[match["scale"]], part * _SCALES[match["scale"]], *match.span(), f"{part}")


@_reads(r"\b(?:an? )(?=[a-z]+ and a (?:half|quarter)\b)", _PART_WORDS)
def _one_and_a_half(match: re.Match[str]) -> Iterator[Numeral]:
    """The one of "a mile and a half"."""
    yield Numeral(1.0, 1.0, match.start(), match.end() - 1, "1")


@_reads(rf"\b(an?(?P<full> (?:full|whole|entire|solid))?) (?=(?:{any_of(_UNITS_OF_ONE)})\b)", _UNITS_OF_ONE)
def _one_unit(match: re.Match[str]) -> Iterator[Numeral]:
    """`at least an hour`, `a full hour`: one, after a word that bounds it; "120 km an hour" is a rate."""
    if match["full"] or bound_before(match.string, match.start())[0] is not Bound.EXACT:
        yield Numeral(1.0, 1.0, *match.span(1), "1")


@_reads(rf"\b(?:(?P<times>{any_of(_SEVERAL_TIMES)}) of )?(?P<word>(?:an? )?(?:{any_of(_SEVERAL)}))\b", _SEVERAL)
def _several(match: re.Match[str]) -> Iterator[Numeral]:
    """`dozens`, `tens of thousands`, `a couple of`; `the couple` and `a couple from Leeds` are two people."""
    plain, word = match.string, match["word"].split()[-1]
    if word == "couple":
        alone = match["word"] == word and not plain.startswith(" of", match.end())
        if alone or _PEOPLE.match(plain, match.end()):
            return
    low, high = _SEVERAL[word]
    if match["times"]:
        times, reach = _SEVERAL_TIMES[match["times"]]
        low, high = low * times, low * times * reach
    yield Numeral(float(low), 1.0, match.start(), match.end(), match[0], upto=float(high))


@_reads(rf"\b(?:an? )?(?P<word>{any_of(_GROUPS)})(?= of [a-z])", _GROUPS)
def _group(match: re.Match[str]) -> Iterator[Numeral]:
    """`a trio of firms` counts them; "the trio" alone names people."""
    size = float(_GROUPS[match["word"]])
    yield Numeral(size, 1.0, *match.span(), match[0], upto=size)


@_reads(rf"\b(?:{any_of(_MULTIPLES)})\b", _MULTIPLES)
def _multiple(match: re.Match[str]) -> Iterator[Numeral]:
    yield Numeral(float(_MULTIPLES[match[0]]), 1.0, *match.span(), match[0], multiple=True)
