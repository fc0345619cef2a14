"""Talking on a screen: line editing, completion, and cards in frames. What is typed is forgotten at the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from rich.console import Console, Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.cards.answer_cards import Card, Line, Role, short_card
from bot.terminal.chat.session import Session
from bot.words import terminal_text
from bot.words.visible import visible
from claims_db.values import Label

_PROMPT = "you › "
# The commands that take a claim's name.
_NAMING = ("/source ", "/claims ")
# The colour only repeats what the title and the opening sentence say.
_COLOURS = {
    Label.SUPPORTED: "green",
    Label.REFUTED: "red",
    Label.OUTDATED: "yellow",
    Label.CONFLICTING: "magenta",
    Label.NOT_ENOUGH_EVIDENCE: "bright_black",
}
_WIDEST = 100
_BULLETS = {Role.ITEM: "•", Role.BELOW: " "}


class Completions(Completer):
    """Commands after a slash, and names of claims after the commands that take one."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Nothing at once: claims are read from the file."""
        del document, complete_event
        return ()

    async def get_completions_async(
        self, document: Document, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        """What the line may go on with."""
        del complete_event
        line = document.text_before_cursor
        if line.startswith(_NAMING):
            typed = line.partition(" ")[2]
            for claim in await self._session.named(typed):
                yield Completion(claim.slug, -len(typed), display_meta=claim.text)
        elif line.startswith("/"):
            for name, does in terminal_text.COMMANDS.items():
                if name.startswith(line[1:]):
                    yield Completion(f"/{name}", -len(line), display_meta=does)


def converse(session: Session, runner: asyncio.Runner) -> None:
    """Answer line by line until somebody leaves: /quit, Ctrl-D, or Ctrl-C twice."""
    console = Console(highlight=False)
    prompt: PromptSession[str] = PromptSession(
        _PROMPT, history=InMemoryHistory(), completer=Completions(session), auto_suggest=AutoSuggestFromHistory()
    )
    console.print(drawn(short_card(terminal_text.WELCOME)))
    while not session.ended and (line := runner.run(_typed(prompt, console))) is not None:
        if line:
            console.print(drawn(runner.run(session.answer(line))))


async def _typed(prompt: PromptSession[str], console: Console) -> str | None:
    """The next line; None where somebody leaves. One Ctrl-C only empties the line."""
    for _ in range(2):
        try:
            return (await prompt.prompt_async()).strip()
        except KeyboardInterrupt:
            console.print(drawn(short_card(terminal_text.HOW_TO_LEAVE)))
        except EOFError:
            return None
    return None


def drawn(card: Card) -> RenderableType:
    """The card, in a frame where it has more to say than its opening."""
    opening = _text(card.opening, "bold" if card.blocks else "")
    if not card.blocks:
        return Padding(opening, (0, 2))
    parts: list[RenderableType] = [opening]
    for block in card.blocks:
        heading = [_text(block.heading, "bold")] if block.heading else []
        parts += [Text(), *heading, *(part for line in block.lines for part in _line(line))]
    title = _text(card.word) if card.word else None
    colour = _COLOURS[card.label] if card.label else "blue"
    return Constrain(Panel(Group(*parts), title=title, title_align="left", border_style=colour), _WIDEST)


def _line(line: Line) -> list[RenderableType]:
    style = {Role.CLAIM: "italic", Role.PLAIN: "dim"}.get(line.role, "")
    said = [_text(f"{line.title}{line.text}", style)]
    if line.address:
        said.append(_text(line.address, Style(dim=True, link=visible(line.address))))
    bullet = _BULLETS.get(line.role)
    if bullet is None:
        return [*said]
    hanging = Table.grid(padding=(0, 1))
    hanging.add_row(bullet, Group(*said))
    return [hanging]


def _text(text: str, style: str | Style = "") -> Text:
    """Text, and never a string: rich would read square brackets in a claim as its own markup."""
    return Text(visible(text), style=style, overflow="fold")
