"""Numbers in words and numerals of other languages than English.

text2num reads German, Spanish, French, Portuguese, Italian, Dutch and Danish. Russian, Arabic, Hindi and Korean words
are put together from parts, which are among the facts of their languages (`[numbers]`) and add up alike: a part under a
hundred is added, a hundred multiplies what stands before it, and so do a thousand and all that is larger, which close
their group. Chinese and Japanese have numerals: `十一`, `二百五十万`, and digits before a scale: `5亿`, `3万5000`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex
from text_to_num import find_numbers

from claims_db.engine.numbers.values import Numeral, rounding_step
from claims_db.languages import language, language_of
from claims_db.languages.words import COUNTERS

_WORD = re.compile(r"[^\W\d_]+")
# Indefinite articles, which text2num reads as one.
_ARTICLES = frozenset("ein eine einen einem einer un une una uno um uma een en et".split())
_READ = frozenset({"ar", "hi", "ko", "ru"})
_SPELT_WORD = regex.compile(r"[\p{L}\p{M}]+")
_HUNDRED, _THOUSAND = 100, 1000
# What a Korean number in words stands before; without it "한" and "세" are parts of other words.
_COUNTERS = "명 개 척 대 곳 건 채 마리 그루 권 번 차례 시간 달 살 가지 군데 팀 편 자루 송이 장 켤레 병 잔 사람"
_VARIANTS = str.maketrans("أإآىةё", "اااي\u0647е")
_DIGITS = {
    letter: value for value, letters in enumerate("零〇 一 二两兩 三 四 五 六 七 八 九".split()) for letter in letters
}
_SMALL_SCALES = {"十": 10, "百": 100, "千": 1000}
_LARGE_SCALES = dict.fromkeys("万萬만", 10**4) | dict.fromkeys("亿億억", 10**8) | dict.fromkeys("兆조", 10**12)
_RUN = re.compile(
    r"(?P<ordinal>第)?(?P<share>百分之)?"
    r"(?P<number>(?:\d[\d,]*(?:\.\d+)?[十百千万萬만亿億억兆조]+)+(?:\d+(?![\d.]))?"
    r"|[零〇一二两兩三四五六七八九十百千万萬亿億兆]+)"
)
_LONGEST_RUN = 30
_PIECE = re.compile(r"\d[\d,]*(?:\.\d+)?|.")
# A lone character is a number only before what is counted: `三家` is three firms, `三星` is Samsung, `百度` is Baidu.
_CLASSIFIER = re.compile(f"[{COUNTERS}年月日天周岁歳度分秒元円米倍成]")
_NOT_NUMBERS = re.compile(
    "一[些般起样樣直定下切旦致共度流方面个個次度]|千万|万[一分]|百度|十分|三[星菱]|九[州龙]|四川|五[角金]|八[卦达]|百[姓货]"
)


@dataclass(frozen=True, slots=True)
class _Word:
    """What text2num asks of a word."""

    written: str
    apart: bool

    def text(self) -> str:
        return self.written

    def nt_separated(self, _previous: object) -> bool:
        return self.apart

    def not_a_number_part(self) -> bool:
        return False


def foreign_numerals(plain: str, language: str) -> Iterator[Numeral]:
    """Numbers in words of a language that text2num reads."""
    places = list(_WORD.finditer(plain))
    words = [
        _Word(place[0], index > 0 and plain[places[index - 1].end() : place.start()].strip(" -") != "")
        for index, place in enumerate(places)
    ]
    for found in find_numbers(words, language, threshold=0.0):
        start, end = places[found.start].start(), places[found.end - 1].end()
        if plain[start:end] not in _ARTICLES:
            yield Numeral.spelt(float(found.value), start, end, ordinal=found.is_ordinal)


def spelt_numerals(plain: str) -> Iterator[Numeral]:
    """Numbers in Russian, Arabic, Hindi or Korean words, whichever of them a lower-case text is in."""
    code = language_of(plain)
    if code == "ko":
        parts = _number_parts(code)
        for match in _korean_numbers().finditer(plain):
            number = float(sum(parts[part] for part in (match["tens"], match["ones"]) if part))
            if number:
                yield Numeral.spelt(number, *match.span())
    elif code in _READ:
        for run in _runs(plain, code):
            total = group = 0
            for _, _, value in run:
                if value >= _THOUSAND:
                    total, group = total + (group or 1) * value, 0
                elif value == _HUNDRED and 0 < group < _HUNDRED:
                    group *= value
                else:
                    group += value
            number = float(total + group)
            if number > 1:  # a lone "one" is as often an article ("एक", "один")
                yield Numeral.spelt(number, run[0][0], run[-1][1])


@lru_cache(maxsize=len(_READ))
def _number_parts(code: str) -> dict[str, int]:
    return {word.translate(_VARIANTS): value for word, value in language(code).numbers.items()}


@lru_cache(maxsize=1)
def _korean_numbers() -> regex.Pattern[str]:
    parts = _number_parts("ko")
    tens = "|".join(word for word, value in parts.items() if value >= 10)
    ones = "|".join(word for word, value in parts.items() if value < 10)
    counters = "|".join(_COUNTERS.split())
    return regex.compile(rf"(?<!\p{{Hangul}})(?P<tens>{tens})?(?P<ones>{ones})?(?<=\p{{Hangul}})(?= ?(?:{counters}))")


def _runs(plain: str, code: str) -> Iterator[list[tuple[int, int, int]]]:
    """Number words side by side, each with its place and value; Arabic writes "and" on to a word's front."""
    parts = _number_parts(code)
    run: list[tuple[int, int, int]] = []
    for match in _SPELT_WORD.finditer(plain):
        word = match[0].translate(_VARIANTS)
        if code == "ar" and word not in parts:
            word = word.removeprefix("و").removeprefix("ال")
        value = parts.get(word)
        if run and (value is None or plain[run[-1][1] : match.start()].strip()):
            yield run
            run = []
        if value is not None:
            run.append((*match.span(), value))
    if run:
        yield run


def chinese_numerals(plain: str) -> Iterator[Numeral]:
    """Every numeral that counts something, with its value."""
    for match in _RUN.finditer(plain):
        written = match["number"]
        if len(written) > _LONGEST_RUN:
            continue
        if not (written[0].isdigit() or match["ordinal"] or match["share"]):
            alone = len(written) == 1 and not _CLASSIFIER.match(plain, match.end())
            if alone or _NOT_NUMBERS.match(plain, match.start()):
                continue
        value = _chinese_value(written)
        yield Numeral(
            value, rounding_step(value), *match.span(), written,
            ordinal=bool(match["ordinal"]), share=bool(match["share"]),
        )  # fmt: skip


def _chinese_value(written: str) -> float:
    """The sum of its groups; `二〇二一` without a scale is read digit by digit."""
    if all(letter in _DIGITS for letter in written):
        return float("".join(str(_DIGITS[letter]) for letter in written))
    total = group = pending = 0.0
    for piece in _PIECE.findall(written):
        if piece in _LARGE_SCALES:
            total += ((group + pending) or 1) * _LARGE_SCALES[piece]
            group = pending = 0
        elif piece in _SMALL_SCALES:
            group += (pending or 1) * _SMALL_SCALES[piece]
            pending = 0
        else:
            pending = float(_DIGITS[piece]) if piece in _DIGITS else float(piece.replace(",", ""))
    return total + group + pending
