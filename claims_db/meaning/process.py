"""The encoder's program, as the rest of Footnote talks to it: off the event loop, within a time limit.

Where the program fails or is late, the answer is simply missing; why goes to the log, without the words.
"""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import count
from typing import Any

from claims_db import programs
from claims_db.errors import FootnoteError
from claims_db.values import ClaimKey

_LONGEST_LINE = 64_000_000
# Each library of numbers would else take every core.
_ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

Vectors = Sequence[bytes]


class EncoderFailedError(FootnoteError):
    """The encoder's program ended, or cannot be started."""


class EncoderProcess:
    """One running program. Answers are told apart by number, so that one that comes too late disturbs nobody."""

    def __init__(self, child: Process) -> None:
        self._child = child
        self._waiting: dict[int, asyncio.Future[Any]] = {0: asyncio.get_running_loop().create_future()}
        self._numbers = count(1)
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, place: str) -> EncoderProcess:
        """Start the program; `place` says where the encoder is. Raises EncoderFailedError."""
        command = (sys.executable, "-m", "claims_db.meaning.worker", place)
        environment = programs.environment() | _ONE_CORE
        try:
            child = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment, limit=_LONGEST_LINE
            )
        except OSError as error:
            raise EncoderFailedError(f"the encoder's program does not start: {error.strerror}") from error
        return cls(child)

    async def name(self) -> str:
        """The encoder's name, once it is loaded; raises EncoderFailedError."""
        return str(await asyncio.shield(self._waiting[0]))

    async def encode(self, texts: Iterable[str]) -> list[bytes]:
        """The vector of each text, as it is kept; raises EncoderFailedError."""
        return [b64decode(each) for each in await self._ask({"do": "encode", "texts": list(texts)})]

    async def shelve(self, claims: Mapping[ClaimKey, Vectors]) -> None:
        """Keep the vectors of claims in place of those they had; none takes a claim out. Raises EncoderFailedError."""
        rows = [(key.pack, key.slug, [b64encode(one).decode() for one in kept]) for key, kept in claims.items()]
        await self._ask({"do": "shelve", "claims": rows})

    async def nearest(self, texts: Sequence[str], packs: Iterable[str], most: int) -> list[dict[ClaimKey, float]]:
        """For each text the claims of those packs that mean most like it; raises EncoderFailedError."""
        found = await self._ask({"do": "nearest", "texts": list(texts), "packs": list(packs), "most": most})
        return [{ClaimKey(*key): cosine for key, cosine in each} for each in found]

    async def close(self) -> None:
        """End the program."""
        if self._child.returncode is None:
            with suppress(ProcessLookupError):
                self._child.kill()
        await self._child.wait()
        await self._reading

    async def _ask(self, request: dict[str, Any]) -> Any:  # noqa: ANN401 - it was written as JSON
        if self._reading.done() or self._child.stdin is None:
            raise EncoderFailedError("the encoder's program has ended")
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        try:
            self._child.stdin.write(json.dumps(request | {"id": number}).encode() + b"\n")
            return await answer
        finally:
            self._waiting.pop(number, None)

    async def _read(self) -> None:
        if self._child.stdout is not None:
            async for line in self._child.stdout:
                given = json.loads(line)
                answer = self._waiting.get(given["id"])
                if answer is not None and not answer.done():
                    answer.set_result(given["answer"])
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(EncoderFailedError("the encoder's program has ended"))
                answer.exception()  # nobody may be waiting for it any more
