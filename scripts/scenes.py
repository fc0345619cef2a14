"""What is played on the demo's stage for the pictures of the documents."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import Any, cast

import simcord

from bot.client import Footnote
from bot.discord.demo import Stage
from bot.words import claim_text, update_text
from claims_db.actors import Actor
from claims_db.values import Claim, Rating

CLAIM = "Nine reading rooms of the Erewhon town library closed in March 2021"
FILLED_IN = {
    claim_text.CLAIM: CLAIM,
    claim_text.RATING: Rating.TRUE.value,
    claim_text.SOURCE: "Nine rooms closed | The Erewhon Gazette",
    claim_text.ADDRESS: "https://example.org/nine-rooms",
    claim_text.DATE: "2021-03-17",
}


async def nothing_more(stage: Stage) -> None:
    """The demo as it opens."""


async def claim_previewed(stage: Stage) -> None:
    """A moderator has filled in the form; a claim that is there already says something else."""
    await _saved(stage, {claim_text.CLAIM: CLAIM.replace("Nine", "Eight")})
    await _clear(stage)
    await _previewed(stage, "claim add", FILLED_IN)


async def two_at_once(stage: Stage) -> None:
    """Somebody has changed the claim while the moderator edited it."""
    claim = await _saved(stage, {})
    await _clear(stage)
    preview = await _previewed(stage, "claim edit", {claim_text.CLAIM: CLAIM.replace("Nine", "Ten")}, name=claim.slug)
    other = replace(claim, rating=Rating.MOSTLY_TRUE, tags=("library",))
    await _bot(stage).claims.edit(claim, other, actor=Actor.on_discord(stage.member.id))
    _dated(stage)
    await stage.moderator.click(preview, label=claim_text.SAVE_BUTTON)


async def history_shown(stage: Stage) -> None:
    """A claim that was added, changed and retired."""
    claim = await _saved(stage, {})
    preview = await _previewed(stage, "claim edit", {claim_text.CLAIM: CLAIM.replace("Nine", "Ten")}, name=claim.slug)
    await stage.moderator.click(preview, label=claim_text.SAVE_BUTTON)
    await stage.moderator.slash(stage.channel, "claim retire", name=claim.slug)
    await _clear(stage)
    _dated(stage)
    await stage.moderator.slash(stage.channel, "claim history", name=claim.slug)


async def panel_opened(stage: Stage) -> None:
    """The settings of a server that watches a channel, with a log channel."""
    await _clear(stage)
    log = _bot(stage).guilds[0].get_channel(stage.channel.id)
    chosen = log.id if log else None
    await _bot(stage).claims.servers.change_desk(
        _bot(stage).guilds[0].id, lambda desk: replace(desk, log_channel=chosen), actor=Actor("host")
    )
    await stage.moderator.slash(stage.channel, "settings")


async def queue_opened(stage: Stage) -> None:
    """A member's suggestion, as a moderator finds it."""
    await _clear(stage)
    await stage.member.slash(stage.channel, "suggest", text=CLAIM, source="https://example.org/nine-rooms")
    with closing(sqlite3.connect(_bot(stage).settings.db)) as store, store:
        store.execute("UPDATE queue SET at = ?", (stage.env.now().isoformat(),))
    await stage.moderator.slash(stage.channel, "queue")


async def replies_followed(stage: Stage) -> None:
    """A claim was corrected, and the reply that showed it has followed; the moderator sees how it went."""
    claim = await _saved(stage, {})
    await _clear(stage)
    await stage.member.send(stage.channel, CLAIM.replace("Nine", "Ten"))
    preview = await _previewed(stage, "claim edit", {claim_text.CLAIM: CLAIM.replace("Nine", "Ten")}, name=claim.slug)
    saved = await stage.moderator.click(preview, label=claim_text.SAVE_BUTTON)
    _dated(stage)
    if saved.response is None:
        raise RuntimeError("there is no question to be pictured")
    await stage.moderator.click(saved.response, label=update_text.UPDATE_BUTTON)


def _dated(stage: Stage) -> None:
    """Let the store's changes bear the stage's time, so that a new picture differs only where Footnote does."""
    with closing(sqlite3.connect(_bot(stage).settings.db)) as store, store:
        store.execute("UPDATE history SET at = ?", (stage.env.now().isoformat(),))


def _bot(stage: Stage) -> Footnote:
    return cast(Footnote, stage.env.bot)


async def _saved(stage: Stage, typed: dict[str, str]) -> Claim:
    """The claim that the moderator has just added."""
    preview = await _previewed(stage, "claim add", FILLED_IN | typed)
    await stage.moderator.click(preview, label=claim_text.SAVE_BUTTON)
    scope = _bot(stage).claims.scope(_bot(stage).guilds[0].id)
    return next(claim for claim in await _bot(stage).claims.claims(scope) if claim.pack == scope.own)


async def _previewed(stage: Stage, command: str, typed: dict[str, str], **options: str) -> simcord.ResponseMessage:
    """The preview after a form was opened, filled in and sent."""
    opened = await stage.moderator.slash(stage.channel, command, **options)
    sent = await stage.moderator.submit_modal(opened, _values(opened, typed))
    if sent.response is None:
        raise RuntimeError("there is no preview to be pictured")
    return sent.response


def _values(opened: simcord.InteractionResult, typed: dict[str, str]) -> dict[str, Any]:  # Any: texts, and lists
    components = opened.modal["components"] if opened.modal else []
    fields = {label["label"]: label["component"] for label in components}
    values: dict[str, Any] = {}
    for label, field in fields.items():
        chosen = [option["value"] for option in field.get("options", ()) if option.get("default")]
        value = typed.get(label) or field.get("value") or next(iter(chosen), "")
        values[field["custom_id"]] = [value] if "options" in field else value
    return values


async def _clear(stage: Stage) -> None:
    """Take away what was said so far, so that the picture shows one thing."""
    for message in list(stage.env.backend.messages[stage.channel.id].values()):
        stage.env.backend.delete_message(stage.channel.id, message.id)
    await stage.env.settle()


async def questions_answered(stage: Stage) -> None:
    """Somebody asks two questions: a claim answers the first, and none the second."""
    for question in ("when was Clubhouse banned?", "how many users does Tencent have?"):
        await stage.member.send(stage.channel, f"<@{_bot(stage).me.id}> {question}")
