"""What fact-checkers call their ratings, and which of ours each means."""

from __future__ import annotations

import math
import re

from claims_db.errors import InvalidValueError
from claims_db.files import fields
from claims_db.files.fields import Record
from claims_db.values import Rating

# Names as found in published ClaimReview markup (https://datacommons.org/factcheck), in a few languages.
_NAMES = {
    Rating.TRUE: (
        "true, correct, accurate, factual, confirmed, legit, correct attribution, verdadero, verdad, vrai, wahr,"
        " richtig, vero, verdadeiro"
    ),
    Rating.MOSTLY_TRUE: (
        "mostly true, mostly correct, mostly accurate, largely true, mainly true, nearly true, almost true,"
        " plutôt vrai, größtenteils richtig, größtenteils wahr"
    ),
    Rating.HALF_TRUE: (
        "half true, mixture, mixed, partly true, partially true, partly correct, partly false, partially false,"
        " true and false, half truth, verdad a medias, teilweise richtig, teilweise falsch"
    ),
    Rating.MOSTLY_FALSE: (
        "mostly false, mostly incorrect, mostly inaccurate, largely false, mainly false, barely true, plutôt faux,"
        " größtenteils falsch"
    ),
    Rating.FALSE: (
        "false, incorrect, inaccurate, wrong, untrue, not true, fake, fake news, hoax, fabricated, pants on fire,"
        " debunked, manipulated, altered, doctored, misattributed, incorrect attribution, falso, faux, falsch"
    ),
    Rating.MISLEADING: (
        "misleading, missing context, out of context, lacks context, lacking context, needs context, no context,"
        " distorted, exaggerated, cherry picked, miscaptioned, engañoso, trompeur, irreführend, enganoso, sesat"
    ),
    Rating.UNPROVEN: (
        "unproven, unsupported, unverified, unverifiable, unsubstantiated, no evidence, not proven,"
        " insufficient evidence, unfounded, baseless, research in progress, in progress, sin pruebas, unbelegt"
    ),
    Rating.OUTDATED: "outdated, out of date, no longer true, obsolete, was true, expired, veraltet, desactualizado",
}
_RATINGS = {name.strip().casefold(): rating for rating, names in _NAMES.items() for name in names.split(",")}

# Google's scale: 1 false, 2 mostly false, 3 half true, 4 mostly true, 5 true
# (https://developers.google.com/search/docs/appearance/structured-data/factcheck).
_SCALE = (Rating.FALSE, Rating.MOSTLY_FALSE, Rating.HALF_TRUE, Rating.MOSTLY_TRUE, Rating.TRUE)


def rating_named(name: str) -> Rating:
    """The rating of that name; raises InvalidValueError where we do not know the name."""
    bare = re.sub(r"[\s_\-]+", " ", name).strip(" .!\"'“”").casefold()
    if bare not in _RATINGS:
        raise InvalidValueError(f"the rating {name[:80]!r} is not known; write one of {', '.join(Rating)}")
    return _RATINGS[bare]


def rating_on_scale(value: float, worst: float, best: float) -> Rating:
    """The rating at `value` between `worst` (false) and `best` (true); raises InvalidValueError outside that range."""
    span = best - worst
    share = (value - worst) / span if span else math.nan
    if not 0 <= share <= 1:
        raise InvalidValueError(f"the rating {value:g} is not on a scale from {worst:g} to {best:g}; name the rating")
    return _SCALE[round(share * (len(_SCALE) - 1))]


def review_rating(review: Record) -> Rating:
    """The rating by name where it has one: publishers rarely mean the number beside it. Raises InvalidValueError."""
    listed = review.get("reviewRating")
    given = fields.record(listed[0] if isinstance(listed, list) and listed else listed, "'reviewRating'")
    if name := fields.optional_text(given, "alternateName") or fields.optional_text(given, "name"):
        return rating_named(name)
    worst, best = _number(given, "worstRating", 1.0), _number(given, "bestRating", 5.0)
    return rating_on_scale(_number(given, "ratingValue", None), worst, best)


def _number(given: Record, name: str, default: float | None) -> float:
    value = given.get(name, default)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        try:
            return float(value)
        except (ValueError, OverflowError):
            pass
    raise InvalidValueError(f"'reviewRating' needs an 'alternateName' such as \"false\"; its {name!r} is not a number")
