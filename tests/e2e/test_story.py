"""One evening on a server, from the hello to a claim of its own, with a restart in the middle."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings
from bot.words import discord_text

from ..cogs.test_welcome import join
from ..desk import LIBRARY, previewed
from ..world import World, opening, shown

UNMISTAKABLE = "Zebras told Wilhelmina that eleven firms fined"


async def test_an_evening_on_a_server(world: World) -> None:
    await join(world)
    await world.moderator.click(world.said()[-1], label="Watch this channel")

    wrong = await world.member.send(world.channel, "eleven firms fined")
    assert opening(world.said()[-1]) == "The source says twelve, not eleven."

    await world.moderator.send(world.channel, "source?", reply_to=world.said()[-1])
    assert opening(world.said()[-1]) == "4 sources speak of this claim."

    await world.restart()
    reasons = await world.moderator.click(world.said()[1], label="Why this?")
    assert "Message: eleven. Source: twelve." in shown(reasons.response)

    await world.member.edit(wrong, "twelve firms fined")
    assert [opening(each) for each in world.said()] == [discord_text.HELLO, "4 sources speak of this claim."]

    saved = await world.moderator.click(await previewed(world), label="Save")
    assert shown(saved.response).startswith("Saved as ")
    await world.member.send(world.channel, LIBRARY)
    assert opening(world.said()[-1]) == "Sources rate this claim as false."

    await world.member.click(world.said()[-1], label="Take back")
    assert len(world.said()) == 2


async def test_nothing_that_people_wrote_is_on_the_disk_or_in_the_log(
    world: World, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    await world.watch()
    message = await world.member.send(world.channel, UNMISTAKABLE)
    await world.member.send(world.channel, f"{world.mention} {UNMISTAKABLE}")
    await world.member.edit(message, f"{UNMISTAKABLE}!")
    await world.member.slash(world.channel, "check", text=UNMISTAKABLE, share=True)
    await world.moderator.context_menu(world.channel, "Check sources", message)
    for status in (400, 503):
        world.env.inject_error("POST", "/channels/*/messages", status=status)
        await world.member.send(world.channel, f"{world.mention} {UNMISTAKABLE}")
    world.env.inject_error("GET", "/channels/*/messages", status=400)
    await world.member.send(world.channel, f"{world.mention} is this true?")
    await world.restart()

    assert "incident " in caplog.text
    written = b"".join(path.read_bytes() for path in on_disk(settings))
    assert b"Zebras" not in written
    assert b"Wilhelmina" not in written
    assert b"member of Test server" not in written
    assert "Zebras" not in caplog.text


def on_disk(settings: Settings) -> list[Path]:
    """The database and what SQLite writes beside it."""
    return [path for path in settings.db.parent.iterdir() if path.is_file()]
