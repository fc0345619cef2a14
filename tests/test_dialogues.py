"""One conversation, two places: what is said on Discord and in the terminal has the same words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.intents import Intent, read
from bot.terminal.chat.plain import plain
from bot.terminal.chat.session import Session
from bot.words import answer_text, discord_text, privacy_text, terminal_text

from .cogs.test_related import stock
from .large_store import LIGHTHOUSE, POST
from .world import NO_MATCH, TRUE, WRONG_NUMBER, World, shown

OPEN_QUESTION = "when were twelve companies fined by China?"
NEAR = "Indian authorities banned the audio app Clubhouse"
TOPIC = "what do you know about Clubhouse?"
NO_TOPIC = "what do you know about wombats?"
WHICH, HINT, DISPUTE, HELP = "which claim?", "how to add one", "how to dispute one", "what can be asked"
LEAVE_ME, MY_DATA = "how not to be checked", "what is kept"
# The sentences that only one of the places has, and what they stand for.
ITS_OWN = {
    terminal_text.NO_CLAIM: WHICH, answer_text.NO_CARD: WHICH,
    terminal_text.DISPUTE: DISPUTE, discord_text.DISPUTE_IN_SERVER: DISPUTE,
    terminal_text.HINT: HINT, discord_text.SUGGEST_IN_SERVER: HINT,
    terminal_text.HELP: HELP, discord_text.HELP_IN_SERVER: HELP,
    terminal_text.LEAVE_ME: LEAVE_ME, privacy_text.HOW_TO_OPT_OUT: LEAVE_ME,
    terminal_text.MY_DATA: MY_DATA, privacy_text.WHAT_IS_KEPT: MY_DATA,
}  # fmt: skip
_NO_ENTRY_CARD = f"{answer_text.NO_ENTRY} {answer_text.CLOSEST}"
_EXPLAINED = "This is how the answer came about:"
_CLUBHOUSE_SOURCES = "2 sources speak of this claim. China banned the audio app Clubhouse"
_FINED_SOURCES = "4 sources speak of this claim. Twelve technology companies"
_REFUTED = "The source says 12, not 11. Twelve technology companies"

# What is said, and what the answer to the last line begins with.
DIALOGUES = {
    "greeting": (["hello"], answer_text.GREETING),
    "thanks": (["thanks!"], answer_text.THANKS),
    "farewell": (["bye"], answer_text.FAREWELL),
    "help": (["help"], HELP),
    "nothing": (["🔥"], answer_text.NOTHING_ASKED),
    "dispute": ([TRUE, "that's wrong"], DISPUTE),
    "source of nothing": (["source?"], WHICH),
    "when of nothing": (["when was that?"], WHICH),
    "why of nothing": (["why?"], WHICH),
    "check of nothing": (["is this true?"], WHICH),
    "why of a greeting": (["hello", "why?"], WHICH),
    "agrees": ([TRUE], "The source agrees. China banned"),
    "differs": ([WRONG_NUMBER], _REFUTED),
    "what leads up to it": ([f"fact check: {TRUE}"], "The source agrees. China banned"),
    "source": ([TRUE, "source?"], _CLUBHOUSE_SOURCES),
    "when": ([TRUE, "when was that?"], "It happened in February 2021. China banned"),
    "why": ([WRONG_NUMBER, "why?"], f"{_EXPLAINED} The source says 12, not 11."),
    "check": ([WRONG_NUMBER, "is this true?"], _REFUTED),
    "one question after the other": ([TRUE, "source?", "when?", "why?", "why?"], f"{_EXPLAINED} The source agrees."),
    "check after a question": ([WRONG_NUMBER, "source?", "is this true?"], _REFUTED),
    "source after thanks": ([TRUE, "thanks", "source?"], _CLUBHOUSE_SOURCES),
    "why after thanks and help": ([TRUE, "thanks", "help", "why?"], f"{_EXPLAINED} The source agrees."),
    "check after thanks": ([WRONG_NUMBER, "thanks", "is this true?"], _REFUTED),
    "the newest counts": ([TRUE, WRONG_NUMBER, "source?"], _FINED_SOURCES),
    "open question": ([OPEN_QUESTION], "On 12 March 2021. Twelve technology companies"),
    "source of an open question": ([OPEN_QUESTION, "source?"], _FINED_SOURCES),
    "when of an open question": ([OPEN_QUESTION, "when?"], "It happened on 12 March 2021."),
    "why of an open question": ([OPEN_QUESTION, "source?", "why?"], f"{_EXPLAINED} On 12 March 2021."),
    "detail of the claim before": (["was Tencent fined?", "which law?"], "China's anti-monopoly rules. Twelve"),
    "detail of another claim": (["who was fined?", "how much?"], "500,000 yuan. Each of the twelve companies"),
    "the detail by its noun": (["how much was the fine?", "and the amount?"], "500,000 yuan. Each of the twelve"),
    "detail that it does not tell": ([TRUE, "how much?"], f"{answer_text.NOT_SAID} China banned the audio app"),
    "detail of nothing": (["how much?"], answer_text.NO_ENTRY),
    "the same of another": (["was Tencent fined?", "and Baidu?"], "Yes, the source says so. Twelve technology"),
    "another of nothing": (["and Tencent?"], "These are 2 claims about Tencent."),
    "best source": ([TRUE, "which one is the best source?"], _CLUBHOUSE_SOURCES),
    "source after a line that was not understood": ([TRUE, "zxcv qwrt", "source?"], _CLUBHOUSE_SOURCES),
    "why of a line that was not understood": ([TRUE, "zxcv qwrt", "why?"], f"{answer_text.NO_ENTRY} Why there is no"),
    "bare topic": (["Tencent"], "These are 2 claims about Tencent."),
    "a question like a topic": (["who is the parent company of TikTok?"], "ByteDance. ByteDance is the parent company"),
    "known matter": (["how many users does Tencent have?"], "I know 2 claims about Tencent; none says how many users."),
    "list": (["list everything"], "There are 15 claims here; this is page 1 of 2."),
    "next page": (["list everything", "more"], "There are 15 claims here; this is page 2 of 2."),
    "a page by its number": (["page 2"], "There are 15 claims here; this is page 2 of 2."),
    "sure of a detail": (["was Tencent fined?", "which law?", "are you sure?"], f"{_EXPLAINED} China's anti-monopoly"),
    "leave me": (["don't check my messages"], LEAVE_ME),
    "my data": (["do you store my messages?"], MY_DATA),
    "add": (["can I add a claim?"], HINT),
    "sources": (["what sources do you use?"], "Only the sources that the claims in my store cite"),
    "no entry": ([NO_MATCH], f"{answer_text.NO_ENTRY} {answer_text.NOTHING_CLOSE} {HINT}"),
    "source of no entry": ([TRUE, NO_MATCH, "source?"], WHICH),
    "when of no entry": ([TRUE, NO_MATCH, "when?"], WHICH),
    "why of no entry": ([TRUE, NO_MATCH, "why?"], f"{answer_text.NO_ENTRY} Why there is no answer"),
    "why of no entry that source was asked of": ([NO_MATCH, "source?", "why?"], f"{answer_text.NO_ENTRY} Why"),
    "closest claim": ([NEAR], _NO_ENTRY_CARD),
    "source of a closest claim": ([TRUE, NEAR, "source?"], WHICH),
    "why of a closest claim": ([NEAR, "why?"], f"{answer_text.NO_ENTRY} Why there is no answer"),
    "topic": ([TOPIC], "These are 3 claims about Clubhouse. China"),
    "source of a topic": ([WRONG_NUMBER, TOPIC, "source?"], "2 sources speak of this claim. China"),
    "when of a topic": ([TOPIC, "when?"], "It happened in February 2021."),
    "why of a topic": ([WRONG_NUMBER, TOPIC, "why?"], "2 sources speak of this claim. China"),
    "check of a topic": ([WRONG_NUMBER, TOPIC, "is this true?"], "These are 3 claims about Clubhouse."),
    "no topic": ([NO_TOPIC], "There is no entry on wombats."),
    "source of no topic": ([TRUE, NO_TOPIC, "source?"], WHICH),
    "why of no topic": ([TRUE, NO_TOPIC, "why?"], WHICH),
}
RELATED = {
    "related": ([POST], answer_text.about_the_same(LIGHTHOUSE)),
    "source of a related claim": ([POST, "source?"], "One source speaks of this claim. Lighthouse keeper"),
    "when of a related claim": ([POST, "when?"], answer_text.happened(LIGHTHOUSE)),
    "why of a related claim": ([POST, "why?"], f"{_EXPLAINED} {answer_text.about_the_same(LIGHTHOUSE)}"),
    "check of a related claim": ([POST, "is this true?"], answer_text.about_the_same(LIGHTHOUSE)),
    "thanks for a related claim": ([POST, "thank you", "source?"], "One source speaks of this claim."),
}

_ADDRESS = re.compile(r"\(?<?(https?://[^\s<>)]+)>?\)?")


def words(text: str) -> str:
    """What a text says, without what draws it; an address stands in another place on a screen."""
    for sentence, meaning in ITS_OWN.items():
        text = text.replace(sentence, meaning)
    said = re.sub(r"[*“”\[\]\\\u200b]|^\s*- ", "", _ADDRESS.sub("", text), flags=re.MULTILINE)
    return " ".join(re.sub(r"(\w):\n", r"\1\n", said).split())


def addresses(text: str) -> list[str]:
    return [found[1] for found in _ADDRESS.finditer(text)]


async def said_in_the_terminal(world: World, lines: list[str]) -> list[str]:
    session = Session(world.bot.claims)
    return [plain(await session.answer(line)) for line in lines]


async def said_on_discord(world: World, lines: list[str], *, replying: bool = False) -> list[str]:
    """The answers to lines that mention the bot; or that reply to its last answer, from the second on."""
    for at, line in enumerate(lines):
        if replying and at:
            await world.member.send(world.channel, line, reply_to=world.said()[-1])
        else:
            await world.member.send(world.channel, f"{world.mention} {line}")
    return [shown(message) for message in world.said()]


def assert_the_same(terminal: list[str], discord: list[str], begins: str) -> None:
    assert words(terminal[-1]).startswith(begins)
    for in_terminal, on_discord in zip(terminal, discord, strict=True):
        if words(on_discord) == HELP:  # the terminal has commands of its own below
            assert words(in_terminal).startswith(HELP)
        else:
            assert words(in_terminal) == words(on_discord)
        assert addresses(in_terminal) == addresses(on_discord)


@pytest.mark.parametrize(("lines", "begins"), DIALOGUES.values(), ids=DIALOGUES)
async def test_both_places_answer_with_the_same_words(world: World, lines: list[str], begins: str) -> None:
    terminal = await said_in_the_terminal(world, lines)
    assert_the_same(terminal, await said_on_discord(world, lines), begins)


@pytest.mark.parametrize(("lines", "begins"), RELATED.values(), ids=RELATED)
async def test_a_related_claim_is_spoken_of_in_both(
    world: World, tmp_path: Path, lines: list[str], begins: str
) -> None:
    await stock(world, tmp_path)
    terminal = await said_in_the_terminal(world, lines)
    assert_the_same(terminal, await said_on_discord(world, lines), begins)


@pytest.mark.parametrize(
    "name", ["source", "when", "why", "source of an open question", "why of a topic", "why of no entry"]
)
async def test_a_reply_to_the_last_card_asks_the_same(world: World, name: str) -> None:
    lines, begins = DIALOGUES[name]
    terminal = await said_in_the_terminal(world, lines)
    assert_the_same(terminal, await said_on_discord(world, lines, replying=True), begins)


@pytest.mark.parametrize("name", ["source", "why", "why after thanks and help", "why of a topic", "why of no entry"])
async def test_a_restart_changes_no_answer(world: World, name: str) -> None:
    lines, begins = DIALOGUES[name]
    terminal = await said_in_the_terminal(world, lines)
    await said_on_discord(world, lines[:-1])
    await world.restart()
    assert_the_same(terminal[-1:], (await said_on_discord(world, lines[-1:]))[-1:], begins)


def test_the_table_has_every_intent() -> None:
    # Reactions get no answer on Discord, which the tests of the conversation there show.
    said = {read(line).intent for lines, _ in DIALOGUES.values() for line in lines}
    assert said == set(Intent) - {Intent.REACTION}
