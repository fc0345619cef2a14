"""Text that others wrote, without what nobody sees but the screen or the reader's eye is led astray by."""

from __future__ import annotations

import regex

# Control characters, and the marks that turn the reading direction of everything after them (Trojan Source, 2021).
_INVISIBLE = regex.compile(
    r"[\p{Cc}\p{Cs}--[\n\t]]|[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]", regex.V1
)
# More than three marks on one letter are no language's spelling; they paint over the lines above.
_STACKED = regex.compile(r"(\p{M}{3})\p{M}+")


def visible(text: str) -> str:
    """`text` on one line, without control characters, turns of direction and stacks of marks."""
    return " ".join(_STACKED.sub(r"\1", _INVISIBLE.sub("", text)).split())
