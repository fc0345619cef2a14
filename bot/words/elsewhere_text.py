"""What users read about fact-checks by other publishers."""

from __future__ import annotations

BUTTON = "Look elsewhere"
IN_SERVER = "Elsewhere: fact-checks that are not in this server's store"
IN_STORE = "Elsewhere: fact-checks that are not in this store"
NOTHING = "Elsewhere: Google's search found no fact-check for these words either."
TEXT_GONE = (
    "I no longer have these words: I keep them in memory for a short time, and a restart clears it. Check them again."
)
FOUND_GONE = (
    "I no longer have these results: I keep them in memory for a short time, and a restart clears it. Check again."
)
NEEDS_KEY = (
    "Looking elsewhere needs a key for Google's Fact Check Tools API. Put it in .env as FOOTNOTE_FACTCHECK_KEY;"
    " docs/sources.md says how to get one."
)


def add_button(number: int) -> str:
    """A button below the results, for moderators."""
    return f"Add {number} as claim"


def checked(claim: str) -> str:
    """The claim that a fact-check is about."""
    return f"Checked there: “{claim}”"


def rated(written: str) -> str:
    """The rating in the publisher's own words."""
    return f"Rated there: {written}"
