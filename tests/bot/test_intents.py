"""What people write to the bot, sorted by what they want of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intents import Intent, Request, read

SAID = {
    Intent.GREETING: ["hi", "Hello there!", "hey footnote, how are you?", "good morning all", "yo", "are you there?"],
    Intent.THANKS: [
        "thanks",
        "ok thanks a lot!",
        "Thank you so much, Footnote",
        "good bot",
        "ah, that's right",
        "got it",
    ],
    Intent.FAREWELL: ["bye", "good night everyone", "see you later"],
    Intent.HELP: [
        "help",
        "what can you do?",
        "who are you?",
        "how does this work?",
        "Are you a bot?",
        "help me please",
    ],
    Intent.NOTHING: ["", "   ", "<@!81384788765712384>", "🔥🔥🔥", "?!", "<:party:81384788765712384>", "___"],
    Intent.SOURCE: [
        "source?",
        "Source please",
        "got a source for that?",
        "where’s your source?",
        "do you have a link?",
        "says who?",
        "citation needed",
        "where did you get that from",
        "where does this come from?",
        "prove it",
    ],
    Intent.WHEN: ["when?", "when was that?", "ok, when did that happen?", "how old is this?", "what's the date?"],
    Intent.WHY: ["why?", "but why this?", "how do you know that?", "are you sure?", "how come", "really?"],
    Intent.CHECK: [
        "is this true?",
        "<@81384788765712384> is this true?",
        "fact check this",
        "can you check this?",
        "true or false?",
        "did that really happen",
        "is that fake?",
    ],
    Intent.DISPUTE: ["you're wrong", "That's not true!", "this is out of date", "i don't believe you", "bad bot"],
}


@pytest.mark.parametrize(
    ("intent", "text"),
    [pytest.param(intent, text, id=text or "empty") for intent, texts in SAID.items() for text in texts],
)
def test_small_talk_is_known_by_its_words(intent: Intent, text: str) -> None:
    assert read(text).intent is intent


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("what do you know about Clubhouse?", "Clubhouse"),
        ("Hey Footnote, what do you have on the Clubhouse ban", "the Clubhouse ban"),
        ("tell me about TikTok please", "TikTok"),
        ("do you know anything about deepfakes?", "deepfakes"),
        ("What is Clubhouse?", "Clubhouse"),
        ("what about Tencent?", "Tencent"),
        ("what happened to Mi Talk?", "Mi Talk"),
        ("<@81384788765712384> anything on 中国?", "中国"),
    ],
)
def test_a_question_about_a_topic_names_the_topic(text: str, topic: str) -> None:
    assert read(text) == Request(Intent.TOPIC, topic)


@pytest.mark.parametrize(
    "text",
    [
        "eleven firms fined",
        "did China ban Clubhouse?",
        "when was Clubhouse banned?",
        "why did China ban Clubhouse?",
        "who was fined?",
        "what is the fine that each of them paid?",
        "no, twelve were fined",
        "中国禁止了Clubhouse",
        "thanks to the regulator, eleven firms were fined",
        "hello, is TikTok owned by ByteDance?",
        "a" * 4000,
        "hi " * 40,
    ],
)
def test_a_statement_or_question_about_the_world_is_left_whole(text: str) -> None:
    assert read(text) == Request(Intent.STATEMENT, text.strip())


@pytest.mark.parametrize(
    "text",
    [
        "fact check: eleven firms fined",
        "check if eleven firms fined",
        "Please verify: eleven firms fined",
        "<@81384788765712384> eleven   firms fined",
    ],
)
def test_what_only_leads_up_to_the_statement_is_taken_off(text: str) -> None:
    assert read(text) == Request(Intent.STATEMENT, "eleven firms fined")


@given(st.text(max_size=300))
def test_any_text_has_one_meaning_and_comes_back_without_mentions(text: str) -> None:
    request = read(text)
    assert request.about in " ".join(text.split()) or "<" in text


@pytest.mark.parametrize("word", ["hey ", "hihi", "what about ", "ok, ", "bot ", "check this "])
def test_no_message_keeps_the_bot_busy(word: str) -> None:
    """A pattern that tries every way of dividing these would not end."""
    assert read((word * 4000)[:4000] + "x").about.endswith("x")
    assert read(word * 11 + "x").about.endswith("x")
