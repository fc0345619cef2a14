"""What is lost when people shout, never shift, or mistype: the same posts and messages, edited, beside the plain ones.

MAP@5 of the posts of CheckThat! 2022 and right verdicts on the labelled messages. Losing 0.05 is the most that an edit
should cost, since none of them changes what is said.
"""

from __future__ import annotations

import random
import statistics
import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from benchmarks.evaluation import Evaluation
from benchmarks.figures import table
from benchmarks.posts import DEPTH, TASKS, Task, average_precision
from benchmarks.quality import claims_of, labelled, labelled_files, verdicts
from claims_db.engine.check import search
from claims_db.engine.index import ClaimIndex

SEED = 20261129
MOST_LOST = 0.05

Edit = Callable[[str, random.Random], str]


def random_case(text: str, chance: random.Random) -> str:
    """Each letter large or small by the toss of a coin."""
    return "".join(chance.choice((letter.upper(), letter.lower())) for letter in text)


def with_typos(text: str, chance: random.Random, share: float) -> str:
    """That share of the words with a letter changed, dropped, doubled or swapped; short ones and numbers stay."""
    return " ".join(_typo(word, chance) if chance.random() < share else word for word in text.split(" "))


def _typo(word: str, chance: random.Random) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        [
            word[:at] + chance.choice(string.ascii_lowercase) + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


EDITS: dict[str, Edit] = {
    "as written": lambda text, _: text,
    "ALL UPPER": lambda text, _: text.upper(),
    "all lower": lambda text, _: text.lower(),
    "rAnDOm cAsE": random_case,
    "one word in four mistyped": lambda text, chance: with_typos(text, chance, 1 / 4),
}


def edited(name: str, texts: Iterable[str]) -> list[str]:
    """Texts edited in that way, always the same."""
    chance = random.Random(SEED)
    return [EDITS[name](text, chance) for text in texts]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is found and what is right, as shares of one, of texts edited in one way."""

    found: tuple[float, ...]
    right: float
    confirmed: float


def outcomes(evaluation: Evaluation) -> Iterator[tuple[str, Outcome]]:
    """Each edit with what comes of it; the texts as written come first."""
    tasks = [Task.read(evaluation, name) for name in TASKS]
    indexes = [ClaimIndex(task.claims) for task in tasks]
    for name in EDITS:
        found = (precision(task, index, name) for task, index in zip(tasks, indexes, strict=True))
        yield name, Outcome(tuple(found), *judged(evaluation, name))


def precision(task: Task, index: ClaimIndex, edit: str) -> float:
    """MAP@5 of edited posts."""
    packs = {claim.pack for claim in task.claims}
    found = (
        [match.claim.slug for match in search(text, index, packs, DEPTH)]
        for text in edited(edit, (text for text, _ in task.posts))
    )
    return statistics.mean(map(average_precision, found, (relevant for _, relevant in task.posts)))


def judged(evaluation: Evaluation, edit: str) -> tuple[float, float]:
    """The shares of edited messages with a right verdict, and of those that are wrongly confirmed."""
    right, confirmed = [], []
    for where, name, packs in labelled_files(evaluation):
        plain = list(labelled(where, name))
        texts = edited(edit, (message.text for message in plain))
        messages = [replace(message, text=text) for message, text in zip(plain, texts, strict=True)]
        for message, verdict in verdicts(claims_of(*packs), messages):
            right.append(message.is_right(verdict))
            confirmed.append(message.is_wrongly_confirmed(verdict))
    return statistics.mean(right), statistics.mean(confirmed)


def report(evaluation: Evaluation) -> None:
    """Print each edit beside the texts as written, with what it loses; what loses too much is marked."""
    rows, plain = [], None
    for name, outcome in outcomes(evaluation):
        plain = plain or outcome
        shares = zip((*outcome.found, outcome.right), (*plain.found, plain.right), strict=True)
        rows.append([name, *(_beside(share, before) for share, before in shares), f"{outcome.confirmed:.3f}"])
    columns = ("edit", *(f"{task}, MAP@5" for task in TASKS), "right verdicts", "wrongly confirmed")
    print("\n".join(table(" | ".join(columns), rows)))


def _beside(share: float, plain: float) -> str:
    lost = plain - share
    mark = " (too much)" if lost > MOST_LOST else ""
    return f"{share:.3f}, {-lost:+.3f}{mark}" if lost else f"{share:.3f}"


if __name__ == "__main__":
    report(Evaluation.find(None))
