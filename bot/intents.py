"""What somebody who talks to the bot wants, read from their words alone: no Discord, no store."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

# Small talk is short: a longer message says something about the world, however it begins.
_MOST_WORDS = 12
_FILE = "intents.toml"
_MENTION = re.compile(r"<(?:@[!&]?|#)\d+>|<a?:\w+:\d+>")
_APOSTROPHE = re.compile("['’`]")
_NO_WORD = re.compile(r"[\W_]+")


class Intent(StrEnum):
    """What a message to the bot is for."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    HELP = "help"
    NOTHING = "nothing"
    SOURCE = "source"
    WHEN = "when"
    WHY = "why"
    CHECK = "check"
    DISPUTE = "dispute"
    REACTION = "reaction"
    LEAVE_ME = "leave-me"
    MY_DATA = "my-data"
    ADD = "add"
    SOURCES = "sources"
    LIST = "list"
    ALSO = "also"
    TOPIC = "topic"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Request:
    """One message to the bot. `about` is the topic or name, else the message without its mentions, which is `said`."""

    intent: Intent
    about: str
    said: str = field(default="", compare=False)


def _either(phrases: str) -> str:
    """The lines of the file as one pattern."""
    pattern = "|".join(line.strip() for line in phrases.strip().splitlines())
    slots: dict[str, str] = _told()["slots"]
    return "(?:" + re.sub("[A-Z]+", lambda slot: _either(slots[slot[0]]), pattern) + ")"


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(_FILE).read_text(encoding="utf-8"))


@cache
def _small_talk_patterns() -> tuple[tuple[Intent, re.Pattern[str]], ...]:
    """Compiled with the first message, because most commands of the command line need none of them."""
    opening, closing = _either(_told()["opening"]), _either(_told()["closing"])
    return tuple(
        (Intent(intent), re.compile(f"(?:{opening} )*{_either(phrases)}(?: {closing})*"))
        for intent, phrases in _told()["phrases"].items()
    )


@cache
def _also_pattern() -> re.Pattern[str]:
    """Finds the name in "and Baidu?"."""
    name = rf"(?P<about>(?!(?:{_told()['no_name']})\b)\S+(?: \S+){{0,2}})"
    return re.compile(rf"(?:ok(?:ay)?[ ,]+)?and(?: for)? {name}\s*\?+", re.IGNORECASE)


@cache
def _topic_pattern() -> re.Pattern[str]:
    opening, topics = _either(_told()["opening"]), _either(_told()["topics"])
    about = r"(?P<about>[^ ?!.].*?)(?:,? (?:please|pls|thanks))?"
    return re.compile(rf"(?:{opening}[ ,.!]+)*{topics} {about}", re.IGNORECASE)


_SHORT_TOPIC = re.compile(r"(?:what|who)(?: is| are|['’]?s) (?P<about>\S+(?: \S+)?)", re.IGNORECASE)

_TO_CHECK = re.compile(
    r"^(?:please |can you |could you )*(?:fact[ -]?check|check|verify)(?: this| that)?(?:: ?| if | whether )",
    re.IGNORECASE,
)


def read(text: str) -> Request:
    """What the writer of `text` wants of the bot; mentions and custom emoji count for nothing."""
    said = without_mentions(text)
    words = _NO_WORD.sub(" ", _APOSTROPHE.sub("", said.casefold())).strip()
    if not words:
        return Request(Intent.NOTHING, said)
    if words.count(" ") < _MOST_WORDS and (request := _small_talk(said, words)):
        return request
    return Request(Intent.STATEMENT, _TO_CHECK.sub("", said, count=1))


def without_mentions(text: str) -> str:
    """The words of a message on one line, without mentions and custom emoji."""
    return " ".join(_MENTION.sub(" ", text).split())


def _small_talk(said: str, words: str) -> Request | None:
    for intent, phrase in _small_talk_patterns():
        if phrase.fullmatch(words):
            return Request(intent, said)
    asked = said.rstrip(" ?!.")
    if also := _also_pattern().fullmatch(said):
        return Request(Intent.ALSO, also["about"], said)
    topic = _topic_pattern().fullmatch(asked) or (_SHORT_TOPIC.fullmatch(asked) if said.endswith("?") else None)
    return Request(Intent.TOPIC, topic["about"], said) if topic else None
