"""Sets of sentence pairs that others published to see whether a checker reads closely, each in the files as published.

A folder holds check-outs of public repositories under their own names; whatever is missing is left out. Where two
paths are given, both are read. Nothing of the data is part of Footnote.

| repository | file | licence |
|---|---|---|
| TalSchuster/talschuster.github.io | static/vitaminc_real.zip and _synthetic.zip (VitaminC) | CC BY-SA 3.0 |
| the same | static/vitaminc_baselines/fever_adversarial.zip (of FEVER 2.0) | CC BY-SA 3.0 |
| the same | static/vitaminc_baselines/anli.zip (ANLI, whole test part) | CC BY-NC 4.0 |
| TalSchuster/FeverSymmetric | symmetric_v0.2/fever_symmetric_test.jsonl | CC BY-SA 3.0 |
| google-research/fool-me-twice | dataset/dev.jsonl | Apache 2.0 |
| asaakyan/covidfact | COVIDFACT_dataset.jsonl | none stated |
| sarrouti/HealthVer | data/healthver_test.csv | none stated |
| tdiggelm/climate-fever-dataset | dataset/climate-fever.jsonl | none stated |
| google-research-datasets/paws | final/dev.tsv, unpacked from "PAWS-Wiki Labeled (Final)" | free for any purpose |
| tommccoy1/hans | heuristics_evaluation_set.txt | MIT |
| BIU-NLP/Breaking_NLI | breaking_nli_dataset.zip | CC BY-SA 4.0 |
| acmi-lab/counterfactually-augmented-data | NLI/revised_combined/test.tsv | Apache 2.0 |
| mosharafhossain/negation-and-nli | data/new_benchmarks/clean_data/{SNLI,MNLI,RTE}.txt | MIT |
| joey234/nan-nli | data/nan.csv | none stated |
| selenashe/ScoNe | scone_nli/test/*.csv | CC0 1.0 |
| swarnaHub/ConjNLI | data/NLI/conj_dev.tsv | MIT |
| atticusg/MoNLI | pmonli.jsonl, nmonli_test.jsonl | none stated |
| verypluming/MED | MED.tsv | CC BY-SA 4.0 |
| kkalouli/SICK-processing | SICK.txt (SICK as its authors published it) | none stated |
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from benchmarks.numbers import readable

# Longer evidence is a paragraph, not what somebody would store as a claim.
MAX_EVIDENCE = 400

Row = dict[str, Any]


class Relation(StrEnum):
    """What the evidence does with the message. NEITHER: it must not be said to support it."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    NEITHER = "neither"


_RELATIONS = {
    **dict.fromkeys(("supports", "supported", "entailment", "a_entails_b"), Relation.SUPPORTED),
    **dict.fromkeys(("refutes", "refuted", "contradiction", "a_contradicts_b"), Relation.REFUTED),
    **dict.fromkeys(
        ("not enough info", "not_enough_info", "neutral", "a_neutral_b", "not_entailment", "non-entailment"),
        Relation.NEITHER,
    ),
    # PAWS: whether both sentences say the same.
    "1": Relation.SUPPORTED,
    "0": Relation.NEITHER,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A message, the sentences that it was labelled by, each a claim of the store, and what they do with it."""

    message: str
    evidence: tuple[str, ...]
    relation: Relation


@dataclass(frozen=True, slots=True)
class PublicSet:
    """One set: where its files are, and how a row of them is read.

    Without `quoting` a quotation mark of a table is nothing more. Of a ZIP file the one file with rows is read.
    """

    name: str
    repository: str
    files: tuple[str, ...]
    pairs_of: Callable[[Row], Iterable[tuple[str, Iterable[str], str]]]
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL

    def pairs(self, folder: Path) -> list[Pair]:
        """Every pair of the set with usable evidence; none where no file is there."""
        return [pair for path in self._paths(folder) for row in self._rows(path) for pair in self._usable(row)]

    def _paths(self, folder: Path) -> list[Path]:
        return [path for name in self.files for path in sorted((folder / self.repository).glob(name))]

    def _rows(self, path: Path) -> Iterator[Row]:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as packed:
                (inner,) = (name for name in packed.namelist() if name.endswith(".jsonl"))
                text = packed.read(inner).decode("utf-8")
        else:
            text = path.read_text(encoding="utf-8-sig", errors="replace")  # one file mixes encodings
        lines = io.StringIO(text)
        if path.suffix in {".jsonl", ".zip"}:
            yield from map(json.loads, lines)
        else:
            delimiter = "," if path.suffix == ".csv" else "\t"
            yield from csv.DictReader(lines, delimiter=delimiter, quoting=self.quoting)

    def _usable(self, row: Row) -> Iterator[Pair]:
        for message, evidence, label in self.pairs_of(row):
            kept = tuple(readable(each.strip()) for each in evidence if 0 < len(each.strip()) <= MAX_EVIDENCE)
            if kept and (relation := _RELATIONS.get(label.strip().casefold())):
                yield Pair(readable(message.strip()), kept, relation)


def _columns(message: str, evidence: str, label: str) -> Callable[[Row], Iterable[tuple[str, Iterable[str], str]]]:
    return lambda row: [(row[message], [row[evidence]], row[label])]


def _covidfact(row: Row) -> Iterable[tuple[str, Iterable[str], str]]:
    return [(row["claim"], row["evidence"], row["label"])]


def _fool_me_twice(row: Row) -> Iterable[tuple[str, Iterable[str], str]]:
    return [(row["text"], [each["text"] for each in row["gold_evidence"]], row["label"])]


def _climate_fever(row: Row) -> Iterable[tuple[str, Iterable[str], str]]:
    return [(row["claim"], [each["evidence"]], each["evidence_label"]) for each in row["evidences"]]


def _scone(row: Row) -> Iterable[tuple[str, Iterable[str], str]]:
    """Files with more than a plain negation write the sentence as it is meant to be read in columns of their own."""
    said, known, label = (row.get(f"{name}_edited") or row[name] for name in ("sentence2", "sentence1", "gold_label"))
    return [(said, [known], label)]


_FACT = _columns("claim", "evidence", "label")
_INFERENCE = _columns("sentence2", "sentence1", "gold_label")
_NEGATED = _columns("Hypothesis", "Text", "gold_label")
_SCHUSTER, _NEGATIONS = "talschuster.github.io", "data/new_benchmarks/clean_data"

SETS = (
    PublicSet("VitaminC", _SCHUSTER, ("static/vitaminc_real.zip",), _FACT),
    PublicSet("VitaminC, synthetic", _SCHUSTER, ("static/vitaminc_synthetic.zip",), _FACT),
    PublicSet("FEVER, symmetric", "FeverSymmetric", ("symmetric_v0.2/fever_symmetric_test.jsonl",), _FACT),
    PublicSet("FEVER, adversarial", _SCHUSTER, ("static/vitaminc_baselines/fever_adversarial.zip",), _FACT),
    PublicSet("Fool Me Twice", "fool-me-twice", ("dataset/dev.jsonl",), _fool_me_twice),
    PublicSet("COVID-Fact", "covidfact", ("COVIDFACT_dataset.jsonl",), _covidfact),
    PublicSet("HealthVer", "HealthVer", ("data/healthver_test.csv",), _FACT),
    PublicSet("Climate-FEVER", "climate-fever-dataset", ("dataset/climate-fever.jsonl",), _climate_fever),
    PublicSet("PAWS", "paws", ("final/dev.tsv",), _columns("sentence2", "sentence1", "label"), quoting=csv.QUOTE_NONE),
    PublicSet("HANS", "hans", ("heuristics_evaluation_set.txt",), _INFERENCE, quoting=csv.QUOTE_NONE),
    PublicSet("ANLI", _SCHUSTER, ("static/vitaminc_baselines/anli.zip",), _FACT),
    PublicSet("Breaking NLI", "Breaking_NLI", ("breaking_nli_dataset.zip",), _INFERENCE),
    PublicSet("counterfactual SNLI", "counterfactually-augmented-data", ("NLI/revised_combined/test.tsv",), _INFERENCE),
    PublicSet("negated SNLI", "negation-and-nli", (f"{_NEGATIONS}/SNLI.txt",), _NEGATED),
    PublicSet("negated MNLI", "negation-and-nli", (f"{_NEGATIONS}/MNLI.txt",), _NEGATED),
    PublicSet("negated RTE", "negation-and-nli", (f"{_NEGATIONS}/RTE.txt",), _NEGATED),
    PublicSet("NaN-NLI", "nan-nli", ("data/nan.csv",), _columns("hypothesis", "premise", "label")),
    PublicSet("ScoNe", "ScoNe", ("scone_nli/test/*.csv",), _scone),
    PublicSet(
        "ConjNLI",
        "ConjNLI",
        ("data/NLI/conj_dev.tsv",),
        _columns("Hypothesis", "Premise", "Label"),
        quoting=csv.QUOTE_NONE,
    ),
    PublicSet("MoNLI", "MoNLI", ("pmonli.jsonl", "nmonli_test.jsonl"), _INFERENCE),
    PublicSet("MED", "MED", ("MED.tsv",), _INFERENCE, quoting=csv.QUOTE_NONE),
    PublicSet(
        "SICK",
        "SICK-processing",
        ("SICK.txt",),
        _columns("sentence_B", "sentence_A", "entailment_AB"),
        quoting=csv.QUOTE_NONE,
    ),
)
