"""A small evaluation folder, made of Footnote's own messages: the benchmarks run on it whole."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from benchmarks.evaluation import Evaluation
from benchmarks.quality import OWN

ROWS = 10
POSTS = {
    "queries": [
        {"id": f"post-{at}", "text": f"Catan was first published in Germany, says game {at}"} for at in range(ROWS)
    ],
    "relevant": "gm-catan",
}
PAIRS = [
    ("1", "The bridge has twelve arches .", "The bridge , built of stone , has twelve arches .", "SUPPORTS"),
    ("10000001", "The bridge has eleven arches .", "The bridge , built of stone , has twelve arches .", "REFUTES"),
    ("10000002", "The bridge has twelve arches .", "The bridge , built of stone , has eleven arches .", "REFUTES"),
    ("10000003", "The bridge has eleven arches .", "The bridge , built of stone , has eleven arches .", "SUPPORTS"),
]


def write_rows(path: Path, rows: Iterable[object]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture(scope="session")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """Ten rows of each file that the benchmarks read."""
    folder = tmp_path_factory.mktemp("evaluation")
    pack = OWN.path("leisure_pack.json").read_text(encoding="utf-8")
    rows = list(OWN.rows("leisure.jsonl"))[:ROWS]
    for name in ("chat_dev", "other_dev", "five_dev"):
        write_rows(folder / f"{name}.jsonl", rows)
        (folder / f"{name}_pack.json").write_text(pack, encoding="utf-8")
    changed = [row | {"kind": "same"} for row in rows]
    for name in ("contrast_dev", "contrasts_dev"):
        write_rows(folder / f"{name}.jsonl", changed)
        (folder / f"{name}_pack.json").write_text(pack, encoding="utf-8")
    statements = [{"claims": row["claims"], "verdict": row["verdict"]} for row in rows]
    several = [{"text": row["text"], "statements": [one]} for row, one in zip(rows, statements, strict=True)]
    write_rows(folder / "several_dev.jsonl", several)
    write_rows(folder / "chatter.jsonl", [{"text": f"see you at {hour} then"} for hour in range(1, ROWS + 1)])
    fields = ("id", "claim", "evidence", "label")
    write_rows(folder / "fever_symmetric.dev.jsonl", [dict(zip(fields, pair, strict=True)) for pair in PAIRS])
    for task in ("checkthat-2a", "checkthat-2b"):
        for split in ("dev", "train"):
            write_rows(folder / task / f"queries.{split}.jsonl", POSTS["queries"])
            lines = [f"post-{at}\t{POSTS['relevant']}\t1\n" for at in range(ROWS)]
            (folder / task / f"qrels.{split}.tsv").write_text("".join(lines), encoding="utf-8")
        (folder / task / "pack.json").write_text(pack, encoding="utf-8")
    return Evaluation(folder)
