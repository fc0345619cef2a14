"""The drafts that moderators are at work on, each saved or dropped once.

They are in memory alone, and stored nowhere. So that a draft outlives the bot's process, it also travels in its own
preview: Discord keeps an embed's address and shows it nowhere while the embed has no title. Only whoever fills in the
draft sees the preview, and nobody but the bot can write its embeds.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.discord.claim_draft import Draft, SourceFields
from bot.discord.recent import Recent
from claims_db.values import Claim

DRAFTS_KEPT = 500
# RFC 2606 keeps this ending free, so that it leads nowhere.
_OPENING = "https://draft.invalid/"
# https://discord.com/developers/docs/resources/message#embed-object, and Discord's OpenAPI description
_LONGEST = 2048
_FIELDS = ("text", "rating", "as_of", "happened", "tags", "phrasings", "must_match", "must_not_match")

# The claim of that slug as it was when it had that digest.
FindBase = Callable[[str, str], Awaitable[Claim | None]]


class OpenDrafts:
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


def carried(draft: Draft) -> str | None:
    """The address that carries the draft; None where it is too long for one."""
    fields = [getattr(draft, name) for name in _FIELDS]
    known = list(draft.base.citations) if draft.base else []
    sources = [
        [each.source, each.address, each.date, each.quote, known.index(each.kept) if each.kept in known else None]
        for each in draft.sources
    ]
    base = [draft.base.slug, digest(draft.base)] if draft.base else None
    packed = zlib.compress(json.dumps([fields, sources, base, draft.queued], ensure_ascii=False).encode(), 9)
    address = _OPENING + base64.urlsafe_b64encode(packed).decode()
    return address if len(address) <= _LONGEST else None


async def unpacked(address: str | None, find_base: FindBase) -> Draft | None:
    """The draft that an address carries; None where it carries none, or the claim is not there any more."""
    if not address or not address.startswith(_OPENING):
        return None
    packed = base64.urlsafe_b64decode(address.removeprefix(_OPENING))
    fields, sources, named, queued = json.loads(zlib.decompress(packed))
    base = await find_base(*named) if named else None
    if named and base is None:
        return None
    typed = []
    for source, url, date, quote, number in sources:
        kept = base.citations[number] if base and isinstance(number, int) else None
        typed.append(SourceFields(str(source), str(url), str(date), str(quote), kept))
    draft = Draft(base=base, queued=queued, sources=tuple(typed))
    return replace(draft, **dict(zip(_FIELDS, fields, strict=True)))


def digest(claim: Claim) -> str:
    """What tells one state of a claim from another."""
    return hashlib.sha256(repr(claim).encode()).hexdigest()[:16]
