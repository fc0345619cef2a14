"""Who wrote a page, as it says in its line below the headline, its record, its links and its fields."""

from __future__ import annotations

import pytest

from claims_db.sources.page.facts import page_facts

RECORD = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"The flood of May","author":%s}</script>'


def author_of(body: str) -> str | None:
    page = (
        '<html lang="en"><title>The flood of May</title><meta property="og:site_name" content="Herald">'
        f"<body><h1>The flood of May</h1>{body}"
    )
    return page_facts(page.encode(), "text/html", None, "https://news.example/story").author


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<p>By Ada Berg", id="by"),
        pytest.param("<p>18 March 2021 <span>Von <a href=/ada>Ada Berg</a></span>", id="the name in a link"),
        pytest.param("<p>Author: <b>Ada Berg</b>, 18 March 2021", id="a label"),
        pytest.param("<p>Posted by Ada Berg on 18 March 2021", id="with what follows"),
        pytest.param("<p>By Ada Berg (head of the office)", id="with what she is"),
        pytest.param("<p class=byline>Ada Berg | 18 March 2021", id="a class"),
        pytest.param("<div class=article-author><p><b>Ada Berg</b></p></div>", id="a box"),
        pytest.param("<a rel=author href=/ada>Ada Berg</a>", id="a link for authors"),
        pytest.param('<meta name="author" content="Ada Berg">', id="a field"),
        pytest.param('<meta name="author" content="&lt;b&gt;Ada&amp;nbsp;Berg&lt;/b&gt;">', id="a field with tags"),
        pytest.param(RECORD % '"Ada Berg"', id="a record"),
        pytest.param(RECORD % '{"@type":"Person","name":"Ada Berg"}', id="a person's record"),
        pytest.param("<p>" + "It rained for weeks. " * 60 + "<p>Author: Ada Berg", id="a label far below"),
        pytest.param("<p>By Ada Berg" + RECORD % '"Web office of the Herald"', id="the line goes before the record"),
        pytest.param("<p>By Ada Berg</p><div class=comment>By Bo Lind</div>", id="not a comment's"),
    ],
)
def test_a_page_names_its_author_in_many_ways(body: str) -> None:
    assert author_of(body) == "Ada Berg"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<p>By the time it stopped, the river had risen.", id="a sentence"),
        pytest.param("<p>" + "It rained for weeks. " * 60 + "<p>By Ada Berg", id="by, far below"),
        pytest.param("<p class=byline>Friday, 30 August 2019", id="a day"),
        pytest.param('<meta name="author" content="news.example">', id="a host"),
        pytest.param('<meta name="author" content="office@news.example">', id="an address"),
        pytest.param('<meta name="author" content="No Author">', id="nobody"),
        pytest.param('<meta name="author" content="Herald">', id="the site"),
        pytest.param(RECORD % '{"@type":"Organization","name":"Herald"}', id="the site's record"),
        pytest.param("<aside>By Ada Berg</aside>", id="an aside"),
    ],
)
def test_what_names_nobody_is_none(body: str) -> None:
    assert author_of(body) is None


def test_the_site_is_an_author_where_it_is_said_to_be_one() -> None:
    assert author_of(RECORD % '{"@type":"Person","name":"Herald"}') == "Herald"
    assert author_of("<p>By Herald") == "Herald"


def test_several_authors_are_all_named() -> None:
    assert author_of(RECORD % '[{"name":"Ada Berg"},{"name":"Bo Lind"}]') == "Ada Berg, Bo Lind"
