"""The history of a claim, and undoing its steps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.words import claim_text, discord_text
from bot.words.change_text import contrasted
from claims_db.actors import Actor
from claims_db.claims.history import ChangeKind
from claims_db.values import Claim, Rating

from ..desk import response
from ..world import World, labels, only, shown

CLOSED = "The town library of Erewhon closed nine reading rooms"
TEN = "The town library of Erewhon closed ten reading rooms"


@pytest.fixture
async def rooms(world: World) -> Claim:
    """A claim that was added, got another text and another rating, and a tag."""
    actor = Actor.on_discord(world.moderator.id)
    first = await world.add_claim(CLOSED, slug="rooms")
    second = await world.bot.claims.edit(first, replace(first, text=TEN), actor=actor)
    third = await world.bot.claims.edit(second, replace(second, rating=Rating.FALSE), actor=Actor("import"))
    return await world.bot.claims.edit(third, replace(third, tags=("library",)), actor=actor)


async def history(world: World) -> str:
    return shown((await world.moderator.slash(world.channel, "claim history", name="rooms")).response)


@pytest.mark.usefixtures("rooms")
class TestHistory:
    async def test_it_says_who_changed_what_newest_first_page_by_page(self, world: World) -> None:
        first = await world.moderator.slash(world.channel, "claim history", name="rooms")

        said = shown(first.response)
        assert said.startswith("The history of rooms: 4 steps, the newest first. Page 1 of 2.")
        assert f"**Step 4**\n<@{world.moderator.id}> changed it, " in said.replace("\\", "")
        assert "- tag, added: library" in said
        assert "Somebody outside Discord (import) changed it" in said
        assert "- rating: was true, is now false" in said
        assert f"- text, before: {CLOSED}\n  now: {TEN}" in said
        assert labels(first.response) == ["Undo step 4", "Undo step 3", "Undo step 2", "Older"]

        older = await world.moderator.click(response(first), label="Older")
        assert "Page 2 of 2." in shown(older.response)
        assert "<@1> added it, " in shown(older.response)
        assert f"**{CLOSED}**" in shown(older.response)
        assert labels(older.response) == ["Undo step 1", "Newer"]
        newer = await world.moderator.click(response(older), label="Newer")
        assert shown(newer.response) == said

    async def test_pages_turn_after_a_restart(self, world: World) -> None:
        first = await world.moderator.slash(world.channel, "claim history", name="rooms")
        await world.restart()
        older = await world.moderator.click(response(first), label="Older")
        assert "Page 2 of 2." in shown(older.response)

    async def test_a_retired_claim_has_one_too(self, world: World, rooms: Claim) -> None:
        await world.bot.claims.retire(rooms.key, actor=Actor("test"))
        choices = await world.moderator.autocomplete(world.channel, "claim history", "name", "reading")
        assert [choice["value"] for choice in choices] == ["rooms"]
        assert "(test) retired it" in await history(world)

    async def test_a_packs_claim_has_one_without_a_way_back(self, world: World) -> None:
        result = await world.moderator.slash(world.channel, "claim history", name="clubhouse-banned")
        assert shown(result.response).startswith("The history of clubhouse-banned: 1 step.")
        assert labels(result.response) == []

    async def test_a_right_lost_meanwhile_ends_the_reading(self, world: World) -> None:
        first = await world.moderator.slash(world.channel, "claim history", name="rooms")
        world.env.backend.edit_member(world.guild.id, world.moderator.id, {"role_ids": []})
        for label in ("Older", "Undo step 4"):
            result = await world.moderator.click(response(first), label=label)
            answered = result.followups[0] if result.followups else result.response
            assert shown(answered) == discord_text.MODERATORS_ONLY


class TestUndo:
    async def test_any_step_is_undone_from_the_history_and_the_undoing_too(self, world: World, rooms: Claim) -> None:
        first = await world.moderator.slash(world.channel, "claim history", name="rooms")

        undone = await world.moderator.click(response(first), label="Undo step 2")

        assert shown(undone.response) == claim_text.undone(2, ChangeKind.EDITED, rooms)
        claim = only(await world.own_claims())
        assert (claim.text, claim.rating, claim.tags) == (CLOSED, Rating.FALSE, ("library",))
        await world.moderator.click(response(undone), label="Undo")
        assert only(await world.own_claims()) == rooms

    async def test_pressed_twice_it_is_undone_once(self, world: World, rooms: Claim) -> None:
        first = await world.moderator.slash(world.channel, "claim history", name="rooms")
        await world.press_twice(world.moderator, response(first).message, "Undo step 2")
        assert only(await world.own_claims()) == replace(rooms, text=CLOSED)
        assert len(await world.bot.claims.history(rooms.key)) == 5

    async def test_the_newest_step_is_undone_where_none_is_named(self, world: World, rooms: Claim) -> None:
        result = await world.moderator.slash(world.channel, "claim undo", name="rooms")
        assert shown(result.response) == claim_text.undone(4, ChangeKind.EDITED, rooms)
        assert only(await world.own_claims()).tags == ()

    async def test_what_later_steps_are_in_the_way_of_is_said(self, world: World, rooms: Claim) -> None:
        await world.bot.claims.edit(rooms, replace(rooms, text=f"{TEN} for good"), actor=Actor("test"))
        result = await world.moderator.slash(world.channel, "claim undo", name="rooms", step=2)
        assert "Step 2 cannot be undone, because step 5 changed the text after it" in shown(result.response)
        assert only(await world.own_claims()).text == f"{TEN} for good"

    @pytest.mark.usefixtures("rooms")
    async def test_a_step_that_there_is_not_is_said(self, world: World) -> None:
        result = await world.moderator.slash(world.channel, "claim undo", name="rooms", step=9)
        assert "There is no step 9; the newest is step 4." in shown(result.response)

    async def test_a_retired_claim_comes_back(self, world: World, rooms: Claim) -> None:
        await world.bot.claims.retire(rooms.key, actor=Actor("test"))
        result = await world.moderator.slash(world.channel, "claim undo", name="rooms")
        assert shown(result.response) == claim_text.undone(5, ChangeKind.RESTORED, rooms)
        assert await world.own_claims() == [rooms]

    async def test_a_claim_with_the_longest_name_is_found_by_its_buttons(self, world: World) -> None:
        claim = await world.add_claim(CLOSED, slug="r" * 120)
        retired = await world.moderator.slash(world.channel, "claim retire", name=claim.slug)
        await world.moderator.click(response(retired), label="Undo")
        assert await world.own_claims() == [claim]


def test_of_long_texts_the_part_that_differs_is_shown() -> None:
    words = " ".join(f"word{number}" for number in range(60))
    old, new = contrasted(f"{words} nine rooms {words}", f"{words} ten rooms {words}")
    assert (old, new) == tuple(
        f"… word54 word55 word56 word57 word58 word59 {number} rooms word0 word1 word2 word3 word4 …"
        for number in ("nine", "ten")
    )
