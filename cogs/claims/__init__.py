"""Claims: finding, adding, changing and undoing them."""

from __future__ import annotations

from cogs.claims.cog import setup

__all__ = ["setup"]
