"""How an answer reaches Discord: as a reply, or not at all.

A reply is a row in the store before it is sent. Where it is not known what became of it, the row stays, and `ledger`
finds out.
"""

from __future__ import annotations

import logging

import discord

from bot.cards.answer_cards import Card, short_card
from bot.client import Footnote
from bot.discord.addressing import addressed
from bot.discord.buttons import answer_buttons, no_buttons, page_buttons, quiet_buttons
from bot.discord.recovery.failures import cause, mends_by_itself
from bot.discord.replies import body, edited, sent
from bot.places import Answer
from bot.words import discord_text
from claims_db.errors import StoreError
from claims_db.store.deliveries import Delivery
from claims_db.store.replies import Reply

log = logging.getLogger(__name__)

# What hears that a reply is unsettled.
UNSETTLED = "reply_unsettled"
NOT_TAKEN = Answer(short_card(discord_text.NOT_TAKEN))


async def respond(interaction: discord.Interaction, card: Card, view: discord.ui.View | None = None) -> discord.Message:
    """Answer a command that was deferred, in a form that other buttons may change in its place."""
    shown = body(card, embeds=may_embed(interaction))
    return await interaction.followup.send(**shown, view=view or no_buttons(), wait=True)


async def show(interaction: discord.Interaction, card: Card, view: discord.ui.View | None = None) -> discord.Message:
    """Answer a command that was deferred with a card like those in channels."""
    message: discord.Message = await interaction.followup.send(**sent(card, view or no_buttons()), wait=True)
    return message


def may_embed(interaction: discord.Interaction) -> bool:
    """Whether an answer to a command or a button may have an embed."""
    return interaction.guild is None or interaction.app_permissions.embed_links


async def deliver(bot: Footnote, message: discord.Message, answer: Answer, *, unasked: bool) -> None:
    """Reply to a message that has no reply yet; where it has one, or may not be answered, nothing happens."""
    if not may_write(permissions(message), message.channel):
        return
    delivery = _to_be_sent(bot, message, answer, unasked=unasked)
    try:
        begun = await bot.claims.replies.begin(delivery)
    except StoreError:  # said in the log by the store itself; what nobody asked for can wait
        return
    if begun:
        await send(bot, message, answer, delivery)


async def deliver_later(bot: Footnote, message: discord.Message) -> None:
    """Note that somebody asked, where what they ask about could not be read from Discord just now."""
    nothing_yet = Answer(short_card(""))
    if await bot.claims.replies.begin(_to_be_sent(bot, message, nothing_yet, unasked=False)):
        bot.dispatch(UNSETTLED)


def _to_be_sent(bot: Footnote, message: discord.Message, answer: Answer, *, unasked: bool) -> Delivery:
    return Delivery(
        message.id, message.channel.id, message.author.id, answer.claim, answer.label, message.created_at, unasked,
        bot.nonces.next(), discord.utils.utcnow(),
    )  # fmt: skip


async def send(bot: Footnote, message: discord.Message, answer: Answer, delivery: Delivery) -> None:
    """Send a reply that is written down, and write down what became of it.

    Where Discord refuses what somebody asked for, they get a plain sentence, which may pass where a card does not.
    """
    try:
        sent = await _reply(bot, message, answer, delivery)
    except Exception as error:
        if mends_by_itself(error):
            log.warning("a reply is tried again: %s", cause(error))
            bot.dispatch(UNSETTLED)
            return
        await bot.claims.replies.unsent(delivery)
        if not isinstance(error, discord.HTTPException):
            raise
        log.info("a reply was not sent: %s", cause(error))
        nowhere = isinstance(error, discord.Forbidden | discord.NotFound)
        if not (delivery.unasked or nowhere or answer is NOT_TAKEN):
            await deliver(bot, message, NOT_TAKEN, unasked=False)
    else:
        await _remember(bot, sent, answer, delivery)


async def _reply(bot: Footnote, message: discord.Message, answer: Answer, delivery: Delivery) -> discord.Message:
    post = message.reply if permissions(message).read_message_history else message.channel.send
    return await post(**sent(*_looks(bot, message, answer)), silent=delivery.unasked, nonce=delivery.nonce)


async def _remember(bot: Footnote, sent: discord.Message, answer: Answer, delivery: Delivery) -> None:
    if answer.verdict:
        bot.answers.reasons.put(sent.id, answer.verdict)
    try:
        await bot.claims.replies.sent(delivery, sent.id, answer.shown)
    except StoreError:  # the row that was written before says that it is open
        log.warning("a reply was sent, and is written down later, since the store fails")
        bot.dispatch(UNSETTLED)


async def follow(bot: Footnote, message: discord.Message) -> None:
    """Let what was answered follow what the message says now: another answer, none, or the first one."""
    reply = await bot.claims.replies.to(message.id)
    answer = await bot.answers.to(message, already=reply.claim if reply else None)
    if reply is None:
        if answer is not None:
            await deliver(bot, message, answer, unasked=not addressed(message, bot.me))
    elif answer is None:
        await withdraw(bot, reply)
    else:
        await _change(bot, message, reply, answer)


async def _change(bot: Footnote, message: discord.Message, reply: Reply, answer: Answer) -> None:
    """Put another answer in the place of one that was given."""
    try:
        shown_before = bot.get_partial_messageable(reply.channel_id).get_partial_message(reply.reply_id)
        await shown_before.edit(**edited(*_looks(bot, message, answer)))
    except discord.NotFound:
        await bot.claims.replies.taken_back(reply.reply_id)
    except Exception as error:  # noqa: BLE001 - raised again where it does not come from Discord
        await _put_off(bot, reply, error)
    else:
        if answer.verdict:
            bot.answers.reasons.put(reply.reply_id, answer.verdict)
        changed = Reply(
            reply.reply_id, message.id, message.channel.id, message.author.id, answer.claim, answer.label, reply.at
        )
        await bot.claims.replies.record(changed, unasked=not addressed(message, bot.me), shown=answer.shown)


async def withdraw(bot: Footnote, reply: Reply) -> None:
    """Delete an answer and forget it."""
    channel = bot.get_partial_messageable(reply.channel_id)
    try:
        await channel.get_partial_message(reply.reply_id).delete()
    except discord.NotFound:
        await bot.claims.replies.withdrawn(reply)
    except Exception as error:  # noqa: BLE001 - as above
        await _put_off(bot, reply, error)
    else:
        await bot.claims.replies.withdrawn(reply)


async def _put_off(bot: Footnote, reply: Reply, error: Exception) -> None:
    """A reply does not follow its message: it will once Discord works again, or never, and then stays known."""
    if mends_by_itself(error) and reply.message_id is not None:
        log.warning("a reply follows its message later: %s", cause(error))
        await bot.claims.replies.put_off(Delivery.to_follow(reply, discord.utils.utcnow()))
        bot.dispatch(UNSETTLED)
    elif isinstance(error, discord.HTTPException):
        log.info("a reply does not follow its message: %s", cause(error))
        await bot.claims.replies.settled(reply.message_id or reply.reply_id)
    else:
        raise error


def _looks(bot: Footnote, message: discord.Message, answer: Answer) -> tuple[Card, discord.ui.View]:
    """The answer as its server wants it: one line where nobody asked and moderators chose that, else the card."""
    if answer.verdict is None:
        return answer.card, page_buttons(*answer.page) if answer.page else no_buttons()
    if message.guild and bot.claims.servers.settings(message.guild.id).desk.quiet and not addressed(message, bot.me):
        return short_card(answer.card.opening), quiet_buttons(message.id, message.author.id)
    return answer.card, answer_buttons(answer.verdict, message.id, message.author.id)


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
