from __future__ import annotations

import pytest

from claims_db.actors import BOT, COMMAND_LINE, SOMEBODY, STARTER_PACK, Actor


@pytest.mark.parametrize(
    ("stored", "actor"),
    [
        ("discord:4711", Actor.on_discord(4711)),
        ("command line", COMMAND_LINE),
        ("starter pack", STARTER_PACK),
        ("footnote", BOT),
        ("somebody", SOMEBODY),
        ("discord:me", Actor("discord:me")),
        ("a tool of old: 7", Actor("a tool of old: 7")),
    ],
)
def test_what_the_store_names_is_the_actor_and_is_named_so_again(stored: str, actor: Actor) -> None:
    assert Actor.read(stored) == actor
    assert str(actor) == stored


def test_who_had_themselves_taken_out_was_on_discord() -> None:
    assert [each.was_on_discord for each in (Actor.on_discord(1), SOMEBODY, COMMAND_LINE, BOT)] == [
        True, True, False, False,
    ]  # fmt: skip
