"""What a message can cost that was written to cost: `python -m benchmarks.hostile [EVALUATION FOLDER]`.

Each kind is a piece that is repeated up to the longest message, alone and behind the beginning of a claim, checked
against the starter pack, against claims as long as a claim may be with two dozen phrasings each, and against a large
pack. `--minutes N` looks for worse by climbing. The kinds stand in `messages/hostile.jsonl`, what it found among them.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.evaluation import Evaluation
from benchmarks.quality import STARTER, TODAY, claims_of
from benchmarks.speed import LARGE_PACK
from claims_db.engine.check import check
from claims_db.engine.index import ClaimIndex
from claims_db.requirements import MAX_CLAIM_LENGTH
from claims_db.values import Claim, Message

KINDS = Path(__file__).parent / "messages" / "hostile.jsonl"
LONGEST = 4000
# Milliseconds that no message may take.
MOST = 50.0
HEAD = 90
WORST = 20
RUNS = 3
PHRASINGS = 24
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Kind:
    """Pieces, each with how often it is repeated; the last one fills the message.

    In a piece `{n}` is a running number, `{word}` a word that nobody knows, `{claim}` a claim, `{own}` its next word.
    """

    name: str
    pieces: tuple[tuple[str, int], ...]

    def text(self, claims: list[Claim], seed: int) -> str:
        """A message of this kind, another for each seed: what is kept of one message must not help with the next."""
        chance = random.Random(f"{SEED} {seed}")
        claim = claims[seed % len(claims)].text
        own = itertools.cycle(claim.split())
        numbers = itertools.count(seed * 7 + 2)
        text = ""
        for piece, times in self.pieces:
            for _ in range(times):
                if len(text) >= LONGEST:
                    break
                text += _filled(piece, claim, own, numbers, chance)
        return text[:LONGEST]


def _filled(piece: str, claim: str, own: Iterator[str], numbers: Iterator[int], chance: random.Random) -> str:
    text = piece.replace("{claim}", claim).replace("{head}", f"{claim[:HEAD]} ")
    while "{own}" in text:
        text = text.replace("{own}", next(own), 1)
    while "{n}" in text:
        text = text.replace("{n}", str(next(numbers)), 1)
    while "{word}" in text:
        text = text.replace("{word}", "".join(chance.choices("bcdfglmnprstaeiou", k=chance.randint(4, 9))), 1)
    return text


@dataclass(frozen=True, slots=True)
class Store:
    """Claims, and what they cost."""

    name: str
    claims: list[Claim]
    index: ClaimIndex
    packs: frozenset[str]

    @classmethod
    def of(cls, name: str, claims: list[Claim]) -> Store:
        """The claims in an index, each taken apart as after some days of use."""
        index = ClaimIndex(claims)
        return cls(name, claims, index, frozenset(claim.pack for claim in claims))

    def milliseconds(self, text: str) -> float:
        """The time of one check."""
        began = time.process_time()
        check(Message(text, TODAY), self.index, self.packs)
        return (time.process_time() - began) * 1000


def kinds() -> Iterator[Kind]:
    """Those of the file, each alone and behind the beginning of a claim."""
    for line in KINDS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pieces = tuple((piece, times) for piece, times in row["pieces"])
        yield Kind(row["name"], pieces)
        yield Kind(f"{row['name']}, behind a claim", (("{head}", 1), *pieces))


def stores(evaluation: Evaluation) -> Iterator[Store]:
    """One after another: together they would need more memory than a host has."""
    starter = claims_of(STARTER)
    yield Store.of("the starter pack", starter)
    yield Store.of("long claims", list(lengthened(starter)))
    yield Store.of("the large pack", claims_of(evaluation.path(LARGE_PACK)))


def lengthened(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims as long as may be, with many phrasings as long, made of the words of some."""
    chance = random.Random(SEED)
    sentences = [text.rstrip(".") for claim in claims for text in (claim.text, *claim.phrasings)]
    for at, claim in enumerate(claims):
        own = [claim.text.rstrip("."), *claim.phrasings]
        made = []
        for _ in range(PHRASINGS + 1):
            joined = ", and ".join([*chance.sample(own, 1), *chance.sample(sentences, len(sentences) // 2)])
            made.append(joined[:MAX_CLAIM_LENGTH])
        yield replace(
            claim,
            slug=f"long-{at}",
            text=made[0],
            phrasings=tuple(dict.fromkeys(made[1:])),
            must_match=(),
            must_not_match=(),
        )


def cost(kind: Kind, store: Store, runs: int = RUNS) -> float:
    """The least of some runs, each with another message of the kind: a machine is busy with other things too."""
    return min(store.milliseconds(kind.text(store.claims, seed)) for seed in range(1, runs + 1))


def report(evaluation: Evaluation, runs: int = RUNS) -> None:
    """Print the worst kinds for each store, and how many take too long."""
    every = list(kinds())
    for store in stores(evaluation):
        for claim in store.claims[:50]:
            store.milliseconds(claim.text)
        told = sorted(((cost(kind, store, runs), kind.name) for kind in every), reverse=True)
        over = sum(each > MOST for each, _ in told)
        print(f"| {len(every)} kinds of messages, {store.name} | ms of CPU |\n|---|---|")
        for each, name in told[:WORST]:
            print(f"| {name} | {each:.0f} |")
        print(f"| **over {MOST:.0f} ms** | {over} |\n", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--minutes", type=float, default=0.0)
    arguments = parser.parse_args()
    report(Evaluation.find(arguments.folder), arguments.runs)
