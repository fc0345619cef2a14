"""Checking on request."""

from __future__ import annotations

from dataclasses import replace

import discord
import pytest

from bot.words import answer_text, discord_text
from claims_db.actors import Actor
from claims_db.values import Rating

from ..world import NO_MATCH, TRUE, WRONG_NUMBER, World, labels, only, opening, shown
from .test_watching import BAD_INPUT

# https://discord.com/developers/docs/interactions/receiving-and-responding: thinking, for the asker alone
DEFERRED = 5
EPHEMERAL = 64
NO_WORDS = {"emoji only", "custom emoji", "punctuation"}


async def test_only_the_asker_sees_what_a_check_says(world: World) -> None:
    result = await world.member.slash(world.channel, "check", text=WRONG_NUMBER)

    assert world.bodies("POST", "/callback") == [{"type": DEFERRED, "data": {"flags": EPHEMERAL}}]
    assert result.ephemeral
    assert result.response is not None
    assert opening(result.response) == "The source says 12, not 11."
    assert labels(result.response) == ["Why this?"]
    assert world.said() == []


async def test_a_shared_check_is_for_everybody_and_can_be_taken_back(world: World) -> None:
    result = await world.member.slash(world.channel, "check", text=WRONG_NUMBER, share=True)

    assert not result.ephemeral
    assert labels(only(world.said())) == ["Why this?", "Take back"]
    await world.member.click(only(world.said()), label="Take back")
    assert world.said() == []


async def test_a_shared_check_can_be_asked_about(world: World) -> None:
    await world.member.slash(world.channel, "check", text=TRUE, share=True)

    await world.moderator.send(world.channel, "source?", reply_to=only(world.said()))

    assert opening(world.said()[-1]) == "2 sources speak of this claim."


async def test_the_card_has_the_words_that_a_citation_quotes(world: World) -> None:
    claim = await world.add_claim("The old harbour crane was built in Portmere", slug="crane")
    (citation,) = claim.citations
    quoting = replace(claim, citations=(replace(citation, quote="raised by Portmere's own smiths"),))
    await world.bot.claims.edit(claim, quoting, actor=Actor.on_discord(1))

    result = await world.member.slash(world.channel, "check", text="the old harbour crane was built in portmere")

    assert "raised by Portmere's own smiths" in shown(result.response)


async def test_two_claims_that_fit_as_well_are_both_named(world: World) -> None:
    said = "The old harbour crane was built in Portmere"
    await world.add_claim(said, slug="crane")
    await world.add_claim(said, Rating.FALSE, slug="no-crane")

    result = await world.member.slash(world.channel, "check", text="the old harbour crane was built in portmere")

    assert answer_text.FITS_AS_WELL in shown(result.response)
    assert shown(result.response).count(said) == 2


async def test_who_may_not_write_in_a_channel_cannot_share_there(world: World) -> None:
    everyone = world.guild.default_role
    channel = world.guild.create_text_channel(
        "announcements", overwrites={everyone: discord.PermissionOverwrite(send_messages=False)}
    )

    result = await world.member.slash(channel, "check", text=TRUE, share=True)

    assert result.ephemeral


async def test_a_check_works_in_a_private_message(world: World) -> None:
    result = await world.member.user.slash("check", text=TRUE)

    assert shown(result.response).startswith("The source agrees.")


async def test_a_check_without_a_match_is_honest(world: World) -> None:
    result = await world.member.slash(world.channel, "check", text=NO_MATCH)

    assert shown(result.response).startswith(answer_text.NO_ENTRY)
    assert discord_text.SUGGEST_IN_SERVER in shown(result.response)


@pytest.mark.parametrize("name", BAD_INPUT)
async def test_odd_input_gets_a_clear_answer(world: World, name: str) -> None:
    result = await world.member.slash(world.channel, "check", text=BAD_INPUT[name])

    assert result.response is not None
    expected = (
        {discord_text.NOTHING_TO_CHECK} if name in NO_WORDS else {answer_text.NO_ENTRY, discord_text.NOTHING_TO_CHECK}
    )
    assert opening(result.response) in expected


async def test_a_check_is_whole_where_embeds_are_not_allowed(world: World) -> None:
    channel = world.closed("plain", embed_links=False)

    result = await world.member.slash(channel, "check", text=WRONG_NUMBER)

    assert result.response is not None
    assert result.response.embeds == []
    assert "Twelve technology companies" in shown(result.response)


async def test_a_check_that_fails_names_an_incident(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.env.inject_error("POST", "/webhooks/*", status=500)

    result = await world.member.slash(world.channel, "check", text=TRUE)

    assert len(world.env.errors) == 1
    assert result.response is not None
    incident = opening(result.response).removesuffix(".").rpartition(" ")[2]
    assert opening(result.response) == discord_text.unexpected(incident)
    assert f"incident {incident}" in caplog.text
    assert TRUE not in caplog.text


async def test_an_answer_that_discord_refuses_twice_is_only_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error("POST", "/webhooks/*", status=500, times=2)

    await world.member.slash(world.channel, "check", text=TRUE)

    assert len(world.env.errors) == 1
    assert "an answer could not be sent" in caplog.text


async def test_an_answer_that_comes_too_late_is_no_incident(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.env.inject_error("POST", "/interactions/*", status=404, code=10062, times=2)

    await world.member.slash(world.channel, "check", text=TRUE)

    assert len(world.env.errors) == 1
    assert "took an answer for too late" in caplog.text
    assert "ERROR" not in caplog.text


async def test_the_menu_of_a_message_checks_it_for_who_opened_it(world: World) -> None:
    message = await world.moderator.send(world.channel, WRONG_NUMBER)

    result = await world.member.context_menu(world.channel, "Check sources", message)

    assert result.ephemeral
    assert shown(result.response).startswith("The source says 12, not 11.")
    assert labels(result.response) == ["Why this?"]


async def test_the_menu_of_a_picture_says_that_there_are_no_words(world: World) -> None:
    message = await world.moderator.send(world.channel, attachments=[("cat.png", b"meow")])

    result = await world.member.context_menu(world.channel, "Check sources", message)

    assert shown(result.response) == discord_text.NOTHING_TO_CHECK


async def test_the_menu_of_a_card_shows_its_sources(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} {TRUE}")

    result = await world.member.context_menu(world.channel, "Check sources", only(world.said()))

    assert shown(result.response).startswith("2 sources speak of this claim.")


async def test_the_menu_of_small_talk_of_the_bots_has_no_sources(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} hello")

    result = await world.member.context_menu(world.channel, "Check sources", only(world.said()))

    assert shown(result.response) == discord_text.NO_ANSWER_HERE


class TestWhy:
    async def test_it_is_about_the_newest_answer(self, world: World) -> None:
        await world.member.send(world.channel, f"{world.mention} {TRUE}")
        await world.member.send(world.channel, f"{world.mention} {WRONG_NUMBER}")

        result = await world.moderator.slash(world.channel, "why")

        assert result.ephemeral
        assert "Number. Message: 11. Source: 12." in shown(result.response)
        assert "**What would have stopped it**" in shown(result.response)

    async def test_it_survives_a_restart(self, world: World) -> None:
        await world.member.send(world.channel, f"{world.mention} {WRONG_NUMBER}")
        await world.restart()

        result = await world.moderator.slash(world.channel, "why")

        assert "Number. Message: 11. Source: 12." in shown(result.response)

    async def test_it_takes_the_link_of_an_answer_or_of_the_message_answered(self, world: World) -> None:
        message = await world.member.send(world.channel, f"{world.mention} {TRUE}")
        card = only(world.said())
        await world.member.send(world.channel, f"{world.mention} {WRONG_NUMBER}")

        for named in (card.jump_url, str(card.id), message.jump_url):
            result = await world.member.slash(world.channel, "why", message=named)
            assert shown(result.response).startswith("This is how the answer came about: The source agrees.")

    async def test_it_knows_no_answers_of_other_channels(self, world: World) -> None:
        other = world.guild.create_text_channel("other")
        await world.member.send(other, f"{world.mention} {TRUE}")

        result = await world.member.slash(world.channel, "why", message=only(world.said(other)).jump_url)

        assert shown(result.response) == discord_text.NO_ANSWER_HERE

    @pytest.mark.parametrize("named", ["", "no number", "123456789012345678"])
    async def test_something_else_than_an_answer_is_told(self, world: World, named: str) -> None:
        options = {"message": named} if named else {}

        result = await world.member.slash(world.channel, "why", **options)

        assert shown(result.response) == discord_text.NO_ANSWER_HERE

    async def test_reasons_that_are_gone_are_told(self, world: World) -> None:
        await world.member.slash(world.channel, "check", text=TRUE, share=True)
        await world.restart()

        result = await world.member.slash(world.channel, "why")

        assert shown(result.response) == discord_text.REASONS_GONE
