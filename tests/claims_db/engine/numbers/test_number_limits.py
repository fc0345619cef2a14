"""Facts that numbers are read by, and how far the words may stand that belong to them."""

from __future__ import annotations

import pytest

from claims_db.engine.numbers.quantity import quantities
from claims_db.engine.numbers.values import Bound


def read(text: str) -> list[tuple[object, str | None]]:
    """Number, near enough, and unit of each quantity of a text."""
    return [(pytest.approx(one.low), one.unit) for one in quantities(text)]


@pytest.mark.parametrize(
    ("sign", "value"),
    [
        ("½", 0.5),
        ("¼", 0.25),
        ("¾", 0.75),
        ("⅓", 1 / 3),
        ("⅔", 2 / 3),
        ("⅛", 0.125),
        ("⅜", 0.375),
        ("⅝", 0.625),
        ("⅞", 0.875),
    ],
)
def test_a_sign_is_a_fraction_alone_and_after_a_number(sign: str, value: float) -> None:
    assert read(f"{sign} kg") == [(value, "kg")]
    assert read(f"2{sign} kg") == [(2 + value, "kg")]


@pytest.mark.parametrize(
    ("part", "value"), [("a half", 2.5), ("one half", 2.5), ("a quarter", 2.25), ("three quarters", 2.75)]
)
def test_a_number_and_a_part(part: str, value: float) -> None:
    assert read(f"two and {part} kg") == [(value, "kg")]


@pytest.mark.parametrize(
    ("scale", "size"),
    [
        ("hundred", 1e2),
        ("thousand", 1e3),
        ("k", 1e3),
        ("hundred thousand", 1e5),
        ("lakh", 1e5),
        ("million", 1e6),
        ("mln", 1e6),
        ("crore", 1e7),
        ("billion", 1e9),
        ("thousand million", 1e9),
        ("bn", 1e9),
        ("trillion", 1e12),
        ("tn", 1e12),
        ("dozen", 12),
        ("milliards", 1e9),
        ("mil millones", 1e9),
        ("mil milhões", 1e9),
        ("백만", 1e6),
        ("천만", 1e7),
    ],
)
def test_a_word_scales_a_number(scale: str, size: float) -> None:
    touching = "" if scale in {"k", "bn", "tn", "백만", "천만"} else " "
    assert read(f"5{touching}{scale} €") == [(5 * size, "EUR")]


@pytest.mark.parametrize(
    ("text", "low"),
    [
        pytest.param("£7m", 7e6, id="millions of money"),
        pytest.param("£7b", 7e9, id="billions of money"),
        pytest.param("£7t", 7e12, id="trillions of money"),
    ],
)
def test_one_letter_scales_money(text: str, low: float) -> None:
    assert read(text) == [(low, "GBP")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("6 ft 11", [(2.1082, "m")], id="inches"),
        pytest.param("6 ft 12", [(1.8288, "m"), (12, None)], id="a foot of inches"),
        pytest.param("6 ft 0", [(1.8288, "m"), (0, None)], id="no inches"),
        pytest.param("6 ft 2 million", [(1.8288, "m"), (2e6, None)], id="millions of inches"),
        pytest.param("1h59", [(7140, "s")], id="minutes"),
        pytest.param("1h60", [(3600, "s"), (60, None)], id="an hour of minutes"),
        pytest.param("5 minutes 3 hours", [(300, "s"), (10800, "s")], id="smaller before larger"),
        pytest.param("2 hours 5 kg", [(7200, "s"), (5, "kg")], id="another dimension"),
        pytest.param("5 kg 200 grams", [(5.2, "kg")], id="mass"),
        pytest.param("£5 20 pence", [(5.2, "GBP")], id="money"),
    ],
)
def test_a_smaller_unit_adds_to_a_larger_one(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "per"),
    [
        pytest.param("Monthly fee of 20 euros", "month", id="from the first letter on"),
        pytest.param("a monthly subscription fee of 20 euros", "month", id="near enough"),
        pytest.param("a monthly telecommunications administration of 20 euros", None, id="too far"),
        pytest.param("an annual fee of £300", "year", id="annual"),
        pytest.param("the yearly rent was 900 euros", "year", id="yearly"),
        pytest.param("the hourly wage is 12 euros", "hour", id="hourly"),
        pytest.param("20 euros annually", "year", id="annually"),
        pytest.param("20 euros nightly", "night", id="nightly"),
        pytest.param("12 boats per person", "person", id="person"),
        pytest.param("2 new boats a day", "day", id="count near its rate"),
        pytest.param("2 very new boats a day", None, id="count too far from its rate"),
        pytest.param("5 grams of very fine salt a day", "day", id="measure near its rate"),
        pytest.param("5 grams of very fine sea salt a day", None, id="measure too far from its rate"),
        pytest.param("12 boats a month long", None, id="how long"),
    ],
)
def test_what_a_number_is_for(text: str, per: str | None) -> None:
    assert [one.per for one in quantities(text)] == [per]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1" * 14 + " boats", [(11111111111111, None)], id="many digits"),
        pytest.param("1" * 15 + " boats", [], id="so many are an id"),
        pytest.param("2/3 of them", [(200 / 3, "percent")], id="slash"),
        pytest.param("9/10 of them", [(90, "percent")], id="tenths"),
        pytest.param("3/2 of them", [], id="more than all"),
        pytest.param("1⁄2 kg", [(0.5, "kg")], id="fraction sign"),
        pytest.param("10⁄2 kg", [], id="no numerator"),
        pytest.param("480p fare", [(4.8, "GBP")], id="pence"),
        pytest.param("480p video", [], id="resolution"),
        pytest.param("-5 boats", [(-5, None)], id="minus"),
        pytest.param("1'250 boats", [(1250, None)], id="one group"),
    ],
)
def test_what_digits_are(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        pytest.param("#7 in Norland", True, id="hash first"),
        pytest.param("Number 3 in Norland", True, id="number first"),
        pytest.param("no. 3 in Norland", True, id="short"),
        pytest.param("in Norland 3", False, id="none"),
    ],
)
def test_what_makes_a_rank(text: str, *, ordinal: bool) -> None:
    assert [one.ordinal for one in quantities(text)] == [ordinal]


@pytest.mark.parametrize("label", ["chapter", "resolution", "amendment", "apollo", "PS", "v"])
def test_a_label_may_be_the_first_word(label: str) -> None:
    assert [one.label for one in quantities(f"{label} 5")] == [True]


@pytest.mark.parametrize(
    ("text", "bound", "shown"),
    [
        pytest.param("at the very least 30 boats", Bound.AT_LEAST, "at the very least 30", id="four words"),
        pytest.param("no more than a mere 30 boats", Bound.AT_MOST, "no more than a mere 30", id="fillers between"),
        pytest.param("at the very least a full whopping 30 boats", Bound.EXACT, "30", id="too many words"),
        pytest.param("over the 30 boats", Bound.EXACT, "30", id="a word between"),
        pytest.param("over 30", Bound.MORE_THAN, "over 30", id="from the first letter on"),
        pytest.param("it rose from there up to £30", Bound.EXACT, "£30", id="rose near enough"),
        pytest.param("it rose a lot and then up to £30", Bound.AT_MOST, "up to £30", id="rose too far away"),
        pytest.param("罚款超过5亿", Bound.MORE_THAN, "超过5亿", id="two signs of a longer word"),
        pytest.param("罚款近5亿", Bound.ABOUT, "近5亿", id="one sign of a longer word"),
        pytest.param("罚款不超过5亿", Bound.AT_MOST, "不超过5亿", id="three signs of a longer word"),
        pytest.param("30 kg at most", Bound.AT_MOST, "30 kg at most", id="after the unit"),
        pytest.param("more than 30 or more boats", Bound.MORE_THAN, "more than 30 or more", id="the first of two"),
        pytest.param("it ran over 200 m", Bound.AT_LEAST, "over 200 m", id="how far over"),
        pytest.param("just over 200 m", Bound.MORE_THAN, "just over 200 m", id="just over a length"),
        pytest.param("more than 200 m", Bound.MORE_THAN, "more than 200 m", id="more than a length"),
        pytest.param("over three years", Bound.AT_LEAST, "over three years", id="how long over"),
        pytest.param("over 200 kg", Bound.MORE_THAN, "over 200 kg", id="over a weight"),
    ],
)
def test_a_bound_and_what_belongs_to_it(text: str, bound: Bound, shown: str) -> None:
    assert [(one.bound, one.text) for one in quantities(text)] == [(bound, shown)]


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        pytest.param("18.4m", 18.4, "m", id="metres"),
        pytest.param("3M users", 3e6, None, id="capital million"),
        pytest.param("3 m users", 3, "m", id="a gap before m"),
        pytest.param("7b", 7e9, None, id="billion"),
        pytest.param("7 b", 7, None, id="a gap before b"),
        pytest.param("7t", 7000, "kg", id="tonnes"),
        pytest.param("7T", 7e12, None, id="capital trillion"),
        pytest.param("20C", 20, "celsius", id="degrees"),
        pytest.param("20 C", 20, None, id="a gap before degrees"),
        pytest.param("5in wide", 0.127, "m", id="inches"),
        pytest.param("5 in boats", 5, None, id="in"),
        pytest.param("5 thousand stone", 5000 * 6.35029318, "kg", id="stone is no money"),
        pytest.param("12 km/h", 12 / 3.6, "m/s", id="km/h"),
        pytest.param("12 ft per minute", 0.06096, "m/s", id="feet per minute"),
        pytest.param("12 metres each second", 12, "m/s", id="metres each second"),
        pytest.param("5 sq km", 5e6, "m2", id="square, short"),
        pytest.param("5 km^2", 5e6, "m2", id="square, with a power"),
        pytest.param("5 cubic feet", 5 * 0.3048**3, "m3", id="cubic"),
        pytest.param("5 cu ft", 5 * 0.3048**3, "m3", id="cubic, short"),
        pytest.param("5 m³", 5, "m3", id="cubic, as a sign"),
        pytest.param("4200メートルです", 4200, "m", id="glued on both sides"),
        pytest.param("5キロメートルテスト", 5, None, id="part of a longer word"),
        pytest.param('a 50" tv', 1.27, "m", id="inches of a screen"),
        pytest.param('a 50" hole', 50, None, id="quotation mark"),
        pytest.param("6' 2\"", 1.8796, "m", id="primes with a space"),
        pytest.param("5 millones de euros", 5e6, "EUR", id="linked"),
        pytest.param("5 de euros", 5, None, id="nothing to link"),
        pytest.param("A$-5", -5, "AUD", id="minus after the currency"),
        pytest.param("USD 5", 5, "USD", id="code first"),
    ],
)
def test_what_the_letters_at_a_number_mean(text: str, low: float, unit: str | None) -> None:
    assert read(text) == [(low, unit)]


def test_a_short_word_for_millions_follows_digits() -> None:
    assert read("3 mill euros") == [(3e6, "EUR")]
    assert read("three mill workers") == [(3, None)]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("upwards of 30 boats", Bound.AT_LEAST),
        ("in excess of 30 boats", Bound.MORE_THAN),
        ("in the region of 30 boats", Bound.ABOUT),
        ("at least a full 30 boats", Bound.AT_LEAST),
        ("the crew of 30 boats", Bound.EXACT),
    ],
)
def test_of_may_end_the_words_of_a_bound_or_stand_alone(text: str, bound: Bound) -> None:
    assert [one.bound for one in quantities(text)] == [bound]
