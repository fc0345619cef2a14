"""What a server's log channel is told of the database of the bot's host."""

from __future__ import annotations

from claims_db.errors import Trouble

OVER = "It is over: the claims can be used and changed as before."


def began(trouble: Trouble) -> str:
    """Something keeps claims from being changed."""
    return (
        f"{trouble} I go on answering from what I have, and say so here once it is over."
        " Whoever runs the bot finds the cause in its log."
    )
