"""Numbers in words of languages that the library for them does not read."""

import pytest

from claims_db.engine.numbers.parse import numerals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("сто двадцать пять мостов", [125], id="ru-sum"),
        pytest.param("две тысячи триста человек", [2300], id="ru-thousands"),
        pytest.param("двух паромов", [2], id="ru-case"),
        pytest.param("один друг", [], id="ru-one-as-article"),
        pytest.param("خمسة وعشرون جسرا", [25], id="ar-and"),
        pytest.param("اثنا عشر شركة", [12], id="ar-teen"),
        pytest.param("ثلاثمئة وأربعون سريرا", [340], id="ar-hundreds"),
        pytest.param("दो लाख पचास हज़ार लोग", [250_000], id="hi-lakh"),
        pytest.param("एक सौ बीस पेड़", [120], id="hi-hundreds"),
        pytest.param("अड़तीस पेड़", [38], id="hi-nukta"),
        pytest.param("열두 개 회사", [12], id="ko-native"),
        pytest.param("한 사람이 스물다섯 명을", [1, 25], id="ko-before-counters"),
        pytest.param("세상에서 두부를", [], id="ko-syllables-of-words"),
        pytest.param("三百四十张床位", [340], id="zh"),
    ],
)
def test_words_are_read_as_numbers(text: str, expected: list[int]) -> None:
    assert [one.value for one in numerals(text)] == expected
