"""What users read about a page that was opened for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.words.visible import visible
from claims_db.errors import FootnoteError
from claims_db.values import Interval

if TYPE_CHECKING:  # it loads what reads pages
    from claims_db.sources.page.facts import PageFacts

ADDRESS_OPTION = "A page to fill the source in from: its title, publisher and day"
TOO_SLOW = "The page took too long, so the form has only its address. Please fill in the rest."
NOT_SAID = "the page does not say"
NO_RATING = "a rating that Footnote does not know"


def not_read(error: FootnoteError) -> str:
    """Why a form opens without what the page says."""
    return f"{visible(str(error))} The form has only the address."


def page_lines(facts: PageFacts, archived: str | None) -> Iterator[str]:
    """The facts of a page, one a line. Missing ones are shown too, for a person to fill in."""
    day = Interval(facts.published, facts.published).in_words() if facts.published else None
    named = {
        "Title": facts.title,
        "Publisher": facts.publisher,
        "Author": facts.author,
        "Published": day,
        "Address": facts.address,
        "Language": facts.language,
    }
    if archived:
        named["Archived copy"] = archived
    for name, value in named.items():
        yield f"{name}: {visible(value) if value else NOT_SAID}"
    if review := facts.claim_review:
        yield f"Checks the claim: “{visible(review.claim)}”"
        yield f"Rated: {review.rating or NO_RATING}"
