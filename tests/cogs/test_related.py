"""A post about the matter of a claim, where it cannot be told whether both say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims_db.actors import Actor
from claims_db.files.pack import write_pack
from claims_db.store.servers import Mode
from claims_db.values import Pack, Rating

from ..large_store import LIGHTHOUSE, PACK, POST, claims
from ..world import World, only, opening, shown


async def stock(world: World, folder: Path, rating: Rating = Rating.FALSE) -> None:
    """Let the server see the large store."""
    file = folder / "coast.json"
    file.write_text("".join(write_pack(Pack(PACK, "The coast"), claims(rating))), encoding="utf-8")
    await world.bot.claims.import_file(file, actor=Actor.on_discord(1))
    await world.bot.claims.servers.subscribe(world.guild.id, PACK, actor=Actor("keeper"))


async def test_the_claim_is_shown_with_its_rating_and_source_and_no_verdict(world: World, tmp_path: Path) -> None:
    await stock(world, tmp_path)
    await world.watch()

    await world.member.send(world.channel, POST)

    reply = only(world.said())
    assert opening(reply) == (
        "A claim in the store is about this, rated false. I cannot tell whether both say the same."
    )
    assert f"**{LIGHTHOUSE.text}**" in shown(reply)
    assert "Did a pelican ring the Skarrow fog bell?, Harbour Gazette" in shown(reply)
    assert reply.flags.suppress_notifications


@pytest.mark.parametrize(
    ("mode", "rating", "speaks"),
    [
        pytest.param(Mode.ALL, Rating.TRUE, True, id="all, true"),
        pytest.param(Mode.CORRECTIONS, Rating.TRUE, False, id="corrections, true"),
        pytest.param(Mode.CORRECTIONS, Rating.UNPROVEN, False, id="corrections, unproven"),
        pytest.param(Mode.CORRECTIONS, Rating.MISLEADING, True, id="corrections, misleading"),
        pytest.param(Mode.CORRECTIONS, Rating.FALSE, True, id="corrections, false"),
        pytest.param(Mode.ON_REQUEST, Rating.FALSE, False, id="on request"),
    ],
)
async def test_only_a_rejected_claim_corrects_anything(
    world: World, tmp_path: Path, mode: Mode, rating: Rating, *, speaks: bool
) -> None:
    await stock(world, tmp_path, rating)
    await world.watch(mode)

    await world.member.send(world.channel, POST)

    assert bool(world.said()) is speaks


async def test_who_asks_sees_it_too_and_why(world: World, tmp_path: Path) -> None:
    await stock(world, tmp_path)

    answer = await world.member.slash(world.channel, "check", text=POST)
    assert "is about this, rated false" in shown(answer.response)

    await world.member.send(world.channel, f"{world.mention} {POST}")
    why = await world.member.click(only(world.said()[-1:]), label="Why this?")
    assert "no other claim comes close" in shown(why.response)
