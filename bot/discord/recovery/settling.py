"""Settling one reply whose row says that it is on its way: whether it is there, and what is yet to be done.

A reply may be on Discord although the answer to its request was lost, and may be missing although the row is there. So
it is looked up before it is sent again, under the nonce of the first try, by which Discord knows it for some minutes.
What is said is worked out anew from the message as it is then; its words are never stored.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

import discord

from bot.client import Footnote
from bot.discord.delivery import follow, send, withdraw
from bot.discord.incidents import record
from bot.discord.recovery.failures import cause, mends_by_itself
from bot.discord.recovery.looking import channel_of, found
from claims_db.errors import FootnoteError
from claims_db.store.deliveries import Delivery

log = logging.getLogger(__name__)

# How long a reply is tried for: a later one would come as a surprise.
TRIED_FOR = timedelta(minutes=15)
# A reply stands among the messages right after the one that it answers.
LOOKED_THROUGH = 200


async def settle(bot: Footnote, delivery: Delivery, seen: int | None) -> None:
    """Find out what became of a reply, and send or change it if that is still wanted; else it is tried again, or not.

    `seen` is the number of the reply, where the bot has heard of it since. The caller holds the message's lock. Raises
    StoreError.
    """
    try:
        await _settle(bot, delivery, seen)
    except FootnoteError:
        raise
    except Exception as error:  # noqa: BLE001 - one reply must not hold up the others
        if mends_by_itself(error):
            log.warning("a reply is tried again: %s", cause(error))
        else:
            await give_up(bot, delivery, f"incident {record(error)}")
    left = await bot.claims.replies.delivery(delivery.message_id)
    if left is not None and is_late(left):
        await give_up(bot, left, "Discord failed for too long")


async def _settle(bot: Footnote, delivery: Delivery, seen: int | None) -> None:
    channel = await channel_of(bot, delivery.channel_id)
    message = await found(channel.fetch_message(delivery.message_id)) if channel else None
    reply_id = delivery.reply_id or seen
    if reply_id is None and channel is not None:
        reply_id = await found(standing_reply(bot, channel, delivery.message_id))
    if reply_id is not None:
        if delivery.reply_id is None:
            await bot.claims.replies.sent(delivery, reply_id)
        # What became of its message and its claim meanwhile is not in it yet.
        await (follow(bot, message) if message else withdraw(bot, delivery.stands_as(reply_id)))
    elif message is None:
        await give_up(bot, delivery, "its message is gone, or out of reach")
    else:
        await send_again(bot, message, delivery)


async def standing_reply(bot: Footnote, channel: discord.abc.Messageable, message_id: int) -> int | None:
    """The number of the bot's reply to a message, if there is one; raises what Discord answers."""
    async for each in channel.history(limit=LOOKED_THROUGH, after=discord.Object(message_id), oldest_first=True):
        if each.author.id == bot.me.id and each.reference is not None and each.reference.message_id == message_id:
            return each.id
    return None


async def send_again(bot: Footnote, message: discord.Message, delivery: Delivery) -> None:
    """Send a reply that is not there, as the message is now, if that still wants it."""
    answer = await bot.answers.to(message, already=delivery.claim)
    if answer is None or (delivery.unasked and is_late(delivery)):
        await give_up(bot, delivery, "it is not wanted any more")
        return
    wanted = replace(delivery, claim=answer.claim, label=answer.label)
    if delivery.unasked and wanted.claim != delivery.claim:  # another claim rests now
        await bot.claims.replies.unsent(delivery)
        await bot.claims.replies.begin(wanted)
    await send(bot, message, answer, wanted)


async def give_up(bot: Footnote, delivery: Delivery, why: str) -> None:
    """Try no more: the reply is not there, or stays as it is."""
    log.info("a reply is not tried any more: %s", why)
    if delivery.reply_id is None:
        await bot.claims.replies.unsent(delivery)
    else:
        await bot.claims.replies.settled(delivery.message_id)


def is_late(delivery: Delivery) -> bool:
    """Whether a reply has been tried for as long as replies are tried for."""
    return discord.utils.utcnow() - delivery.begun > TRIED_FOR
