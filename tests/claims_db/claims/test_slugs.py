from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.claims.slugs import free_slug, numbered, slug_of
from claims_db.requirements import MAX_SLUG_LENGTH, require_slug

SLUGS = [
    ("The lighthouse isn't open.", "the-lighthouse-isnt-open"),
    ("Café Zürich, 2021!", "cafe-zurich-2021"),
    ("灯台には階段がある", "claim-"),
    ("The 灯台 has steps", "the-has-steps-"),
    ("x" * 300, "x" * 60 + "-"),
    ("word " * 40, "word-" * 11 + "word-"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "beginning"), SLUGS, ids=[row[0][:12] for row in SLUGS])
def test_a_slug_can_be_read_where_it_can_be(text: str, beginning: str) -> None:
    slug = slug_of(text)
    assert slug.startswith(beginning)
    assert (slug == beginning) is not (beginning.endswith("-") or not beginning)


@given(st.text(st.characters()))
def test_every_text_has_one_slug(text: str) -> None:
    require_slug(slug_of(text))
    assert slug_of(text) == slug_of(text)


@pytest.mark.parametrize(("one", "other"), [("灯台", "階段"), ("x" * 300, "x" * 301), ("灯台 light", "階段 light")])
def test_what_is_cut_off_or_left_out_still_counts(one: str, other: str) -> None:
    assert slug_of(one) != slug_of(other)


@given(st.from_regex(r"[a-z0-9][a-z0-9_-]{0,119}", fullmatch=True))
def test_numbered_slugs_are_slugs(slug: str) -> None:
    names = list(islice(numbered(slug), 12))
    assert len(set(names)) == 12
    assert names[0] == slug
    assert all(len(name) <= MAX_SLUG_LENGTH for name in names)
    assert free_slug(slug, set(names[:11])) == names[11]
