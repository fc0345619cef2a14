"""What a set of claims changes in a pack that is already stored. Pure: stored claims in, revisions out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from claims_db.actors import Actor
from claims_db.claims.history import ChangeKind
from claims_db.claims.slugs import numbered
from claims_db.requirements import require_host_name
from claims_db.values import Citation, Claim, Source


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim as the database has it, retired ones too. `changed_by` is the actor of its last change."""

    id: int
    claim: Claim
    retired: bool
    changed_by: Actor


@dataclass(frozen=True, slots=True)
class Revision:
    """A change to be written: what is there now (None for a new claim) and what shall be."""

    kind: ChangeKind
    before: StoredClaim | None
    after: Claim


Stored = Mapping[str, StoredClaim]


def imported(stored: Stored, incoming: Iterable[Claim]) -> list[Revision]:
    """What an imported file changes; claims that were retired here stay as they are.

    The file speaks for its sources too: claims that it doesn't name change where a source of theirs did.
    """
    wanted = {claim.slug: claim for claim in incoming}
    named = [_revision(stored.get(slug), claim) for slug, claim in wanted.items() if not is_retired(stored, slug)]
    others = (each for slug, each in stored.items() if slug not in wanted and not each.retired)
    return [revision for revision in named if revision] + touched(others, sources_of(wanted.values()))


def touched(stored: Iterable[StoredClaim], sources: Mapping[str, Source]) -> list[Revision]:
    """What changes in claims that a file doesn't name, where these are the sources now."""
    changes = (_revision(each, _with_sources(each.claim, sources)) for each in stored)
    return [revision for revision in changes if revision]


def is_retired(stored: Stored, slug: str) -> bool:
    """Whether that claim is there, and retired."""
    return slug in stored and stored[slug].retired


def brought_by(actor: Actor, stored: Stored, incoming: Iterable[Claim]) -> list[Revision]:
    """What a new version of a pack changes among the claims that `actor` brought; what others changed stays.

    Claims that the new version lacks are retired, and come back when a later one has them again.
    """
    own = {slug: each for slug, each in stored.items() if each.changed_by == actor}
    kept = sources_of(each.claim for slug, each in stored.items() if slug not in own)
    free = (claim for claim in incoming if claim.slug in own or claim.slug not in stored)
    wanted = {claim.slug: with_free_keys(claim, kept) for claim in free}
    changed = [_revision(own.get(slug), claim) for slug, claim in wanted.items()]
    gone = [
        Revision(ChangeKind.RETIRED, each, each.claim)
        for slug, each in own.items()
        if slug not in wanted and not each.retired
    ]
    return [revision for revision in changed if revision] + gone


def _revision(before: StoredClaim | None, after: Claim) -> Revision | None:
    if before is None:
        return Revision(ChangeKind.ADDED, None, after)
    if before.retired:
        return Revision(ChangeKind.RESTORED, before, after)
    return None if before.claim == after else Revision(ChangeKind.EDITED, before, after)


def _with_sources(claim: Claim, sources: Mapping[str, Source]) -> Claim:
    renewed = (Citation(sources.get(each.source.key, each.source), each.quote) for each in claim.citations)
    return replace(claim, citations=tuple(renewed))


def sources_of(claims: Iterable[Claim]) -> dict[str, Source]:
    """The sources that the claims cite, by key."""
    return {citation.source.key: citation.source for claim in claims for citation in claim.citations}


def require_openable(brought: Iterable[Source], known: Iterable[Source] = ()) -> None:
    """Raise InvalidValueError where somebody brings an address whose host there cannot be.

    Addresses of `known` sources may stay: who mends the words of a claim has not to mend those too.
    """
    stored = {address for source in known for address in (source.url, source.archive_url)}
    for source in brought:
        for address in (source.url, source.archive_url):
            if address is not None and address not in stored:
                require_host_name(address)


def with_free_keys(claim: Claim, kept: Mapping[str, Source]) -> Claim:
    """The claim with another key for each source whose key names a different one in `kept`.

    Sources are shared within a pack: writing under the same key would silently change what other claims cite.
    """
    if all(kept.get(each.source.key, each.source) == each.source for each in claim.citations):
        return claim
    renamed = tuple(replace(each, source=_with_free_key(each.source, kept)) for each in claim.citations)
    return replace(claim, citations=renamed)


def _with_free_key(source: Source, kept: Mapping[str, Source]) -> Source:
    candidates = (replace(source, key=key) for key in numbered(source.key))
    return next(each for each in candidates if kept.get(each.key, each) == each)


def under_own_keys(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """The citations of one claim, each of another source under another key."""
    kept: dict[str, Source] = {}
    renamed = []
    for citation in citations:
        source = _with_free_key(citation.source, kept)
        kept[source.key] = source
        renamed.append(replace(citation, source=source))
    return tuple(renamed)
