"""Bringing earlier replies up to date, slowly: whoever asks the bot something comes first.

What is left to do stands in the store, so that a restart loses nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import replace

import aiohttp
import discord
from discord import ui

from bot.cards.answer_cards import Card, short_card
from bot.cards.update_cards import updated_answer
from bot.client import Footnote
from bot.discord.addressing import addressed
from bot.discord.buttons import TakeBack, answer_buttons, no_buttons, quiet_buttons
from bot.discord.incidents import record
from bot.discord.recovery.failures import cause, mends_by_itself
from bot.discord.replies import edited
from bot.places import Answer
from bot.words.update_text import finished, one_line
from claims_db.errors import FootnoteError
from claims_db.store.replies import Reply
from claims_db.store.updates import Update

log = logging.getLogger(__name__)

# Discord takes five edits in five seconds in one channel. One in 1.2 seconds leaves room for what people cause.
PACE_SECONDS = 1.2
MOST_AT_ONCE = 5
# After Discord failed by itself, or cannot be reached.
REST_SECONDS = 30.0
# A quarter of an hour, as for every reply.
MOST_FAILURES = 30
STOPPING_SECONDS = 5.0
# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
_UNKNOWN_CHANNEL = 10003
_MISSING_ACCESS = 50001


class Updater:
    """Works off what the store says is wanted, channel beside channel, in each one reply after the other."""

    def __init__(self, bot: Footnote) -> None:
        self._bot = bot
        self.pace = PACE_SECONDS
        self._slots = asyncio.Semaphore(MOST_AT_ONCE)
        self._run: asyncio.Task[None] | None = None
        self._round: asyncio.Future[list[None]] | None = None
        self._again = False
        self._rest = False
        self._failures: Counter[int] = Counter()
        self._told: dict[int, list[tuple[discord.Interaction, discord.Message]]] = {}

    def tell(self, claim: int, interaction: discord.Interaction, sent: discord.Message) -> None:
        """Say in a message that answered somebody when the replies on the claim of that number are done."""
        self._told.setdefault(claim, []).append((interaction, sent))

    def start(self) -> None:
        """Begin, or look again for what is wanted."""
        self._again = True
        if self._run is None or self._run.done():
            self._run = asyncio.create_task(self._until_done())

    async def stop(self) -> None:
        """Finish what is under way and leave the rest to the next start."""
        if self._round is not None:
            await asyncio.wait({self._round}, timeout=STOPPING_SECONDS)
        if self._run is not None:
            self._run.cancel()

    async def _until_done(self) -> None:
        while self._again:
            self._again = False
            try:
                await self._all_rounds()
            except FootnoteError as error:
                log.warning("earlier replies wait, since the store fails: %s", error.for_host)
                await asyncio.sleep(REST_SECONDS)
                self._again = True

    async def _all_rounds(self) -> None:
        updates = self._bot.claims.updates
        while channels := await updates.channels():
            self._rest = False
            self._round = asyncio.gather(*(self._advance(channel_id) for channel_id in channels))
            await self._round
            self._round = None
            await self._tell_who_waits()
            await asyncio.sleep(REST_SECONDS if self._rest else self.pace)

    async def _advance(self, channel_id: int) -> None:
        """Bring the next reply of the channel up to date, or say why it is not: deleted, out of reach, not now."""
        async with self._slots:
            reply = await self._bot.claims.updates.next_reply(channel_id)
            if reply is None:
                return
            try:
                await self._bring(reply)
            except discord.HTTPException as error:
                await (self._try_later(reply) if mends_by_itself(error) else self._pass_over(reply, error))
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                log.warning("earlier replies wait, since Discord cannot be reached: %s", type(error).__name__)
                self._rest = True
            except FootnoteError:
                raise
            except Exception as error:  # noqa: BLE001 - one reply that cannot be drawn must not hold up the others
                record(error)
                await self._bot.claims.updates.skip(reply.reply_id)

    async def _bring(self, reply: Reply) -> None:
        updates = self._bot.claims.updates
        async with self._bot.locks.of(reply.message_id or reply.reply_id):
            update = await updates.load(reply.reply_id)
            if update is None:
                await updates.skip(reply.reply_id)
            elif not update.needed:
                await updates.finish(update, edited=False)
            elif not self._permissions(reply.channel_id).view_channel:
                await updates.skip_channel(reply.channel_id)
            else:
                await self._edit(update)

    async def _edit(self, update: Update) -> None:
        reply = update.reply
        answered = None if update.retired else await self._answered(reply)
        again = await self._bot.answers.again(answered) if answered else None
        answer = updated_answer(update, again)
        message = self._bot.get_partial_messageable(reply.channel_id).get_partial_message(reply.reply_id)
        await message.edit(**edited(*self._looks(update, answer, answered)))
        await self._bot.claims.updates.finish(replace(update, reply=replace(reply, label=answer.label)))
        self._failures.pop(reply.reply_id, None)
        if answer.verdict:
            self._bot.answers.reasons.put(reply.reply_id, answer.verdict)
        else:
            self._bot.answers.reasons.take(reply.reply_id)

    async def _answered(self, reply: Reply) -> discord.Message | None:
        """The message that a reply answers: its words are never stored, but Discord may still show them."""
        channel = self._bot.get_channel(reply.channel_id)
        if reply.message_id is None or not isinstance(channel, discord.abc.Messageable):
            return None
        try:
            return await channel.fetch_message(reply.message_id)
        except (discord.NotFound, discord.Forbidden):
            return None

    def _looks(self, update: Update, answer: Answer, answered: discord.Message | None) -> tuple[Card, ui.View]:
        """One line where that is how the server wants what nobody asked for, else the card."""
        reply, guild = update.reply, getattr(self._bot.get_channel(update.reply.channel_id), "guild", None)
        unasked = update.retired or (answered is not None and not addressed(answered, self._bot.me))
        if unasked and guild is not None and self._bot.claims.servers.settings(guild.id).desk.quiet:
            line = short_card(one_line(update, answer.card.opening))
            return line, quiet_buttons(reply.message_id, reply.author_id)
        back = TakeBack(reply.author_id)
        buttons = (
            answer_buttons(answer.verdict, reply.message_id, reply.author_id)
            if answer.verdict
            else no_buttons().add_item(back)
        )
        return answer.card, buttons

    def _permissions(self, channel_id: int) -> discord.Permissions:
        channel = self._bot.get_channel(channel_id)
        if isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            return channel.permissions_for(channel.guild.me)
        return discord.Permissions.all()  # a private message, or a thread at rest: Discord will say

    async def _try_later(self, reply: Reply) -> None:
        self._rest = True
        self._failures[reply.reply_id] += 1
        if self._failures[reply.reply_id] >= MOST_FAILURES:
            await self._bot.claims.updates.skip(reply.reply_id)

    async def _pass_over(self, reply: Reply, error: discord.HTTPException) -> None:
        log.info("an earlier reply stays as it is: %s", cause(error))
        updates = self._bot.claims.updates
        match error:
            case discord.NotFound(code=code) if code == _UNKNOWN_CHANNEL:
                await updates.forget_channels([reply.channel_id])
            case discord.NotFound():
                await updates.forget(reply.reply_id)
            case discord.Forbidden(code=code) if code == _MISSING_ACCESS:
                await updates.skip_channel(reply.channel_id)
            case _:
                await updates.skip(reply.reply_id)

    async def _tell_who_waits(self) -> None:
        for claim in list(self._told):
            progress = await self._bot.claims.updates.progress(claim)
            if not progress.left:
                log.info("earlier replies: %d brought up to date, %d passed over", progress.updated, progress.skipped)
                for interaction, sent in self._told.pop(claim):
                    await _tell(interaction, sent, finished(progress))


async def _tell(interaction: discord.Interaction, sent: discord.Message, sentence: str) -> None:
    """Say it where the moderator asked, while Discord lets us."""
    if interaction.is_expired():
        return
    try:
        await sent.edit(content=sentence, view=None)
    except discord.HTTPException as error:
        log.info("a moderator could not be told: Discord says %s (code %s)", error.status, error.code)
