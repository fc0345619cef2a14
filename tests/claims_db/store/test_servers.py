from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from claims_db.actors import Actor
from claims_db.claims.packs import DIRECT_SCOPE, Scope
from claims_db.errors import NotFoundError
from claims_db.service import ClaimService
from claims_db.store.servers import Defaults, Desk, Mode, Setting, SettingsChange

from ..examples import lighthouse


async def test_a_new_server_sees_its_own_claims_and_the_starter_pack(claims: ClaimService) -> None:
    assert claims.scope(7) == Scope("server-7", frozenset({"server-7", "starter"}))
    assert claims.scope(None) == DIRECT_SCOPE
    assert DIRECT_SCOPE.own in DIRECT_SCOPE.packs
    assert claims.public_scope() == Scope("local", frozenset({"local", "starter"}))


async def test_modes_fall_back_from_channel_to_server_to_host(path: Path) -> None:
    defaults = Defaults(Mode.CORRECTIONS, timedelta(hours=1))
    async with ClaimService.open(path, defaults=defaults) as claims:
        assert (claims.servers.mode(7, 70), claims.servers.cooldown(7)) == (Mode.CORRECTIONS, timedelta(hours=1))
        await claims.servers.set_default_mode(7, Mode.ALL, actor=Actor("keeper"))
        await claims.servers.set_mode(7, 71, Mode.ON_REQUEST, actor=Actor("keeper"))
        await claims.servers.set_cooldown(7, timedelta(0), actor=Actor("keeper"))
        assert [claims.servers.mode(7, channel) for channel in (70, 71)] == [Mode.ALL, Mode.ON_REQUEST]
        assert (claims.servers.cooldown(7), claims.servers.cooldown(8)) == (timedelta(0), timedelta(hours=1))
        assert claims.servers.mode(8, 70) is Mode.CORRECTIONS


async def test_settings_outlive_the_process_and_go_back_to_the_default(path: Path) -> None:
    async with ClaimService.open(path) as claims:
        assert not claims.servers.settings(7).greeted
        await claims.servers.mark_greeted(7)
        await claims.servers.set_mode(7, 70, Mode.ALL, actor=Actor("keeper"))
        await claims.servers.set_default_mode(7, Mode.CORRECTIONS, actor=Actor("keeper"))
        await claims.servers.set_cooldown(7, timedelta(minutes=5), actor=Actor("keeper"))
    async with ClaimService.open(path) as claims:
        assert claims.servers.settings(7).greeted
        assert (claims.servers.mode(7, 70), claims.servers.mode(7, 71)) == (Mode.ALL, Mode.CORRECTIONS)
        assert claims.servers.cooldown(7) == timedelta(minutes=5)
        await claims.servers.set_mode(7, 70, None, actor=Actor("keeper"))
        await claims.servers.set_default_mode(7, None, actor=Actor("keeper"))
        await claims.servers.set_cooldown(7, None, actor=Actor("keeper"))
        assert (claims.servers.mode(7, 70), claims.servers.cooldown(7)) == (Mode.ON_REQUEST, timedelta(hours=6))
        assert claims.servers.settings(7).greeted


async def test_a_server_takes_up_packs_and_gives_them_up(path: Path) -> None:
    async with ClaimService.open(path) as claims:
        await claims.add(lighthouse(), actor=Actor("host"))
        await claims.servers.subscribe(7, "local", actor=Actor("keeper"))
        assert claims.scope(7).packs == {"server-7", "local", "starter"}
        await claims.servers.unsubscribe(7, "starter", actor=Actor("keeper"))
        assert claims.scope(7).packs == {"server-7", "local"}
        assert claims.scope(8).packs == {"server-8", "starter"}
    async with ClaimService.open(path) as claims:
        assert (await claims.find("lighthouse", claims.scope(7))) == lighthouse()
        with pytest.raises(NotFoundError):
            await claims.find("clubhouse-banned", claims.scope(7))
        await claims.servers.subscribe(7, "starter", actor=Actor("keeper"))
        await claims.servers.unsubscribe(7, "local", actor=Actor("keeper"))
        assert claims.scope(7).packs == {"server-7", "starter"}


@pytest.mark.parametrize("pack", ["nowhere", "server-1"])
async def test_only_packs_for_all_can_be_taken_up(claims: ClaimService, pack: str) -> None:
    await claims.add(lighthouse(pack="server-1"), actor=Actor("keeper"))
    with pytest.raises(NotFoundError, match="to subscribe to"):
        await claims.servers.subscribe(7, pack, actor=Actor("keeper"))
    assert claims.scope(7).packs == {"server-7", "starter"}


async def test_a_server_with_a_number_like_another_is_another(claims: ClaimService) -> None:
    await claims.add(lighthouse(pack="server-1"), actor=Actor("keeper"))
    assert "lighthouse" not in {claim.slug for claim in (await claims.claims(claims.scope(11)))}


async def test_ids_as_large_as_discord_gives_are_kept(path: Path) -> None:
    large = 2**63 - 1
    async with ClaimService.open(path) as claims:
        await claims.servers.set_mode(large, large - 1, Mode.ALL, actor=Actor("keeper"))
    async with ClaimService.open(path) as claims:
        assert claims.servers.mode(large, large - 1) is Mode.ALL


async def test_how_moderators_work_outlives_the_process_and_other_settings(path: Path) -> None:
    desk = Desk(quiet=True, second_approval=True, log_channel=70, roles=frozenset({71, 72}))
    async with ClaimService.open(path) as claims:
        await claims.servers.change_desk(
            7, lambda before: replace(before, quiet=True, roles=before.roles | {71, 72, 73}), actor=Actor("keeper")
        )
        await claims.servers.change_desk(
            7, lambda before: replace(desk, roles=before.roles - {73}), actor=Actor("keeper")
        )
        await claims.servers.set_default_mode(7, Mode.ALL, actor=Actor("keeper"))
        assert claims.servers.settings(8).desk == Desk()
    async with ClaimService.open(path) as claims:
        assert claims.servers.settings(7).desk == desk
        assert claims.servers.settings(7).default_mode is Mode.ALL
        assert claims.servers.settings(8).desk == Desk()


def changes(steps: tuple[SettingsChange, ...]) -> list[tuple[Actor, str, Setting, Setting]]:
    return [(step.actor, step.name, step.before, step.after) for step in steps]


async def test_every_setting_is_in_the_history_with_who_set_it(path: Path) -> None:
    async with ClaimService.open(path) as claims:
        await claims.add(lighthouse(), actor=Actor("host"))
        await claims.servers.set_mode(7, 70, Mode.ALL, actor=Actor("keeper"))
        await claims.servers.set_mode(7, 70, None, actor=Actor("mate"))
        await claims.servers.set_default_mode(7, Mode.CORRECTIONS, actor=Actor("keeper"))
        await claims.servers.set_cooldown(7, timedelta(minutes=5), actor=Actor("keeper"))
        await claims.servers.subscribe(7, "local", actor=Actor("keeper"))
        await claims.servers.change_desk(
            7, lambda desk: replace(desk, quiet=True, roles=frozenset({5, 71})), actor=Actor("keeper")
        )
        await claims.servers.set_default_mode(8, Mode.ALL, actor=Actor("stranger"))
    async with ClaimService.open(path) as claims:
        steps = await claims.servers.history(7)
    assert changes(steps) == [
        (Actor("keeper"), "channels.70", None, "all"),
        (Actor("mate"), "channels.70", "all", None),
        (Actor("keeper"), "default_mode", None, "corrections"),
        (Actor("keeper"), "cooldown", None, 300),
        (Actor("keeper"), "packs", ["starter"], ["local", "starter"]),
        (Actor("keeper"), "quiet", False, True),
        (Actor("keeper"), "roles", [], ["5", "71"]),
    ]
    assert all(datetime.now(UTC) - step.at < timedelta(minutes=5) for step in steps)


async def test_what_was_set_already_and_a_greeting_leave_no_history(claims: ClaimService) -> None:
    await claims.servers.mark_greeted(7)
    await claims.servers.set_cooldown(7, None, actor=Actor("keeper"))
    await claims.servers.subscribe(7, "starter", actor=Actor("keeper"))
    assert await claims.servers.history(7) == ()
    assert await claims.servers.history(404) == ()
