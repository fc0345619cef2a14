"""People and places on a simulated Discord, with the real bot among them."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar, cast

import discord
import simcord
from simcord import components, interactions
from simcord.backend import serializers

from bot.client import Footnote
from claims_db.actors import Actor
from claims_db.claims.slugs import slug_of
from claims_db.store.servers import Mode
from claims_db.values import Citation, Claim, Rating, Source

T = TypeVar("T")
# https://discord.com/developers/docs/components/reference#component-object-component-types
_BUTTON, _TEXT = 2, 10
WRONG_NUMBER = "11 tech companies were fined for breaking China's anti-monopoly rules"
TRUE = "China banned Clubhouse"
NO_MATCH = "My neighbour baked a lemon cake on Sunday"
MODERATING = discord.Permissions(manage_messages=True)


class World:
    """A server with one channel, a member and a moderator."""

    def __init__(self, env: simcord.Env, name: str = "Test server") -> None:
        self.env = env
        self.guild = env.create_guild(name)
        self.channel = self.guild.create_text_channel("general")
        self.member = self.guild.add_member(env.create_user(f"member of {name}"))
        self.moderators = self.guild.create_role("moderators", permissions=MODERATING)
        self.moderator = self.guild.add_member(env.create_user(f"moderator of {name}"), roles=[self.moderators])

    @property
    def bot(self) -> Footnote:
        """The bot that runs now; another one after a restart."""
        return cast(Footnote, self.env.bot)

    @property
    def mention(self) -> str:
        """What names the bot in a message."""
        return f"<@{self.bot.me.id}>"

    def own_role(self) -> str:
        """What mentions the role that Discord makes for each bot; SimCord has it, and does not say whose it is."""
        role = self.guild.roles["TestBot"]
        payload = serializers.role_payload(role._role)
        tagged = {**payload, "tags": {"bot_id": str(self.bot.me.id)}}
        self.env.backend.emit("GUILD_ROLE_UPDATE", {"guild_id": str(self.guild.id), "role": tagged})
        return role.mention

    async def watch(self, mode: Mode = Mode.ALL, channel: simcord.ChannelHandle | None = None) -> None:
        """Let the bot watch the channel."""
        await self.bot.claims.servers.set_mode(self.guild.id, (channel or self.channel).id, mode, actor=Actor("test"))

    def set_system_channel(self, channel: simcord.ChannelHandle) -> None:
        """Make a channel the one where Discord itself greets people."""
        self.env.backend.edit_guild(self.guild.id, {"system_channel_id": channel.id})

    def closed(self, name: str, **denied: bool) -> simcord.ChannelHandle:
        """A channel where the bot may not do something."""
        me = self.guild.me
        assert me is not None
        return self.guild.create_text_channel(name, overwrites={me: discord.PermissionOverwrite(**denied)})

    async def add_claim(self, text: str, rating: Rating = Rating.TRUE, slug: str = "") -> Claim:
        """A claim of this server's own."""
        source = Source("gazette", "What happened in Erewhon", "The Erewhon Gazette", published=date(2021, 5, 1))
        scope = self.bot.claims.scope(self.guild.id)
        claim = Claim(slug or slug_of(text), text, rating, (Citation(source),), pack=scope.own)
        return await self.bot.claims.add(claim, actor=Actor.on_discord(1))

    async def own_claims(self) -> list[Claim]:
        """The server's own claims."""
        scope = self.bot.claims.scope(self.guild.id)
        return [claim for claim in await self.bot.claims.claims(scope) if claim.pack == scope.own]

    async def press_twice(
        self, actor: simcord.MemberActor, message: discord.Message, label: str
    ) -> list[simcord.InteractionResult]:
        """Press a button again before the bot has answered the first time."""
        button = next(button for button in buttons(message) if button["label"] == label)
        data = {"custom_id": button["custom_id"], "component_type": button["type"]}
        pressed = []
        for _ in range(2):
            record, payload = interactions.base_payload(
                self.env.backend, type=3, channel_id=message.channel.id, guild_id=self.guild.id, user_id=actor.id,
                data=data,
            )  # fmt: skip
            record.source_message_id = message.id
            self.env.backend.emit("INTERACTION_CREATE", {**payload, "message": self.payload(message)})
            pressed.append(simcord.InteractionResult(self.env, record))
        await self.env.settle()
        return pressed

    def slow_down(self, method: str = "POST") -> None:
        """Let Discord take its time over every message that the bot sends, or, with PATCH, edits."""
        send = self.bot.http.request

        async def slowly(route: discord.http.Route, **options: Any) -> Any:
            until = time.perf_counter() + 0.05
            # A timer or an event would be SimCord's to turn.
            while route.method == method and time.perf_counter() < until:  # noqa: ASYNC110 - see above
                await asyncio.sleep(0)
            return await send(route, **options)

        self.bot.http.request = slowly  # type: ignore[method-assign]  # the network, not our code

    def payload(self, message: discord.Message) -> dict[str, Any]:
        """A message as Discord sends it."""
        stored = self.env.backend.get_message(message.channel.id, message.id)
        return dict(serializers.message_payload(self.env.backend, stored))

    def forget_message(self, message: discord.Message) -> None:
        """Delete a message while the bot hears nothing of it."""
        del self.env.backend.messages[message.channel.id][message.id]

    async def hears(self, text: str) -> None:
        """Let the member write something in the channel, even longer than 2,000 characters, as subscribers may."""
        message = self.env.backend.create_message(self.channel.id, self.member.id, "…")
        await self.env.settle()
        payload = serializers.message_payload(self.env.backend, message)
        self.env.backend.emit("MESSAGE_CREATE", {**payload, "id": str(message.id + 1), "content": text})
        await self.env.settle()

    async def restart(self) -> None:
        """Stop the bot and start another one on the same database."""
        before = self.bot
        await self.env.restart_bot(Footnote(before.settings))
        await before.close()

    def said(self, channel: simcord.ChannelHandle | None = None) -> list[discord.Message]:
        """What the bot said in the channel for everybody to see."""
        history = (channel or self.channel).history()
        return [each for each in history if each.author.id == self.bot.me.id and not each.flags.ephemeral]

    def bodies(self, method: str, ending: str) -> list[object]:
        """The bodies of the bot's requests to paths that end so."""
        return [each.json for each in self.env.http_requests if each.method == method and each.path.endswith(ending)]


def panel_text(message: discord.Message | simcord.ResponseMessage | None) -> str:
    """All that a message made of components says, in reading order."""
    return "\n".join(part["content"] for part in parts(message) if part["type"] == _TEXT)


def parts(message: discord.Message | simcord.ResponseMessage | None) -> list[dict[str, Any]]:
    """A message's components as Discord keeps them, nested ones too."""
    assert message is not None
    rows: list[Any] = [row if isinstance(row, dict) else row.to_dict() for row in message.components]
    return list(components.walk_components(rows))


def control(message: discord.Message | simcord.ResponseMessage | None, name: str) -> dict[str, Any]:
    """One control of the settings panel."""
    return only([part for part in parts(message) if part.get("custom_id", "").startswith(f"footnote:set:{name}")])


def chosen(message: discord.Message | simcord.ResponseMessage | None, name: str) -> list[str]:
    """What a control of the settings panel shows as chosen: values of options, or ids."""
    select = control(message, name)
    defaults = [str(each["id"]) for each in select.get("default_values", [])]
    return defaults + [option["value"] for option in select.get("options", []) if option.get("default")]


def only(things: Sequence[T]) -> T:
    """The one that there is."""
    assert len(things) == 1
    return things[0]


def shown(message: discord.Message | simcord.ResponseMessage | None) -> str:
    """All that a message shows, in reading order, but for the word of a verdict above it and what underlines."""
    assert message is not None
    if message.content or message.embeds:
        return "\n".join([message.content, *(embed.description or "" for embed in message.embeds)])
    texts = [part["content"].replace("__", "") for part in parts(message) if part["type"] == _TEXT]
    first, *blocks = texts or [""]
    bare = re.sub(r"^\*\*(.*)\*\*$", r"\1", re.sub(r"^### .*\n", "", first))
    return "\n".join([bare, *(["\n\n".join(blocks)] if blocks else [])])


def opening(message: discord.Message | simcord.ResponseMessage | None) -> str:
    """The sentence that a message opens with."""
    return shown(message).partition("\n")[0]


def word_above(message: discord.Message | simcord.ResponseMessage | None) -> str:
    """The word for the verdict above a card."""
    found = re.match(r"### (.*)\n", panel_text(message))
    return found[1] if found else ""


def labels(message: discord.Message | simcord.ResponseMessage | None) -> list[str]:
    """The labels of a message's buttons."""
    assert message is not None
    return [str(button.get("label")) for button in buttons(message)]


def buttons(message: discord.Message | simcord.ResponseMessage) -> list[dict[str, Any]]:
    """A message's buttons as Discord keeps them."""
    return [part for part in parts(message) if part["type"] == _BUTTON]
