"""What a page says about itself, and what it does not."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.sources.page.facts import PageFacts, ReviewedClaim, page_facts
from claims_db.values import Rating

from ..saved_pages import FOLDER, SavedPage, saved_pages

PAGES = list(saved_pages())
ADDRESS = "https://news.example/story"
MEGABYTE = 1_000_000


def facts_of(html: str | bytes, address: str = ADDRESS, charset: str | None = None) -> PageFacts:
    return page_facts(html.encode() if isinstance(html, str) else html, "text/html", charset, address)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_says_what_a_person_reads_in_it(page: SavedPage) -> None:
    assert facts_of(page.body, page.address) == page.facts


def test_every_saved_page_is_expected() -> None:
    assert {path.stem for path in FOLDER.glob("*.html")} == {page.name for page in PAGES}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<p>Printed 12 times since 3 May 2021.", id="a day in the text"),
        pytest.param("<footer>Copyright 2021. Updated 3 May 2021</footer>", id="a footer"),
        pytest.param('<meta name="last-modified" content="2021-05-03">', id="the day of a change"),
        pytest.param('<meta property="article:modified_time" content="2021-05-03">', id="another day of a change"),
        pytest.param('<meta name="date" content="2021-05">', id="a month alone"),
        pytest.param('<meta name="date" content="0000-00-00">', id="no day at all"),
        pytest.param('<meta name="date" content="1970-01-01T00:00:00Z">', id="a clock that was not set"),
        pytest.param('<span class="date">03/04/2021</span>', id="which of the two is the month"),
        pytest.param("<time>3 May 2021</time><time>4 May 2021</time>", id="two days"),
        pytest.param('<div class="comments"><time>3 May 2021</time></div>', id="a comment's day"),
        pytest.param('<div class="related"><time datetime="2021-05-03">x</time></div>', id="another page's day"),
    ],
)
def test_no_day_is_guessed(body: str) -> None:
    assert facts_of(f'<html lang="en"><title>A story</title>{body}').published is None


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        pytest.param("A story | Herald", "Herald", "A story", id="behind"),
        pytest.param("Herald: a story", "Herald", "Herald: a story", id="a colon is no break"),
        pytest.param("Herald – A story", "Herald", "A story", id="before"),
        pytest.param("A story - with a twist", "Herald", "A story - with a twist", id="not the site's name"),
        pytest.param("Herald", "Herald", None, id="nothing but the site"),
        pytest.param("A story | The Herald", "Herald", "A story", id="with an article"),
        pytest.param("Who pays? - Who wins?", "Herald", "Who pays? - Who wins?", id="a word like a site's"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(title: str, site: str, expected: str | None) -> None:
    address = "https://www.who.example/story"
    html = f'<meta property="og:site_name" content="{site}"><title>{title}</title>'
    assert facts_of(html, address).title == expected


@pytest.mark.parametrize(
    ("given", "heading", "expected"),
    [
        pytest.param("A Story Of Two", "A story of two", "A story of two", id="as the heading spells it"),
        pytest.param("A story of tw…", "A story of two towns", "A story of two towns", id="cut short"),
        pytest.param("A story of...", "Another one", "A story of...", id="ends in dots"),
    ],
)
def test_a_title_is_whole_and_as_the_page_shows_it(given: str, heading: str, expected: str) -> None:
    assert facts_of(f'<meta property="og:title" content="{given}"><h1>{heading}</h1>').title == expected


@pytest.mark.parametrize(
    ("fields", "headings", "expected"),
    [
        pytest.param("The flood", "<h1>The flood of May</h1>", "The flood of May", id="the page says more"),
        pytest.param("Town: The flood of May", "<h1>The flood of May</h1>", "The flood of May", id="or less"),
        pytest.param("The flood of May", "<h1>Town The flood of May</h1>", "The flood of May", id="a kicker"),
        pytest.param("The flood of May", "<h1>Our towns</h1>", "The flood of May", id="a section"),
        pytest.param("The flood of May", "<h1>Our towns</h1><h1>May’s flood</h1>", "May’s flood", id="the second"),
        pytest.param(
            "", "<h1><a href='/'>Rivers</a></h1><h2>The flood</h2>", "The flood", id="a link to the front page"
        ),
        pytest.param("", "<h1><a href='/flood'>The flood</a></h1>", "The flood", id="a link to the page"),
        pytest.param("", "<h1><a href='http://[::1'>The flood</a></h1>", "The flood", id="a broken link"),
        pytest.param("五月的洪水来了", "<h1>五月的洪水</h1>", "五月的洪水", id="without spaces"),
    ],
)
def test_the_headline_is_the_one_that_the_page_shows(fields: str, headings: str, expected: str) -> None:
    html = f'<meta property="og:title" content="{fields}"><title>The flood | Rivers</title>{headings}'
    assert facts_of(html).title == expected


def test_a_heading_that_leads_to_the_front_page_is_the_name_of_the_site() -> None:
    html = "<title>Flood of May | Rivers of May</title><h1><a href=/>Rivers of May</a></h1><h2>Flood of May</h2>"
    assert facts_of(html).title == "Flood of May"


@pytest.mark.parametrize(
    "title",
    ["Wind &amp; rain", "Wind &amp;amp; rain", "&lt;em&gt;Wind&lt;/em&gt; &amp;amp; rain", "Wind &amp;#38; rain"],
)
def test_entities_and_tags_in_fields_are_read(title: str) -> None:
    assert facts_of(f'<meta property="og:title" content="{title}">').title == "Wind & rain"


def test_entities_and_tags_in_records_are_read() -> None:
    record = (
        '{"@type":"ClaimReview","claimReviewed":"Wind &amp; rain <b>fell</b> for 3 &lt; 4 days",'
        '"reviewRating":{"alternateName":"&#70;alse"}}'
    )
    review = facts_of(f'<script type="application/ld+json">{record}</script>').claim_review
    assert review == ReviewedClaim("Wind & rain fell for 3 < 4 days", Rating.FALSE)


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        pytest.param("https://news.example/other", "https://news.example/other", id="same site"),
        pytest.param("/other?utm_source=x#part", "https://news.example/other", id="relative, and brought in order"),
        pytest.param("https://www.news.example/other", "https://www.news.example/other", id="another host of the site"),
        pytest.param("https://bank.example/", ADDRESS, id="a stranger's"),
        pytest.param("https://news.example/", ADDRESS, id="the front page"),
        pytest.param("http://127.0.0.1/admin", ADDRESS, id="inside"),
        pytest.param("javascript:alert(1)", ADDRESS, id="a program"),
        pytest.param("http://[::1", ADDRESS, id="no address"),
    ],
)
def test_a_page_names_its_address_on_its_own_site_alone(canonical: str, expected: str) -> None:
    assert facts_of(f'<title>A story</title><link rel="canonical" href="{canonical}">').address == expected


@pytest.mark.parametrize(
    "charset", ["zlib_codec", "rot13", "utf-7", "unicode_escape", "\x00", "klingon", "utf-16", None]
)
def test_a_charset_that_lies_does_no_harm(charset: str | None) -> None:
    assert facts_of("<title>Über die Brücke</title>", charset=charset).title == "Über die Brücke"


HOSTILE = {
    "depth": b"<div>" * (MEGABYTE // 5),
    "records in records": b"<div itemscope itemprop=a itemtype=NewsArticle>" * (MEGABYTE // 48),
    "a huge attribute": b'<meta name=author content="' + b"a" * MEGABYTE + b'">',
    "a huge title": b"<title>" + b"x - " * (MEGABYTE // 4),
    "bars": b"<title>" + b"|" * MEGABYTE,
    "brackets in JSON": b'<script type="application/ld+json">' + b"[" * MEGABYTE + b"</script>",
    "depth in JSON": b'<script type="application/ld+json">' + b'{"a":' * (MEGABYTE // 5) + b"</script>",
    "a number without end": b'<script type="application/ld+json">{"datePublished":' + b"9" * MEGABYTE + b"}</script>",
    "commas in JSON": b'<script type="application/ld+json">' + b", " * (MEGABYTE // 2) + b"</script>",
    "many dates": b"<span class=date>3 May 2021</span>" * (MEGABYTE // 35),
    "dates in a row": b"<time>" + b"3 may 2021 " * (MEGABYTE // 11),
    "many authors": b"<a rel=author>x" * 10_000,
    "half a charset": b"<meta " * (MEGABYTE // 6),
    "nothing but zeros": b"\0" * MEGABYTE,
    "a mark and broken letters": b"\xff\xfe" + b"\x00\xd8" * (MEGABYTE // 2),
    "authors on a line": b"<h1>x y</h1><p>" + b"<span class=author>By Ada Berg </span>" * (MEGABYTE // 38),
    "depth with classes": b"<h1>x y</h1>"
    + b'<div class="author updated">' * 200
    + b"<i>3 May 2021</i>" * (MEGABYTE // 16),
    "a class without end": b'<h1>x y</h1><p class="' + b"has-" * (MEGABYTE // 4) + b'">3 May 2021',
    "links in a heading": b"<h1>x y" + b"<a href=//[::1>x</a>" * (MEGABYTE // 20),
    "tags in JSON": b'<script type="application/ld+json">{"headline":"'
    + b"<a &amp;" * (MEGABYTE // 8)
    + b'"}</script>',
    "nothing": b"",
    "entities": b'<!DOCTYPE html [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><title>&b;</title>',
    "lone surrogates": b'<title>a&#xd800;</title><script type="application/ld+json">'
    b'{"@type":"NewsArticle","headline":"a\\ud800","datePublished":"2021-13-45"}</script>',
    "wrong kinds": b'<script type="application/ld+json">{"@type":["NewsArticle",3],"headline":{"a":1},"author":[[]],'
    b'"publisher":{"@id":[]},"@id":4,"datePublished":[],"@graph":{"@graph":null}}</script>',
    "a circle": b'<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","@id":"#a",'
    b'"publisher":{"@id":"#a"}}]}</script>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_says_little_and_is_read_to_its_end(name: str) -> None:
    found = facts_of(HOSTILE[name])
    assert found.published is None or found.published == date(2021, 5, 3)
    assert all(len(text) <= 500 for text in (found.title, found.publisher, found.author) if text)
    repr(found).encode()


@given(st.binary(max_size=300), st.sampled_from(["text/html", "application/pdf", ""]), st.text(max_size=9) | st.none())
def test_no_bytes_raise(body: bytes, content_type: str, charset: str | None) -> None:
    found = page_facts(body, content_type, charset, ADDRESS)
    assert urlsplit(found.address).netloc == urlsplit(ADDRESS).netloc


pieces = st.sampled_from(
    [
        *("<title>", "</title>", "<h1>", "x - y", "<time>", "1 May 2021", "</div>", "<p itemprop=headline>", "<!--"),
        *('<script type="application/ld+json">', '{"@type":"ClaimReview","claimReviewed":"a b"', "]", "}", "</script>"),
        *("<meta name=date content=", "'2021-05-03'>", "<link rel=canonical href=//x>", "\u202e", "\ufeff"),
        '<div itemscope itemtype="Article">',
    ]
)


@given(st.lists(pieces, max_size=30))
def test_no_markup_raises(parts: list[str]) -> None:
    facts_of("".join(parts))
