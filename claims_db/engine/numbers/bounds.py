"""The words round a number that say on which side of it the truth may lie: `over`, `at least`, `150+`, `270ish`."""

from __future__ import annotations

import re

from claims_db.engine.numbers.values import Bound

# English first, then German, Spanish, French, Italian, Portuguese, Dutch, Danish, Russian and Chinese.
_BEFORE = {
    Bound.AT_LEAST: """
        at least, at the very least, at minimum, a minimum of, minimum, min, min., minimum of, no less than, no fewer
        than, not less than, not fewer than, not below, >=, ≥, upwards of, upward of, starting at, mindestens,
        wenigstens, au moins, al menos, por lo menos, almeno, pelo menos, minstens, ten minste, mindst, не менее,
        минимум, 至少
    """,
    Bound.AT_MOST: """
        at most, at the most, no more than, not more than, no greater than, not over, not exceeding, up to, as much
        as, as many as, a maximum of, maximum, maximum of, max, max., within, limited to, <=, ≤, capped at, höchstens,
        maximal, bis zu, au plus, jusqu'à, como máximo, hasta, al massimo, fino a, no máximo, até, hoogstens,
        maximaal, højst, до, не более, 最多, 不超过
    """,
    Bound.MORE_THAN: """
        more than, more then, more than about, well more than, greater than, larger than, over, above, exceeding,
        exceeds, exceed, exceeded, in excess of, north of, well over, just over, a little over, slightly over, way
        over, beyond, longer than, higher than, older than, bigger than, heavier than, taller than, >, topped,
        topping, surpassed, past, mehr als, über, plus de, más de, mais de, più di, oltre, meer dan, mere end, более,
        больше, свыше, 超过, 超過
    """,
    Bound.LESS_THAN: """
        less than, less then, fewer than, fewer then, under, below, well under, just under, a little under, slightly
        under, way under, smaller than, lower than, shorter than, younger than, lighter than, south of, <, beneath,
        weniger als, unter, moins de, menos de, meno di, minder dan, mindre end, менее, меньше, 不到, 少于
    """,
    Bound.ABOUT: """
        about, around, roughly, approximately, approx, approx., circa, ca, ca., c., some, nearly, almost, close to,
        near, ~, ≈, like, maybe, something like, in the region of, an estimated, estimated, in the neighbourhood of,
        just about, etwa, rund, ungefähr, environ, près de, unos, unas, alrededor de, cerca de, casi, quasi, ongeveer,
        bijna, omkring, около, примерно, почти, 大约, 约, 約, 近
    """,
}
_AFTER = {
    Bound.AT_LEAST: r"\+|-plus\b|(?:or|and) (?:more|above|higher|over|up)\b|(?:at )?minimum\b|at least\b|以上|余|多",
    Bound.AT_MOST: r"or (?:less|fewer|under|lower|below)\b|maximum\b|max\b|at most\b|tops\b|以下|以内",
    Bound.ABOUT: r"-?ish\b|-?odd\b|or so\b|give or take\b|approximately\b|approx\b|or thereabouts\b|左右|前後",
}
_FILLERS = frozenset("a an just only whopping mere full about around roughly some of total".split())
_BOUND_OF = {" ".join(phrase.split()): bound for bound, phrases in _BEFORE.items() for phrase in phrases.split(",")}
# "Climbed past four dollars"; "half past four" is a time of day, and "the past four weeks" are one of the year.
_PASSED = frozenset("went gone go goes going shot climbed rose risen jumped soared surged got made grew up way".split())
# "Took over a 60 percent stake" sets none either.
_TOOK = frozenset("take takes took taken taking hand hands handed handing".split())
# "The fare went up to £2.60" sets no bound.
_ROSE = frozenset(
    "go goes going gone went moved put pushed bumped climbed rise rises rose risen shot jumped adds added got came "
    "reached raised hiked".split()
)
_AFTER_NUMBER = re.compile("|".join(f" ?(?P<{bound.name}>{words})" for bound, words in _AFTER.items()))
_WINDOW = 34


def bound_before(plain: str, start: int) -> tuple[Bound, int]:
    """The bound that the words right before `start` set, and where they begin."""
    window = max(0, start - _WINDOW)
    words = plain[window:start].split()[-6:]
    while words:
        for count in range(min(5, len(words)), 0, -1):
            phrase = " ".join(words[-count:]).strip("([\"'-")
            before = words[:-count][-1:]
            passed = (phrase != "past" or not _PASSED.isdisjoint(before)) and (
                phrase != "over" or _TOOK.isdisjoint(before)
            )
            if phrase in _BOUND_OF and passed and not (phrase == "up to" and not _ROSE.isdisjoint(words[:-count])):
                place = plain.rfind(phrase, window, start)
                return _BOUND_OF[phrase], start if place < 0 else place
        if len(words) == 1 or words[-1] not in _FILLERS:
            break
        words.pop()
    if words and not words[-1].isascii():  # scripts without spaces write it on to the word before it: `罚款超过`
        for ending in (words[-1][-length:] for length in (3, 2, 1)):
            if ending in _BOUND_OF and not ending.isascii():
                return _BOUND_OF[ending], start - len(ending)
    return Bound.EXACT, start


def bound_after(plain: str, end: int) -> tuple[Bound, int]:
    """The bound that the words right after `end` set, and where they stop."""
    match = _AFTER_NUMBER.match(plain, end)
    if not match or not match.lastgroup:
        return Bound.EXACT, end
    return Bound[match.lastgroup], match.end()
