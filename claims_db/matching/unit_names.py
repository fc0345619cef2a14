"""Reading the unit, currency and scale that stand beside a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims_db.matching.units import Unit, unit_table

_SCALES = {
    "hundred": 100.0, "thousand": 1e3, "thousands": 1e3, "k": 1e3, "grand": 1e3, "tsd": 1e3, "mila": 1e3, "mille": 1e3, "mil": 1e3,
    "tausend": 1e3, "duizend": 1e3, "tusind": 1e3, "тыс": 1e3, "тысяч": 1e3, "тысячи": 1e3, "천": 1e3, "हज़ार": 1e3, "हजार": 1e3, "ألف": 1e3, "آلاف": 1e3,
    "million": 1e6, "millions": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "mill": 1e6, "millionen": 1e6, "millones": 1e6, "millón": 1e6,
    "milhões": 1e6, "milhão": 1e6, "milioni": 1e6, "milione": 1e6, "miljoen": 1e6, "millioner": 1e6, "млн": 1e6, "миллионов": 1e6, "миллиона": 1e6,
    "миллион": 1e6, "مليون": 1e6, "ملايين": 1e6, "백만": 1e6, "천만": 1e7,
    "billion": 1e9, "billions": 1e9, "bn": 1e9, "bln": 1e9, "bil": 1e9, "milliard": 1e9, "milliards": 1e9, "milliarde": 1e9, "milliarden": 1e9,
    "mrd": 1e9, "md": 1e9, "mds": 1e9, "miljard": 1e9, "miliardi": 1e9, "miliardo": 1e9, "milliarder": 1e9, "bilhões": 1e9, "bilhão": 1e9,
    "mil millones": 1e9, "mil milhões": 1e9, "млрд": 1e9, "миллиардов": 1e9, "миллиарда": 1e9, "مليار": 1e9,
    "trillion": 1e12, "trillions": 1e12, "tn": 1e12, "trn": 1e12, "billones": 1e12, "трлн": 1e12, "تريليون": 1e12,
    "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7, "लाख": 1e5, "करोड़": 1e7, "करोड़": 1e7, "dozen": 12.0,
}  # fmt: skip
# Letters that are a scale only when they touch the number, and only sometimes then.
_GLUED_SCALES = {"m": 1e6, "b": 1e9, "t": 1e12}
# Names that are as often another word: a count without the unit is their second reading.
_OFTEN_WORDS = frozenset("won try php stone pounds pound in bar bars second y an ' \" c p kr point cal pc".split())
_GLUED_ONLY = frozenset("p c y b in pc u an w try php ars zar" .split())
_WORD = r"[^\W\d_]+[²³]?(?:\^?[23](?!\d))?"
_AFTER = re.compile(rf"(?P<gap> ?-?)(?P<name>° ?[cf]\b|[°%‰'\"¢€£$¥₹₩]|{_WORD}(?:/{_WORD})?\.?)(?P<more>(?:[ -]{_WORD}){{0,2}})")
_RATE = re.compile(r" ?(?:/|per |an? |each )(?P<time>hour|hr|h|second|sec|s|minute|min)\b")
_BEFORE = re.compile(
    r"(?:[£$€¥₹₩₽₺₴₪₫₱฿₦₿]|\b(?:us|a|au|c|ca|nz|hk|s|nt|r|cn)[$¥]|\b(?:usd|gbp|eur|cny|rmb|jpy|inr|chf|cad|aud|nzd|hkd|krw|brl|"
    r"sek|nok|dkk|pln|rs\.?|mxn|btc|aed|sar|sgd|zar|thb))[ ]?-?$"
)
_UNSPACED = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Sense:
    """A scale and a unit that the letters after a number may mean."""

    scale: float
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Suffix:
    """What stands after a number, in the order of likelihood, and where it ends."""

    senses: tuple[Sense, ...]
    end: int


def currency_before(plain: str, start: int) -> tuple[tuple[Unit, ...], int]:
    """The currencies that the sign right before a number may be, and where the sign begins."""
    if start == 0:
        return (), start
    window = max(0, start - 5)
    match = _BEFORE.search(plain[window:start])
    if not match:
        return (), start
    return unit_table().get(match[0].rstrip(" -"), ()), window + match.start()


def suffix_after(plain: str, text: str, end: int, *, money: bool) -> Suffix | None:
    """Scale and unit after a number; None where other letters touch it and make it a name."""
    scale, stop = _scale(plain, text, end, money=money)
    units, last = _units(plain, text, stop, glued=stop == end)
    if units:
        bare = (Sense(scale, None),) if plain[stop:last].strip(" -.") in _OFTEN_WORDS else ()
        senses = tuple(Sense(scale, unit) for unit in units) + bare + _glued_scale(plain, end, last, money=money)
        return Suffix(senses, last)
    if stop == end and (touching := re.compile(r"[^\W\d_]").match(plain, end)) and not _UNSPACED.match(touching[0]):
        return None
    return Suffix((Sense(scale, None),), stop)


def _scale(plain: str, text: str, end: int, *, money: bool) -> tuple[float, int]:
    """How many thousands or millions, and where the word for it ends."""
    match = _AFTER.match(plain, end)
    if not match:
        return 1.0, end
    name = match["name"].rstrip(".")
    stop = match.start("name") + len(name)
    two = name + match["more"][: (match["more"] + " ").index(" ", 1)] if match["more"] else ""
    if two in _SCALES:
        return _SCALES[two], match.start("name") + len(two)
    glued = not match["gap"] and len(name) == 1 and plain[end - 1].isdigit()
    if name in _SCALES and (len(name) > 1 or glued):
        return _SCALES[name], stop
    if name in _GLUED_SCALES and (money or (glued and (name == "b" or text[stop - 1].isupper()))):
        return _GLUED_SCALES[name], stop
    return 1.0, end


def _glued_scale(plain: str, end: int, last: int, *, money: bool) -> tuple[Sense, ...]:
    """`18.4m` may be metres and may be millions."""
    return (Sense(1e6, None),) if plain[end:last].strip() == "m" and not money else ()


def _units(plain: str, text: str, at: int, *, glued: bool) -> tuple[tuple[Unit, ...], int]:
    """The units named at `at`, the longest name first, and where the name ends."""
    match = _AFTER.match(plain, at)
    if not match:
        return (), at
    start = match.start("name")
    for stop in _stops(match):
        written, name = text[start:stop], plain[start:stop].replace("-", " ").rstrip(".")
        units = unit_table().get(written) or unit_table().get(name) or unit_table().get(plain[start:stop])
        if units and not (name in _GLUED_ONLY and (match["gap"] or not glued)):
            return _as_rate(units, plain, stop)
    return (), at


def _stops(match: re.Match[str]) -> list[int]:
    """Where the first three, two or one words end."""
    more = match["more"]
    breaks = [place for place in range(1, len(more)) if more[place] in " -"]
    stops = [match.end("name")] if not more else [match.end(), *(match.start("more") + place for place in breaks), match.end("name")]
    return stops if not match["name"].endswith(".") else [*stops, match.end("name") - 1]


def _as_rate(units: tuple[Unit, ...], plain: str, stop: int) -> tuple[tuple[Unit, ...], int]:
    """A length `per hour` is a speed."""
    rate = _RATE.match(plain, stop) if units[0].dimension == "length" else None
    if not rate:
        return units, stop
    seconds = unit_table()[rate["time"]][0].factor
    return (Unit("speed", "m/s", units[0].factor / seconds),), rate.end()
