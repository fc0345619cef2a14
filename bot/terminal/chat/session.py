"""A conversation in the terminal: its commands, and what "this" means in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches

from bot import conversation
from bot.cards.answer_cards import LONGEST_LISTED_CLAIM, Block, Card, Line, Role, short_card, sources_card
from bot.intents import Intent, Request, read
from bot.places import Answer, Earlier, RepliesTo, Said, Sentences
from bot.words import answer_text, terminal_text
from bot.words.answer_text import claims_found, shortened
from claims_db.claims.packs import Scope
from claims_db.errors import NotFoundError
from claims_db.service import ClaimService
from claims_db.values import Claim, Match, Message, Verdict

MOST_FOUND = 5
MOST_LISTED = 25


def help_card() -> Card:
    """What can be written, and the commands."""
    commands = tuple(Line(f"/{name} {does}", Role.ITEM) for name, does in terminal_text.COMMANDS.items())
    return Card(terminal_text.HELP, (Block(terminal_text.COMMANDS_HEADING, commands),))


# Commands that say what words could say too.
_SAME_AS = {"why": Intent.WHY, "source": Intent.SOURCE, "help": Intent.HELP, "quit": Intent.FAREWELL}
SENTENCES = Sentences(
    help=help_card(),
    dispute=terminal_text.DISPUTE,
    hint=terminal_text.HINT,
    which=terminal_text.NO_CLAIM,
    leave_me=terminal_text.LEAVE_ME,
    my_data=terminal_text.MY_DATA,
)


@dataclass(slots=True)
class Memory:
    """The terminal as the place of a message. What was said last is kept here, until the conversation ends."""

    scope: Scope
    last_said: Message | None = None
    last_answer: Earlier | None = None
    sentences: Sentences = SENTENCES
    last_on_claim: Earlier | None = None
    replies_to: RepliesTo = RepliesTo.NOBODY
    in_passing: bool = False

    @property
    def at(self) -> datetime:
        """Now: a line is answered as it comes."""
        return datetime.now(UTC)

    async def statement(self) -> Said | None:
        """See `Place`."""
        return Said(self.last_said) if self.last_said else None

    async def earlier(self, *, asides: bool = False) -> Earlier | None:
        """See `Place`."""
        return self.last_answer if asides else self.last_on_claim

    async def verdict_again(self) -> Verdict | None:
        """See `Place`: a verdict is never forgotten here, so there was none."""
        return None

    def keep(self, said: Message, intent: Intent, answer: Answer) -> None:
        """Remember what the next question may be about."""
        if intent in {Intent.STATEMENT, Intent.TOPIC}:
            self.last_said = said
        if answer.claim or intent in conversation.ON_CLAIMS:
            self.last_answer = Earlier(answer.claim, answer.verdict)
            if answer.claim or not conversation.is_aside(said.text):
                self.last_on_claim = self.last_answer


class Session:
    """One person's conversation. `ended` says that they have left."""

    def __init__(self, claims: ClaimService) -> None:
        self._claims = claims
        self._memory = Memory(claims.public_scope())
        self.ended = False

    async def answer(self, line: str) -> Card:
        """The answer to a message, or to a command that begins with a slash."""
        if line.startswith("/"):
            name, _, words = line[1:].strip().partition(" ")
            return await self._command(name.lower(), words.strip())
        return await self._reply(line, read(line))

    async def named(self, typed: str) -> tuple[Claim, ...]:
        """Claims whose name or text holds what is typed so far."""
        return await self._claims.complete(typed, self._memory.scope)

    async def _command(self, name: str, words: str) -> Card:
        match name:
            case "check" | "search" if not words:
                return short_card(terminal_text.needs_words(name))
            case "check":
                return await self._reply(words, Request(Intent.STATEMENT, words))
            case "search":
                return search_card(await self._claims.search(words, self._memory.scope, MOST_FOUND))
            case "claims":
                scope = self._memory.scope
                return list_card(await self._claims.complete(words, scope, limit=None))
            case "source" if words:
                return await self._source(words)
            case "why" | "source" | "help" | "quit":
                return await self._reply(words, Request(_SAME_AS[name], words))
            case _:
                nearest = get_close_matches(name, terminal_text.COMMANDS, n=1)
                return short_card(terminal_text.unknown_command(name, nearest[0] if nearest else None))

    async def _reply(self, words: str, request: Request) -> Card:
        answer = await conversation.answer(request, self._memory, self._claims)
        if answer is None:
            return short_card(answer_text.NOTHING_ASKED)
        self._memory.keep(Message(words), request.intent, answer)
        self.ended = request.intent is Intent.FAREWELL
        return answer.card

    async def _source(self, slug: str) -> Card:
        try:
            return sources_card(await self._claims.find(slug, self._memory.scope))
        except NotFoundError as error:
            return short_card(terminal_text.sentence(error))


def search_card(matches: Sequence[Match]) -> Card:
    """Claims that come close to some words, best first."""
    opening = claims_found(len(matches)) if matches else terminal_text.NOTHING_FOUND
    return Card(opening, _named(match.claim for match in matches))


def list_card(claims: Sequence[Claim]) -> Card:
    """Claims by name, as many as fit on a screen."""
    shown = _named(claims[:MOST_LISTED])
    rest = len(claims) - MOST_LISTED
    more = (Block("", (Line(terminal_text.and_more(rest)),)),) if rest > 0 else ()
    return Card(terminal_text.listed(len(claims)), (*shown, *more))


def _named(claims: Iterable[Claim]) -> tuple[Block, ...]:
    lines = tuple(Line(f": {shortened(claim.text, LONGEST_LISTED_CLAIM)}", Role.ITEM, claim.slug) for claim in claims)
    return (Block("", lines),) if lines else ()
