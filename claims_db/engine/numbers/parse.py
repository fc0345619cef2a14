"""The numbers of a text, in digits or in words, before anybody asks what they count.

Digits may also name or place something and count nothing: versions, times of day, phone numbers, ids, `Chapter 5`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims_db.engine.numbers.english import word_numerals
from claims_db.engine.numbers.foreign import chinese_numerals, foreign_numerals, spelt_numerals
from claims_db.engine.numbers.values import Numeral, rounding_step
from claims_db.engine.text.plain_letters import any_of
from claims_db.engine.text.spans import is_within
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
_MAY_HOLD_SHAPES = re.compile(r"\d[:/.,+'-]|\d ?[ap]\.?m\b|clock|\d0'?s|\d{12}|\+\d|\d\)|\d{3} |\d{3}p")
_SHAPES = re.compile(
    r"(?<!\d)(?:"
    r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)(?:\s?[ap]\.?m\b)?"  # 10:30
    r"|\d{1,2}(?:[.:]\d{2})?\s?(?:[ap]m\b|[ap]\.m\.|o'?clock\b)"  # 7pm
    r"|\+\d[\d ()-]{7,}\d|\(\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4}|\d{3}-\d{4}"  # telephone numbers
    r"|(?!\d{1,3}(?:\.\d{3})+(?!\d))(?!\d{1,3}(?:,\d{3})+(?!\d))\d+(?:\.\d+){2,}"  # 3.0.1, 25.12.2021
    r"|\d+(?:[-/]\d+){2,}"  # 2021-12-25, 4-4-2
    r"|(?:19|20)\d\d[-/]\d\d(?!\d)"  # the season 2020-21
    r"|\d{1,2}/\d{1,2}(?![\d%])(?! of\b)"  # 24/7, 9/11
    r"|\d{15,}"  # an id
    r"|(?:^|(?<=\n)|(?<=[.:;!?,] ))\d{1,2}\)"  # 1) in a list
    r"|\d{3}0'?s\b|(?:(?<=the )|(?<=early )|(?<=late )|(?<=mid-)|(?<='))\d0'?s\b"  # the 1990s
    r"|\d{3,4}p\b(?= (?:video|screen|resolution|display|stream|monitor|60|footage))"
    r")"
)
_LABELLED = """
    chapter chapters article articles section sections page pages room rooms route routes highway interstate level
    levels season seasons episode episodes ep round rounds grade version versions ver v channel class type phase step
    steps part volume vol act figure fig table question gate platform bus flight apollo voyager windows python iphone
    ios android galaxy boeing airbus formula psalm verse appendix area ps xbox gpt covid sars tier lane exit pier
    model war gen generation rule law amendment resolution exhibit task option nr id code zone district size agenda
    pillar
"""
_LABEL_BEFORE = re.compile(rf"\b(?:{any_of(_LABELLED.split())}) ?$")
_LONGEST_LABEL = 12
_NETWORK = re.compile(
    r"[2-6]g\b(?: (?:towers?|masts?|networks?|phones?|signals?|rollout|roll-out|internet|wifi|radiation|antennas?|"
    r"technology|tech|connection|coverage|spectrum|waves?|base|chip|speed|service|conspiracy|stuff)\b)"
)
_NETWORK_CAPITAL = re.compile(r"G(?![^\W_])")


def numerals(plain: str) -> list[Numeral]:
    """Every number in `plain` (see `plain_letters`), in order, none overlapping another.

    Where two readings overlap, the earlier one counts, and of two that begin together the longer.
    """
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
    if len(found) < 2:
        return found
    kept: list[Numeral] = []
    for numeral in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return kept


def _in_digits(plain: str, *, comma_may_be_decimal: bool) -> Iterator[Numeral]:
    shapes = [match.span() for match in _SHAPES.finditer(plain)] if _MAY_HOLD_SHAPES.search(plain) else []
    for match in _DIGITS.finditer(plain):
        start, written, fraction = match.start("number"), match["number"], match["fraction"]
        if is_within(start, shapes):
            continue
        if _ENDS_A_NAME.search(plain[max(0, start - _NAME_WINDOW) : start]):
            continue
        if fraction:
            value = _with_fraction(written, fraction)
            if value is not None:
                yield _fraction(match, written + fraction, value)
        elif readings := _readings(written, comma_may_be_decimal=comma_may_be_decimal):
            sign = -1 if match["sign"] else 1
            first, *others = readings
            yield Numeral(
                sign * first.value, first.step, *match.span(), re.sub(r"[ ',]", "", written),
                other=sign * others[0].value if others else None,
            )  # fmt: skip
    for match in _LONE_FRACTION.finditer(plain):
        yield _fraction(match, match[0], _FRACTION_SIGNS[match[0]])


def _fraction(match: re.Match[str], written: str, value: float) -> Numeral:
    """Part of something ("¾ of") is a share, else a number."""
    share = value < 1 and match.string.startswith(" of", match.end())
    return Numeral(value * 100 if share else value, 2.0 if share else 0.01, *match.span(), written, share=share)


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


@dataclass(frozen=True, slots=True)
class _Reading:
    value: float
    step: float

    @classmethod
    def whole(cls, written: str) -> _Reading:
        """The number without its separators."""
        value = int("".join(filter(str.isdecimal, written))[:_LONGEST])
        return cls(float(value), rounding_step(value))

    @classmethod
    def decimal(cls, whole: str, tail: str) -> _Reading:
        """The number whose decimals are `tail`."""
        digits = "".join(filter(str.isdecimal, whole))[:_LONGEST] or "0"
        return cls(float(f"{digits}.{tail}"), 10.0 ** -min(len(tail), _LONGEST))


def _readings(written: str, *, comma_may_be_decimal: bool) -> list[_Reading]:
    """One reading, or two where `10.935` is a decimal here and ten thousand there; none for `3.0.1`."""
    if written.isdecimal():
        return [_Reading.whole(written)]
    head, point, tail = written.rpartition("." if written.rfind(".") > written.rfind(",") else ",")
    grouped = _GROUPED.fullmatch(written)
    if not grouped:  # `1,234.5`, `1.234,5`, or a lone separator that groups nothing
        mixed = point not in head and _GROUPED.fullmatch(head)
        return [_Reading.decimal(head, tail)] if mixed or not head or head.isdecimal() else []
    separator = grouped[1] or ","
    lone = separator in {".", ","} and written.count(separator) == 1
    if written.startswith("0"):
        return [_Reading.decimal(head, tail)] if lone else []
    whole = _Reading.whole(written)
    if not lone or written.endswith("000"):
        return [whole]
    if separator == ".":
        return [_Reading.decimal(head, tail), whole]
    return [whole, _Reading.decimal(head, tail)] if comma_may_be_decimal else [whole]


def is_network(plain: str, text: str, start: int, end: int) -> bool:
    """Whether the digits from `start` to `end` are of `5G`: a capital after them, or a mast."""
    return bool(_NETWORK_CAPITAL.match(text, end)) or bool(_NETWORK.match(plain, start))


def follows_a_label(plain: str, start: int) -> bool:
    """Whether the word before `start` takes a number as its name: `apollo 11`, `chapter 5`."""
    return bool(_LABEL_BEFORE.search(plain[max(0, start - _LONGEST_LABEL) : start]))
