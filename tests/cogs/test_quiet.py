"""Answers of one line, where moderators chose them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.words import settings_text
from claims_db.actors import Actor

from ..world import NO_MATCH, TRUE, WRONG_NUMBER, World, labels, only, shown


async def hush(world: World) -> None:
    await world.watch()
    await world.bot.claims.servers.change_desk(
        world.guild.id, lambda desk: replace(desk, quiet=True), actor=Actor.on_discord(1)
    )


async def test_a_watched_channel_gets_one_line_with_a_button(world: World) -> None:
    await hush(world)

    await world.member.send(world.channel, WRONG_NUMBER)

    line = only(world.said())
    assert shown(line) == "The source says 12, not 11."
    assert labels(line) == ["Show source", "Take back"]


@pytest.mark.parametrize("restarted", [False, True], ids=["same process", "after a restart"])
async def test_the_button_shows_the_card_to_who_presses_it_alone(world: World, *, restarted: bool) -> None:
    await hush(world)
    await world.member.send(world.channel, WRONG_NUMBER)
    if restarted:
        await world.restart()

    result = await world.moderator.click(only(world.said()), label="Show source")

    assert result.ephemeral
    assert shown(result.response).startswith("The source says 12, not 11.\n**")
    assert "**Source" in shown(result.response)
    assert result.response is not None
    why = await world.moderator.click(result.response, label="Why this?")
    assert "Message: 11. Source: 12." in shown(why.response)
    assert len(world.said()) == 1


async def test_the_card_is_shown_without_the_message_too(world: World) -> None:
    await hush(world)
    message = await world.member.send(world.channel, WRONG_NUMBER)
    await world.restart()
    world.forget_message(message)

    result = await world.moderator.click(only(world.said()), label="Show source")

    assert "**Source" in shown(result.response)


async def test_a_claim_that_is_gone_is_told(world: World) -> None:
    claim = await world.add_claim("The town library of Erewhon closed its doors")
    await hush(world)
    await world.member.send(world.channel, claim.text)
    await world.bot.claims.retire(claim.key, actor=Actor.on_discord(1))

    result = await world.member.click(only(world.said()), label="Show source")

    assert shown(result.response) == settings_text.SOURCE_GONE


async def test_a_claim_that_changed_is_shown_as_it_is_now(world: World) -> None:
    claim = await world.add_claim("The town library of Erewhon closed its doors")
    await hush(world)
    await world.member.send(world.channel, claim.text)
    await world.bot.claims.edit(
        claim, replace(claim, text="The town library of Erewhon moved"), actor=Actor.on_discord(1)
    )

    result = await world.member.click(only(world.said()), label="Show source")

    assert "Erewhon moved" in shown(result.response)


async def test_an_edited_message_keeps_its_one_line(world: World) -> None:
    await hush(world)
    message = await world.member.send(world.channel, WRONG_NUMBER)

    await world.member.edit(message, WRONG_NUMBER.replace("11", "10"))

    line = only(world.said())
    assert shown(line) == "The source says 12, not 10."
    assert labels(line) == ["Show source", "Take back"]


async def test_who_asks_gets_the_card(world: World) -> None:
    await hush(world)

    await world.member.send(world.channel, f"{world.mention} {TRUE}")
    await world.member.send(world.channel, f"{world.mention} {NO_MATCH}")

    assert labels(world.said()[0]) == ["Why this?", "Take back"]
    assert "**Source" in shown(world.said()[0])


async def test_other_servers_keep_their_cards(world: World) -> None:
    other = World(world.env, "Other server")
    await hush(world)
    await other.watch()

    await other.member.send(other.channel, TRUE)

    assert labels(only(other.said())) == ["Why this?", "Take back"]
