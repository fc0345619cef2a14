"""Which quantities agree with a source's, and when only the unit differs."""

from __future__ import annotations

import pytest

from claims_db.engine.numbers.compare import agree, comparable, unit_differs
from claims_db.engine.numbers.quantity import quantities
from claims_db.engine.numbers.values import Quantity


def only(text: str) -> Quantity:
    (quantity,) = quantities(text)
    return quantity


AGREEING = [
    ("60 percent", "60.4 percent"),
    ("eleven boats", "11 boats"),
    ("a dozen boats", "twelve boats"),
    ("10.9 km deep", "10,935 m deep"),
    ("11 km deep", "10,935 m deep"),
    ("2.4 m wide", "240 cm wide"),
    ("240 cm wide", "2.4 metres wide"),
    ("over 200 boats", "274 boats"),
    ("over ten boats", "12 boats"),
    ("over a hundred boats", "274 boats"),
    ("more than half", "54 percent"),
    ("about 270 boats", "274 boats"),
    ("270ish boats", "274 boats"),
    ("roughly 300 boats", "274 boats"),
    ("under 5 g", "less than 5 grams"),
    ("5,000 mg", "less than 5 grams"),
    ("five grams", "less than 5 g"),
    ("at least 150 minutes", "150 minutes"),
    ("150 minutes", "at least 150 minutes"),
    ("2.5 hours", "150 minutes"),
    ("two and a half hours", "at least 150 minutes"),
    ("282 feet", "86 metres"),
    ("26 miles", "42.195 km"),
    ("5 feet 11 inches", "180 cm"),
    ("98.6 °F", "37 °C"),
    ("100 degrees fahrenheit", "38 °C"),
    ("£18.4m", "£18.4 million"),
    ("a budget of 18.4m", "£18.4 million"),
    ("18.4 mil", "£18.4 million"),
    ("cuesta 31 mil euros a la gente", "31,000 euros"),
    ("lost 1-3", "won 3-1"),
    ("a budget of 18.4 million", "£18.4 million"),
    ("an 86m bridge", "an 86 metre bridge"),
    ("130p", "£1.30"),
    ("£2.6", "£2.60"),
    ("7.5 billion dollars", "$7,530,000,000"),
    ("half a million yuan", "500,000 yuan"),
    ("500k yuan", "500,000 yuan"),
    ("a third of voters", "33 percent"),
    ("two thirds of voters", "66.7%"),
    ("one in five voters", "20 %"),
    ("half of voters", "50%"),
    ("54%", "53.8 percent"),
    ("10-12 boats", "11 boats"),
    ("11 boats", "between 10 and 12 boats"),
    ("10 to 12 boats", "10-12 boats"),
    ("dozens of boats", "48 boats"),
    ("hundreds of boats", "274 boats"),
    ("lost 1-7", "won 7-1"),
    ("lost 2-3", "won 3-2"),
    ("twice as big", "doubled"),
    ("thrice as big", "tripled"),
    ("a fivefold rise", "5 times more"),
    ("a fifth of voters", "20 percent"),
    ("five eighths of voters", "62.5 percent"),
    ("a sixth of voters", "16.7 percent"),
    ("30 °C", "86 °F"),
    ("2 times bigger", "twofold"),
    ("the 3rd boat", "the third boat"),
    ("20 minutes a day", "140 minutes a week"),
    ("20 minutes", "20 minutes a day"),
    ("ten thousand", "10k"),
    ("10.935 Meter", "10,935 m"),
    ("50万元", "500,000 yuan"),
    ("十二家银行", "12 banks"),
    ("60 minutes", "1 hour"),
    ("12 months", "1 year"),
    ("1 kg", "1000 grams"),
    ("40 hectares", "0.4 square kilometres"),
    ("70 mph", "112.7 km/h"),
    ("no more than 5 g", "less than 5 g"),
    ("150 pounds", "£150"),
    ("minus 40 °F", "-40 °C"),
    ("about 500", "503 boats"),
    ("up to 500", "500 boats"),
    ("up to 500", "430 boats"),
    ("5 ft", "1.52 m"),
    ("over 3 km of cable", "3,140 m of cable"),
    ("£18 million", "£18.4 million"),
    ("7 million euros", "6.8 million euros"),
    ("6,700 metres", "6,714 metres"),
    ("about seven thousand metres", "6,714 metres"),
    ("53.8%", "54%"),
    ("5 percent", "4.7 percent"),
    ("sprinted over 60 m", "60 metres"),
    ("won over three years", "3 years"),
    ("700 kr", "700 crowns"),
    ("60 litres daily", "60 litres each day"),
    ("1,000 euros a month", "12,000 euros a year"),
    ("3 boats a day", "21 boats a week"),
    ("£1,000 a month", "£230 a week"),
    ("an annual fee of £60", "£5 per month"),
    ("£60", "£60 a year"),
    ("700 Danish kroner", "700 crowns"),
    ("three crowns on a shield", "3 on a shield"),
]
DIFFERING = [
    ("60 percent", "60.6 percent"),
    ("eleven boats", "12 boats"),
    ("a dozen boats", "11 boats"),
    ("1,935 m deep", "10,935 m deep"),
    ("10.5 km deep", "10,935 m deep"),
    ("2.4 feet", "2.4 metres"),
    ("2.4 cm", "2.4 metres"),
    ("330 feet", "330 m"),
    ("over a hundred boats", "11 boats"),
    ("over 12 boats", "12 boats"),
    ("under 12 boats", "12 boats"),
    ("under 2 g", "less than 5 grams"),
    ("less than 8 g", "less than 5 grams"),
    ("at least 250 minutes", "at least 150 minutes"),
    ("at least 150 hours", "at least 150 minutes"),
    ("at most 150 minutes", "at least 150 minutes"),
    ("300 minutes", "at least 150 minutes"),
    ("more than half", "46 percent"),
    ("270 boats", "274 boats"),
    ("about 250 boats", "374 boats"),
    ("247 boats", "274 boats"),
    ("about 11 boats", "12 boats"),
    ("£18.4 billion", "£18.4 million"),
    ("$500,000", "500,000 yuan"),
    ("500 yuan", "500,000 yuan"),
    ("£2.60", "£2.20"),
    ("half of voters", "54%"),
    ("55%", "54 percent"),
    ("1 %", "10 %"),
    ("54%", "55.2 percent"),
    ("10.9 km", "10,790 m"),
    ("29 °C", "86.9 °F"),
    ("a quarter of voters", "a third of voters"),
    ("10-12 boats", "13 boats"),
    ("10-12 boats", "10-14 boats"),
    ("won 5-1", "won 7-1"),
    ("tripled", "doubled"),
    ("the 3rd boat", "three boats"),
    ("the 3rd boat", "the 4th boat"),
    ("20 minutes a week", "20 minutes a day"),
    ("20 minutes", "60 minutes a day"),
    ("3 percentage points", "3 percent"),
    ("5 grams", "5 percent"),
    ("86 m", "68 m"),
    ("100 feet", "86 metres"),
    ("38 °C", "38 °F"),
    ("200 feet", "100 m"),
    ("六家银行", "12 banks"),
    ("over 200 m", "86 m"),
    ("£1,050 a month", "£12,000 a year"),
    ("£60 a head", "£60 a night"),
    ("£60 a night", "£60 a day"),
    ("a weekly fee of £60", "£60 a month"),
    ("well over 60 m", "60 m"),
    ("over 60 people", "60 people"),
    ("over seven thousand metres", "6,714 m"),
    ("at least 7,000 metres", "6,714 m"),
    ("under 6,700 metres", "6,714 m"),
    ("at most 6,700 m", "6,714 m"),
    ("more than 7 million euros", "6.8 million euros"),
    ("over 5 percent", "4.7 percent"),
    ("eight thousand metres", "6,714 metres"),
    ("10 million euros", "6.8 million euros"),
    ("2.5%", "3%"),
    ("3%", "2.5%"),
    ("2.6 km", "3 km"),
    ("6.5 million euros", "7 million euros"),
]
UNIT_ONLY = [
    ("£900 a month", "£900 a year"),
    ("700 euros", "700 crowns"),
    ("700 Swiss francs", "700 CFA francs"),
    ("2,300 miles", "2,300 km"),
    ("£18.4 billion", "£18.4 million"),
    ("five milligrams", "5 grams"),
    ("5 kg", "5 grams"),
    ("150 hours", "at least 150 minutes"),
    ("$500,000", "500,000 yuan"),
    ("2.4 feet", "2.4 metres"),
    ("7 thousand", "7 million"),
]
MORE_THAN_THE_UNIT = [
    ("2,400 miles", "2,300 km"),
    ("12 boats", "12 km"),
    ("50 grams", "5 grams"),
    ("240 cm", "2.4 m"),
    ("the 5th", "5 km"),
    ("11", "12"),
]


@pytest.mark.parametrize(("said", "source"), AGREEING)
def test_agreeing(said: str, source: str) -> None:
    assert agree(only(said), only(source))


@pytest.mark.parametrize(("said", "source"), DIFFERING)
def test_differing(said: str, source: str) -> None:
    assert not agree(only(said), only(source))


@pytest.mark.parametrize(("said", "source"), UNIT_ONLY)
def test_only_the_unit_differs(said: str, source: str) -> None:
    assert unit_differs(only(said), only(source))


@pytest.mark.parametrize(("said", "source"), MORE_THAN_THE_UNIT)
def test_the_number_differs_or_nothing_does(said: str, source: str) -> None:
    assert not unit_differs(only(said), only(source))


@pytest.mark.parametrize(
    ("said", "source", "expected"),
    [
        pytest.param("5 km", "9 miles", True, id="both lengths"),
        pytest.param("5 km", "9 kg", False, id="length and mass"),
        pytest.param("5 boats", "9 km", True, id="a bare number may be of any unit"),
        pytest.param("18.4m", "£9 million", True, id="a second reading suffices"),
        pytest.param("the 5th", "9", False, id="ranks and counts"),
        pytest.param("won 5-1", "9 boats", False, id="scores and counts"),
        pytest.param("twice", "9 boats", False, id="multiples and counts"),
    ],
)
def test_what_can_be_compared(said: str, source: str, *, expected: bool) -> None:
    assert comparable(only(said), only(source)) is expected
