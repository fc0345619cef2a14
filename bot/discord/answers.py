"""What a message on Discord is answered with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

import discord

from bot import conversation
from bot.cards import answer_cards
from bot.cards.answer_cards import Card, short_card
from bot.conversation import ON_CLAIMS, is_aside, meant
from bot.discord.addressing import addressed, by_person, in_passing, replied_to, reply_is_gone, words_of
from bot.discord.recent import Recent
from bot.follow_ups import claim_now
from bot.intents import Intent, read, without_mentions
from bot.places import Answer, Earlier, RepliesTo, Said, Sentences, UnansweredError
from bot.words import answer_text, discord_text, privacy_text
from claims_db.claims.packs import Scope
from claims_db.service import ClaimService
from claims_db.service.workers import DroppedError, TookTooLongError
from claims_db.store.replies import Reply
from claims_db.store.servers import Mode
from claims_db.values import Claim, ClaimKey, Label, Message, Rating, Verdict

Check = Callable[[Message, ClaimService, Scope, str], Awaitable[Answer]]

# How far back to look for the message or card that "is this true?" or "source?" without a reply means.
LOOK_BACK = 20
REASONS_KEPT = 500
_CORRECTIONS = {Label.REFUTED, Label.OUTDATED, Label.CONFLICTING}
# A related claim corrects nothing, but where sources reject it, the message may need the correction.
_REJECTED = {each for each in Rating if each.holds is False} | {Rating.MISLEADING, Rating.OUTDATED}


IN_SERVER = Sentences(
    help=short_card(discord_text.HELP_IN_SERVER),
    dispute=discord_text.DISPUTE_IN_SERVER,
    hint=discord_text.SUGGEST_IN_SERVER,
    which=answer_text.NO_CARD,
    leave_me=privacy_text.HOW_TO_OPT_OUT,
    my_data=privacy_text.WHAT_IS_KEPT,
)
IN_DM = Sentences(
    help=short_card(discord_text.HELP_IN_DM),
    dispute=discord_text.DISPUTE_IN_DM,
    hint=discord_text.SUGGEST_IN_DM,
    which=answer_text.NO_CARD,
    leave_me=privacy_text.HOW_TO_OPT_OUT,
    my_data=privacy_text.WHAT_IS_KEPT,
)


class Answers:
    """Asks the claims, and Discord for the messages that a message points to. Sends nothing."""

    def __init__(self, claims: ClaimService, me: discord.ClientUser) -> None:
        self._claims = claims
        self._me = me
        self.reasons: Recent[int, Verdict] = Recent(REASONS_KEPT)

    async def to(self, message: discord.Message, *, already: ClaimKey | None = None) -> Answer | None:
        """The answer to a message, asked or unasked; None where the bot stays silent.

        `already` is the claim that a reply to the message speaks of: changing that reply is no repetition.
        """
        if not by_person(message):
            return None
        if addressed(message, self._me):
            return await self.asked(message)
        return await self.unasked(message, already=already)

    async def unasked(self, message: discord.Message, *, already: ClaimKey | None = None) -> Answer | None:
        """The answer to a message in a watched channel; none where there is no time for what nobody asked."""
        words = words_of(message, with_links=False)
        if message.guild is None or not words or self._left_alone(message):
            return None
        mode = self.mode(message.guild, message.channel)
        if mode is Mode.ON_REQUEST:
            return None
        try:
            answer = await self._checked(conversation.check_unasked, words, message)
        except (DroppedError, TookTooLongError):
            return None  # the workers count them
        verdict = answer.verdict
        wanted = verdict and verdict.speaks and (mode is Mode.ALL or _corrects(verdict))
        repeated = answer.claim != already and self._spoken_of(message, message.guild.id, answer.claim)
        return answer if wanted and not repeated else None

    def mode(self, guild: discord.Guild, channel: discord.abc.Snowflake) -> Mode:
        """When the bot speaks unasked in a channel; a thread goes by the channel that it belongs to."""
        return self._claims.servers.mode(
            guild.id, channel.parent_id if isinstance(channel, discord.Thread) else channel.id
        )

    def may_check(self, message: discord.Message, asker_id: int) -> bool:
        """Whether somebody may have the message checked: its author always, others unless the author objects."""
        return message.author.id == asker_id or not self._left_alone(message)

    def _left_alone(self, message: discord.Message) -> bool:
        return self._claims.privacy.opted_out(message.author.id)

    def _spoken_of(self, message: discord.Message, server_id: int, key: ClaimKey | None) -> bool:
        last = self._claims.replies.last_spoken(message.channel.id, key) if key else None
        rest = self._claims.servers.cooldown(server_id)
        # A message that is looked at late may be older than the card that was given last.
        return last is not None and bool(rest) and message.created_at - last < rest

    async def check_asked(self, words: str, message: discord.Message | discord.Interaction) -> Answer:
        """The verdict on words for somebody who asks, as of the time of the message or command that they stand in."""
        return await self._checked(conversation.check_asked, words, message)

    async def _checked(self, check: Check, words: str, where: discord.Message | discord.Interaction) -> Answer:
        said = Message(words, where.created_at)
        return await check(said, self._claims, self.scope(where), _sentences(where).hint)

    def scope(self, where: discord.Message | discord.Interaction) -> Scope:
        """The claims that are seen in the server, or in a private message."""
        return self._claims.scope(where.guild.id if where.guild else None)

    async def asked(self, message: discord.Message) -> Answer | None:
        """The answer to somebody who talks to the bot; None where nothing needs to be said."""
        return await conversation.answer(
            read(message.content), Here(message, self, self._claims, self._me), self._claims
        )

    async def newest(
        self, channel: discord.abc.Messageable, before: discord.Message | None = None, *, asides: bool = True
    ) -> Reply | None:
        """The bot's newest answer on claims in the channel; thanks and greetings in between do not count.

        Without `asides`, nor do lines of a few words that were not understood.
        """
        history = await _history(channel, before=before)
        asked = {message.id: message for message in history}
        for message in history:
            reply = await self._claims.replies.find(message.id) if message.author.id == self._me.id else None
            if reply is None:
                continue
            question = asked.get(reply.message_id) if reply.message_id else None
            if not asides and reply.claim is None and question and is_aside(without_mentions(question.content)):
                continue
            found = reply.claim is not None or self.reasons.get(reply.reply_id) is not None
            if found or question is None or intent_of(question, self._me) in ON_CLAIMS:
                return reply
        return None

    async def claim(self, reply: Reply, scope: Scope) -> Claim | None:
        """The claim that a reply speaks of, where it is still in use and seen from here."""
        return await claim_now(reply.claim, scope, self._claims) if reply.claim else None

    async def verdict_behind(
        self, reply_id: int, message_id: int | None, channel: discord.abc.Messageable
    ) -> Verdict | None:
        """The verdict that a reply gave; None where it gave none.

        After a restart the message is fetched from Discord and checked again. Raises UnansweredError where it is gone
        or may not be checked.
        """
        kept = self.reasons.get(reply_id)
        if kept is not None:
            return kept
        message = None
        if message_id:
            with suppress(discord.NotFound, discord.Forbidden):
                message = await channel.fetch_message(message_id)
        again = await self.again(message) if message else None
        if message is None or (again is None and not addressed(message, self._me)):
            raise UnansweredError(discord_text.REASONS_GONE)
        return again.verdict if again else None

    async def why(self, reply_id: int, message_id: int | None, channel: discord.abc.Messageable) -> Card:
        """How a reply came about, or that this can no longer be told."""
        try:
            verdict = await self.verdict_behind(reply_id, message_id, channel)
        except UnansweredError:
            verdict = None
        return answer_cards.why_card(verdict) if verdict else short_card(discord_text.REASONS_GONE)

    async def known(self, where: discord.Interaction, message_id: int | None, number: int) -> Claim | None:
        """One of the claims that an answer named as being about the matter, as it is now; None where it is gone."""
        if where.message is None or not isinstance(where.channel, discord.abc.Messageable):
            return None
        verdict = None
        with suppress(UnansweredError):
            verdict = await self.verdict_behind(where.message.id, message_id, where.channel)
        named = verdict.unanswered.claims[number : number + 1] if verdict and verdict.unanswered else ()
        return await claim_now(named[0].key, self.scope(where), self._claims) if named else None

    async def whole(self, reply_id: int, where: discord.Interaction) -> Answer | None:
        """The whole card of a reply that showed one line of it, as the claim is now; None where it is gone."""
        reply = await self._claims.replies.find(reply_id)
        claim = await self.claim(reply, self.scope(where)) if reply else None
        if reply is None or claim is None:
            return None
        verdict = None
        if isinstance(where.channel, discord.abc.Messageable):
            with suppress(UnansweredError):
                verdict = await self.verdict_behind(reply_id, reply.message_id, where.channel)
        if verdict is None or verdict.claim != claim:
            return Answer(answer_cards.sources_card(claim), claim.key)
        return Answer(answer_cards.verdict_card(verdict, ""), claim.key, verdict)

    async def again(self, message: discord.Message) -> Answer | None:
        """The answer that a message gets by itself, whoever asks; None where it states nothing, or may not be checked.

        Only what leads to an answer of its own: following "why?" back to "why?" could go on for long.
        """
        words = words_of(message)
        if not words:
            return None
        if not addressed(message, self._me):
            if self._left_alone(message):
                return None
            return await self._checked(conversation.check_again, words, message)
        return await self.asked(message) if intent_of(message, self._me) in ON_CLAIMS else None


def _sentences(where: discord.Message | discord.Interaction) -> Sentences:
    return IN_SERVER if where.guild else IN_DM


class Here:
    """A channel or private chat, as the place of one message to the bot."""

    def __init__(
        self, message: discord.Message, answers: Answers, claims: ClaimService, me: discord.ClientUser
    ) -> None:
        self._message = message
        self._answers = answers
        self._claims = claims
        self._me = me
        self.scope = answers.scope(message)
        self.sentences = _sentences(message)
        self.at = message.created_at
        self.replies_to = whom_it_answers(message, me)
        self.in_passing = in_passing(message)

    async def statement(self) -> Said | None:
        """See `Place`."""
        if reply_is_gone(self._message):
            raise UnansweredError(answer_text.UNREADABLE)
        original = replied_to(self._message)
        if original is None:
            return await self._said_before()
        if not self._answers.may_check(original, self._message.author.id):
            raise UnansweredError(privacy_text.LEFT_ALONE)
        return Said(Message(words_of(original), original.created_at))

    async def _said_before(self) -> Said | None:
        """The newest message of a person's that says something, past "source?", thanks and the like.

        Where somebody who is no person, or does not want to be checked, said something after it, it is named.
        """
        passed_over = False
        for each in await _history(self._message.channel, before=self._message):
            says_something = read(words_of(each)).intent in {Intent.STATEMENT, Intent.TOPIC}
            if not says_something or each.author.id == self._me.id:
                continue
            if by_person(each) and self._answers.may_check(each, self._message.author.id):
                return Said(Message(words_of(each), each.created_at), passed_over=passed_over)
            passed_over = True
        return None

    async def earlier(self, *, asides: bool = False) -> Earlier | None:
        """See `Place`."""
        reply = await self._reply(asides=asides)
        return Earlier(reply.claim, self._answers.reasons.get(reply.reply_id)) if reply else None

    async def verdict_again(self) -> Verdict | None:
        """See `Place`."""
        reply = await self._reply(asides=True)
        if reply is None:
            return None
        return await self._answers.verdict_behind(reply.reply_id, reply.message_id, self._message.channel)

    async def _reply(self, *, asides: bool) -> Reply | None:
        original = replied_to(self._message)
        if original is not None:
            return await self._claims.replies.find(original.id)
        return await self._answers.newest(self._message.channel, before=self._message, asides=asides)


def whom_it_answers(message: discord.Message, me: discord.ClientUser) -> RepliesTo:
    """Whose message it replies to."""
    original = replied_to(message)
    if original is None:
        return RepliesTo.NOBODY
    return RepliesTo.BOT if original.author.id == me.id else RepliesTo.PERSON


def intent_of(message: discord.Message, me: discord.ClientUser) -> Intent:
    """What is wanted of the bot."""
    return meant(read(message.content).intent, whom_it_answers(message, me))


def _corrects(verdict: Verdict) -> bool:
    about = verdict.claim if verdict.label is Label.NOT_ENOUGH_EVIDENCE else None
    return verdict.label in _CORRECTIONS or (about is not None and about.rating in _REJECTED)


async def _history(channel: discord.abc.Messageable, *, before: discord.Message | None) -> list[discord.Message]:
    """What was written just before, newest first; nothing where the bot may not read it."""
    try:
        return [each async for each in channel.history(limit=LOOK_BACK, before=before)]
    except discord.Forbidden:
        return []
