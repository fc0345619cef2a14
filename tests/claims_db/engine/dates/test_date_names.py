"""What the names of feasts, seasons, days and periods mean. The text's own time is Thursday 20 August 2026, noon."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims_db.engine.dates import dates

AT = datetime(2026, 8, 20, 11, 30, tzinfo=UTC)
NEW_YEARS_EVE = datetime(2026, 12, 31, 11, 30, tzinfo=UTC)


def first_reading(text: str, at: datetime = AT) -> str:
    """The first meaning of the only date in a text."""
    (when,) = dates(f"it opened {text}", at)
    return str(when.readings[0])


@pytest.mark.parametrize(
    ("feast", "day"),
    [
        ("christmas", "2021-12-25"),
        ("christmas day", "2021-12-25"),
        ("christmas eve", "2021-12-24"),
        ("xmas", "2021-12-25"),
        ("xmas day", "2021-12-25"),
        ("xmas eve", "2021-12-24"),
        ("boxing day", "2021-12-26"),
        ("new year's eve", "2021-12-31"),
        ("new years eve", "2021-12-31"),
        ("new year's day", "2021-01-01"),
        ("new years day", "2021-01-01"),
        ("valentine's day", "2021-02-14"),
        ("valentines day", "2021-02-14"),
        ("halloween", "2021-10-31"),
        ("april fools' day", "2021-04-01"),
        ("april fool's day", "2021-04-01"),
        ("april fools day", "2021-04-01"),
        ("bastille day", "2021-07-14"),
        ("st patrick's day", "2021-03-17"),
        ("heiligabend", "2021-12-24"),
        ("silvester", "2021-12-31"),
    ],
)
def test_a_feast_is_a_day_of_the_year(feast: str, day: str) -> None:
    assert first_reading(f"on {feast} 2021") == day


@pytest.mark.parametrize(
    ("season", "stretch"),
    [
        ("spring", "2021-03-01/2021-06-30"),
        ("summer", "2021-06-01/2021-09-30"),
        ("autumn", "2021-09-01/2021-11-30"),
        ("fall", "2021-09-01/2021-11-30"),
        ("winter", "2021-12-01/2022-03-31"),
        ("early winter", "2021-12-01/2022-01-18"),
        ("late summer", "2021-08-12/2021-09-30"),
    ],
)
def test_a_season_is_a_stretch_of_months(season: str, stretch: str) -> None:
    assert first_reading(f"in {season} 2021") == stretch


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", "2026-08-20"),
        ("tonight", "2026-08-20"),
        ("this morning", "2026-08-20"),
        ("this afternoon", "2026-08-20"),
        ("this evening", "2026-08-20"),
        ("yesterday", "2026-08-19"),
        ("last night", "2026-08-19"),
        ("the day before yesterday", "2026-08-18"),
        ("tomorrow", "2026-08-21"),
        ("the day after tomorrow", "2026-08-22"),
    ],
)
def test_a_day_is_counted_from_the_texts_own(words: str, day: str) -> None:
    assert first_reading(words) == day


@pytest.mark.parametrize(
    ("period", "stretch"),
    [
        ("past week", "2026-08-13/2026-08-20"),
        ("past fortnight", "2026-08-06/2026-08-20"),
        ("last fortnight", "2026-08-06/2026-08-20"),
        ("next fortnight", "2026-08-20/2026-09-03"),
        ("past month", "2026-07-21/2026-08-20"),
        ("past quarter", "2026-05-21/2026-08-20"),
        ("past year", "2025-08-20/2026-08-20"),
        ("past decade", "2016-08-20/2026-08-20"),
        ("past century", "1926-08-21/2026-08-20"),
        ("previous week", "2026-08-09/2026-08-16"),
        ("current week", "2026-08-16/2026-08-23"),
        ("coming week", "2026-08-23/2026-08-30"),
        ("last weekend", "2026-08-14/2026-08-16"),
        ("this weekend", "2026-08-21/2026-08-23"),
        ("next weekend", "2026-08-28/2026-08-30"),
        ("next month", "2026-09"),
        ("this quarter", "2026-07-01/2026-09-30"),
        ("next quarter", "2026-10-01/2026-12-31"),
        ("this decade", "2020-01-01/2029-12-31"),
        ("last century", "1900-01-01/1999-12-31"),
        ("this century", "2000-01-01/2099-12-31"),
    ],
)
def test_a_period_is_a_stretch_of_the_calendar_or_so_many_days(period: str, stretch: str) -> None:
    assert first_reading(f"in the {period}") == stretch


@pytest.mark.parametrize(
    ("name", "readings"),
    [
        pytest.param("last thursday", ["2026-08-13", "2026-08-06"], id="a week ago or two, said on that weekday"),
        pytest.param("last friday", ["2026-08-14", "2026-08-07"], id="last"),
        pytest.param("this past friday", ["2026-08-14", "2026-08-07"], id="this past"),
        pytest.param("past thursday", ["2026-08-20"], id="past"),
        pytest.param("this friday", ["2026-08-14", "2026-08-21"], id="this"),
        pytest.param("on thursday", ["2026-08-20", "2026-08-27"], id="on"),
        pytest.param("coming thursday", ["2026-08-27"], id="coming"),
        pytest.param("next thursday", ["2026-08-27", "2026-09-03"], id="next"),
        pytest.param("last august", ["2025-08"], id="the month that it is"),
        pytest.param("next august", ["2027-08"], id="the next after the month that it is"),
        pytest.param("next winter", ["2026-12-01/2027-03-31", "2027-12-01/2028-03-31"], id="season"),
        pytest.param("last spring", ["2026-03-01/2026-06-30", "2025-03-01/2025-06-30"], id="season of either year"),
    ],
)
def test_a_named_day_or_season_may_be_of_two_weeks_or_years(name: str, readings: list[str]) -> None:
    (when,) = dates(f"it opened {name}", AT.replace(hour=0))
    assert [str(one) for one in when.readings if str(one) in readings] == readings


@pytest.mark.parametrize(
    ("count", "stretch"),
    [
        ("a week", "2026-08-09/2026-08-17"),
        ("few weeks", "2026-07-05/2026-08-10"),
        ("a few weeks", "2026-07-05/2026-08-10"),
        ("couple weeks", "2026-07-26/2026-08-10"),
        ("a couple weeks", "2026-07-26/2026-08-10"),
        ("a couple of weeks", "2026-07-26/2026-08-10"),
        ("several weeks", "2026-06-14/2026-08-03"),
        ("some weeks", "2026-06-14/2026-08-10"),
        ("many weeks", "2024-09-22/2026-08-03"),
        ("two or three weeks", "2026-07-26/2026-08-03"),
        ("two weeks and a half", "2026-07-30/2026-08-07"),
        ("two and a half years", "2023-02-24/2024-12-31"),
        ("9 years", "2016-08-25/2018-02-28"),
        ("10 years", "2015-02-25/2017-08-29"),
        ("15 years", "2010-08-26/2012-03-01"),
        ("over two years", "0001-01-01/2024-08-20"),
        ("under two years", "2024-08-19/2025-05-21"),
        ("about two weeks", "2026-08-02/2026-08-10"),
        ("about 10 weeks", "2026-06-01/2026-06-21"),
        ("47 hours", "2026-08-19/2026-08-20"),
        ("1917 years", "0108-08-01/0111-06-06"),
        ("700000 days", "0012-12-05/0205-12-06"),
    ],
)
def test_so_many_units_ago(count: str, stretch: str) -> None:
    assert first_reading(f"{count} ago") == stretch


@pytest.mark.parametrize("count", ["48 hours", "1918 years", "700001 days", "fifth week"])
def test_what_is_too_far_back_is_no_date(count: str) -> None:
    assert dates(f"it opened {count} ago", AT) == []


def test_a_year_ago_is_all_of_the_year_before() -> None:
    assert first_reading("a year ago", NEW_YEARS_EVE) == "2025-01-01/2026-07-09"
    assert first_reading("a year ago", datetime(2026, 1, 1, 11, tzinfo=UTC)) == "2024-01-07/2025-12-31"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("two days ago yesterday", "2026-08-17"),
        ("31 days ago today", "2026-07-20"),
        ("six months ago tomorrow", "2026-02-21"),
        ("three years ago tonight", "2023-08-20"),
        ("two decades ago today", "2006-08-20"),
        ("a century ago today", "1926-08-20"),
        ("on this day two weeks ago", "2026-08-06"),
        ("today marks exactly two weeks ago", "2026-08-06"),
        ("yesterday, exactly two weeks ago", "2026-08-05"),
        ("about two weeks ago today", "2026-08-02/2026-08-10"),
    ],
)
def test_so_long_ago_today_is_one_day(words: str, day: str) -> None:
    assert first_reading(words) == day


@pytest.mark.parametrize(
    ("words", "stretch"),
    [
        ("in two weeks' time", "2026-08-31/2026-09-06"),
        ("two weeks from now", "2026-08-31/2026-09-06"),
        ("a decade from now", "2031-08-20/2041-08-19"),
        ("100000 weeks from now", "3943-03-01/3943-03-07"),
        ("in the past 3 weeks", "2026-07-29/2026-08-20"),
        ("in the past three to five weeks", "2026-07-15/2026-08-20"),
        ("in the past couple of months", "2026-02-20/2026-08-20"),
        ("in the last 400 years", "1626-11-24/2026-08-20"),
    ],
)
def test_stretches_that_end_or_begin_now(words: str, stretch: str) -> None:
    assert first_reading(words) == stretch


@pytest.mark.parametrize("words", ["100001 weeks from now", "over the last big three weeks"])
def test_stretches_that_are_none(words: str) -> None:
    assert dates(f"it opens {words}", AT) == []


@pytest.mark.parametrize(
    ("hour", "days"),
    [
        pytest.param(9, ["2026-08-20", "2026-08-19"], id="the next day has begun nowhere"),
        pytest.param(10, ["2026-08-20", "2026-08-19", "2026-08-21"], id="UTC+14 is a day ahead"),
        pytest.param(11, ["2026-08-20", "2026-08-19", "2026-08-21"], id="UTC-12 is a day behind"),
        pytest.param(12, ["2026-08-20", "2026-08-21"], id="the day before is over everywhere"),
    ],
)
def test_today_is_each_day_that_it_may_be_where_the_writer_sits(hour: int, days: list[str]) -> None:
    (when,) = dates("it opened today", datetime(2026, 8, 20, hour, tzinfo=UTC))
    assert [str(one) for one in when.readings] == days
