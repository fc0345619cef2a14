"""Laws of quantities and dates: what holds for any number, day and text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.engine.dates import agrees, dates
from claims_db.engine.numbers.compare import agree, comparable, unit_differs
from claims_db.engine.numbers.quantity import quantities
from claims_db.engine.numbers.values import Quantity
from claims_db.engine.text.plain_letters import plain_letters
from claims_db.values import Interval

AT = datetime(2026, 8, 20, 12, tzinfo=UTC)
SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
MONTHS = "January February March April May June July August September October November December".split()
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2029, 12, 31))
counts = st.integers(min_value=2, max_value=999_999_999)
units = st.sampled_from(["km", "feet", "kg", "minutes", "°C", "percent", "euros", "litres", "GB"])
# Text as people may write it to hurt: any letters, and pieces that the readers look for.
pieces = st.sampled_from(
    "11 eleven half a million £ 5m km - to and over 2021 march may 3/4 years ago last week 十一 亿 ½ ⁄ ' \" : . , % ° "
    "٣ १२ 1e999 999999999999999999999999 0.0 Ⅻ ² İ ß ﬁ between from in the 1990s -".split()
)
hostile = st.one_of(
    st.lists(st.one_of(pieces, st.text(max_size=6)), max_size=12).map(" ".join),
    st.text(max_size=60),
    st.lists(pieces).map("".join),
)
scales = st.sampled_from([("k", 1e3), (" million", 1e6), ("bn", 1e9), (" trillion", 1e12)])
small_counts = st.integers(min_value=1, max_value=9999)
WRITTEN_DAYS = [
    "{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0:%d.%m.%Y}", "{0:%d/%m/%Y}", "{0:%m/%d/%Y}", "{0.day} {month} {0.year}",
    "{month} {0.day}, {0.year}", "the {0.day}th of {month} {0.year}", "{0.day} {short} {0.year}",
    "{0.day} {short} '{0:%y}", "{0.year}年{0.month}月{0.day}日",
]  # fmt: skip
RELATIVE_DATES = [
    "yesterday", "last week", "next month", "last year", "this decade", "on monday", "last april", "20 years ago",
    "just fined", "recently", "next century", "in two weeks' time", "the past 3000 years", "90000 weeks ago",
]  # fmt: skip


def in_words(number: int) -> str:
    """English for 0 to 999,999,999."""
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            link = " and " if 0 < rest < 100 else " "
            return f"{in_words(number // size)} {name}" + (link + in_words(rest) if rest else "")
    if number < 20:
        return SMALL[number]
    return TENS[number // 10 - 2] + (f"-{SMALL[number % 10]}" if number % 10 else "")


def only(text: str) -> Quantity:
    (quantity,) = quantities(text)
    return quantity


@given(counts)
def test_a_number_in_words_is_the_number(number: int) -> None:
    assert only(f"{in_words(number)} boats").low == number


@given(counts)
def test_a_number_in_grouped_digits_is_the_number(number: int) -> None:
    assert only(f"{number:,} boats").low == only(f"{number} boats").low == number


@given(small_counts, scales)
def test_a_scale_multiplies(tenths: int, scale: tuple[str, float]) -> None:
    assert only(f"${tenths / 10}{scale[0]}").low == pytest.approx(tenths / 10 * scale[1])


@given(counts, st.sampled_from("٠०０๐"))
def test_digits_of_every_script_are_digits(number: int, zero: str) -> None:
    written = "".join(chr(ord(zero) + int(digit)) for digit in str(number))
    assert only(f"{written} boats").low == number


@given(counts, units)
def test_a_quantity_agrees_with_itself(number: int, unit: str) -> None:
    quantity = only(f"{number} {unit}")
    assert agree(quantity, quantity)
    assert comparable(quantity, quantity)
    assert not unit_differs(quantity, quantity)


@given(st.integers(2, 49_999), st.integers(1, 49_999))
def test_another_count_disagrees(number: int, more: int) -> None:
    assert not agree(only(f"{number} boats"), only(f"{number + more} boats"))


@given(st.integers(min_value=11, max_value=9999), units)
def test_a_measure_that_is_off_by_more_than_its_rounding_disagrees(number: int, unit: str) -> None:
    assert not agree(only(f"{number * 2} {unit}"), only(f"{number} {unit}"))


@given(small_counts, small_counts)
def test_over_agrees_with_what_is_more(said: int, source: int) -> None:
    assert agree(only(f"over {said} boats"), only(f"{source} boats")) is (source > said)


@given(small_counts, small_counts)
def test_at_most_agrees_with_what_is_no_more(said: int, source: int) -> None:
    assert agree(only(f"at most {said} boats"), only(f"{source} boats")) is (source <= said)


@given(st.integers(1, 500), st.integers(501, 999), st.integers(1, 999))
def test_a_range_holds_what_lies_in_it(low: int, high: int, number: int) -> None:
    assert agree(only(f"between {low} and {high} boats"), only(f"{number} boats")) is (low <= number <= high)


@given(st.integers(min_value=10, max_value=99999))
def test_metres_and_kilometres_convert(metres: int) -> None:
    assert agree(only(f"{metres / 1000:g} km long"), only(f"{metres} m long"))


@given(hostile)
def test_reading_quantities_never_fails_and_stays_in_the_text(text: str) -> None:
    last = 0
    for quantity in quantities(text):
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert quantity.text == text[quantity.start : quantity.end]
        assert quantity.shown in quantity.text
        assert quantity.low <= quantity.high or quantity.dimension == "temperature"
        assert quantity.end > last
        assert agree(quantity, quantity) in {True, False}
        last = quantity.end


@given(hostile)
def test_a_skipped_place_holds_no_quantity(text: str) -> None:
    assert quantities(text, [(0, len(text))]) == []


@given(hostile)
def test_plain_letters_move_nothing(text: str) -> None:
    plain = plain_letters(text)
    assert len(plain) == len(text)
    assert plain_letters(plain) == plain


@given(days, st.sampled_from(WRITTEN_DAYS))
def test_a_day_is_read_back_from_every_written_form(day: date, form: str) -> None:
    month = MONTHS[day.month - 1]
    (when,) = dates("it opened on " + form.format(day, month=month, short=month[:3]), AT)
    assert Interval(day, day) in when.readings
    assert agrees(when, Interval(day, day))


@given(days)
def test_a_wider_date_holds_the_day(day: date) -> None:
    month = MONTHS[day.month - 1]
    for text in (f"in {month} {day.year}", f"in {day.year}", f"in the {day.year // 10 * 10}s", f"in {month}"):
        (when,) = dates(text, AT)
        assert agrees(when, Interval(day, day))


@given(days, st.integers(min_value=1, max_value=20))
def test_another_year_disagrees(day: date, years: int) -> None:
    (when,) = dates(f"in {day.year + years}", AT)
    assert not agrees(when, Interval(day, day))


@given(hostile, st.datetimes(timezones=st.just(UTC)))
def test_reading_dates_never_fails_and_stays_in_the_text(text: str, at: datetime) -> None:
    last = 0
    for when in dates(text, at):
        assert last <= when.start < when.end <= len(text)
        assert when.text == text[when.start : when.end]
        assert when.readings or when.month
        last = when.end


@given(st.datetimes(timezones=st.just(UTC)), st.sampled_from(RELATIVE_DATES))
def test_relative_dates_are_counted_from_any_time(at: datetime, text: str) -> None:
    for when in dates(text, at):
        assert when.relative
        assert all(reading.first <= reading.last for reading in when.readings)
