"""What servers set: read from memory, written through, each change with its row in the history of settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlite_utils import Database

from claims_db.actors import BOT, Actor
from claims_db.claims.packs import is_private
from claims_db.errors import NotFoundError
from claims_db.service.open_store import OpenStore
from claims_db.store import servers
from claims_db.store.servers import Desk, Mode, ServerSettings, SettingsChange, SettingsChanges


class Servers:
    """Every server's settings.

    `actor` is who sets something, and stands in the history; what sets something gives back what that changed.
    """

    def __init__(self, store: OpenStore) -> None:
        self._store = store

    def settings(self, server_id: int) -> ServerSettings:
        """What a server set; None in it stands for the host's default."""
        return self._store.memory.servers.get(server_id, ServerSettings())

    def mode(self, server_id: int, channel_id: int) -> Mode:
        """When the bot speaks unasked in the channel."""
        settings = self.settings(server_id)
        return settings.channels.get(channel_id) or settings.default_mode or self._store.defaults.mode

    def cooldown(self, server_id: int) -> timedelta:
        """The time between two unasked cards on one claim in one channel."""
        cooldown = self.settings(server_id).cooldown
        return self._store.defaults.cooldown if cooldown is None else cooldown

    async def history(self, server_id: int) -> tuple[SettingsChange, ...]:
        """Every change of a server's settings, oldest first."""
        return await self._store.read(lambda db: servers.load_changes(db, server_id))

    async def set_mode(self, server_id: int, channel_id: int, mode: Mode | None, *, actor: Actor) -> SettingsChanges:
        """Set a channel's mode; None takes it back to the server's default."""
        return await self._change_server(
            server_id, lambda db: servers.save_channel(db, server_id, channel_id, mode), actor
        )

    async def set_default_mode(self, server_id: int, mode: Mode | None, *, actor: Actor) -> SettingsChanges:
        """Set the mode of the server's channels that have none of their own; None is the host's default."""
        return await self._change_settings(server_id, lambda settings: replace(settings, default_mode=mode), actor)

    async def set_cooldown(self, server_id: int, cooldown: timedelta | None, *, actor: Actor) -> SettingsChanges:
        """Set the time between two unasked cards on one claim in one channel; None is the host's default."""
        return await self._change_settings(server_id, lambda settings: replace(settings, cooldown=cooldown), actor)

    async def change_desk(self, server_id: int, change: Callable[[Desk], Desk], *, actor: Actor) -> SettingsChanges:
        """Change how a server's moderators work, from what it is at that moment."""

        def changed(db: Database) -> None:
            servers.save_desk(db, server_id, change(servers.load_desk(db, server_id)))

        return await self._change_server(server_id, changed, actor)

    async def mark_greeted(self, server_id: int) -> None:
        """Remember that the bot has said hello, so that it says it once."""
        await self._change_settings(server_id, lambda settings: replace(settings, greeted=True), BOT)

    async def subscribe(self, server_id: int, pack: str, *, actor: Actor) -> SettingsChanges:
        """Let a server see a pack; raises NotFoundError for an unknown one, and for a server's own."""
        return await self._set_subscription(server_id, pack, actor, wanted=True)

    async def unsubscribe(self, server_id: int, pack: str, *, actor: Actor) -> SettingsChanges:
        """Stop showing a pack to a server; raises NotFoundError as `subscribe` does."""
        return await self._set_subscription(server_id, pack, actor, wanted=False)

    async def _set_subscription(self, server_id: int, pack: str, actor: Actor, *, wanted: bool) -> SettingsChanges:
        if pack not in self._store.memory.packs or is_private(pack):
            raise NotFoundError(f"there is no pack {pack[:120]!r} to subscribe to")
        return await self._change_server(
            server_id, lambda db: servers.save_subscription(db, server_id, pack, wanted=wanted), actor
        )

    async def _change_settings(
        self, server_id: int, change: Callable[[ServerSettings], ServerSettings], actor: Actor
    ) -> SettingsChanges:
        return await self._change_server(
            server_id, lambda db: servers.save_server(db, server_id, change(servers.load_server(db, server_id))), actor
        )

    async def _change_server(self, server_id: int, work: Callable[[Database], None], actor: Actor) -> SettingsChanges:
        """The one way in which settings change: with their history, in the same transaction."""

        def saved(db: Database) -> tuple[ServerSettings, SettingsChanges]:
            before = servers.load_server(db, server_id)
            work(db)
            after = servers.load_server(db, server_id)
            return after, servers.record_changes(db, server_id, before, after, actor=actor)

        _, changes = await self._store.change(
            saved, lambda done: self._store.memory.servers.update({server_id: done[0]})
        )
        return changes
