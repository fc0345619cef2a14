"""Speaking unasked."""

from __future__ import annotations

from ..world import WRONG_NUMBER, World, labels, shown


async def test_a_wrong_number_in_a_watched_channel_is_answered_with_the_right_one(world: World) -> None:
    await world.watch()

    message = await world.member.send(world.channel, WRONG_NUMBER)

    [reply] = world.said()
    assert reply.content == "The source says 12, not 11."
    assert reply.reference is not None
    assert reply.reference.message_id == message.id
    assert "**Twelve technology companies" in shown(reply)
    assert labels(reply) == ["Why this?", "Take back"]
