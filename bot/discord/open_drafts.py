"""The drafts of claims that moderators are at work on: in memory alone, each saved or dropped once."""

from __future__ import annotations

from bot.discord.claim_draft import Draft
from bot.discord.recent import Recent

DRAFTS_KEPT = 500


class Drafts:
    """Drafts by name. A name that was taken is spent: what is sent twice is saved once."""

    def __init__(self) -> None:
        self._kept: Recent[str, Draft] = Recent(DRAFTS_KEPT)
        self._spent: Recent[str, str] = Recent(DRAFTS_KEPT)

    def put(self, name: str, draft: Draft) -> None:
        """Keep a draft as it stands now."""
        self._kept.put(name, draft)

    def get(self, name: str) -> Draft | None:
        """The draft, if it is still kept."""
        return self._kept.get(name)

    def take(self, name: str) -> Draft | None:
        """The draft, which is spent now: whoever comes second gets None."""
        draft = self._kept.take(name)
        if draft is not None:
            self._spent.put(name, name)
        return draft

    def give_back(self, name: str, draft: Draft) -> None:
        """Keep a draft that was taken and could not be saved."""
        self._spent.take(name)
        self._kept.put(name, draft)

    def is_spent(self, name: str) -> bool:
        """Whether it was saved or dropped."""
        return self._spent.get(name) is not None
