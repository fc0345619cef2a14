"""The bytes of a page as text, in the encoding that it is written in."""

from __future__ import annotations

import codecs
import re

# The encodings that the Encoding Standard (https://encoding.spec.whatwg.org) allows, with Python's names for them.
# Python has more codecs, and some of those decompress or rewrite.
_ENCODINGS = {
    **{
        name: name for name in ("utf-8", "utf-16le", "utf-16be", "koi8-r", "koi8-u", "iso-2022-jp", "euc-jp", "gb18030")
    },
    **{f"windows-{page}": f"cp{page}" for page in (874, *range(1250, 1259))},
    **{f"iso-8859-{part}": f"iso-8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601"), "cp949"),
    "utf8": "utf-8",
    "utf-16": "utf-16le",
    "big5": "big5hkscs",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*+=\s*+(?:["']\s*+)?([\w.:\-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
# So much of a page shows whether it is written in UTF-8.
_SAMPLE = 3_000_000


def decoded(body: bytes, charset: str | None) -> str:
    """The page as text. Valid UTF-8 is read as UTF-8 whatever the page declares; else the declared encoding counts."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if not body.isascii():
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    inside = _DECLARED.search(body[:_DECLARED_WITHIN])
    named = (charset, inside[1].decode("ascii", "replace") if inside else None)
    known = [_ENCODINGS[name.strip().lower()] for name in named if name and name.strip().lower() in _ENCODINGS]
    # A page may be cut in the middle of a character, and still be UTF-8: where most of it reads so.
    text = body[:_SAMPLE].decode("utf-8", "replace")
    is_nearly_utf8 = text.count("\ufffd") * 10 < sum(sign > "\x7f" for sign in text)
    encodings = [*known, "utf-8" if is_nearly_utf8 else "cp1252"]
    for encoding in encodings:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode(encodings[0], "replace")
