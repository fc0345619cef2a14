"""After a busy session no message that anybody wrote is in the database or in the log: neither whole nor in part."""

from __future__ import annotations

import io
import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot import logs
from bot.client import _keep_words_out_of_the_log
from bot.settings import LogFormat, Settings
from claims_db.actors import Actor
from claims_db.store.database import sentences
from claims_db.store.servers import Mode
from claims_db.values import Rating
from cogs.reply_updates import updater

from ..desk import LIBRARY, previewed, response
from ..world import World

# Each message has a word of its own, which no claim, no document and no library's log has.
OPENINGS = (
    "Twelve companies were fined in March for breaking the anti-monopoly rules, says {word}",
    "eleven firms got fined, {word} told me",
    "China banned Clubhouse and {word}",
    "did China ban {word} or Clubhouse?",
    "{word} baked a lemon cake on Sunday",
    "China never banned Clubhouse, dear {word}",
    "hello {word}",
    "I don't believe a word of {word}, and https://{word}.example/page says so",
)
SYLLABLES = ("zib", "quo", "vlam", "trex", "phon", "ghul", "wirr", "jask")


def words() -> Iterator[str]:
    """Words that nobody else has, without end."""
    number = 0
    while True:
        yield "".join(SYLLABLES[number // 8**place % 8] for place in range(4)) + "ovar"
        number += 1


class Listening:
    """All that a host could make the bot write: what reaches the log, and how its own handlers write it down."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self._caplog = caplog
        self.handlers = [logs.Log(io.StringIO()) for _ in LogFormat]
        for handler, wanted in zip(self.handlers, LogFormat, strict=True):
            handler.use(wanted)

    @property
    def text(self) -> str:
        return self._caplog.text + "".join(each.stream.getvalue() for each in self.handlers)  # type: ignore[attr-defined]  # see above


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[Listening]:
    """A log at its loudest."""
    library, root = logging.getLogger("discord"), logging.getLogger()
    before, listening = library.level, Listening(caplog)
    with caplog.at_level(logging.DEBUG):
        _keep_words_out_of_the_log()
        for handler in listening.handlers:
            root.addHandler(handler)
        yield listening
        for handler in listening.handlers:
            root.removeHandler(handler)
    library.setLevel(before)


class Session:
    """People who write, ask, edit and delete; every word that they wrote."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.words = words()
        self.written: list[str] = []

    def say(self, opening: str) -> str:
        """A message with a word of its own."""
        word = next(self.words)
        self.written.append(word)
        return opening.format(word=word)

    async def chat(self) -> None:
        """Everything that is written to be checked: in the channel, to the bot, edited, replied to, deleted, shared."""
        world = self.world
        for opening in OPENINGS:
            unasked = await world.member.send(world.channel, self.say(opening))
            asked = await world.member.send(world.channel, f"{world.mention} {self.say(opening)}")
            await world.moderator.send(world.channel, f"{world.mention} is this true?", reply_to=unasked)
            await world.member.edit(unasked, self.say(opening))
            await world.member.send_dm(self.say(opening))
            await world.member.slash(world.channel, "check", text=self.say(opening), share=True)
            await world.member.context_menu(world.channel, "Check sources", asked)
            await world.member.slash(world.channel, "claim search", text=self.say(opening))
            await world.member.slash(world.channel, "claim show", name=self.say(opening))
            await world.member.delete(asked)

    async def press(self) -> None:
        """Every button below the newest answers."""
        for message in self.world.said()[-6:]:
            for label in ("Why this?", "Take back"):
                if any(label in str(row.to_dict()) for row in message.components):
                    await self.world.member.click(message, label=label)

    async def moderate(self) -> None:
        """Claims that are saved, dropped, edited, retired and brought up to date; the words of the saved one stay."""
        world = self.world
        dropped = await previewed(world, {"Claim": self.say("The mayor of Erewhon fined {word} in May")})
        await world.moderator.click(dropped, label="Drop")
        await world.moderator.click(await previewed(world), label="Save")
        claim = (await world.own_claims())[0]
        await world.member.send(world.channel, f"{world.mention} {LIBRARY}, {self.say('says {word}')}")
        retired = response(await world.moderator.slash(world.channel, "claim retire", name=claim.slug))
        await world.moderator.click(retired, label="Update")
        await world.bot.claims.restore(claim.key, actor=Actor("test"))
        edited = replace(claim, rating=Rating.TRUE)
        await world.bot.claims.edit(claim, edited, actor=Actor("test"))
        await world.env.advance_time(120)
        await world.moderator.slash(world.channel, "privacy show")

    async def fail(self) -> None:
        """Errors, on Discord's side and on ours, while words are handled."""
        world = self.world
        world.env.inject_error("POST", "/channels/*/messages", status=400, code=50035, times=2)
        await world.member.send(world.channel, f"{world.mention} {self.say(OPENINGS[0])}")
        quoting = f'Invalid Form Body\nIn content: "{self.say("{word}")}"\nIn {self.say("{word}")}: is wrong'
        world.env.inject_error("POST", "/channels/*/messages", status=400, code=50035, message=quoting, times=1)
        await world.member.send(world.channel, f"{world.mention} {self.say(OPENINGS[0])}")
        world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=1)
        await world.member.send(world.channel, f"{world.mention} {self.say(OPENINGS[1])}")
        check = world.bot.claims.check
        world.bot.claims.check = _broken  # type: ignore[method-assign, assignment]  # a fault of our own, with words in it
        await world.member.send(world.channel, f"{world.mention} {self.say(OPENINGS[2])}")
        world.bot.claims.check = _refused_by_sqlite  # type: ignore[method-assign, assignment]  # as the store tells it
        await world.member.send(world.channel, f"{world.mention} {self.say(OPENINGS[2])}")
        world.bot.claims.check = check  # type: ignore[method-assign]  # and whole again


def _broken(message: object, *_: object) -> None:
    raise RuntimeError(f"cannot check {message}")


def _refused_by_sqlite(message: object, *_: object) -> None:
    with closing(sqlite3.connect(":memory:")) as connection, sentences(Path("claims.db")):
        connection.execute(f'SELECT 1 "one" "{message}"')


def kept(path: Path) -> bytes:
    """The database as it lies there, and what lies beside it."""
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


async def test_no_word_of_a_message_is_in_the_file_or_the_log(world: World, settings: Settings, log: Listening) -> None:
    await world.watch(Mode.ALL)
    updater(world.bot).pace = 60.0
    session = Session(world)
    for part in (session.chat, session.press, session.moderate, session.fail, session.chat):
        await part()
    open_file = kept(settings.db)
    await world.restart()

    assert len(session.written) > 80
    assert len(world.said()) > 20
    assert "incident" in log.text  # it was listened to
    assert "SQLITE_ERROR: near" in log.text
    assert LIBRARY.encode() in open_file  # and this was saved on purpose
    for held in (open_file, kept(settings.db)):
        assert [word for word in session.written if word.encode() in held or word.encode("utf-16-le") in held] == []
    assert [word for word in session.written if word in log.text] == []
    assert not re.search(r"(?i)lemon cake|eleven firms got", log.text + open_file.decode("latin-1"))
