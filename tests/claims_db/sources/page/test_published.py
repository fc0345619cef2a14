"""The day of a page, from where pages show and tell it."""

from __future__ import annotations

from datetime import date

import pytest

from claims_db.sources.page.facts import page_facts

DAY = date(2021, 3, 18)
NEXT = date(2021, 3, 19)
ARTICLE = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"The flood of May",%s}</script>'


def day_of(body: str, path: str = "story", language: str = "en") -> date | None:
    page = f'<html lang="{language}"><title>The flood of May</title><body>{body}'
    return page_facts(page.encode(), "text/html", None, f"https://news.example/{path}").published


def story(dated: str) -> str:
    return f"<main><h1>The flood of May</h1>{dated}<p>It rained for weeks, and then the river rose.</p></main>"


@pytest.mark.parametrize(
    "dated",
    [
        pytest.param("<a href=/2021>18 March 2021</a>", id="a link"),
        pytest.param("<table><tr><td>18 March 2021</table>", id="a cell"),
        pytest.param("<h3>18 March 2021</h3>", id="a heading"),
        pytest.param("<abbr class=published title=2021-03-18T10:52:00+02:00>10:52</abbr>", id="an abbreviation"),
        pytest.param("<time datetime=2021-03-18T10:52:00+02:00>two days ago</time>", id="how long ago"),
        pytest.param("<div>By Ada Berg <b>18</b> <i>March</i> 2021</div>", id="in pieces"),
        pytest.param("<div>Ada Berg<br>18 March 2021<br>3 comments</div>", id="a line among others"),
        pytest.param("<p>Published 18 March 2021, updated 20 March 2021</p>", id="before its change"),
        pytest.param("<p>x</p><div class=promoted>18 March 2021</div>", id="a longer word"),
        pytest.param("<div class=has-comments><i class=a--no-related>18 March 2021</i></div>", id="what is around it"),
        pytest.param('<span class="entry-date published updated">18 March 2021</span>', id="published and updated"),
        pytest.param("<i class='updated published'>18 March 2021</i> <i>20 March 2021</i>", id="both before another"),
        pytest.param("<p>x</p><footer class=entry-footer>Published 18 March 2021</footer>", id="the article's footer"),
        pytest.param("<div class=teaser-meta>18 March 2021</div>", id="the next line, whatever its box is called"),
        pytest.param(
            "<time class=updated>20 March 2021</time> <time class=published>18 March 2021</time>", id="two marks"
        ),
    ],
)
def test_a_day_beside_the_headline_is_the_page_s(dated: str) -> None:
    assert day_of(story(dated)) == DAY


@pytest.mark.parametrize(
    "dated",
    [
        pytest.param("<p>Updated: 18 March 2021</p>", id="a change"),
        pytest.param("<span itemprop=dateModified hidden>x</span>", id="no day"),
        pytest.param("<aside>18 March 2021</aside>", id="an aside"),
        pytest.param("<blockquote>— Bo (@bo) 18 March 2021</blockquote>", id="a quoted post"),
        pytest.param("<p>x</p><div class=comment-list>18 March 2021</div>", id="a comment"),
        pytest.param("<p>x</p><div class=relatedPosts>18 March 2021</div>", id="another page"),
        pytest.param("<ul><li>18 March 2021<li>19 March 2021</ul>", id="a list of days"),
        pytest.param(
            "<p>The council met on 18 March 2021 and looked at what the river had left us.</p>", id="a sentence"
        ),
        pytest.param("<a href=/other>The council looked at the town on 18 March 2021</a>", id="a link to another page"),
    ],
)
def test_another_day_is_not(dated: str) -> None:
    assert day_of(story(dated)) is None


def test_today_in_the_header_of_the_site_is_not_either() -> None:
    header = "<div class=masthead>Friday, 19 March 2021</div>"
    assert day_of(header + story("<p>18 March 2021</p>")) == DAY
    assert day_of(header + story("")) is None


def test_the_nearest_day_counts() -> None:
    assert day_of("<p>18 March 2021</p>" + story("<p>Ada Berg</p><p>Book out on 2 May 2021</p>")) == DAY
    assert day_of("<p>2 May 2021</p><p>Rivers and lakes</p>" + story("<p>18 March 2021</p>")) == DAY


def test_what_the_page_shows_goes_before_what_its_fields_tell() -> None:
    assert day_of(ARTICLE % '"datePublished":"2020-01-01"' + story("<p>18 March 2021</p>")) == DAY


@pytest.mark.parametrize(
    ("path", "day"),
    [
        pytest.param("2021/03/18/flood", DAY, id="folders"),
        pytest.param("2021-03/18/flood", DAY, id="two folders"),
        pytest.param("flood", NEXT, id="none"),
        pytest.param("2021/03/flood", NEXT, id="a month"),
        pytest.param("2021/13/18/flood", NEXT, id="no day"),
    ],
)
def test_the_day_in_the_address_goes_before_a_time_in_utc(path: str, day: date) -> None:
    assert day_of(ARTICLE % '"datePublished":"2021-03-19T01:09:55Z"' + story(""), path) == day


@pytest.mark.parametrize(
    ("stamp", "other", "day"),
    [
        pytest.param("2021-03-19T02:30:00Z", "2021-03-18 22:30:00", DAY, id="west of it, the evening before"),
        pytest.param("2021-03-17T22:30:00.000+00:00", "2021-03-18T00:30:00+02:00", DAY, id="east of it, past midnight"),
        pytest.param("2021-03-19T02:30:00-04:00", "2021-03-18 22:30:00", NEXT, id="not in UTC"),
        pytest.param("2021-03-19T00:00:00Z", "2021-03-18 22:30:00", NEXT, id="midnight is a day, not a time"),
        pytest.param("2021-03-19T02:30:00Z", "2021-03-16 22:30:00", NEXT, id="another time"),
        pytest.param("2021-03-19T02:30:00Z", "2021-03-18T23:00:00Z", NEXT, id="the other in UTC too"),
    ],
)
def test_a_time_in_utc_is_moved_to_the_day_that_a_local_one_names(stamp: str, other: str, day: date) -> None:
    fields = f'<meta property="article:published_time" content="{stamp}"><meta name="sailthru.date" content="{other}">'
    assert day_of(fields + story("")) == day


@pytest.mark.parametrize("name", ["article:published_time", "vr:published-time", "sw-pubDate", "content_publishedDate"])
def test_any_field_that_says_published_has_the_day(name: str) -> None:
    assert day_of(f'<meta name="{name}" content="2021-03-18">{story("")}') == DAY


@pytest.mark.parametrize("name", ["unpublish_date", "modified", "publisher", "expiry-date", "og:updated_time"])
def test_other_fields_have_not(name: str) -> None:
    assert day_of(f'<meta name="{name}" content="2021-03-18">{story("")}') is None


@pytest.mark.parametrize(
    ("language", "others", "day"),
    [
        pytest.param("en", "", None, id="English alone does not tell"),
        pytest.param("en", "<p>25/12/2020", date(2021, 4, 3), id="another date has the day first"),
        pytest.param("en", "<p>12/25/2020", date(2021, 3, 4), id="another date has the month first"),
        pytest.param("fr", "<p>12/25/2020", date(2021, 3, 4), id="other dates tell more than the language"),
        pytest.param("fr", "<p>12/25/2020<p>25/12/2020", date(2021, 4, 3), id="they differ"),
        pytest.param("de", "", None, id="a program wrote it: the language has dots"),
    ],
)
def test_the_other_dates_of_a_page_tell_which_number_is_the_month(language: str, others: str, day: date | None) -> None:
    footer = f"<footer>{others}</footer>"
    assert day_of(story("<p>03/04/2021</p>") + footer, language=language) == day


def test_a_wiki_is_of_its_last_revision() -> None:
    record = ARTICLE % '"datePublished":"2004-08-12T11:02:03Z","dateModified":"2021-03-18T11:02:03Z"'
    assert day_of(f'<meta name="generator" content="MediaWiki 1.43">{record}{story("")}') == DAY


@pytest.mark.parametrize(
    "other",
    [
        pytest.param('{"@type":"VideoObject","name":"How locks work","uploadDate":"2019-01-01"}', id="a video"),
        pytest.param('{"@type":"Event","name":"Concert by the lake","datePublished":"2019-01-01"}', id="an event"),
        pytest.param('{"@type":"NewsArticle","headline":"Rain again","datePublished":"2019-01-01"}', id="an article"),
    ],
)
def test_what_is_embedded_is_not_the_page(other: str) -> None:
    assert day_of(f'<script type="application/ld+json">{other}</script>{story("")}') is None


def test_without_a_headline_the_only_day_counts() -> None:
    assert day_of("<div>18 March 2021</div><p>It rained for weeks.</p>") == DAY
    assert day_of("<div>18 March 2021</div><div>19 March 2021</div>") is None
    assert day_of("<div>Published 18 March 2021</div><div>19 March 2021</div>") == DAY
    assert day_of("<p>It rained for weeks.</p>", "flood-2021-03-18.html") == DAY
