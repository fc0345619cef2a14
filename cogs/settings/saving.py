"""What each control of the settings panel saves. Gives back a word for the panel where something is to be said."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import discord
from discord import ui

from bot.client import Footnote
from bot.discord.buttons import actor, footnote
from bot.words import settings_text
from claims_db.actors import BOT, Actor
from claims_db.errors import NotFoundError
from claims_db.store.servers import Mode, SettingsChange

AS_OTHERS = "as-others"
CARD, LINE = "card", "line"

Saved = tuple[SettingsChange, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose: `item` is the control as the panel showed it, with what was chosen now in it."""

    interaction: discord.Interaction
    guild: discord.Guild
    item: ui.Item[Any]
    channel_id: int | None = None

    @property
    def bot(self) -> Footnote:
        """The bot that was asked."""
        return footnote(self.interaction)

    @property
    def actor(self) -> Actor:
        """Who chose."""
        return actor(self.interaction)

    @property
    def values(self) -> list[str]:
        """What was chosen among written options, as far as it was among them."""
        return self.item.values if isinstance(self.item, ui.Select) else []


class RefusedError(Exception):
    """A choice that cannot be saved; the sentence says why."""


Saver = Callable[[Choice], Awaitable[Saved]]


async def set_mode(choice: Choice) -> Saved:
    """The mode of one channel."""
    channel = choice.guild.get_channel(choice.channel_id or 0)
    if channel is None:
        raise RefusedError(settings_text.CHANNEL_GONE)
    chosen = choice.values[0]
    mode = None if chosen == AS_OTHERS else Mode(chosen)
    return await choice.bot.claims.servers.set_mode(choice.guild.id, channel.id, mode, actor=choice.actor)


async def set_default_mode(choice: Choice) -> Saved:
    """The mode of channels without one of their own."""
    return await choice.bot.claims.servers.set_default_mode(choice.guild.id, Mode(choice.values[0]), actor=choice.actor)


async def set_style(choice: Choice) -> Saved:
    """One line or a full card."""
    quiet = choice.values[0] == LINE
    return await choice.bot.claims.servers.change_desk(
        choice.guild.id, lambda desk: replace(desk, quiet=quiet), actor=choice.actor
    )


async def set_cooldown(choice: Choice) -> Saved:
    """The time between two answers on one claim."""
    chosen = timedelta(seconds=int(choice.values[0]))
    return await choice.bot.claims.servers.set_cooldown(choice.guild.id, chosen, actor=choice.actor)


async def set_packs(choice: Choice) -> Saved:
    """The packs: what was added and taken away here, so that another moderator's choice meanwhile is kept."""
    item = choice.item
    if not isinstance(item, ui.Select):
        return ()
    shown = {option.value for option in item.options if option.default}
    saved: Saved = ()
    claims = choice.bot.claims
    for slug in sorted(shown ^ set(item.values)):
        change = claims.servers.unsubscribe if slug in shown else claims.servers.subscribe
        try:
            saved += await change(choice.guild.id, slug, actor=choice.actor)
        except NotFoundError as error:
            raise RefusedError(str(error)) from error
    return saved


async def set_roles(choice: Choice) -> Saved:
    """The roles that moderate: what was added and taken away here."""
    item = choice.item
    if not isinstance(item, ui.RoleSelect):
        return ()
    shown = {default.id for default in item.default_values}
    chosen = {role.id for role in item.values}
    if choice.guild.id in chosen:
        raise RefusedError(settings_text.EVERYONE_IS_NO_ROLE)
    return await choice.bot.claims.servers.change_desk(
        choice.guild.id,
        lambda desk: replace(desk, roles=(desk.roles | (chosen - shown)) - (shown - chosen)),
        actor=choice.actor,
    )


async def set_log(choice: Choice) -> Saved:
    """The channel that hears of changes; none where nothing was chosen."""
    item = choice.item
    chosen = item.values[0].id if isinstance(item, ui.ChannelSelect) and item.values else None
    if chosen is not None and choice.guild.get_channel(chosen) is None:
        raise RefusedError(settings_text.CHANNEL_GONE)
    return await choice.bot.claims.servers.change_desk(
        choice.guild.id, lambda desk: replace(desk, log_channel=chosen), actor=choice.actor
    )


async def switch_approval(choice: Choice) -> Saved:
    """Second approval, to what the button says, whatever was pressed elsewhere meanwhile."""
    wanted = isinstance(choice.item, ui.Button) and choice.item.label == settings_text.SWITCH_ON
    return await choice.bot.claims.servers.change_desk(
        choice.guild.id, lambda desk: replace(desk, second_approval=wanted), actor=choice.actor
    )


SAVERS: dict[str, Saver] = {
    "mode": set_mode,
    "default": set_default_mode,
    "style": set_style,
    "cooldown": set_cooldown,
    "packs": set_packs,
    "roles": set_roles,
    "log": set_log,
    "approval": switch_approval,
}


async def forget_gone(bot: Footnote, guild: discord.Guild) -> list[str]:
    """Forget what was set for channels and roles that were removed; what to say of it."""
    settings = bot.claims.servers.settings(guild.id)
    channels = [each for each in settings.channels if guild.get_channel(each) is None]
    roles = {each for each in settings.desk.roles if guild.get_role(each) is None}
    log = settings.desk.log_channel
    logless = log is not None and guild.get_channel(log) is None
    for channel_id in channels:
        await bot.claims.servers.set_mode(guild.id, channel_id, None, actor=BOT)
    if roles or logless:
        await bot.claims.servers.change_desk(
            guild.id,
            lambda desk: replace(
                desk,
                roles=desk.roles - roles,
                log_channel=None if logless and desk.log_channel == log else desk.log_channel,
            ),
            actor=BOT,
        )
    words = [settings_text.channels_gone(len(channels))] if channels else []
    words += [settings_text.roles_gone(len(roles))] if roles else []
    return words + ([settings_text.LOG_GONE] if logless else [])
