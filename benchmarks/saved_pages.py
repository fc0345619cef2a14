"""Day, title and author of pages that others saved: `python -m benchmarks.saved_pages FOLDER [--peers PYTHON]`.

The folder holds check-outs of adbar/htmldate (as `htmldate`) and adbar/trafilatura (as `trafilatura`), whose tests have
pages of news, blogs and offices, with what people read in them. Nothing of them is part of Footnote. A page that both
have counts once; where their labels of a page differ, that label is left out.

Half of the pages, chosen by a hash of their names, was looked at while the reader was written; of the other half
nothing but these figures was ever printed. Of all pages with a known fact,

* named is the share of which the reader names one,
* precision the share of those that are right,
* recall the share of all that are right: named times precision.

A day is right if it is the same. Labels of titles and authors were typed or cut by hand, so a title is right if its
letters and digits are 0.9 alike (rapidfuzz's ratio), an author if one name is the same, or one stands in the other ("By
Ada Berg" and "Ada Berg"). The last column is the recall where all letters and digits, and all names, are the same.

`--misses published` (or title, author) prints each page of the half that may be looked at whose fact is not right, with
the fact and what was read. `--peers` names a Python that has htmldate and trafilatura; then the day of htmldate in the
place of each that Footnote leaves out is measured, too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz

from claims_db.sources.page.facts import page_facts

FIELDS = {"published": "day", "title": "title", "author": "author"}
HALVES = {True: "looked at", False: "not looked at"}
LABELS = ("htmldate/tests/eval_default.json", "htmldate/tests/eval_mediacloud_2020.json",
          "trafilatura/tests/evaldata.json")  # fmt: skip
PAGES = ("eval", "cache", "test_set")
ALIKE = 90
PEERS = Path(__file__).parent / "saved_page_peers.py"
_BETWEEN_NAMES = re.compile(r"[,;&/]| and | und | et | y | e ")

Facts = Mapping[str, str | None]


@dataclass(slots=True)
class LabelledPage:
    """A page, the address it was saved from, and what people read in it: for each field what either collection says."""

    path: Path
    address: str
    labels: dict[str, set[str]] = field(default_factory=dict)

    @property
    def is_looked_at(self) -> bool:
        """Which half it belongs to."""
        return hashlib.sha256(self.path.name.encode()).digest()[0] % 2 == 0

    def label(self, name: str) -> str | None:
        """The fact; None where it is not known, or the two collections differ."""
        known = self.labels.get(name, set())
        return next(iter(known)) if len(known) == 1 else None


def labelled_pages(folder: Path) -> list[LabelledPage]:
    """The pages of both collections, by name."""
    pages: dict[str, LabelledPage] = {}
    for listed in map(folder.joinpath, LABELS):
        rows = json.loads(listed.read_text(encoding="utf-8")) if listed.is_file() else {}
        for address, row in rows.items():
            paths = (listed.parent / held / row["file"] for held in PAGES)
            if path := next((path for path in paths if path.is_file()), None):
                page = pages.setdefault(path.name, LabelledPage(path, address))
                for name, label in (("published", "date"), ("title", "title"), ("author", "author")):
                    told = row.get(label)
                    told = "; ".join(told) if isinstance(told, list) else told
                    if told and isinstance(told, str):  # a fact that nobody found is null, "" or NaN
                        page.labels.setdefault(name, set()).add(told)
    return sorted(pages.values(), key=lambda page: page.path.name)


def is_right(name: str, read: str, known: str) -> bool:
    """Whether what was read says what the label says."""
    if name == "published":
        return read == known
    if name == "title":
        return fuzz.ratio(_letters(read), _letters(known)) >= ALIKE
    told, label = _letters(read), _letters(known)
    return bool(_names(read) & _names(known)) or (bool(told) and (told in label or label in told))


def is_same(name: str, read: str, known: str) -> bool:
    """Whether it says that in the same words."""
    return _names(read) == _names(known) if name == "author" else _letters(read) == _letters(known)


def _names(text: str) -> set[str]:
    return {_letters(part) for part in _BETWEEN_NAMES.split(text)} - {""}


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def footnote(page: LabelledPage) -> Facts:
    """What Footnote reads."""
    facts = page_facts(page.path.read_bytes(), "text/html", None, page.address)
    return {
        "published": facts.published.isoformat() if facts.published else None,
        "title": facts.title,
        "author": facts.author,
    }


def by_peers(python: str, pages: Sequence[LabelledPage]) -> list[dict[str, Facts]]:
    """What the peers read, a line for each page."""
    asked = "".join(json.dumps([str(page.path), page.address]) + "\n" for page in pages)
    told = subprocess.run([python, "-P", PEERS], input=asked, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in told.stdout.splitlines()]


def figures(name: str, pages: Sequence[LabelledPage], read: Sequence[Facts]) -> str:
    """Named, precision and recall of one half."""
    known = [(label, facts.get(name)) for page, facts in zip(pages, read, strict=True) if (label := page.label(name))]
    named = [(label, told) for label, told in known if told]
    right = sum(is_right(name, told, label) for label, told in named)
    same = sum(is_same(name, told, label) for label, told in named)
    shares = (len(named) / len(known), right / len(named), right / len(known), same / len(known))
    return " | ".join((str(len(known)), *(f"{share:.3f}" for share in shares)))


def report(pages: Sequence[LabelledPage], readers: Mapping[str, Sequence[Facts]]) -> None:
    """Print the figures as tables that RESULTS.md can hold."""
    print("| fact | half | reader | pages | named | precision | recall | exactly |\n|---|---|---|---|---|---|---|---|")
    for name, shown in FIELDS.items():
        for half, title in HALVES.items():
            chosen = [number for number, page in enumerate(pages) if page.is_looked_at is half]
            for reader, read in readers.items():
                if any(name in facts for facts in read):
                    row = figures(name, [pages[number] for number in chosen], [read[number] for number in chosen])
                    print(f"| {shown} | {title} | {reader} | {row} |")


def print_misses(name: str, pages: Sequence[LabelledPage], read: Sequence[Facts]) -> None:
    """The pages of the half that may be looked at whose fact is wrong or missing."""
    for page, facts in zip(pages, read, strict=True):
        label = page.label(name)
        if page.is_looked_at and label and not is_right(name, facts[name] or "", label):
            print(json.dumps([str(page.path), page.address, label, facts[name]], ensure_ascii=False))


def main() -> None:
    """Read the pages, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", metavar="PYTHON")
    parser.add_argument("--misses", choices=FIELDS)
    asked = parser.parse_args()
    pages = labelled_pages(asked.folder)
    ours = [footnote(page) for page in pages]
    if asked.misses:
        print_misses(asked.misses, pages, ours)
        return
    peers = by_peers(asked.peers, pages) if asked.peers else []
    readers = {name: [row[name] for row in peers] for name in (peers[0] if peers else ())}
    if fast := readers.get("htmldate, fast"):
        either = zip(ours, fast, strict=True)
        readers["Footnote, else htmldate"] = [
            {"published": mine["published"] or its["published"]} for mine, its in either
        ]
    report(pages, {"Footnote": ours, **readers})


if __name__ == "__main__":
    main()
