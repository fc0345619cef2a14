"""What a file of this folder says about its language, read once and only when a text needs it.

A field of patterns holds one regular expression a line. In languages that write spaces each matches whole words only.
Whoever writes a message may leave accents out, so `está` finds `esta` too, but `esta` never `está`.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import regex

ENGLISH = "en"
LANGUAGES = {
    "ar": "arabic",
    "de": "german",
    "es": "spanish",
    "hi": "hindi",
    "ja": "japanese",
    "ko": "korean",
    "ru": "russian",
    "zh": "chinese",
}
_LETTER = r"[\p{L}\p{M}]"
# How else people without the right keyboard, or in a hurry, write a letter.
_ALSO_WRITTEN = {
    **{accented: f"[{accented}{bare}]" for accented, bare in zip("áéíóúñё", "aeiounе", strict=True)},
    **{umlaut: f"(?:{umlaut}|{bare}e?)" for umlaut, bare in zip("äöü", "aou", strict=True)},
    **dict.fromkeys("أإآ", "[أإآا]"),
    "ß": "(?:ß|ss)",
    "ة": "[ةه]",
    "ى": "[ىي]",
}
_SPELLINGS = str.maketrans(_ALSO_WRITTEN)
_NOTHING = regex.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Language:
    """One language. The patterns are searched in a cleaned statement.

    By the function words in `also_english` the language cannot be told. `negators` turn what is said round, and so do
    `denials` ("it is a myth that"); `idle` are negators that do not, and `denied_details` such as deny a detail alone.
    `suppositions` and `wishes` make a statement uncheckable wherever they stand if `governs_from_anywhere`, else if
    they stand before what they govern. `cut_words` and `kept_words` are for scripts without spaces.
    """

    code: str
    governs_from_anywhere: bool
    function_words: tuple[str, ...]
    also_english: tuple[str, ...]
    light_words: tuple[str, ...]
    synonyms: tuple[str, ...]
    cut_words: tuple[str, ...]
    kept_words: tuple[str, ...]
    numbers: dict[str, int]
    negators: regex.Pattern[str]
    idle: regex.Pattern[str]
    denials: regex.Pattern[str]
    denied_details: regex.Pattern[str]
    open_questions: regex.Pattern[str]
    yes_no_questions: regex.Pattern[str]
    opinions: regex.Pattern[str]
    wishes: regex.Pattern[str]
    suppositions: regex.Pattern[str]


@lru_cache(maxsize=len(LANGUAGES))
def language(code: str) -> Language:
    """The language of that code; KeyError for English and for those that have no file."""
    text = files(__package__).joinpath(f"{LANGUAGES[code]}.toml").read_text(encoding="utf-8")
    known: dict[str, Any] = tomllib.loads(unicodedata.normalize("NFC", text))
    spaced, prefix = known.get("spaced", True), known.get("prefix", "")

    def words(name: str) -> tuple[str, ...]:
        return tuple(known.get(name, "").split())

    def pattern(name: str) -> regex.Pattern[str]:
        return _pattern(known.get(name, "").splitlines(), prefix, spaced=spaced)

    return Language(
        code=code,
        governs_from_anywhere=known.get("governs_from_anywhere", False),
        function_words=words("function_words"),
        also_english=words("also_english"),
        light_words=words("light_words"),
        synonyms=tuple(filter(None, known.get("synonyms", "").splitlines())),
        cut_words=words("cut_words"),
        kept_words=words("kept_words"),
        numbers={word: int(value) for value, words in known.get("numbers", {}).items() for word in words.split()},
        negators=pattern("negators"),
        idle=pattern("idle"),
        denials=pattern("denials"),
        denied_details=pattern("denied_details"),
        open_questions=pattern("open_questions"),
        yes_no_questions=pattern("yes_no_questions"),
        opinions=pattern("opinions"),
        wishes=pattern("wishes"),
        suppositions=pattern("suppositions"),
    )


def _pattern(lines: list[str], prefix: str, *, spaced: bool) -> regex.Pattern[str]:
    """One of the lines, as whole words where words have spaces; `prefix` is what is written on to a word's front."""
    spelt = "|".join(line.translate(_SPELLINGS) for line in lines if line)
    if not spelt:
        return _NOTHING
    bounded = rf"(?<!{_LETTER}){prefix}(?:{spelt})(?!{_LETTER})" if spaced else spelt
    return regex.compile(bounded, regex.IGNORECASE)
