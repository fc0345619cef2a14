"""Which word of a message answers which word of a claim. Each word answers once at most."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from claims_db.matching.lexicon import lexicon
from claims_db.matching.wording import Word, Wording, head_key, is_acronym, stem_key
from claims_db.values import Alignment

# Damerau 1964 ("A technique for computer detection and correction of spelling errors") found four in five misspellings
# to be one edit away; so is a word of four letters at this likeness, and longer ones may be two away.
_MIN_SPELLING_LENGTH = 4
_SAME_SPELLING = 0.74


@dataclass(frozen=True, slots=True)
class Pair:
    """Places in `claim.words` and `message.words` that answer each other, `opposite` where one denies the other."""

    claim: int
    message: int
    how: Alignment
    opposite: bool = False


@dataclass(frozen=True, slots=True)
class Aligned:
    """A claim's wording and a statement with the pairs of their words, in the claim's order.

    `found` are the places of the claim's words that the statement answers, `answering` those of the words that answer.
    """

    claim: Wording
    message: Wording
    pairs: tuple[Pair, ...]
    found: frozenset[int]
    answering: frozenset[int]


def align(claim: Wording, message: Wording) -> Aligned:
    """Pair the words of two texts: surest likeness first, and for each word the partner nearest in order."""
    pairs = [*_through_acronyms(claim, message), *_through_acronyms(message, claim, swapped=True)]
    taken = {pair.message for pair in pairs}
    done = {pair.claim for pair in pairs}
    for partners, how, opposite in _TESTS:
        for one, word in enumerate(claim.words):
            free = () if one in done else [at for at in partners(word, message) if at not in taken]
            if free:
                other = _nearest(one, free, pairs)
                pairs.append(Pair(one, other, how, opposite))
                taken.add(other)
                done.add(one)
    ordered = tuple(sorted(pairs, key=lambda pair: pair.claim))
    return Aligned(claim, message, ordered, frozenset(done), frozenset(taken))


def _nearest(one: int, free: list[int], pairs: list[Pair]) -> int:
    """The partner that best continues the words already paired to the left of this one."""
    if len(free) == 1:
        return free[0]
    before = max((pair for pair in pairs if pair.claim < one), key=lambda pair: pair.claim, default=None)
    expected = before.message + 1 if before else one
    return min(free, key=lambda at: abs(at - expected))


def _same(word: Word, message: Wording) -> Sequence[int]:
    return message.places.get(word.text, ())


def _form(word: Word, message: Wording) -> Sequence[int]:
    return message.places.get(stem_key(word), ())


def _head(word: Word, message: Wording) -> Sequence[int]:
    """A phrase answers its last word alone, and the other way round; two phrases with one head may be two things."""
    if word.width == 1:
        return message.places.get(head_key(word), ())
    return message.places.get("\x00" + head_key(word)[1:], ())


def _synonym(word: Word, message: Wording) -> Sequence[int]:
    return [at for sense in word.senses for at in message.places.get(sense, ())]


def _opposite(word: Word, message: Wording) -> Sequence[int]:
    opposites = lexicon().opposite
    return [at for sense in word.senses if sense in opposites for at in message.places.get(opposites[sense], ())]


def _spelling(word: Word, message: Wording) -> Sequence[int]:
    """Only a word that no dictionary has can be a misspelling; `fired` is not `fined` badly written."""
    if len(word.text) < _MIN_SPELLING_LENGTH or not word.text.isalpha():
        return ()
    return [at for at in message.unknown if _spelt_alike(word, message.words[at])]


def _spelt_alike(claim: Word, said: Word) -> bool:
    """A first letter is rarely wrong, save that it may change places with the second."""
    if claim.text[0] != said.text[0] and claim.text[:2] != said.text[1::-1]:
        return False
    return any(
        OSA.normalized_similarity(one, other, score_cutoff=_SAME_SPELLING) > 0
        for one, other in ((claim.text, said.text), (claim.stem, said.stem))
    )


_TESTS: tuple[tuple[Callable[[Word, Wording], Sequence[int]], Alignment, bool], ...] = (
    (_same, Alignment.SAME, False),
    (_form, Alignment.FORM, False),
    (_spelling, Alignment.SPELLING, False),
    (_synonym, Alignment.SYNONYM, False),
    (_head, Alignment.FORM, False),
    (_opposite, Alignment.SYNONYM, True),
)


def _through_acronyms(short: Wording, long: Wording, *, swapped: bool = False) -> Iterator[Pair]:
    """`WHO` answers every word of `World Health Organization`; either side may be the short one."""
    for at, word in enumerate(short.words):
        run = long.acronyms.get(word.text, (0, 0))
        if is_acronym(word.surface) or all(long.words[place].name or place == 0 for place in range(*run)):
            for place in range(*run):
                yield Pair(place, at, Alignment.SAME) if swapped else Pair(at, place, Alignment.SAME)
