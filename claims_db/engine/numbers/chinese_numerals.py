"""Chinese and Japanese numerals: `十一`, `二百五十万`, and digits before a scale: `5亿`, `3万5000`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims_db.engine.numbers.numeral import Numeral, rounding_step
from claims_db.languages.unspaced import COUNTERS

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
_LONGEST = 30
_PIECE = re.compile(r"\d[\d,]*(?:\.\d+)?|.")
# A lone character is a number only before what is counted: `三家` is three firms, `三星` is Samsung, `百度` is Baidu.
_CLASSIFIER = re.compile(f"[{COUNTERS}年月日天周岁歳度分秒元円米倍成]")
_NOT_NUMBERS = re.compile(
    "一[些般起样樣直定下切旦致共度流方面个個次度]|千万|万[一分]|百度|十分|三[星菱]|九[州龙]|四川|五[角金]|八[卦达]|百[姓货]"
)


def chinese_numerals(plain: str) -> Iterator[Numeral]:
    """Every numeral that counts something, with its value."""
    for match in _RUN.finditer(plain):
        if _counts(match, plain):
            yield _numeral(match)


def _counts(match: re.Match[str], plain: str) -> bool:
    written = match["number"]
    if len(written) > _LONGEST:
        return False
    if written[0].isdigit() or match["ordinal"] or match["share"]:
        return True
    if _NOT_NUMBERS.match(plain, match.start()):
        return False
    return len(written) > 1 or bool(_CLASSIFIER.match(plain, match.end()))


def _numeral(match: re.Match[str]) -> Numeral:
    value = _value(match["number"])
    return Numeral(
        value,
        rounding_step(value),
        match.start(),
        match.end(),
        match["number"],
        ordinal=bool(match["ordinal"]),
        share=bool(match["share"]),
    )


def _value(written: str) -> float:
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
