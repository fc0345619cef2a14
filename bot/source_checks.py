"""What the bot and the command line look at pages with: as the host allows it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.fetching import open_fetcher
from bot.settings import ArchiveUse, Settings
from claims_db.sources.health.archive import Archive, Wayback
from claims_db.sources.health.rechecking import Opens


@asynccontextmanager
async def outside(settings: Settings) -> AsyncIterator[tuple[Opens, Archive | None]]:
    """What opens pages, and the archive, if any; both end with the block."""
    async with open_fetcher(settings) as fetcher:
        yield fetcher, archive_of(settings, fetcher)


def archive_of(settings: Settings, opener: Opens) -> Archive | None:
    """The archive that the host wants to be asked."""
    if settings.archive is ArchiveUse.OFF:
        return None
    return Wayback(opener, saves=settings.archive is ArchiveUse.SAVE)
