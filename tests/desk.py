"""Moderators at work on claims: forms filled in by the labels of their fields, and previews pressed on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import simcord
from simcord import interactions

from bot.words import claim_text

from .world import World

LIBRARY = "The town library of Erewhon closed its doors"
FIELDS = {
    claim_text.CLAIM: LIBRARY,
    claim_text.RATING: "false",
    claim_text.SOURCE: "Library stays open | The Erewhon Gazette",
    claim_text.ADDRESS: "https://example.org/library_(2021)",
    claim_text.DATE: "2021-05-01",
}


def fields(opened: simcord.InteractionResult) -> dict[str, str]:
    """What stands in the form that was opened, by the labels of its fields."""
    return {label["label"]: _value(label["component"]) for label in _labels(opened)}


async def send(
    world: World, opened: simcord.InteractionResult, typed: dict[str, str] | None = None
) -> simcord.InteractionResult:
    """Send the form as it stands, with what was typed in some of its fields."""
    values = fields(opened) | (typed or {})
    sent = {
        label["component"]["custom_id"]: [values[label["label"]]]
        if label["component"]["type"] == 3
        else values[label["label"]]
        for label in _labels(opened)
    }
    return await world.moderator.submit_modal(opened, sent)


async def send_twice(
    world: World, opened: simcord.InteractionResult, typed: dict[str, str]
) -> tuple[simcord.ResponseMessage, simcord.ResponseMessage]:
    """Send the form again before the bot has answered the first time."""
    backend = world.env.backend
    emit, again = backend.emit, []

    def emit_twice(event: str, payload: Mapping[str, Any]) -> None:
        backend.emit = emit  # type: ignore[method-assign]  # the network, not our code
        emit(event, payload)
        record, second = interactions.base_payload(
            backend, type=5, channel_id=world.channel.id, guild_id=world.guild.id, user_id=world.moderator.id,
            data=payload["data"],
        )  # fmt: skip
        again.append(simcord.InteractionResult(world.env, record))
        emit(event, second)

    backend.emit = emit_twice  # type: ignore[method-assign]  # the network, not our code
    first = await send(world, opened, typed)
    return response(first), response(again[0])


async def previewed(world: World, typed: dict[str, str] | None = None) -> simcord.ResponseMessage:
    """What the moderator sees after filling in the form of a new claim."""
    opened = await world.moderator.slash(world.channel, "claim add")
    return response(await send(world, opened, FIELDS | (typed or {})))


def response(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """What came back; nobody else sees it."""
    assert result.response is not None
    assert result.response.flags.ephemeral
    return result.response


def _labels(opened: simcord.InteractionResult) -> list[dict[str, Any]]:
    assert opened.modal is not None
    return list(opened.modal["components"])


def _value(component: dict[str, Any]) -> str:
    chosen = next((option["value"] for option in component.get("options", ()) if option.get("default")), "")
    return component.get("value") or chosen
