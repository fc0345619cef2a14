"""Dates that name a year, month or day of the calendar: `25 Dec '21`, `2021-12-25`, `in the 1990s`, `Q3 2021`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from claims_db.engine.dates.interval import When, interval, months_from, shifted
from claims_db.engine.dates.names import DAY_WORDS, FEASTS, MONTHS, SEASONS
from claims_db.engine.numbers.parse import follows_a_label
from claims_db.engine.numbers.units import unit_table
from claims_db.engine.text.plain_letters import any_of, compiled
from claims_db.engine.text.thesaurus import parts_of_speech
from claims_db.languages import language_of
from claims_db.values import Interval

# Also other words or names: a month only beside a number or after a preposition.
_UNSURE_MONTHS = frozenset(
    "may march mar mars jan dec nov oct sep sept jun jul aug apr feb mai maj mei april june august maio май marts dez "
    "okt märz mayo maggio juni juli".split()
)
_MONTH = rf"(?P<month>{any_of(MONTHS)})(?![^\W_])\.?"
_ENDING = r"(?:st|nd|rd|th|er|º|ª|\.)"
_DAY = rf"(?:(?P<day>[0-3]?\d)(?P<ending>{_ENDING})?|(?P<word>{any_of(DAY_WORDS)})(?![^\W_]))"
_LAST_DAY = rf"(?: ?(?:-|to|until|and|bis|au|al) ?(?:the )?(?P<last>[0-3]?\d){_ENDING}?)?"
# What follows here is nothing that can be counted: "it was 1905 when", "the coup of May: 1851 and the years after it".
_UNCOUNTED = re.compile(
    r" (?:when|that|and|but|or|which|while|where|as|if|because|the|an?|is|was|were|are|has|had|have|it|he|she|they|we|i"
    r"|in|on|at|by|with|after|before|until|from|for|under)\b"
)
# "June 84": no day of a month.
_SHORT_YEAR = rf"(?:3[2-9]|[4-9]\d)(?= *(?:$|[)\]:;!?\n]|[.,](?!\d))|{_UNCOUNTED.pattern})"
_YEAR = rf"(?P<year>[12]\d{{3}}(?![\d%])|'\d\d(?!\d)|(?<=[a-z\d] ){_SHORT_YEAR})"
_OF_YEAR = rf"(?:[ ,.-]*(?:of |de |del |in |the year )*(?<![\d]){_YEAR})"
_PART = r"(?P<part>early|mid|late|beginning of|start of|end of|the beginning of|the end of)?[ -]?"
_MONTH_LEADS = "in|on|since|until|till|by|from|during|through|before|after|of|im|en|em|в|early|mid|late"
_LEADS = (
    "in|since|by|of|from|until|till|til|before|after|during|around|circa|year|throughout|for|early|mid|late|pre|post|"
    "prior to|up to|as of|to|start of|end of|beginning of|en|em|im|jahr|año|ano|année|anno|jaar|seit|desde|depuis|dal|"
    "nel|sinds|siden|i|в|с|سنة|عام|في|सन"
)
_IN_BEFORE = re.compile(r"\b(?:in|since|during|this|last|next) $")
_ON_BEFORE = re.compile(r"(?:\b(?:on|by|until|till|from|before|after|to|\d and)|^|[,(:;.]) ?$")
_EDGE_BEFORE = re.compile(r"(?:^|[(\[:;,.!?\n•] ?)$")
_EDGE_AFTER = re.compile(r" *(?:$|[)\]:;.!?,\n])")
# "wurde 2021 verkauft", "verkaufte 2021 neun Fähren": German needs no word before a year.
_GERMAN_AFTER = re.compile(
    r" (?:(?:ge|ver|be|er|ent|zer|ab|auf|aus|ein)[^\W\d_]+t|ge[^\W\d_]+en|verboten|eröffnet"
    r"|der|die|das|den|dem|ein|eine|einen|in|im|am|an|auf|aus|von|vom|mit|nach|zu|zum|zur|bei|nicht|kein|keine|keinen"
    r"|\d+|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)\b"
)
_HINDI_AFTER = re.compile(" (?:में|से|तक)(?![\u0900-\u097f])")
_ARTICLE = re.compile(r"(?:the|his|her|its|our|their|an?) (?=[12]\d{3}\Z)")
_AMOUNT_BEFORE = re.compile(
    r"\b(?:than|then|over|under|nearly|almost|least|most|exactly|only|just|total(?:led|s)?|sum|another|some|all|every|these"
    r"|those|has|have|had|with|costs?|paid|pay|owes?|number|no|worth|sold|made|got|get|scored|counted|times|and|or|x|-"
    r"|up to|down to|plus|minus|against|beat) $"
)
_LETTER_BEFORE = re.compile(r"[^\W\d_] $")
_NEXT_WORD = re.compile(r"[ -]([^\W\d_]+)")
_PLURAL = re.compile(r"people|[^\W\d_]+(?<![suia])s")
_NO_UNITS = frozenset({"in", "y", "s", "a", "an", "p", "t", "h", "try", "won"})
_BEHIND_MAY = frozenset("be have not also only still never always".split())
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_MAYBE_YEAR = re.compile(r"(?<!\d)(?:[12]\d{3}|'\d\d)(?!\d)")
_BEGINNING, _MIDDLE, _END = (0.0, 0.4), (0.25, 0.75), (0.6, 1.0)
# What a reader of dates may need a text to have, by the words that show it.
_SIGNS = {
    "month": frozenset(MONTHS),
    "feast": frozenset(feast.split("'")[0].split()[0] for feast in FEASTS),
    "season": frozenset(SEASONS),
    "quarter": frozenset({"q", "h", "quarter", "half"}),
    "century": frozenset({"century"}),
    "week": frozenset({"w", "week"}),
}
# The same, by the shapes of its digits.
_SHAPES = {
    "year": _MAYBE_YEAR,
    "numeric": re.compile(r"\d[-/.] ?\d"),
    "decade": re.compile(r"0'?s"),
    "east": re.compile(r"[^\x00-\x7f]"),
}

_Reader = Callable[[re.Match[str], date], When | None]
_READERS: list[tuple[frozenset[str], str, _Reader]] = []


def calendar_dates(plain: str, at: date) -> Iterator[When]:
    """Calendar dates of a lower-case text; two may overlap, and then the longer one counts."""
    words = frozenset(_WORD.findall(plain))
    has = {sign for sign, shown_by in _SIGNS.items() if not words.isdisjoint(shown_by)}
    if _DEVANAGARI.search(plain):
        has.add("month")
    if _DIGIT.search(plain):
        has.add("digit")
        has.update(sign for sign, shape in _SHAPES.items() if shape.search(plain))
    for needs, pattern, read in _READERS:
        if needs <= has:
            for match in compiled(pattern).finditer(plain):
                if when := read(match, at):
                    yield when


def _reads(pattern: str, *needs: str) -> Callable[[_Reader], _Reader]:
    """Have a function read what a pattern finds, in texts with what it needs: most lines need no reader at all."""

    def register(read: _Reader) -> _Reader:
        _READERS.append((frozenset(needs), pattern, read))
        return read

    return register


def _found(match: re.Match[str], *readings: Interval | None, span: bool = False) -> When | None:
    """None where the calendar has no such day."""
    real = tuple(dict.fromkeys(reading for reading in readings if reading))
    return When(match[0], *_span(match), real, span=span) if real else None


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Where the date stands, without the space or the article before it, nor the full stop after it."""
    written = match[0]
    start = match.end() - len(_ARTICLE.sub("", written.lstrip()))
    return start, match.start() + len(written.rstrip(" ."))


def _year(written: str, at: date) -> int:
    """`'21` is the year nearest to the text's own time that is at most ten years ahead of it."""
    if len(written) == 4:
        return int(written)
    year = at.year // 100 * 100 + int(written.lstrip("'"))
    return year - 100 if year > at.year + 10 else year


@_reads(
    rf"(?<![^\W_])(?P<lead>(?:{_MONTH_LEADS})[ -])?{_MONTH}(?!,? ?(?:'\d\d|[12]\d{{3}})(?!\d)| {_SHORT_YEAR})", "month"
)
def _lone_month(match: re.Match[str], _at: date) -> When | None:
    name = match["month"]
    if name in _UNSURE_MONTHS and not match["lead"]:
        return None
    if match["lead"] and match["lead"].strip() in {"of", "on"} and name in {"may", "march", "mars", "mar"}:
        return None
    return When(match[0], *_span(match), month=MONTHS[name])


@_reads(rf"(?<![\w.,/:-])(?:the )?{_DAY}{_LAST_DAY} ?-?(?:of |de |d')?-?{_MONTH}{_OF_YEAR}?", "month")
def _day_month(match: re.Match[str], at: date) -> When | None:
    # "Those aged 6 to 11 may use it."
    behind = _NEXT_WORD.match(match.string, match.end()) if match["month"] == "may" else None
    if behind and (behind[1] in _BEHIND_MAY or parts_of_speech(behind[1])[:1] == "v"):
        return None
    month = MONTHS[match["month"]]
    first = int(match["day"]) if match["day"] else DAY_WORDS[match["word"]]
    last = int(match["last"] or first)
    if not match["year"]:
        known = interval(2000, month, first) and interval(2000, month, last)
        return When(match[0], *_span(match), month=month, day=first) if known else None
    year = _year(match["year"], at)
    start, end = interval(year, month, first), interval(year, month, last)
    if start is None or end is None or start.first > end.last:
        return None
    return _found(match, Interval(start.first, end.last), span=start != end)


@_reads(rf"(?<![^\W_]){_MONTH}[ -](?:the )?{_DAY}(?![\d%]|[.,/:]\d){_LAST_DAY}{_OF_YEAR}?", "month")
def _month_day(match: re.Match[str], at: date) -> When | None:
    """A day needs its year, an ending or a preposition: "in March 12 firms …" and "they may 12 times" count."""
    if not match["year"] and not match["ending"] and not match["word"]:
        before = match.string[max(0, match.start() - 8) : match.start()]
        if _IN_BEFORE.search(before) or (match["month"] in {"may", "march", "mar"} and not _ON_BEFORE.search(before)):
            return None
    return _day_month(match, at)


_EITHER_ORDER = (
    rf"(?:(?P<day{{n}}>[0-3]?\d){_ENDING}? (?:of )?(?P<month{{n}}>{any_of(MONTHS)})"
    rf"|(?P<name{{n}}>{any_of(MONTHS)}) (?P<number{{n}}>[0-3]?\d){_ENDING}?)(?![^\W_])\.?"
    r"(?:,? (?P<year{n}>[12]\d{{3}}))?"
)


@_reads(
    rf"(?<![\w.,/:-])(?:the )?{_EITHER_ORDER.format(n=1)} ?(?:-|–|to|until|till|through) ?(?:the )?"
    rf"{_EITHER_ORDER.format(n=2)}",
    "month",
    "digit",
)
def _days_of_two_months(match: re.Match[str], _at: date) -> When | None:
    """`3 March to 10 April 2019`; the year stands behind both, or behind each."""
    last_year = match["year2"] or match["year1"]
    if not last_year:
        return None
    ends: list[Interval | None] = []
    for end, year in (("1", match["year1"] or last_year), ("2", last_year)):
        month = MONTHS[match["month" + end] or match["name" + end]]
        ends.append(interval(int(year), month, int(match["day" + end] or match["number" + end])))
    first, last = ends
    if first is None or last is None or first.first > last.last:
        return None
    return _found(match, Interval(first.first, last.last), span=True)


@_reads(rf"(?<![^\W_]){_PART}(?:(?P<from>{any_of(MONTHS)}) ?(?:-|to|and|until) ?)?{_MONTH}{_OF_YEAR}", "month", "digit")
def _month_year(match: re.Match[str], at: date) -> When | None:
    year, month = _year(match["year"], at), MONTHS[match["month"]]
    if match["from"]:
        first = MONTHS[match["from"]]
        months = months_from(year if first <= month else year - 1, first, (month - first) % 12 + 1)
        return _found(match, months, span=True)
    whole = interval(year, month)
    return _found(match, _part_of(whole, match["part"]) if whole else None)


def _part_of(whole: Interval, part: str | None) -> Interval:
    """Early, mid and late share a third each and a little of the neighbour's."""
    if not part:
        return whole
    days = (whole.last - whole.first).days
    low, high = _MIDDLE if part == "mid" else _END if part == "late" or "end of" in part else _BEGINNING
    return Interval(shifted(whole.first, int(days * low)), shifted(whole.first, int(days * high)))


@_reads(rf"\b(?P<feast>{any_of(FEASTS)})\b(?:,? (?:of |in )?{_YEAR})?", "feast")
def _feast(match: re.Match[str], at: date) -> When | None:
    month, day = FEASTS[match["feast"]]
    if match["year"]:
        return _found(match, interval(_year(match["year"], at), month, day))
    return When(match[0], *_span(match), month=month, day=day)


@_reads(
    rf"(?<![\w.,/$£€¥#'-])(?:(?<![^\W_])(?P<lead>{_LEADS})(?: the year| like| about| around)?[ -])?"
    r"(?P<the>(?:the|his|her|its|our|their|an?) )?(?P<year>[12]\d{3}|(?<=[a-z] )'\d\d)(?!\w|[.,:/]\d|%| ?%)",
    "year",
)
def _lone_year(match: re.Match[str], at: date) -> When | None:
    year, lead = _year(match["year"], at), match["lead"] or ""
    whole = interval(year)
    if not whole or _counts_something(match, year) or not (lead or _looks_like_a_year(match, year)):
        return None
    if lead in {"before", "pre", "prior to"}:
        whole = Interval(date.min, shifted(whole.first, -1))
    elif lead in {"after", "post"}:
        whole = Interval(shifted(whole.last, 1), date.max)
    elif lead in {"early", "mid", "late", "start of", "end of", "beginning of"}:
        whole = _part_of(whole, lead)
    return _found(match, whole)


def _looks_like_a_year(match: re.Match[str], year: int) -> bool:
    """Without a word that leads in a year, it has to stand at an edge or describe one thing ("the 2021 ban")."""
    if not 1500 <= year <= 2100:
        return False
    german = _GERMAN_AFTER.match(match.string, match.end()) and language_of(match.string) == "de"
    if german or _HINDI_AFTER.match(match.string, match.end()):
        return True
    if match["the"]:
        return year % 100 != 0 and bool(_NEXT_WORD.match(match.string, match.end()))
    start, end = match.span()
    if follows_a_label(match.string, start):
        return False
    if _UNCOUNTED.match(match.string, end) and _LETTER_BEFORE.search(match.string, max(0, start - 2), start):
        return not _AMOUNT_BEFORE.search(match.string[max(0, start - 12) : start])
    return bool(_EDGE_BEFORE.search(match.string, max(0, start - 6), start) or _EDGE_AFTER.match(match.string, end))


@_reads(
    r"(?<![\w.,/$£€-])(?P<lead>from |between )?(?P<first>[12]\d{3}) ?(?P<link>-|/|to|and|until|till|bis|à) ?"
    r"(?P<last>[12]\d{3}|\d\d)(?![\w%]|[.,]\d)",
    "year",
)
def _years(match: re.Match[str], _at: date) -> When | None:
    first, last = int(match["first"]), int(match["last"])
    if last < 100:
        last += first // 100 * 100
        if match["link"] not in "-/":
            return None
    sure = bool(match["lead"]) or match["link"] != "and"
    if first >= last or last > 2100 or not sure or _counts_something(match, first):
        return None
    return _found(match, months_from(first, 1, 12 * (last - first + 1)), span=True)


def _counts_something(match: re.Match[str], year: int) -> bool:
    """Before a unit or a plural a number of four digits counts: `2300 km`, `of 1500 people`."""
    following = _NEXT_WORD.match(match.string, match.end())
    if following and following[1] in unit_table() and following[1] not in _NO_UNITS:
        return True
    return _before_a_plural(match.string, match.end()) and (year % 100 == 0 or not 1900 <= year <= 2100)


def _before_a_plural(plain: str, end: int) -> bool:
    following = _NEXT_WORD.match(plain, end)
    return bool(following and _PLURAL.fullmatch(following[1]))


def may_count(when: When, plain: str) -> bool:
    """Whether a year stands bare before a plural: in a text that has another date, `2025 ferries` are so many."""
    return bool(_MAYBE_YEAR.fullmatch(when.text)) and _before_a_plural(plain, when.end)


@_reads(
    r"(?<![\w./-])(?:(?P<y>[12]\d{3})(?:(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})|[-/](?P<m2>\d\d))"
    r"(?:t[\d:.]+(?:z|[+-][\d:]+)?)?"
    r"|(?P<a>\d{1,2})(?P<t>[-/.]) ?(?P<b>\d{1,2})(?P=t) ?(?P<yy>[12]\d{3}|\d\d))(?![\w/-]|\.\d)",
    "numeric",
)
def _numeric(match: re.Match[str], at: date) -> When | None:
    """Both orders of day and month, where both are days; points and an initial year have one order."""
    if match["y"]:
        day = int(match["d"]) if match["d"] else None
        return _found(match, interval(int(match["y"]), int(match["m"] or match["m2"]), day))
    year, a, b = _year(match["yy"], at), int(match["a"]), int(match["b"])
    european, american = interval(year, b, a), interval(year, a, b)
    return _found(match, european, *([] if match["t"] == "." and european else [american]))


@_reads(
    r"\b(?:on|since|until|by|from|am|seit) (?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\w/%-]|\.\d)"
    r"|\b(?:on|since|until|am|seit) (?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?!\d)",
    "numeric",
)
def _day_slash(match: re.Match[str], _at: date) -> When | None:
    """Without a year only where one number can be no month; points have one order, and "on 2.20." ends a sentence."""
    a, b = int(match["a"] or match["day"]), int(match["b"] or match["month"])
    if (a > 12) == (b > 12) or (match["day"] and a < b) or not interval(2000, min(a, b), max(a, b)):
        return None
    start = match.start("a" if match["a"] else "day")
    return When(match.string[start : match.end()], start, match.end(), month=min(a, b), day=max(a, b))


@_reads(
    rf"\b{_PART}(?:(?:in |of )?the )?(?P<part2>early |mid[ -]|late )?"
    r"(?:(?P<four>[12]\d\d)0|(?:(?<=the )|(?<=early )|(?<=mid-)|(?<=late )|')(?P<two>\d)0)'?s\b",
    "decade",
)
def _decade(match: re.Match[str], at: date) -> When | None:
    first = int(match["four"]) * 10 if match["four"] else _year(match["two"] + "0", at)
    part = (match["part"] or match["part2"] or "").strip(" -") or None
    decade = months_from(first, 1, 120)
    return _found(match, _part_of(decade, part)) if decade else None


@_reads(
    r"(?P<year>[12]\d{3}) ?[年년](?: ?(?P<month>\d{1,2}) ?[月월](?: ?(?P<day>\d{1,2}) ?[日号號일])?)?"
    r"|(?<!\d)(?P<month2>\d{1,2}) ?[月월](?: ?(?P<day2>\d{1,2}) ?[日号號일])?",
    "east",
)
def _east(match: re.Match[str], _at: date) -> When | None:
    if match["year"]:
        parts = [int(match[name]) for name in ("year", "month", "day") if match[name]]
        return _found(match, interval(*parts))
    month, day = int(match["month2"]), int(match["day2"]) if match["day2"] else None
    return When(match[0], *_span(match), month=month, day=day) if interval(2000, month, day) else None


@_reads(rf"\b{_PART}(?P<season>{any_of(SEASONS)})(?: of|,)? {_YEAR}", "season", "digit")
def _season(match: re.Match[str], at: date) -> When | None:
    year, (month, count) = _year(match["year"], at), SEASONS[match["season"]]
    seasons = [months_from(year - over, month, count) for over in ((0, 1) if month == 12 else (0,))]
    return _found(match, *(_part_of(season, match["part"]) for season in seasons if season))


@_reads(
    r"\b(?:(?P<kind>[qh])(?P<nth>[1-4])|(?P<word>first|second|third|fourth|last) (?P<kind2>quarter|half))"
    rf"(?: of|,)? {_YEAR}",
    "quarter",
    "digit",
)
def _quarter(match: re.Match[str], at: date) -> When | None:
    year = _year(match["year"], at)
    half = match["kind"] == "h" or match["kind2"] == "half"
    length = 6 if half else 3
    nth = int(match["nth"] or DAY_WORDS.get(match["word"], 12 // length))
    return _found(match, months_from(year, (nth - 1) * length + 1, length)) if nth * length <= 12 else None


@_reads(r"\b(?P<nth>\d{1,2})(?:st|nd|rd|th)[ -]century\b(?! bc)", "century", "digit")
def _century(match: re.Match[str], _at: date) -> When | None:
    return _found(match, months_from((int(match["nth"]) - 1) * 100 + 1, 1, 1200))


@_reads(
    r"\b(?P<year>[12]\d{3})-?w(?P<week>\d\d)(?:-\d)?\b|\bweek (?P<week2>\d{1,2}) (?:of |in )?(?P<year2>[12]\d{3})\b",
    "week",
    "digit",
)
def _week(match: re.Match[str], _at: date) -> When | None:
    try:
        monday = date.fromisocalendar(int(match["year"] or match["year2"]), int(match["week"] or match["week2"]), 1)
    except ValueError:
        return None
    return _found(match, Interval(monday, shifted(monday, 6)))
