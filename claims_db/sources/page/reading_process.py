"""Reads pages apart from everything else: in a program of its own, with little time and memory, and no secrets.

A page may be made to keep a parser busy for hours, or to break one. Then that program ends, and Footnote goes on.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from claims_db.errors import Obstacle, UnreachableError
from claims_db.sources.health.rechecking import Opens
from claims_db.sources.page.facts import PageFacts, ReviewedClaim
from claims_db.values import Rating

if TYPE_CHECKING:  # what opens addresses takes long to import
    from claims_db.sources.web.fetching import Fetched

SECONDS = 15.0
_ROOT = Path(__file__).parents[3]


async def facts_at(fetcher: Opens, address: str) -> PageFacts:
    """What the page at `address` says of itself; raises what `Fetcher.fetch` raises, and UnreachableError."""
    return await facts_apart(await fetcher.fetch(address))


async def facts_apart(page: Fetched, seconds: float = SECONDS) -> PageFacts:
    """The facts of a fetched page; raises UnreachableError where it cannot be read in `seconds`."""
    head = json.dumps([page.content_type, page.charset, page.address]).encode()
    try:
        return _facts(await _answer(head + b"\n" + page.body, seconds))
    except (TimeoutError, ValueError, KeyError, TypeError):
        raise UnreachableError(
            f"{page.address} is too large or too tangled to be read.", Obstacle.TOO_LARGE, status=page.status
        ) from None


async def _answer(given: bytes, seconds: float) -> bytes:
    """What the program writes; raises TimeoutError, and leaves no program behind."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "claims_db.sources.page.reading_apart",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=_environment(),
    )
    try:
        async with asyncio.timeout(seconds):
            return (await child.communicate(given))[0]
    finally:
        if child.returncode is None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()


def _environment() -> dict[str, str]:
    """Where Python finds Footnote, and no more: who breaks the parser finds no token. Windows needs its root."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    paths = [str(_ROOT), *filter(None, sys.path)]
    return kept | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONSAFEPATH": "1"}


def _facts(written: bytes) -> PageFacts:
    """Raises ValueError, KeyError or TypeError where the program ended before it wrote them."""
    told = json.loads(written)
    review, published = told.pop("claim_review"), told.pop("published")
    return PageFacts(
        **told,
        published=date.fromisoformat(published) if published else None,
        claim_review=ReviewedClaim(review["claim"], review["rating"] and Rating(review["rating"])) if review else None,
    )
