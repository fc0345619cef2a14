"""The buttons below answers."""

from __future__ import annotations

import discord
import pytest

from bot.words import discord_text, settings_text
from claims_db.actors import Actor

from ..world import TRUE, WRONG_NUMBER, World, labels, only, opening, shown

MENU = "Check sources"


@pytest.mark.parametrize("restarted", [False, True], ids=["same process", "after a restart"])
async def test_why_shows_the_reasons_to_who_asks_alone(world: World, *, restarted: bool) -> None:
    await world.watch()
    await world.member.send(world.channel, WRONG_NUMBER)
    card = only(world.said())
    if restarted:
        await world.restart()

    result = await world.moderator.click(card, label="Why this?")

    assert result.ephemeral
    assert shown(result.response).startswith("This is how the answer came about: The source says 12, not 11.")
    assert "Number. Message: 11. Source: 12." in shown(result.response)
    assert len(world.said()) == 1


async def test_why_sorts_what_was_said_into_four_groups_before_the_weighing(world: World) -> None:
    said = "my friend told me that eleven companies were fined, including Google"
    await world.moderator.send(world.channel, f"{world.mention} {said}")

    result = await world.member.click(only(world.said()), label="Why this?")

    opening, _, reasons = shown(result.response).partition("\n")
    assert opening.startswith("This is how the answer came about: The source says twelve, not eleven.")
    assert reasons.startswith(
        """\
**Answered by the claim**
- The same: fined
- “companies” by “firms”: it means the same here

**Harmless, adding nothing to the claim**
- “my friend told me that”

**Left over, not in the claim**
- “including Google”

**Contradicting the claim**
- Number. Message: eleven. Source: twelve.

**Compared with**
- Twelve firms were fined

**For and against**
"""
    )
    assert "**What would have stopped it**" in reasons


async def test_why_leaves_out_groups_that_are_empty(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} {TRUE}")

    result = await world.member.click(only(world.said()), label="Why this?")

    assert "**Answered by the claim**\n- The same: China, banned, Clubhouse\n" in shown(result.response)
    assert not any(group in shown(result.response) for group in ("**Harmless", "**Left over", "**Contradicting"))


async def test_why_about_a_long_hostile_message_pings_nobody_and_keeps_the_weighing(world: World) -> None:
    aside = ", ".join(f"and @everyone from `town{number}` **laughed** <at> __me__ about it" for number in range(60))
    await world.member.send(world.channel, f"{world.mention} eleven firms were fined, {aside}"[:1990])

    result = await world.member.click(only(world.said()), label="Why this?")

    assert result.response is not None
    told = shown(result.response)
    assert "- Number. Message: eleven. Source: twelve." in told
    assert "**For and against**" in told
    assert "**What would have stopped it**" in told
    assert len(told) < 4096
    assert "@everyone" not in told
    assert "`town" not in told.replace("\\`", "")


async def test_why_after_a_restart_knows_what_a_question_was_about(world: World) -> None:
    message = await world.moderator.send(world.channel, WRONG_NUMBER)
    await world.member.send(world.channel, f"{world.mention} is this true?", reply_to=message)
    await world.restart()

    result = await world.member.click(only(world.said()), label="Why this?")

    assert "Message: 11. Source: 12." in shown(result.response)


async def test_why_without_the_message_is_honest(world: World) -> None:
    await world.watch()
    message = await world.member.send(world.channel, WRONG_NUMBER)
    card = only(world.said())
    await world.restart()
    world.forget_message(message)

    result = await world.member.click(card, label="Why this?")

    assert shown(result.response) == discord_text.REASONS_GONE


async def test_why_of_a_message_that_lost_its_words_is_honest(world: World) -> None:
    await world.watch()
    message = await world.member.send(world.channel, WRONG_NUMBER)
    card = only(world.said())
    await world.restart()
    world.env.backend.messages[world.channel.id][message.id].content = ""

    result = await world.member.click(card, label="Why this?")

    assert shown(result.response) == discord_text.REASONS_GONE


async def test_why_below_a_check_works_while_the_bot_runs(world: World) -> None:
    checked = await world.member.slash(world.channel, "check", text=TRUE)
    assert checked.response is not None

    result = await world.member.click(checked.response, label="Why this?")
    assert shown(result.response).startswith("This is how the answer came about: The source agrees.")

    await world.restart()
    result = await world.member.click(checked.response, label="Why this?")
    assert shown(result.response) == discord_text.REASONS_GONE


async def test_why_below_a_menus_answer_survives_a_restart(world: World) -> None:
    message = await world.moderator.send(world.channel, TRUE)
    checked = await world.member.context_menu(world.channel, MENU, message)
    assert checked.response is not None
    await world.restart()

    result = await world.member.click(checked.response, label="Why this?")

    assert shown(result.response).startswith("This is how the answer came about: The source agrees.")


async def test_why_that_fails_names_an_incident(world: World, caplog: pytest.LogCaptureFixture) -> None:
    await world.member.send(world.channel, f"{world.mention} {TRUE}")
    await world.restart()
    world.env.inject_error("GET", "/channels/*", status=500)

    result = await world.member.click(only(world.said()), label="Why this?")

    assert result.response is not None
    assert result.ephemeral
    assert opening(result.response).startswith("Something went wrong on my side.")
    assert "incident" in caplog.text


@pytest.mark.parametrize("restarted", [False, True], ids=["same process", "after a restart"])
@pytest.mark.parametrize("who", ["member", "moderator"])
async def test_the_author_and_moderators_take_an_answer_back(world: World, who: str, *, restarted: bool) -> None:
    await world.watch()
    message = await world.member.send(world.channel, WRONG_NUMBER)
    card = only(world.said())
    if restarted:
        await world.restart()

    result = await getattr(world, who).click(card, label="Take back")

    assert world.said() == []
    assert result.ephemeral
    assert shown(result.response) == discord_text.TAKEN_BACK
    assert await world.bot.claims.replies.to(message.id) is None


async def test_who_moderates_the_channel_takes_an_answer_back(world: World) -> None:
    keeper = world.guild.add_member(world.env.create_user("keeper"))
    own = discord.PermissionOverwrite(manage_messages=True)
    channel = world.guild.create_text_channel("kept", overwrites={keeper: own})
    await world.member.send(channel, f"{world.mention} {TRUE}")

    await keeper.click(only(world.said(channel)), label="Take back")

    assert world.said(channel) == []


async def test_others_cannot_take_an_answer_back(world: World) -> None:
    stranger = world.guild.add_member(world.env.create_user("stranger"))
    await world.watch()
    await world.member.send(world.channel, WRONG_NUMBER)

    result = await stranger.click(only(world.said()), label="Take back")

    assert shown(result.response) == discord_text.NOT_YOURS
    assert len(world.said()) == 1


async def test_an_answer_in_a_private_message_can_be_taken_back(world: World) -> None:
    await world.member.send_dm(TRUE)
    dm = world.member.user.dm_channel

    await world.member.user.click(only(world.said(dm)), label="Take back")

    assert world.said(dm) == []


async def test_an_answer_that_is_gone_when_it_is_taken_back_is_no_error(world: World) -> None:
    await world.watch()
    await world.member.send(world.channel, WRONG_NUMBER)
    world.env.inject_error("DELETE", "/channels/*", status=404, code=10008)

    result = await world.member.click(only(world.said()), label="Take back")

    assert shown(result.response) == discord_text.ALREADY_TAKEN_BACK


async def test_a_claim_taken_back_is_not_spoken_of_again_at_once(world: World) -> None:
    await world.watch()
    await world.member.send(world.channel, WRONG_NUMBER)
    await world.member.click(only(world.said()), label="Take back")

    await world.member.send(world.channel, WRONG_NUMBER)

    assert world.said() == []


ASKED = "how many users does Tencent have?"


@pytest.mark.parametrize("restarted", [False, True], ids=["same process", "after a restart"])
async def test_each_claim_about_a_matter_has_a_button_that_shows_it(world: World, *, restarted: bool) -> None:
    await world.member.send(world.channel, f"{world.mention} {ASKED}")
    card = only(world.said())
    if restarted:
        await world.restart()

    label = next(label for label in labels(card) if label.startswith("Alibaba and Tencent"))
    result = await world.moderator.click(card, label=label)

    assert result.ephemeral
    assert "**Alibaba and Tencent were among the companies that China summoned" in shown(result.response)
    assert "Name: alibaba-tencent-summoned (pack starter)." in shown(result.response)
    assert len(label) <= 80


async def test_a_claim_that_is_gone_says_so(world: World) -> None:
    own = await world.add_claim("Tencent has a canteen")
    await world.member.send(world.channel, f"{world.mention} {ASKED}")
    await world.bot.claims.retire(own.key, actor=Actor("test"))

    result = await world.member.click(only(world.said()), label="Tencent has a canteen")

    assert shown(result.response) == settings_text.SOURCE_GONE


async def test_all_claims_can_be_paged_through(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} list everything")
    card = only(world.said())
    assert opening(card) == "There are 15 claims here; this is page 1 of 2."
    assert labels(card) == ["Next page"]

    await world.restart()
    await world.moderator.click(card, label="Next page")

    turned = only(world.said())
    assert opening(turned) == "There are 15 claims here; this is page 2 of 2."
    assert labels(turned) == ["Previous page"]
    assert shown(card) != shown(turned)


async def test_a_page_that_is_no_longer_there_is_the_last_one(world: World) -> None:
    own = [await world.add_claim(f"Canteen {number} of Larkhill serves soup") for number in range(2)]
    await world.member.send(world.channel, f"{world.mention} list all claims")
    await world.member.click(only(world.said()), label="Next page")
    await world.member.click(only(world.said()), label="Next page")
    before_last = only(world.said())
    assert opening(before_last) == "There are 17 claims here; this is page 3 of 3."
    await world.member.click(before_last, label="Previous page")
    for claim in own:
        await world.bot.claims.retire(claim.key, actor=Actor("test"))

    await world.member.click(only(world.said()), label="Next page")

    assert opening(only(world.said())) == "There are 15 claims here; this is page 2 of 2."
