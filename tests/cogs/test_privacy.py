"""What the bot keeps of a person: shown to them, taken out for them, and who is left alone."""

from __future__ import annotations

import asyncio

import pytest
import simcord

from bot.words import privacy_text
from claims_db.actors import Actor
from claims_db.store.privacy import Holdings
from claims_db.store.queue import Suggestion
from claims_db.store.servers import Mode

from ..desk import response
from ..world import NO_MATCH, TRUE, WRONG_NUMBER, World, labels, only, opening, shown

MENU = "Check sources"


class TestShow:
    async def test_nothing_is_kept_of_somebody_new(self, world: World) -> None:
        result = response(await world.member.slash(world.channel, "privacy show"))

        assert shown(result).startswith(privacy_text.NOTHING_HELD)
        assert privacy_text.NEVER_WORDS in shown(result)
        assert labels(result) == ["Don't check my messages"]

    async def test_each_kind_of_row_is_named_with_its_number(self, world: World) -> None:
        await filled(world)

        result = response(await world.moderator.slash(world.channel, "privacy show"))

        for line in ("2 answers to what you wrote", "2 changes of claims", "1 change of settings", "1 entry in mod"):
            assert line in shown(result)
        assert labels(result) == ["Don't check my messages", "Delete my data"]

    async def test_others_are_not_shown(self, world: World) -> None:
        await filled(world)

        result = response(await world.member.slash(world.channel, "privacy show"))

        assert shown(result).startswith(privacy_text.NOTHING_HELD)

    async def test_it_works_in_private_messages(self, world: World) -> None:
        await world.member.send_dm(TRUE)

        result = response(await world.member.user.slash("privacy show"))

        assert "1 answer to what you wrote" in shown(result)

    async def test_whoever_installed_the_bot_for_themselves_has_it_everywhere(self, world: World) -> None:
        (synced, *_) = world.bodies("PUT", "/commands")
        assert isinstance(synced, list)
        privacy = only([each for each in synced if each["name"] == "privacy"])

        assert (privacy["integration_types"], privacy["contexts"]) == ([0, 1], [0, 1, 2])


async def filled(world: World) -> None:
    """Rows of every kind that name the moderator."""
    for said in (TRUE, WRONG_NUMBER):
        await world.moderator.send(world.channel, f"{world.mention} {said}")
    claims, actor = world.bot.claims, Actor.on_discord(world.moderator.id)
    claim = await world.add_claim("The town library of Erewhon closed its doors")
    await claims.retire(claim.key, actor=actor)
    await claims.restore(claim.key, actor=actor)
    await claims.servers.set_default_mode(world.guild.id, Mode.ON_REQUEST, actor=actor)
    await claims.queue.suggest(world.guild.id, Suggestion("The mayor of Erewhon stepped down"), actor=actor)


class TestDelete:
    async def test_it_says_what_goes_and_what_stays_and_does_it_once_it_is_confirmed(self, world: World) -> None:
        await filled(world)
        answers = world.said()

        asked = response(await world.moderator.slash(world.channel, "privacy delete"))
        assert shown(asked).startswith(privacy_text.SURE)
        assert not (await world.bot.claims.privacy.holdings(world.moderator.id)).empty

        done = response(await world.moderator.click(asked, label="Delete my data"))
        assert shown(done).startswith(privacy_text.TAKEN_OUT)
        for line in ("from my records of 2 answers", "2 changes of claims", "1 change of settings", "1 entry in"):
            assert line in shown(done)
        for sentence in (privacy_text.ANSWERS_STAY, privacy_text.CHANGES_STAY, privacy_text.BACKUPS):
            assert sentence in shown(done)
        assert labels(done) == []
        assert await world.bot.claims.privacy.holdings(world.moderator.id) == Holdings(0, 0, 0, 0, opted_out=False)
        assert [message.id for message in world.said()] == [message.id for message in answers]

    async def test_there_may_be_nothing_to_take_out(self, world: World) -> None:
        result = response(await world.member.slash(world.channel, "privacy delete"))

        assert shown(result).startswith(privacy_text.NOTHING_TO_TAKE_OUT)
        assert labels(result) == []

    async def test_pressing_twice_is_no_error(self, world: World) -> None:
        await filled(world)
        asked = response(await world.moderator.slash(world.channel, "privacy delete"))
        await world.moderator.click(asked, label="Delete my data")

        again = response(await world.moderator.slash(world.channel, "privacy delete"))

        assert shown(again).startswith(privacy_text.NOTHING_TO_TAKE_OUT)

    async def test_an_answer_can_still_be_taken_back(self, world: World) -> None:
        await filled(world)
        await world.bot.claims.privacy.take_out(world.moderator.id)

        await world.moderator.click(world.said()[0], label="Take back")

        assert len(world.said()) == 1

    async def test_an_objection_stays(self, world: World) -> None:
        await world.member.send(world.channel, f"{world.mention} {TRUE}")
        await world.member.slash(world.channel, "privacy optout")
        asked = response(await world.member.slash(world.channel, "privacy delete"))

        done = response(await world.member.click(asked, label="Delete my data"))

        assert privacy_text.OBJECTION_STAYS in shown(done)
        assert world.bot.claims.privacy.opted_out(world.member.id)


class TestLeftAlone:
    async def test_what_they_write_is_not_checked_from_that_moment_on(self, world: World) -> None:
        await world.watch()
        result = response(await world.member.slash(world.channel, "privacy optout"))
        assert shown(result) == privacy_text.OPTED_OUT

        await world.member.send(world.channel, WRONG_NUMBER)
        assert world.said() == []
        await world.restart()
        message = await world.member.send(world.channel, NO_MATCH)
        await world.member.edit(message, WRONG_NUMBER)
        assert world.said() == []

        await world.moderator.send(world.channel, WRONG_NUMBER)
        assert len(world.said()) == 1

    async def test_on_every_server(self, world: World, simcord_env: simcord.Env) -> None:
        other = World(simcord_env, "Another server")
        await other.watch()
        await world.member.slash(world.channel, "privacy optout")
        there = other.guild.add_member(world.member.user)

        await there.send(other.channel, WRONG_NUMBER)

        assert other.said() == []

    async def test_who_asks_the_bot_is_answered(self, world: World) -> None:
        await world.bot.claims.privacy.opt_out(world.member.id)

        await world.member.send(world.channel, f"{world.mention} {WRONG_NUMBER}")
        own = await world.member.send(world.channel, WRONG_NUMBER)
        await world.member.send(world.channel, f"{world.mention} is this true?", reply_to=own)
        await world.member.send_dm(WRONG_NUMBER)

        assert [opening(message) for message in world.said()] == ["The source says 12, not 11."] * 2
        assert len(world.said(world.member.user.dm_channel)) == 1

    @pytest.mark.parametrize("how", ["reply", "menu"])
    async def test_nobody_else_can_have_it_checked(self, world: World, how: str) -> None:
        await world.bot.claims.privacy.opt_out(world.member.id)
        message = await world.member.send(world.channel, WRONG_NUMBER)

        if how == "reply":
            await world.moderator.send(world.channel, f"{world.mention} is this true?", reply_to=message)
            told = shown(only(world.said()))
        else:
            told = shown(response(await world.moderator.context_menu(world.channel, MENU, message)))

        assert told == privacy_text.LEFT_ALONE

    async def test_the_newest_message_that_may_be_checked_is_meant(self, world: World) -> None:
        await world.moderator.send(world.channel, TRUE)
        await world.bot.claims.privacy.opt_out(world.member.id)
        await world.member.send(world.channel, WRONG_NUMBER)

        await world.moderator.send(world.channel, f"{world.mention} is this true?")

        assert opening(only(world.said())) == "On “China banned Clubhouse”: the source agrees."

    async def test_an_answer_from_before_goes_when_its_message_is_edited(self, world: World) -> None:
        await world.watch()
        message = await world.member.send(world.channel, WRONG_NUMBER)
        await world.bot.claims.privacy.opt_out(world.member.id)

        await world.member.edit(message, f"{WRONG_NUMBER}!")

        assert world.said() == []

    async def test_the_reasons_of_an_answer_from_before_are_not_looked_up_again(self, world: World) -> None:
        await world.watch()
        await world.member.send(world.channel, WRONG_NUMBER)
        await world.bot.claims.privacy.opt_out(world.member.id)
        await world.restart()

        result = response(await world.moderator.click(only(world.said()), label="Why this?"))

        assert "11" not in shown(result)

    async def test_it_can_be_taken_back(self, world: World) -> None:
        await world.watch()
        shown_first = response(await world.member.slash(world.channel, "privacy show"))
        await world.member.click(shown_first, label="Don't check my messages")
        assert world.bot.claims.privacy.opted_out(world.member.id)

        again = response(await world.member.slash(world.channel, "privacy show"))
        assert "that you asked me not to check your messages" in shown(again)
        result = response(await world.member.click(again, label="Check my messages again"))

        assert shown(result) == privacy_text.OPTED_IN
        await world.member.send(world.channel, WRONG_NUMBER)
        assert len(world.said()) == 1

    async def test_optin_in_a_private_message(self, world: World) -> None:
        await world.bot.claims.privacy.opt_out(world.member.id)

        result = response(await world.member.user.slash("privacy optin"))

        assert shown(result) == privacy_text.OPTED_IN
        assert not world.bot.claims.privacy.opted_out(world.member.id)

    async def test_taking_back_an_answer_offers_it_to_the_author_alone(self, world: World) -> None:
        await world.watch()
        await world.member.send(world.channel, WRONG_NUMBER)
        await world.member.send(world.channel, TRUE)

        by_author = response(await world.member.click(world.said()[0], label="Take back"))
        by_moderator = response(await world.moderator.click(world.said()[0], label="Take back"))

        assert labels(by_author) == ["Don't check my messages"]
        assert labels(by_moderator) == []
        await world.member.click(by_author, label="Don't check my messages")
        assert world.bot.claims.privacy.opted_out(world.member.id)

    async def test_at_once_means_before_the_file_is_written(self, world: World) -> None:
        privacy = world.bot.claims.privacy
        writing = asyncio.ensure_future(privacy.opt_out(world.member.id))
        await asyncio.sleep(0)

        assert privacy.opted_out(world.member.id)
        await writing
