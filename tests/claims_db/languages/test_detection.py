"""Which language a text is read in. English must never be taken for another because of one word."""

import pytest

from claims_db.languages import language_beside, language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("the council sold nine ferries", "en", id="english"),
        pytest.param("", "en", id="empty"),
        pytest.param("no way, die hard is a christmas movie", "en", id="english-with-die"),
        pytest.param("he told me no", "en", id="english-with-no-and-me"),
        pytest.param("los angeles lakers won the title", "en", id="english-with-los"),
        pytest.param("la la land is so good", "en", id="english-with-la"),
        pytest.param("el nino ended in 2024", "en", id="english-with-el"),
        pytest.param("müller scored again lol", "en", id="english-with-umlaut"),
        pytest.param("das boot is a great film", "en", id="english-with-das"),
        pytest.param("is 东京 in japan or not, i can never remember", "en", id="english-with-han"),
        pytest.param("le conseil de la ville a vendu les bacs", "en", id="french-is-no-spanish"),
        pytest.param("Zwiebelsaft heilt die Grippe", "de", id="german-with-die-alone"),
        pytest.param("9 Fähren verkauft", "de", id="german-by-umlaut"),
        pytest.param("el consejo vendio ferris", "es", id="spanish-with-el-alone"),
        pytest.param("¿vendidos?", "es", id="spanish-by-mark"),
        pytest.param("продано девять паромов lol", "ru", id="cyrillic"),
        pytest.param("بيعت تسع عبارات", "ar", id="arabic"),
        pytest.param("नौ नावें बेचीं", "hi", id="devanagari"),
        pytest.param("市议会卖掉了渡轮", "zh", id="han"),
        pytest.param("市議会はフェリーを売却した", "ja", id="han-and-kana"),
        pytest.param("시의회는 BTS 공연을 금지했다", "ko", id="hangul-with-latin-name"),
    ],
)
def test_a_text_is_read_in_its_language(text: str, code: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    ("text", "other", "code"),
    [
        pytest.param("clubhouse hat china gesperrt", "de", "de", id="nothing-tells"),
        pytest.param("the clubhouse in china", "de", "en", id="english-tells"),
        pytest.param("clubhouse china", "en", "en", id="beside-english"),
        pytest.param("clubhouse china", "zh", "en", id="beside-another-script"),
        pytest.param("中国的", "es", "zh", id="script-tells"),
    ],
)
def test_a_text_without_telling_words_is_read_in_the_language_that_it_is_compared_with(
    text: str, other: str, code: str
) -> None:
    assert language_beside(text, other) == code
