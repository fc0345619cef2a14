"""The settings of a server as one panel: everything that is set, and the controls that set it.

What a control needs stands in its id, so a panel works after a restart too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import discord
from discord import ui

from bot.client import Footnote
from bot.discord.buttons import footnote, moderates_server, refusal, tell
from bot.discord.delivery import may_write
from bot.discord.incidents import guarded
from bot.discord.log_channel import post_settings
from bot.discord.replies import ACCENT
from bot.words import settings_text
from bot.words.answer_text import shortened
from bot.words.markdown import plain
from claims_db.store.servers import Mode
from cogs.settings.saving import AS_OTHERS, CARD, LINE, SAVERS, Choice, RefusedError, forget_gone

# https://discord.com/developers/docs/components/reference#string-select
MOST_OPTIONS = 25
LONGEST_LABEL = 100
MOST_ROLES = 10
MOST_CHANNELS_LISTED = 20
# No channel has this id, so it has the mode of those without one of their own.
NO_CHANNEL = 0
HOURS = (0, 0.5, 1, 3, 6, 12, 24, 72, 168, 720)
# Those that messages are written in; threads go by theirs.
WATCHABLE = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.forum,
]
LOGGABLE = [discord.ChannelType.text, discord.ChannelType.news]


async def panel(
    bot: Footnote, guild: discord.Guild, words: Iterable[str], channel_id: int | None = None
) -> ui.LayoutView:
    """The panel; `words` is what there is to say, `channel_id` the channel whose mode is being set."""
    box = ui.Container[ui.LayoutView](accent_colour=ACCENT)
    held = await bot.claims.held(bot.claims.scope(guild.id))
    for part in _parts(bot, guild, words, channel_id, held):
        box.add_item(part)
    view = ui.LayoutView(timeout=None)
    view.add_item(box)
    return view


def _parts(
    bot: Footnote, guild: discord.Guild, words: Iterable[str], channel_id: int | None, held: Mapping[str, int]
) -> Iterator[ui.Item[ui.LayoutView]]:
    desk, every = bot.claims.servers.settings(guild.id).desk, bot.claims.servers.mode(guild.id, NO_CHANNEL)
    yield _text(settings_text.TITLE, [settings_text.SAVED_AT_ONCE, *words, *_warnings(bot, guild)])
    yield _text(settings_text.WATCHING, _modes(bot, guild))
    yield _row(_channel_select(guild, channel_id))
    if channel_id is not None and guild.get_channel(channel_id):
        yield _row(_mode_select(bot, guild, channel_id))
    yield _row(_select("default", settings_text.PICK_DEFAULT, _mode_options(every, settings_text.OTHER_CHANNELS)))
    yield _text(settings_text.ANSWERS, [])
    yield _row(_select("style", settings_text.PICK_STYLE, _style_options(quiet=desk.quiet)))
    yield _row(
        _select("cooldown", settings_text.PICK_COOLDOWN, _cooldown_options(bot.claims.servers.cooldown(guild.id)))
    )
    yield from _packs(bot, guild, held)
    named = sorted(role.name for role in map(guild.get_role, desk.roles) if role)
    also = [settings_text.also_moderate(named), settings_text.HIDDEN_FROM_ROLES] if named else []
    yield _text(settings_text.MODERATORS, [settings_text.MANAGE_MESSAGES, *also])
    yield _row(_role_select(desk.roles))
    yield _text(
        settings_text.APPROVAL, [settings_text.APPROVAL_ON if desk.second_approval else settings_text.APPROVAL_OFF]
    )
    switch = settings_text.SWITCH_OFF if desk.second_approval else settings_text.SWITCH_ON
    yield _row(ui.Button(custom_id="footnote:set:approval", label=switch))
    log = guild.get_channel(desk.log_channel or NO_CHANNEL)
    yield _text(settings_text.LOG, [settings_text.logged_in(f"#{log.name}") if log else settings_text.NO_LOG])
    yield _row(_log_select(log))


def _text(heading: str, lines: Iterable[str]) -> ui.TextDisplay[ui.LayoutView]:
    return ui.TextDisplay("\n".join([f"### {plain(heading)}", *map(plain, lines)]))


def _row(item: ui.Item[Any]) -> ui.ActionRow[ui.LayoutView]:
    return ui.ActionRow[ui.LayoutView]().add_item(Control(item))


def _warnings(bot: Footnote, guild: discord.Guild) -> Iterator[str]:
    """What is set and cannot be done."""
    settings = bot.claims.servers.settings(guild.id)
    modes = {*settings.channels.values(), bot.claims.servers.mode(guild.id, NO_CHANNEL)}
    if not bot.intents.message_content and modes != {Mode.ON_REQUEST}:
        yield settings_text.CANNOT_READ
    log = guild.get_channel(settings.desk.log_channel or NO_CHANNEL)
    if log is not None and not _writes(guild, log):
        yield settings_text.log_closed(f"#{log.name}")


def _writes(guild: discord.Guild, channel: discord.abc.GuildChannel) -> bool:
    return may_write(channel.permissions_for(guild.me), channel)


def _modes(bot: Footnote, guild: discord.Guild) -> Iterator[str]:
    """Each channel that has a mode of its own, and the rest."""
    set_here = bot.claims.servers.settings(guild.id).channels
    listed = [(channel, set_here[channel.id]) for channel in guild.channels if channel.id in set_here]
    for channel, mode in listed[:MOST_CHANNELS_LISTED]:
        line = settings_text.channel_mode(f"#{channel.name}", mode)
        silent = mode is not Mode.ON_REQUEST and not _writes(guild, channel)
        yield f"{line} ({settings_text.NO_WRITING})" if silent else line
    if len(listed) > MOST_CHANNELS_LISTED:
        yield settings_text.more_channels(len(listed) - MOST_CHANNELS_LISTED)
    yield settings_text.channel_mode(settings_text.OTHER_CHANNELS, bot.claims.servers.mode(guild.id, NO_CHANNEL))


def _channel_select(guild: discord.Guild, channel_id: int | None) -> ui.ChannelSelect[ui.LayoutView]:
    channel = guild.get_channel(channel_id or NO_CHANNEL)
    return ui.ChannelSelect(
        custom_id="footnote:set:channel",
        channel_types=WATCHABLE,
        placeholder=settings_text.PICK_CHANNEL,
        default_values=[channel] if channel else [],
    )


def _mode_select(bot: Footnote, guild: discord.Guild, channel_id: int) -> ui.Select[ui.LayoutView]:
    channel = guild.get_channel(channel_id)
    own = bot.claims.servers.settings(guild.id).channels.get(channel_id)
    others = discord.SelectOption(label=settings_text.AS_OTHERS, value=AS_OTHERS, default=own is None)
    placeholder = settings_text.pick_mode(f"#{channel}")
    return _select(f"mode:{channel_id}", placeholder, [others, *_mode_options(own, f"#{channel}")])


def _mode_options(chosen: Mode | None, where: str) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=shortened(settings_text.channel_mode(where, mode), LONGEST_LABEL),
            value=mode.value,
            default=mode is chosen,
        )
        for mode in Mode
    ]


def _select(
    name: str, placeholder: str, options: list[discord.SelectOption], *, several: bool = False
) -> ui.Select[ui.LayoutView]:
    return ui.Select(
        custom_id=f"footnote:set:{name}",
        placeholder=placeholder,
        options=options,
        min_values=0 if several else 1,
        max_values=len(options) if several else 1,
    )


def _style_options(*, quiet: bool) -> list[discord.SelectOption]:
    option = discord.SelectOption
    return [
        option(label=settings_text.FULL_CARD, description=settings_text.FULL_CARD_HINT, value=CARD, default=not quiet),
        option(label=settings_text.ONE_LINE, description=settings_text.ONE_LINE_HINT, value=LINE, default=quiet),
    ]


def _cooldown_options(chosen: timedelta) -> list[discord.SelectOption]:
    """The usual times, and the one that is set where it is another."""
    offered = sorted({*(timedelta(hours=each) for each in HOURS), chosen})
    return [
        discord.SelectOption(
            label=settings_text.cooldown(each), value=str(int(each.total_seconds())), default=each == chosen
        )
        for each in offered
    ]


def _packs(bot: Footnote, guild: discord.Guild, held: Mapping[str, int]) -> Iterator[ui.Item[ui.LayoutView]]:
    """The packs of the host, those first that the server answers from; Discord's list has room for 25."""
    seen = bot.claims.scope(guild.id).packs
    packs = sorted(bot.claims.packs(), key=lambda pack: (pack.slug not in seen, pack.slug))
    packs = [pack for pack in packs if len(pack.slug) <= LONGEST_LABEL]
    own = settings_text.own_claims(held[bot.claims.scope(guild.id).own])
    more = [settings_text.more_packs(len(packs) - MOST_OPTIONS)] if len(packs) > MOST_OPTIONS else []
    yield _text(settings_text.PACKS, [own, *more])
    options = [
        discord.SelectOption(
            label=shortened(pack.title, LONGEST_LABEL),
            description=settings_text.pack_size(pack.slug, held.get(pack.slug)),
            value=pack.slug,
            default=pack.slug in seen,
        )
        for pack in packs[:MOST_OPTIONS]
    ]
    if options:
        yield _row(_select("packs", settings_text.PICK_PACKS, options, several=True))


def _role_select(roles: Iterable[int]) -> ui.RoleSelect[ui.LayoutView]:
    return ui.RoleSelect(
        custom_id="footnote:set:roles",
        placeholder=settings_text.PICK_ROLES,
        min_values=0,
        max_values=MOST_ROLES,
        default_values=[
            discord.SelectDefaultValue(id=each, type=discord.SelectDefaultValueType.role) for each in roles
        ],
    )


def _log_select(log: discord.abc.GuildChannel | None) -> ui.ChannelSelect[ui.LayoutView]:
    return ui.ChannelSelect(
        custom_id="footnote:set:log",
        channel_types=LOGGABLE,
        placeholder=settings_text.PICK_LOG,
        min_values=0,
        default_values=[log] if log else [],
    )


class Control(ui.DynamicItem[ui.Item[Any]], template=r"footnote:set:(?P<what>[a-z]+)(?::(?P<channel>\d+))?"):
    """One control of the panel."""

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: ui.Item[Any], __: re.Match[str], /) -> Control:
        """The control as the panel showed it, also one of an older process."""
        return cls(item)

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Save what was chosen, and show the panel as everything is now."""
        await interaction.response.defer()
        guild = interaction.guild
        if guild is None or not moderates_server(interaction):
            await tell(interaction, refusal(interaction))
            return
        bot, match = footnote(interaction), self.template.fullmatch(self.custom_id)
        what, channel = (match["what"], match["channel"]) if match else ("", None)
        words = await forget_gone(bot, guild)
        if what == "channel":
            shown = self.item.values[0].id if isinstance(self.item, ui.ChannelSelect) else None
        else:
            shown = int(channel) if channel else None
            words += await _save(what, Choice(interaction, guild, self.item, shown))
        await interaction.edit_original_response(view=await panel(bot, guild, words, shown))


async def _save(what: str, choice: Choice) -> list[str]:
    """Save and tell the log channel; the words of a choice that cannot be saved."""
    try:
        changes = await SAVERS[what](choice)
    except RefusedError as refused:
        return [str(refused)]
    await post_settings(choice.bot, choice.guild, choice.interaction.user, changes)
    return []
