from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.errors import InvalidValueError
from claims_db.requirements import MAX_LINE_LENGTH, MAX_LINES
from claims_db.values import (
    Citation,
    Claim,
    ClaimKey,
    Interval,
    Message,
    Pack,
    Rating,
    Source,
)

SOURCE = Source("gazette", "River levels", "Harbour Gazette")
CITATION = Citation(SOURCE)


def claim(text: str = "The river froze in winter", slug: str = "frozen-river", **more: object) -> Claim:
    return Claim(slug, text, Rating.TRUE, **({"citations": (CITATION,)} | more))  # type: ignore[arg-type]  # odd values


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("2021", date(2021, 1, 1), date(2021, 12, 31), id="year"),
        pytest.param("2024-02", date(2024, 2, 1), date(2024, 2, 29), id="leap-month"),
        pytest.param("2021-03-18", date(2021, 3, 18), date(2021, 3, 18), id="day"),
        pytest.param("2021-03-12/2021-03-18", date(2021, 3, 12), date(2021, 3, 18), id="range"),
        pytest.param("2020/2021-02", date(2020, 1, 1), date(2021, 2, 28), id="mixed-range"),
    ],
)
def test_an_interval_is_read_and_written_the_same(text: str, first: date, last: date) -> None:
    interval = Interval.parse(text)
    assert (interval.first, interval.last) == (first, last)
    assert Interval.parse(str(interval)) == interval


@pytest.mark.parametrize(
    "text", ["", "soon", "2021-13", "2021-02-30", "21", "2021-03-18/2021-03-12", "2021-3-1", "0000"]
)
def test_no_interval_without_a_day_that_exists(text: str) -> None:
    with pytest.raises(InvalidValueError):
        Interval.parse(text)


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_overlap_is_mutual(a: date, b: date, c: date, d: date) -> None:
    one, other = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("It was wet", "at least two words", id="function-words-only"),
        pytest.param("", "at least two words", id="empty"),
        pytest.param("river " * 300, "characters at most", id="too-long"),
    ],
)
def test_a_claim_says_something(text: str, complaint: str) -> None:
    with pytest.raises(InvalidValueError, match=complaint):
        claim(text)


def test_two_words_can_be_a_claim() -> None:
    assert claim("The Earth is flat").text == "The Earth is flat"


def test_a_claim_cites_a_source() -> None:
    with pytest.raises(InvalidValueError, match="cites no source"):
        claim(citations=())


def test_a_phrasing_says_as_much_as_a_claim() -> None:
    with pytest.raises(InvalidValueError, match="two words"):
        claim(phrasings=("It was",))


BAD_LINES = [
    pytest.param(("The river froze", " "), "line 2 that must match (' ') is empty", id="blank"),
    pytest.param(("x" * 301,), "has 301 characters; it may have 300 at most", id="long"),
    pytest.param(("The river\nfroze",), "goes over several lines; write it as one", id="several lines"),
    pytest.param(tuple(map(str, range(13))), "has 12 lines at most that must match; this one has 13", id="too many"),
]


@pytest.mark.parametrize(("lines", "sentence"), BAD_LINES)
def test_a_line_that_cannot_be_is_named(lines: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        claim(must_match=lines)
    assert sentence in str(refused.value)
    with pytest.raises(InvalidValueError) as refused:
        claim(must_not_match=lines)
    assert sentence.replace("must match", "must not match") in str(refused.value)


def test_a_line_cannot_be_of_both_kinds() -> None:
    with pytest.raises(InvalidValueError, match="the line 'The river froze' cannot be one that must match and one"):
        claim(must_match=("The river froze",), must_not_match=("It rained", "The river froze"))


def test_the_longest_lines_of_a_kind_fit_into_one_field_of_a_form() -> None:
    kept = claim(must_match=tuple(f"{number:0>{MAX_LINE_LENGTH}}" for number in range(MAX_LINES)))
    assert len("\n".join(kept.must_match)) <= 4000


@pytest.mark.parametrize("slug", ["", "Frozen", "-river", "the river", "r" * 121, "río"])
def test_a_slug_is_plain(slug: str) -> None:
    with pytest.raises(InvalidValueError, match="slug"):
        claim(slug=slug)


def test_a_claim_is_named_by_pack_and_slug() -> None:
    assert claim(pack="rivers").key == ClaimKey("rivers", "frozen-river")


@pytest.mark.parametrize(
    "address", ["ftp://x.example/", "javascript:alert(1)", "//x.example", "https://", "https://a b", "http://[::1", "x"]
)
def test_a_source_has_a_web_address_or_none(address: str) -> None:
    with pytest.raises(InvalidValueError, match="web address"):
        Source("gazette", "River levels", "Harbour Gazette", url=address)


@pytest.mark.parametrize(
    ("blank", "parts"),
    [("key", (" ", "Levels", "Gazette")), ("title", ("k", "", "Gazette")), ("publisher", ("k", "Levels", " "))],
)
def test_a_source_is_named(blank: str, parts: tuple[str, str, str]) -> None:
    with pytest.raises(InvalidValueError, match=blank):
        Source(*parts)


def test_a_pack_has_a_title() -> None:
    with pytest.raises(InvalidValueError, match="title"):
        Pack("rivers", " ")


def test_a_message_knows_its_time_zone() -> None:
    with pytest.raises(InvalidValueError, match="time zone"):
        Message("hello", datetime(2021, 3, 18))  # noqa: DTZ001 - the naive time is what is refused
    assert Message("hello").at.tzinfo is UTC
