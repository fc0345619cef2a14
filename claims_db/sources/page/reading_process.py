"""The only way in which pages are read: in a program of their own, off the event loop, within a time limit.

A page may be made to keep a parser busy for hours, or to break it. Then that program ends, and Footnote goes on.
"""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from claims_db import programs
from claims_db.errors import Obstacle, UnreachableError
from claims_db.sources.page.reading_program import SECONDS
from claims_db.values import Rating

if TYPE_CHECKING:  # both take long to import
    from claims_db.sources.health.rechecking import Opens
    from claims_db.sources.page.facts import PageFacts
    from claims_db.sources.web.fetching import Fetched

# Starting the program takes as long as reading twenty pages; but what pages leave behind in it shall not grow for ever.
_MOST_PAGES = 200
_LONGEST_ANSWER = 10_000_000


async def facts_at(fetcher: Opens, address: str) -> PageFacts:
    """What the page at `address` says about itself; raises what `Fetcher.fetch` raises, and UnreachableError."""
    page = await fetcher.fetch(address)
    async with PageReader.open() as reader:
        return await reader.facts(page)


class PageReader:
    """Reads one page at a time. Its program starts with the first page, and anew after one that it could not read."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._program: Process | None = None
        self._read = 0

    @classmethod
    @asynccontextmanager
    async def open(cls, seconds: float = SECONDS) -> AsyncIterator[PageReader]:
        """A reader for the length of the block, with so much time for each page."""
        reader = cls(seconds)
        try:
            yield reader
        finally:
            await reader._end()

    async def facts(self, page: Fetched) -> PageFacts:
        """What the page says about itself; raises UnreachableError where it cannot be read."""
        from claims_db.sources.page.facts import PageFacts, ReviewedClaim  # noqa: PLC0415 - rechecks do without

        found = await self._ask(page, None)
        review, published = found.pop("claim_review"), found.pop("published")
        return PageFacts(
            **found,
            published=date.fromisoformat(published) if published else None,
            claim_review=review and ReviewedClaim(review["claim"], review["rating"] and Rating(review["rating"])),
        )

    async def still_says(self, page: Fetched, wanted: Sequence[tuple[str, tuple[str, ...]]]) -> list[bool]:
        """For each title with its quotes whether the page still has them; raises UnreachableError as `facts`."""
        return [bool(each) for each in await self._ask(page, wanted)]

    async def _ask(self, page: Fetched, wanted: Sequence[tuple[str, tuple[str, ...]]] | None) -> Any:  # noqa: ANN401 - it was written as JSON
        asked = {
            "length": len(page.body), "content_type": page.content_type, "charset": page.charset,
            "address": page.address, "wanted": wanted,
        }  # fmt: skip
        given = json.dumps(asked).encode() + b"\n" + page.body
        async with self._turn:
            for _ in range(2 if self._read else 1):  # an earlier page may have left the program broken
                program = await self._ready()
                try:
                    return await self._answer(program, given)
                except TimeoutError:
                    break
                except (OSError, ValueError):
                    continue
        raise UnreachableError(
            f"{page.address} is too large or too tangled to be read.", Obstacle.TOO_LARGE, status=page.status
        )

    async def _ready(self) -> Process:
        if self._read >= _MOST_PAGES:
            await self._end()
        if self._program is None:
            command = (sys.executable, "-m", "claims_db.sources.page.reading_program")
            self._program = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=programs.environment(), limit=_LONGEST_ANSWER
            )
        return self._program

    async def _answer(self, program: Process, given: bytes) -> Any:  # noqa: ANN401 - as above
        """What it writes; where it is late or ends, raises TimeoutError, OSError or ValueError and leaves none."""
        if program.stdin is None or program.stdout is None:
            raise RuntimeError("its pipes were asked for")
        try:
            async with asyncio.timeout(self._seconds):
                program.stdin.write(given)
                await program.stdin.drain()
                answer = json.loads(await program.stdout.readline())
        except BaseException:
            await self._end()
            raise
        self._read += 1
        return answer

    async def _end(self) -> None:
        program, self._program, self._read = self._program, None, 0
        if program is not None:
            with suppress(ProcessLookupError):
                program.kill()
            await program.wait()
