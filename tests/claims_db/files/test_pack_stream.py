from __future__ import annotations

import json
import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims_db.errors import InvalidPackError
from claims_db.files import pack
from claims_db.files.formats import open_file, read_file
from claims_db.files.pack import Reading, parse_json, read_pack
from claims_db.files.pack_stream import PackStream
from claims_db.store.incoming import incoming

HEAD = {"slug": "harbour", "title": "Harbour"}
SOURCE = {"key": "report", "title": "Harbour report", "publisher": "The Harbour Post"}
CLAIM = {
    "slug": "lighthouse",
    "text": "The old lighthouse has two hundred steps.",
    "rating": "true",
    "citations": [{"source": "report"}],
}
KEYS = st.sampled_from(["report", "letter", "r\x00", "\ud800", ""])
SOURCES = st.fixed_dictionaries({"key": KEYS, "title": st.sampled_from(["Log", " "]), "publisher": st.just("Post")})
CITATIONS = st.lists(st.fixed_dictionaries({"source": KEYS}) | st.none(), max_size=2)
CLAIMS = st.fixed_dictionaries(
    {
        "slug": st.sampled_from(["a", "b", "c", "d", "A", "\ud800"]),
        "text": st.sampled_from([CLAIM["text"], "It is so"]),
        "rating": st.just("true"),
        "citations": CITATIONS | st.just("report"),
    }
)


def written(folder: Path, **members: object) -> Path:
    path = folder / "harbour.json"
    path.write_text(json.dumps(members))
    return path


def silent(_done: int, _total: int) -> None:
    """Nobody looks on."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(SOURCES | st.just(SOURCE) | st.none(), min_size=1, max_size=5),
    st.lists(CLAIMS | st.integers(), max_size=6),
)
def test_a_pack_read_bit_by_bit_is_what_it_is_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sources: list[object], claims: list[object]
) -> None:
    """Also where the same is there twice, in the same batch or in different ones, and where a key is no text."""
    monkeypatch.setattr(pack, "BATCH", 2)
    path = written(tmp_path, pack=HEAD, sources=sources, claims=claims, more=1)
    whole = read_pack(parse_json(path.read_text()))
    assert read_file(path, pack=None, progress=silent) == whole
    stream = open_file(path, pack=None, progress=silent)
    with incoming() as kept:
        found = tuple(claim for batch in stream.batches(kept, silent) for claim in batch)
    assert (isinstance(stream, PackStream), found, tuple(stream.problems)) == (True, whole.claims, whole.problems)


@pytest.mark.parametrize(
    "members",
    [
        pytest.param({"pack": HEAD, "claims": [CLAIM], "sources": [SOURCE]}, id="claims first"),
        pytest.param({"sources": [SOURCE], "claims": [CLAIM], "pack": HEAD}, id="head last"),
        pytest.param({"note": "x", "pack": HEAD, "sources": [SOURCE], "claims": [CLAIM]}, id="something before"),
    ],
)
def test_a_pack_in_another_order_is_read_as_a_whole(tmp_path: Path, members: Mapping[str, object]) -> None:
    found = open_file(written(tmp_path, **members), pack=None, progress=silent)
    assert isinstance(found, Reading)
    assert [claim.slug for claim in found.claims] == ["lighthouse"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('"claims": 3}', "this is not a pack: 'claims' must be a list"),
        ('"claims": [3], "sources": [3]}', "this is not a pack: it has 'sources' twice"),
        ('"claims": [{}', "'harbour.json' is not JSON: expecting ']' in line 1, column"),
        ('"claims": []} and', "'harbour.json' is not JSON: there is more after its end in line 1"),
        ('"claims": [], "pack": {"slug": "other"}}', "it has 'pack' twice"),
    ],
    ids=["no list", "twice", "cut off", "more", "another head"],
)
def test_a_file_that_turns_out_to_be_no_pack_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "harbour.json"
    path.write_text(json.dumps({"pack": HEAD, "sources": [SOURCE]})[:-1] + ", " + content)
    with pytest.raises(InvalidPackError, match=sentence.replace("[", r"\[")):
        read_file(path, pack=None, progress=silent)


@pytest.mark.parametrize("rest", ["", ', "claims": null', ', "claims": []'], ids=["absent", "null", "empty"])
def test_a_pack_may_have_sources_alone(tmp_path: Path, rest: str) -> None:
    path = tmp_path / "harbour.json"
    path.write_text(json.dumps({"pack": HEAD, "sources": [SOURCE]})[:-1] + rest + "}")
    assert read_file(path, pack=None, progress=silent).claims == ()


def test_a_head_that_is_wrong_is_told_before_the_rest_is_read(tmp_path: Path) -> None:
    with pytest.raises(InvalidPackError, match="this is not a pack: 'title' is missing"):
        open_file(written(tmp_path, pack={"slug": "harbour"}, sources=[SOURCE]), pack=None, progress=silent)


def test_a_pack_is_never_in_memory_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times as many claims, each with a source of its own, take no more."""
    # In few batches, none may end where the text read ahead is longest: the peak would hang on where they end.
    monkeypatch.setattr(pack, "BATCH", 100)
    peaks = []
    for times in (4, 16):
        numbers = range(times * 1000)
        path = written(
            tmp_path,
            pack=HEAD,
            sources=[SOURCE | {"key": f"report-{at}"} for at in numbers],
            claims=[CLAIM | {"slug": f"claim-{at}", "citations": [{"source": f"report-{at}"}]} for at in numbers],
        )
        # Threads of earlier tests may take memory meanwhile.
        peaks.append(min(peak(path, times * 1000) for _ in range(3)))
    assert peaks[1] < peaks[0] * 1.1


def peak(path: Path, claims: int) -> int:
    """The bytes that reading a file takes at most."""
    stream = open_file(path, pack=None, progress=silent)
    tracemalloc.start()
    try:
        with incoming() as kept:
            assert sum(len(batch) for batch in stream.batches(kept, silent)) == claims
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
