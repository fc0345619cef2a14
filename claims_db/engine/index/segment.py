"""An immutable part of a pack's index in one run of bytes: claims, and the terms that lead to them.

A segment is read where it lies, in memory or in a mapped file. Its claims are ordered by slug, so that the same claims
give the same bytes in whatever order they came.
"""

from __future__ import annotations

import heapq
import math
import struct
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import neg
from typing import NamedTuple

import marisa_trie

from claims_db.engine.index.claim_record import read_record, write_record
from claims_db.engine.index.document import Document, level_of, tie_of
from claims_db.engine.index.terms import is_stem
from claims_db.errors import FootnoteError
from claims_db.values import Claim, ClaimKey

# A claim's number takes two bytes.
MOST_CLAIMS = 1 << 16
# Of a term that stands in more claims than this, the `CHAMPIONS` in which it weighs most are listed too.
FREQUENT = 2048
CHAMPIONS = 1024
# As many claims say which runs of letters are rare; more say hardly more.
_SAMPLED = 2048

# Numbers lie there as this machine has them, so the magic bytes tell its byte order.
_MAGIC = f"FNSEG1{sys.byteorder[0]}{array('I').itemsize}".encode()
# Magic bytes, how many claims there are.
_HEADER = struct.Struct("=8sI")
# The parts that follow, each as long as the table before them says.
_PARTS = ("claims", "claim_ends", "slugs", "slug_ends", "ties", "terms", "term_ends", "places",
          "weights", "frequent", "champions", "runs", "run_ends", "run_places", "levels", "endings")  # fmt: skip
_LENGTHS = struct.Struct(f"={len(_PARTS)}Q")


class BrokenSegmentError(FootnoteError):
    """The bytes are no segment of this version, or of another machine, or not all of one."""


class Places(NamedTuple):
    """Where one term stands: numbers of claims and how much it weighs in each, side by side.

    The numbers rise, save in lists of where a term weighs most.
    """

    claims: Sequence[int]
    weights: Sequence[float]


_NOWHERE = Places((), ())


def sample_level(claims: int) -> int:
    """The level of the sample that tells which runs of letters are rare among so many claims."""
    return max(0, math.ceil(math.log2(claims / _SAMPLED))) if claims else 0


class Segment:
    """Claims of one pack by number, in the order of their slugs."""

    def __init__(self, content: bytes | memoryview, pack: str) -> None:
        """Raises BrokenSegmentError where the bytes are no segment; that none has changed is for its keeper to know."""
        self.pack = pack
        parts = _parts(memoryview(content))
        self._count: int = _HEADER.unpack_from(content)[1]
        self._claims, self._claim_ends = parts["claims"], parts["claim_ends"].cast("Q")
        self._slugs, self._slug_ends = parts["slugs"], parts["slug_ends"].cast("I")
        self.ties: Sequence[int] = parts["ties"].cast("Q")
        self._terms, self._term_ends = _trie(parts["terms"]), parts["term_ends"].cast("I")
        self._places, self._weights = parts["places"].cast("H"), parts["weights"].cast("f")
        self._frequent, self._champions = parts["frequent"].cast("I"), parts["champions"].cast("H")
        self._runs, self._run_ends = _trie(parts["runs"]), parts["run_ends"].cast("I")
        self._run_places, self._levels = parts["run_places"].cast("H"), parts["levels"]
        self._endings = _trie(parts["endings"])

    def __len__(self) -> int:
        return self._count

    def claim(self, number: int) -> Claim:
        """The claim of that number."""
        return read_record(bytes(_piece(self._claims, self._claim_ends, number)), self.pack)

    def slug(self, number: int) -> str:
        """Its slug."""
        return str(_piece(self._slugs, self._slug_ends, number), "utf-8")

    def number_of(self, slug: str) -> int | None:
        """The number of the claim of that slug."""
        at = bisect_left(range(self._count), slug, key=self.slug)
        return at if at < self._count and self.slug(at) == slug else None

    def frequency(self, term: str) -> int:
        """In how many claims a term stands."""
        start, end = _span(self._terms, self._term_ends, term)
        return end - start

    def places(self, term: str) -> Places:
        """Where a term stands."""
        start, end = _span(self._terms, self._term_ends, term)
        return Places(self._places[start:end], self._weights[start:end]) if end else _NOWHERE

    def peak(self, term: str) -> float:
        """The most that a term weighs in any claim."""
        start, end = _span(self._terms, self._term_ends, term)
        if end - start <= FREQUENT:
            return max(self._weights[start:end], default=0.0)
        return self._weights[bisect_left(self._places, self._listed(term)[0], start, end)]

    def champions(self, term: str) -> Places:
        """Where a term weighs most; all places of a term that is not frequent."""
        start, end = _span(self._terms, self._term_ends, term)
        if end - start <= FREQUENT:
            return self.places(term)
        numbers = self._listed(term).tolist()
        places, weights = self._places, self._weights
        return Places(numbers, [weights[bisect_left(places, number, start, end)] for number in numbers])

    def _listed(self, frequent: str) -> memoryview:
        """The numbers of the claims in which a frequent term weighs most, that first."""
        first = CHAMPIONS * bisect_left(self._frequent, self._terms[frequent])
        return self._champions[first : first + CHAMPIONS]

    def run_frequency(self, run: str, level: int) -> int:
        """In how many claims of the sample of that level a run of letters stands; 0 where too few were sampled."""
        start, end = _span(self._runs, self._run_ends, run)
        return bisect_left(self._run_places, self.sampled(level), start, end) - start

    def sampled(self, level: int) -> int:
        """How many claims are in the sample of that level. Those of higher levels come first."""
        return bisect_right(self._levels, -level, key=neg)

    @property
    def least_level(self) -> int:
        """The level from which on samples can be told."""
        return _least_level(self._count)

    def stems_beginning(self, letters: str) -> list[str]:
        """The stems that begin so."""
        return list(self._terms.keys(letters))

    def stems_ending(self, first: str, letters: str) -> Iterator[str]:
        """The stems that begin with that letter and end so."""
        return map(_turned, self._endings.keys(first + letters[::-1]))


def build_segment(claims: Iterable[Claim], count: int) -> bytes:
    """The segment of so many claims of one pack, at most `MOST_CLAIMS`, which come ordered by slug."""
    least = _least_level(count)
    records: list[bytes] = []
    keys: list[ClaimKey] = []
    terms: dict[str, tuple[array[int], array[float]]] = {}
    sampled: list[tuple[int, int, frozenset[str]]] = []
    for number, claim in enumerate(claims):
        document = Document.of(claim)
        records.append(write_record(claim))
        keys.append(claim.key)
        for term, weight in document.weights.items():
            known = terms.get(term)
            if known is None:
                known = terms[term] = (array("H"), array("f"))
            known[0].append(number)
            known[1].append(weight)
        if (level := level_of(claim.key)) >= least:
            sampled.append((-level, number, document.runs()))
    slugs = [key.slug.encode() for key in keys]
    parts = {
        "claims": b"".join(records),
        "claim_ends": _ends("Q", map(len, records)),
        "slugs": b"".join(slugs),
        "slug_ends": _ends("I", map(len, slugs)),
    }
    ties = array("Q", map(tie_of, keys))
    return _joined(len(records), parts | _postings(terms, ties) | _sample(sorted(sampled)))


def _postings(terms: dict[str, tuple[array[int], array[float]]], ties: array[int]) -> dict[str, bytes]:
    """Where each term stands, and where the frequent ones weigh most."""
    trie = marisa_trie.Trie(terms)
    ordered = [terms[trie.restore_key(number)] for number in range(len(trie))]
    frequent = [number for number, (places, _) in enumerate(ordered) if len(places) > FREQUENT]
    champions = (array("H", _heaviest(*ordered[number], ties, CHAMPIONS)) for number in frequent)
    return {
        "ties": ties.tobytes(),
        "terms": trie.tobytes(),
        "term_ends": _ends("I", (len(places) for places, _ in ordered)),
        "places": b"".join(places.tobytes() for places, _ in ordered),
        "weights": b"".join(weights.tobytes() for _, weights in ordered),
        "frequent": array("I", frequent).tobytes(),
        "champions": b"".join(each.tobytes() for each in champions),
        "endings": marisa_trie.Trie(_turned(term) for term in terms if is_stem(term)).tobytes(),
    }


def _heaviest(places: Sequence[int], weights: Sequence[float], ties: Sequence[int], most: int) -> list[int]:
    pairs = ((-weight, ties[number], number) for number, weight in zip(places, weights, strict=True))
    return [number for _, _, number in heapq.nsmallest(most, pairs)]


def _sample(sampled: Sequence[tuple[int, int, frozenset[str]]]) -> dict[str, bytes]:
    """Which runs of letters stand in the claims of the sample, whose places are in it, from the highest level down."""
    found: dict[str, array[int]] = {}
    for place, (_, _, runs) in enumerate(sampled):
        for run in runs:
            found.setdefault(run, array("H")).append(place)
    trie = marisa_trie.Trie(found)
    ordered = [found[trie.restore_key(number)] for number in range(len(trie))]
    return {
        "runs": trie.tobytes(),
        "run_ends": _ends("I", map(len, ordered)),
        "run_places": b"".join(places.tobytes() for places in ordered),
        "levels": bytes(-level for level, _, _ in sampled),
    }


def _least_level(claims: int) -> int:
    """One below the level for so many: a segment is used until half of its claims are gone."""
    return max(0, sample_level(claims) - 1)


def _turned(word: str) -> str:
    """A word by its first letter and then from its end, and back: words of one ending stand together."""
    return word[0] + word[:0:-1]


def _joined(count: int, parts: dict[str, bytes]) -> bytes:
    body = b"".join([_LENGTHS.pack(*(len(parts[name]) for name in _PARTS)), *(parts[name] for name in _PARTS)])
    return _HEADER.pack(_MAGIC, count) + body


def _parts(content: memoryview) -> dict[str, memoryview]:
    start = _HEADER.size + _LENGTHS.size
    if len(content) < start or _HEADER.unpack_from(content)[0] != _MAGIC:
        raise BrokenSegmentError("it is no segment of this version")
    lengths = _LENGTHS.unpack_from(content, _HEADER.size)
    ends = list(accumulate(lengths, initial=start))
    if ends[-1] != len(content):
        raise BrokenSegmentError("it is not as long as it says")
    return {name: content[first:last] for name, first, last in zip(_PARTS, ends, ends[1:], strict=False)}


def _ends(code: str, lengths: Iterable[int]) -> bytes:
    return array(code, accumulate(lengths)).tobytes()


def _piece(content: memoryview, ends: Sequence[int], number: int) -> memoryview:
    return content[ends[number - 1] if number else 0 : ends[number]]


def _span(trie: marisa_trie.Trie, ends: Sequence[int], key: str) -> tuple[int, int]:
    number = trie.get(key)
    return (0, 0) if number is None else (ends[number - 1] if number else 0, ends[number])


def _trie(content: memoryview) -> marisa_trie.Trie:
    return marisa_trie.Trie().frombytes(bytes(content))
