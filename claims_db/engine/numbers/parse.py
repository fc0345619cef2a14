"""The numbers of a text, in digits or in words, before anybody asks what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims_db.engine.numbers.chinese_numerals import chinese_numerals
from claims_db.engine.numbers.english import word_numerals
from claims_db.engine.numbers.foreign import spelt_numerals
from claims_db.engine.numbers.foreign_number_words import foreign_numerals
from claims_db.engine.numbers.number_labels import label_spans
from claims_db.engine.numbers.numeral import Numeral, rounding_step
from claims_db.languages.detection import languages_in_latin

# A letter right before a digit makes both a name ("K2", "covid19"), but not in scripts that write no space there.
_UNSPACED = "\u0600-\u06ff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_FRACTION_SIGNS = dict(
    zip("½¼¾⅓⅔⅛⅜⅝⅞", (0.5, 0.25, 0.75, 1 / 3, 2 / 3, 0.125, 0.375, 0.625, 0.875), strict=True),
)
_SIGNS = "".join(_FRACTION_SIGNS)
_DIGITS = re.compile(
    rf"(?:(?<![^\W{_UNSPACED}])|(?<=\brmb)|(?<=\busd)|(?<=\beur)|(?<=\bgbp)|(?<=\bcny)|(?<=\brs)|(?<=\dh))(?<!\d[.,/])"
    r"(?P<sign>(?<![\w)\]])-(?=\d)|\bminus )?"
    r"(?P<number>\d{1,3}([ '])\d{3}(?:\3\d{3})*(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*|(?<![\w.])\.\d+)"
    rf"(?P<fraction>⁄[2-9](?!\d)|/(?:[2-9]|10)(?= of\b)|[{_SIGNS}])?"
)
_LONE_FRACTION = re.compile(rf"(?<![\d{_SIGNS}])[{_SIGNS}]")
# "K2-18b", "Covid-19"; but "under-5s" and "over-65s" bound a number.
_ENDS_A_NAME = re.compile(r"(?<![^\W_])(?!(?:under|over|sub|top|mid|near)-)(?=[^\W_]*[^\W\d_])[^\W_]+-$")
_NAME_WINDOW = 24
_GROUPED = re.compile(r"\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}")
_ANY_DIGIT = re.compile(rf"[\d{_SIGNS}]")
_CHINESE = re.compile("[零〇一二三四五六七八九十百千万萬만亿億억兆조两兩]")
# Nobody counts beyond so many digits, and a float ends at 308 of them.
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class _Reading:
    value: float
    step: float


def numerals(plain: str) -> list[Numeral]:
    """Every number in `plain` (see `plain_letters`), in order, none overlapping another."""
    found: list[Numeral] = []
    languages = languages_in_latin(plain)
    if _ANY_DIGIT.search(plain):
        found.extend(_in_digits(plain, comma_may_be_decimal=bool(languages)))
    if not plain.isascii():
        found.extend(chinese_numerals(plain) if _CHINESE.search(plain) else ())
        found.extend(spelt_numerals(plain))
    for language in languages:
        found.extend(foreign_numerals(plain, language))
    found.extend(word_numerals(plain))
    return _apart(found) if len(found) > 1 else found


def _apart(found: list[Numeral]) -> list[Numeral]:
    """Where two readings overlap, the earlier one, and of two that begin together the longer."""
    kept: list[Numeral] = []
    for numeral in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return kept


def _in_digits(plain: str, *, comma_may_be_decimal: bool) -> Iterator[Numeral]:
    labels = label_spans(plain)
    for match in _DIGITS.finditer(plain):
        start = match.start("number")
        if any(first <= start < last for first, last in labels):
            continue
        if _ENDS_A_NAME.search(plain[max(0, start - _NAME_WINDOW) : start]):
            continue
        if numeral := _digits(match, comma_may_be_decimal=comma_may_be_decimal):
            yield numeral
    for match in _LONE_FRACTION.finditer(plain):
        yield _fraction(match.span(), match[0], _FRACTION_SIGNS[match[0]], plain)


def _digits(match: re.Match[str], *, comma_may_be_decimal: bool) -> Numeral | None:
    written, fraction = match["number"], match["fraction"]
    if fraction:
        value = _with_fraction(written, fraction)
        return None if value is None else _fraction(match.span(), written + fraction, value, match.string)
    readings = _readings(written, comma_may_be_decimal=comma_may_be_decimal)
    if not readings:
        return None
    sign = -1 if match["sign"] else 1
    first, *others = readings
    return Numeral(
        sign * first.value, first.step, match.start(), match.end(), re.sub(r"[ ',]", "", written),
        other=sign * others[0].value if others else None,
    )  # fmt: skip


def _fraction(span: tuple[int, int], written: str, value: float, plain: str) -> Numeral:
    """Part of something ("¾ of") is a share, else a number."""
    share = value < 1 and plain.startswith(" of", span[1])
    return Numeral(value * 100 if share else value, 2.0 if share else 0.01, *span, written, share=share)


def _readings(written: str, *, comma_may_be_decimal: bool) -> list[_Reading]:
    """One reading, or two where `10.935` is a decimal here and ten thousand there; none for `3.0.1`."""
    if written.isdecimal():
        return [_whole(written)]
    grouped = _GROUPED.fullmatch(written)
    if not grouped:
        return _mixed(written)
    separator = grouped[1] or ","
    lone = separator in {".", ","} and written.count(separator) == 1
    if written.startswith("0"):
        return [_decimal(written)] if lone else []
    whole = _whole("".join(filter(str.isdecimal, written)))
    if not lone or written.endswith("000"):
        return [whole]
    if separator == ".":
        return [_decimal(written), whole]
    return [whole, _decimal(written)] if comma_may_be_decimal else [whole]


def _mixed(written: str) -> list[_Reading]:
    """`1,234.5` and `1.234,5`; a lone separator that groups nothing is a decimal one."""
    head, point, tail = written.rpartition("." if written.rfind(".") > written.rfind(",") else ",")
    if not head or head.isdecimal():
        return [_decimal(f"{head or 0}.{tail}")]
    if point not in head and _GROUPED.fullmatch(head):
        return [_decimal("".join(filter(str.isdecimal, head)) + "." + tail)]
    return []


def _with_fraction(written: str, fraction: str) -> float | None:
    """`2½`, which compatibility normalisation writes `21⁄2`; one half is `1⁄2`."""
    if not written.isdecimal() or len(written) > _LONGEST:
        return None
    if fraction in _FRACTION_SIGNS:
        return int(written) + _FRACTION_SIGNS[fraction]
    whole, top, bottom = int(written[:-1] or "0"), int(written[-1]), int(fraction[1:])
    if fraction[0] == "/":
        whole, top = 0, int(written)
    return whole + top / bottom if 0 < top < bottom else None


def _whole(digits: str) -> _Reading:
    value = int(digits[:_LONGEST])
    return _Reading(float(value), rounding_step(value))


def _decimal(written: str) -> _Reading:
    whole, _, tail = written.replace(",", ".").partition(".")
    return _Reading(float(f"{whole[:_LONGEST]}.{tail}"), 10.0 ** -min(len(tail), _LONGEST))
