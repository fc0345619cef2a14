"""Talking on a screen: line editing, completion and cards. What is typed is kept until the end, and no longer."""

from __future__ import annotations

from collections.abc import Iterable

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from rich.console import Console

from bot.cards import answer_cards
from bot.terminal.chat.drawing import drawn
from bot.terminal.chat.session import Session
from bot.words import terminal_text

_PROMPT = "you › "
# The commands that take a claim's name.
_NAMING = ("/source ", "/claims ")


class Completions(Completer):
    """Commands after a slash, and names of claims after the commands that take one."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """What the line may go on with."""
        del complete_event
        line = document.text_before_cursor
        if line.startswith(_NAMING):
            typed = line.partition(" ")[2]
            for claim in self._session.named(typed):
                yield Completion(claim.slug, -len(typed), display_meta=claim.text)
        elif line.startswith("/"):
            for name, does in terminal_text.COMMANDS.items():
                if name.startswith(line[1:]):
                    yield Completion(f"/{name}", -len(line), display_meta=does)


def converse(session: Session) -> None:
    """Answer line by line until somebody leaves: /quit, Ctrl-D, or Ctrl-C twice."""
    console = Console(highlight=False)
    prompt: PromptSession[str] = PromptSession(
        _PROMPT, history=InMemoryHistory(), completer=Completions(session), auto_suggest=AutoSuggestFromHistory()
    )
    console.print(drawn(answer_cards.short_card(terminal_text.WELCOME)))
    while (line := _typed(prompt, console)) is not None:
        if not line:
            continue
        answer = session.answer(line)
        console.print(drawn(answer.card))
        if answer.ends:
            return


def _typed(prompt: PromptSession[str], console: Console) -> str | None:
    """The next line; None where somebody leaves. One Ctrl-C only empties the line."""
    for _ in range(2):
        try:
            return prompt.prompt().strip()
        except KeyboardInterrupt:
            console.print(drawn(answer_cards.short_card(terminal_text.HOW_TO_LEAVE)))
        except EOFError:
            return None
    return None
