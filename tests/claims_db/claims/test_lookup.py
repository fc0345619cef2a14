from __future__ import annotations

from dataclasses import replace

import pytest

from claims_db.actors import Actor
from claims_db.claims.lookup import completing, named
from claims_db.claims.packs import Scope
from claims_db.errors import NotFoundError
from claims_db.service import ClaimService
from claims_db.values import ClaimKey

from ..examples import lighthouse

TOWER = lighthouse("tower")
BRIDGE = replace(lighthouse("tower-bridge"), text="The Bridge at Erewhon has nine arches")
ARCH = replace(lighthouse("arch"), text="The town of Erewhon built a Tower of glass")
CLAIMS = (ARCH, BRIDGE, TOWER)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tower", TOWER),  # though two others hold it
        ("nine ARCHES ", BRIDGE),
        ("bridge", BRIDGE),
        ("erewhon", None),
        ("nobody", None),
        ("", None),
    ],
)
def test_a_slug_names_its_claim_and_words_the_only_one_that_holds_them(typed: str, meant: object) -> None:
    assert named(typed, CLAIMS) == meant


def test_what_begins_with_the_words_comes_first() -> None:
    assert completing("tower", CLAIMS, 25) == (BRIDGE, TOWER, ARCH)
    assert completing("tower", CLAIMS, 2) == (BRIDGE, TOWER)
    assert completing("", CLAIMS, 2) == (ARCH, BRIDGE)


async def test_the_servers_own_claim_comes_before_one_of_another_pack(claims: ClaimService) -> None:
    for pack in ("server-1", "aaa"):
        await claims.add(lighthouse(pack=pack), actor=Actor("keeper"))
    scope = Scope("server-1", frozenset({"server-1", "aaa"}))
    assert (await claims.find("lighthouse", scope)).pack == "server-1"
    assert (await claims.get(ClaimKey("aaa", "lighthouse"))) == lighthouse(pack="aaa")


async def test_a_retired_claim_is_located_by_its_slug_and_by_its_words(claims: ClaimService) -> None:
    scope = Scope.of("local")
    await claims.add(TOWER, actor=Actor("keeper"))
    await claims.add(BRIDGE, actor=Actor("keeper"))
    await claims.retire(BRIDGE.key, actor=Actor("keeper"))
    assert (await claims.get(BRIDGE.key)) is None
    for name in ("tower-bridge", "nine arches"):
        assert await claims.locate(name, scope) == BRIDGE.key
        with pytest.raises(NotFoundError):
            await claims.find(name, scope)
