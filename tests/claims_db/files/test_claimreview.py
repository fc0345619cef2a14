from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.errors import InvalidPackError
from claims_db.files.claimreview import as_pack, is_ours, read_feed, read_lines_of_reviews, write_claimreview
from claims_db.files.habits import NO_HABITS, DayOrder, Habits
from claims_db.files.pack import Reading, read_pack
from claims_db.values import Citation, Claim, Pack, Rating, Source

from ..examples import a_few_packs, lighthouse, packs_of_claims, without_lines

PACK = Pack("made-up", "A pack", "What it is about", "CC0-1.0")
REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://post.example/lighthouse",
    "claimReviewed": "The old lighthouse has two hundred steps.",
    "datePublished": "2022-05-01",
    "author": {"@type": "Organization", "name": "The Harbour Post"},
    "reviewRating": {
        "@type": "Rating",
        "alternateName": "Mostly false",
        "ratingValue": 2,
        "bestRating": 5,
        "worstRating": 1,
    },
}
FALSE = {"alternateName": "False"}


def read(feed: object, habits: Habits = NO_HABITS) -> Reading:
    return read_feed(feed, PACK, lambda _done, _total: None, habits)


def lines(path: Path, content: str) -> Reading:
    path.write_text(content)
    return read_lines_of_reviews(path, PACK, lambda _done, _total: None)


def source_of(review: dict[str, Any]) -> Source:
    (claim,) = read(review).claims
    return claim.citations[0].source


def test_a_review_is_a_claim_whose_source_is_the_review() -> None:
    source = Source(
        "the-harbour-post-https-post-example-lighthouse",
        "The old lighthouse has two hundred steps.",
        "The Harbour Post",
        url="https://post.example/lighthouse",
        published=date(2022, 5, 1),
    )
    assert read(REVIEW).claims == (
        Claim(
            "the-old-lighthouse-has-two-hundred-steps",
            "The old lighthouse has two hundred steps.",
            Rating.MOSTLY_FALSE,
            (Citation(source),),
            pack="made-up",
        ),
    )


US = {"@id": "#us", "@type": "Organization", "name": "The Harbour Post"}
WITHOUT_CLAIM = {key: value for key, value in REVIEW.items() if key != "claimReviewed"}
FEEDS: list[tuple[str, object]] = [
    ("one", REVIEW),
    ("a list", [REVIEW]),
    ("a feed", {"@type": "DataFeed", "dataFeedElement": [REVIEW]}),
    ("a feed of one", {"@type": "DataFeed", "dataFeedElement": REVIEW}),
    ("a feed of items", {"dataFeedElement": [{"@type": "DataFeedItem", "item": [REVIEW], "url": "x"}]}),
    ("a graph", {"@graph": [{"@type": "WebPage", "name": "Harbour"}, REVIEW, {"@type": ["Person"]}]}),
    ("a list of items", {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": REVIEW}]}),
    ("a full type", REVIEW | {"@type": "http://schema.org/ClaimReview"}),
    ("several types", REVIEW | {"@type": ["Review", "schema:ClaimReview", 7]}),
    ("items that are empty", {"dataFeedElement": [{"item": None}, {"item": [None, REVIEW]}, None]}),
    ("wrapped values", REVIEW | {"claimReviewed": [{"@value": REVIEW["claimReviewed"], "@language": "en"}]}),
    ("lists of one", REVIEW | {"url": [REVIEW["url"]], "datePublished": ["2022-05-01"], "author": [REVIEW["author"]]}),
    ("an address of its own kind", REVIEW | {"url": {"@id": REVIEW["url"]}}),
    ("its author elsewhere in the graph", {"@graph": [REVIEW | {"author": {"@id": "#us"}}, US]}),
    ("its author by the name of that record", [US, REVIEW | {"author": "#us"}]),
    (
        "the claim in its own record",
        WITHOUT_CLAIM | {"itemReviewed": {"@type": "Claim", "name": REVIEW["claimReviewed"]}},
    ),
    ("the claim in a list", WITHOUT_CLAIM | {"itemReviewed": [{"name": [{"@value": REVIEW["claimReviewed"]}]}]}),
    (
        "the claim elsewhere in the graph",
        {
            "@graph": [
                WITHOUT_CLAIM | {"itemReviewed": {"@id": "#it"}},
                {"@id": "#it", "@type": "Claim", "name": REVIEW["claimReviewed"]},
            ]
        },
    ),
    (
        "the claim beside what asks",
        REVIEW | {"claimReviewed": "How many?", "itemReviewed": {"name": REVIEW["claimReviewed"]}},
    ),
    ("marked-up words", REVIEW | {"claimReviewed": "The&nbsp;old <em>lighthouse</em> has two hundred steps."}),
    ("inside another record", {"@graph": [{"@type": "NewsArticle", "claimReview": [REVIEW]}, REVIEW]}),
    ("no type", {key: value for key, value in REVIEW.items() if key != "@type"}),
]


@pytest.mark.parametrize("feed", [row[1] for row in FEEDS], ids=[row[0] for row in FEEDS])
def test_reviews_are_found_wherever_feeds_put_them(feed: object) -> None:
    assert read(feed) == read(REVIEW)


FOUND: dict[str, Any] = {
    "claims": [
        {
            "text": "The old lighthouse has two hundred steps.",
            "claimant": "A visitor",
            "claimDate": "2022-04-01T00:00:00Z",
            "claimReview": [
                {
                    "publisher": {"name": "The Harbour Post", "site": "post.example"},
                    "url": "https://post.example/lighthouse",
                    "reviewDate": "2022-05-01T00:00:00Z",
                    "textualRating": "Mostly false",
                    "languageCode": "en",
                }
            ],
        }
    ],
    "nextPageToken": "CAo",
}


@pytest.mark.parametrize("feed", [FOUND, [FOUND], FOUND["claims"], {"claims": [None, *FOUND["claims"]]}])
def test_an_answer_of_googles_search_is_read_like_the_reviews_it_lists(feed: object) -> None:
    assert read(feed) == read(REVIEW)


def test_an_answer_may_list_several_reviews_of_a_claim_and_name_no_publisher_but_a_site() -> None:
    (claim,) = FOUND["claims"]
    (review,) = claim["claimReview"]
    other = review | {"publisher": {"site": "press.example"}, "url": "https://press.example/x", "title": "Steps"}
    (read_claim,) = read({"claims": [claim | {"claimReview": [review, other]}]}).claims
    assert [citation.source.publisher for citation in read_claim.citations] == ["The Harbour Post", "press.example"]
    assert read_claim.citations[1].source.title == "Steps"
    assert len(read({"claims": [claim | {"claimReview": [None, 7, {}]}]}).problems) == 3


@pytest.mark.parametrize("feed", [[], {"@type": "WebPage"}, {"@graph": []}, [[[]]], [None], {"item": None}])
def test_a_file_without_a_review_is_refused(feed: object) -> None:
    with pytest.raises(InvalidPackError, match="neither a pack nor a ClaimReview"):
        read(feed)


def test_lists_in_lists_without_end_are_a_problem() -> None:
    feed: object = REVIEW
    for _ in range(400):
        feed = [feed]
    assert read(feed).problems == ("review 1: a review must be an object with named fields, not a list",)


RATINGS: list[tuple[object, Rating]] = [
    ({"alternateName": "Pants on Fire!"}, Rating.FALSE),
    ({"name": "True"}, Rating.TRUE),
    ([{"alternateName": "Misleading"}], Rating.MISLEADING),
    ({"alternateName": "False", "ratingValue": 5}, Rating.FALSE),
    ({"ratingValue": "1"}, Rating.FALSE),
    ({"ratingValue": 3, "bestRating": "5", "worstRating": "1"}, Rating.HALF_TRUE),
    ({"ratingValue": 10, "bestRating": 10, "worstRating": 0}, Rating.TRUE),
    ({"alternateName": " ", "ratingValue": 4}, Rating.MOSTLY_TRUE),
]


@pytest.mark.parametrize(("given", "rating"), RATINGS, ids=[json.dumps(row[0])[:40] for row in RATINGS])
def test_a_rating_counts_by_its_name_else_by_its_number(given: object, rating: Rating) -> None:
    assert [claim.rating for claim in read(REVIEW | {"reviewRating": given}).claims] == [rating]


BAD_REVIEWS: list[tuple[str, object, str]] = [
    ("no object", "review", "a review must be an object"),
    ("no claim", REVIEW | {"claimReviewed": None}, "'claimReviewed' is missing"),
    ("no rating", REVIEW | {"reviewRating": None}, "'reviewRating' must be an object"),
    ("no ratings", REVIEW | {"reviewRating": []}, "'reviewRating' must be an object"),
    ("an unknown rating", REVIEW | {"reviewRating": {"alternateName": "Satire"}}, "'Satire' is not known"),
    (
        "an unknown name, a number",
        REVIEW | {"reviewRating": {"alternateName": "?", "ratingValue": 1}},
        "'?' is not known",
    ),
    ("an empty rating", REVIEW | {"reviewRating": {}}, "'reviewRating' must be an object"),
    ("a rating of no kind", REVIEW | {"reviewRating": {"@type": "Rating"}}, "needs an 'alternateName'"),
    ("a yes for a number", REVIEW | {"reviewRating": {"ratingValue": True}}, "'ratingValue' is not a number"),
    ("a word for a number", REVIEW | {"reviewRating": {"ratingValue": "two"}}, "'ratingValue' is not a number"),
    ("a number too large", REVIEW | {"reviewRating": {"ratingValue": 10**400}}, "'ratingValue' is not a number"),
    ("a number beside its scale", REVIEW | {"reviewRating": {"ratingValue": -1}}, "is not on a scale"),
    ("no publisher", REVIEW | {"author": None, "url": None}, "names no publisher"),
    ("no web address", REVIEW | {"url": "file:///etc/passwd"}, "not a web address"),
    ("a number for a text", REVIEW | {"claimReviewed": [7]}, "'claimReviewed' must be a text, not a number"),
    ("no website", REVIEW | {"url": "https://xn--zzzzzzzz.example/"}, "is not the name of a website"),
    ("half an address and no author", REVIEW | {"url": "http://[", "author": None}, "not a web address"),
    ("too few words", REVIEW | {"claimReviewed": "It is so"}, "two words"),
    ("half a letter", REVIEW | {"claimReviewed": "The lighthouse \ud800 has steps"}, "U+D800"),
]


@pytest.mark.parametrize(("review", "sentence"), [row[1:] for row in BAD_REVIEWS], ids=[row[0] for row in BAD_REVIEWS])
def test_a_bad_review_is_named_and_the_others_are_read(review: object, sentence: str) -> None:
    reading = read([REVIEW, review])
    assert len(reading.claims) == 1
    assert [problem[:10] for problem in reading.problems] == ["review 2: "]
    assert sentence in reading.problems[0]


PARTIES: list[tuple[object, str]] = [
    ("The Harbour Post", "The Harbour Post"),
    ([{"name": "The Post"}, {"name": "Another"}], "The Post"),
    ({"@type": "Organization", "url": "https://post.example"}, "post.example"),
    ([], "post.example"),
    ("", "post.example"),
]


@pytest.mark.parametrize(("author", "publisher"), PARTIES, ids=[json.dumps(row[0])[:30] for row in PARTIES])
def test_the_publisher_is_named_by_the_author_else_by_the_address(author: object, publisher: str) -> None:
    assert source_of(REVIEW | {"author": author}).publisher == publisher


def test_the_publisher_may_stand_in_its_own_place() -> None:
    assert source_of(REVIEW | {"author": None, "publisher": {"name": "The Press"}}).publisher == "The Press"


def test_a_headline_is_the_title() -> None:
    assert source_of(REVIEW | {"headline": "Two hundred? Not quite"}).title == "Two hundred? Not quite"
    assert source_of(REVIEW | {"name": "Checked: steps"}).title == "Checked: steps"


DAYS = [
    ("2022-05-01T23:30:00+02:00", date(2022, 5, 1)),
    ("2022-05-01 10:00", date(2022, 5, 1)),
    ("20220501", date(2022, 5, 1)),
    ("1 May 2022", date(2022, 5, 1)),
    ("Mayo 1, 2022", date(2022, 5, 1)),
    ("5/13/2022", date(2022, 5, 13)),
    (1651363200, date(2022, 5, 1)),
    ([{"@value": "2022-05-01"}], date(2022, 5, 1)),
    (None, None),
]


@pytest.mark.parametrize(("written", "day"), DAYS, ids=[str(row[0]) for row in DAYS])
def test_a_day_is_read_as_pages_write_it(written: object, day: date | None) -> None:
    reading = read(REVIEW | {"datePublished": written})
    assert [claim.citations[0].source.published for claim in reading.claims] == [day]
    assert reading.notes == ()


@pytest.mark.parametrize("written", ["2022-05", "yesterday", "2022-02-30T00:00:00Z", "05/04/2022", True, {"x": 1}])
def test_a_review_without_a_whole_day_is_kept_without_one_and_that_is_told(written: object) -> None:
    reading = read(REVIEW | {"datePublished": written})
    assert [claim.citations[0].source.published for claim in reading.claims] == [None]
    assert [note.partition(":")[0] for note in reading.notes] == ["review 1"]
    assert "is kept without one" in reading.notes[0]
    assert reading.problems == ()


def test_the_language_or_the_host_says_which_number_is_the_day() -> None:
    review = REVIEW | {"datePublished": "05/04/2022"}
    assert source_of(review | {"inLanguage": "fr"}).published == date(2022, 4, 5)
    assert source_of(review | {"inLanguage": "en-US"}).published == date(2022, 5, 4)
    (claim,) = read(review | {"inLanguage": "fr"}, Habits(dates=DayOrder.MDY)).claims
    assert claim.citations[0].source.published == date(2022, 5, 4)


def test_what_is_refused_is_told_once_for_each_kind() -> None:
    odd = [
        REVIEW | {"reviewRating": {"alternateName": name}} for name in ("Four Pinocchios", "four pinocchios", "Zinger")
    ]
    reading = read([*odd, REVIEW | {"claimReviewed": None}, *odd, REVIEW])
    assert [problem.partition(" is ")[0] for problem in reading.problems] == [
        "4 reviews (1, 2, 5, 6): the rating 'Four Pinocchios'",
        "2 reviews (3, 7): the rating 'Zinger'",
        "review 4: 'claimReviewed'",
    ]
    assert (reading.bad_rows, len(reading.claims)) == (7, 1)


def test_a_host_can_say_what_ratings_mean() -> None:
    review = REVIEW | {"reviewRating": {"alternateName": "Four Pinocchios", "ratingValue": 1}}
    (claim,) = read(review, Habits({"four pinocchios": Rating.FALSE})).claims
    assert claim.rating is Rating.FALSE


@pytest.mark.parametrize(
    "asked", ["Does the lighthouse have two hundred steps?", "灯台には階段がありますか？", "“Has it any steps?”"]
)
def test_a_question_is_told_and_not_stored(asked: str) -> None:
    reading = read([REVIEW, REVIEW | {"claimReviewed": asked, "reviewRating": {"alternateName": "True"}}])
    assert len(reading.claims) == 1
    assert reading.problems == (f"review 2: {asked!r} is a question; a claim states what the rating is about",)


def test_titles_are_without_markup() -> None:
    assert source_of(REVIEW | {"headline": "Fish &amp; <b>chips</b>"}).title == "Fish & chips"


def test_two_reviews_of_the_same_words_are_one_claim_where_they_agree() -> None:
    again = REVIEW | {"url": "https://press.example/steps", "author": {"name": "The Press"}}
    reading = read([REVIEW, again, again | {"reviewRating": FALSE}])
    assert [(claim.rating, len(claim.citations)) for claim in reading.claims] == [
        (Rating.MOSTLY_FALSE, 2),
        (Rating.FALSE, 1),
    ]
    assert reading.notes == (
        "'The old lighthouse has two hundred steps.' is rated mostly-false and false; each is a claim of its own",
    )


def test_lines_are_reviews(tmp_path: Path) -> None:
    other = REVIEW | {"claimReviewed": "The harbour wall is nine metres high."}
    content = "\ufeff" + json.dumps(REVIEW) + "\r\n\n{\n" + json.dumps([other, {"claimReviewed": "so"}]) + "\n"
    reading = lines(tmp_path / "reviews.jsonl", content)
    assert [claim.text for claim in reading.claims] == [REVIEW["claimReviewed"], other["claimReviewed"]]
    assert [problem.split(":")[0] for problem in reading.problems] == ["line 3", "line 4"]


def test_lines_that_cannot_be_read_cost_only_themselves(tmp_path: Path) -> None:
    content = json.dumps(REVIEW) + "\n" + "[" * 500_000 + "\n" + "x" * 2_000_000 + "\n" + '{"claimReviewed": "\x00"}\n'
    reading = lines(tmp_path / "reviews.jsonl", content)
    assert len(reading.claims) == 1
    assert [problem.split(":")[0] for problem in reading.problems] == ["line 2", "line 3", "line 4"]


@a_few_packs
@given(packs_of_claims())
def test_a_written_feed_is_read_as_it_was(claims: list[Claim]) -> None:
    feed = json.loads("".join(write_claimreview(PACK, claims)))
    assert is_ours(feed)
    reading = read_pack(as_pack(feed))
    assert (reading.pack, reading.problems) == (PACK, ())
    assert list(reading.claims) == sorted(map(without_lines, claims), key=lambda claim: claim.slug)


def test_others_can_read_a_written_feed() -> None:
    """By the properties that Google's fact check markup asks for."""
    feed = json.loads("".join(write_claimreview(PACK, [lighthouse()])))
    feed.pop("sdPublisher")
    (claim,) = read(feed).claims
    assert (claim.text, claim.rating) == (lighthouse().text, lighthouse().rating)
    (written,) = feed["dataFeedElement"]
    assert {"claimReviewed", "reviewRating", "url", "author", "datePublished"} <= written.keys()
    assert written["author"] == {"@type": "Organization", "name": "The Harbour Post"}


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*REVIEW, "identifier", "name"]), inner)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*REVIEW, "citation", "headline"]), values))
def test_whatever_a_review_holds_it_is_a_claim_or_a_problem(changed: dict[str, object]) -> None:
    reading = read([REVIEW, REVIEW | changed | {"claimReviewed": "Another lighthouse has steps"}])
    assert len(reading.claims) + len(reading.problems) == 2


@given(values)
def test_whatever_a_feed_holds_every_review_is_a_claim_or_counted(feed: object) -> None:
    reading = read([REVIEW, feed])
    assert len(reading.claims) >= 1
    assert bool(reading.bad_rows) is bool(reading.problems)


@given(st.dictionaries(st.sampled_from(["identifier", "name", "license"]), values), st.lists(values, max_size=3))
def test_a_feed_that_says_it_is_ours_is_checked_like_any_other(head: dict[str, object], elements: list[object]) -> None:
    feed = {"sdPublisher": {"name": "Footnote"}, "name": "A pack", "identifier": "a"} | head
    reviews = [REVIEW | {"identifier": "a", "citation": [element]} for element in elements]
    try:
        reading = read_pack(as_pack(feed | {"dataFeedElement": [*reviews, *elements]}))
    except InvalidPackError:
        return
    assert len(reading.problems) >= len(reviews) - len(reading.claims)
