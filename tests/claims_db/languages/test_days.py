"""The day that a text names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.languages.days import Order, day_order, lone_day, named_day, stamped_day, utc_hour


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("18 March 2021", None),
        ("March 18th, 2021", None),
        ("Thu, 18 Mar 2021 09:27:00 GMT", None),
        ("2021-03-18T23:59:00-05:00", None),
        ("18. März 2021", "de"),
        ("18.03.2021", "de"),
        ("18 de marzo de 2021", "es"),
        ("18 de mar. de 2021", "pt-BR"),
        ("jeudi 18 mars 2021 à 9 h", "fr"),
        ("18 марта 2021 г.", "ru"),
        ("18 Mart 2021 Perşembe", "tr"),
        ("18. maaliskuuta 2021", "fi"),
        ("ngày 18 tháng 3 năm 2021", "vi"),
        ("18 במרץ 2021", "he"),
        ("١٨ مارس ٢٠٢١", "ar"),
        ("18 मार्च 2021", "hi"),
        ("18 มีนาคม 2564", "th"),
        ("2021年3月18日", "ja"),
        ("2021년 3월 18일", "ko"),
        ("2021. 3. 18.", "ko"),
        ("03/18/2021", "en"),
    ],
)
def test_a_day_is_read_as_it_is_written(text: str, language: str | None) -> None:
    assert named_day(text, language) == date(2021, 3, 18)


@pytest.mark.parametrize(
    "text",
    ["", "2021", "March 2021", "2021-03", "31 February 2021", "18 Marching 2021", "03/04/2021", "4.5.6 of 2021",
     "18.03.21", "18 March 2021 and 19 March 2021", "2021031812", "call 2021-0318", "1 Ma 2021", "18 March 20211"],
)  # fmt: skip
def test_what_is_no_day_or_several_is_none(text: str) -> None:
    assert named_day(text, "en") is None


@pytest.mark.parametrize(("language", "month"), [("en-US", 3), ("en-GB", 4), ("fr", 4), ("en", None), (None, None)])
def test_the_country_tells_which_number_is_the_month(language: str | None, month: int | None) -> None:
    found = named_day("03/04/2021", language)
    assert (found.month if found else None) == month


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["18/03/2021"], "dmy"),
        (["03/18/2021"], "mdy"),
        (["on 3.4.2021", "and 18.03.2021"], "dmy"),
        (["03/04/2021", "31/31/2021", ""], None),
        (["18/03/2021", "03/18/2021"], None),
    ],
)
def test_dates_with_one_reading_tell_the_order(texts: list[str], order: Order | None) -> None:
    assert day_order(texts) == order


@pytest.mark.parametrize(("order", "language", "month"), [("mdy", "fr", 3), ("dmy", "en-US", 4), ("mdy", "de", 3)])
def test_the_order_goes_before_the_language(order: Order, language: str, month: int) -> None:
    found = named_day("03/04/2021", language, order)
    assert found
    assert found.month == month


@pytest.mark.parametrize(("text", "month"), [("03.04.2021", 4), ("03/04/2021", None), ("03/18/2021", 3)])
def test_a_language_with_dots_says_nothing_of_strokes(text: str, month: int | None) -> None:
    found = named_day(text, "de")
    assert (found.month if found else None) == month


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2021-03-18T23:12:00Z", 23),
        ("2021-03-18 01:09:55.000+00:00", 1),
        ("2021-03-18T00:00:00Z", None),
        ("2021-03-18T23:12:00+01:00", None),
        ("2021-03-18T23:12:00", None),
        ("2021-03-18", None),
        ("18 March 2021", None),
    ],
)
def test_a_time_in_utc_is_known_by_its_form(text: str, hour: int | None) -> None:
    assert utc_hour(text) == hour


@pytest.mark.parametrize("text", ["20210318", "20210318T092700Z", "1616059620", "1616059620000", "2021-03-18 09:27"])
def test_fields_for_a_time_are_read_in_more_ways(text: str) -> None:
    assert stamped_day(text) == date(2021, 3, 18)


@given(st.dates(min_value=date(1971, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert named_day(day.isoformat()) == day
    assert stamped_day(day.strftime("%Y%m%d")) == day


@given(st.text())
def test_no_text_raises(text: str) -> None:
    named_day(text)
    stamped_day(text, "th")


LONE = [
    "2021-03-18", "3/18/2021", "18.03.2021", "18/03/2021", "18 March 2021", "March 18, 2021", "18th of March 2021",
    "18-Mar-2021", "Thursday, March 18, 2021", "18 de marzo de 2021", "18. März 2021", "18 марта 2021 г.",
    "2021年3月18日", "18 tháng 3 năm 2021", "2021-03-18T09:27:00Z", "2021-03-18 09:27", "18.03.2021 9:27:30",
    "18.03.2021, 09.27", "3/18/2021 9:27 PM", "March 18, 2021 at 9:27 p.m.", "2021-03-18 09:27:00.000+01:00",
]  # fmt: skip


@pytest.mark.parametrize("text", LONE)
def test_a_day_alone_may_have_a_time_behind_it(text: str) -> None:
    assert lone_day(text) == date(2021, 3, 18)


@pytest.mark.parametrize(
    "text",
    ["", "3/4/2021", "before 18 March 2021", "18 March 2021 or later", "since 2021-03-18", "March 2021", "2021-02-30",
     "2021-03-18/2021-03-20", "18 March 2021, page 7", "31/02/2021", "yesterday at 9:27", "18 and 19 March 2021"],
)  # fmt: skip
def test_a_text_that_says_more_than_a_day_or_less_is_none(text: str) -> None:
    assert lone_day(text) is None


@given(st.text(max_size=60))
def test_a_lone_day_is_the_day_that_the_text_names(text: str) -> None:
    assert lone_day(text, "en-GB") in {None, named_day(text, "en-GB")}


# Two days stand for none: programs write them where they do not know the day.
DAYS = st.dates(date(1700, 1, 1), date(2099, 12, 31)).filter(
    lambda day: day not in {date(1900, 1, 1), date(1970, 1, 1)}
)


@given(DAYS)
def test_a_day_written_in_an_order_is_read_in_it(day: date) -> None:
    assert lone_day(f"{day.day}/{day.month}/{day.year}", "en-GB") == day
    assert lone_day(f"{day.month}/{day.day}/{day.year} 10:30", "en-US") == day
