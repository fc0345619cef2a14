"""Telling Discord which commands there are, only when they changed: it allows few such calls a day."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands

from claims_db.service import ClaimService

log = logging.getLogger(__name__)
_NOTE = "commands"


async def sync_if_changed(tree: app_commands.CommandTree[Any], claims: ClaimService, application_id: int) -> None:
    """Make the tree's commands Discord's, unless the store notes them as sent and Discord still has them.

    A Discord that cannot be reached now is asked again on the next start; the commands that it has go on working.
    """
    wanted, ours = fingerprint(tree, application_id), {command.name for command in tree.get_commands()}
    try:
        # Somebody else may have written over Discord's commands with the same token.
        if await claims.note(_NOTE) == wanted and {each.name for each in await tree.fetch_commands()} == ours:
            return
        await tree.sync()
    except discord.HTTPException as error:
        log.warning("the commands could not be sent: Discord says %s (code %s)", error.status, error.code)
    else:
        await claims.set_note(_NOTE, wanted)
        log.info("Discord knows %s commands now", len(tree.get_commands()))


def fingerprint(tree: app_commands.CommandTree[Any], application_id: int) -> str:
    """What changes when a command does, or the application: a database may move from one bot to another."""
    described = [command.to_dict(tree) for command in tree.get_commands()]
    return hashlib.sha256(json.dumps([application_id, described], sort_keys=True).encode()).hexdigest()
