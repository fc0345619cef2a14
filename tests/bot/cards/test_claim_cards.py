from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.cards.answer_cards import Block, Line, Role, claim_block
from bot.cards.claim_cards import alike_block, changes_block, everyday_block, history_card
from bot.terminal.chat.plain import plain, plain_block
from claims_db.actors import COMMAND_LINE, Actor
from claims_db.claims.field_changes import FieldChange
from claims_db.claims.history import Change, ChangeKind
from claims_db.engine.resembling import Resemblance, ResemblanceKind

from ...claims_db.examples import lighthouse

LONG = "a text that is far too long to stand beside another one"

CASES = [
    ("short", FieldChange("rating", "true", "false"), "- rating: was true, is now false"),
    ("long", FieldChange("text", LONG, "a lamp"), f"- text, before: {LONG}\n  now: a lamp"),
    ("added", FieldChange("tag", None, "harbour"), "- tag, added: harbour"),
    ("taken out", FieldChange("tag", "harbour", None), "- tag, taken out: harbour"),
    ("endless", FieldChange("tag", None, "long " * 300), f"- tag, added: {('long ' * 300)[:599].rstrip()}…"),
]


@pytest.mark.parametrize(("change", "shown"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_change_is_told_in_words(change: FieldChange, shown: str) -> None:
    assert plain_block(changes_block([change], "")) == shown


def test_no_change_is_said_to_be_none() -> None:
    assert plain_block(changes_block([])) == "What changes:\nNothing changes."


def test_a_step_says_when_who_and_what() -> None:
    at = datetime(2022, 5, 3, 14, 5, tzinfo=UTC)
    before, after = lighthouse(), replace(lighthouse(), tags=())
    added = Change(1, ChangeKind.ADDED, COMMAND_LINE, at, None, before)
    edited = Change(2, ChangeKind.EDITED, Actor.on_discord(7), at, before, after)
    retired = Change(3, ChangeKind.RETIRED, Actor("import"), at, after, after)
    assert plain(history_card("tower", [added, edited, retired])).splitlines() == [
        "tower",
        "Step 1:",
        "The command line added it, 3 May 2022, 14:05 UTC",
        f"“{before.text}”",
        *plain_block(claim_block(before)).splitlines()[1:],
        "Step 2:",
        "discord:7 changed it, 3 May 2022, 14:05 UTC",
        "- tag, taken out: harbour",
        "Step 3:",
        "Somebody outside Discord (import) retired it, 3 May 2022, 14:05 UTC",
    ]


def test_of_many_differences_the_rest_is_counted() -> None:
    many = [FieldChange("tag", None, f"harbour {number}") for number in range(10)]
    assert len(changes_block(many).lines) == 10
    assert plain_block(changes_block(many, "", most=8)).splitlines()[8:] == ["- and 2 more differences"]


def test_claims_alike_are_named_with_what_they_have_to_do_with_it() -> None:
    found = [
        Resemblance(lighthouse("tower"), 0.9, ResemblanceKind.CONTRADICTS),
        Resemblance(lighthouse("lamp"), 0.9, ResemblanceKind.SAME),
    ]
    [block] = alike_block(found)
    assert plain_block(block).splitlines()[1:] == [
        "- It contradicts tower (rated true): The old lighthouse has two hundred steps.",
        "- It says the same as lamp (rated true): The old lighthouse has two hundred steps.",
        "Add another wording of a claim to its phrasings.",
    ]
    assert alike_block([]) == ()


def test_small_talk_that_it_would_answer_is_quoted_and_counted() -> None:
    assert everyday_block([]) == ()
    [block] = everyday_block([f"line {number}" for number in range(7)])
    assert block.lines[0] == Line("“line 0”", Role.ITEM)
    assert "and 2 more" in block.lines[-1].text
    assert everyday_block(["one"]) == (Block(block.heading, (Line("“one”", Role.ITEM),)),)
