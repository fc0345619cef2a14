"""Every dependency is used, explained and locked."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import packages_distributions

import pytest

from .documents import ROOT

PARTS = ("bot", "claims_db", "cogs")


def _name(wanted: str) -> str:
    return re.split(r"[\[<>=]", wanted)[0]


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"].values()
NEEDED_TO_RUN = [_name(wanted) for wanted in PROJECT["dependencies"]]
NEEDED_AT_ALL = sorted({*NEEDED_TO_RUN, *(_name(wanted) for extra in EXTRAS for wanted in extra)})


def plain(name: str) -> str:
    """Names of packages are one name in any case and with any of `-_.` (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", NEEDED_AT_ALL)
def test_a_dependency_is_explained(name: str) -> None:
    assert f"| {name} |" in (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NEEDED_TO_RUN)
def test_a_dependency_is_imported(name: str) -> None:
    modules = [module for module, owners in packages_distributions().items() if plain(name) in map(plain, owners)]
    sources = [path.read_text(encoding="utf-8") for part in PARTS for path in ROOT.glob(f"{part}/**/*.py")]
    used = re.compile(rf"^\s*(?:import|from) ({'|'.join(map(re.escape, modules))})\b", re.MULTILINE)
    assert any(used.search(source) for source in sources), f"nothing imports {name}"


@pytest.mark.parametrize("layer", ["run", "meaning", "demo", "dev", "bench"])
def test_a_lock_file_holds_exact_versions_with_hashes_and_no_address(layer: str) -> None:
    lock = (ROOT / f"requirements/{layer}.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^(\S+?)==\S+.*\\\n    --hash=sha256:", lock, re.MULTILINE)
    assert {plain(name) for name in NEEDED_TO_RUN} <= {plain(name) for name in pinned}
    assert len(pinned) == len(re.findall(r"^[a-z]", lock, re.MULTILINE))
    assert "://" not in lock


def test_a_lock_is_installed_as_it_is_and_nothing_is_resolved() -> None:
    script = (ROOT / "scripts/install").read_text(encoding="utf-8").replace("\\\n", "")
    installs = re.findall(r"^quiet_pip (.+)$", script, re.MULTILINE)
    assert len(installs) == 2
    assert all("--no-deps" in options.split() for options in installs)
