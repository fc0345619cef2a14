"""The form's draft from a page: what it says, in the time that Discord leaves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.discord import claim_draft
from bot.discord.claim_draft import Draft, SourceFields, draft_from, draft_of_page
from bot.settings import Settings
from bot.words import page_text
from claims_db.sources.health.archive import Archive
from claims_db.sources.health.rechecking import Opens
from claims_db.sources.page.facts import PageFacts, ReviewedClaim
from claims_db.sources.web.fetching import Fetcher
from claims_db.values import Rating

ADDRESS = "https://facts.example/geese"


@asynccontextmanager
async def silent(_: Settings) -> AsyncIterator[tuple[Opens, Archive | None]]:
    """A web that never answers."""

    async def never(_: httpx.Request) -> httpx.Response:
        return await asyncio.Future()

    async with Fetcher.open(transport=httpx.MockTransport(never)) as fetcher:
        yield fetcher, None


async def test_a_form_waits_no_longer_than_discord_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim_draft, "SECONDS", 0.05)
    draft, trouble = await draft_from(ADDRESS, silent, Settings())
    assert draft == Draft(sources=(SourceFields(address=ADDRESS),))
    assert trouble == page_text.TOO_SLOW


async def test_a_refused_address_is_said() -> None:
    draft, trouble = await draft_from("http://localhost/", silent, Settings())
    assert draft.sources[0].address == "http://localhost/"
    assert trouble is not None
    assert "localhost" in trouble


@pytest.mark.parametrize(
    ("facts", "source"),
    [
        (PageFacts(ADDRESS), ""),
        (PageFacts(ADDRESS, "Geese"), "Geese |"),
        (PageFacts(ADDRESS, None, "Goose Facts"), "| Goose Facts"),
        (PageFacts(ADDRESS, "Geese", "Goose Facts"), "Geese | Goose Facts"),
    ],
)
def test_what_the_page_does_not_say_stays_empty(facts: PageFacts, source: str) -> None:
    assert draft_of_page(facts) == Draft(sources=(SourceFields(source, ADDRESS),))


@pytest.mark.parametrize(("rating", "chosen"), [(Rating.FALSE, "false"), (None, "")])
def test_a_fact_check_brings_its_claim(rating: Rating | None, chosen: str) -> None:
    draft = draft_of_page(PageFacts(ADDRESS, claim_review=ReviewedClaim("Geese may vote.", rating)))
    assert (draft.text, draft.rating) == ("Geese may vote.", chosen)
