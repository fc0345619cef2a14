from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.errors import InvalidValueError
from claims_db.files.schema_org import Names, address, plain, single, text

WRITTEN = [
    ("an entity", "Fish &amp; chips", "Fish & chips"),
    ("encoded twice", "&amp;quot;No&amp;quot;, he said", '"No", he said'),
    ("a number", "caf&#233;", "café"),
    ("a tag", "It is <b>not</b> so", "It is not so"),
    ("a tag with attributes", '<a href="https://x.example">The</a> mill', "The mill"),
    ("an encoded tag", "&lt;p&gt;The mill&lt;/p&gt; burnt", "The mill burnt"),
    ("a line end", "The mill<br/>burnt\n down", "The mill burnt down"),
    ("no tag", "x < 5 and y > 3", "x < 5 and y > 3"),
    ("an unknown tag", "write <name> here", "write <name> here"),
    ("a name that begins like a tag", "the <button> of it", "the <button> of it"),
]


@pytest.mark.parametrize(("written", "read"), [row[1:] for row in WRITTEN], ids=[row[0] for row in WRITTEN])
def test_words_are_as_a_reader_of_the_page_sees_them(written: str, read: str) -> None:
    assert plain(written) == read


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"])))
def test_what_was_encoded_comes_back(words: str) -> None:
    assert plain(html.escape(words)) == plain(words)


VALUES: list[tuple[object, object]] = [
    ("x", "x"),
    (None, None),
    ([], None),
    ([None, "", "x", "y"], "x"),
    ({"@value": "x", "@language": "en"}, "x"),
    ([{"@value": ""}, {"@value": "x"}], "x"),
    ({"name": "x"}, {"name": "x"}),
    (0, 0),
]


@pytest.mark.parametrize(("value", "bare"), VALUES, ids=[repr(row[0]) for row in VALUES])
def test_a_value_is_taken_out_of_what_it_is_wrapped_in(value: object, bare: object) -> None:
    assert single(value) == bare


@pytest.mark.parametrize("value", [7, True, {"name": "x"}, [["x"]], {"@value": 7}])
def test_a_value_of_another_kind_is_no_text(value: object) -> None:
    with pytest.raises(InvalidValueError, match="'headline' must be a text"):
        text({"headline": value}, "headline")


def test_a_control_character_behind_an_entity_is_no_text_either() -> None:
    assert text({"headline": "The &#27;mill&#x9b;"}, "headline") in {"The mill", "The mill›"}


ADDRESSES: list[tuple[object, str | None]] = [
    ("https://x.example/?a=1&copy=2", "https://x.example/?a=1&copy=2"),
    (" https://x.example/?a=1&amp;b=2\n", "https://x.example/?a=1&b=2"),
    ({"@id": "https://x.example/"}, "https://x.example/"),
    ([None, {"url": "https://x.example/"}], "https://x.example/"),
    ({}, None),
    ("", None),
]


@pytest.mark.parametrize(("value", "read"), ADDRESSES, ids=[repr(row[0]) for row in ADDRESSES])
def test_an_address_is_what_it_says_without_what_html_puts_in(value: object, read: str | None) -> None:
    assert address({"url": value}, "url") == read


ORGANISATION = {"@id": "https://x.example/#us", "@type": "Organization", "name": "The Press"}
PARTIES: list[tuple[str, object, str | None]] = [
    ("a name", "The Post", "The Post"),
    ("a record", {"name": "The Post"}, "The Post"),
    ("a wrapped name", {"name": [{"@value": "The Post"}]}, "The Post"),
    ("a reference", {"@id": "https://x.example/#us"}, "The Press"),
    ("a reference as text", "https://x.example/#us", "The Press"),
    ("a reference without a record", {"@id": "#nobody"}, None),
    ("an address", "https://post.example", None),
    ("the first of several with a name", [None, {"@type": "Person"}, {"name": "The Post"}], "The Post"),
    ("a number", 7, None),
]


@pytest.mark.parametrize(("value", "name"), [row[1:] for row in PARTIES], ids=[row[0] for row in PARTIES])
def test_a_party_is_known_by_its_name_wherever_that_stands(value: object, name: str | None) -> None:
    assert Names({"@graph": [{"author": ORGANISATION}]}).of(value) == name


def test_nobody_is_called_like_a_review() -> None:
    review = {"@id": "#r", "@type": "ClaimReview", "name": "No, it is not"}
    assert Names([review]).of({"@id": "#r"}) is None
