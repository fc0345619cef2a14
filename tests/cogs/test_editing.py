"""Editing, retiring and restoring claims, and two people at it at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import discord
import pytest
import simcord

from bot.words import change_text, claim_text, discord_text
from claims_db.actors import Actor
from claims_db.claims.history import ChangeKind
from claims_db.errors import StoreError, Trouble
from claims_db.values import Claim, Interval, Rating

from ..desk import fields, response, send
from ..world import World, labels, only, shown

CLOSED = "The town library of Erewhon closed nine reading rooms"
TEN = "The town library of Erewhon closed ten reading rooms"
HALLS = "The town library of Erewhon closed nine reading halls"


@pytest.fixture
async def rooms(world: World) -> Claim:
    """A claim of the server."""
    return await world.add_claim(CLOSED, slug="rooms")


async def opened(world: World, part: str = "claim", name: str = "rooms") -> simcord.InteractionResult:
    return await world.moderator.slash(world.channel, "claim edit", name=name, part=part)


async def edited(world: World, typed: dict[str, str], part: str = "claim") -> simcord.ResponseMessage:
    return response(await send(world, await opened(world, part), typed))


def text_changed(before: str, after: str) -> str:
    return f"- text, before: {before}\n  now: {after}"


@pytest.mark.usefixtures("rooms")
class TestEdit:
    async def test_a_change_is_previewed_with_what_differs_and_saved(self, world: World) -> None:
        preview = await edited(world, {claim_text.CLAIM: TEN})

        assert shown(preview).startswith(claim_text.edit_preview(only(await world.own_claims())))
        assert f"**{change_text.CHANGES}**\n{text_changed(CLOSED, TEN)}" in shown(preview)
        assert only(await world.own_claims()).text == CLOSED

        saved = await world.moderator.click(preview, label="Save")
        claim = only(await world.own_claims())
        assert (claim.slug, claim.text) == ("rooms", TEN)
        assert shown(saved.response) == claim_text.done(ChangeKind.EDITED, claim)

        await world.moderator.click(response(saved), label=claim_text.UNDO_BUTTON)
        assert only(await world.own_claims()).text == CLOSED

    async def test_what_is_not_changed_cannot_be_saved(self, world: World) -> None:
        preview = await edited(world, {})
        assert shown(preview) == claim_text.UNCHANGED
        assert "Save" not in labels(preview)

    async def test_every_part_can_be_reached_from_the_preview(self, world: World) -> None:
        preview = await edited(world, {claim_text.TAGS: "library, Erewhon,  library"}, "when")
        for label, typed in (
            (claim_text.WHEN_BUTTON, {claim_text.AS_OF: "2021-06", claim_text.HAPPENED: "2021-03-12/2021-03-18"}),
            (claim_text.WORDINGS_BUTTON, {claim_text.PHRASINGS: "Nine rooms closed\n\nErewhon shut nine rooms"}),
            (claim_text.ANOTHER_SOURCE_BUTTON, {claim_text.SOURCE: "Shut | The Echo", claim_text.QUOTE: "nine rooms"}),
        ):
            again = await world.moderator.click(preview, label=label)
            preview = response(await send(world, again, typed))
        await world.moderator.click(preview, label="Save")

        claim = only(await world.own_claims())
        assert claim.tags == ("library", "Erewhon")
        assert (claim.as_of, claim.happened) == (Interval.parse("2021-06"), Interval.parse("2021-03-12/2021-03-18"))
        assert claim.phrasings == ("Nine rooms closed", "Erewhon shut nine rooms")
        assert [(each.source.title, each.quote) for each in claim.citations] == [
            ("What happened in Erewhon", None),
            ("Shut", "nine rooms"),
        ]

    async def test_a_source_is_taken_away_but_never_the_last(self, world: World) -> None:
        preview = await edited(world, {claim_text.SOURCE: "Shut | The Echo"}, "source-1")
        again = await world.moderator.click(preview, label=claim_text.source_button(1, await fields_title(world)))
        assert fields(again)[claim_text.KEEP] == "keep"
        preview = response(await send(world, again, {claim_text.KEEP: "take-away"}))
        await world.moderator.click(preview, label="Save")

        assert only(only(await world.own_claims()).citations).source.publisher == "The Echo"
        assert claim_text.KEEP not in fields(await opened(world, "source-0"))

    async def test_two_sources_of_one_name_are_kept_apart(self, world: World) -> None:
        same = {claim_text.SOURCE: "What happened in Erewhon | The Erewhon Gazette"}
        preview = await edited(world, {**same, claim_text.ADDRESS: "https://example.org/2"}, "source-1")
        again = await world.moderator.click(preview, label=claim_text.ANOTHER_SOURCE_BUTTON)
        preview = response(await send(world, again, {**same, claim_text.ADDRESS: "https://example.org/3"}))
        await world.moderator.click(preview, label="Save")

        cited = only(await world.own_claims()).citations
        assert [each.source.url for each in cited] == [None, "https://example.org/2", "https://example.org/3"]

    async def test_what_a_form_cannot_show_stays(self, world: World, rooms: Claim) -> None:
        # A preview of so many wordings may take long where every core is busy.
        world.env.settle_timeout = 60.0
        known = rooms.citations[0].source
        source = replace(known, author="A. Writer", archive_url="https://archive.example/1", publisher="The Day | West")
        quoted = replace(rooms.citations[0], source=source, quote="nine rooms")
        many = tuple(f"Erewhon shut nine rooms for the reason {number} times over" for number in range(120))
        await world.bot.claims.edit(rooms, replace(rooms, citations=(quoted,), phrasings=many), actor=Actor("test"))

        preview = await edited(world, {claim_text.RATING: "mostly-true"})
        again = await world.moderator.click(preview, label=claim_text.WORDINGS_BUTTON)
        preview = response(await send(world, again, {}))
        again = await world.moderator.click(preview, label=claim_text.ANOTHER_SOURCE_BUTTON)
        preview = response(await send(world, again, {claim_text.SOURCE: "Shut | The Echo"}))
        await world.moderator.click(preview, label="Save")

        claim = only(await world.own_claims())
        assert (claim.rating, claim.citations[:1], claim.phrasings) == (Rating.MOSTLY_TRUE, (quoted,), many)

    async def test_a_corrected_day_moves_the_day_that_the_claim_speaks_for(self, world: World) -> None:
        preview = await edited(world, {claim_text.DATE: "2021-05-02"})
        assert "As of 2 May 2021" in shown(preview)
        await world.moderator.click(preview, label="Save")
        assert only(await world.own_claims()).citations[0].source.published == date(2021, 5, 2)

    async def test_a_month_goes_where_there_is_a_place_for_it(self, world: World) -> None:
        preview = await edited(world, {claim_text.AS_OF: "2021-06-01"}, "when")
        again = await world.moderator.click(preview, label=claim_text.EDIT_BUTTON)
        wrong = response(await send(world, again, {claim_text.DATE: "2021-05"}))
        assert shown(wrong).startswith(claim_text.NEEDS_DAY)

    async def test_a_restart_between_preview_and_save_loses_nothing(self, world: World) -> None:
        preview = await edited(world, {claim_text.CLAIM: TEN})
        await world.restart()
        await world.press_twice(world.moderator, preview.message, "Save")
        assert only(await world.own_claims()).text == TEN
        assert shown(preview).startswith("Saved.")

    async def test_lines_that_a_change_breaks_are_named(self, world: World, rooms: Claim) -> None:
        await world.bot.claims.edit(rooms, replace(rooms, must_match=(f"supported: {CLOSED}",)), actor=Actor("test"))
        saved = await world.moderator.click(await edited(world, {claim_text.CLAIM: TEN}), label="Save")
        assert "1 line no longer holds" in shown(saved.response)


async def fields_title(world: World) -> str:
    """The first source as its button names it."""
    source = only(await world.own_claims()).citations[0].source
    return f"{source.title} | {source.publisher}"


class TestConflicts:
    async def test_the_second_of_two_is_shown_the_difference_and_both_texts_end_up_there(
        self, world: World, rooms: Claim
    ) -> None:
        preview = await edited(world, {claim_text.CLAIM: TEN})
        await world.bot.claims.edit(rooms, replace(rooms, rating=Rating.MISLEADING), actor=Actor.on_discord(4711))

        result = await world.moderator.click(preview, label="Save")

        assert shown(result.response).startswith(claim_text.conflict(retired=False))
        assert "<@4711> changed it, " in shown(result.response)
        assert f"**{claim_text.THEIR_CHANGES}**\n- rating: was true, is now misleading" in shown(result.response)
        assert f"**{claim_text.YOUR_CHANGES}**\n{text_changed(CLOSED, TEN)}" in shown(result.response)
        assert labels(result.response)[:3] == ["Save mine over it", "Fill in again", "Drop mine"]
        assert only(await world.own_claims()).text == CLOSED

        await world.moderator.click(response(result), label="Save mine over it")
        claim = only(await world.own_claims())
        assert (claim.text, claim.rating) == (TEN, Rating.MISLEADING)

    async def test_what_was_typed_stays_in_the_form(self, world: World, rooms: Claim) -> None:
        preview = await edited(world, {claim_text.CLAIM: TEN})
        await world.bot.claims.edit(rooms, replace(rooms, text=HALLS), actor=Actor.on_discord(4711))
        result = await world.moderator.click(preview, label="Save")

        again = await world.moderator.click(response(result), label="Fill in again")

        assert fields(again)[claim_text.CLAIM] == TEN
        preview = response(await send(world, again, {}))
        assert text_changed(HALLS, TEN) in shown(preview)

    async def test_their_change_stays_where_mine_is_dropped(self, world: World, rooms: Claim) -> None:
        preview = await edited(world, {claim_text.CLAIM: TEN})
        await world.bot.claims.edit(rooms, replace(rooms, text=HALLS), actor=Actor("test"))
        result = await world.moderator.click(preview, label="Save")
        assert "Somebody outside Discord (test) changed it" in shown(result.response)

        dropped = await world.moderator.click(response(result), label="Drop mine")

        assert shown(dropped.response) == claim_text.DROPPED
        assert only(await world.own_claims()).text == HALLS

    async def test_a_third_change_is_a_conflict_again(self, world: World, rooms: Claim) -> None:
        preview = await edited(world, {claim_text.CLAIM: TEN})
        second = await world.bot.claims.edit(
            rooms, replace(rooms, rating=Rating.MISLEADING), actor=Actor.on_discord(4711)
        )
        result = await world.moderator.click(preview, label="Save")
        await world.bot.claims.edit(second, replace(second, rating=Rating.FALSE), actor=Actor.on_discord(4712))

        result = await world.moderator.click(response(result), label="Save mine over it")

        assert "rating: was misleading, is now false" in shown(result.response)
        assert only(await world.own_claims()).text == CLOSED

    @pytest.mark.parametrize("restarted", [False, True], ids=["at once", "after a restart"])
    async def test_a_claim_retired_meanwhile_can_be_restored_with_what_was_typed(
        self, world: World, rooms: Claim, restarted: bool
    ) -> None:
        preview = await edited(world, {claim_text.CLAIM: TEN})
        await world.bot.claims.retire(rooms.key, actor=Actor.on_discord(4711))
        result = await world.moderator.click(preview, label="Save")

        assert shown(result.response).startswith(claim_text.conflict(retired=True))
        assert "<@4711> retired it, " in shown(result.response)
        assert labels(result.response)[:3] == ["Restore it and save mine", "Fill in again", "Drop mine"]
        assert await world.own_claims() == []

        if restarted:
            await world.restart()
        await world.moderator.click(response(result), label="Restore it and save mine")
        assert only(await world.own_claims()).text == TEN

    async def test_where_another_has_to_approve_the_restoring_the_text_stays(self, world: World, rooms: Claim) -> None:
        preview = await edited(world, {claim_text.CLAIM: TEN})
        await world.bot.claims.retire(rooms.key, actor=Actor.on_discord(4711))
        conflict = response(await world.moderator.click(preview, label="Save"))
        await world.bot.claims.servers.change_desk(
            world.guild.id, lambda desk: replace(desk, second_approval=True), actor=Actor.on_discord(4711)
        )

        result = await world.moderator.click(conflict, label="Restore it and save mine")

        assert shown(only(result.followups)) == claim_text.not_saved(claim_text.RESTORE_WAITS)
        again = await world.moderator.click(conflict, label="Fill in again")
        assert fields(again)[claim_text.CLAIM] == TEN

    async def test_a_store_that_fails_keeps_what_was_typed(
        self, world: World, rooms: Claim, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        preview = await edited(world, {claim_text.CLAIM: TEN})
        edit = world.bot.claims.edit

        full = StoreError(Trouble.FULL, "the disk is full")

        async def fail(*_: object, **__: object) -> Claim:
            monkeypatch.setattr(world.bot.claims, "edit", edit)
            raise full

        monkeypatch.setattr(world.bot.claims, "edit", fail)
        result = await world.moderator.click(preview, label="Save")
        assert shown(only(result.followups)) == claim_text.not_saved(str(full))
        assert only(await world.own_claims()) == rooms

        await world.moderator.click(preview, label="Save")
        assert only(await world.own_claims()).text == TEN


class TestRetire:
    async def test_a_claim_is_retired_restored_and_either_undone(self, world: World, rooms: Claim) -> None:
        retired = await world.moderator.slash(world.channel, "claim retire", name="rooms")
        assert shown(retired.response) == claim_text.done(ChangeKind.RETIRED, rooms)
        assert await world.own_claims() == []

        choices = await world.moderator.autocomplete(world.channel, "claim restore", "name", "reading")
        assert [choice["value"] for choice in choices] == ["rooms"]
        restored = await world.moderator.slash(world.channel, "claim restore", name="rooms")
        assert shown(restored.response) == claim_text.done(ChangeKind.RESTORED, rooms)

        undone = await world.moderator.click(response(restored), label="Undo")
        assert shown(undone.response) == claim_text.undone(3, ChangeKind.RETIRED, rooms)
        assert await world.own_claims() == []

    async def test_what_is_retired_is_named_where_it_is_to_be_edited(self, world: World, rooms: Claim) -> None:
        await world.bot.claims.retire(rooms.key, actor=Actor("test"))
        for command in ("claim edit", "claim retire", "claim lines"):
            result = await world.moderator.slash(world.channel, command, name="rooms")
            assert shown(result.response) == claim_text.is_retired(rooms)

    @pytest.mark.usefixtures("rooms")
    async def test_what_is_in_use_is_not_restored(self, world: World) -> None:
        result = await world.moderator.slash(world.channel, "claim restore", name="rooms")
        assert shown(result.response) == claim_text.unknown_retired("rooms")


COMMANDS = ["claim edit", "claim retire", "claim restore", "claim history", "claim undo", "claim lines"]


class TestRefusals:
    @pytest.mark.parametrize("command", COMMANDS)
    async def test_a_member_is_told_who_may(self, world: World, rooms: Claim, command: str) -> None:
        result = await world.member.slash(world.channel, command, name="rooms")
        assert result.modal is None
        assert shown(result.response) == discord_text.MODERATORS_ONLY
        assert await world.own_claims() == [rooms]

    @pytest.mark.parametrize("command", COMMANDS)
    async def test_private_messages_change_nothing(self, world: World, command: str) -> None:
        result = await world.moderator.user.slash(command, name="clubhouse-banned")
        assert shown(result.response) == discord_text.SERVER_ONLY

    @pytest.mark.parametrize("command", COMMANDS)
    @pytest.mark.parametrize("retired", [False, True], ids=["in use", "retired"])
    async def test_another_servers_claim_is_unknown_and_not_completed(
        self, world: World, simcord_env: simcord.Env, command: str, retired: bool
    ) -> None:
        other = World(simcord_env, "Other server")
        claim = await other.add_claim(CLOSED, slug="rooms")
        if retired:
            await world.bot.claims.retire(claim.key, actor=Actor("test"))
        before = await world.bot.claims.history(claim.key)

        result = await world.moderator.slash(world.channel, command, name="rooms")

        assert shown(result.response) in {
            discord_text.unknown_claim("rooms"), claim_text.unknown_retired("rooms"), claim_text.unknown_own("rooms"),
        }  # fmt: skip
        for typed in ("", "rooms"):
            choices = await world.moderator.autocomplete(world.channel, command, "name", typed)
            assert "rooms" not in [choice["value"] for choice in choices]
        assert await world.bot.claims.history(claim.key) == before

    @pytest.mark.parametrize("command", ["claim edit", "claim retire", "claim undo", "claim lines"])
    async def test_a_packs_claim_is_not_changed_and_an_own_one_is_offered(self, world: World, command: str) -> None:
        result = await world.moderator.slash(world.channel, command, name="clubhouse-banned")
        assert "belongs to the pack starter" in shown(result.response)

        offered = await world.moderator.click(response(result), label=claim_text.OWN_BUTTON)
        await world.moderator.click(response(await send(world, offered, {})), label="Save")

        claim = only(await world.own_claims())
        assert claim.text == (await world.bot.claims.find("clubhouse-banned", world.bot.claims.public_scope())).text

    async def test_a_right_lost_between_form_and_save_changes_nothing(self, world: World, rooms: Claim) -> None:
        preview = await edited(world, {claim_text.CLAIM: TEN})
        world.env.backend.edit_member(world.guild.id, world.moderator.id, {"role_ids": []})

        result = await world.moderator.click(preview, label="Save")

        assert shown(only(result.followups)) == claim_text.not_saved(discord_text.MODERATORS_ONLY)
        assert await world.own_claims() == [rooms]

    async def test_a_channel_removed_before_the_answer_leaves_a_whole_claim(self, world: World, rooms: Claim) -> None:
        preview = await edited(world, {claim_text.CLAIM: TEN})
        world.env.inject_error("PATCH", "/webhooks/*", status=404, code=10003)

        await world.moderator.click(preview, label="Save")

        assert only(await world.own_claims()).text == TEN
        assert len(await world.bot.claims.history(rooms.key)) == 2


class TestFromAMessage:
    async def test_its_text_stands_in_the_form_and_nowhere_else(self, world: World) -> None:
        message = await world.member.send(world.channel, f"{CLOSED}\nand   more")

        opened = await world.moderator.context_menu(world.channel, claim_text.ADD_MENU, message)

        assert fields(opened)[claim_text.CLAIM] == f"{CLOSED} and more"
        assert await world.own_claims() == []
        stored = (world.bot.settings.db).read_bytes()
        assert b"reading rooms" not in stored

    async def test_a_long_message_is_cut_to_what_a_claim_may_have(self, world: World) -> None:
        message = await world.member.send(world.channel, "long words " * 150)
        opened = await world.moderator.context_menu(world.channel, claim_text.ADD_MENU, message)
        assert len(fields(opened)[claim_text.CLAIM]) == 1000

    async def test_members_do_not_see_it(self, world: World) -> None:
        message = await world.member.send(world.channel, CLOSED)
        with pytest.raises(simcord.SetupError, match="permission"):
            await world.member.context_menu(world.channel, claim_text.ADD_MENU, message)

    async def test_who_moderates_one_channel_alone_is_told_who_may(self, world: World) -> None:
        own = discord.PermissionOverwrite(manage_messages=True)
        channel = world.guild.create_text_channel("own", overwrites={world.member: own})
        message = await world.member.send(channel, CLOSED)

        result = await world.member.context_menu(channel, claim_text.ADD_MENU, message)

        assert result.modal is None
        assert shown(result.response) == discord_text.MODERATORS_ONLY
