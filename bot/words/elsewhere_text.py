"""What people read of fact-checks that others published."""

from __future__ import annotations

BUTTON = "Look elsewhere"
IN_SERVER = "Elsewhere: fact-checks that are not in this server's store"
IN_STORE = "Elsewhere: fact-checks that are not in this store"
NOTHING = "Elsewhere: Google's search found no fact-check for these words, either."
TEXT_GONE = (
    "I have let go of these words: I keep them in memory for a while only, and not over a restart. Check them again."
)
FOUND_GONE = (
    "I have let go of what was found: I keep it in memory for a while only, and not over a restart. Check again."
)
NEEDS_KEY = (
    "Looking elsewhere needs a key for Google's Fact Check Tools API: put one into .env as FOOTNOTE_FACTCHECK_KEY;"
    " docs/sources.md says how to get it."
)


def add_button(number: int) -> str:
    """Below what was found, for moderators."""
    return f"Add {number} as claim"


def checked(claim: str) -> str:
    """What a fact-check is about."""
    return f"Checked there: “{claim}”"


def rated(written: str) -> str:
    """The rating in the publisher's own words."""
    return f"Rated there: {written}"
