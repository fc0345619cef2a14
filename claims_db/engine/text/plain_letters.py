"""A text as readers of numbers and dates want it: plain digits, dashes and quotes, lower case, nothing moved."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

_SIGNS = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-"),
    **dict.fromkeys(map(ord, "’‘ʼ′＇"), "'"),
    **dict.fromkeys(map(ord, "“”″＂"), '"'),
    **dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009\u3000"), " "),
    ord("٪"): "%",
    ord("％"): "%",
    ord("٬"): ",",
    ord("٫"): ".",
    ord("．"): ".",
    ord("／"): "/",
    ord("～"): "~",
    ord("∼"): "~",
    ord("："): ":",
}


class _Plain:
    """What each character is written as; digits of every script (Unicode category Nd) become 0 to 9."""

    def __getitem__(self, code: int) -> str | int:
        if code < 128:
            return code
        digit = unicodedata.decimal(chr(code), None)
        return _SIGNS.get(code, code) if digit is None else str(digit)


_PLAIN = _Plain()


def plain_letters(text: str) -> str:
    """`text` in lower case with ASCII digits and signs; the result is as long as `text`, so places stay true."""
    if text.isascii():
        return text.lower()
    plain = text.translate(_PLAIN)
    lowered = plain.lower()
    if len(lowered) == len(text):
        return lowered
    # The Turkish İ becomes two characters in lower case; it stays as it is.
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in plain)


def any_of(words: Iterable[str]) -> str:
    """A regular expression of alternatives, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern whose text is in the code, compiled when it is first needed: few messages need the large ones."""
    return re.compile(pattern)
