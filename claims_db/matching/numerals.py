"""The numbers of a text, in digits or in words, before anybody asks what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims_db.matching.chinese_numerals import chinese_numerals
from claims_db.matching.foreign_number_words import foreign_language, foreign_numerals
from claims_db.matching.number_labels import label_spans
from claims_db.matching.number_words import has_number_words, word_numerals
from claims_db.matching.numeral import Numeral, rounding_step

# A letter right before a digit makes both a name ("K2", "covid19"), but not in scripts that write no space there.
_UNSPACED = "\u0600-\u06ff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_NAME_BEFORE = rf"(?<![^\W{_UNSPACED}])(?<!\d[.,/:])"
_DIGITS = re.compile(
    rf"{_NAME_BEFORE}(?P<sign>(?<![\w)\]])-(?=\d)|\bminus )?"
    r"(?P<number>\d{1,3}(?:([ '])\d{3})(?:\3\d{3})*(?:[.,]\d+)?(?![\d])|\d+(?:[.,]\d+)*|(?<![\w.])\.\d+)"
    r"(?P<fraction>/[2-9](?!\d)|[½¼¾⅓⅔⅛⅜⅝⅞])?"
)
# "K2-18b", "Covid-19"; but "under-5s" and "over-65s" bound a number.
_ENDS_A_NAME = re.compile(r"(?<![^\W_])(?!(?:under|over|sub|top|mid|near)-)(?=[^\W_]*[^\W\d_])[^\W_]+-$")
_LONE_FRACTION = re.compile(r"(?<!\d)[½¼¾⅓⅔⅛⅜⅝⅞]")
_FRACTIONS = dict(zip("½¼¾⅓⅔⅛⅜⅝⅞", (0.5, 0.25, 0.75, 1 / 3, 2 / 3, 0.125, 0.375, 0.625, 0.875), strict=True))
_GROUPED = re.compile(r"\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}")
_ANY_DIGIT = re.compile(r"[\d½¼¾⅓⅔⅛⅜⅝⅞]")
_CHINESE = re.compile("[零〇一二三四五六七八九十百千万萬亿億兆两兩]")


@dataclass(frozen=True, slots=True)
class _Reading:
    value: float
    step: float


def numerals(plain: str) -> list[Numeral]:
    """Every number in `plain` (see `plain_letters`), in order, none overlapping another."""
    found: list[Numeral] = []
    if _ANY_DIGIT.search(plain):
        found.extend(_in_digits(plain))
    if not plain.isascii() and _CHINESE.search(plain):
        found.extend(chinese_numerals(plain))
    if language := foreign_language(plain):
        found.extend(foreign_numerals(plain, language))
    elif has_number_words(plain):
        found.extend(word_numerals(plain))
    return _apart(found)


def _apart(found: list[Numeral]) -> list[Numeral]:
    """Where two readings overlap, the longer one."""
    kept: list[Numeral] = []
    for numeral in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return kept


def _in_digits(plain: str) -> Iterator[Numeral]:
    labels = label_spans(plain)
    for match in _DIGITS.finditer(plain):
        start = match.start("number")
        if any(first <= start < last for first, last in labels) or _ENDS_A_NAME.search(plain[max(0, start - 12) : start]):
            continue
        if numeral := _digits(match):
            yield numeral
    for match in _LONE_FRACTION.finditer(plain):
        yield Numeral(_FRACTIONS[match[0]], 0.01, match.start(), match.end(), match[0])


def _digits(match: re.Match[str]) -> Numeral | None:
    written, fraction = match["number"], match["fraction"] or ""
    readings = _readings(written, fraction)
    if not readings:
        return None
    sign = -1 if match["sign"] else 1
    first, *others = readings
    return Numeral(
        sign * first.value, first.step, match.start(), match.end(), re.sub(r"[ ',]", "", written) + fraction,
        other=sign * others[0].value if others else None,
    )


def _readings(written: str, fraction: str) -> list[_Reading]:
    """One reading, or two where `10.935` is a decimal here and ten thousand there; none for `3.0.1`."""
    if fraction:
        return _with_fraction(written, fraction)
    if "." not in written and "," not in written and " " not in written and "'" not in written:
        return [_whole(written)]
    if grouped := _GROUPED.fullmatch(written):
        whole = _whole(re.sub(r"[^\d]", "", written))
        if written.startswith("0"):
            return [_decimal(written)]
        if grouped[1] in {".", ","} and written.count(grouped[1]) == 1:
            both = [whole, _decimal(written)]
            return both if grouped[1] == "," else both[::-1]
        return [whole]
    return _mixed(written)


def _mixed(written: str) -> list[_Reading]:
    """`1,234.5` and `1.234,5`; a lone separator that groups nothing is a decimal one."""
    head, point, tail = written.rpartition("." if written.rfind(".") > written.rfind(",") else ",")
    if not head or head.isdigit():
        return [_decimal(f"{head or 0}.{tail}")]
    if point not in head and _GROUPED.fullmatch(head):
        return [_decimal(re.sub(r"[^\d]", "", head) + "." + tail)]
    return []


def _with_fraction(written: str, fraction: str) -> list[_Reading]:
    """`2½`; a normalised text writes it `21/2`, and one half `1/2`."""
    if not written.isdigit():
        return []
    if fraction in _FRACTIONS:
        return [_Reading(int(written) + _FRACTIONS[fraction], 0.01)]
    whole, top, bottom = written[:-1] or "0", int(written[-1]), int(fraction[1])
    return [_Reading(int(whole) + top / bottom, 0.01)] if top < bottom else []


def _whole(digits: str) -> _Reading:
    value = int(digits[:300])
    return _Reading(float(value), rounding_step(value))


def _decimal(written: str) -> _Reading:
    whole, _, tail = written.replace(",", ".").partition(".")
    return _Reading(float(f"{whole[:300]}.{tail}"), 10.0 ** -min(len(tail), 300))
