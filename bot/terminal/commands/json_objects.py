"""Verdicts and search results as JSON, one object a line, in the shape that programs rely on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.words import why_text
from claims_db.claims.history import Change, ChangeKind
from claims_db.engine.lines import CheckedLine
from claims_db.files.pack import claim_json, source_json
from claims_db.health import Health
from claims_db.sources.health.rechecking import SourceEntry
from claims_db.store.servers import SettingsChange
from claims_db.store.source_health import StateChange
from claims_db.values import Citation, Claim, Match, Verdict

if TYPE_CHECKING:  # they load what reads pages
    from claims_db.sources.elsewhere import FoundReview
    from claims_db.sources.page.facts import PageFacts

_DIGITS = 4
# Letters stay readable; signs that some readers take for the end of a line, or a terminal for a command, do not.
_ESCAPES = {sign: f"\\u{sign:04x}" for sign in (*range(0x7F, 0xA0), 0x2028, 0x2029)}


def verdict_object(verdict: Verdict, *, why: bool = False, found: Sequence[FoundReview] | None = None) -> str:
    """The object of `footnote check --json`; `why` adds the reasons in words, `found` what others published."""
    return _line(
        {"text": verdict.text}
        | _told(verdict)
        | {"others": [{"statement": other.statement} | _told(other) for other in verdict.others]}
        | (_reasons(verdict) if why else {})
        | ({"elsewhere": [_found(each) for each in found]} if found is not None else {})
    )


def _reasons(verdict: Verdict) -> dict[str, object]:
    parts = verdict.evidence.parts if verdict.claim and verdict.evidence else ()
    return {
        "why": [{"title": section.title, "lines": section.lines} for section in why_text.why(verdict)],
        "parts": [{"group": part.group, "said": part.said, "source": part.source} for part in parts],
    }


def _told(verdict: Verdict) -> dict[str, object]:
    return {
        "verdict": verdict.label,
        "stance": verdict.stance,
        "confidence": round(verdict.confidence, _DIGITS),
        "speaks": verdict.speaks,
        "claim": _claim(verdict.claim) if verdict.claim else None,
        "differences": [
            {"kind": difference.kind, "said": difference.said, "source": difference.source}
            for difference in verdict.differences
        ],
        "citations": [_citation(citation) for citation in verdict.claim.citations] if verdict.claim else [],
        "closest": [
            {"slug": match.claim.slug, "confidence": round(match.confidence, _DIGITS)} for match in verdict.closest
        ],
        "answer": next(({"text": answer.text, "kind": answer.kind} for answer in verdict.answers), None),
    }


def _found(review: FoundReview) -> dict[str, object]:
    return {
        "claim": review.claim,
        "title": review.title,
        "publisher": review.publisher,
        "published": review.published.isoformat() if review.published else None,
        "url": review.address,
        "rated": review.written,
        "rating": review.rating,
    }


def search_object(words: str, matches: Sequence[Match]) -> str:
    """The object of `footnote search --json`."""
    results = [{"slug": match.claim.slug, "score": round(match.confidence, _DIGITS)} for match in matches]
    return _line({"text": words, "results": results})


def line_object(checked: CheckedLine) -> str:
    """The object of `footnote test --json`."""
    answering = checked.verdict.claim
    return _line(
        {
            "slug": checked.claim.slug,
            "pack": checked.claim.pack,
            "line": checked.line,
            "must_match": checked.must_match,
            "holds": checked.holds,
            "verdict": checked.verdict.label,
            "claim": _claim(answering) if answering else None,
        }
    )


def claim_object(newest: Change) -> str:
    """The object of `footnote claim show --json`: a claim of a pack, its sources inside, and how it stands."""
    claim = newest.after
    stands = {"pack": claim.pack, "retired": newest.kind is ChangeKind.RETIRED, "step": newest.number}
    return _line(claim_json(claim, source_json) | stands)


def step_object(step: Change) -> str:
    """The object of `footnote claim history --json`."""
    changes = [{"field": each.field, "before": each.before, "after": each.after} for each in step.fields()]
    at = step.at.isoformat()
    return _line({"step": step.number, "kind": step.kind, "actor": str(step.actor), "at": at, "changes": changes})


def settings_object(server_id: int, settings: Mapping[str, object]) -> str:
    """The object of `footnote settings show --json`."""
    return _line({"server": server_id, "settings": settings})


def setting_object(change: SettingsChange) -> str:
    """The object of `footnote settings history --json`."""
    told = {"at": change.at.isoformat(), "actor": str(change.actor), "name": change.name}
    return _line({**told, "before": change.before, "after": change.after})


def page_object(facts: PageFacts, archived: str | None) -> str:
    """The object of `footnote source fetch --json`; null is what the page does not say."""
    review = facts.claim_review
    return _line(
        {
            "title": facts.title,
            "publisher": facts.publisher,
            "author": facts.author,
            "published": facts.published.isoformat() if facts.published else None,
            "url": facts.address,
            "language": facts.language,
            "archive_url": archived,
            "claim_review": {"claim": review.claim, "rating": review.rating} if review else None,
        }
    )


def source_object(entry: SourceEntry, changes: Iterable[StateChange] = (), now: Health | None = None) -> str:
    """The object of `footnote source list --json`, `show --json` and `check --json`."""
    source, health = entry.source, now or entry.health
    return _line(
        {
            "key": source.key,
            "pack": entry.pack,
            "title": source.title,
            "publisher": source.publisher,
            "url": source.url,
            "archive_url": source.archive_url or (health.copy if health else None),
            "state": health.state if health else None,
            "checked": health.tried.isoformat() if health else None,
            "reached": health.reached.isoformat() if health and health.reached else None,
            "failures": health.failures if health else 0,
            "moved_to": health.moved_to if health else None,
            "status": health.status if health else None,
            "claims": entry.claims,
            "turns": [
                {"day": change.day.isoformat(), "state": change.state, "status": change.status} for change in changes
            ],
        }
    )


def _claim(claim: Claim) -> dict[str, str | None]:
    as_of = str(claim.as_of) if claim.as_of else None
    return {"slug": claim.slug, "text": claim.text, "rating": claim.rating, "as_of": as_of, "pack": claim.pack}


def _citation(citation: Citation) -> dict[str, str | None]:
    source = citation.source
    return {
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "published": source.published.isoformat() if source.published else None,
        "archive_url": source.archive_url,
        "quote": citation.quote,
    }


def _line(found: dict[str, object]) -> str:
    return json.dumps(found, ensure_ascii=False).translate(_ESCAPES)
