"""The fetcher of the process, as the host's settings have it. It opens nothing before somebody asks."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from claims_db.sources.web.fetching import Fetcher


def open_fetcher(settings: Settings) -> AbstractAsyncContextManager[Fetcher]:
    """A fetcher for the length of the block. Raises InvalidValueError for a proxy that cannot be."""
    from claims_db.sources.web.connecting import Proxy  # noqa: PLC0415 - only what fetches loads httpx
    from claims_db.sources.web.fetching import Fetcher, FetchLimits  # noqa: PLC0415 - as above

    limits = FetchLimits(
        total_seconds=settings.fetch_seconds,
        body_bytes=round(settings.fetch_megabytes * 1_000_000),
        ports=settings.fetch_ports,
    )
    proxy = Proxy.at(settings.fetch_proxy.get_secret_value()) if settings.fetch_proxy else None
    return Fetcher.open(limits, page=settings.fetch_page, proxy=proxy)
