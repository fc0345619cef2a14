"""Units of measure and currencies: how they convert, and how they and scales stand beside a number.

The table of their names is units.txt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from claims_db.engine.text.plain_letters import any_of
from claims_db.languages.detection import languages_in_latin


@dataclass(frozen=True, slots=True)
class Unit:
    """A number of this unit is `number * factor + offset` of the `base` unit."""

    dimension: str
    base: str
    factor: float
    offset: float = 0.0

    def to_base(self, number: float) -> float:
        """`number` of this unit in the base unit."""
        return number * self.factor + self.offset


PERCENT = Unit("share", "percent", 1.0)
SCORE = Unit("score", "score", 1.0)
TIMES = Unit("multiple", "times", 1.0)
# Short names of money that before a number are something else.
_ONLY_AFTER = frozenset("p c kr won try php yen ars rub lek lev lei leu sol som kip 元 块 円 원 엔 руб".split())
_POWERS = {"area": ("m2", 2, "square", "sq"), "volume": ("m3", 3, "cubic", "cu")}
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
# "Three mill workers" are no three million.
_AFTER_DIGITS = frozenset({"mill"})
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


@lru_cache(maxsize=1)
def unit_table() -> dict[str, tuple[Unit, ...]]:
    """Every name with the units that it may mean, the likeliest first.

    Square and cubic units follow from lengths: `square miles`, `km2`, `cubic metres`.
    """
    table: dict[str, tuple[Unit, ...]] = {}
    for line in files(__package__).joinpath("units.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        measure, _, names = line.partition(": ")
        dimension, base, factor, offset = measure.split()
        unit = Unit(dimension, base, float(factor), float(offset))
        for name in names.split(", "):
            table[name] = (*table.get(name, ()), unit)
    lengths = [(name, unit.factor) for name, units in table.items() for unit in units if unit.dimension == "length"]
    for name, length in lengths:
        for power_of, (base, power, word, short) in _POWERS.items() if name not in {"'", '"'} else ():
            spellings = (f"{word} {name}", f"{short} {name}", f"{short}. {name}", f"{name}{power}", f"{name}^{power}")
            for spelling in (*spellings, name + "²³"[power - 2]):
                table.setdefault(spelling, (Unit(power_of, base, length**power),))
    return table


@lru_cache(maxsize=1)
def currency_signs() -> re.Pattern[str]:
    """A currency as it stands before a number: a sign, or a code of up to three letters.

    Codes that in small letters are words ("all", "top") stand in capitals in the table.
    """
    money = {name for name, units in unit_table().items() if units[0].dimension == "money" and len(name) <= 3}
    return re.compile(rf"(?<![^\W\d_])({any_of(money - _ONLY_AFTER)}) ?-?$")


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

    def then(self, unit: Suffix) -> Suffix:
        """This scale with a unit that stands further on; the same where it has a unit already."""
        if any(sense.unit for sense in self.senses):
            return self
        scale = self.senses[0].scale
        return Suffix(tuple(Sense(scale * sense.scale, sense.unit) for sense in unit.senses), unit.end)


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
    """Scale and unit after a number; None where other letters touch it and make it a name.

    Thousands of pounds are money, `18.4m` may be metres and may be millions, `pounds` may be fists on a door.
    """
    scale, stop = _scale(plain, text, end, money=money)
    linked = _LINK.match(plain, stop) if scale > 1 else None
    units, last = _units(plain, text, linked.end() if linked else stop, touching=stop == end)
    if not units:
        touches = stop == end and _LETTER.match(plain, end)
        return None if touches else Suffix((Sense(scale, None),), stop)
    if scale >= 1e3:
        units = tuple(sorted(units, key=lambda unit: unit.dimension != "money"))
    senses = [Sense(scale, unit) for unit in units]
    name = plain[stop:last].strip(" -")
    if name in _OFTEN_WORDS:
        senses.append(Sense(scale, None))
    if name == "m" and not money:
        senses.append(Sense(1e6, None))
    return Suffix(tuple(senses), last)


def _scale(plain: str, text: str, end: int, *, money: bool) -> tuple[float, int]:
    """How many thousands or millions, and where the word for it ends.

    One letter is a scale in `£7m`, `7b`, `3M users` and `5m dollars`; a lone `m` may still be metres. `mil` is a
    thousand in Spanish and short for a million in English.
    """
    match = _AFTER.match(plain, end)
    if not match:
        return 1.0, end
    name, start = match["name"], match.start("name")
    following = match["more"][1:]
    pair = name + " " + following.replace("-", " ").partition(" ")[0]
    if pair in _SCALES:
        return _SCALES[pair], start + len(pair)
    touching = not match["gap"] and plain[end - 1].isdigit()
    stop = start + len(name)
    if name == "mil" and not languages_in_latin(plain):
        return 1e6, stop
    if name in _SCALES and (len(name) > 1 or touching) and (name not in _AFTER_DIGITS or plain[end - 1].isdigit()):
        return _SCALES[name], stop
    if name in _LETTER_SCALES:
        sure = name == "b" or text[start].isupper() or (name == "m" and following.partition(" ")[0] in unit_table())
        if money or (touching and sure):
            return _LETTER_SCALES[name], stop
    return 1.0, end


def _units(plain: str, text: str, at: int, *, touching: bool) -> tuple[tuple[Unit, ...], int]:
    """The units named at `at`, the longest name first, and where the name ends.

    `C` and `W` are units only as capitals; other names are looked up in lower case, hyphens taken for spaces.
    Quotation marks after a number are hardly ever feet and inches. A length `per hour` is a speed.
    """
    match = _AFTER.match(plain, at)
    if not match:
        return (), at
    table, start, touching = unit_table(), match.start("name"), touching and not match["gap"]
    quoted = plain[start] in "'\"" and not (
        _PRIMES.match(plain, start) or _INCHES.search(plain[max(0, start - 5) : start])
    )
    word_ends = [place for place in range(match.start("more"), match.end()) if plain[place] in " -"]
    for stop in () if quoted else (match.end(), *reversed(word_ends)):
        name = plain[start:stop]
        units = table.get(text[start:stop]) or table.get(name.replace("-", " ")) or table.get(name)
        if units and (touching or name not in _TOUCHING_ONLY):
            rate = _RATE.match(plain, stop) if units[0].dimension == "length" else None
            if not rate:
                return units, stop
            return (Unit("speed", "m/s", units[0].factor / table[rate["time"]][0].factor),), rate.end()
    # In scripts without spaces the text runs on after a unit: `4200メートルです`, `5억 원을`.
    longest = min(len(plain), start + _LONGEST_GLUED) if _UNSPACED.match(plain, start) else start
    for stop in range(longest, start, -1):
        if (units := table.get(plain[start:stop])) and _MAY_FOLLOW.match(plain, stop):
            return units, stop
    return (), start
