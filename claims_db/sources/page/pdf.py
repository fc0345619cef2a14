"""What a PDF says of itself: its own fields, never its text."""

from __future__ import annotations

import io
import logging
import re
from datetime import date

from pypdf import PdfReader

from claims_db.sources.page.days import stamped_day
from claims_db.sources.page.markup import one_line

_MAX_BYTES = 25_000_000
_MAX_TEXT = 500
# What programs write as a title where nobody wrote one: the name of a file, or of the program.
_NO_TITLE = re.compile(
    r"(?:untitled|document|title|slide|powerpoint|pr[äa]sentation|presentation|layout|microsoft word|word)\W*\d*"
    r"|.*\.(?:docx?|pdf|pptx?|xlsx?|indd|tex|odt|rtf|qxp|p65|dvi|ps|html?|tmp)",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"^microsoft (?:word|powerpoint) - ", re.IGNORECASE)

Facts = tuple[str | None, str | None, date | None, str | None]


def document_facts(body: bytes) -> Facts:
    """Title, author, the day that it was made and language; None for each that it does not tell.

    pypdf raises nearly anything on a spoilt file, and so may a hostile one: then nothing is told.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every fault of a stranger's file
    if len(body) > _MAX_BYTES:
        return None, None, None, None
    try:
        return _facts(PdfReader(io.BytesIO(body)))
    except Exception:  # noqa: BLE001 - see above
        return None, None, None, None


def _facts(reader: PdfReader) -> Facts:
    told = reader.metadata
    title = _text(told and told.get("/Title"))
    language = _text(reader.root_object.get("/Lang"))
    known = language if language and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language) else None
    return (
        title and _title(title),
        _text(told and told.get("/Author")),
        _made(told and told.get("/CreationDate")),
        known,
    )


def _text(value: object) -> str | None:
    return one_line(str(value)[:_MAX_TEXT]) or None if value else None


def _title(text: str) -> str | None:
    """The title, unless it is none."""
    bare = _PROGRAM.sub("", text)
    return None if _NO_TITLE.fullmatch(bare) or not re.search(r"[^\W\d_]{2}", bare) else bare


def _made(value: object) -> date | None:
    """The day in D:20210318092700+01'00'."""
    match = re.match(r"(?:D:)?(\d{8})", str(value or ""))
    return stamped_day(match[1]) if match else None
