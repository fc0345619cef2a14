"""Facts about nine languages, one readable file each, and which of them a text is in."""

from __future__ import annotations

from claims_db.languages.detection import language_beside, language_of
from claims_db.languages.facts import ENGLISH, LANGUAGES, QUESTION_MARKS, Language, language

__all__ = ["ENGLISH", "LANGUAGES", "QUESTION_MARKS", "Language", "language", "language_beside", "language_of"]
