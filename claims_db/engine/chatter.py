"""Which lines of everyday chat a claim would answer unasked: a claim that answers small talk is too wide. Pure."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from claims_db.engine.check import check_unasked
from claims_db.engine.index import ClaimIndex
from claims_db.engine.lines import written_at
from claims_db.values import Claim, Message

_FILE = "chatter.txt"


def answered_lines(claim: Claim) -> tuple[str, ...]:
    """The lines that the claim, all by itself, would answer in a channel that the bot watches."""
    index, packs, at = ClaimIndex([claim]), frozenset({claim.pack}), written_at(claim)
    return tuple(line for line in everyday_lines() if check_unasked(Message(line, at), index, packs).speaks)


@lru_cache(maxsize=1)
def everyday_lines() -> tuple[str, ...]:
    """Some three hundred lines of chat, of our own writing; a line of the file that begins with # is a heading."""
    lines = (files(__package__) / _FILE).read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
