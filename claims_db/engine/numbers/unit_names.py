"""Reading the unit, currency and scale that stand beside a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims_db.engine.numbers.units import Unit, currency_signs, unit_table

_SCALES_BY_SIZE = {
    1e2: "hundred",
    1e3: "thousand thousands k grand tsd mila mille mil tausend duizend tusind "
    "тыс тысяч тысячи тысячу тысячам тысячах 천 हज़ार हजार ألف آلاف",
    1e5: "lakh lakhs लाख",
    1e6: "million millions mn mln mio mill millionen millones millón milhões milhão milioni milione miljoen millioner "
    "млн миллионов миллионам миллионах миллиона миллион مليون ملايين 백만",
    1e7: "crore crores करोड़ करोड 천만",
    1e9: "billion billions bn bln bil milliard milliards milliarde milliarden mrd md mds miljard miliardi miliardo "
    "milliarder bilhões bilhão млрд миллиардов миллиарда مليار",
    1e12: "trillion trillions tn trn billones трлн تريليون",
    12.0: "dozen",
}
_SCALES = {name: size for size, names in _SCALES_BY_SIZE.items() for name in names.split()}
_SCALES |= {"mil millones": 1e9, "mil milhões": 1e9, "hundred thousand": 1e5, "thousand million": 1e9}
# One letter is a scale only where it touches the number, and these three only sometimes then.
_LETTER_SCALES = {"m": 1e6, "b": 1e9, "t": 1e12}
# Names that are as often another word: a count without the unit is their second reading.
_OFTEN_WORDS = frozenset(
    (
        "won try php stone pounds pound crowns crown marks mark drams dram sol som in bar bars y an c p kr cal pc h s"
    ).split()
)
_TOUCHING_ONLY = frozenset("p c y b in pc an w try php ars zar rs ' \"".split())
_WORD = r"(?:[^\W\d_]|[\u093a-\u094f])+[²³]?(?:\^?[23](?!\d))?"
_AFTER = re.compile(
    rf"(?P<gap> ?-?)(?P<name>° ?[cf](?![^\W_])|[°%‰'\"¢]|[€£$¥₹₩₽](?! ?\d)|{_WORD}(?:/{_WORD})?)"
    rf"(?P<more>(?:[ -]{_WORD}){{0,2}})"
)
_RATE = re.compile(r" ?(?:/|per |an? |each )(?P<time>hour|hr|h|second|sec|s|minute|min)\b")
# "millones de euros", "millions d'euros".
_LINK = re.compile(r" (?:de(?= )|di(?= )|d')")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONGEST_GLUED = 8
# Particles and endings in Korean, anything but more katakana in Japanese, any sign in Chinese.
_MAY_FOLLOW = re.compile(
    "(?:이|가|은|는|을|를|의|에|로|으로|도|만|와|과|까지|정도|입|였|였|짜|씩|이상|이하|미만|쯤|가량|나|다)|[\u3040-\u309f\u3400-\u9fff]|\\W|$"
)
_LETTER = re.compile(r"[^\W\d_\u0600-\u06ff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# "5'11"": a prime is a unit only in a height, a double one also before a screen.
_PRIMES = re.compile(
    r"(?<=\d)'(?= ?\d{1,2}(?:\"|''|(?!\w)))|(?<=\d)\"(?= ?(?:x|tv|screen|monitor|display|wide|long|tall|pizza)\b)"
)
_INCHES = re.compile(r"\d' ?\d{1,2}$")


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


def currency_before(plain: str, text: str, start: int) -> tuple[tuple[Unit, ...], int]:
    """The currencies that the sign right before a number may be, and where the sign begins."""
    window = max(0, start - 6)
    if not start:
        return (), start
    match = currency_signs().search(plain[window:start]) or currency_signs().search(text[window:start])
    if not match:
        return (), start
    return unit_table()[match[1]], window + match.start()


def suffix_after(plain: str, text: str, end: int, *, money: bool) -> Suffix | None:
    """Scale and unit after a number; None where other letters touch it and make it a name."""
    scale, stop = _scale(plain, text, end, money=money)
    linked = _LINK.match(plain, stop) if scale > 1 else None
    units, last = _units(plain, text, linked.end() if linked else stop, touching=stop == end)
    if units:
        return Suffix(tuple(_senses(plain[stop:last].strip(" -"), scale, units, money=money)), last)
    if stop == end and _LETTER.match(plain, end):
        return None
    return Suffix((Sense(scale, None),), stop)


def _senses(name: str, scale: float, units: tuple[Unit, ...], *, money: bool) -> Iterator[Sense]:
    """Thousands of pounds are money, `18.4m` may be metres and may be millions, `pounds` may be fists on a door."""
    if scale >= 1e3:
        units = tuple(sorted(units, key=lambda unit: unit.dimension != "money"))
    yield from (Sense(scale, unit) for unit in units)
    if name in _OFTEN_WORDS:
        yield Sense(scale, None)
    if name == "m" and not money:
        yield Sense(1e6, None)


def _scale(plain: str, text: str, end: int, *, money: bool) -> tuple[float, int]:
    """How many thousands or millions, and where the word for it ends."""
    match = _AFTER.match(plain, end)
    if not match:
        return 1.0, end
    name, start = match["name"], match.start("name")
    pair = name + " " + match["more"][1:].replace("-", " ").partition(" ")[0]
    if pair in _SCALES:
        return _SCALES[pair], start + len(pair)
    touching = not match["gap"] and plain[end - 1].isdigit()
    stop = start + len(name)
    if name in _SCALES and (len(name) > 1 or touching):
        return _SCALES[name], stop
    if name in _LETTER_SCALES and (money or (touching and _letter_scales(match, text[start]))):
        return _LETTER_SCALES[name], stop
    return 1.0, end


def _letter_scales(match: re.Match[str], written: str) -> bool:
    """`7b`, `3M users`, `5m dollars`; a lone `m` may still be metres."""
    following = unit_table().get(match["more"][1:].partition(" ")[0], ())
    return match["name"] == "b" or written.isupper() or (match["name"] == "m" and bool(following))


def _units(plain: str, text: str, at: int, *, touching: bool) -> tuple[tuple[Unit, ...], int]:
    """The units named at `at`, the longest name first, and where the name ends."""
    match = _AFTER.match(plain, at)
    if not match:
        return (), at
    start = match.start("name")
    for stop in _stops(match):
        name = plain[start:stop]
        units = _named(text[start:stop], name)
        if units and _is_measured(plain, start) and (name not in _TOUCHING_ONLY or (touching and not match["gap"])):
            return _as_rate(units, plain, stop)
    return _glued_unit(plain, start)


def _glued_unit(plain: str, start: int) -> tuple[tuple[Unit, ...], int]:
    """In scripts without spaces the text runs on after a unit: `4200メートルです`, `5억 원을`."""
    longest = min(len(plain), start + _LONGEST_GLUED) if _UNSPACED.match(plain, start) else start
    for stop in range(longest, start, -1):
        units = unit_table().get(plain[start:stop])
        if units and _MAY_FOLLOW.match(plain, stop):
            return units, stop
    return (), start


def _named(written: str, name: str) -> tuple[Unit, ...]:
    """`C` and `W` are units only as capitals; other names are looked up in lower case, hyphens taken for spaces."""
    table = unit_table()
    return table.get(written) or table.get(name.replace("-", " ")) or table.get(name) or ()


def _is_measured(plain: str, start: int) -> bool:
    """Quotation marks after a number are hardly ever feet and inches."""
    if plain[start] not in "'\"":
        return True
    return bool(_PRIMES.match(plain, start)) or bool(_INCHES.search(plain[max(0, start - 5) : start]))


def _stops(match: re.Match[str]) -> Iterator[int]:
    """Where the first three, two or one words end."""
    yield match.end()
    more, first = match["more"], match.start("more")
    for place in range(len(more) - 1, -1, -1):
        if more[place] in " -":
            yield first + place


def _as_rate(units: tuple[Unit, ...], plain: str, stop: int) -> tuple[tuple[Unit, ...], int]:
    """A length `per hour` is a speed."""
    rate = _RATE.match(plain, stop) if units[0].dimension == "length" else None
    if not rate:
        return units, stop
    seconds = unit_table()[rate["time"]][0].factor
    return (Unit("speed", "m/s", units[0].factor / seconds),), rate.end()
