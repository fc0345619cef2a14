"""A claim's form with what a page says about itself already in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bot.discord.claim_draft import Draft, SourceDraft
from bot.settings import Settings
from bot.words import page_text
from claims_db.errors import FootnoteError
from claims_db.sources.health.archive import Archive
from claims_db.sources.health.rechecking import Opens
from claims_db.sources.page.facts import PageFacts
from claims_db.sources.page.reading_process import facts_at

Outside = Callable[[Settings], AbstractAsyncContextManager[tuple[Opens, Archive | None]]]
# Discord takes a form within three seconds of the command alone; one is for the way there and back.
SECONDS = 2.0


async def drafted_from(address: str, outside: Outside, settings: Settings) -> tuple[Draft, str | None]:
    """The draft to open a form on; with a sentence, and the address alone in the draft, where the page was not read."""
    try:
        async with asyncio.timeout(SECONDS), outside(settings) as (opener, _):
            return draft_of(await facts_at(opener, address)), None
    except TimeoutError:
        trouble = page_text.TOO_SLOW
    except FootnoteError as error:
        trouble = page_text.not_read(error)
    return Draft(sources=(SourceDraft(address=address),)), trouble


def draft_of(facts: PageFacts) -> Draft:
    """What the page says; what it does not say stays empty, for the moderator to fill in."""
    named = facts.title or facts.publisher
    source = SourceDraft(
        source=f"{facts.title or ''} | {facts.publisher or ''}".strip() if named else "",
        address=facts.address,
        date=facts.published.isoformat() if facts.published else "",
    )
    review = facts.claim_review
    if review is None:
        return Draft(sources=(source,))
    return Draft(text=review.claim, rating=review.rating.value if review.rating else "", sources=(source,))
