from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.cards.answer_cards import sources_block
from claims_db.health import Health, State
from claims_db.values import Citation, Claim, Rating, Source

DAY = date(2022, 5, 3)
COPY = "https://web.archive.org/web/2022/https://post.example/a"
SOURCE = Source("report", "Harbour report", "The Harbour Post", url="https://post.example/a")
ALIVE = Health(State.ALIVE, State.ALIVE, DAY, DAY, status="200")
GONE = Health(State.GONE, State.GONE, DAY, DAY, 3, DAY, status="404")

CARDS: list[tuple[str, Source, str, str | None]] = [
    ("unknown", SOURCE, "", SOURCE.url),
    ("alive", replace(SOURCE, health=ALIVE), " (checked 3 May 2022)", SOURCE.url),
    ("not reached", replace(SOURCE, health=Health(State.COULD_NOT_CHECK, State.ALIVE, DAY)), "", SOURCE.url),
    (
        "gone, with a copy of the claim's own",
        replace(SOURCE, health=GONE, archive_url=COPY),
        " (archived copy; the page is gone)",
        COPY,
    ),
    (
        "gone, with a copy that was found",
        replace(SOURCE, health=replace(GONE, copy=COPY)),
        " (archived copy; the page is gone)",
        COPY,
    ),
    ("gone, without a copy", replace(SOURCE, health=GONE), " (the page is gone)", SOURCE.url),
    ("no address", replace(SOURCE, url=None, archive_url=COPY), "", COPY),
]


@pytest.mark.parametrize(("source", "noted", "address"), [row[1:] for row in CARDS], ids=[row[0] for row in CARDS])
def test_a_card_says_when_a_page_was_checked_and_leads_to_a_copy_where_it_is_gone(
    source: Source, noted: str, address: str | None
) -> None:
    claim = Claim("steps", "The lighthouse has two hundred steps.", Rating.TRUE, (Citation(source),), pack="harbour")
    (line,) = sources_block(claim).lines
    assert (line.text, line.address) == (f", The Harbour Post{noted}", address)
