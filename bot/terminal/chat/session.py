"""A conversation in the terminal: what was said last, and what each line is answered with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from bot.cards import answer_cards
from bot.cards.answer_cards import Card
from bot.conversation import Intent, Turn, read
from bot.terminal.chat.listing import help_card, list_card, search_card
from bot.words import answer_text, terminal_text
from claims_db.errors import NotFoundError
from claims_db.service import ClaimService
from claims_db.values import Claim, Message, Verdict

MOST_FOUND = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What one line is answered with; `ends` says that it was the last one."""

    card: Card
    ends: bool = False


class Session:
    """One person's conversation. Keeps the last message and its verdict in memory, nothing else."""

    def __init__(self, claims: ClaimService) -> None:
        self._claims = claims
        self._scope = claims.public_scope()
        self._said: str | None = None
        self._verdict: Verdict | None = None
        self._claim: Claim | None = None

    def answer(self, line: str) -> Answer:
        """The answer to a message, or to a command that begins with a slash."""
        if line.startswith("/"):
            name, _, words = line[1:].strip().partition(" ")
            return self._command(name.lower(), words.strip())
        turn = read(line)
        return Answer(self._reply(turn), ends=turn.intent is Intent.FAREWELL)

    def named(self, typed: str) -> tuple[Claim, ...]:
        """Claims whose name or text holds what is typed so far."""
        return self._claims.complete(typed, self._scope)

    def _command(self, name: str, words: str) -> Answer:
        known: dict[str, Callable[[str], Card]] = {
            "check": self._check,
            "search": self._search,
            "claims": self._list,
            "why": lambda _: self._why(),
            "source": self._source,
            "help": lambda _: help_card(),
            "quit": lambda _: answer_cards.short_card(answer_text.FAREWELL),
        }
        if name not in known:
            nearest = get_close_matches(name, known, n=1)
            return Answer(answer_cards.short_card(terminal_text.unknown_command(name, nearest[0] if nearest else None)))
        if name in {"check", "search"} and not words:
            return Answer(answer_cards.short_card(terminal_text.needs_words(name)))
        return Answer(known[name](words), ends=name == "quit")

    def _reply(self, turn: Turn) -> Card:
        match turn.intent:
            case Intent.STATEMENT:
                card = self._check(turn.about)
            case Intent.TOPIC:
                card = self._about(turn.about)
            case Intent.CHECK if self._said is not None:
                card = self._check(self._said)
            case Intent.SOURCE:
                card = self._source("")
            case Intent.WHEN if self._claim is not None:
                card = answer_cards.when_card(self._claim)
            case Intent.WHY:
                card = self._why()
            case Intent.HELP:
                card = help_card()
            case Intent.DISPUTE:
                card = answer_cards.short_card(terminal_text.DISPUTE)
            case intent:
                card = answer_cards.short_card(answer_text.SMALL_TALK.get(intent, terminal_text.NO_CLAIM))
        return card

    def _check(self, words: str) -> Card:
        self._said = words
        self._verdict = self._claims.check(Message(words), self._scope)
        self._claim = self._verdict.claim
        return answer_cards.verdict_card(self._verdict, terminal_text.HINT)

    def _about(self, topic: str) -> Card:
        found = [match.claim for match in self._claims.search(topic, self._scope, answer_cards.MOST_ABOUT_A_TOPIC)]
        self._verdict, self._claim = None, found[0] if found else None
        return answer_cards.topic_card(topic, found)

    def _search(self, words: str) -> Card:
        return search_card(self._claims.search(words, self._scope, MOST_FOUND))

    def _list(self, words: str) -> Card:
        every = self._claims.claims(self._scope)
        return list_card(self._claims.complete(words, self._scope, limit=len(every)) if words else every)

    def _why(self) -> Card:
        if self._verdict is None:
            return answer_cards.short_card(terminal_text.NO_CLAIM)
        return answer_cards.why_card(self._verdict)

    def _source(self, slug: str) -> Card:
        try:
            claim = self._claims.find(slug, self._scope) if slug else self._claim
        except NotFoundError as error:
            return answer_cards.short_card(terminal_text.sentence(error))
        return answer_cards.sources_card(claim) if claim else answer_cards.short_card(terminal_text.NO_CLAIM)
