"""Whose claims a pack holds, told from its slug, and which packs somebody sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claims_db.values import Pack

STARTER_PACK = "starter"
LOCAL_PACK = "local"
_PRIVATE = "server-"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which claims somebody sees: those of `packs`, among them `own`, where their additions go."""

    own: str
    packs: frozenset[str]

    @classmethod
    def of(cls, pack: str) -> Scope:
        """That pack alone."""
        return cls(pack, frozenset({pack}))

    def in_order(self) -> list[str]:
        """The packs in the order in which a claim is looked for: its own first."""
        return [self.own, *sorted(self.packs - {self.own})]


def private_pack(server_id: int) -> str:
    """The slug of the pack that holds a server's own claims."""
    return f"{_PRIVATE}{server_id}"


def own_pack(slug: str) -> Pack:
    """The pack that comes to be with the first claim that somebody adds of their own."""
    return Pack(slug, f"Own claims ({slug})")


def is_private(pack: str) -> bool:
    """Whether the pack belongs to one server alone."""
    return pack.startswith(_PRIVATE)


def server_of(pack: str) -> int | None:
    """The server that a private pack belongs to."""
    number = pack.removeprefix(_PRIVATE)
    return int(number) if is_private(pack) and number.isdecimal() else None


def server_scope(server_id: int, subscribed: frozenset[str]) -> Scope:
    """A server's own pack and the ones that it is subscribed to."""
    own = private_pack(server_id)
    return Scope(own, subscribed | {own})


def public_scope(packs: Iterable[str]) -> Scope:
    """Every pack that is no server's own: what the host sees in the terminal."""
    return Scope(LOCAL_PACK, frozenset(pack for pack in packs if not is_private(pack)) | {LOCAL_PACK})


# A private message belongs to no server, and sees what a server sees that has set nothing.
DIRECT_SCOPE = Scope.of(STARTER_PACK)
