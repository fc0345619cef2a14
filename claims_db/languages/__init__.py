"""Facts about languages other than English, one readable file each, and which of them a text is in.

English, in which the product was built, has its lists beside the steps that read them.
"""

from __future__ import annotations

from claims_db.languages.detection import language_beside, language_of
from claims_db.languages.facts import ENGLISH, LANGUAGES, Language, language

__all__ = ["ENGLISH", "LANGUAGES", "Language", "language", "language_beside", "language_of"]
