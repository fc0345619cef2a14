"""How an answer reaches Discord: as a reply, in plain text where embeds are not allowed, or not at all."""

from __future__ import annotations

import logging

import discord

from bot.cards.answer_cards import Card, short_card
from bot.client import Footnote
from bot.conversation import Answer
from bot.discord.addressing import addressed
from bot.discord.buttons import answer_buttons, no_buttons, quiet_buttons
from bot.discord.replies import Body, body
from claims_db.store.replies import Reply

log = logging.getLogger(__name__)

# https://discord.com/developers/docs/topics/opcodes-and-status-codes: a form that is not valid, which is what Discord
# says of a reply to a message that was deleted meanwhile.
_INVALID_FORM = 50035


async def respond(interaction: discord.Interaction, card: Card, view: discord.ui.View | None = None) -> discord.Message:
    """Answer a command that was deferred."""
    shown = body(card, embeds=may_embed(interaction))
    return await interaction.followup.send(**shown, view=view or no_buttons(), wait=True)


def may_embed(interaction: discord.Interaction) -> bool:
    """Whether an answer to a command or a button may have an embed."""
    return interaction.guild is None or interaction.app_permissions.embed_links


async def deliver(bot: Footnote, message: discord.Message, answer: Answer, *, unasked: bool) -> None:
    """Reply to a message, and remember the reply by its ids."""
    if unasked and answer.claim:
        bot.claims.replies.note_spoken(message.channel.id, answer.claim, message.created_at)
    sent = await _reply(bot, message, answer, unasked=unasked)
    if sent is not None:
        await _remember(bot, message, sent.id, answer, unasked=unasked)


async def _reply(bot: Footnote, message: discord.Message, answer: Answer, *, unasked: bool) -> discord.Message | None:
    may = permissions(message)
    if not may_write(may, message.channel):
        return None
    shown, view = _looks(bot, message, answer, embeds=may.embed_links)
    send = message.reply if may.read_message_history else message.channel.send
    try:
        return await send(**shown, view=view, silent=unasked)
    except discord.HTTPException as error:
        if isinstance(error, (discord.Forbidden, discord.NotFound)) or error.code == _INVALID_FORM:
            log.info("a reply was not sent: Discord says %s (code %s)", error.status, error.code)
            return None
        raise


async def change(bot: Footnote, message: discord.Message, reply: Reply, answer: Answer) -> None:
    """Put another answer in the place of one that was given."""
    shown, view = _looks(bot, message, answer, embeds=permissions(message).embed_links)
    try:
        shown_before = bot.get_partial_messageable(reply.channel_id).get_partial_message(reply.reply_id)
        await shown_before.edit(**shown, view=view)
    except (discord.NotFound, discord.Forbidden):
        await bot.claims.replies.forget(reply.reply_id)
    else:
        await _remember(bot, message, reply.reply_id, answer, unasked=False)


async def withdraw(bot: Footnote, reply: Reply) -> None:
    """Delete an answer and forget it."""
    channel = bot.get_partial_messageable(reply.channel_id)
    try:
        await channel.get_partial_message(reply.reply_id).delete()
    except (discord.NotFound, discord.Forbidden) as error:
        log.info("a reply was not deleted: Discord says %s (code %s)", error.status, error.code)
    await bot.claims.replies.forget(reply.reply_id)


async def _remember(bot: Footnote, message: discord.Message, reply_id: int, answer: Answer, *, unasked: bool) -> None:
    if answer.verdict:
        bot.answers.reasons.put(reply_id, answer.verdict)
    reply = Reply(
        reply_id, message.id, message.channel.id, message.author.id, answer.claim, answer.label, message.created_at
    )
    await bot.claims.replies.record(reply, unasked=unasked, shown=answer.shown)


def _looks(bot: Footnote, message: discord.Message, answer: Answer, *, embeds: bool) -> tuple[Body, discord.ui.View]:
    """The answer as its server wants it: one line where nobody asked and moderators chose that, else the card."""
    if answer.verdict is None:
        return body(answer.card, embeds=embeds), no_buttons()
    if message.guild and bot.claims.servers.settings(message.guild.id).desk.quiet and not addressed(message, bot.me):
        return body(short_card(answer.card.opening)), quiet_buttons(message.id, message.author.id)
    return body(answer.card, embeds=embeds), answer_buttons(message.id, message.author.id)


def permissions(message: discord.Message) -> discord.Permissions:
    """What the bot may do where the message stands."""
    if message.guild is None:
        return discord.Permissions.all()
    return message.channel.permissions_for(message.guild.me)


def may_write(may: discord.Permissions, channel: object) -> bool:
    """Whether the bot sees the channel and may send messages there."""
    threads = isinstance(channel, discord.Thread | discord.ForumChannel)
    send = may.send_messages_in_threads if threads else may.send_messages
    return may.view_channel and send
