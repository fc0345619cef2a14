"""Who changed something: a person on Discord, the command line, the starter pack, or the bot by itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

_DISCORD = "discord"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changed something. `user_id` is Discord's number of a person there, and None for all others.

    The store keeps the actor as `str` gives it: `discord:4711`, or the name alone. `read` reads that back.

    >>> Actor.read("discord:4711").user_id
    4711
    """

    name: str
    user_id: int | None = None

    @classmethod
    def on_discord(cls, user_id: int) -> Actor:
        """A person on Discord."""
        return cls(_DISCORD, user_id)

    @classmethod
    @lru_cache(maxsize=1000)
    def read(cls, stored: str) -> Actor:
        """The actor that the store names so; a name that an older version gave is one too."""
        name, _, number = stored.partition(":")
        return cls.on_discord(int(number)) if name == _DISCORD and number.isdecimal() else cls(stored)

    @property
    def was_on_discord(self) -> bool:
        """Whether the change was made through Discord, even if nobody can tell by whom any more."""
        return self.user_id is not None or self == SOMEBODY

    def __str__(self) -> str:
        return self.name if self.user_id is None else f"{self.name}:{self.user_id}"


COMMAND_LINE = Actor("command line")
STARTER_PACK = Actor("starter pack")
# Settings that the bot changed without anybody asking, such as that it has said hello.
BOT = Actor("footnote")
# In place of a person who had themselves taken out of the store.
SOMEBODY = Actor("somebody")
