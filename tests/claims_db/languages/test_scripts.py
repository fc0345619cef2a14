"""How texts of other languages than English are taken apart, and what the forms of their words share."""

import pytest

from claims_db.engine.text.lexicon import Lexicon, lemma, lexicon, stem
from claims_db.languages import ENGLISH, LANGUAGES, language
from claims_db.languages.words import fold, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("临湾没有关闭大桥", ["临湾", "关闭", "大桥"], id="zh-known-words-and-negation"),
        pytest.param("九艘渡轮", ["九", "艘", "渡轮"], id="zh-counter"),
        pytest.param("りんごはがんを防ぐ", ["りん", "んご", "がん", "防"], id="ja-hiragana-words"),
        pytest.param("フェリーを売却しました", ["フェリー", "売却"], id="ja-katakana-whole"),
        pytest.param("여객선을 매각했습니다", ["여객", "객선", "매각"], id="ko-particle-and-ending"),
        pytest.param("9척이 BTS는", ["9", "척", "bts"], id="ko-counter-and-latin-name"),
    ],
)
def test_words_of_unspaced_scripts(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(text) if token.tells] == expected


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        pytest.param("de", "Brücke", "Bruecken", id="de-umlaut"),
        pytest.param("de", "Straße", "STRASSEN", id="de-sharp-s"),
        pytest.param("es", "vendió", "vendieron", id="es-verb"),
        pytest.param("es", "vendió", "vendio", id="es-accent-left-out"),
        pytest.param("ru", "зелёный", "зеленых", id="ru-yo"),
        pytest.param("ar", "يهبط", "هبطت", id="ar-person"),
        pytest.param("hi", "बेचा", "बेची", id="hi-gender"),
    ],
)
def test_forms_of_a_word_share_a_stem(code: str, one: str, other: str) -> None:
    assert stem(fold(one, code), code) == stem(fold(other, code), code)


def test_an_umlaut_is_told_from_two_vowels() -> None:
    assert fold("neue Bauer", "de") == "neue bauer"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_entry_of_the_lexicon_can_be_found(code: str) -> None:
    """What is cut away, or is a function word, would never be looked up."""
    entries = [entry.strip() for line in language(code).synonyms for entry in line.replace(" <> ", ",").split(",")]
    lost = [
        entry
        for entry in entries
        if not lexicon().senses(" ".join(lemma(token.text, code) for token in tokens(entry, code)))
    ]
    assert lost == []


def test_the_numbers_of_groups_do_not_depend_on_which_languages_were_needed() -> None:
    entries = {code: language(code).synonyms[0].partition(",")[0].strip() for code in LANGUAGES if code != ENGLISH}
    words = [" ".join(lemma(token.text, code) for token in tokens(each, code)) for code, each in entries.items()]
    one, other = Lexicon(), Lexicon()
    senses = {word: one.senses(word) for word in words}
    assert {word: other.senses(word) for word in reversed(words)} == senses
    assert len(frozenset().union(*senses.values())) >= len(words)
