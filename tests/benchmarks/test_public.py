"""Sets of public research are read as they were published, and what Footnote says of their pairs is counted."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from benchmarks import public
from benchmarks.evaluation import PUBLIC, Evaluation
from benchmarks.public_sets import MAX_EVIDENCE, SETS, Pair, PublicSet, Relation
from benchmarks.quality import TODAY, answering

Printed = pytest.CaptureFixture[str]

KNOWN = "The old bridge has twelve arches ."
SAME, OTHER, BESIDE = "The old bridge has twelve arches .", "The old bridge has eleven arches .", "Bread needs salt ."
ROWS = {"entailment": SAME, "contradiction": OTHER, "neutral": BESIDE}
FACTS = {"SUPPORTS": SAME, "REFUTES": OTHER, "NOT ENOUGH INFO": BESIDE}
FACT_ROWS = [{"claim": said, "evidence": KNOWN, "label": label} for label, said in FACTS.items()]
INFERENCE_ROWS = [{"sentence1": KNOWN, "sentence2": said, "gold_label": label} for label, said in ROWS.items()]
NEGATED_ROWS = [{"Text": KNOWN, "Hypothesis": said, "gold_label": label} for label, said in ROWS.items()]
FOOL_ROWS = [
    {"text": said, "gold_evidence": [{"text": KNOWN, "section_header": "Bridge"}], "label": label}
    for label, said in FACTS.items()
]
CLIMATE_ROWS = [
    {"claim": said, "evidences": [{"evidence": KNOWN, "evidence_label": label.replace(" ", "_")}]}
    for label, said in FACTS.items()
]
SCONE_ROWS = [
    {"sentence1": "kept apart", "sentence2": "kept apart", "gold_label": "neutral"}
    | {f"{name}_edited": text for name, text in row.items()}
    for row in INFERENCE_ROWS
]
# As the sets have them: rows of each label, but where a set has two labels.
FILES: Mapping[str, Mapping[str, Sequence[Mapping[str, object]]]] = {
    "talschuster.github.io": {
        "static/vitaminc_real.zip": FACT_ROWS,
        "static/vitaminc_synthetic.zip": FACT_ROWS[:2],
        "static/vitaminc_baselines/fever_adversarial.zip": FACT_ROWS[:2],
        "static/vitaminc_baselines/anli.zip": FACT_ROWS,
    },
    "FeverSymmetric": {"symmetric_v0.2/fever_symmetric_test.jsonl": FACT_ROWS[:2]},
    "fool-me-twice": {"dataset/dev.jsonl": FOOL_ROWS[:2]},
    "covidfact": {
        "COVIDFACT_dataset.jsonl": [
            {"claim": said, "evidence": [KNOWN, "Most such bridges are of stone ."], "label": label}
            for label, said in (("SUPPORTED", SAME), ("REFUTED", OTHER))
        ]
    },
    "HealthVer": {"data/healthver_test.csv": [row | {"label": row["label"].title()} for row in FACT_ROWS[:2]]},
    "climate-fever-dataset": {"dataset/climate-fever.jsonl": CLIMATE_ROWS},
    "paws": {
        "final/dev.tsv": [
            {"id": label, "sentence1": KNOWN, "sentence2": said, "label": label}
            for label, said in (("1", SAME), ("0", OTHER))
        ]
    },
    "hans": {"heuristics_evaluation_set.txt": [row | {"pairID": "ex0"} for row in INFERENCE_ROWS]},
    "Breaking_NLI": {"breaking_nli_dataset.zip": INFERENCE_ROWS},
    "counterfactually-augmented-data": {"NLI/revised_combined/test.tsv": INFERENCE_ROWS},
    "negation-and-nli": {
        f"data/new_benchmarks/clean_data/{name}.txt": NEGATED_ROWS for name in ("SNLI", "MNLI", "RTE")
    },
    "nan-nli": {
        "data/nan.csv": [{"premise": KNOWN, "hypothesis": said, "label": label} for label, said in ROWS.items()]
    },
    "ScoNe": {"scone_nli/test/one_scoped.csv": INFERENCE_ROWS, "scone_nli/test/two_scoped.csv": SCONE_ROWS},
    "ConjNLI": {
        "data/NLI/conj_dev.tsv": [
            {"Premise": KNOWN, "Hypothesis": said, "Label": label} for label, said in ROWS.items()
        ]
    },
    "MoNLI": {"pmonli.jsonl": INFERENCE_ROWS, "nmonli_test.jsonl": INFERENCE_ROWS},
    "MED": {"MED.tsv": INFERENCE_ROWS},
    "SICK-processing": {
        "SICK.txt": [
            {"sentence_A": KNOWN, "sentence_B": said, "entailment_AB": label}
            for label, said in (("A_entails_B", SAME), ("A_contradicts_B", OTHER), ("A_neutral_B", BESIDE))
        ]
    },
}


def write(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("data/README.txt", "what it is")
            packed.writestr("data/test.jsonl", lines)
    elif path.suffix == ".jsonl":
        path.write_text(lines, encoding="utf-8")
    else:
        delimiter = "," if path.suffix == ".csv" else "\t"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
            table.writeheader()
            table.writerows(rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A check-out of each repository, of three rows a file."""
    for repository, files in FILES.items():
        for name, rows in files.items():
            write(tmp_path / PUBLIC / repository / name, rows)
    return tmp_path / PUBLIC


@pytest.mark.parametrize("each", SETS, ids=[each.name for each in SETS])
def test_each_format_is_read(folder: Path, each: PublicSet) -> None:
    pairs = each.pairs(folder)
    assert {pair.evidence[0] for pair in pairs} == {"The old bridge has twelve arches."}
    found = {pair.message: pair.relation for pair in pairs}
    assert found["The old bridge has twelve arches."] is Relation.SUPPORTED
    assert found["The old bridge has eleven arches."] is (Relation.NEITHER if each.name == "PAWS" else Relation.REFUTED)
    assert found.get("Bread needs salt.", Relation.NEITHER) is Relation.NEITHER


def test_evidence_of_several_sentences_is_several_claims(folder: Path) -> None:
    (covid,) = (each for each in SETS if each.name == "COVID-Fact")
    assert [len(pair.evidence) for pair in covid.pairs(folder)] == [2, 2]


def test_long_evidence_and_unknown_labels_are_left_out(tmp_path: Path) -> None:
    write(
        tmp_path / "FeverSymmetric" / "symmetric_v0.2" / "fever_symmetric_test.jsonl",
        [
            {"claim": SAME, "evidence": KNOWN + " " * 9 + "." * MAX_EVIDENCE, "label": "SUPPORTS"},
            {"claim": SAME, "evidence": KNOWN, "label": "DISPUTED"},
        ],
    )
    assert [pair for each in SETS for pair in each.pairs(tmp_path)] == []


def test_both_tables_have_a_line_for_each_set(folder: Path, capsys: Printed) -> None:
    public.measure(folder)
    printed = capsys.readouterr().out
    for each in SETS:
        assert printed.count(f"| {each.name} | ") == 2
    assert printed.count("| HealthVer | 2 | 2 | 0.000 | 0.000 | - | 1.000 | 1.000 |") == 2
    assert printed.count("| PAWS | 2 | 2 | - | 0.000 | 0.000 | 1.000 | - |") == 2


def test_messages_are_drawn_evenly_and_always_the_same() -> None:
    pairs = [Pair(f"message {at}", (KNOWN,), Relation.REFUTED) for at in range(50)]
    pairs += [Pair(f"other {at}", (KNOWN,), Relation.SUPPORTED) for at in range(5)]
    some = public.drawn(pairs, 20)
    assert [sum(pair.relation is relation for pair in some) for relation in Relation] == [5, 10, 0]
    assert some == public.drawn(pairs, 20)


def test_a_verdict_by_another_claim_is_right_where_the_set_says_so() -> None:
    bridge, arches = "The old bridge has twelve arches.", "The old bridge has eleven arches."
    pairs = [
        Pair(bridge, (f"{bridge[:-1]} of stone.",), Relation.SUPPORTED),
        Pair(bridge, (f"{arches[:-1]} of stone.",), Relation.REFUTED),
    ]
    both, apart = list(public.outcomes(pairs, alone=False)), list(public.outcomes(pairs, alone=True))
    assert not any(one.is_wrong for one in both + apart)
    assert {one.verdict.label for one in both} <= {"supported", "refuted"}
    assert [one.verdict.label for one in apart] == ["refuted", "supported"]


@pytest.mark.parametrize(
    ("relation", "cell"), [(Relation.REFUTED, 2), (Relation.NEITHER, 4)], ids=["of the refuted", "of the others"]
)
def test_agreement_that_is_not_earned_is_counted_and_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Printed, relation: Relation, cell: int
) -> None:
    claim = public.claims_by_text([Pair(SAME, (SAME,), relation)])[SAME]
    verdict = answering([claim])(SAME, TODAY)
    wrong = public.Outcome(Pair(SAME, (SAME,), relation), verdict, frozenset())
    assert wrong.is_wrong
    assert public.row([wrong])[cell] == "1.000"
    write(tmp_path / "MED" / "MED.tsv", INFERENCE_ROWS)
    monkeypatch.setattr(public, "outcomes", lambda *_, **__: [wrong])
    public.measure(tmp_path, show=1)
    assert f"MED: {relation}, called supported\n  said:  {SAME}\n  claim: {SAME}\n" in capsys.readouterr().out


def test_an_empty_folder_says_so(tmp_path: Path, capsys: Printed) -> None:
    public.measure(tmp_path)
    assert "holds none of the sets" in capsys.readouterr().out


def test_the_sets_are_a_part_of_the_benchmarks(folder: Path, capsys: Printed) -> None:
    public.report(Evaluation(folder.parent))
    assert "| all | " in capsys.readouterr().out


def test_the_command_names_the_folder(folder: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.public", str(folder), "--show", "1"]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    assert run.stdout.count("| all | ") == 2
