"""Which dates are read, and in which readings. The text's own time is Thursday 20 August 2026, noon."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims_db.engine.dates import When, dates

AT = datetime(2026, 8, 20, 11, 30, tzinfo=UTC)


def told(when: When) -> str:
    if when.readings:
        return " | ".join(map(str, when.readings))
    return f"--{when.month:02d}" + (f"-{when.day:02d}" if when.day else "")


def read(text: str, *, relative: bool = False) -> list[str]:
    return [told(when) for when in dates(text, AT) if when.relative is relative]


def case(name: str, text: str, *expected: str) -> object:
    return pytest.param(text, list(expected), id=name)


DAYS = [
    case("ISO", "opened 2021-12-25 at last", "2021-12-25"),
    case("ISO with a time", "opened 2021-12-25T10:00:00Z", "2021-12-25"),
    case("year first with slashes", "opened 2021/12/25", "2021-12-25"),
    case("points", "opened 25.12.2021", "2021-12-25"),
    case("points and spaces", "opened 25. 12. 2021", "2021-12-25"),
    case("slashes, day first", "opened on 25/12/2021", "2021-12-25"),
    case("slashes, month first", "opened on 12/25/2021", "2021-12-25"),
    case("slashes, both orders", "opened on 03/04/2021", "2021-04-03 | 2021-03-04"),
    case("points have one order", "opened 03.04.2021", "2021-04-03"),
    case("dashes, both orders", "opened 3-4-2021", "2021-04-03 | 2021-03-04"),
    case("year of two digits", "opened 25/12/21", "2021-12-25"),
    case("year of the last century", "opened 25/12/69", "1969-12-25"),
    case("short year ten years ahead", "opens 25 dec '36", "2036-12-25"),
    case("short year eleven years ahead", "opened 25 dec '37", "1937-12-25"),
    case("day of month", "opened the 25 of december 2021", "2021-12-25"),
    case("day with ending of month", "opened on the 25th of December, 2021", "2021-12-25"),
    case("day month year", "opened 25 December 2021", "2021-12-25"),
    case("month day year", "opened December 25th, 2021", "2021-12-25"),
    case("month day year without comma", "opened dec 25 2021", "2021-12-25"),
    case("month the day", "opened on march the 4th 2021", "2021-03-04"),
    case("short month and year", "opened 25 Dec '21", "2021-12-25"),
    case("dashes with a month name", "opened 25-Dec-2021", "2021-12-25"),
    case("short month with a point", "opened Sept. 9, 2021", "2021-09-09"),
    case("typographic apostrophe", "opened 25 Dec ’21", "2021-12-25"),
    case("weekday before", "opened Saturday, 25 December 2021", "2021-12-25"),
    case("feast with year", "opened xmas day 2021", "2021-12-25"),
    case("new year's eve", "opened on new year's eve 2020", "2020-12-31"),
    case("range of days", "open 12-18 March 2021", "2021-03-12/2021-03-18"),
    case("range of days, month first", "open March 12 to 18, 2021", "2021-03-12/2021-03-18"),
    case("no such day", "opened 31/02/2021"),
    case("no such day in words", "opened 31 February 2021", "2021-02"),
    case("digits of another script", "opened ٢٠٢١-١٢-٢٥", "2021-12-25"),
    case("full-width digits", "opened ２０２１-１２-２５", "2021-12-25"),
    case("ordinal word", "opened on the first of May 2021", "2021-05-01"),
    case("ordinal word after", "opened on may third, 2021", "2021-05-03"),
    case("ordinal word of the twenties", "opened on the twenty-ninth of may 2021", "2021-05-29"),
    case("ordinal word in two", "opened on the twenty first of may 2021", "2021-05-21"),
    case("thirtieth", "opened on the thirtieth of may 2021", "2021-05-30"),
    case("thirty-first", "opened on the thirty-first of may 2021", "2021-05-31"),
    case("leap day", "opened 2020-02-29", "2020-02-29"),
    case("days that run backwards", "open 12-10 march 2021", "2021-03"),
]
MONTHS = [
    case("month and year", "opened in Feb 2021", "2021-02"),
    case("month and two digits", "opened in june 84", "1984-06"),
    case("month and what is counted", "in june 84 people came", "--06"),
    case("season and two digits", "opened in summer 84, at last", "1984-06-01/1984-09-30"),
    case("days of two months", "open from 3 March to 10 April 2019", "2019-03-03/2019-04-10"),
    case("days of two months, month first", "open March 3 to April 10, 2019", "2019-03-03/2019-04-10"),
    case("those aged 6 to 11 may", "those aged 6 to 11 may use it"),
    case("month of year", "opened in the February of 2021", "2021-02"),
    case("month comma year", "opened February, 2021", "2021-02"),
    case("parenthesis", "opened (March 2026)", "2026-03"),
    case("future", "closes July 2027", "2027-07"),
    case("since", "open since February 2021", "2021-02"),
    case("may with a year", "opened may 1985", "1985-05"),
    case("short year", "opened Nov '21", "2021-11"),
    case("year and month in digits", "opened 2021-12", "2021-12"),
    case("range of months", "open march to may 2021", "2021-03-01/2021-05-31"),
    case("range of months over new year", "open nov-jan 2021", "2020-11-01/2021-01-31"),
    case("early", "opened early March 2021", "2021-03-01/2021-03-13"),
    case("late", "opened in late March 2021", "2021-03-19/2021-03-31"),
    case("mid", "opened in mid March 2021", "2021-03-08/2021-03-23"),
    case("a month to itself", "open march to march 2021", "2021-03"),
]
YEARS = [
    case("back in", "opened back in 2019", "2019"),
    case("in the year", "opened in the year 2018", "2018"),
    case("at the start", "2006: the bridge opens", "2006"),
    case("at the end", "the bridge opened 2006", "2006"),
    case("in parentheses", "the bridge (2006) is old", "2006"),
    case("the year as a name", "the 2021 ban is over", "2021"),
    case("a film of a year", "it is a 1994 film", "1994"),
    case("year before a plural", "2021 games were late", "2021"),
    case("count before a plural, beside a date", "2021 boats came in May 2025", "2025-05"),
    case("in like a year", "it opened in like 2007", "2007"),
    case("possessive", "in 2021's budget", "2021"),
    case("from and to", "open from 2016 to 2018", "2016-01-01/2018-12-31"),
    case("between", "open between 2016 and 2018", "2016-01-01/2018-12-31"),
    case("dash", "mayor 2016-2018", "2016-01-01/2018-12-31"),
    case("to a small number", "from 2016 to 18 boats", "2016"),
    case("season", "the 2020-21 season", "2020-01-01/2021-12-31"),
    case("decade", "built in the 1990s", "1990-01-01/1999-12-31"),
    case("short decade", "built in the 90s", "1990-01-01/1999-12-31"),
    case("early decade", "built in the early 1990s", "1990-01-01/1993-12-31"),
    case("century", "built in the 19th century", "1801-01-01/1900-12-31"),
    case("early year", "opened early 2021", "2021-01-01/2021-05-26"),
    case("mid year", "opened mid-2021", "2021-04-02/2021-10-01"),
    case("late year", "opened in late 2021", "2021-08-07/2021-12-31"),
    case("before", "opened before 2020", "0001-01-01/2019-12-31"),
    case("after", "opened after 2020", "2021-01-01/9999-12-31"),
    case("quarter", "sold in Q3 2021", "2021-07-01/2021-09-30"),
    case("quarter in words", "sold in the third quarter of 2021", "2021-07-01/2021-09-30"),
    case("half", "sold in H1 2021", "2021-01-01/2021-06-30"),
    case("summer", "opened in summer 2021", "2021-06-01/2021-09-30"),
    case("winter", "closed winter of 2021", "2021-12-01/2022-03-31 | 2020-12-01/2021-03-31"),
    case("it was", "was it 1874 when the bridge opened", "1874"),
    case("a thing of a year", "the bridge opening 1874 was a mess", "1874"),
    case("a year before a verb", "i think 1874 is when it opened", "1874"),
    case("week by ISO", "opened 2021-W05", "2021-02-01/2021-02-07"),
    case("week of year", "opened in week 5 of 2021", "2021-02-01/2021-02-07"),
    case("years that run backwards", "mayor 2016-2010"),
    case("one year twice", "mayor 2018/2018"),
    case("last year to be read in a range", "mayor 2016-2100", "2016-01-01/2100-12-31"),
    case("year after the last in a range", "mayor 2016-2101"),
    case("two years and no range", "the fairs of 2016 and 2018", "2016", "2018"),
    case("first year without a word before it", "1500: a siege", "1500"),
    case("last year without a word before it", "2100: it opens", "2100"),
    case("the odd year as a name", "the 1901 ban is over", "1901"),
    case("people in a year", "of 1901 people", "1901"),
    case("last quarter", "sold in the last quarter of 2021", "2021-10-01/2021-12-31"),
    case("fourth quarter", "sold in Q4 2021", "2021-10-01/2021-12-31"),
    case("last half", "sold in the last half of 2021", "2021-07-01/2021-12-31"),
    case("no third half", "sold in the third half of 2021", "2021"),
    case("first century", "built in the 1st century", "0001-01-01/0100-12-31"),
    case("mid decade", "built in the mid 1990s", "1992-07-01/1997-07-01"),
    case("late short decade", "built in the late '80s", "1985-12-31/1989-12-31"),
    case("short decade ahead", "to be built in the 30s", "2030-01-01/2039-12-31"),
    case("short decade too far ahead", "built in the 40s", "1940-01-01/1949-12-31"),
]
NO_DATES = [
    case("length", "2300 km of road"),
    case("people", "of 1500 people"),
    case("round number of votes", "by 2000 votes"),
    case("odd number of people", "of 1432 people"),
    case("length after in", "in 2000 metres"),
    case("money", "it costs $2021 or £1999"),
    case("decimal", "of 2021.5 points"),
    case("percent", "in 2000% of cases"),
    case("may the verb", "they may 12 times a day"),
    case("march the verb", "they march on the town"),
    case("sun the star", "in the sun we sat"),
    case("number of the middle", "we sold 1950 tickets there"),
    case("version", "version 12.10.3 is out"),
    case("nothing", "the bakery is closed"),
    case("a count after a", "a 1500 people crowd"),
    case("prices with points", "it rose from 2.20 to 2.60"),
    case("of may", "the thought of may flowers"),
    case("ambiguous without a year", "it opens on 3/4"),
    case("price at the end", "it went on 2.20. it rose from 15.10."),
    case("no such week", "it opened 2021-W60"),
    case("old number at the start", "1204: a siege"),
    case("year before the first", "1499: a siege"),
    case("year after the last", "2101: it opens"),
    case("a round number of things", "the 1900 ban is over"),
    case("people before there were so many", "of 1899 people"),
    case("people after the last year", "of 2101 people"),
    case("a round number of people in a year", "of 1900 people"),
    case("a range of lengths", "it took 1500-2000 metres"),
    case("no thirteenth month", "opened 2021-13"),
    case("a century before our time", "in the 21st century bc"),
    case("two numbers that may be months", "opened on 12/11"),
    case("no such day without a year", "opened on 30/2"),
    case("points with the month first", "opened on 12.25. at noon"),
    case("no such day in Chinese", "于2月30日开放"),
    case("count after this month", "this march 12 boats sank"),
    case("march the verb before a number", "they left march 12 boats"),
    case("a version", "we still run windows 2000 and it works"),
    case("a version at the end", "we still run windows 2000"),
    case("a room", "we meet in room 1905 at noon"),
    case("things of an odd number", "there were 1874 angry bakers"),
    case("more than so many", "it was more than 1874 and it grew"),
    case("so many sold", "they sold 1874 and went home"),
    case("august the adjective", "an august assembly"),
    case("march after on", "they are on march again"),
]
YEARLESS = [
    case("on a day", "opened on 1 April", "--04-01"),
    case("month day", "opened on April 1st", "--04-01"),
    case("month", "opened in April", "--04"),
    case("month after on", "opened on august", "--08"),
    case("sure month alone", "opened february, i think", "--02"),
    case("day after a month with a preposition", "opened after june 8th", "--06-08"),
    case("colon after the day", "march 13: it opens", "--03-13"),
    case("feast", "opened on christmas day", "--12-25"),
    case("eve", "opened christmas eve", "--12-24"),
    case("count after month", "in march 12 boats sank", "--03"),
    case("slashes", "opened on 25/12", "--12-25"),
    case("points", "opened on 25.12. at noon", "--12-25"),
    case("eighth of may", "opened 8 may", "--05-08"),
    case("leap day with slashes", "opened on 29/2", "--02-29"),
    case("leap day in Chinese", "于2月29日开放", "--02-29"),
    case("leap day in words", "opened 29 february", "--02-29"),
    case("day just past the months", "opened on 13/12", "--12-13"),
    case("month first with slashes", "opened on 12/13", "--12-13"),
    case("no such day of a month", "opened on 30 february", "--02"),
    case("count during a month", "during may 12 boats sank", "--05"),
    case("march by a day", "by march 12 it sank", "--03-12"),
    case("march at the start of a sentence", "boats sank. march 12 was bad", "--03-12"),
]
LANGUAGES = [
    case("German", "am 18. März 2021 eröffnet", "2021-03-18"),
    case("German day and month", "am 25.12. eröffnet", "--12-25"),
    case("German month", "im Dezember 2021 eröffnet", "2021-12"),
    case("Spanish", "abierto el 25 de diciembre de 2021", "2021-12-25"),
    case("French", "ouvert le 25 décembre 2021", "2021-12-25"),
    case("French first", "ouvert le 1er janvier 2020", "2020-01-01"),
    case("Portuguese", "aberto em 25 de dezembro de 2021", "2021-12-25"),
    case("Italian", "aperto il 25 dicembre 2021", "2021-12-25"),
    case("Dutch", "geopend op 25 maart 2021", "2021-03-25"),
    case("Russian", "открыт 25 декабря 2021 года", "2021-12-25"),
    case("Russian month", "открыт в феврале 2021", "2021-02"),
    case("Arabic", "افتتح في فبراير 2021", "2021-02"),
    case("Hindi", "फरवरी 2021 में खुला", "2021-02"),
    case("Chinese day", "2021年2月10日开放", "2021-02-10"),
    case("Chinese month", "2021年2月开放", "2021-02"),
    case("Chinese year", "2021年开放", "2021"),
    case("Chinese month alone", "于3月开放", "--03"),
    case("Korean", "2021년 2월에 열렸다", "2021-02"),
]
RELATIVE = [
    case("today", "it opened today", "2026-08-20 | 2026-08-19 | 2026-08-21"),
    case("yesterday", "it opened yesterday", "2026-08-19 | 2026-08-18 | 2026-08-20"),
    case("last week", "it opened last week", "2026-08-09/2026-08-16"),
    case("last month", "it opened last month", "2026-07"),
    case("this month", "it opened this month", "2026-08"),
    case("last year", "it opened last year", "2025"),
    case("this year", "it opened earlier this year", "2026"),
    case("next year", "it opens next year", "2027"),
    case("last decade", "it opened last decade", "2010-01-01/2019-12-31"),
    case(
        "past month",
        "it opened in the past month",
        *["2026-07-21/2026-08-20 | 2026-07-20/2026-08-19 | 2026-07-22/2026-08-21"],
    ),
    case("last quarter", "it opened last quarter", "2026-04-01/2026-06-30"),
    case("next friday", "it opens next friday", "2026-08-21 | 2026-08-28 | 2026-09-04"),
    case("ago without a number", "it opened lots of years ago"),
    case("from now without a number", "it opens lots of years from now"),
    case("too far ahead", "it opens 900000 weeks from now"),
    case("last december", "it opened last december", "2025-12"),
    case("last april", "it opened last april", "2026-04 | 2025-04"),
    case("next july", "it opens next july", "2027-07"),
    case("next october", "it opens next october", "2026-10 | 2027-10"),
    case("this april", "it opened this april", "2026-04"),
    case("last summer", "it opened last summer", "2025-06-01/2025-09-30"),
    case("last christmas", "it opened last christmas", "2025-12-25"),
    case("just as only", "it has just enough seats"),
    case("just with a state", "i just need a seat, i just wanted one"),
    case("past a thing", "i was past that by almost a decade"),
    case(
        "past few weeks",
        "it rained over the past few weeks",
        "2026-07-08/2026-08-20 | 2026-07-07/2026-08-19 | 2026-07-09/2026-08-21",
    ),
    case("years ago today", "it opened 36 years ago today", "1990-08-20 | 1990-08-19 | 1990-08-21"),
    case(
        "a year ago this week",
        "it opened a year ago this week",
        *["2024-08-25/2026-02-26 | 2024-08-24/2026-02-25 | 2024-08-26/2026-02-27"],
    ),
    case("weeks ago yesterday", "it opened two weeks ago yesterday", "2026-08-05 | 2026-08-04 | 2026-08-06"),
    case("today, years ago", "today, 36 years ago, it opened", "1990-08-20 | 1990-08-19 | 1990-08-21"),
    case("months ago to the day", "it opened two months ago to the day", "2026-06-20 | 2026-06-19 | 2026-06-21"),
    case("weekday", "it opened on sat", "2026-08-15 | 2026-08-22"),
]


@pytest.mark.parametrize(("text", "expected"), [*DAYS, *MONTHS, *YEARS, *NO_DATES, *YEARLESS, *LANGUAGES])
def test_calendar_dates_of_a_text(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_a_date_ends_before_the_full_stop() -> None:
    assert [when.text for when in dates("It opened in July. It closed on 3 May 2025.", AT)] == ["in July", "3 May 2025"]


def test_a_date_stands_without_its_article() -> None:
    assert [when.text for when in dates("The 2021 fair was fun", AT)] == ["2021"]


@pytest.mark.parametrize(("text", "expected"), RELATIVE)
def test_relative_dates_of_a_text(text: str, expected: list[str]) -> None:
    assert read(text, relative=True) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("two days ago", "2026-08-17", "2026-08-19", id="a day either way"),
        pytest.param("3 weeks ago", "2026-07-26", "2026-08-03", id="half a week"),
        pytest.param("21 months ago", "2024-11-12", "2024-12-14", id="half a month"),
        pytest.param("20 months ago", "2024-11-12", "2025-02-12", id="tens are round"),
        pytest.param("about 21 months ago", "2024-08-26", "2025-03-02", id="about"),
        pytest.param("about six years ago", "2019-04-10", "2021-07-15", id="about so many years"),
        pytest.param("two years ago", "2023-08-26", "2025-02-26", id="half a year"),
        pytest.param("a decade ago", "2013-08-19", "2019-08-20", id="three tenths of a decade"),
        pytest.param("almost 99 years ago", "1927-08-19", "1928-06-14", id="leap days"),
        pytest.param("was just fined", "2026-07-06", "2026-08-20", id="just"),
        pytest.param("was recently fined", "2026-04-22", "2026-08-20", id="recently"),
    ],
)
def test_a_relative_date_reaches_so_far(text: str, first: str, last: str) -> None:
    (when,) = dates(f"it {text}", AT)
    assert (str(when.readings[0].first), str(when.readings[0].last)) == (first, last)
