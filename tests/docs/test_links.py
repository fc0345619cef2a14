"""What the documents point to is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from .documents import DOCUMENTS, ROOT, anchors, committed_files, links

# As patterns, these lines are not found by themselves.
REGISTRY = re.compile(r"(pypi|pythonhosted)[.]org|registry[.]npmjs")
MACHINE_PATH = re.compile(r"(^|[^A-Za-z0-9_.])/(work|root|farm)/", re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_link_between_documents_leads_somewhere(document: Path) -> None:
    for address in links(document):
        if address.startswith(("http://", "https://", "mailto:")):
            continue
        name, _, anchor = address.partition("#")
        target = (document.parent / name).resolve() if name else document
        assert target.exists(), f"{document.name} links to {address}, which is not there"
        if anchor:
            assert anchor in anchors(target), f"{document.name} links to {address}; {target.name} has no such heading"


def test_every_document_is_reached_from_the_readme() -> None:
    reached = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        document = waiting.pop()
        reached.add(document)
        targets = {(document.parent / link.partition("#")[0]).resolve() for link in links(document)}
        waiting += sorted(target for target in targets & set(DOCUMENTS) if target not in reached)
    assert reached >= set(DOCUMENTS)


def test_no_registry_and_no_machine_is_named() -> None:
    named = [
        str(path.relative_to(ROOT))
        for path in committed_files()
        if REGISTRY.search(text := path.read_text(encoding="utf-8", errors="replace")) or MACHINE_PATH.search(text)
    ]
    assert named == []


def test_a_make_target_that_a_document_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for document in DOCUMENTS:
        named = set(re.findall(r"`make (?:-s )?([a-z-]+)", document.read_text(encoding="utf-8")))
        assert named <= targets, f"{document.name} names {named - targets}"


def test_the_changelog_tells_of_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"## [{project['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
