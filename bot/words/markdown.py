"""Text that others wrote, made harmless for Discord: it shows as written and can neither format, link nor ping."""

from __future__ import annotations

from urllib.parse import quote

import regex

from bot.words.answer_text import shortened
from bot.words.visible import visible

# A link that is longer is not worth its place in an embed of 4,096 characters.
LONGEST_ADDRESS = 1000
LONGEST_TITLE = 150

_FORMATTING = regex.compile(r"([\\*_~|`<\[\]])")
# Lists, quotes, headings and small print, which only a line's first signs can open.
_OPENING = regex.compile(r"^(?:(?:[-+>#]+)(?=\s)|\d+(?=\.\s))")
_ADDRESS = regex.compile(r"://")
_PING = regex.compile(r"@(?=\S)")
# Between an @ and a name: Discord sees no mention, and people see no gap. Between the signs that end a block, no end.
_NOTHING = "\u200b"


def plain(text: str) -> str:
    """`text` on one line, as Discord shows it letter for letter."""
    escaped = _FORMATTING.sub(r"\\\1", visible(text))
    if opening := _OPENING.match(escaped):
        sign, rest = opening[0], escaped[opening.end() :]
        escaped = f"{sign}\\{rest}" if sign.isdigit() else f"\\{sign}{rest}"
    return _PING.sub(f"@{_NOTHING}", _ADDRESS.sub(r"\\://", escaped))


def verbatim(text: str) -> str:
    """`text` with all its lines, to be copied; in a block of code Discord neither formats, links nor pings."""
    return f"```\n{text.replace('``', f'`{_NOTHING}`')}\n```"


def link(title: str, address: str | None) -> str:
    """A titled link; the title alone where there is no address, or one too long to show."""
    name = plain(shortened(title, LONGEST_TITLE).translate({ord("["): "(", ord("]"): ")"}))
    target = quote(address, safe=":/?#[]@!$&'*+,;=%~-._") if address else ""
    return f"[{name}](<{target}>)" if target and len(target) <= LONGEST_ADDRESS else name
