"""What Discord's failures mean for what was to be sent: whether they mend by themselves, and what the log says."""

from __future__ import annotations

import secrets
from itertools import count
from time import time

import aiohttp
import discord

from bot.discord.causes import own_words

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#http
_TOO_MANY = 429
_SERVER_FAILS = 500
_TIMED_OUT = 408


def mends_by_itself(error: BaseException) -> bool:
    """Whether the same request may succeed a little later: Discord fails or is out of reach, or takes nothing more now.

    Whether the request that failed so was acted on is not known.
    """
    match error:
        case discord.HTTPException():
            return error.status >= _SERVER_FAILS or error.status in {_TOO_MANY, _TIMED_OUT}
        case _:
            return isinstance(error, discord.RateLimited | aiohttp.ClientError | OSError | TimeoutError)


def cause(error: BaseException) -> str:
    """What the log says: Discord's words for it, or the name of the error, but no words that may quote a message."""
    if isinstance(error, discord.HTTPException):
        return f"Discord says {own_words(error)}"
    return f"Discord cannot be reached ({type(error).__name__})"


class Nonces:
    """Names for messages about to be sent, no two alike: Discord makes one message of those that bear the same name.

    Each also tells since when the process runs that gave it, and tells that process from others. At most 25 characters
    (https://discord.com/developers/docs/resources/message#create-message).
    """

    def __init__(self) -> None:
        self._process = f"{int(time()):x}-{secrets.token_hex(2)}"
        self._numbers = count()

    def next(self) -> str:
        """A new one."""
        return f"{self._process}-{next(self._numbers):x}"

    def gave(self, nonce: str) -> bool:
        """Whether this process gave it."""
        return nonce.startswith(f"{self._process}-")

    def is_older(self, nonce: str) -> bool:
        """Whether another process gave this one, which has been running for longer; no is said of what none gave."""
        began, _, rest = nonce.partition("-")
        other = f"{began}-{rest.partition('-')[0]}"
        try:
            known = int(began, 16), other
        except ValueError:
            return False
        return other != self._process and known < (int(self._process.partition("-")[0], 16), self._process)
