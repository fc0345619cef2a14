"""Talking to the bot."""

from __future__ import annotations

import pytest

from bot.words import answer_text, discord_text
from claims_db.actors import Actor
from claims_db.values import ClaimKey

from ..world import NO_MATCH, TRUE, WRONG_NUMBER, World, labels, only, opening, shown

CLUBHOUSE = ClaimKey("starter", "clubhouse-banned")


async def test_a_private_message_is_answered(world: World) -> None:
    await world.member.send_dm(WRONG_NUMBER)

    reply = only(world.said(world.member.user.dm_channel))
    assert opening(reply) == "The source says 12, not 11."
    assert labels(reply) == ["Why this?", "Take back"]


async def test_a_mention_is_answered_where_nobody_watches(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} {TRUE}")

    assert opening(only(world.said())) == "The source agrees."


async def test_the_role_that_discord_made_for_the_bot_counts_as_the_bot(world: World) -> None:
    role = world.own_role()

    await world.member.send(world.channel, f"{role} {TRUE}")

    assert opening(only(world.said())) == "The source agrees."


async def test_a_reply_to_the_bot_is_answered(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} hello")

    await world.member.send(world.channel, WRONG_NUMBER, reply_to=world.said()[-1])

    assert opening(world.said()[-1]) == "The source says 12, not 11."


async def test_a_picture_in_reply_to_the_bot_is_left_alone(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} hello")

    await world.member.send(world.channel, attachments=[("cat.png", b"meow")], reply_to=world.said()[-1])

    assert len(world.said()) == 1


async def test_what_people_say_to_each_other_is_not_answered(world: World) -> None:
    other = await world.moderator.send(world.channel, "Have you heard?")

    await world.member.send(world.channel, TRUE, reply_to=other)

    assert world.said() == []


async def test_somebody_who_talks_to_the_bot_in_a_watched_channel_gets_one_answer(world: World) -> None:
    await world.watch()

    await world.member.send(world.channel, f"{world.mention} {TRUE}")

    assert len(world.said()) == 1


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        ("hello", answer_text.GREETING),
        ("thanks!", answer_text.THANKS),
        ("bye", answer_text.FAREWELL),
        ("help", discord_text.HELP_IN_SERVER),
        ("that's wrong", discord_text.DISPUTE_IN_SERVER),
        ("", answer_text.NOTHING_ASKED),
        ("😀😀", answer_text.NOTHING_ASKED),
        ("source?", answer_text.NO_CARD),
        ("is this true?", answer_text.NO_CARD),
    ],
)
async def test_small_talk_gets_a_short_answer(world: World, message: str, answer: str) -> None:
    await world.member.send(world.channel, f"{world.mention} {message}")

    reply = only(world.said())
    assert opening(reply) == answer
    assert labels(reply) == []


@pytest.mark.parametrize(
    ("message", "answer"), [("help", discord_text.HELP_IN_DM), ("that's wrong", discord_text.DISPUTE_IN_DM)]
)
async def test_a_private_message_is_told_what_works_there(world: World, message: str, answer: str) -> None:
    await world.member.send_dm(message)

    assert opening(only(world.said(world.member.user.dm_channel))) == answer


async def test_no_entry_comes_with_the_closest_claims_and_how_to_add_one(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} Indian authorities banned the audio app Clubhouse")

    reply = only(world.said())
    assert opening(reply) == "There is no entry on this."
    assert "**The closest claims, and what differs**" in shown(reply)
    assert "- China banned the audio app Clubhouse" in shown(reply)
    assert "/claim add" in shown(reply)


async def test_a_far_away_statement_has_no_closest_claims(world: World) -> None:
    await world.member.send_dm(NO_MATCH)

    reply = only(world.said(world.member.user.dm_channel))
    assert shown(reply) == f"{answer_text.NO_ENTRY}\n{answer_text.NOTHING_CLOSE}\n\n{discord_text.SUGGEST_IN_DM}"


async def test_an_open_question_is_answered_with_the_claim_it_asks_about(world: World) -> None:
    await world.member.send_dm("When did China ban the audio app Clubhouse?")

    reply = only(world.said(world.member.user.dm_channel))
    assert opening(reply) == "In February 2021."
    assert "**China banned the audio app Clubhouse" in shown(reply)


async def test_a_topic_gets_up_to_three_claims(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} what do you know about Clubhouse?")

    reply = only(world.said())
    assert opening(reply) == "These are 3 claims about Clubhouse."
    assert shown(reply).count("Rated true.") == 3


async def test_a_topic_without_claims_says_so(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} what do you know about pandas?")

    assert shown(only(world.said())) == "There is no entry on pandas."


@pytest.mark.parametrize(
    ("question", "answer", "detail"),
    [
        ("source?", "2 sources speak of this claim.", "The Siasat Daily"),
        ("when was that?", "It happened in February 2021.", "China banned the audio app Clubhouse"),
        ("why?", "This is how the answer came about: The source agrees.", "The same: China, banned, Clubhouse"),
    ],
)
@pytest.mark.parametrize("restarted", [False, True], ids=["at once", "after a restart"])
async def test_a_question_in_reply_to_a_card_is_about_its_claim(
    world: World, question: str, answer: str, detail: str, *, restarted: bool
) -> None:
    await world.watch()
    await world.member.send(world.channel, TRUE)
    if restarted:
        await world.restart()

    await world.moderator.send(world.channel, question, reply_to=world.said()[-1])

    assert opening(world.said()[-1]) == answer
    assert detail in shown(world.said()[-1])


async def test_questions_may_follow_each_other(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} {TRUE}")
    for question in ("source?", "when was that?", "why?", "why?"):
        await world.member.send(world.channel, question, reply_to=world.said()[-1])

    assert [opening(each) for each in world.said()[1:]] == [
        "2 sources speak of this claim.",
        "It happened in February 2021.",
        "This is how the answer came about: The source agrees.",
        "This is how the answer came about: The source agrees.",
    ]


async def test_without_a_reply_the_newest_card_is_meant(world: World) -> None:
    await world.member.send_dm(TRUE)
    await world.restart()

    await world.member.send_dm("source?")

    assert opening(world.said(world.member.user.dm_channel)[-1]) == "2 sources speak of this claim."


async def test_why_after_a_restart_without_the_message_is_honest(world: World) -> None:
    message = await world.member.send(world.channel, f"{world.mention} {TRUE}")
    card = world.said()[-1]
    await world.restart()
    world.forget_message(message)

    await world.member.send(world.channel, "why?", reply_to=card)

    assert opening(world.said()[-1]) == discord_text.REASONS_GONE


async def test_why_of_small_talk_has_no_reasons(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} hello")

    await world.member.send(world.channel, "why?", reply_to=world.said()[-1])

    assert opening(world.said()[-1]) == answer_text.NO_CARD


async def test_a_claim_that_was_retired_is_spoken_of_no_more(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} {TRUE}")
    await world.bot.claims.retire(CLUBHOUSE, actor=Actor("test"))

    await world.member.send(world.channel, "source?", reply_to=world.said()[-1])

    assert opening(world.said()[-1]) == answer_text.CLAIM_GONE


async def test_a_claim_of_a_pack_given_up_is_spoken_of_no_more(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} {TRUE}")
    await world.bot.claims.servers.unsubscribe(world.guild.id, "starter", actor=Actor("keeper"))

    await world.member.send(world.channel, "source?", reply_to=world.said()[-1])

    assert opening(world.said()[-1]) == answer_text.CLAIM_GONE


@pytest.mark.parametrize("question", ["is this true?", "source?", ""], ids=["true", "source", "bare mention"])
async def test_a_mention_in_reply_to_somebody_checks_what_they_wrote(world: World, question: str) -> None:
    message = await world.moderator.send(world.channel, WRONG_NUMBER)

    await world.member.send(world.channel, f"{world.mention} {question}", reply_to=message)

    assert opening(only(world.said())) == "The source says 12, not 11."


async def test_is_this_true_without_a_reply_means_the_statement_before(world: World) -> None:
    await world.moderator.send(world.channel, WRONG_NUMBER)
    await world.moderator.send(world.channel, "thanks")

    await world.member.send(world.channel, f"{world.mention} is this true?")

    assert opening(only(world.said())) == "The source says 12, not 11."


async def test_is_this_true_in_reply_to_a_card_shows_its_sources(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} {TRUE}")

    await world.member.send(world.channel, "is this true?", reply_to=world.said()[-1])

    assert opening(world.said()[-1]) == "2 sources speak of this claim."


async def test_a_picture_cannot_be_checked(world: World) -> None:
    message = await world.moderator.send(world.channel, attachments=[("cat.png", b"meow")])

    await world.member.send(world.channel, f"{world.mention} is this true?", reply_to=message)

    assert opening(only(world.said())) == answer_text.UNREADABLE


async def test_looking_back_where_the_bot_may_not_read_is_honest(world: World) -> None:
    channel = world.closed("no-history", read_message_history=False)
    world.env.inject_error("GET", f"/channels/{channel.id}/messages", status=403, code=50001)

    await world.member.send(channel, f"{world.mention} is this true?")

    assert opening(only(world.said(channel))) == answer_text.NO_CARD


async def test_a_failure_is_told_with_the_number_that_the_log_has(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.member.send(world.channel, TRUE)
    world.env.inject_error("GET", "/channels/*/messages", status=400)

    await world.member.send(world.channel, f"{world.mention} is this true?")

    answer = opening(only(world.said()))
    incident = answer.removesuffix(".").rpartition(" ")[2]
    assert answer == discord_text.unexpected(incident)
    assert f"incident {incident}" in caplog.text
    assert TRUE not in caplog.text


async def test_webhooks_and_bots_get_no_conversation(world: World) -> None:
    webhook = world.guild.create_webhook(world.channel)

    await webhook.send(f"{world.mention} {TRUE}")

    assert world.said() == []


async def test_nothing_that_somebody_wrote_is_pinged_or_formatted(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} what do you know about **@everyone** [x](https://e.org)?")

    content = opening(only(world.said()))
    assert "@everyone" not in content
    assert "\\[x\\](https\\://e.org" in content
    assert "\\*\\*" in content


async def test_what_the_source_does_not_speak_of_is_named_with_the_claim(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} only Tencent was fined")

    reply = shown(only(world.said()))
    assert reply.startswith("The source says nothing of “only Tencent”. What it does say is below.")
    assert "Twelve technology companies" in reply


async def test_what_the_source_does_not_speak_of_is_left_alone_unasked(world: World) -> None:
    await world.watch()

    await world.member.send(world.channel, "only Tencent was fined for breaking China's anti-monopoly rules")

    assert world.said() == []


async def test_each_statement_of_a_message_gets_its_verdict(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} China banned Clubhouse and fined eleven firms")

    reply = shown(only(world.said()))
    assert reply.startswith("On “fined eleven firms”: the source says twelve, not eleven.")
    assert "On “China banned Clubhouse”: the source agrees." in reply


async def test_why_names_what_keeps_the_source_from_agreeing(world: World) -> None:
    await world.member.send(world.channel, f"{world.mention} only Tencent was fined")

    why = await world.member.click(only(world.said()), label="Why this?")

    assert "Against: It has “only”, “almost”, “no longer” or the like." in shown(why.response)


@pytest.mark.parametrize("said", ["ok", "lol", "no", "damn", "no way", "shit", "fuck off", "wtf", "haha", "nvm"])
async def test_a_reaction_gets_no_answer(world: World, said: str) -> None:
    await world.member.send(world.channel, f"{world.mention} {said}")
    await world.member.send_dm(said)

    assert world.said() == []
    assert world.said(world.member.user.dm_channel) == []


@pytest.mark.parametrize("said", ["lol", "damn", "no way", "well that surprises me a lot"])
async def test_a_remark_on_an_unasked_card_gets_none_either(world: World, said: str) -> None:
    await world.watch()
    await world.member.send(world.channel, WRONG_NUMBER)

    await world.moderator.send(world.channel, said, reply_to=only(world.said()))

    assert len(world.said()) == 1


async def test_a_passing_mention_gets_an_answer_only_where_there_is_one(world: World) -> None:
    await world.member.send(world.channel, f"I think that {world.mention} has a lovely picture of a cake")
    assert world.said() == []

    await world.member.send(world.channel, f"I told {world.mention} that China banned Clubhouse")
    assert shown(only(world.said())).startswith("The source agrees.")


async def test_a_question_to_a_card_is_answered_even_if_nothing_is_known(world: World) -> None:
    await world.watch()
    await world.member.send(world.channel, WRONG_NUMBER)

    await world.member.send(world.channel, "and who baked the cake?", reply_to=only(world.said()))

    assert opening(world.said()[-1]) == answer_text.NO_ENTRY
