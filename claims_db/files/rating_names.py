"""What fact-checkers call their ratings, and which of ours each means."""

from __future__ import annotations

import math
import tomllib
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

import regex

from claims_db.errors import InvalidValueError, UnknownRatingError
from claims_db.files import fields, schema_org
from claims_db.files.fields import Record
from claims_db.languages import QUESTION_MARKS
from claims_db.values import Rating

RatingWords = Mapping[str, Rating]
NO_WORDS: RatingWords = MappingProxyType({})

# Accents of Latin, Greek and Cyrillic letters, and the signs that Arabic and Indic spelling may leave out.
_ACCENTS = regex.compile(r"[\u0300-\u036f\u0640\u064b-\u0655\u093c\u09bc\u0a3c]")
_INVISIBLE = regex.compile(r"\p{Cf}")
_WORDS = regex.compile(r"[\p{L}\p{M}\p{N}]+")
# Scripts that write no spaces, so that a word may end anywhere.
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_LONGEST = 60
_THINGS = "things"
_BETWEEN = regex.compile(r"[/|;&+,]")

# Google's scale: 1 false, 2 mostly false, 3 half true, 4 mostly true, 5 true
# (https://developers.google.com/search/docs/appearance/structured-data/factcheck).
_SCALE = (Rating.FALSE, Rating.MOSTLY_FALSE, Rating.HALF_TRUE, Rating.MOSTLY_TRUE, Rating.TRUE)
# Where on a scale from false (0) to true (1) a number may be beside the word; one step of five is none too many.
_AGREEING = {
    Rating.FALSE: (0, 0.25),
    Rating.MOSTLY_FALSE: (0, 0.5),
    Rating.HALF_TRUE: (0.25, 0.75),
    Rating.MOSTLY_TRUE: (0.5, 1),
    Rating.TRUE: (0.75, 1),
    Rating.MISLEADING: (0, 0.5),
    Rating.UNPROVEN: (0, 0.75),
    Rating.OUTDATED: (0, 0.75),
}


# A feed has few labels, again and again.
@lru_cache(maxsize=1024)
def rating_key(name: str) -> str:
    """One form for all ways to write a rating: capitals, accents, hyphens, quotes and pictures do not count."""
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name).casefold())
    bare = _INVISIBLE.sub("", _ACCENTS.sub("", letters))
    return unicodedata.normalize("NFC", " ".join(_WORDS.findall(bare)))


@cache
def known_words() -> RatingWords:
    """The words of `rating_words.toml` by their keys."""
    return {
        rating_key(word): Rating(rating)
        for language in _table()
        for rating, words in language.items()
        if rating != _THINGS
        for word in words
    }


@cache
def _table() -> tuple[Mapping[str, list[str]], ...]:
    """The tables of the languages."""
    text = files("claims_db.files").joinpath("rating_words.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text).values())


@cache
def _things() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What finds things before a rating, and behind one."""
    words = sorted({rating_key(word) for language in _table() for word in language.get(_THINGS, ())}, key=len)
    anyone = "|".join(map(regex.escape, reversed(words)))
    return regex.compile(rf"(?:(?:{anyone}) )++"), regex.compile(rf"(?: (?:{anyone}))++$")


def rating_named(name: str, own: RatingWords = NO_WORDS) -> Rating:
    """The rating of that name, by the words in `own` before ours; raises UnknownRatingError where none has it.

    Two names are one rating if both mean the same ("False/Fabricated"), and what is asked is none.
    """
    key = rating_key(name[: fields.MAX_FIELD_LENGTH])
    if rating := own.get(key):
        return rating
    if len(key) <= _LONGEST and not _asks(name):
        found = {_known(rating_key(part)) for part in _BETWEEN.split(name)}
        if (rating := _known(key)) or (len(found) == 1 and (rating := found.pop())):
            return rating
    raise UnknownRatingError(
        f"the rating {name[:80]!r} is not known; write one of {', '.join(Rating)}, or say with --ratings what it means",
        key,
    )


def rating_on_scale(value: float, worst: float, best: float) -> Rating:
    """The rating at `value` between `worst` (false) and `best` (true); raises InvalidValueError outside that range."""
    return _SCALE[round(_share(value, worst, best) * (len(_SCALE) - 1))]


def _share(value: float, worst: float, best: float) -> float:
    """How far the value is from worst (0) to best (1)."""
    span = best - worst
    share = (value - worst) / span if span else math.nan
    if not 0 <= share <= 1:
        raise InvalidValueError(f"the rating {value:g} is not on a scale from {worst:g} to {best:g}; name the rating")
    return share


def review_rating(review: Record, own: RatingWords = NO_WORDS) -> Rating:
    """The rating by name where it has one: publishers rarely mean the number beside it.

    A sentence is no name. Where it begins with one, that one counts if the number agrees. Raises InvalidValueError.
    """
    given = fields.record(schema_org.single(review.get("reviewRating")), "'reviewRating'")
    name = schema_org.text(given, "alternateName") or schema_org.text(given, "name")
    if name is None:
        return rating_on_scale(*_on_scale(given))
    try:
        return rating_named(name, own)
    except UnknownRatingError:
        rating = None if _asks(name) else _begun(rating_key(name))
        if rating is None:
            raise
        least, most = _AGREEING[rating]
        with suppress(InvalidValueError):
            if least <= _share(*_on_scale(given)) <= most:
                return rating
        raise


def _asks(name: str) -> bool:
    return any(mark in name for mark in QUESTION_MARKS)


def _known(key: str) -> Rating | None:
    """The rating with that key, if need be without the things beside it."""
    before, behind = _things()
    known = known_words()
    bare = before.sub("", key, 1) if before.match(key) else key
    return known.get(key) or known.get(behind.sub("", key)) or known.get(bare) or known.get(behind.sub("", bare))


def _begun(sentence: str) -> Rating | None:
    """The rating whose word, the longest there is, begins the sentence."""
    known = known_words()
    if before := _things()[0].match(sentence):
        sentence = sentence[before.end() :]
    for end in range(min(len(sentence), _LONGEST), 0, -1):
        ends = sentence[end : end + 1] in {"", " "} or _UNSPACED.match(sentence[end - 1])
        if ends and (rating := known.get(sentence[:end])):
            return rating
    return None


def _on_scale(given: Record) -> tuple[float, float, float]:
    """The number, and the ends of its scale, which are 1 and 5 where the review does not say (schema.org)."""
    return _number(given, "ratingValue", None), _number(given, "worstRating", 1.0), _number(given, "bestRating", 5.0)


def _number(given: Record, name: str, default: float | None) -> float:
    value = schema_org.single(given.get(name))
    value = default if value is None else value
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        try:
            return float(value)
        except (ValueError, OverflowError):
            pass
    raise InvalidValueError(f"'reviewRating' needs an 'alternateName' such as \"false\"; its {name!r} is not a number")
