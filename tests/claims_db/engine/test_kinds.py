"""What each kind of change to a claim makes of the verdict: the tables are in the folder `kinds`, a file for each.

A line "= …" holds a claim, "= false: …" one that is rated false, "= starter" the starter pack; what follows it are
messages, each behind the verdicts that are right for it, where "nothing" is that the source does not say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claims_db.engine.check import check
from claims_db.engine.index import ClaimIndex
from claims_db.files.pack import parse_json, read_pack
from claims_db.values import Citation, Claim, Label, Message, Rating, Source

FOLDER = Path(__file__).parent / "kinds"
STARTER = Path(__file__).parents[3] / "claims_db" / "starter_pack.json"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GAZETTE = Citation(Source("gazette", "Harbour news", "Harbour Gazette"))
NOTHING = "nothing"


def cases() -> Iterator[object]:
    """Each message with the claim above it and the labels that are right."""
    for file in sorted(FOLDER.glob("*.txt")):
        claim = ""
        for line in filter(None, file.read_text(encoding="utf-8").splitlines()):
            if line.startswith("= "):
                claim = line.removeprefix("= ")
                continue
            labels, _, message = line.partition(": ")
            right = [Label.NOT_ENOUGH_EVIDENCE if one == NOTHING else Label(one) for one in labels.split(" or ")]
            name = re.sub(r"\W+", "-", f"{claim} {message}")
            yield pytest.param(claim, message, right, id=f"{file.stem}: {name}"[:120])


@pytest.fixture(scope="module")
def starter() -> list[Claim]:
    """The claims that every message is checked against besides."""
    return list(read_pack(parse_json(STARTER.read_text(encoding="utf-8"))).claims)


@pytest.mark.parametrize(("text", "message", "right"), list(cases()))
def test_what_the_source_makes_of_it(starter: list[Claim], text: str, message: str, right: list[Label]) -> None:
    pack, claims = starter[0].pack, list(starter)
    if text != "starter":
        rating = Rating.FALSE if text.startswith("false: ") else Rating.TRUE
        claims.append(Claim("one", text.removeprefix("false: "), rating, (GAZETTE,), pack=pack))
    verdict = check(Message(message, NOW), ClaimIndex(claims), {pack})
    assert verdict.label in right
    if verdict.label is not Label.NOT_ENOUGH_EVIDENCE and text != "starter":
        assert verdict.claim is not None
        assert verdict.claim.slug == "one"


def test_the_tables_hold_a_case_of_each_verdict() -> None:
    lines = "\n".join(file.read_text(encoding="utf-8") for file in FOLDER.glob("*.txt"))
    assert all(re.search(rf"^{word}: ", lines, re.MULTILINE) for word in ("supported", "refuted", NOTHING))
