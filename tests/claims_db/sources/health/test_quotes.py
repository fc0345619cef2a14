from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.sources.health.quotes import still_says
from claims_db.sources.page.decoding import decoded

STORY = " ".join(f"Paragraph {at} of the harbour story tells how the keeper climbed." for at in range(20))
QUOTE = "the “old” lighthouse has two hundred steps"


def page(body: str = "", title: str = "Two hundred steps up - The Harbour Post") -> str:
    return f"<html><head><title>{title}</title></head><body><p>{body}</p>{STORY}</body></html>"


SAME = [
    ("as it was quoted", "They say the “old” lighthouse has two hundred steps."),
    ("other quotation marks", 'They say THE "old" lighthouse has two hundred steps.'),
    ("markup inside", "They say the <em>“old”</em> light<wbr>house has two\n  hundred <b>steps</b>."),
    ("entities", "They say the &ldquo;old&rdquo; lighthouse&nbsp;has two hundred steps."),
    ("in a script", '<script>{"text": "the “old” lighthouse has two hundred steps"}</script>'),
]


@pytest.mark.parametrize("body", [row[1] for row in SAME], ids=[row[0] for row in SAME])
def test_a_quote_is_there_however_the_page_sets_it(body: str) -> None:
    assert still_says(page(body), "Two hundred steps up", (QUOTE,))


def test_a_quote_that_leaves_something_out_is_there_in_its_pieces() -> None:
    body = "The lighthouse, built in 1822 by sailors, has two hundred steps."
    assert still_says(page(body), "Two hundred steps up", ("The lighthouse [...] has two hundred steps",))
    assert not still_says(page(body), "Two hundred steps up", ("The lighthouse … has ninety steps",))


def test_a_quote_that_was_taken_out_is_missed() -> None:
    assert not still_says(page("They say nothing."), "Two hundred steps up", (QUOTE,))


def test_another_page_at_the_address_is_missed_by_its_title() -> None:
    assert not still_says(page(title="Page not found"), "Museum of quarries reopens in Elstow", ())
    assert still_says(page(title="Museum reopens in Elstow"), "Museum of quarries reopens in Elstow", ())


def test_what_scripts_write_cannot_be_told() -> None:
    assert still_says("<title>Two hundred steps up</title><div id=app></div>", "Two hundred steps up", (QUOTE,))


def test_accents_and_case_of_a_title_do_not_matter() -> None:
    assert still_says(page(title="RÉOUVERTURE du Café"), "Réouverture du café", ())
    assert still_says(page(title="Reouverture du cafe"), "Réouverture du café", ())


def test_letters_of_every_script_count() -> None:
    assert still_says(page("灯台には二百段の階段がある。" * 70, title="灯台の階段"), "灯台の階段", ("灯台には二百段",))
    assert not still_says(page(" 港 " * 70, title="灯台の階段"), "灯台の階段", ("灯台には二百段",))


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        ("Straße".encode(), None, "Straße"),
        ("Straße".encode("latin-1"), "iso-8859-1", "Straße"),
        ("<meta charset='windows-1251'>Маяк".encode("cp1251"), None, "Маяк"),
        ("Straße".encode(), "no-such-charset", "Straße"),
        ("Straße".encode(), "zlib", "Straße"),
        ("Straße".encode(), "undefined", "Straße"),
        ("Straße".encode(), "idna", "Straße"),
    ],
)
def test_the_encoding_is_the_servers_else_the_pages_else_utf_8(body: bytes, charset: str | None, text: str) -> None:
    assert decoded(body, charset).endswith(text)


@given(body=st.binary(), charset=st.none() | st.text(max_size=20), title=st.text(), quote=st.text())
def test_whatever_a_page_sends_there_is_an_answer(body: bytes, charset: str | None, title: str, quote: str) -> None:
    assert still_says(decoded(body, charset), title, (quote,)) in {True, False}
