from __future__ import annotations

from dataclasses import replace

from claims_db.actors import Actor
from claims_db.claims.revisions import StoredClaim
from claims_db.claims.slugs import slug_of
from claims_db.files.rows import matched_to_stored, source_key
from claims_db.values import Citation, Claim, Interval, Rating, Source

from ..examples import LETTER, REPORT, lighthouse

TEXT = lighthouse().text


def stored(*claims: Claim) -> dict[str, StoredClaim]:
    return {claim.slug: StoredClaim(number, claim, False, Actor("host")) for number, claim in enumerate(claims, 1)}  # noqa: FBT003 - `retired`


def row(text: str = TEXT, source: Source = REPORT, rating: Rating = Rating.TRUE) -> Claim:
    """A claim as a table gives it: with slug and key made up, and without what its columns lack."""
    bare = Source(
        source_key(source.title, source.publisher), source.title, source.publisher, None, source.url, source.published
    )
    return Claim(slug_of(text), text, rating, (Citation(bare),))


def test_a_claim_that_is_not_known_is_as_its_row_says() -> None:
    assert matched_to_stored({}, [row()]) == (row(),)


def test_a_row_with_the_words_of_a_claim_is_that_claim_and_keeps_what_it_does_not_say() -> None:
    known = lighthouse("lighthouse", "local", REPORT, LETTER)
    assert matched_to_stored(stored(known), [row()]) == (known,)


def test_what_a_row_says_takes_the_place_of_what_is_stored() -> None:
    changed = replace(
        row(rating=Rating.FALSE),
        as_of=Interval.of(2023),
        happened=Interval.of(2022),
        phrasings=("Lighthouse steps: two hundred",),
        tags=("steps",),
    )
    (claim,) = matched_to_stored(stored(lighthouse()), [changed])
    known = lighthouse()
    assert claim == replace(
        changed,
        slug="lighthouse",
        citations=known.citations,
        must_match=known.must_match,
        must_not_match=known.must_not_match,
    )


def test_a_claim_whose_words_were_corrected_is_known_by_its_slug() -> None:
    known = replace(lighthouse(slug_of(TEXT)), text="The old lighthouse has 200 stone steps.")
    (claim,) = matched_to_stored(stored(known), [row()])
    assert (claim.slug, claim.text) == (known.slug, TEXT)


def test_words_that_changed_in_the_file_are_known_by_their_address() -> None:
    (claim,) = matched_to_stored(stored(lighthouse()), [row("The lighthouse has two hundred and one steps.")])
    assert (claim.slug, claim.citations) == ("lighthouse", lighthouse().citations)


def test_an_address_of_several_claims_tells_nothing() -> None:
    texts = ["The lighthouse has a green lamp.", "The lighthouse has a red door."]
    both = matched_to_stored(stored(lighthouse()), [row(text) for text in texts])
    assert [claim.slug for claim in both] == [slug_of(text) for text in texts]
    known = stored(lighthouse("a"), replace(lighthouse("b"), text="The lighthouse is painted white."))
    assert [claim.slug for claim in matched_to_stored(known, [row(texts[0])])] == [slug_of(texts[0])]


def test_an_address_does_not_take_a_claim_from_the_row_that_has_its_words() -> None:
    other = row("The lighthouse has a green lamp.")
    moved = row(TEXT, replace(REPORT, url="https://post.example/moved"))
    assert [claim.slug for claim in matched_to_stored(stored(lighthouse()), [other, moved])] == [
        other.slug,
        "lighthouse",
    ]


def test_the_same_words_rated_otherwise_are_two_claims() -> None:
    rows = [row(), row(rating=Rating.FALSE)]
    assert [claim.slug for claim in matched_to_stored(stored(lighthouse()), rows)] == ["lighthouse", slug_of(TEXT)]


def test_a_source_is_known_by_its_address_or_by_its_name() -> None:
    renamed = row(source=replace(REPORT, title="Harbour report, corrected"))
    moved = row(source=replace(REPORT, url="https://post.example/moved", published=None))
    (claim,) = matched_to_stored(stored(lighthouse()), [renamed])
    assert claim.citations == (Citation(replace(REPORT, title="Harbour report, corrected"), "200 steps"),)
    (claim,) = matched_to_stored(stored(lighthouse()), [moved])
    assert claim.citations == (Citation(replace(REPORT, url="https://post.example/moved"), "200 steps"),)


def test_a_source_that_is_new_is_added() -> None:
    (claim,) = matched_to_stored(stored(lighthouse()), [row(source=LETTER)])
    assert [citation.source.title for citation in claim.citations] == [REPORT.title, LETTER.title]


def test_rows_that_tell_a_shared_source_differently_do_not_overwrite_each_other() -> None:
    lamp = replace(lighthouse("lamp"), text="The lighthouse has a green lamp.")
    rows = [row(source=replace(REPORT, title="Corrected")), row(lamp.text)]
    keys = [claim.citations[0].source.key for claim in matched_to_stored(stored(lighthouse(), lamp), rows)]
    assert keys == ["report", "report-2"]
