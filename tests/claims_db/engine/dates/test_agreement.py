"""Which dates of a text agree with the day of an event. The text's own time is Thursday 20 August 2026, noon."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims_db.engine.dates import agrees, dates
from claims_db.values import Interval

AT = datetime(2026, 8, 20, 12, tzinfo=UTC)
AGREEING = [
    ("in 2021", "2021-03-18"),
    ("in march 2021", "2021-03-18"),
    ("on 18 march 2021", "2021-03-18"),
    ("on 18 march 2021", "2021-03"),
    ("on 18 march 2021", "2021"),
    ("on 03/04/2021", "2021-04-03"),
    ("on 03/04/2021", "2021-03-04"),
    ("in april", "2026-04-01"),
    ("on 1 april", "2026-04-01"),
    ("on 1 april", "2026"),
    ("on christmas day", "2021-12-25"),
    ("on 30 april", "2026-04-30"),
    ("on 29 february", "2024-02-29"),
    ("in the 1990s", "1994-05-06"),
    ("12-18 march 2021", "2021-03-12/2021-03-18"),
    ("12-18 march 2021", "2021-03-13/2021-03-15"),
    ("from 2016 to 2018", "2015/2019"),
    ("from 2016 to 2018", "2017"),
    ("early 2021", "2021-02"),
    ("before 2020", "2006-08-24"),
    ("after 2020", "2021-03-18"),
    ("summer 2021", "2021-07-20"),
    ("in winter 2021", "2021-01-15"),
    ("in winter 2021", "2021-12-15"),
    ("last month", "2026-07-14"),
    ("this week", "2026-08-18"),
    ("last week", "2026-08-11"),
    ("last weekend", "2026-08-15"),
    ("last year", "2025-03-01"),
    ("last december", "2025-12-25"),
    ("yesterday", "2026-08-19"),
    ("last night", "2026-08-19"),
    ("the previous month", "2026-07-20"),
    ("the coming week", "2026-08-26"),
    ("today", "2026-08-20"),
    ("tonight", "2026-08-20"),
    ("the day before yesterday", "2026-08-18"),
    ("tomorrow", "2026-08-21"),
    ("on monday", "2026-08-17"),
    ("last friday", "2026-08-14"),
    ("they just fined two bakeries", "2026-08-12"),
    ("they have just fined two bakeries", "2026-08-12"),
    ("recently", "2026-06-12"),
    ("two days ago", "2026-08-18"),
    ("3 weeks ago", "2026-07-30"),
    ("a month ago", "2026-07-20"),
    ("a couple of months ago", "2026-06-10"),
    ("a few months ago", "2026-04-10"),
    ("six months ago", "2026-02-11"),
    ("a year ago", "2025-06-30"),
    ("two years ago", "2024-01-05"),
    ("two years ago", "2024-11-05"),
    ("two and a half years ago", "2024-02-05"),
    ("almost five years ago", "2021-12-25"),
    ("almost 40 years ago", "1986-08-22"),
    ("nearly two years ago", "2024-10-01"),
    ("over two years ago", "2022-03-01"),
    ("more than 20 years ago", "1998-03-01"),
    ("about ten years ago", "2015-08-01"),
    ("about ten years ago", "2014-10-01"),
    ("three months ago", "2026-06-05"),
    ("20 years ago", "2006-08-24"),
    ("20 years ago", "2006-02-01"),
    ("20 years ago", "2008-01-15"),
    ("about ten years ago", "2018-01-15"),
    ("46 years ago", "1980-05-08"),
    ("fifty years back", "1976-05-08"),
    ("a hundred years ago", "1924-05-08"),
    ("a decade ago", "2015-05-08"),
    ("two centuries ago", "1830-05-08"),
    ("five hours ago", "2026-08-20"),
    ("in the last three weeks", "2026-08-03"),
    ("over the past few months", "2026-05-03"),
    ("in two weeks' time", "2026-09-03"),
    ("three months from now", "2026-11-18"),
    ("this century", "2021-03-18"),
    ("last century", "1969-07-20"),
]
DIFFERING = [
    ("in 2020", "2021-03-18"),
    ("in april 2021", "2021-03-18"),
    ("on 17 march 2021", "2021-03-18"),
    ("on 03/05/2021", "2021-04-03"),
    ("in may", "2026-04-01"),
    ("on 2 april", "2026-04-01"),
    ("on christmas day", "2021-12-24"),
    ("in the 1980s", "1994-05-06"),
    ("12-18 march 2021", "2021-03-18/2021-03-25"),
    ("12-18 march 2021", "2021-03-13/2021-03-19"),
    ("from 2016 to 2018", "2019"),
    ("late 2021", "2021-02"),
    ("before 2006", "2006-08-24"),
    ("after 2021", "2021-03-18"),
    ("summer 2021", "2021-02-20"),
    ("last month", "2026-08-14"),
    ("last month", "2021-02-10"),
    ("this week", "2026-08-10"),
    ("last year", "2021-03-01"),
    ("yesterday", "2026-08-17"),
    ("today", "2021-03-18"),
    ("on monday", "2026-08-13"),
    ("they just fined two bakeries", "2021-03-12"),
    ("recently", "2021-03-12"),
    ("two days ago", "2026-08-14"),
    ("3 weeks ago", "2026-06-30"),
    ("a month ago", "2026-05-20"),
    ("a year ago", "2023-06-30"),
    ("two years ago", "2021-12-25"),
    ("almost five years ago", "2020-12-25"),
    ("almost five years ago", "2021-05-25"),
    ("over two years ago", "2025-03-01"),
    ("about ten years ago", "2013-03-01"),
    ("about ten years ago", "2018-06-01"),
    ("20 years ago", "2008-07-01"),
    ("last night", "2026-08-18"),
    ("yesterday", "2026-08-18"),
    ("the day before yesterday", "2026-08-17"),
    ("tomorrow", "2026-08-23"),
    ("the previous month", "2026-06-20"),
    ("the coming week", "2026-09-02"),
    ("three months ago", "2026-07-01"),
    ("20 years ago", "2010-08-24"),
    ("20 years ago", "1999-08-24"),
    ("46 years ago", "1977-05-08"),
    ("a decade ago", "2021-05-08"),
    ("in the last three weeks", "2026-06-03"),
    ("three months from now", "2027-02-18"),
    ("last century", "2021-03-18"),
]


def _agrees(text: str, happened: str) -> bool:
    (when,) = dates(text, AT)
    return agrees(when, Interval.parse(happened))


@pytest.mark.parametrize(("text", "happened"), AGREEING)
def test_agreeing(text: str, happened: str) -> None:
    assert _agrees(text, happened)


@pytest.mark.parametrize(("text", "happened"), DIFFERING)
def test_differing(text: str, happened: str) -> None:
    assert not _agrees(text, happened)


@pytest.mark.parametrize("at", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)])
@pytest.mark.parametrize("text", ["yesterday", "next month", "last decade", "in 3 weeks' time", "20 years ago"])
def test_the_calendar_ends_without_a_fuss(text: str, at: datetime) -> None:
    assert all(when.relative for when in dates(text, at))


@pytest.mark.parametrize(
    ("at", "happened", "expected"),
    [
        pytest.param("2026-03-01T05:00:00+00:00", "2026-01-20", True, id="it is still February in the west"),
        pytest.param("2026-03-01T05:00:00+00:00", "2026-02-20", True, id="it is March in the east"),
        pytest.param("2026-03-15T05:00:00+00:00", "2026-01-20", False, id="it is March everywhere"),
        pytest.param("2026-03-01T05:00:00+14:00", "2026-01-20", True, id="the offset of the time counts"),
    ],
)
def test_the_writer_may_sit_in_any_time_zone(at: str, happened: str, *, expected: bool) -> None:
    (when,) = dates("it opened last month", datetime.fromisoformat(at))
    assert agrees(when, Interval.parse(happened)) is expected
