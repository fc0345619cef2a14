"""What moderators set for their server."""

from __future__ import annotations

from cogs.settings.cog import setup

__all__ = ["setup"]
