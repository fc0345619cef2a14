"""What waits for a moderator."""

from __future__ import annotations

from cogs.queue.cog import setup

__all__ = ["setup"]
