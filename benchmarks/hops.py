"""Files that a reader opens from a message to its verdict and from "Save" to the store: `python -m benchmarks.hops`.

The real bot in SimCord is traced: a file counts if one of its functions runs on the way. Then files a folder, and how
many functions are private with a single caller. `--files` names the files. Needs no evaluation folder.
"""

from __future__ import annotations

import ast
import asyncio
import re
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType

from benchmarks.desk import LIBRARY, previewed
from benchmarks.figures import Figure
from bot.discord.demo import staged
from bot.settings import Settings
from bot.words import claim_text

ROOT = Path(__file__).parents[1]
PARTS = ("claims_db", "bot", "cogs")
QUESTION = "eleven firms fined"


class Tracer:
    """Notes the files of Footnote whose functions run, in threads that started after it and while a way is followed."""

    def __init__(self) -> None:
        self._seen: set[str] | None = None
        threading.setprofile(self._note)
        sys.setprofile(self._note)

    def close(self) -> None:
        """Note nothing any more."""
        sys.setprofile(None)
        threading.setprofile(None)

    @contextmanager
    def following(self) -> Iterator[set[str]]:
        """The files on the way of the block."""
        found: set[str] = set()
        seen = self._seen = set[str]()
        try:
            yield found
        finally:
            self._seen = None
            ours = (Path(name).relative_to(ROOT) for name in seen if Path(name).is_relative_to(ROOT))
            found.update(str(path) for path in ours if path.parts[0] in PARTS)

    def _note(self, frame: FrameType, _event: str, _argument: object) -> None:
        if self._seen is not None and frame.f_code.co_name != "<module>":
            self._seen.add(frame.f_code.co_filename)


async def followed(folder: Path) -> dict[str, set[str]]:
    """The files on each way. Claims are asked for in a thread: processes of their own could not be traced."""
    settings = Settings(_env_file=None, db=folder / "claims.db", discord_token=None, workers=0)
    with closing(Tracer()) as tracer:
        async with staged(settings) as stage:
            await stage.member.slash(stage.channel, "check", text=QUESTION)  # what is read once is read
            with tracer.following() as to_a_verdict:
                await stage.member.slash(stage.channel, "check", text=QUESTION)
            _, preview = await previewed(stage, LIBRARY)
            if preview.response is None:
                raise RuntimeError("there is no preview")
            with tracer.following() as to_the_store:
                await stage.moderator.click(preview.response, label=claim_text.SAVE_BUTTON)
    return {"a message to its verdict": to_a_verdict, "Save to the stored claim": to_the_store}


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, methods and inner ones too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def hops(path: Path) -> list[str]:
    """The private functions that a file calls once, decorated ones left out: frameworks call those."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    mentions = Counter(
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
    )
    private = [each for each in functions(path) if re.match(r"_[^_]", each.name) and not each.decorator_list]
    return [each.name for each in private if mentions[each.name] == 1]


def shape() -> Iterator[Figure]:
    """Files a folder, and the share of functions that make the reader hop."""
    for part in PARTS:
        files = sorted((ROOT / part).rglob("*.py"))
        rooms = Counter(path.parent for path in files)
        crowded, most = rooms.most_common(1)[0]
        total = sum(len(functions(path)) for path in files)
        once = sum(len(hops(path)) for path in files)
        yield Figure(
            f"{part}: files, folders, most in one",
            f"{len(files)}, {len(rooms)}, {most} in {crowded.relative_to(ROOT)}",
        )
        yield Figure(f"{part}: private functions with a single caller", f"{once} of {total}, {once / total:.3f}")


def main() -> None:
    """Print the figures as a table that RESULTS.md can hold; with `--files`, the files too."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        ways = asyncio.run(followed(Path(folder)))
    print("| what a reader meets | |\n|---|---|")
    for way, files in ways.items():
        parts = Counter(name.split("/")[0] for name in files)
        counted = ", ".join(f"{parts[part]} in {part}" for part in PARTS)
        print(f"| files from {way} | {len(files)} ({counted}) |")
        if "--files" in sys.argv:
            print("\n".join(sorted(files)))
    for figure in shape():
        print(f"| {figure.name} | {figure.value} |")


if __name__ == "__main__":
    main()
