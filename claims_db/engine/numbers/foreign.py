"""Numbers in Russian, Arabic, Hindi and Korean words, which text2num does not read, put together from their parts.

The parts are among the facts of their languages (`[numbers]`). They add up alike: a part under a hundred is added, a
hundred multiplies what stands before it, and so do a thousand and all that is larger, which close their group.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from claims_db.engine.numbers.numeral import Numeral, rounding_step
from claims_db.languages import language, language_of

_READ = frozenset({"ar", "hi", "ko", "ru"})
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_HUNDRED, _THOUSAND = 100, 1000
# What a Korean number in words stands before; without it "한" and "세" are parts of other words.
_COUNTERS = "명 개 척 대 곳 건 채 마리 그루 권 번 차례 시간 달 살 가지 군데 팀 편 자루 송이 장 켤레 병 잔 사람"
_VARIANTS = str.maketrans("أإآىةё", "اااي\u0647е")


def spelt_numerals(plain: str) -> Iterator[Numeral]:
    """Numbers in words of the language that a lower-case text is in."""
    code = language_of(plain)
    if code == "ko":
        return _korean(plain)
    return _in_words(plain, code) if code in _READ else iter(())


def _in_words(plain: str, code: str) -> Iterator[Numeral]:
    """Runs of number words; in Arabic "and" is written on to a word's front."""
    run: list[tuple[int, int, int]] = []
    for match in _WORD.finditer(plain):
        value = _value(match[0], code)
        if run and (value is None or plain[run[-1][1] : match.start()].strip()):
            yield from _numeral(run)
            run = []
        if value is not None:
            run.append((*match.span(), value))
    if run:
        yield from _numeral(run)


def _value(word: str, code: str) -> int | None:
    parts = _parts(code)
    spelt = word.translate(_VARIANTS)
    if code == "ar" and spelt not in parts:
        spelt = spelt.removeprefix("و").removeprefix("ال")
    return parts.get(spelt)


@lru_cache(maxsize=len(_READ))
def _parts(code: str) -> dict[str, int]:
    return {word.translate(_VARIANTS): value for word, value in language(code).numbers.items()}


def _numeral(run: list[tuple[int, int, int]]) -> Iterator[Numeral]:
    """A lone "one" is as often an article ("एक", "один")."""
    total = group = 0
    for _, _, value in run:
        if value >= _THOUSAND:
            total, group = total + (group or 1) * value, 0
        elif value == _HUNDRED and 0 < group < _HUNDRED:
            group *= value
        else:
            group += value
    number = float(total + group)
    if number > 1:
        yield Numeral(number, rounding_step(number), run[0][0], run[-1][1], f"{number:g}")


def _korean(plain: str) -> Iterator[Numeral]:
    parts = _parts("ko")
    for match in _native_numbers().finditer(plain):
        number = float(sum(parts[part] for part in (match["tens"], match["ones"]) if part))
        if number:
            yield Numeral(number, rounding_step(number), match.start(), match.end(), f"{number:g}")


@lru_cache(maxsize=1)
def _native_numbers() -> regex.Pattern[str]:
    parts = _parts("ko")
    tens = "|".join(word for word, value in parts.items() if value >= 10)
    ones = "|".join(word for word, value in parts.items() if value < 10)
    counters = "|".join(_COUNTERS.split())
    return regex.compile(rf"(?<!\p{{Hangul}})(?P<tens>{tens})?(?P<ones>{ones})?(?<=\p{{Hangul}})(?= ?(?:{counters}))")
