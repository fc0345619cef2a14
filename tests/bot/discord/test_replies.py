"""Cards fit into what Discord takes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.cards.answer_cards import Block, Card, Line, Role, sources_card, verdict_card
from bot.discord.replies import MOST_CONTENT, MOST_DESCRIPTION, body, clipped, fitted
from claims_db.differences import Difference, DifferenceKind
from claims_db.values import Citation, Claim, Label, Rating, Source, Stance, Verdict

LINES = st.builds(
    Line,
    st.text(max_size=3000),
    st.sampled_from(Role),
    title=st.one_of(st.just(""), st.text(min_size=1, max_size=400)),
    address=st.one_of(st.none(), st.just("https://e.org/" + "a(" * 300)),
)
CARDS = st.builds(
    Card,
    st.text(min_size=1, max_size=5000),
    st.lists(st.builds(Block, st.text(max_size=300), st.lists(LINES, max_size=40).map(tuple)), max_size=4).map(tuple),
)
LONG_CLAIM = Claim(
    "long-claim",
    ("*library* _of_ Erewhon " * 44).strip()[:1000],
    Rating.TRUE,
    tuple(
        Citation(Source(f"s{number}", f"[title] {number} " * 40, "publisher " * 30, url=f"https://e.org/{'(' * 300}"))
        for number in range(60)
    ),
)


@pytest.mark.parametrize("embeds", [True, False], ids=["embeds", "plain text"])
@given(card=CARDS)
@example(card=Card("opening", (Block("", (Line("", Role.BELOW),)),)))
def test_every_card_fits(card: Card, *, embeds: bool) -> None:
    shown = body(card, embeds=embeds)

    assert len(shown["content"]) <= MOST_CONTENT
    assert embeds or shown["embeds"] == []
    assert sum(len(embed.description or "") for embed in shown["embeds"]) <= MOST_DESCRIPTION
    assert all((embed.description or "").strip() for embed in shown["embeds"])


@pytest.mark.parametrize("embeds", [True, False], ids=["embeds", "plain text"])
def test_a_long_claim_with_many_sources_keeps_its_first_sentence_and_whole_lines(*, embeds: bool) -> None:
    differences = (Difference(DifferenceKind.NUMBER, "eleven", "twelve"),)
    verdict = Verdict("", Label.REFUTED, Stance.ASSERTS, 0.9, claim=LONG_CLAIM, differences=differences)

    shown = body(verdict_card(verdict, "hint"), embeds=embeds)

    assert shown["content"].startswith("The source says twelve, not eleven.")
    everything = shown["content"] + "".join(embed.description or "" for embed in shown["embeds"])
    assert everything.endswith("\n…")
    assert all(line.startswith("- ") for line in everything.splitlines() if "e.org" in line)


def test_the_day_and_publisher_follow_the_title() -> None:
    source = Source("k", "Title", "Publisher", url="https://e.org/", published=date(2021, 3, 18))
    claim = Claim("slug", "The library of Erewhon closed", Rating.TRUE, (Citation(source, "It “closed”."),))

    description = body(sources_card(claim))["embeds"][0].description

    assert description is not None
    assert description.endswith("- [Title](<https://e.org/>), Publisher, 18 March 2021\n  “It “closed”.”")


def test_an_archived_copy_stands_in_for_an_address_that_is_not_known() -> None:
    source = Source("k", "Title", "Publisher", archive_url="https://archive.example/1")
    claim = Claim("slug", "The library of Erewhon closed", Rating.TRUE, (Citation(source),))

    assert "[Title](<https://archive.example/1>)" in str(body(sources_card(claim))["embeds"][0].description)


@pytest.mark.parametrize(
    ("markdown", "most", "cut"),
    [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("ab\\*cd", 4, "ab…"), ("a bcd", 3, "a…")],
)
def test_a_line_is_never_cut_inside_an_escape(markdown: str, most: int, cut: str) -> None:
    assert clipped(markdown, most) == cut


@given(st.lists(st.text(max_size=50)), st.integers(min_value=10, max_value=200))
def test_what_fits_is_shown_whole_and_the_rest_is_hinted_at(lines: list[str], most: int) -> None:
    shown = fitted(lines, most)

    assert len(shown) <= most
    assert shown == "\n".join(lines).lstrip("\n") or shown.endswith("…")
