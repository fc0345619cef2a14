"""Cards made of components: they fit, read from top to bottom, and tell nothing by a colour alone."""

from __future__ import annotations

from typing import Any

import pytest
from discord import ui
from hypothesis import example, given
from hypothesis import strategies as st
from simcord import components

from bot.cards.answer_cards import Block, Card, Line, Role, short_card, verdict_card
from bot.discord.replies import MOST_COMPONENTS, MOST_TEXT, edited, layout, sent
from claims_db.differences import Difference, DifferenceKind
from claims_db.values import Answer, AnswerKind, Citation, Claim, Label, Rating, Source, Stance, Verdict

from .test_replies import CARDS

TEXT, BUTTON, LINK_IN_TEXT = 10, 2, "](<https://"
HEBREW = "כותרת ארוכה מאוד " * 20


def buttons(number: int, *, apart: bool = False) -> ui.View:
    view = ui.View(timeout=None)
    for at in range(number):
        view.add_item(ui.Button(label=f"Button {at}", custom_id=f"b{at}", row=at if apart else None))
    return view


def parts(view: ui.LayoutView) -> list[dict[str, Any]]:
    made: list[Any] = view.to_components()  # type: ignore[no-untyped-call]  # discord.py gives it no types
    return list(components.walk_components(made))


def texts(card: Card, below: ui.View | None = None) -> list[str]:
    return [part["content"] for part in parts(layout(card, below or buttons(2))) if part["type"] == TEXT]


def claim(number: int, title: str = "Title", *, linked: bool = True) -> Claim:
    sources = (
        Source(f"s{at}", f"{title} {at}", "Publisher", url=f"https://e.org/{at}" if linked or at else None)
        for at in range(number)
    )
    return Claim("slug", "Twelve firms were fined for it", Rating.TRUE, tuple(map(Citation, sources)))


DIFFERS = (Difference(DifferenceKind.NUMBER, "eleven", "twelve"),)


def verdict(label: Label, of: Claim, *differences: Difference, answers: tuple[Answer, ...] = ()) -> Verdict:
    return Verdict("", label, Stance.ASSERTS, 0.9, claim=of, differences=differences, answers=answers)


@given(card=CARDS, number=st.integers(0, 5), apart=st.booleans(), word=st.text(max_size=20))
@example(card=Card("opening", (Block("", (Line("", Role.BELOW),)),)), number=0, apart=False, word="")
@example(card=Card("x" * 5000, (Block("heading", (Line("text"),)),) * 60), number=5, apart=True, word="Refuted")
def test_every_card_fits(*, card: Card, number: int, apart: bool, word: str) -> None:
    below = buttons(number, apart=apart)
    found = parts(layout(Card(card.opening, card.blocks, word=word), below))
    said = [part["content"] for part in found if part["type"] == TEXT]
    assert len(found) <= MOST_COMPONENTS
    assert sum(map(len, said)) <= MOST_TEXT
    assert said
    assert all(text.strip() for text in said)
    assert sum(part["type"] == BUTTON for part in found) == number


@pytest.mark.parametrize("number", [1, 3, 4, 20])
def test_a_claim_with_many_long_sources_shows_three_and_counts_the_rest(number: int) -> None:
    card = verdict_card(verdict(Label.REFUTED, claim(number, HEBREW), *DIFFERS), "hint")
    everything = "\n".join(texts(card))
    assert everything.count(LINK_IN_TEXT) == min(number, 3)
    rest = number - 3
    assert ("ask “source?” to see all" in everything) is (rest > 0)
    assert rest <= 1 or f"{rest} more sources" in everything
    assert len(everything) < MOST_TEXT


def test_the_first_source_that_is_shown_can_be_opened_where_any_can() -> None:
    card = verdict_card(verdict(Label.SUPPORTED, claim(2, linked=False)), "hint")
    lines = "\n".join(texts(card)).splitlines()
    assert next(line for line in lines if line.startswith("- ")).startswith("- [Title 1](<https://e.org/1>)")


@pytest.mark.parametrize(
    ("given_verdict", "word"),
    [
        (verdict(Label.REFUTED, claim(1), *DIFFERS), "Refuted"),
        (verdict(Label.SUPPORTED, claim(1)), "Agrees"),
        (verdict(Label.OUTDATED, claim(1)), "Outdated"),
        (verdict(Label.CONFLICTING, claim(1)), "Disputed"),
        (verdict(Label.NOT_ENOUGH_EVIDENCE, claim(1)), "Not covered"),
        (
            verdict(Label.NOT_ENOUGH_EVIDENCE, claim(1), answers=(Answer(claim(1), "Twelve", AnswerKind.COUNT),)),
            "Answer",
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_every_verdict_has_a_word_above_its_sentence(given_verdict: Verdict, word: str) -> None:
    assert texts(verdict_card(given_verdict, "hint"))[0].startswith(f"### {word}\n")


def test_the_words_that_differ_are_underlined_on_both_sides() -> None:
    first, of_claim, *_ = texts(verdict_card(verdict(Label.REFUTED, claim(1), *DIFFERS), "hint"))
    assert first == "### Refuted\nThe source says __twelve__, not __eleven__."
    assert of_claim.startswith("**__Twelve__ firms were fined for it**")


@given(st.text(max_size=200), st.lists(st.text(max_size=30), max_size=3))
def test_marks_only_add_underlines(opening: str, marks: list[str]) -> None:
    block = (Block("", (Line("below"),)),)
    marked, bare = (texts(Card(opening, block, word="W", marks=tuple(one)))[0] for one in (marks, []))
    assert marked.replace("__", "") == bare.replace("__", "")


def test_it_reads_from_top_to_bottom_and_the_buttons_come_last() -> None:
    found = parts(layout(verdict_card(verdict(Label.SUPPORTED, claim(2)), "hint"), buttons(2)))
    kinds = [part["type"] for part in found if part["type"] in {TEXT, BUTTON}]
    assert kinds == sorted(kinds, reverse=True)


def test_a_new_sentence_is_plain_text_and_one_in_the_place_of_a_card_is_not() -> None:
    assert sent(short_card("Hello."), buttons(1))["content"] == "Hello."
    changed = edited(short_card("Hello."), buttons(1))
    assert (changed["content"], changed["embeds"]) == (None, [])
    assert texts(short_card("Hello.")) == ["Hello."]
