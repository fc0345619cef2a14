"""What the bot said of a claim follows the claim, once a moderator says so."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.discord import reply_updates
from bot.words import answer_text, claim_text, update_text
from claims_db.actors import Actor
from claims_db.store.servers import Mode
from claims_db.store.updates import UpdateProgress
from claims_db.values import Claim, Rating
from cogs.reply_updates import updater

from ..desk import response, send
from ..world import NO_MATCH, World, labels, only, opening, shown

LIBRARY = "The town library of Erewhon closed its doors in May"
# Longer than SimCord waits for the bot to come to rest: each round of updates needs the clock to be moved on.
PACE = 60.0


@pytest.fixture
async def claim(world: World, monkeypatch: pytest.MonkeyPatch) -> Claim:
    await world.bot.claims.servers.set_cooldown(world.guild.id, timedelta(0), actor=Actor("test"))
    updater(world.bot).pace = PACE
    monkeypatch.setattr(reply_updates, "PACE_SECONDS", PACE)  # for a bot that is started again
    return await world.add_claim(LIBRARY)


async def told(world: World, times: int, channel: simcord.ChannelHandle | None = None) -> list[discord.Message]:
    """The bot's replies to somebody who says the claim that often."""
    place = channel or world.channel
    for _ in range(times):
        await world.member.send(place, f"{world.mention} {LIBRARY}")
    return world.said(place)


async def rated(world: World, claim: Claim, rating: Rating) -> Claim:
    """The claim, changed by nobody whom the bot could ask."""
    return await world.bot.claims.edit(claim, replace(claim, rating=rating), actor=Actor.on_discord(world.moderator.id))


async def begin(world: World, claim: Claim) -> int:
    """Let the claim's replies be brought up to date; the first round runs."""
    number = (await world.bot.claims.updates.outdated(claim.key)).number
    await world.bot.claims.updates.want(number)
    with world.env._bot_scope():
        updater(world.bot).start()
    await world.env.settle()
    return number


async def rounds(world: World, number: int) -> None:
    for _ in range(number):
        await world.env.advance_time(PACE)


async def refreshed(world: World) -> None:
    """What the bot hears when the command line changed something beside it."""
    with world.env._bot_scope():
        world.bot.dispatch("claims_refreshed")
    await world.env.settle()


def edited(world: World) -> Counter[int]:
    """How often each message was edited."""
    edits = [each for each in world.env.http_requests if each.method == "PATCH" and "/messages/" in each.path]
    return Counter(int(each.path.rpartition("/")[2]) for each in edits if "@" not in each.path)


def withdrawn(messages: Sequence[discord.Message]) -> list[bool]:
    return ["was withdrawn on" in shown(message) for message in messages]


class TestAsking:
    async def test_retiring_counts_asks_updates_and_tells_when_done(self, world: World, claim: Claim) -> None:
        await told(world, 3)

        result = response(await world.moderator.slash(world.channel, "claim retire", name=claim.slug))
        assert update_text.question(3) in shown(result)
        assert labels(result)[-2:] == ["Update", "Leave as they are"]
        assert edited(world) == {}

        started = response(await world.moderator.click(result, label="Update"))
        assert shown(started) == update_text.started(UpdateProgress(0, 0, 3))
        await rounds(world, 4)

        assert withdrawn(world.said()) == [True] * 3
        assert all(LIBRARY in shown(message) for message in world.said())
        told_later = world.bodies("PATCH", f"/messages/{started.id}")
        assert isinstance(told_later[-1], dict)
        assert (
            told_later[-1].items()
            >= {"content": update_text.finished(UpdateProgress(3, 0, 0)), "components": []}.items()
        )

    async def test_an_edit_by_form_asks_too(self, world: World, claim: Claim) -> None:
        await told(world, 1)
        opened = await world.moderator.slash(world.channel, "claim edit", name=claim.slug)
        preview = response(await send(world, opened, {claim_text.RATING: "false"}))

        saved = await world.moderator.click(preview, label="Save")
        await world.moderator.click(response(saved), label="Update")
        await rounds(world, 2)

        reply = only(world.said())
        assert opening(reply) == answer_text.rated(replace(claim, rating=Rating.FALSE))
        assert "It is rated false now, not true." in shown(reply)
        assert labels(reply) == ["Why this?", "Take back"]

    async def test_no_earlier_reply_no_question(self, world: World, claim: Claim) -> None:
        result = response(await world.moderator.slash(world.channel, "claim retire", name=claim.slug))

        assert "repl" not in shown(result).replace("replies from", "")
        assert "Update" not in labels(result)

    async def test_leaving_them_leaves_them_and_the_next_change_asks_again(self, world: World, claim: Claim) -> None:
        before = shown(only(await told(world, 1)))
        result = response(await world.moderator.slash(world.channel, "claim retire", name=claim.slug))

        left = response(await world.moderator.click(result, label="Leave as they are"))
        await rounds(world, 2)
        assert shown(left) == update_text.LEFT
        assert shown(only(world.said())) == before

        restored = response(await world.moderator.slash(world.channel, "claim restore", name=claim.slug))
        assert "earlier repl" not in shown(restored)  # it is as that reply shows it again
        await rated(world, claim, Rating.FALSE)
        again = response(await world.moderator.slash(world.channel, "claim retire", name=claim.slug))
        assert update_text.question(1) in shown(again)

    async def test_how_far_it_is(self, world: World, claim: Claim) -> None:
        await told(world, 3)
        result = response(await world.moderator.slash(world.channel, "claim retire", name=claim.slug))
        started = response(await world.moderator.click(result, label="Update"))
        await rounds(world, 1)

        far = response(await world.moderator.click(started, label="How far?"))
        assert shown(far) == update_text.how_far(UpdateProgress(2, 0, 1)) == "2 of 3 done."

        await rounds(world, 2)
        far = response(await world.moderator.click(far, label="How far?"))
        assert shown(far) == "Done: 3 replies are up to date."
        assert labels(far) == []

    async def test_who_may_not_is_told_who_may(self, world: World, claim: Claim) -> None:
        await told(world, 1)
        result = response(await world.moderator.slash(world.channel, "claim retire", name=claim.slug))
        world.env.backend.remove_member_role(world.guild.id, world.moderator.id, world.moderators.id)

        refused = response(await world.moderator.click(result, label="Update"))
        await rounds(world, 1)

        assert shown(refused).startswith("Only moderators")
        assert withdrawn(world.said()) == [False]

    async def test_another_server_can_neither_update_nor_ask(
        self, world: World, claim: Claim, simcord_env: simcord.Env
    ) -> None:
        other = World(simcord_env, "Another server")
        await told(world, 1)
        theirs = await other.add_claim(LIBRARY)
        await other.member.send(other.channel, f"{world.mention} {LIBRARY}")
        result = response(await other.moderator.slash(other.channel, "claim retire", name=theirs.slug))
        await world.bot.claims.retire(claim.key, actor=Actor("test"))
        number = (await world.bot.claims.updates.outdated(claim.key)).number
        message = world.env.backend.get_message(result.channel_id, result.id)
        for row in message.components:
            for button in row["components"]:
                button["custom_id"] = button["custom_id"].rpartition(":")[0] + f":{number}"

        for label in ("Update", "Leave as they are"):
            refused = response(await other.moderator.click(result, label=label))
            assert shown(refused) == update_text.GONE
        await rounds(world, 2)
        assert withdrawn(world.said()) == [False]

    async def test_pressing_twice_edits_once(self, world: World, claim: Claim) -> None:
        await told(world, 2)
        result = response(await world.moderator.slash(world.channel, "claim retire", name=claim.slug))

        for _ in range(2):
            await world.moderator.click(result, label="Update")
        await rounds(world, 3)

        assert set(edited(world).values()) == {1}


class TestWhatAReplySays:
    async def test_the_message_is_compared_again(self, world: World) -> None:
        fined = await world.add_claim("Twelve bakers of Erewhon were fined in May")
        await world.member.send(world.channel, f"{world.mention} thirteen bakers of Erewhon were fined in May")
        assert "twelve, not thirteen" in opening(only(world.said()))

        after = replace(fined, text="Fourteen bakers of Erewhon were fined in May")
        await world.bot.claims.edit(fined, after, actor=Actor("test"))
        await begin(world, fined)

        reply = only(world.said())
        assert "ourteen, not thirteen" in opening(reply)
        assert f"The claim said before: “{fined.text}”." in shown(reply)
        why = await world.member.click(reply, label="Why this?")
        assert "fourteen" in shown(why.response).lower()

    async def test_without_the_message_the_claim_stands_without_a_verdict(self, world: World, claim: Claim) -> None:
        message = await world.member.send(world.channel, f"{world.mention} {LIBRARY}")
        world.forget_message(message)
        await rated(world, claim, Rating.MISLEADING)
        await begin(world, claim)

        reply = only(world.said())
        assert opening(reply) == "Sources rate this claim as misleading."
        assert LIBRARY in shown(reply)
        assert "It is rated misleading now, not true." in shown(reply)
        assert labels(reply) == ["Take back"]

    async def test_a_message_whose_author_objects_is_not_read_again(self, world: World, claim: Claim) -> None:
        await world.watch()
        await world.member.send(world.channel, LIBRARY)
        await world.bot.claims.privacy.opt_out(world.member.id)
        await rated(world, claim, Rating.MISLEADING)
        await begin(world, claim)

        assert labels(only(world.said())) == ["Take back"]

    async def test_one_line_stays_one_line(self, world: World, claim: Claim) -> None:
        await world.watch()
        await world.bot.claims.servers.change_desk(
            world.guild.id, lambda desk: replace(desk, quiet=True), actor=Actor("test")
        )
        await world.member.send(world.channel, LIBRARY)
        await rated(world, claim, Rating.FALSE)
        await begin(world, claim)

        reply = only(world.said())
        assert reply.embeds == []
        assert "It is rated false now, not true." in opening(reply)

    async def test_a_shared_answer_follows_too(self, world: World, claim: Claim) -> None:
        await world.member.slash(world.channel, "check", text=LIBRARY, share=True)
        await rated(world, claim, Rating.FALSE)
        await begin(world, claim)

        assert "It is rated false now, not true." in shown(only(world.said()))

    async def test_withdrawn_and_back_again(self, world: World, claim: Claim) -> None:
        await told(world, 1)
        await world.bot.claims.retire(claim.key, actor=Actor("test"))
        await begin(world, claim)
        assert withdrawn(world.said()) == [True]
        await world.bot.claims.restore(claim.key, actor=Actor("test"))
        await begin(world, claim)
        await rounds(world, 1)

        reply = only(world.said())
        assert opening(reply) == "The source agrees."
        assert "The claim was withdrawn for a while, and is in use again." in shown(reply)

    async def test_replies_on_other_claims_stay(self, world: World, claim: Claim) -> None:
        await world.member.send(world.channel, f"{world.mention} {NO_MATCH}")
        before = shown(only(world.said()))
        await told(world, 1)
        await world.bot.claims.retire(claim.key, actor=Actor("test"))
        await begin(world, claim)
        await rounds(world, 1)

        assert shown(world.said()[0]) == before


class TestHowItGoesOn:
    async def test_thirty_replies_and_a_restart_in_the_middle_lose_none_and_edit_none_twice(
        self, world: World, claim: Claim
    ) -> None:
        other = world.guild.create_text_channel("other")
        replies = [*await told(world, 20), *await told(world, 10, other)]
        await world.bot.claims.retire(claim.key, actor=Actor("test"))
        number = await begin(world, claim)
        await rounds(world, 4)
        assert sum(edited(world).values()) == 10

        await world.restart()
        await rounds(world, 20)

        assert withdrawn([*world.said(), *world.said(other)]) == [True] * 30
        assert edited(world) == dict.fromkeys((message.id for message in replies), 1)
        assert await world.bot.claims.updates.progress(number) == UpdateProgress(30, 0, 0)

    async def test_one_edit_at_a_time_in_each_channel(self, world: World, claim: Claim) -> None:
        other = world.guild.create_text_channel("other")
        await told(world, 3)
        await told(world, 2, other)
        await world.bot.claims.retire(claim.key, actor=Actor("test"))
        await begin(world, claim)

        assert [sum(withdrawn(world.said())), sum(withdrawn(world.said(other)))] == [1, 1]
        assert withdrawn(world.said()) == [False, False, True]  # the newest first

    async def test_the_bot_answers_meanwhile(self, world: World, claim: Claim) -> None:
        await told(world, 3)
        await world.bot.claims.retire(claim.key, actor=Actor("test"))
        await begin(world, claim)

        await world.member.send(world.channel, f"{world.mention} hello")

        assert opening(world.said()[-1]) == answer_text.GREETING

    async def test_the_newest_change_wins(self, world: World, claim: Claim) -> None:
        await told(world, 3)
        await rated(world, claim, Rating.FALSE)
        await begin(world, claim)
        now = await world.bot.claims.find(claim.slug, world.bot.claims.scope(world.guild.id))
        await rated(world, now, Rating.MISLEADING)
        await rounds(world, 4)

        assert ["rated misleading now, not" in shown(message) for message in world.said()] == [True] * 3
        assert sorted(edited(world).values()) == [1, 1, 2]

    async def test_a_moderator_who_changes_it_meanwhile_is_told(self, world: World, claim: Claim) -> None:
        await told(world, 3)
        await rated(world, claim, Rating.FALSE)
        await begin(world, claim)

        result = response(await world.moderator.slash(world.channel, "claim retire", name=claim.slug))

        assert update_text.underway(3) in shown(result)
        assert labels(result)[-1] == "How far?"
        await rounds(world, 4)
        assert withdrawn(world.said()) == [True] * 3

    async def test_deleted_replies_are_passed_over(self, world: World, claim: Claim) -> None:
        replies = await told(world, 3)
        await world.bot.claims.retire(claim.key, actor=Actor("test"))
        world.forget_message(replies[2])
        await world.moderator.delete(replies[1])
        number = await begin(world, claim)
        await rounds(world, 3)

        assert withdrawn(world.said()) == [True]
        assert await world.bot.claims.updates.progress(number) == UpdateProgress(1, 1, 0)
        assert await world.bot.claims.replies.find(replies[2].id) is None

    @pytest.mark.parametrize("heard", [True, False], ids=["the bot hears of it", "Discord says so"])
    async def test_a_removed_channel_is_forgotten(self, world: World, claim: Claim, *, heard: bool) -> None:
        other = world.guild.create_text_channel("other")
        await told(world, 1)
        replies = await told(world, 3, other)
        await world.bot.claims.retire(claim.key, actor=Actor("test"))
        number = await begin(world, claim)
        before = edited(world).total()
        if heard:
            world.env.backend.delete_channel(other.id)
        else:
            world.env.inject_error("PATCH", f"/channels/{other.id}/messages/*", status=404, code=10003)
        await rounds(world, 5)

        assert withdrawn(world.said()) == [True]
        assert edited(world).total() - before == (0 if heard else 1)
        assert [await world.bot.claims.replies.find(message.id) for message in replies] == [None] * 3
        assert await world.bot.claims.updates.progress(number) == UpdateProgress(2, 2, 0)

    @pytest.mark.parametrize("heard", [True, False], ids=["the bot hears of it", "Discord says so"])
    async def test_a_lost_permission_is_asked_about_once(self, world: World, claim: Claim, *, heard: bool) -> None:
        replies = await told(world, 3)
        await world.bot.claims.retire(claim.key, actor=Actor("test"))
        number = await begin(world, claim)
        before = len(world.env.http_requests)
        if heard:
            me = world.guild.me
            assert me is not None
            denied = Overwrite(me.id, OverwriteType.MEMBER, 0, discord.Permissions(view_channel=True).value)
            world.env.backend.set_overwrite(world.channel.id, denied)
        else:
            path = f"/channels/{world.channel.id}/messages/*"
            world.env.inject_error("PATCH", path, status=403, code=50001, times=None)
        await rounds(world, 4)

        assert len(world.env.http_requests) - before == (0 if heard else 1)
        assert await world.bot.claims.updates.progress(number) == UpdateProgress(1, 2, 0)
        assert await world.bot.claims.replies.find(replies[0].id) is not None

    async def test_sent_away_in_the_middle_it_stops_and_forgets(self, world: World, claim: Claim) -> None:
        replies = await told(world, 4)
        await world.bot.claims.retire(claim.key, actor=Actor("test"))
        await begin(world, claim)
        before = len(world.env.http_requests)

        world.env.backend.remove_guild(world.guild.id)
        await world.env.settle()
        await rounds(world, 4)

        assert len(world.env.http_requests) == before
        assert [await world.bot.claims.replies.find(message.id) for message in replies] == [None] * 4
        assert await world.bot.claims.updates.channels() == ()

    async def test_a_failing_discord_is_tried_again_later(self, world: World, claim: Claim) -> None:
        await told(world, 2)
        await world.bot.claims.retire(claim.key, actor=Actor("test"))
        path = f"/channels/{world.channel.id}/messages/*"
        world.env.inject_error("PATCH", path, status=503, times=2)
        await begin(world, claim)
        for _ in range(6):
            await rounds(world, 1)

        assert withdrawn(world.said()) == [True, True]

    async def test_a_reply_that_discord_refuses_does_not_hold_up_the_others(self, world: World, claim: Claim) -> None:
        await told(world, 2)
        await world.bot.claims.retire(claim.key, actor=Actor("test"))
        world.env.inject_error("PATCH", f"/channels/{world.channel.id}/messages/*", status=400, code=50083)
        number = await begin(world, claim)
        await rounds(world, 2)

        assert withdrawn(world.said()) == [True, False]
        assert await world.bot.claims.updates.progress(number) == UpdateProgress(1, 1, 0)


class TestWithoutAnybodyToAsk:
    async def test_changes_from_outside_wait_unless_the_host_says_otherwise(self, world: World, claim: Claim) -> None:
        await told(world, 1)
        await world.bot.claims.retire(claim.key, actor=Actor("cli"))
        await refreshed(world)
        assert withdrawn(world.said()) == [False]

        world.bot.settings = world.bot.settings.model_copy(update={"update_replies": True})
        await refreshed(world)
        assert withdrawn(world.said()) == [True]

    async def test_old_numbers_are_forgotten_at_the_start(self, world: World) -> None:
        reply = only(await told(world, 1))
        kept = await world.bot.claims.replies.find(reply.id)
        assert kept is not None
        old = datetime.now(UTC) - timedelta(days=366)
        await world.bot.claims.replies.record(replace(kept, at=old), unasked=False)

        await world.restart()

        assert await world.bot.claims.replies.find(reply.id) is None


async def test_stopping_lets_the_edit_that_is_under_way_be_noted(world: World, claim: Claim) -> None:
    await world.watch(Mode.ALL)
    await told(world, 2)
    await world.bot.claims.retire(claim.key, actor=Actor("test"))
    number = (await world.bot.claims.updates.outdated(claim.key)).number
    await world.bot.claims.updates.want(number)
    works = updater(world.bot)
    world.slow_down("PATCH")
    with world.env._bot_scope():
        works.start()
    while works._round is None:  # noqa: ASYNC110 - a timer or an event would be SimCord's to turn
        await asyncio.sleep(0)
    await asyncio.sleep(0.03)

    await works.stop()

    assert await world.bot.claims.updates.progress(number) == UpdateProgress(1, 0, 1)
