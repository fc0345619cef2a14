"""What a large feed of fact-checks costs: seconds and the most memory held at once, first time and again.

The feed is made up: so many reviews that anybody may have are not to be had. Figures are printed, never asserted.

`python -m benchmarks.feeds NUMBER` takes a feed of so many reviews, `python -m benchmarks.feeds FOLDER` says how many
of the ratings in a folder of lists Footnote knows: one list for each fact-checker, a label on each line, behind a tab
perhaps what somebody says that it means in English. The lists are in two halves by the names of their files, so that
words can be added for what one half lacks, and counted in the other.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.evaluation import Evaluation
from benchmarks.figures import Figure, run
from claims_db.errors import InvalidValueError
from claims_db.files.rating_names import rating_named
from claims_db.values import Rating

REVIEWS = 50_000
# Each so many rows one that cannot be taken: feeds of the world have them.
DIRTY = 1000
_PLACES = ("harbour", "lighthouse", "museum", "bakery", "orchard", "quarry", "library", "ferry", "market", "mill")
_TOWNS = ("Astwick", "Brundle", "Carrow", "Dunmere", "Elstow", "Farndon", "Gosford", "Hexley", "Ilmer", "Jarrow")
_DEEDS = ("was closed", "was rebuilt", "was sold", "burnt down", "won a prize", "was flooded", "was painted blue")
_RATINGS = ("False", "True", "Half True", "Misleading", "Pants on Fire!", "Mostly True")


def review(number: int) -> dict[str, object]:
    """One fact-check; every `DIRTY`th names no claim."""
    place, town = _PLACES[number % 10], _TOWNS[number // 10 % 10]
    claim = f"The {place} of {town} {_DEEDS[number % 7]} in {1900 + number % 120} and {number} people saw it."
    return {
        "@type": "ClaimReview",
        "url": f"https://checks.example/{town.lower()}/{number}",
        "claimReviewed": claim if number % DIRTY else None,
        "headline": f"What happened to the {place} of {town}, part {number}",
        "datePublished": f"20{10 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}",
        "author": {"@type": "Organization", "name": f"{town} Checks", "url": "https://checks.example/"},
        "reviewRating": {"@type": "Rating", "alternateName": _RATINGS[number % 6], "ratingValue": 1 + number % 5},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": f"Somebody of {town}"}},
    }


def write_feed(path: Path, number: int) -> None:
    """A DataFeed of so many reviews."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": [\n')
        for each in range(1, number + 1):
            element = {"@type": "DataFeedItem", "item": [review(each)]}
            file.write(json.dumps(element) + (",\n" if each < number else "\n"))
        file.write("]}\n")


# What reading alone holds at once, without the claims that a store keeps in memory.
_READ = """
import sys
from pathlib import Path
from claims_db.files.formats import read_file
read_file(Path(sys.argv[1]), pack="feed", progress=lambda done, total: None)
"""


def measure(number: int = REVIEWS) -> Iterator[Figure]:
    """Every figure of a feed of so many reviews."""
    with tempfile.TemporaryDirectory() as folder:
        feed, database = Path(folder) / "feed.json", Path(folder) / "feed.db"
        write_feed(feed, number)
        yield Figure("the feed", f"{number:,} reviews, {feed.stat().st_size / 1e6:.0f} MB")
        reading = run("-c", _READ, str(feed))
        yield Figure("reading it", f"{reading.seconds:.1f} s, peak {reading.peak_bytes / 1e6:.0f} MB")
        for name in ("import", "the same again"):
            done = run("-m", "bot", "import", "--skip-invalid", "--db", str(database), str(feed))
            yield Figure(name, f"{done.seconds:.1f} s, peak {done.peak_bytes / 1e6:.0f} MB")


# Longer ones are sentences.
_LONGEST_LABEL = 40


def labels(folder: Path) -> Iterator[Figure]:
    """How many of the labels are known, and how many of those mean what the list says."""
    for name, half in (("half that was looked at", 0), ("half that was not", 1)):
        lists = [path for path in sorted(folder.iterdir()) if _half(path.name) == half]
        rows = [line.split("\t") for path in lists for line in path.read_text(encoding="utf-8").splitlines()]
        short = [row for row in rows if row[0].strip() and len(row[0]) <= _LONGEST_LABEL]
        known = [(rating, row) for row in short if (rating := _rating(row[0]))]
        told = [(rating, meant) for rating, row in known if (meant := _rating("".join(row[1:2])))]
        agreed = sum(rating is meant for rating, meant in told)
        yield Figure(
            name,
            f"{len(lists)} lists, {len(short)} labels, {len(known) / max(len(short), 1):.3f} known,"
            f" {agreed} of {len(told)} as the list says",
        )


def _half(name: str) -> int:
    return hashlib.md5(name.encode(), usedforsecurity=False).digest()[0] % 2


def _rating(label: str) -> Rating | None:
    try:
        return rating_named(label)
    except InvalidValueError:
        return None


def report(_evaluation: Evaluation) -> None:
    """Print the figures as a table that RESULTS.md can hold."""
    print("| a feed of fact-checks | |\n|---|---|")
    for figure in measure():
        print(f"| {figure.name} | {figure.value} |")


if __name__ == "__main__":
    asked = sys.argv[1]
    for row in measure(int(asked)) if asked.isdecimal() else labels(Path(asked)):
        print(row.name, row.value, flush=True)
