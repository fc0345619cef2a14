"""The documents that a reader finds in the repository, cut into the parts that tests look at."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block. `note` is the text of a comment right before it, such as `not run: …`."""

    document: Path
    line: int
    language: str
    text: str
    note: str

    def __str__(self) -> str:
        return f"{self.document.relative_to(ROOT)}:{self.line}"


def fences(language: str) -> Iterator[Fence]:
    """Every block in `language`, of every document, in order."""
    for document in DOCUMENTS:
        note = ""
        for token in MarkdownIt().parse(document.read_text(encoding="utf-8")):
            if token.type == "fence" and token.map and token.info == language:
                yield Fence(document, token.map[0] + 1, token.info, token.content, note)
            note = token.content.strip().removeprefix("<!--").removesuffix("-->").strip() * (token.type == "html_block")


def links(document: Path) -> Iterator[str]:
    """The addresses that a document points to, pictures too."""
    for token in inline_tokens(document):
        for name in ("href", "src"):
            if name in token.attrs:
                yield str(token.attrs[name])


def anchors(document: Path) -> frozenset[str]:
    """The `#names` of a document's headings, as Markdown viewers make them."""
    tokens = MarkdownIt().parse(document.read_text(encoding="utf-8"))
    headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    return frozenset(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)


def inline_tokens(document: Path) -> Iterator[Token]:
    """The words, links and pictures of a document."""
    for block in MarkdownIt().parse(document.read_text(encoding="utf-8")):
        yield from block.children or ()


def committed_files() -> list[Path]:
    """What a clone holds, as far as it is text."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096]]
