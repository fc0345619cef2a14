"""Slips in the small words that decide: "nevr", "Decemebr", "fourten", "9 metrres".

A claim's own words are found by their likeness, letter by letter. A negator, a number, a month or a unit is found by
its very letters, so one that is mistyped is as good as not there: "it nevr fell" would agree that it fell.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, islice, permutations
from operator import itemgetter

from rapidfuzz.distance import OSA

from claims_db.engine.dates.names import ENGLISH_MONTHS, MONTHS, WEEKDAYS
from claims_db.engine.numbers.english import NUMBER_WORDS
from claims_db.engine.numbers.units import Unit, unit_table
from claims_db.engine.text.cleaning import clean, is_shouted
from claims_db.engine.text.lexicon import is_english, is_known, stem
from claims_db.languages import ENGLISH, LANGUAGES, language, language_of

# Words so short, and shorter ones, are too near to too many others for any slip to tell.
_SHORT = 4
# A shorter month may be a name: "Marcy".
_SHORTEST_MONTH = 6
# Who misspells more words of one message than these writes no language that is known here.
_MOST = 12
_WORD = re.compile(r"(?<![\w@#/.:'’-])[A-Za-z]{2,}(?:[A-Za-z]|['’][A-Za-z]{1,2})(?![\w@/:'’-]|\.\w)")
_FIRST_WORD = re.compile(r"(?:^|\n|[.!?]\s)([A-Z][a-z'’]+)")
_WORDS_BEFORE = re.compile(r"(?<![^\W_])(?:([^\W_]++)[ -])?([^\W_]++)[ -]\Z")
# Letters that the two words before may have.
_LOOKED_BACK = 40
# In widths of a key.
_TOUCHING = 1.3
_NAMES_OF_DAYS = ENGLISH_MONTHS | WEEKDAYS.keys()
_NUMBER_AFTER = re.compile(r",? \d")
# What a unit may stand behind, besides a number.
_COUNTING = frozenset("per each every last next this past few several".split())


def mended(text: str, nearest: Callable[[str], str | None]) -> str:
    """An English text with each word that nobody knows read as the only one of those that decide with one slip in it.

    `nearest` gives the stem that claims have which is nearest to a word, if any is near: another one than that of the
    word that decides is as likely meant. Words with a capital within a sentence may be names, and stay unless a month
    is meant; slips of units, and of short months, stay where no number is beside them.
    """
    # Where a sentence begins, or all is shouted, a capital tells nothing.
    words = Counter(_WORD.findall(text))
    plain = set(words) if is_shouted(text) else {word for word in _FIRST_WORD.findall(text) if words[word] == 1}
    read = ((word, meant(word, may_be_name=word[0].isupper() and word not in plain)) for word in words)
    slips = dict(islice(((word, known) for word, known in read if known), _MOST + 1))
    if not slips or len(slips) > _MOST or language_of(clean(text)) != ENGLISH:
        return text
    slips = {word: known for word, known in slips.items() if not _is_nearer(nearest(word.lower()), word, known)}

    def read_in_place(found: re.Match[str]) -> str:
        known = slips.get(found[0])
        return known if known and _may_stand(known, text, found, slips) else found[0]

    return _WORD.sub(read_in_place, text)


def _is_nearer(own: str | None, word: str, known: str) -> bool:
    """Whether a stem that a claim has is as near to a word as the known one, and means something else."""
    if own is None:
        return False
    unit = units().get(known.lower())
    same = [name for name, meaning in units().items() if meaning == unit] if unit else [known.lower()]
    return own not in map(stem, same) and OSA.distance(stem(word.lower()), own, score_cutoff=1) <= 1


def _may_stand(known: str, text: str, found: re.Match[str], slips: Mapping[str, str]) -> bool:
    """Whether a unit, or a month that may be a name, is beside a number; whether it is anything else."""
    is_unit = known.lower() in units()
    is_short_month = len(known) < _SHORTEST_MONTH and known[0].isupper() and known.lower() in ENGLISH_MONTHS
    if not is_unit and not is_short_month:
        return True
    before = _WORDS_BEFORE.search(text[max(0, found.start() - _LOOKED_BACK) : found.start()])
    words = [slips.get(word, word).lower() for word in before.groups("")] if before else [""]
    # "12,000 US dollars".
    if any(word[:1].isdigit() or word in NUMBER_WORDS for word in words):
        return True
    return words[-1] in _COUNTING if is_unit else bool(_NUMBER_AFTER.match(text, found.end()))


@lru_cache(maxsize=16384)
def meant(word: str, *, may_be_name: bool) -> str | None:
    """The word that a slip made this one, in the same case; None where it is a word, or may be one of several."""
    small = word.lower().replace("’", "'")
    alike = (known for known in deciding_words().get(small[0], ()) if is_slip_of(small, known))
    near = [known for known in alike if known in _NAMES_OF_DAYS or known.endswith(("n't", "nt")) or is_english(known)]
    # What few words need is asked last: the dictionary takes long, and the other languages have to be read.
    if small in near or len({units().get(known, known) for known in near}) != 1 or is_english(small):
        return None
    if small in other_words() or is_known(word.capitalize()):
        return None
    known = max(near, key=len)
    if may_be_name and not (word[1:].islower() and known in ENGLISH_MONTHS):
        return None
    return known.upper() if word.isupper() else known.capitalize() if word[0].isupper() else known


def is_slip_of(word: str, known: str) -> bool:
    """Whether one letter is wrong, missing, too many, or in its neighbour's place.

    Words of four letters and fewer are near to many others: there two are exchanged or one is twice there, and of four
    one is missing, or the neighbouring key's.

    >>> is_slip_of("nevsr", "never"), is_slip_of("nto", "not"), is_slip_of("ober", "over"), is_slip_of("thom", "them")
    (True, True, True, False)
    """
    if OSA.distance(word, known, score_cutoff=1) > 1 or ("'" in word) != ("'" in known):
        return False
    if len(known) > _SHORT or sorted(word) == sorted(known):
        return True
    if len(word) > len(known):
        return known in {word[:at] + word[at + 1 :] for at in range(1, len(word)) if word[at] == word[at - 1]}
    wrong = next((pair for pair in zip(word, known, strict=False) if pair[0] != pair[1]), ("", ""))
    return len(known) == _SHORT and (len(word) < _SHORT or wrong in neighbouring_keys())


@lru_cache(maxsize=1)
def neighbouring_keys() -> frozenset[tuple[str, str]]:
    """Pairs of letters that touch on a keyboard, each row of which begins so much further to the right."""
    rows = (("qwertyuiop", 0.0), ("asdfghjkl", 0.25), ("zxcvbnm", 0.75))
    places = {key: (column + right, row) for row, (keys, right) in enumerate(rows) for column, key in enumerate(keys)}
    return frozenset(
        pair for pair in permutations(places, 2) if math.dist(places[pair[0]], places[pair[1]]) < _TOUCHING
    )


@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    """Names of units in Latin letters, with what they stand for; those that the dictionary has are English."""
    long = {name: meanings[0] for name, meanings in unit_table().items() if len(name) >= _SHORT}
    return {name: unit for name, unit in long.items() if name.isascii() and name.isalpha()}


@lru_cache(maxsize=1)
def deciding_words() -> Mapping[str, Sequence[str]]:
    """What is found by its very letters, by the first of them, which is seldom wrong.

    Of contractions and of units those alone count that deny, or that the dictionary has.
    """
    english = language(ENGLISH)
    words = {*english.function_words, *english.deciding_words, *NUMBER_WORDS, *_NAMES_OF_DAYS, *units()}
    found = sorted(word for word in words if len(word) >= _SHORT - 1)
    return {letter: tuple(alike) for letter, alike in groupby(found, key=itemgetter(0))}


@lru_cache(maxsize=1)
def other_words() -> frozenset[str]:
    """What is no slip though no English word: words of other languages, contractions without apostrophe, names."""
    small = [word for code in LANGUAGES for word in language(code).function_words]
    names = language(ENGLISH).alike_names
    return frozenset((*MONTHS, *unit_table(), *names, *small, *(word.replace("'", "") for word in small)))
