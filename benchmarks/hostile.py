"""What a message can cost that was written to cost: `python -m benchmarks.hostile [EVALUATION FOLDER]`.

Each kind is a piece that is repeated up to the longest message, alone and behind the beginning of a claim, checked
against the starter pack, against claims as long as a claim may be with two dozen phrasings each, and against a large
pack. `--minutes N` looks for worse by climbing. The kinds stand in `messages/hostile.jsonl`, what it found among them.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.evaluation import Evaluation
from benchmarks.growing import REAL_CLAIMS
from benchmarks.quality import STARTER, TODAY, claims_of
from claims_db.engine.check import check, check_unasked
from claims_db.engine.index import ClaimIndex
from claims_db.requirements import MAX_CLAIM_LENGTH
from claims_db.values import Claim, Message, Verdict

KINDS = Path(__file__).parent / "messages" / "hostile.jsonl"
LONGEST = 4000
# Milliseconds that no message may take.
MOST = 50.0
HEAD = 90
WORST = 20
RUNS = 3
POOL = 24
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
    check: Callable[[Message, ClaimIndex, frozenset[str]], Verdict] = check

    @classmethod
    def of(cls, name: str, claims: list[Claim]) -> Store:
        """The claims in an index, each taken apart as after some days of use."""
        index = ClaimIndex(claims)
        return cls(name, claims, index, frozenset(claim.pack for claim in claims))

    def milliseconds(self, text: str) -> float:
        """The time of one check."""
        began = time.process_time()
        self.check(Message(text, TODAY), self.index, self.packs)
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
    yield Store.of("the large pack", claims_of(evaluation.path(REAL_CLAIMS)))


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


def report(evaluation: Evaluation, runs: int = RUNS, *, unasked: bool = False) -> None:
    """Print the worst kinds for each store, and how many take too long: for who asks, or as `unasked` lines."""
    every = list(kinds())
    for store in (replace(each, check=check_unasked if unasked else check) for each in stores(evaluation)):
        for claim in store.claims[:50]:
            store.milliseconds(claim.text)
        told = sorted(((cost(kind, store, runs), kind.name) for kind in every), reverse=True)
        over = sum(each > MOST for each, _ in told)
        print(f"| {len(every)} kinds of messages, {store.name} | ms of CPU |\n|---|---|")
        for each, name in told[:WORST]:
            print(f"| {name} | {each:.0f} |")
        print(f"| **over {MOST:.0f} ms** | {over} |\n", flush=True)


def climb(store: Store, seconds: float, chance: random.Random) -> list[tuple[float, Kind]]:
    """The costliest messages that changes of known ones lead to, the worst first: the best of each line goes on."""
    pool = sorted(((cost(kind, store, 1), kind) for kind in kinds()), key=_dearest)[:POOL]
    spare = [piece for _, kind in pool for piece, _ in kind.pieces]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        told, kind = chance.choice(pool)
        other = _changed(kind, spare, store.claims, chance)
        found = cost(other, store, 1)
        # What was costly once may have met a busy machine.
        if found > pool[-1][0] and (found := cost(other, store)) > min(told, pool[-1][0]):
            pool = sorted([*pool, (found, other)], key=_dearest)[:POOL]
            spare.extend(piece for piece, _ in other.pieces)
    return pool


def _dearest(told: tuple[float, Kind]) -> float:
    return -told[0]


def _changed(kind: Kind, spare: list[str], claims: list[Claim], chance: random.Random) -> Kind:
    """A piece more or less, joined to another, cut, or with other words or another number of repetitions."""
    pieces = list(kind.pieces)
    at = chance.randrange(len(pieces))
    piece, times = pieces[at]
    match chance.randrange(7):
        case 0:
            pieces.insert(at, (chance.choice(spare), chance.choice((1, 3, 10, 40, 100))))
        case 1 if len(pieces) > 1:
            del pieces[at]
        case 2:
            pieces[at] = (f"{piece}{chance.choice(spare)}", times)
        case 3:
            pieces[at] = (piece[chance.randrange(len(piece)) :], times)
        case 4:
            words = chance.choice(claims).text.split()
            pieces[at] = (
                f"{piece}{chance.choice(words)}{chance.choice((' ', ', ', '. ', ' and ', ' 12 ', ' not '))}",
                times,
            )
        case 5:
            pieces[at] = (piece, max(1, chance.choice((times // 2, times * 2, 5, 20, 80))))
        case _:
            pieces[at] = (f"{chance.choice(('{own} ', '{n} ', '{word} ', '{claim} '))}{piece}", times)
    longest = max(1, LONGEST // 10)
    return Kind(
        "found", tuple((each[:longest], times) for each, times in (*pieces[:-1], (pieces[-1][0], LONGEST)) if each)
    )


def search(evaluation: Evaluation, minutes: float) -> None:
    """Print the worst that was found for each store, as lines for the file of kinds."""
    every = list(stores(evaluation))
    for store in every:
        for claim in store.claims[:50]:
            store.milliseconds(claim.text)
        for told, kind in climb(store, minutes * 60 / len(every), random.Random(SEED))[:WORST]:
            line = json.dumps({"name": f"found, {store.name}", "pieces": kind.pieces}, ensure_ascii=False)
            print(f"{told:6.0f} ms {line}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--unasked", action="store_true", help="as lines of chat that nobody asked about")
    parser.add_argument("--minutes", type=float, default=0.0, help="look for worse, so long")
    arguments = parser.parse_args()
    gc.disable()  # a worker looks for garbage between messages
    where = Evaluation.find(arguments.folder)
    if arguments.minutes:
        search(where, arguments.minutes)
    else:
        report(where, arguments.runs, unasked=arguments.unasked)
