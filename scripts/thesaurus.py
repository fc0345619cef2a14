"""`python scripts/thesaurus.py DICT`: write claims_db/engine/text/thesaurus.txt from the files of WordNet.

DICT is the folder of WordNet 3.1's database files (wndb(5WN)); Debian and npm have packages of it. Each line names a
word, its parts of speech (n, v, a, r for adverbs), the commonest first, and those that may stand in its place: other
words of its commonest senses, words derived from those, and more general ones ("release" for "emit"). A sister ("week"
for "month") or an antonym may not; nor may a rare sense.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import simplemma

OUT = Path(__file__).parents[1] / "claims_db" / "engine" / "text" / "thesaurus.txt"
FILES = ("noun", "verb", "adj", "adv")
# The part of speech of a sense key (senseidx(5WN)); a satellite adjective is an adjective.
PARTS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
GENERAL, DERIVED, SIMILAR, ANTONYM = "@", "+", "&", "!"
# Senses by rank, of a word that was hardly seen; else those that are at least this share of what was seen of it.
MOST_SENSES, LEAST_SHARE, SEEN_OFTEN = 3, 0.05, 5
# Two words of which texts tell nothing are too rare to ship.
LEAST_SEEN = 2
HEADER = """\
# A word, its parts of speech, and words that may stand in its place: made from WordNet 3.1 by scripts/thesaurus.py.
#
"""

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Synset:
    """The words of one sense, and what it points to: (kind, other sense, its word that points, word pointed to).

    Words count from 1; 0 means all of them.
    """

    words: tuple[str, ...]
    pointers: tuple[tuple[str, Key, int, int], ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a word, and how often it was seen in the texts that WordNet's authors read."""

    key: Key
    rank: int
    seen: int


def synsets(folder: Path) -> dict[Key, Synset]:
    """All senses by part of speech and offset."""
    found = {}
    for name in FILES:
        for line in (folder / f"data.{name}").read_text(encoding="latin-1").splitlines():
            if not line.startswith("  "):
                fields = line.partition(" | ")[0].split()
                count = int(fields[3], 16)
                words = (fields[4 + 2 * at].partition("(")[0].lower() for at in range(count))
                start = 5 + 2 * count
                pointers = (fields[at : at + 4] for at in range(start, start + 4 * int(fields[start - 1]), 4))
                found[_part(fields[2]), int(fields[0])] = Synset(
                    tuple(words),
                    tuple((kind[0], (_part(part), int(to)), *bytes.fromhex(ends)) for kind, to, part, ends in pointers),
                )
    return found


def _part(letter: str) -> str:
    return "a" if letter == "s" else letter


def senses(folder: Path) -> dict[str, list[Sense]]:
    """The senses of each word that is a dictionary form by itself."""
    found: dict[str, list[Sense]] = defaultdict(list)
    for line in (folder / "index.sense").read_text(encoding="latin-1").splitlines():
        sense_key, offset, rank, seen = line.split()
        word, _, rest = sense_key.partition("%")
        plain = word.isascii() and word.isalpha() and len(word) > 2
        if plain and simplemma.is_known(word, lang="en") and simplemma.lemmatize(word, lang="en") == word:
            found[word].append(Sense((PARTS[rest[0]], int(offset)), int(rank), int(seen)))
    return found


def common(of_word: list[Sense]) -> set[Key]:
    """The senses that somebody who uses the word is likely to mean."""
    found, whole = set(), sum(one.seen for one in of_word)
    for one in of_word:
        seen = sum(other.seen for other in of_word if other.key[0] == one.key[0])
        often = seen > 0 and one.seen >= LEAST_SHARE * seen
        among_first = one.rank == 1 or (one.rank <= MOST_SENSES and seen < SEEN_OFTEN)
        if (often or among_first) and (whole < SEEN_OFTEN or seen >= LEAST_SHARE * whole):
            found.add(one.key)
    return found


def parts_of_speech(of_word: list[Sense]) -> str:
    """Those that a word is used as, the commonest first; a part that was hardly seen is left out."""
    seen: Counter[str] = Counter()
    for one in of_word:
        seen[one.key[0]] += one.seen + 1
    return "".join(part for part, count in seen.most_common() if count >= LEAST_SHARE * seen.total())


def replacements(folder: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Each word with its parts of speech and those that may stand in its place."""
    every, by_word = synsets(folder), senses(folder)
    meant = {word: common(own) for word, own in by_word.items()}
    by_sense: dict[Key, set[str]] = defaultdict(set)
    for word, keys in meant.items():
        for key in keys:
            by_sense[key].add(word)
    seen = {word: sum(one.seen for one in own) for word, own in by_word.items()}
    opposites = {
        (one.words[source - 1], every[to].words[target - 1])
        for one in every.values()
        for kind, to, source, target in one.pointers
        if kind == ANTONYM and source and target
    }
    for word, keys in sorted(meant.items()):
        pointers = [pointer for key in keys for pointer in every[key].pointers]
        wider = {to for kind, to, *_ in pointers if kind in {GENERAL, SIMILAR}}
        others = {other for key in keys | wider for other in by_sense[key]}
        # Those derived from any word of the sense, in whichever sense: "acquisition" for "buy".
        others |= {every[to].words[at - 1] for kind, to, _, at in pointers if kind == DERIVED and at} & set(by_word)
        kept = {other for other in others - {word} if max(seen[word], seen[other]) >= LEAST_SEEN}
        kept -= {other for other in kept if {(word, other), (other, word)} & opposites}
        if kept or seen[word] >= LEAST_SEEN:
            yield word, parts_of_speech(by_word[word]), sorted(kept)


def licence(folder: Path) -> str:
    """The notice that must go with every copy, from the head of a file."""
    lines = (folder / "data.adv").read_text(encoding="latin-1").splitlines()
    return "".join(f"# {line[2:].strip().partition(' ')[2]}".rstrip() + "\n" for line in lines if line.startswith("  "))


def main() -> None:
    """Write the table."""
    folder = Path(sys.argv[1])
    lines = (" ".join((word, parts, *others)) + "\n" for word, parts, others in replacements(folder))
    OUT.write_text(HEADER + licence(folder) + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
