"""`python -m benchmarks.meaning [EVALUATION FOLDER]`: what the encoder of the extra `meaning` brings and costs.

Rounds 2 to 10 are judged by weights that were fitted on the other eight; rounds 11 and 12 by those in the table, which
were fitted on rounds 2 to 10.
"""

from __future__ import annotations

import asyncio
import logging
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from benchmarks.evaluation import Evaluation
from benchmarks.growing import REAL_CLAIMS
from benchmarks.posts import DEPTH, TASKS, Task, average_precision
from benchmarks.quality import OWN, STARTER, TODAY, Labelled, claims_of, labelled
from benchmarks.worth import decided_by
from claims_db.actors import Actor
from claims_db.engine.check import check, search, texts
from claims_db.engine.evidence import TABLE
from claims_db.engine.index import ClaimIndex
from claims_db.engine.linear import Linear
from claims_db.engine.meaning import Meant, Near, Sense
from claims_db.engine.text.cleaning import clean
from claims_db.meaning.encoder import UNIVERSAL, Encoder, encoder_at
from claims_db.meaning.shelf import Shelf
from claims_db.meaning.worker import packed, unpacked
from claims_db.service import ClaimService
from claims_db.service.meanings import MOST, NEAR_A_TEXT, Encoding, is_near, listened, wordings
from claims_db.values import Claim, ClaimKey, Label, Message, Verdict

FITTED = range(2, 11)
LAST = (11, 12)
_LINES = 10
_ASKED = 1000


class Heard:
    """Claims in one store, with what the encoder hears of them, as a running bot has it."""

    def __init__(self, claims: Sequence[Claim], encoder: Encoder) -> None:
        self.index, self.packs = ClaimIndex(claims), {claim.pack for claim in claims}
        self._encoder, self._shelf = encoder, Shelf()
        for claim in claims:
            vectors = encoder.encode(list(wordings(claim, encoder.name).values()))
            self._shelf.put((claim.pack, claim.slug), [unpacked(packed(each)) for each in vectors])

    def meant(self, message: Message) -> Meant:
        """What the encoder hears in a message."""
        every = {text: self.near(part, MOST) for text, part in listened(texts(message)).items()}
        return {text: near for text, near in every.items() if is_near(near)}

    def near(self, text: str, most: int) -> Near:
        """The claims that mean most like a text."""
        nearest = self._shelf.nearest(self._encoder.encode([text])[0], self.packs, most)
        return {ClaimKey(*key): cosine for key, cosine in nearest}

    def by_words(self, message: Message) -> Verdict:
        """The verdict without it."""
        return check(message, self.index, self.packs)

    def asked(self, message: Message) -> Verdict:
        """The verdict for somebody who asks."""
        verdict = self.by_words(message)
        meant = {} if verdict.claim else self.meant(message)
        return check(message, self.index, self.packs, meant) if meant else verdict


def round_of(number: int, encoder: Encoder) -> tuple[Heard, list[Labelled]]:
    """The claims and the messages of one round."""
    claims = claims_of(STARTER, OWN.path(f"round_{number}_pack.json"))
    return Heard(claims, encoder), list(labelled(OWN, f"round_{number}.jsonl"))


Judged = tuple[Labelled, Verdict]


def judged(heard: Heard, messages: Iterable[Labelled], model: Linear[Sense]) -> Iterator[tuple[Judged, Judged]]:
    """Each message with its verdicts, without the encoder and with it."""
    with decided_by(replace(TABLE, meaning=model)):
        for one in messages:
            message = Message(one.text, one.at)
            yield (one, heard.by_words(message)), (one, heard.asked(message))


def report_judged(title: str, pairs: Sequence[tuple[Judged, Judged]]) -> None:
    """Print how the verdicts turn out without the encoder and with it."""
    print(title)
    for name, found in (("without", [pair[0] for pair in pairs]), ("with", [pair[1] for pair in pairs])):
        right, total = Counter[str](), Counter[str]()
        for one, verdict in found:
            for kind in ("all", one.kind):
                total[kind] += 1
                right[kind] += one.is_right(verdict)
        confirmed = sum(one.is_wrongly_confirmed(verdict) for one, verdict in found)
        refuted = sum(verdict.label is Label.REFUTED and Label.REFUTED not in one.labels for one, verdict in found)
        kinds = ", ".join(f"{kind} {right[kind] / total[kind]:.3f}" for kind in sorted(total))
        print(f"  {name:8} {kinds}; wrongly confirmed {confirmed}, wrongly refuted {refuted} of {len(found)}")


def report_rounds(encoder: Encoder) -> None:
    """Print what is right in the rounds."""
    from benchmarks.learn import heard_pairs, learned_meaning  # noqa: PLC0415 - it measures with what is here

    rounds = {number: round_of(number, encoder) for number in FITTED}
    pairs = {number: list(heard_pairs(*found)) for number, found in rounds.items()}
    models = {
        number: learned_meaning([pair for other, some in pairs.items() if other != number for pair in some])
        for number in rounds
    }
    every = [pair for number, found in rounds.items() for pair in judged(*found, models[number])]
    report_judged("rounds 2 to 10, each by what the others taught", every)
    last = [pair for number in LAST for pair in judged(*round_of(number, encoder), TABLE.meaning)]
    report_judged("rounds 11 and 12", last)


def report_questions(evaluation: Evaluation, encoder: Encoder) -> None:
    """Print for how many questions that have an answer the claim that has it is the closest."""
    packs = (STARTER, evaluation.path("five_dev_pack.json"), evaluation.path("other_dev_pack.json"))
    heard, rows = Heard(claims_of(*packs), encoder), list(evaluation.rows("questions_dev.jsonl"))
    for name, answer in (("without", heard.by_words), ("with", heard.asked)):
        found = [(row["claims"], answer(Message(row["text"], TODAY)).closest[:1]) for row in rows if row["claims"]]
        right = sum(match.claim.slug in claims for claims, first in found for match in first)
        print(f"questions_dev, {name:8} the right claim is the closest for {right} of {len(found)}")


T = TypeVar("T")


def timed(work: Callable[[Message], T], messages: Sequence[Message]) -> tuple[list[T], list[float]]:
    """What came of each message, and each twentieth of the times in milliseconds."""
    results, times = [], []
    for message in messages:
        began = time.perf_counter()
        results.append(work(message))
        times.append((time.perf_counter() - began) * 1000)
    return results, statistics.quantiles(times, n=20)


def report_chat(evaluation: Evaluation, encoder: Encoder) -> None:
    """Print how much of everyday chat is answered when somebody asks, and how long that takes."""
    heard = Heard(claims_of(STARTER, *(OWN.path(f"round_{number}_pack.json") for number in FITTED)), encoder)
    lines = list(islice(evaluation.texts("chatter.jsonl"), 0, None, _LINES))
    messages = [Message(line, TODAY) for line in lines]
    _, cuts = timed(heard.meant, messages)
    print(f"hearing a line of chat: p50 {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms")
    for name, answer in (("without", heard.by_words), ("with", heard.asked)):
        verdicts, cuts = timed(answer, messages)
        found = sum(verdict.claim is not None for verdict in verdicts)
        print(
            f"chatter asked, {len(heard.index)} claims, {name:8} answered {found} of {len(lines)};"
            f" p50 {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms"
        )


def report_search(evaluation: Evaluation, encoder: Encoder) -> None:
    """Print the MAP@5 of task 2B, by words and with the encoder."""
    task = Task.read(evaluation, TASKS[1])
    heard = Heard(task.claims, encoder)
    for name in ("without", "with"):
        precisions = []
        for text, relevant in task.posts:
            near = heard.near(clean(text), NEAR_A_TEXT) if name == "with" else {}
            found = search(text, heard.index, heard.packs, DEPTH, near)
            precisions.append(average_precision([match.claim.slug for match in found], relevant))
        print(f"{task.name}, {name:8} MAP@5 {statistics.mean(precisions):.3f}")


async def report_running(evaluation: Evaluation) -> None:
    """Print what a running bot takes: its program's memory, and the time of a check when somebody asks."""
    lines = list(islice(evaluation.texts("chatter.jsonl"), 0, None, _LINES))[:_ASKED]
    with tempfile.TemporaryDirectory() as folder:
        path, patient = Path(folder) / "claims.db", Encoding(seconds=60.0, patience=3600.0)
        async with ClaimService.open(path) as claims:
            await claims.import_file(evaluation.path(REAL_CLAIMS), actor=Actor("benchmark"), skip_invalid=True)
        for name in ("first start", "later start"):
            began = time.perf_counter()
            async with ClaimService.open(path, encoding=patient) as claims:
                await claims.check_asked(Message(lines[0], TODAY), claims.public_scope())
                held = len(await claims.claims(claims.public_scope()))
                print(f"{name}, {held} claims: heard after {time.perf_counter() - began:.0f} s")
        async with ClaimService.open(path, encoding=replace(Encoding(), patience=3600.0)) as claims:
            scope = claims.public_scope()
            await claims.check_asked(Message(lines[0], TODAY), scope)
            times, words, late = [], [], _Late()
            logging.getLogger("claims_db.service.meanings").addHandler(late)
            for line in lines:
                began = time.perf_counter()
                await claims.check(Message(line, TODAY), scope)
                between = time.perf_counter()
                await claims.check_asked(Message(line, TODAY), scope)
                words.append((between - began) * 1000)
                times.append((time.perf_counter() - between) * 1000)
            child = max(_resident(pid) for pid in _children())
        more = [asked - alone for asked, alone in zip(times, words, strict=True)]
        for name, some in (("by words", words), ("when asked", times), ("more than by words", more)):
            cuts = statistics.quantiles(some, n=20)
            print(f"a check against {held} claims, {name}: p50 {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms")
        print(f"too late, so answered by words alone: {late.count} of {len(times)}")
        print(f"memory of the encoder's program: {child / 1e6:.0f} MB")


class _Late(logging.Handler):
    """Counts what the log is told."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        del record
        self.count += 1


def _children() -> list[str]:
    me = f"/proc/{os.getpid()}/task/{os.getpid()}/children"
    return Path(me).read_text(encoding="ascii").split()


def _resident(pid: str) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def report(evaluation: Evaluation) -> None:
    """Print what it brings and what it takes."""
    encoder = encoder_at(UNIVERSAL)
    report_rounds(encoder)
    report_questions(evaluation, encoder)
    report_chat(evaluation, encoder)
    report_search(evaluation, encoder)
    asyncio.run(report_running(evaluation))


if __name__ == "__main__":
    report(Evaluation.find(sys.argv[1] if len(sys.argv) > 1 else None))
