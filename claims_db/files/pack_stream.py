"""A pack that is read as it lies in its file, so that it may be larger than the memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from claims_db.errors import InvalidPackError, InvalidValueError
from claims_db.files.claimreview import CONTAINERS
from claims_db.files.json_stream import Piece, PieceTooLargeError, pieces
from claims_db.files.pack import Kept, PackRows, Progress, batched, read_head
from claims_db.files.text_files import open_text
from claims_db.values import Claim, Pack

_LISTS = ("sources", "claims")
# Bytes that a claim takes, or a little less: progress is told in about as many as there are claims.
_ROW = 256


@dataclass(slots=True)
class PackStream:
    """A pack whose file begins with its head and its sources, as those that Footnote writes do.

    `problems` holds those of the rows that were read so far.
    """

    path: Path
    pack: Pack
    problems: Sequence[str] = field(default_factory=list)
    complete: bool = True
    has_lines: bool = True
    notes: Sequence[str] = ()

    @property
    def bad_rows(self) -> int:
        """How many of the rows that were read so far cannot be used."""
        return len(self.problems)

    @classmethod
    def at(cls, path: Path, slug: str | None) -> PackStream | None:
        """The pack in that file; None where it must be read as a whole. Raises InvalidValueError."""
        head = second = None
        # The lists of other formats are opened too: they may be too large to be looked into as a whole.
        with open_text(path) as file, suppress(PieceTooLargeError):
            found = pieces(file, (*_LISTS, *CONTAINERS))
            head, second = next(found, None), next(found, None)
        if not (head and head.name == "pack" and second and second.name == "sources" and second.is_element):
            return None
        try:
            return cls(path, read_head(head.value, slug))
        except InvalidValueError as error:
            raise InvalidPackError((f"this is not a pack: {error}",)) from error

    def batches(self, kept: Kept, progress: Progress) -> Iterator[Sequence[Claim]]:
        """The claims, a batch at a time; `progress` hears how far the file is done with.

        Raises InvalidPackError where the file turns out to be none.
        """
        rows = PackRows(self.pack, kept)
        self.problems = rows.problems
        size = self.path.stat().st_size
        try:
            with open_text(self.path) as file:
                for name, found in _in_batches(pieces(file, _LISTS)):
                    if name == "sources":
                        rows.read_sources(found)
                    else:
                        yield rows.read_claims(found)
                    progress(os.lseek(file.fileno(), 0, os.SEEK_CUR) // _ROW, size // _ROW)
        except InvalidPackError:
            raise
        except InvalidValueError as error:
            raise InvalidPackError((f"{self.path.name!r} is {error}",)) from error


def _in_batches(found: Iterable[Piece]) -> Iterator[tuple[str, list[object]]]:
    """The rows of the two lists, a batch at a time, each with the name of its list."""
    seen: set[str | None] = set()
    for name, members in groupby(found, lambda piece: piece.name):
        if name in seen:
            raise InvalidPackError((f"this is not a pack: it has {name!r} twice",))
        seen.add(name)
        for batch in batched(members) if name in _LISTS else ():
            if batch[0].is_element:
                yield str(name), [piece.value for piece in batch]
            elif batch[0].value is not None:
                raise InvalidPackError((f"this is not a pack: {name!r} must be a list",))
