"""Second approval, and what members suggest."""

from __future__ import annotations

from dataclasses import replace

import pytest
import simcord

from bot.words import claim_text, discord_text, queue_text
from claims_db.actors import Actor
from claims_db.claims.history import ChangeKind
from claims_db.store import queue
from claims_db.values import Rating

from ..desk import FIELDS, LIBRARY, fields, previewed, response, send
from ..world import World, labels, only, shown

CRANE = "The quayside crane of Erewhon lifts ninety tonnes"


@pytest.fixture
async def second(world: World) -> simcord.MemberActor:
    """Another moderator, on a server that wants two."""
    await world.bot.claims.servers.change_desk(
        world.guild.id, lambda desk: replace(desk, second_approval=True), actor=Actor.on_discord(1)
    )
    return world.guild.add_member(world.env.create_user("second"), roles=[world.guild.roles["moderators"]])


async def opened(world: World, actor: simcord.MemberActor) -> simcord.ResponseMessage:
    return response(await actor.slash(world.channel, "queue"))


async def log_channel(world: World) -> simcord.ChannelHandle:
    log = world.guild.create_text_channel("log")
    await world.bot.claims.servers.change_desk(
        world.guild.id, lambda desk: replace(desk, log_channel=log.id), actor=Actor.on_discord(1)
    )
    return log


async def suggested(world: World, text: str = CRANE, source: str = "") -> simcord.InteractionResult:
    options = {"source": source} if source else {}
    return await world.member.slash(world.channel, "suggest", text=text, **options)


async def waiting(world: World) -> list[str]:
    return [entry.kind.value for entry in await world.bot.claims.queue.entries(world.guild.id)]


class TestSecondApproval:
    async def test_what_a_moderator_saves_waits_until_another_approves_it(
        self, world: World, second: simcord.MemberActor
    ) -> None:
        saved = await world.moderator.click(await previewed(world), label="Save")
        assert "waits in /queue until another moderator approves it" in shown(saved.response)
        assert await world.own_claims() == []

        page = await opened(world, second)
        assert shown(page).startswith("One entry is waiting for a decision.\n**A new claim**\n")
        assert f"<@{world.moderator.id}> proposed this on " in shown(page)
        assert LIBRARY in shown(page)
        assert labels(page) == ["Approve", "Send back", "Drop"]
        approved = await second.click(page, label="Approve")

        claim = only(await world.own_claims())
        assert claim.text == LIBRARY
        assert shown(page) == f"{queue_text.APPROVED} {queue_text.EMPTY}"
        told = only(approved.followups)
        assert told.ephemeral
        assert shown(told).startswith(claim_text.done(ChangeKind.ADDED, claim))
        assert labels(told) == [claim_text.UNDO_BUTTON]
        history = await world.bot.claims.history(claim.key)
        assert [step.actor for step in history] == [Actor.on_discord(world.moderator.id)]

    async def test_whoever_made_it_is_told_that_another_approved(
        self, world: World, second: simcord.MemberActor
    ) -> None:
        saved = await world.moderator.click(await previewed(world), label="Save")

        await second.click(await opened(world, second), label="Approve")

        claim = only(await world.own_claims())
        told = only(saved.followups)
        assert told.ephemeral
        assert told.content == f"Another moderator approved what you proposed. I answer from {claim.slug} from now on."

    @pytest.mark.parametrize(
        ("command", "changed"), [("claim retire", []), ("claim edit", [Rating.TRUE])], ids=["retired", "edited"]
    )
    async def test_other_changes_wait_too(
        self, world: World, second: simcord.MemberActor, command: str, changed: list[Rating]
    ) -> None:
        claim = await world.add_claim(LIBRARY, Rating.FALSE)
        result = await world.moderator.slash(world.channel, command, name=claim.slug)
        if command == "claim edit":
            await world.moderator.click(response(await send(world, result, {claim_text.RATING: "true"})), label="Save")
        assert await world.own_claims() == [claim]

        await second.click(await opened(world, second), label="Approve")

        assert [each.rating for each in await world.own_claims()] == changed

    async def test_undoing_waits_too(self, world: World, second: simcord.MemberActor) -> None:
        claim = await world.add_claim(LIBRARY)
        await world.moderator.slash(world.channel, "claim undo", name=claim.slug)
        assert await world.own_claims() == [claim]

        await second.click(await opened(world, second), label="Approve")

        assert await world.own_claims() == []

    async def test_lines_of_a_claim_wait_too(self, world: World, second: simcord.MemberActor) -> None:
        claim = await world.add_claim(LIBRARY)
        form = await world.moderator.slash(world.channel, "claim lines", name=claim.slug)
        saved = await send(world, form, {discord_text.LINES_MUST: LIBRARY})
        assert "waits in /queue" in shown(saved.response)
        assert await world.own_claims() == [claim]

        await second.click(await opened(world, second), label="Approve")

        assert only(await world.own_claims()).must_match == (LIBRARY,)

    async def test_whoever_was_taken_out_of_what_is_kept_is_somebody(
        self, world: World, second: simcord.MemberActor
    ) -> None:
        await world.moderator.click(await previewed(world), label="Save")
        await world.bot.claims.privacy.take_out(world.moderator.id)

        assert "Somebody proposed this on " in shown(await opened(world, second))

    async def test_nobody_approves_their_own_and_they_hear_how_to_switch_it_off(
        self, world: World, second: simcord.MemberActor
    ) -> None:
        await world.moderator.click(await previewed(world), label="Save")

        page = await opened(world, world.moderator)

        assert labels(page) == ["Change it", "Drop"]
        assert queue_text.OWN_CHANGE in shown(page)
        await second.click(await opened(world, second), label="Drop")

    @pytest.mark.usefixtures("second")
    async def test_an_old_page_does_not_let_them_either(self, world: World) -> None:
        await world.moderator.click(await previewed(world), label="Save")
        await turn_off(world)
        page = await opened(world, world.moderator)
        assert "Approve" in labels(page)
        await world.bot.claims.servers.change_desk(
            world.guild.id, lambda desk: replace(desk, second_approval=True), actor=Actor.on_discord(1)
        )

        await world.moderator.click(page, label="Approve")

        assert "another moderator approves it" in shown(page)
        assert await world.own_claims() == []

    async def test_it_can_be_sent_back_changed_and_proposed_again(
        self, world: World, second: simcord.MemberActor
    ) -> None:
        saved = await world.moderator.click(await previewed(world), label="Save")
        page = await opened(world, second)
        form = await second.click(page, label="Send back")

        await second.submit_modal(form, {reason_field(form): "Name the *year*"})

        assert shown(page) == f"{queue_text.RETURNED} {queue_text.EMPTY}"
        assert only(saved.followups).content.replace("\\", "") == queue_text.told_returned("Name the *year*")
        theirs = await opened(world, world.moderator)
        assert f"**Sent back**\n<@{second.id}> wrote: Name the \\*year\\*" in shown(theirs)
        again = await world.moderator.click(theirs, label="Change it")
        assert fields(again)[claim_text.CLAIM] == LIBRARY
        preview = response(await send(world, again, {claim_text.CLAIM: f"{LIBRARY} in 2021"}))
        await world.moderator.click(preview, label="Save")
        await second.click(await opened(world, second), label="Approve")
        assert only(await world.own_claims()).text == f"{LIBRARY} in 2021"
        assert await waiting(world) == []

    async def test_a_claim_that_changed_meanwhile_is_shown_and_not_approved(
        self, world: World, second: simcord.MemberActor
    ) -> None:
        claim = await world.add_claim(LIBRARY)
        await world.moderator.slash(world.channel, "claim retire", name=claim.slug)
        page = await opened(world, second)
        changed = await world.bot.claims.edit(
            claim, replace(claim, rating=Rating.MISLEADING), actor=Actor.on_discord(1)
        )

        await second.click(page, label="Approve")

        assert "in the meantime" in shown(page)
        assert queue_text.CHANGED_MEANWHILE in shown(page)
        assert "rating: was true, is now misleading" in shown(page)
        assert labels(page) == ["Send back", "Drop"]
        assert await world.own_claims() == [changed]

    async def test_two_moderators_settle_an_entry_once(self, world: World, second: simcord.MemberActor) -> None:
        third = world.guild.add_member(world.env.create_user("third"), roles=[world.guild.roles["moderators"]])
        await world.moderator.click(await previewed(world), label="Save")
        one, two = await opened(world, second), await opened(world, third)

        await second.click(one, label="Approve")
        await third.click(two, label="Drop")

        assert shown(two) == f"{queue_text.SETTLED} {queue_text.EMPTY}"
        assert len(await world.own_claims()) == 1

    async def test_pages_go_from_the_oldest_to_the_newest(self, world: World, second: simcord.MemberActor) -> None:
        claims = [await world.add_claim(f"{LIBRARY} on day {number}") for number in range(3)]
        for claim in claims:
            await world.moderator.slash(world.channel, "claim retire", name=claim.slug)
        page = await opened(world, second)
        seen = [shown(page)]
        assert "This is number 1, the oldest." in seen[0]
        for _ in range(2):
            await second.click(page, label="Newer")
            seen.append(shown(page))
        assert [claim.text in each for claim, each in zip(claims, seen, strict=True)] == [True] * 3
        assert "Newer" not in labels(page)
        await second.click(page, label="Older")
        assert shown(page) == seen[1]
        await second.click(page, label="Drop")
        assert "2 entries are waiting for a decision. This is number 2." in shown(page)

    async def test_it_outlives_a_restart(self, world: World, second: simcord.MemberActor) -> None:
        await world.moderator.click(await previewed(world), label="Save")
        page = await opened(world, second)
        await world.restart()

        await second.click(page, label="Approve")

        assert len(await world.own_claims()) == 1


async def turn_off(world: World) -> None:
    await world.bot.claims.servers.change_desk(
        world.guild.id, lambda desk: replace(desk, second_approval=False), actor=Actor.on_discord(1)
    )


def reason_field(form: simcord.InteractionResult) -> str:
    assert form.modal is not None
    return str(only(form.modal["components"])["component"]["custom_id"])


class TestSuggest:
    async def test_a_moderator_finds_it_and_makes_it_a_claim(self, world: World) -> None:
        result = await suggested(world, source="https://example.org/crane")
        assert result.ephemeral
        assert shown(result.response) == queue_text.SUGGESTED

        page = await opened(world, world.moderator)
        assert CRANE in shown(page)
        assert labels(page) == ["Add as claim", "Send back", "Drop"]
        form = await world.moderator.click(page, label="Add as claim")
        assert fields(form)[claim_text.CLAIM] == CRANE
        assert fields(form)[claim_text.ADDRESS] == "https://example.org/crane"
        typed = {claim_text.SOURCE: FIELDS[claim_text.SOURCE], claim_text.RATING: "true"}
        preview = response(await send(world, form, typed))
        assert await waiting(world) == ["suggested"]
        await world.moderator.click(preview, label="Save")

        assert only(await world.own_claims()).text == CRANE
        assert await waiting(world) == []
        assert only(result.followups).content == queue_text.told_accepted(only(await world.own_claims()))

    async def test_a_form_that_outlived_a_restart_settles_it_too(self, world: World) -> None:
        await suggested(world)
        form = await world.moderator.click(await opened(world, world.moderator), label="Add as claim")
        typed = {claim_text.SOURCE: FIELDS[claim_text.SOURCE], claim_text.RATING: "true"}
        preview = response(await send(world, form, typed))
        await world.restart()

        await world.moderator.click(preview, label="Save")

        assert only(await world.own_claims()).text == CRANE
        assert await waiting(world) == []

    async def test_a_dropped_one_is_stored_nowhere_and_its_member_hears_of_it(self, world: World) -> None:
        result = await suggested(world)

        await world.moderator.click(await opened(world, world.moderator), label="Drop")

        assert await waiting(world) == []
        assert only(result.followups).content == queue_text.TOLD_DROPPED

    async def test_after_a_quarter_of_an_hour_nobody_is_told_any_more(self, world: World) -> None:
        result = await suggested(world)
        await world.env.advance_time(16 * 60)

        await world.moderator.click(await opened(world, world.moderator), label="Drop")

        assert list(result.followups) == []
        assert world.env.errors == []

    async def test_members_see_their_own_alone_and_may_drop_it(self, world: World) -> None:
        other = world.guild.add_member(world.env.create_user("other"))
        await suggested(world)

        assert shown(await opened(world, other)) == queue_text.EMPTY_FOR_MEMBER
        page = await opened(world, world.member)
        assert labels(page) == ["Drop"]
        await world.member.click(page, label="Drop")

        assert shown(page) == f"{queue_text.DROPPED} {queue_text.EMPTY_FOR_MEMBER}"
        assert await waiting(world) == []

    async def test_one_that_was_sent_back_stands_in_its_members_queue(self, world: World) -> None:
        await suggested(world)
        page = await opened(world, world.moderator)
        form = await world.moderator.click(page, label="Send back")
        await world.moderator.submit_modal(form, {reason_field(form): "Where did you read this?"})

        theirs = await opened(world, world.member)

        assert "Where did you read this?" in shown(theirs)
        assert labels(theirs) == ["Drop"]
        assert shown(await opened(world, world.moderator)) == queue_text.EMPTY

    async def test_a_private_message_is_no_place_for_it(self, world: World) -> None:
        result = await world.member.user.slash("suggest", text=CRANE)

        assert shown(result.response) == queue_text.SUGGEST_IN_A_SERVER

    @pytest.mark.parametrize("text", ["!!!", "<@1>"])
    async def test_what_holds_no_words_is_told(self, world: World, text: str) -> None:
        result = await suggested(world, text)

        assert shown(result.response) == queue_text.NOTHING_SUGGESTED
        assert await waiting(world) == []

    async def test_one_member_cannot_fill_the_queue(self, world: World) -> None:
        for number in range(queue.MOST_SUGGESTED_BY_ONE):
            await suggested(world, f"{CRANE} on day {number}")

        result = await suggested(world)

        assert "of your suggestions wait already" in shown(result.response)
        assert len(await waiting(world)) == queue.MOST_SUGGESTED_BY_ONE

    async def test_nobody_suggests_without_a_pause(self, world: World) -> None:
        for _ in range(5):
            await suggested(world)
            await world.member.click(await opened(world, world.member), label="Drop")

        result = await suggested(world)

        assert shown(result.response).startswith("That was a lot of suggestions in a short time.")
        await world.env.advance_time(3601)
        assert shown((await suggested(world)).response) == queue_text.SUGGESTED

    async def test_formatting_and_mentions_show_as_written(self, world: World) -> None:
        await suggested(world, "**@everyone** of Erewhon [reads](https://example.org)")

        page = shown(await opened(world, world.moderator))

        assert "\\*\\*@\u200beveryone\\*\\* of Erewhon \\[reads\\]" in page


async def test_what_members_suggested_goes_when_the_bot_leaves(world: World) -> None:
    await suggested(world)
    server = world.bot.get_guild(world.guild.id)
    assert server is not None

    with world.env._bot_scope():
        world.bot.dispatch("guild_remove", server)
    await world.env.settle()

    assert await waiting(world) == []


class TestWhoMay:
    async def test_a_moderator_who_lost_the_right_settles_nothing(
        self, world: World, second: simcord.MemberActor
    ) -> None:
        await world.moderator.click(await previewed(world), label="Save")
        page = await opened(world, second)
        world.env.backend.edit_role(world.guild.id, world.guild.roles["moderators"].id, {"permissions": 0})
        await world.env.settle()

        for label in ("Approve", "Drop"):
            await second.click(page, label=label)
            assert discord_text.MODERATORS_ONLY in shown(page)
            assert await waiting(world) == ["added"]
            world.env.backend.edit_role(world.guild.id, world.guild.roles["moderators"].id, {"permissions": 8192})
            await world.env.settle()
            page = await opened(world, second)
            world.env.backend.edit_role(world.guild.id, world.guild.roles["moderators"].id, {"permissions": 0})
            await world.env.settle()
        result = await second.click(page, label="Send back")
        assert shown(result.response) == discord_text.MODERATORS_ONLY

    async def test_a_chosen_role_decides_too(self, world: World, second: simcord.MemberActor) -> None:
        role = world.guild.create_role("helpers")
        helper = world.guild.add_member(world.env.create_user("helper"), roles=[role])
        await world.bot.claims.servers.change_desk(
            world.guild.id, lambda desk: replace(desk, roles=frozenset({role.id})), actor=Actor.on_discord(1)
        )
        await world.moderator.click(await previewed(world), label="Save")

        await helper.click(await opened(world, helper), label="Approve")

        assert len(await world.own_claims()) == 1
        assert second.id != helper.id

    async def test_servers_see_nothing_of_each_other(self, world: World, second: simcord.MemberActor) -> None:
        other = World(world.env, "Other server")
        await world.moderator.click(await previewed(world), label="Save")
        await suggested(world)

        assert shown(await opened(other, other.moderator)) == queue_text.EMPTY
        entry = (await world.bot.claims.queue.entries(world.guild.id))[0]
        claim = await other.add_claim(CRANE)
        await other.bot.claims.servers.change_desk(
            other.guild.id, lambda desk: replace(desk, second_approval=True), actor=Actor.on_discord(1)
        )
        await other.moderator.slash(other.channel, "claim retire", name=claim.slug)
        page = await opened(other, other.moderator)
        other.env.backend.messages[other.channel.id][page.id].components[0]["components"][0]["custom_id"] = (
            f"footnote:queue:drop:{entry.id}"
        )
        await other.moderator.click(page, custom_id=f"footnote:queue:drop:{entry.id}")

        assert await waiting(world) == ["added", "suggested"]
        assert queue_text.SETTLED in shown(page)
        assert second.id != other.moderator.id


class TestLog:
    async def test_each_change_is_told_with_who_and_what(self, world: World) -> None:
        log = await log_channel(world)
        await world.moderator.click(await previewed(world), label="Save")
        claim = only(await world.own_claims())
        form = await world.moderator.slash(world.channel, "claim edit", name=claim.slug)
        await world.moderator.click(response(await send(world, form, {claim_text.RATING: "true"})), label="Save")
        await world.moderator.slash(world.channel, "claim retire", name=claim.slug)
        await world.moderator.slash(world.channel, "claim restore", name=claim.slug)

        posts = world.said(log)

        assert [post.content for post in posts] == [
            f"A claim was added: {claim.slug}.",
            f"A claim was changed: {claim.slug}.",
            f"A claim was taken out of use: {claim.slug}.",
            f"A claim was taken back into use: {claim.slug}.",
        ]
        assert all(f"<@{world.moderator.id}> {queue_text.DID_THIS}" in shown(post) for post in posts)
        assert "rating: was false, is now true" in shown(posts[1])
        assert [post.mentions for post in posts] == [[]] * 4

    async def test_what_waits_and_who_approved_it_is_told(self, world: World, second: simcord.MemberActor) -> None:
        log = await log_channel(world)
        await world.moderator.click(await previewed(world), label="Save")
        await second.click(await opened(world, second), label="Approve")

        proposed, done = world.said(log)

        assert proposed.content.endswith("It waits in /queue for another moderator.")
        assert f"<@{world.moderator.id}> {queue_text.DID_THIS}\n<@{second.id}> {queue_text.APPROVED_THIS}" in shown(
            done
        )

    async def test_a_suggestions_words_are_not_told(self, world: World) -> None:
        log = await log_channel(world)

        await suggested(world)

        assert shown(only(world.said(log))) == queue_text.LOG_SUGGESTED

    async def test_a_log_channel_that_cannot_be_written_blocks_nothing(self, world: World) -> None:
        log = await log_channel(world)
        world.env.inject_error("POST", f"/channels/{log.id}/messages", status=403, code=50013)

        await world.moderator.click(await previewed(world), label="Save")

        assert len(await world.own_claims()) == 1
        assert world.said(log) == []
