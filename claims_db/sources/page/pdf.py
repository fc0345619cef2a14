"""What a PDF says about itself: its own fields, never its text."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Mapping
from datetime import date

from pypdf import PdfReader

from claims_db.languages.days import stamped_day
from claims_db.sources.page.markup import one_line

_MAX_BYTES = 25_000_000
_MAX_TEXT = 500
# What programs write as a title where nobody gave one: the name of a file, or of the program.
_NO_TITLE = re.compile(
    r"(?:untitled|document|title|slide|powerpoint|pr[äa]sentation|presentation|layout|microsoft word|word)\W*\d*"
    r"|.*\.(?:docx?|pdf|pptx?|xlsx?|indd|tex|odt|rtf|qxp|p65|dvi|ps|html?|tmp)",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"^microsoft (?:word|powerpoint) - ", re.IGNORECASE)


def document_facts(body: bytes) -> tuple[str | None, str | None, date | None, str | None]:
    """Title, author, the day on which the file was made, and language; None for each that it does not say.

    pypdf raises almost anything on a damaged or hostile file; then all are None.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every fault in a stranger's file
    if len(body) > _MAX_BYTES:
        return None, None, None, None
    try:
        reader = PdfReader(io.BytesIO(body))
        fields: Mapping[str, object] = reader.metadata or {}
        title = _PROGRAM.sub("", _text(fields.get("/Title")) or "")
        made = re.match(r"(?:D:)?(\d{8})", str(fields.get("/CreationDate") or ""))  # D:20210318092700+01'00'
        language = _text(reader.root_object.get("/Lang"))
        return (
            None if _NO_TITLE.fullmatch(title) or not re.search(r"[^\W\d_]{2}", title) else title,
            _text(fields.get("/Author")),
            stamped_day(made[1]) if made else None,
            language if language and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language) else None,
        )
    except Exception:  # noqa: BLE001 - see above
        return None, None, None, None


def _text(value: object) -> str | None:
    return one_line(str(value)[:_MAX_TEXT]) or None if value else None
