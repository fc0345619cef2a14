import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.engine.limits import MAX_MESSAGE_LENGTH
from claims_db.engine.text.cleaning import clean, split_hashtag


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("**The dam** is __80__ *metres* ~~high~~", "The dam is 80 metres high", id="emphasis"),
        pytest.param("THE DAM OF WEND IS 80 METRES HIGH!", "the dam of wend is 80 metres high!", id="shouted"),
        pytest.param("IBM AND SAP", "IBM AND SAP", id="too-few-words-to-be-shouted"),
        pytest.param("The dam of UNESCO and the WHO", "The dam of UNESCO and the WHO", id="names-in-capitals"),
        pytest.param("||the dam|| leaks", "the dam leaks", id="spoiler"),
        pytest.param("> the dam leaks\n>>> so it does", "the dam leaks\nso it does", id="quotes"),
        pytest.param("## Dams\n- the dam\n-# small", "Dams\nthe dam\nsmall", id="headings-and-lists"),
        pytest.param("`the dam` leaks", "the dam leaks", id="inline-code"),
        pytest.param("look ```print('the dam leaks')``` here", "look \n here", id="code-block"),
        pytest.param("```never closed", "", id="open-code-block"),
        pytest.param("<@123> <@!4> <#5> <@&6> the dam", "the dam", id="mentions"),
        pytest.param("@everyone the dam", "the dam", id="everyone"),
        pytest.param("<:dam:123> leaks <a:run:45>", "leaks", id="custom-emoji"),
        pytest.param("opened <t:1618953630:R>", "opened", id="timestamp"),
        pytest.param("the 🏞️ dam 👩‍👩‍👧 leaks 🇫🇷", "the dam leaks", id="emoji"),
        pytest.param("❌The dam ❌ leaks", "✗ The dam leaks", id="cross-before-a-line"),
        pytest.param("The dam leaks ✖️", "The dam leaks ✗", id="cross-behind-a-line"),
        pytest.param("see https://dam.example/a?b=c. It leaks", "see It leaks", id="address"),
        pytest.param(
            "#DamLeakspic.example.org pic.twitter.com/a1 the damhttps://t.co/b",
            "Dam Leakspic.example.org the dam",
            id="glued-address",
        ),
        pytest.param("the [dam](https://dam.example/) leaks", "the dam leaks", id="link"),
        pytest.param("the d\u200bam le\u2060aks", "the dam leaks", id="zero-width"),
        pytest.param("ｔｈｅ　ｄａｍ", "the dam", id="full-width"),
        pytest.param("𝓽𝓱𝓮 𝓭𝓪𝓶", "the dam", id="mathematical"),
        pytest.param("thе dаm leaks", "the dam leaks", id="cyrillic-look-alikes"),
        pytest.param("плотина течёт", "плотина течёт", id="cyrillic-stays"),
        pytest.param("t h e d a m leaks", "thedam leaks", id="spaced-letters"),
        pytest.param("I a m here", "I a m here", id="three-letters-are-words"),
        pytest.param("d̷̢̛a̶̡͝m̵̧͠", "d̷̢a̶̡m̵̧", id="zalgo"),
        pytest.param("#TheDamLeaks2024", "The Dam Leaks 2024", id="hashtag"),
        pytest.param("it’s “leaking”", 'it\'s "leaking"', id="quotation-marks"),
        pytest.param("snake_case 2*3*4", "snake_case 2*3*4", id="no-markup"),
        pytest.param("नदी में बाढ़", "नदी में बाढ़", id="hindi"),
        pytest.param("", "", id="empty"),
    ],
)
def test_a_message_is_read_as_it_was_meant(written: str, meant: str) -> None:
    assert clean(written) == meant


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("FloodWarning", "Flood Warning"),
        ("UKFloods", "UK Floods"),
        ("flood2024", "flood 2024"),
        ("save_the_dam", "save the dam"),
    ],
)
def test_a_hashtag_is_split_where_its_words_begin(tag: str, words: str) -> None:
    assert split_hashtag(tag) == words


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_what_looks_clean_is_left_as_it_is_by_every_step(text: str) -> None:
    assert clean("\u200b" + text) == clean(text)


@given(st.text())
def test_cleaning_never_fails_and_keeps_within_bounds(text: str) -> None:
    assert len(clean(text)) <= 4 * MAX_MESSAGE_LENGTH


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ,.", max_size=80))
def test_plain_words_come_through_whatever_stands_around_them(text: str) -> None:
    plain = clean(text)
    assert clean(f"**{plain}** 🎉 <@42>".strip()) in {plain, f"**{plain}**"} or not plain
