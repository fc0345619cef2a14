"""Which word of a message answers which word of a claim. Each word answers once at most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from claims_db.differences import Alignment
from claims_db.engine.text.lexicon import lemma, lexicon
from claims_db.engine.text.spans import Span
from claims_db.engine.text.thesaurus import replacements
from claims_db.engine.text.wording import Run, Word, Wording, is_acronym, stem_key

# Damerau 1964 ("A technique for computer detection and correction of spelling errors") found four in five misspellings
# to be one edit away; so is a word of four letters at this likeness, and longer ones may be two away.
_MIN_SPELLING_LENGTH = 4
_SAME_SPELLING = 0.74


@dataclass(frozen=True, slots=True)
class Pair:
    """Places in `claim.words` and `message.words` that answer each other, `opposite` where one denies the other.

    Verbs that are a `converse` pair tell the same from either side: "sold to", "bought from".
    """

    claim: int
    message: int
    how: Alignment
    opposite: bool = False
    converse: bool = False


@dataclass(frozen=True, slots=True)
class Aligned:
    """A claim's wording and a statement with the pairs of their words, in the claim's order.

    `found` are the places of the claim's words that the statement answers, `answering` those of the words that answer;
    `known` are those that answer this or another wording of the claim; `claim_phrases` and `message_phrases` say where
    the phrases stand through which they do.
    """

    claim: Wording
    message: Wording
    pairs: tuple[Pair, ...]
    found: frozenset[int]
    answering: frozenset[int]
    known: frozenset[int]
    claim_phrases: tuple[Span, ...]
    message_phrases: tuple[Span, ...]

    def answered_by(self, at: int | None) -> int | None:
        """The place of the claim's word that a word of the statement answers, the first of several."""
        return next((pair.claim for pair in self.pairs if pair.message == at), None)


class _Pairing:
    """The pairs found so far. Words pair once; the claim's words are asked in order, the surest likeness first."""

    def __init__(self, claim: Wording, message: Wording) -> None:
        self.claim = claim
        self.message = message
        self.pairs: list[Pair] = []
        self.found: set[int] = set()
        self.answering: set[int] = set()
        self.phrases: list[tuple[Run, Run]] = []

    def add(self, claim: Iterable[int], message: tuple[int, ...], how: Alignment, *, opposite: bool = False) -> None:
        """Let some words of the message answer words of the claim, the last of them all that are left over."""
        for at, one in enumerate(one for one in claim if one not in self.found):
            self.pairs.append(Pair(one, message[min(at, len(message) - 1)], how, opposite))
        self.found.update(claim)
        self.answering.update(message)

    def pair_words(self, partners: Callable[[Word], Sequence[int]], how: Alignment) -> None:
        """Pair each word with the partner nearest in order."""
        for one, word in enumerate(self.claim.words):
            free = () if one in self.found else [at for at in partners(word) if at not in self.answering]
            if free:
                self.add((one,), (self._nearest(one, free),), how)

    def pair_runs(self, groups: Callable[[Run], Iterable[int]], *, opposite: bool = False) -> None:
        """Pair words and phrases that share a group of the lexicon."""
        for run in self.claim.runs:
            if self.found.issuperset(run.words):
                continue
            others = (other for group in groups(run) for other in self.message.by_sense.get(group, ()))
            free = {other.words[0]: other for other in others if not self.answering.issuperset(other.words)}
            if free:
                other = free[self._nearest(run.words[0], free)]
                self.add(run.words, other.words, Alignment.SYNONYM, opposite=opposite)
                self.phrases.append((run, other))

    def _nearest(self, one: int, free: Iterable[int]) -> int:
        """The partner that best continues the words already paired to the left of this one."""
        before = max((pair for pair in self.pairs if pair.claim < one), key=lambda pair: pair.claim, default=None)
        expected = before.message + 1 if before else one
        return min(free, key=lambda at: abs(at - expected))


def align(claim: Wording, message: Wording) -> Aligned:
    """Pair the words of two texts: the same, forms, misspellings, synonyms, opposites, and at last stand-ins."""
    pairing = _Pairing(claim, message)
    for at, run in _spelt_out(claim, message):
        pairing.add((at,), tuple(run), Alignment.SAME)
    for at, run in _spelt_out(message, claim):
        pairing.add(run, (at,), Alignment.SAME)
    opposite = lexicon().opposite
    pairing.pair_words(lambda word: message.places.get(word.text, ()), Alignment.SAME)
    pairing.pair_words(lambda word: message.places.get(stem_key(word), ()), Alignment.FORM)
    pairing.pair_words(lambda word: _misspelt(word, message), Alignment.SPELLING)
    pairing.pair_runs(lambda run: run.senses)
    pairing.pair_runs(lambda run: [opposite[sense] for sense in run.senses if sense in opposite], opposite=True)
    plain = {at: lemma(word.text) for at, word in enumerate(message.words) if _is_plain(word)}

    def stand_ins(word: Word) -> list[int]:
        """Where the message may have put another word in place of one."""
        others = replacements(lemma(word.text)) if _is_plain(word) else frozenset[str]()
        return [at for at, other in plain.items() if other in others]

    pairing.pair_words(stand_ins, Alignment.SYNONYM)
    answering = _with_overlaps(message, pairing.answering)
    return Aligned(
        claim=claim,
        message=message,
        pairs=tuple(sorted(pairing.pairs, key=lambda pair: pair.claim)),
        found=_with_overlaps(claim, pairing.found),
        answering=answering,
        known=answering,
        claim_phrases=tuple((run.start, run.end) for run, _ in pairing.phrases),
        message_phrases=tuple((run.start, run.end) for _, run in pairing.phrases),
    )


def _with_overlaps(wording: Wording, places: set[int]) -> frozenset[int]:
    """The places, and those of pairs of characters that only say that two of the words stand side by side."""
    if wording.text.isascii():
        return frozenset(places)
    covered = {at for place in places for at in range(wording.words[place].start, wording.words[place].end)}
    return frozenset(places).union(
        place
        for place, word in enumerate(wording.words)
        if place not in places and covered.issuperset(range(word.start, word.end))
    )


def _misspelt(word: Word, message: Wording) -> list[int]:
    """Where the message may have meant the word: at words that no dictionary has; `fired` is not `fined` badly written.

    A first letter is rarely wrong, save that it may change places with the second.
    """
    if len(word.text) < _MIN_SPELLING_LENGTH or not word.text.isalpha():
        return []
    first, swapped = word.text[0], word.text[1::-1]
    unknown = ((at, message.words[at]) for at in message.unknown)
    return [
        at
        for at, said in unknown
        if (said.text[0] == first or said.text[:2] == swapped)
        and any(
            OSA.normalized_similarity(one, other, score_cutoff=_SAME_SPELLING) > 0
            for one, other in ((word.text, said.text), (word.stem, said.stem))
        )
    ]


def _is_plain(word: Word) -> bool:
    return not (word.light or word.name)


def _spelt_out(short: Wording, long: Wording) -> Iterator[tuple[int, range]]:
    """Each acronym of one text with the words of the other that it is short for: `WHO`, `World Health Organization`."""
    for at, word in enumerate(short.words):
        run = range(*long.acronyms.get(word.text, (0, 0)))
        if run and (is_acronym(word.surface) or all(long.words[place].name or place == 0 for place in run)):
            yield at, run
