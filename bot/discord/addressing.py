"""Who wrote a message, what it says, and whether it is meant for the bot."""

from __future__ import annotations

import re

import discord

# Who replies to a card with so few words remarks on it, and states nothing.
_REMARK_WORDS = 6
_MENTION = re.compile(r"<@[!&]?\d+>")
_WRITTEN = {discord.MessageType.default, discord.MessageType.reply}


def by_person(message: discord.Message) -> bool:
    """Whether a person wrote it: no bot, no webhook, no notice of Discord's own."""
    return not message.author.bot and message.webhook_id is None and message.type in _WRITTEN


def words_of(message: discord.Message, *, with_links: bool = True) -> str:
    """What a message says: its own words, those it forwards, a poll's question, and what links show of their pages."""
    said = [message.content, *(part for forwarded in message.message_snapshots for part in _shown_words(forwarded))]
    if message.poll is not None:
        said.append(message.poll.question)
    if with_links:
        said += _shown_words(message)[1:]
    return "\n".join(dict.fromkeys(filter(None, said)))


def _shown_words(message: discord.Message | discord.MessageSnapshot) -> list[str]:
    """The words of a message, and then those that each link in it shows of its page."""
    shown = (". ".join(filter(None, (embed.title, embed.description))) for embed in message.embeds)
    return [message.content, *shown]


def reply_is_gone(message: discord.Message) -> bool:
    """Whether it replies to a message that was deleted, or cannot be read."""
    reference = message.reference
    return reference is not None and reference.type is discord.MessageReferenceType.reply and not replied_to(message)


def addressed(message: discord.Message, me: discord.ClientUser) -> bool:
    """Whether it is a private message, or words that mention the bot or reply to it.

    Without the intent, Discord shows no words of a reply that does not ping.
    """
    return message.guild is None or (bool(message.content) and (mentions(message, me) or answers(message, me)))


def mentions(message: discord.Message, me: discord.ClientUser) -> bool:
    """Whether it names the bot, or the role that Discord made for it: the two look alike while typing."""
    role = message.guild.self_role if message.guild else None
    named = any(user.id == me.id for user in message.mentions)
    return named or (role is not None and role.id in message.raw_role_mentions)


def in_passing(message: discord.Message) -> bool:
    """Whether the bot is hardly meant: named inside a sentence, or a card of its own remarked on without a question."""
    if message.guild is None:
        return False
    words = message.content.split()
    if not any(map(_MENTION.search, words)):
        return "?" not in message.content and len(words) <= _REMARK_WORDS
    return not (_MENTION.search(words[0]) or _MENTION.search(words[-1]))


def answers(message: discord.Message, me: discord.ClientUser) -> bool:
    """Whether it replies to a message of the bot's."""
    original = replied_to(message)
    return original is not None and original.author.id == me.id


def replied_to(message: discord.Message) -> discord.Message | None:
    """The message that it replies to, where that is still there."""
    original = message.reference.resolved if message.reference else None
    return original if isinstance(original, discord.Message) else None
