"""Addresses that can be opened at all, as far as their spelling tells."""

from __future__ import annotations

from collections.abc import Iterable

from claims_db.requirements import require_host_name
from claims_db.values import Source


def require_openable(brought: Iterable[Source], known: Iterable[Source] = ()) -> None:
    """Raise InvalidValueError where somebody brings an address whose host there cannot be.

    Addresses of `known` sources may stay: who mends the words of a claim has not to mend those too.
    """
    stored = {address for source in known for address in (source.url, source.archive_url)}
    for source in brought:
        for address in (source.url, source.archive_url):
            if address is not None and address not in stored:
                require_host_name(address)
