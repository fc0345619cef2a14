"""What a claim says, in each of its wordings, taken apart and ready to be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import lru_cache

from claims_db.engine.facts.lists import said_of_members
from claims_db.engine.text.cleaning import clean
from claims_db.engine.text.wording import Wording, analyse
from claims_db.values import Claim


@lru_cache(maxsize=4096)
def wordings(claim: Claim) -> tuple[Wording, ...]:
    """The claim's text and phrasings; where they are true of a group, also what they say of each member.

    Kept for those asked for lately. The claim's own relative dates count from the day that it speaks for, else from its
    oldest source's.
    """
    days = [citation.source.published for citation in claim.citations if citation.source.published]
    day = claim.as_of.first if claim.as_of else min(days, default=datetime.now(UTC).date())
    return tuple(_wordings(claim, datetime.combine(day, time(12), UTC)))


def _wordings(claim: Claim, at: datetime) -> Iterator[Wording]:
    for text in map(clean, (claim.text, *claim.phrasings)):
        yield analyse(text, at)
        if claim.rating.holds:
            yield from (replace(analyse(one, at), of_member=True) for one in said_of_members(text))
