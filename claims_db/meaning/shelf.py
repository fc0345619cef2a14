"""The vectors of all wordings of all claims, by pack, and which are nearest to another."""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from operator import mul
from typing import Any

from claims_db.meaning.encoder import Vector

# The pack and the slug of a claim.
Key = tuple[str, str]
# The places of the vectors of one pack that are nearest to another, with their products; so many, in any order.
Nearest = Callable[[Any, Vector, int], Iterable[tuple[int, float]]]


def _slowly(rows: Any, vector: Vector, most: int) -> Iterable[tuple[int, float]]:  # noqa: ANN401 - rows are what holds them
    every = enumerate(sum(map(mul, row, vector)) for row in rows)
    return heapq.nlargest(most, every, key=lambda pair: pair[1])


def _rows_slowly(rows: Sequence[array[float]]) -> Any:  # noqa: ANN401 - as above
    return rows


_nearest: Nearest
_nearest, _as_rows = _slowly, _rows_slowly
with suppress(ImportError):  # it comes with the extra; a few vectors can do without
    import numpy as np

    def _nearest(rows: Any, vector: Vector, most: int) -> Iterable[tuple[int, float]]:  # noqa: ANN401 - as above
        products = rows @ np.asarray(vector, np.float32)
        places = np.argpartition(products, -most)[-most:] if len(products) > most else np.arange(len(products))
        return zip(places.tolist(), products[places].tolist(), strict=True)

    def _as_rows(rows: Sequence[array[float]]) -> Any:  # noqa: ANN401 - as above
        return np.array(rows, np.float32)


class Pack:
    """The vectors of one pack; laid side by side when somebody asks."""

    def __init__(self) -> None:
        self._vectors: dict[Key, list[array[float]]] = {}
        self._owners: list[Key] = []
        self._rows: Any = None

    def put(self, key: Key, vectors: list[array[float]]) -> None:
        """Keep a claim's vectors in place of those it had; none takes it out."""
        self._vectors.pop(key, None)
        if vectors:
            self._vectors[key] = vectors
        self._rows = None

    def nearest(self, vector: Vector, most: int) -> Iterable[tuple[Key, float]]:
        """The claims of the nearest wordings, and how near these are; a claim may come more than once."""
        if not self._vectors:
            return ()
        if self._rows is None:
            self._owners = [key for key, vectors in self._vectors.items() for _ in vectors]
            self._rows = _as_rows([one for vectors in self._vectors.values() for one in vectors])
        return ((self._owners[place], near) for place, near in _nearest(self._rows, vector, most))


class Shelf:
    """The vectors of all packs."""

    def __init__(self) -> None:
        self._packs: dict[str, Pack] = {}

    def put(self, key: Key, vectors: list[array[float]]) -> None:
        """Keep a claim's vectors in place of those it had; none takes it out."""
        self._packs.setdefault(key[0], Pack()).put(key, vectors)

    def nearest(self, vector: Vector, packs: Iterable[str], most: int) -> list[tuple[Key, float]]:
        """The claims of those packs whose nearest wording is nearest, with its cosine; the nearest first."""
        best: dict[Key, float] = {}
        for pack in (self._packs[slug] for slug in packs if slug in self._packs):
            # More wordings than claims are asked for, since a claim may have several of the nearest.
            for key, near in pack.nearest(vector, most * 4):
                best[key] = max(near, best.get(key, -1.0))
        return heapq.nlargest(most, best.items(), key=lambda pair: pair[1])
