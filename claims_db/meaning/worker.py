"""The program that holds the encoder and the vectors: a request a line on standard input, an answer a line back.

`{"do": "encode", "texts": […]}` gives back their vectors; `{"do": "shelve", "claims": [[pack, slug, [vector, …]], …]}`
keeps them in place of what those claims had; `{"do": "nearest", "texts": […], "packs": […], "most": N}` finds the
claims nearest to each text. Vectors are written in base64, as little-endian floats of two bytes. An answer has the
number `id` of its request. The first line that it writes is the encoder's name.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from array import array
from base64 import b64decode, b64encode
from contextlib import suppress
from typing import Any, TextIO

from claims_db.meaning.encoder import Encoder, Vector, encoder_at
from claims_db.meaning.shelf import Shelf

# Numbers of more bits than so many tell nothing more.
_BYTES = 2


def packed(vector: Vector) -> bytes:
    """A vector as it is kept."""
    return struct.pack(f"<{len(vector)}e", *map(float, vector))


def unpacked(kept: bytes) -> array[float]:
    """A kept vector as it was."""
    return array("f", struct.unpack(f"<{len(kept) // _BYTES}e", kept))


def answer(request: dict[str, Any], encoder: Encoder, shelf: Shelf) -> Any:  # noqa: ANN401 - it is written as JSON
    """What a request is answered with."""
    match request["do"]:
        case "encode":
            return [b64encode(packed(each)).decode() for each in encoder.encode(request["texts"])]
        case "shelve":
            for pack, slug, vectors in request["claims"]:
                shelf.put((pack, slug), [unpacked(b64decode(each)) for each in vectors])
            return None
        case _:
            vectors = encoder.encode(request["texts"])
            return [shelf.nearest(each, request["packs"], request["most"]) for each in vectors]


def serve(requests: TextIO, answers: TextIO, encoder: Encoder) -> None:
    """Answer until there is no request left."""
    shelf = Shelf()
    print(json.dumps({"id": 0, "answer": encoder.name}), file=answers, flush=True)
    for line in requests:
        request = json.loads(line)
        given = answer(request, encoder, shelf)
        print(json.dumps({"id": request["id"], "answer": given}), file=answers, flush=True)


def main() -> None:
    """The program: its argument says where the encoder is."""
    with suppress(OSError, AttributeError):  # messages go first; Windows has no such call
        os.nice(5)
    encoder = encoder_at(sys.argv[1])
    encoder.encode(["The first sentence takes longest."])
    serve(sys.stdin, sys.stdout, encoder)


if __name__ == "__main__":
    main()
