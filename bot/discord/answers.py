"""What a message on Discord is answered with."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.cards import answer_cards
from bot.cards.answer_cards import Card, short_card
from bot.conversation import Intent, Turn, read
from bot.discord.addressing import addressed, by_person, replied_to
from bot.discord.recent import Recent
from bot.words import answer_text, discord_text, privacy_text
from claims_db.claims.packs import Scope
from claims_db.errors import NotFoundError
from claims_db.service import ClaimService
from claims_db.store.replies import Reply
from claims_db.store.servers import Mode
from claims_db.values import Claim, ClaimKey, Label, Message, Rating, Verdict

# How far back to look for the message or card that "is this true?" or "source?" without a reply means.
LOOK_BACK = 20
REASONS_KEPT = 500
_CORRECTIONS = {Label.REFUTED, Label.OUTDATED, Label.CONFLICTING}
# A related claim corrects nothing, but where sources reject it, the message may need the correction.
_REJECTED = {Rating.FALSE, Rating.MOSTLY_FALSE, Rating.MISLEADING, Rating.OUTDATED}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `claim` is what "source?" means in reply to it; `verdict` is there where it is one."""

    card: Card
    claim: ClaimKey | None = None
    verdict: Verdict | None = None

    @property
    def shown(self) -> Claim | None:
        """The claim as it stands in the card of a verdict."""
        return answer_text.answered_by(self.verdict) if self.verdict else None

    @property
    def label(self) -> Label:
        """The verdict's label."""
        return self.verdict.label if self.verdict else Label.NOT_ENOUGH_EVIDENCE


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
        return await self.asked(message) if addressed(message, self._me) else self.unasked(message, already=already)

    def unasked(self, message: discord.Message, *, already: ClaimKey | None = None) -> Answer | None:
        """The answer to a message in a watched channel; memory only."""
        if message.guild is None or not message.content or self._left_alone(message):
            return None
        mode = self._claims.servers.mode(message.guild.id, _watched(message.channel))
        if mode is Mode.ON_REQUEST:
            return None
        answer = self.check(message.content, message)
        verdict = answer.verdict
        wanted = verdict and verdict.speaks and (mode is Mode.ALL or _corrects(verdict))
        repeated = answer.claim != already and self._spoken_of(message, message.guild.id, answer.claim)
        return answer if wanted and not repeated else None

    def may_check(self, message: discord.Message, asker_id: int) -> bool:
        """Whether somebody may have the message checked: its author always, others unless the author objects."""
        return message.author.id == asker_id or not self._left_alone(message)

    def _left_alone(self, message: discord.Message) -> bool:
        return self._claims.privacy.opted_out(message.author.id)

    def _spoken_of(self, message: discord.Message, server_id: int, key: ClaimKey | None) -> bool:
        last = self._claims.replies.last_spoken(message.channel.id, key) if key else None
        return last is not None and message.created_at - last < self._claims.servers.cooldown(server_id)

    def check(self, words: str, message: discord.Message | discord.Interaction) -> Answer:
        """A verdict on words, as of the time of the message or command that they stand in."""
        verdict = self._claims.check(Message(words, message.created_at), self.scope(message))
        hint = discord_text.SUGGEST_IN_SERVER if message.guild else discord_text.SUGGEST_IN_DM
        shown = answer_text.answered_by(verdict)
        return Answer(answer_cards.verdict_card(verdict, hint), shown.key if shown else None, verdict)

    def scope(self, where: discord.Message | discord.Interaction) -> Scope:
        """The claims that are seen in the server, or in a private message."""
        return self._claims.scope(where.guild.id if where.guild else None)

    async def asked(self, message: discord.Message) -> Answer:
        """The answer to somebody who talks to the bot."""
        turn = read(message.content)
        match turn.intent:
            case Intent.STATEMENT:
                return self.check(turn.about, message)
            case Intent.TOPIC:
                return self._about(turn, message)
            case Intent.CHECK:
                return await self._on_another(message)
            case Intent.SOURCE | Intent.NOTHING if self._points_to_person(message):
                return await self._on_another(message)
            case Intent.SOURCE | Intent.WHEN | Intent.WHY:
                return await self._on_card(turn.intent, message)
            case Intent.HELP:
                return Answer(short_card(discord_text.HELP_IN_SERVER if message.guild else discord_text.HELP_IN_DM))
            case Intent.DISPUTE:
                dispute = discord_text.DISPUTE_IN_SERVER if message.guild else discord_text.DISPUTE_IN_DM
                return Answer(short_card(dispute))
            case intent:
                return Answer(short_card(answer_text.SMALL_TALK[intent]))

    def _about(self, turn: Turn, message: discord.Message) -> Answer:
        matches = self._claims.search(turn.about, self.scope(message), answer_cards.MOST_ABOUT_A_TOPIC)
        found = [match.claim for match in matches]
        return Answer(answer_cards.topic_card(turn.about, found), found[0].key if found else None)

    def _points_to_person(self, message: discord.Message) -> bool:
        original = replied_to(message)
        return original is not None and original.author.id != self._me.id

    async def _on_another(self, message: discord.Message) -> Answer:
        """A verdict on the message that is replied to, else on the newest one that somebody wrote before."""
        original = replied_to(message) or await self._before(message)
        if original is None:
            return Answer(short_card(answer_text.NOTHING_ASKED))
        if original.author.id == self._me.id:
            return await self._on_card(Intent.SOURCE, message)
        if not self.may_check(original, message.author.id):
            return Answer(short_card(privacy_text.LEFT_ALONE))
        if read(original.content).intent is Intent.NOTHING:
            return Answer(short_card(answer_text.UNREADABLE))
        return self.check(original.content, original)

    async def _before(self, message: discord.Message) -> discord.Message | None:
        before = await _history(message.channel, before=message)
        return next((each for each in before if by_person(each) and self.may_check(each, message.author.id)), None)

    async def _on_card(self, intent: Intent, message: discord.Message) -> Answer:
        """What "source?", "when was that?" or "why?" asks of the card that is replied to, else of the newest one."""
        reply = await self._card_meant(message)
        if reply is None or (reply.claim is None and intent is not Intent.WHY):
            return Answer(short_card(answer_text.NO_CARD))
        if intent is Intent.WHY:
            return await self._why(reply, message.channel)
        claim = self.claim(reply, self.scope(message))
        if claim is None:
            return Answer(short_card(answer_text.CLAIM_GONE))
        card = answer_cards.when_card(claim) if intent is Intent.WHEN else answer_cards.sources_card(claim)
        return Answer(card, claim.key, self.reasons.get(reply.reply_id))

    async def _card_meant(self, message: discord.Message) -> Reply | None:
        original = replied_to(message)
        if original is not None:
            return await self._claims.replies.find(original.id)
        return await self._newest(await _history(message.channel, before=message))

    async def newest(self, channel: discord.abc.Messageable) -> Reply | None:
        """The bot's newest answer in the channel."""
        return await self._newest(await _history(channel, before=None))

    async def _newest(self, messages: list[discord.Message]) -> Reply | None:
        for message in messages:
            reply = await self._claims.replies.find(message.id) if message.author.id == self._me.id else None
            if reply is not None:
                return reply
        return None

    async def _why(self, reply: Reply, channel: discord.abc.Messageable) -> Answer:
        verdict = await self.verdict_behind(reply.reply_id, reply.message_id, channel)
        card = answer_cards.why_card(verdict) if verdict else short_card(discord_text.REASONS_GONE)
        return Answer(card, reply.claim, verdict)

    def claim(self, reply: Reply, scope: Scope) -> Claim | None:
        """The claim that a reply speaks of, where it is still in use and seen from here."""
        if reply.claim is None or reply.claim.pack not in scope.packs:
            return None
        try:
            return self._claims.find(reply.claim.slug, Scope(reply.claim.pack, frozenset({reply.claim.pack})))
        except NotFoundError:
            return None

    async def verdict_behind(self, reply_id: int, message_id: int, channel: discord.abc.Messageable) -> Verdict | None:
        """The verdict that a reply gave. After a restart the message is fetched from Discord and checked again."""
        kept = self.reasons.get(reply_id)
        if kept is not None or message_id in {0, reply_id}:
            return kept
        try:
            message = await channel.fetch_message(message_id)
        except (discord.NotFound, discord.Forbidden):
            return None
        again = await self.again(message)
        return again.verdict if again else None

    async def whole(self, reply_id: int, where: discord.Interaction) -> Answer | None:
        """The whole card of a reply that showed one line of it, as the claim is now; None where it is gone."""
        reply = await self._claims.replies.find(reply_id)
        claim = self.claim(reply, self.scope(where)) if reply else None
        if reply is None or claim is None:
            return None
        verdict = None
        if isinstance(where.channel, discord.abc.Messageable):
            verdict = await self.verdict_behind(reply_id, reply.message_id, where.channel)
        if verdict is None or verdict.claim != claim:
            return Answer(answer_cards.sources_card(claim), claim.key)
        return Answer(answer_cards.verdict_card(verdict, ""), claim.key, verdict)

    async def again(self, message: discord.Message) -> Answer | None:
        """The answer that a message gets by itself, whoever asks; None where it states nothing, or may not be checked.

        Only what leads to an answer of its own: following "why?" back to "why?" could go on for long.
        """
        if not message.content:
            return None
        if not addressed(message, self._me):
            return None if self._left_alone(message) else self.check(message.content, message)
        wanted = read(message.content).intent in {Intent.STATEMENT, Intent.TOPIC, Intent.CHECK}
        return await self.asked(message) if wanted else None


def _corrects(verdict: Verdict) -> bool:
    related = verdict.related
    return verdict.label in _CORRECTIONS or (related is not None and related.rating in _REJECTED)


def _watched(channel: discord.abc.MessageableChannel) -> int:
    """The channel whose mode counts: a thread goes by the channel that it belongs to."""
    return channel.parent_id if isinstance(channel, discord.Thread) else channel.id


async def _history(channel: discord.abc.Messageable, *, before: discord.Message | None) -> list[discord.Message]:
    """What was written just before, newest first; nothing where the bot may not read it."""
    try:
        return [each async for each in channel.history(limit=LOOK_BACK, before=before)]
    except discord.Forbidden:
        return []
