"""What a claim must and must not match, as moderators set it on Discord."""

from __future__ import annotations

from dataclasses import replace

import pytest
import simcord

from bot.words import discord_text
from claims_db.actors import Actor
from claims_db.claims.history import ChangeKind

from ..world import World, labels, only, shown

CLOSED = "The town library of Erewhon closed nine reading rooms"
MUST = (
    "supported: The library of Erewhon closed nine reading rooms\nrefuted: Erewhon library closed three reading rooms"
)


async def open_form(world: World, name: str = "rooms") -> simcord.InteractionResult:
    return await world.moderator.slash(world.channel, "claim lines", name=name)


async def send(
    world: World, opened: simcord.InteractionResult, must_match: str = "", must_not_match: str = ""
) -> simcord.ResponseMessage:
    assert opened.modal is not None
    ids = [label["component"]["custom_id"] for label in opened.modal["components"]]
    sent = await world.moderator.submit_modal(opened, dict(zip(ids, (must_match, must_not_match), strict=True)))
    assert sent.ephemeral
    assert sent.response is not None
    return sent.response


def filled(opened: simcord.InteractionResult) -> list[str | None]:
    assert opened.modal is not None
    return [label["component"].get("value") for label in opened.modal["components"]]


class TestLines:
    async def test_lines_are_stored_with_the_claim_and_said_to_hold(self, world: World) -> None:
        await world.add_claim(CLOSED, slug="rooms")

        answer = await send(world, await open_form(world), f"  {MUST}\n\n", "The library of Erewhon bought nine vans")

        assert shown(answer) == "Saved for rooms. All 3 lines hold."
        claim = only(await world.own_claims())
        assert claim.must_match == tuple(MUST.split("\n"))
        assert claim.must_not_match == ("The library of Erewhon bought nine vans",)
        change = (await world.bot.claims.history(claim.key))[-1]
        assert (change.kind, change.actor) == (ChangeKind.EDITED, Actor.on_discord(world.moderator.id))
        assert filled(await open_form(world)) == [MUST, "The library of Erewhon bought nine vans"]

    async def test_lines_that_do_not_hold_are_kept_and_named(self, world: World) -> None:
        await world.add_claim(CLOSED, slug="rooms")

        answer = await send(world, await open_form(world), f"{MUST}\nmy neighbour bakes bread", CLOSED)

        assert shown(answer) == (
            "Saved for rooms. 2 of 4 lines do not hold.\n"
            "**rooms**\n"
            "- must match: “my neighbour bakes bread”\n"
            "  No claim answers it.\n"
            f"- must not match: “{CLOSED}”\n"
            "  This claim answers it, supported: The source agrees.\n"
            f"\n{discord_text.LINES_KEPT}"
        )
        assert only(await world.own_claims()).must_not_match == (CLOSED,)

    async def test_an_empty_form_takes_the_lines_away(self, world: World) -> None:
        await world.add_claim(CLOSED, slug="rooms")
        await send(world, await open_form(world), MUST)

        answer = await send(world, await open_form(world))

        assert shown(answer) == "Saved. rooms has no lines now."
        assert only(await world.own_claims()).must_match == ()

    @pytest.mark.parametrize(
        ("lines", "complaint"),
        [
            pytest.param("x" * 301, "has 301 characters; it may have 300 at most", id="long"),
            pytest.param("\n".join(map(str, range(13))), "has 12 lines at most that must match", id="many"),
            pytest.param("a \x07 bell", "control character U+0007", id="control"),
        ],
    )
    async def test_what_is_wrong_is_told_and_can_be_mended(self, world: World, lines: str, complaint: str) -> None:
        await world.add_claim(CLOSED, slug="rooms")

        answer = await send(world, await open_form(world), lines)
        assert complaint in shown(answer).replace("\\", "")
        assert labels(answer) == [discord_text.AGAIN_BUTTON]
        assert only(await world.own_claims()).must_match == ()

        again = await world.moderator.click(answer, label=discord_text.AGAIN_BUTTON)
        assert filled(again)[0] == lines
        assert shown(await send(world, again, MUST)) == "Saved for rooms. All 2 lines hold."

    async def test_a_change_in_between_is_told_and_what_was_typed_is_kept(self, world: World) -> None:
        claim = await world.add_claim(CLOSED, slug="rooms")
        opened = await open_form(world)
        await world.bot.claims.edit(claim, replace(claim, tags=("library",)), actor=Actor("another"))

        answer = await send(world, opened, MUST)
        assert "somebody else changed 'rooms' in the meantime" in shown(answer)

        again = await world.moderator.click(answer, label=discord_text.AGAIN_BUTTON)
        await send(world, again, MUST)
        claim = only(await world.own_claims())
        assert (claim.tags, claim.must_match) == (("library",), tuple(MUST.split("\n")))

    @pytest.mark.parametrize("lost", ["retired", "restarted"])
    async def test_a_form_that_leads_nowhere_says_so(self, world: World, lost: str) -> None:
        claim = await world.add_claim(CLOSED, slug="rooms")
        answer = await send(world, await open_form(world), "x" * 301)
        if lost == "retired":
            await world.bot.claims.retire(claim.key, actor=Actor("another"))
        else:
            await world.restart()

        result = await world.moderator.click(answer, label=discord_text.AGAIN_BUTTON)

        assert shown(result.response) == discord_text.LINES_GONE
        assert labels(result.response) == []

    async def test_the_longest_lines_fit_into_the_form_again(self, world: World) -> None:
        await world.add_claim(CLOSED, slug="rooms")
        longest = "\n".join(f"{number:x>300}" for number in range(12))
        await send(world, await open_form(world), longest, longest.replace("x", "y"))
        assert filled(await open_form(world)) == [longest, longest.replace("x", "y")]

    async def test_hostile_lines_stay_words(self, world: World) -> None:
        await world.add_claim(CLOSED, slug="rooms")
        answer = await send(world, await open_form(world), "[click](https://evil.example) @everyone **rooms**")
        assert "](https://evil" not in shown(answer)
        assert "@everyone" not in shown(answer)

    async def test_only_claims_of_this_server_are_offered(self, world: World) -> None:
        await world.add_claim(CLOSED, slug="rooms")
        choices = await world.moderator.autocomplete(world.channel, "claim lines", "name", "")
        assert [choice["value"] for choice in choices] == ["rooms"]


class TestRefusals:
    async def test_a_member_is_told_who_may(self, world: World) -> None:
        await world.add_claim(CLOSED, slug="rooms")
        result = await world.member.slash(world.channel, "claim lines", name="rooms")
        assert result.modal is None
        assert result.ephemeral
        assert shown(result.response) == discord_text.MODERATORS_ONLY

    async def test_who_lost_the_right_meanwhile_changes_nothing(self, world: World) -> None:
        await world.add_claim(CLOSED, slug="rooms")
        opened = await open_form(world)
        world.env.backend.edit_member(world.guild.id, world.moderator.id, {"role_ids": []})
        assert shown(await send(world, opened, MUST)) == discord_text.MODERATORS_ONLY
        assert only(await world.own_claims()).must_match == ()

    async def test_a_claim_of_a_pack_belongs_to_who_keeps_its_file(self, world: World) -> None:
        result = await open_form(world, "clubhouse-banned")
        assert result.modal is None
        assert "whoever keeps that file can change it" in shown(result.response)

    async def test_an_unknown_claim_is_told(self, world: World) -> None:
        assert shown((await open_form(world, "nobody")).response) == discord_text.unknown_claim("nobody")

    async def test_another_servers_claim_is_unknown(self, world: World, simcord_env: simcord.Env) -> None:
        await World(simcord_env, "Other server").add_claim(CLOSED, slug="rooms")
        assert shown((await open_form(world)).response) == discord_text.unknown_claim("rooms")

    async def test_it_belongs_to_servers(self, world: World) -> None:
        result = await world.member.user.slash("claim lines", name="clubhouse-banned")
        assert shown(result.response) == discord_text.SERVER_ONLY
