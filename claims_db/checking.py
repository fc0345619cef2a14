"""From a message to a verdict. Pure: everything it needs is in memory."""

from __future__ import annotations

from collections.abc import Container

from rapidfuzz import fuzz

from claims_db.index import ClaimIndex
from claims_db.values import Evidence, Label, Match, Message, Silence, Stance, Verdict


def check(message: Message, index: ClaimIndex, packs: Container[str]) -> Verdict:
    """What the claims of `packs` say of a message."""
    best = search(message.text, index, packs, limit=3)
    if not best or best[0].confidence < 0.8:
        return Verdict(message.text, Label.NOT_ENOUGH_EVIDENCE, Stance.ASSERTS, 0.0, closest=best)
    top = best[0]
    return Verdict(
        message.text, Label.SUPPORTED, Stance.ASSERTS, top.confidence, message.text, top.claim,
        evidence=Evidence(top.claim.text), closest=best, silence=None if top.confidence > 0.9 else Silence.NOT_SURE,
    )


def search(text: str, index: ClaimIndex, packs: Container[str], limit: int) -> tuple[Match, ...]:
    """The claims that `text` may be about, best first, without a verdict."""
    scored = [Match(claim, fuzz.token_set_ratio(text, claim.text) / 100) for claim in index.claims(packs)]
    return tuple(sorted(scored, key=lambda match: -match.confidence)[:limit])
