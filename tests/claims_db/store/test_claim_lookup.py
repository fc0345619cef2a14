from __future__ import annotations

from dataclasses import replace

import pytest

from claims_db.actors import Actor
from claims_db.claims.packs import Scope
from claims_db.errors import NotFoundError
from claims_db.service import ClaimService
from claims_db.values import Claim, ClaimKey

from ..examples import lighthouse

TOWER = lighthouse("tower")
BRIDGE = replace(lighthouse("tower-bridge"), text="The Bridge at Erewhon has nine arches")
ARCH = replace(lighthouse("arch"), text="The town of Erewhon built a Tower of glass")
CLAIMS = (ARCH, BRIDGE, TOWER)
OWN = Scope.of("local")
KEEPER = Actor("keeper")


@pytest.fixture(params=[False, True], ids=["in use", "retired"])
async def retired(request: pytest.FixtureRequest, claims: ClaimService) -> bool:
    """Whether all claims of the pack are retired."""
    for claim in CLAIMS:
        await claims.add(claim, actor=KEEPER)
        if request.param:
            await claims.retire(claim.key, actor=KEEPER)
    return bool(request.param)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tower", TOWER),  # though two others hold it
        ("nine ARCHES ", BRIDGE),
        ("bridge", BRIDGE),
        ("erewhon", None),
        ("nobody", None),
        ("", None),
        ("\ud800\x00", None),
    ],
    ids=repr,
)
async def test_a_slug_names_its_claim_and_words_the_only_one_that_holds_them(
    claims: ClaimService, retired: bool, typed: str, meant: Claim | None
) -> None:
    if meant is None:
        with pytest.raises(NotFoundError):
            await claims.find(typed, OWN, retired=retired)
        with pytest.raises(NotFoundError):
            await claims.locate(typed, OWN)
    else:
        assert await claims.find(typed, OWN, retired=retired) == meant
        assert await claims.locate(typed, OWN) == meant.key
    with pytest.raises(NotFoundError):
        await claims.find(typed, OWN, retired=not retired)


async def test_half_a_character_names_no_claim(claims: ClaimService) -> None:
    assert await claims.stored(ClaimKey("local", "\ud800")) is None


async def test_what_begins_with_the_words_comes_first(claims: ClaimService, retired: bool) -> None:
    assert await claims.complete("tower", OWN, retired=retired) == (TOWER, BRIDGE, ARCH)
    assert await claims.complete("tower", OWN, 2, retired=retired) == (TOWER, BRIDGE)
    assert await claims.complete("", OWN, 2, retired=retired) == (ARCH, TOWER)
    assert await claims.complete("", OWN, None, retired=retired) == (ARCH, TOWER, BRIDGE)
    assert await claims.complete("tower", OWN, retired=not retired) == ()


async def test_the_servers_own_claim_comes_before_one_of_another_pack(claims: ClaimService) -> None:
    for pack in ("server-1", "aaa"):
        await claims.add(lighthouse(pack=pack), actor=KEEPER)
    scope = Scope("server-1", frozenset({"server-1", "aaa"}))
    assert (await claims.find("lighthouse", scope)).pack == "server-1"
    assert (await claims.get(ClaimKey("aaa", "lighthouse"))) == lighthouse(pack="aaa")


async def test_a_retired_claim_is_located_by_its_slug_and_by_its_words(claims: ClaimService) -> None:
    scope = Scope.of("local")
    await claims.add(TOWER, actor=KEEPER)
    await claims.add(BRIDGE, actor=KEEPER)
    await claims.retire(BRIDGE.key, actor=KEEPER)
    assert (await claims.get(BRIDGE.key)) is None
    for name in ("tower-bridge", "nine arches"):
        assert await claims.locate(name, scope) == BRIDGE.key
        with pytest.raises(NotFoundError):
            await claims.find(name, scope)
