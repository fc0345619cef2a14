"""Claims that are made up in any number: always the same, always claims, and with ever new words."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.evaluation import Evaluation
from benchmarks.growing import Growing, Layout, chat, name_of, tweets
from claims_db.engine.index.terms import terms_leading_to
from claims_db.files.pack import parse_json, read_pack, write_pack

from .conftest import ROWS

SPLIT = Layout(25, servers=2, each=4, pack=10)


@pytest.fixture(scope="module")
def growing(evaluation: Evaluation) -> Growing:
    return Growing.read(evaluation, SPLIT)


def stems(growing: Growing, number: int) -> set[str]:
    return {term for at in range(number) for term in terms_leading_to(growing.claim(at, "growing"))}


@pytest.mark.parametrize(
    ("layout", "sizes"),
    [
        (Layout(15), {"growing-1": 15}),
        (SPLIT, {"server-1": 4, "server-2": 4, "growing-1": 10, "growing-2": 7}),
        (Layout(6, servers=2, each=4), {"server-1": 4, "server-2": 2}),
        (Layout(0, servers=2), {}),
    ],
    ids=["one pack", "servers and packs", "fewer than the servers have", "none"],
)
def test_claims_are_split_over_packs(layout: Layout, sizes: dict[str, int]) -> None:
    assert {pack.slug: len(numbers) for pack, numbers in layout.parts()} == sizes


def test_each_file_is_what_a_pack_is_written_as(growing: Growing, tmp_path: Path) -> None:
    packs = [pack for pack, _ in SPLIT.parts()]
    for pack, path in zip(packs, growing.write(tmp_path), strict=True):
        written = path.read_text(encoding="utf-8")
        reading = read_pack(parse_json(written))
        assert (reading.pack, reading.problems) == (pack, ())
        assert written == "".join(write_pack(pack, reading.claims))
        assert list(reading.claims) == [claim for claim in growing.claims() if claim.pack == pack.slug]


def test_a_claim_is_the_same_in_every_store(evaluation: Evaluation, growing: Growing) -> None:
    assert Growing.read(evaluation, Layout(9)).claim(7, "growing-1") == growing.claim(7, "growing-1")
    assert list(growing.questions(5)) == list(growing.questions(5))


def test_other_seeds_make_other_claims(growing: Growing) -> None:
    assert Growing(growing.real, SPLIT, seed=1).claim(7, "p") != growing.claim(7, "p")


def test_new_claims_bring_new_words(growing: Growing) -> None:
    """Heaps' law: four times the claims have nearly four times the words, where recombined ones have no more."""
    assert len(stems(growing, 4_000)) > 2.5 * len(stems(growing, 1_000))


def test_names_differ() -> None:
    ranks = [*range(1, 5_000), *range(10**6, 10**6 + 2_000), *range(10**11, 10**11 + 2_000)]
    assert len({name_of(rank, "town") for rank in ranks}) == len(ranks)


def test_common_names_are_the_short_ones() -> None:
    assert len(name_of(3, "town")) < len(name_of(10**6, "town")) < len(name_of(10**11, "town"))


def test_a_question_has_one_detail_that_its_claim_has_not(growing: Growing) -> None:
    packs = {pack.slug: numbers for pack, numbers in SPLIT.parts()}
    for question in growing.questions(40):
        made = {(claim := growing.claim(at, question.claim.pack)).key: claim for at in packs[question.claim.pack]}
        said, known = set(question.text.split()), set(made[question.claim].text.split())
        assert question.text != made[question.claim].text
        assert len(known - said) <= {"number": 2, "town": 1, "denial": 0}[question.detail]


def test_chat_and_tweets_are_real(evaluation: Evaluation) -> None:
    assert (len(chat(evaluation)), len(tweets(evaluation))) == (ROWS, 2 * ROWS)
