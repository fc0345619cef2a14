"""Every regular expression of Footnote, and texts made to have each of them try as long as it can.

`python -m tests.patterns` prints those that take more than linear time. They are collected in a program of its own,
which sees each of them being compiled: those of modules, of functions and of languages.
"""

from __future__ import annotations

import ast
import importlib
import linecache
import pkgutil
import random
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, TypeAlias

import regex
from regex import _main as regex_main

from claims_db.engine.limits import MAX_MESSAGE_LENGTH, MAX_STATEMENT_LENGTH

ROOT = Path(__file__).parents[1]
PACKAGES = ("claims_db", "bot", "cogs")
Pattern: TypeAlias = "re.Pattern[Any] | regex.Pattern[Any]"

# How often a unit is made up for each repeated part, and how many texts of a pattern are tried.
_SAMPLES = 12
# The longest texts that meet the patterns of some files; others meet whole messages, and pages that are longer still.
_LONGEST = {
    **{f"claims_db/engine/{room}/": MAX_STATEMENT_LENGTH for room in ("dates", "facts", "index", "numbers", "parts")},
    "claims_db/languages/": MAX_STATEMENT_LENGTH,
    "claims_db/languages/days.py": 200,
    "claims_db/sources/page/titles.py": 500,
}
_MOST_TEXTS = 30
_JUDGED_SECONDS = 0.02
_MOST_GROWTH = 10.0
_GIVEN_UP = 1.0
_COMMON = "a1_- .é中"
_PROPERTIES = {
    "Lu": "A", "M": "\u0300", "N": "1", "Nd": "1", "P": "!", "S": "+", "Han": "中", "Hiragana": "か", "Katakana": "カ",
    "Hangul": "한", "Thai": "ก", "Cyrillic": "д", "Arabic": "ا", "Devanagari": "क", "Sc": "€", "Z": " ", "Cf": "\u200b",
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A pattern, and the file and line that compile it."""

    where: str
    pattern: Pattern
    anchored: bool = False
    """Whether it is only ever tried at the beginning of a text."""

    @property
    def longest(self) -> int:
        """How many characters its texts may have."""
        bounds = (most for path, most in _LONGEST.items() if self.where.startswith(path))
        return next(bounds, MAX_MESSAGE_LENGTH)

    def __str__(self) -> str:
        return f"{self.where}: {self.pattern.pattern!r:.150}"


def collected() -> list[Found]:
    """Every pattern that the modules compile when they are imported, used and read; run it before they are."""
    found: dict[tuple[object, int, type], Found] = {}

    def recording(compiled: Callable[..., Pattern]) -> Callable[..., Pattern]:
        def record(*arguments: Any) -> Pattern:
            pattern = compiled(*arguments)
            if where := _caller():
                found.setdefault((pattern.pattern, pattern.flags, type(pattern)), Found(where[0], pattern, where[1]))
            return pattern

        return record

    for library in (re, regex_main):  # whose every function calls it
        vars(library)["_compile"] = recording(vars(library)["_compile"])
    for package in PACKAGES:
        for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    _use_languages()
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for each in _written_in(path):
            found.setdefault((each.pattern.pattern, each.pattern.flags, type(each.pattern)), each)
    return list(found.values())


def _caller() -> tuple[str, bool] | None:
    """Which line of ours asked for a pattern, and whether its name is only ever tried at the beginning of a text."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and {"re", "regex"} & {*Path(frame.f_code.co_filename).parts}:
        frame = frame.f_back
    if frame is None or not any(Path(frame.f_code.co_filename).is_relative_to(ROOT / each) for each in PACKAGES):
        return None
    path = Path(frame.f_code.co_filename)
    line = re.match(r"\s*(\w+)(?:: [^=]+)? = ", linecache.getline(str(path), frame.f_lineno))
    field = getattr(frame.f_locals.get("self"), "_name", None)  # of a language
    name, within = (field, _code()) if field else (line and line[1], path.read_text(encoding="utf-8"))
    uses = set(re.findall(rf"\b{name}\.(\w+)", within))
    return f"{path.relative_to(ROOT)}:{frame.f_lineno}", bool(uses) and uses <= {"match", "fullmatch", "pattern"}


@cache
def _code() -> str:
    return "".join(path.read_text(encoding="utf-8") for each in PACKAGES for path in (ROOT / each).rglob("*.py"))


def _use_languages() -> None:
    """Have every field of every language read, and messages in each checked: some patterns are made for them."""
    from claims_db.engine.check import check  # noqa: PLC0415 - not before what it compiles is seen
    from claims_db.languages import LANGUAGES, language  # noqa: PLC0415 - not before what it compiles is seen
    from claims_db.languages.facts import Language, _Patterns  # noqa: PLC0415 - not before what it compiles is seen
    from claims_db.values import Message  # noqa: PLC0415 - not before what it compiles is seen
    from tests.claims_db.languages import test_verdicts  # noqa: PLC0415 - not before what it compiles is seen

    for code in LANGUAGES:
        for name, value in vars(Language).items():
            if isinstance(value, _Patterns):
                getattr(language(code), name)
        for qualifier in language(code).qualifiers:
            assert qualifier.words is not None
    now = datetime(2026, 6, 15, tzinfo=UTC)
    for table in test_verdicts.TABLES:
        for case in table.cases:
            check(Message(case.text, now), table.index, {"towns"})


def _written_in(path: Path) -> Iterator[Found]:
    """The patterns that are written out where they are used."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re" | "regex" as engine)),
                args=[ast.Constant(value=str() | bytes() as written), *_],
            ):
                flags = [each.attr for part in (*node.args, *(k.value for k in node.keywords))
                         for each in ast.walk(part)
                         if isinstance(each, ast.Attribute) and each.attr.isupper()]  # fmt: skip
                library = {"re": re, "regex": regex}[engine]
                together = 0
                for flag in flags:
                    together |= getattr(library, flag, 0)
                anchored = ast.unparse(node.func).endswith("match")
                yield Found(f"{path.relative_to(ROOT)}:{node.lineno}", library.compile(written, together), anchored)


# Texts that are made for a pattern.


def hard_texts(pattern: Pattern) -> Iterator[Callable[[int], str]]:
    """For each repeated part, texts of any length that go on with what it repeats and end with what does not fit."""
    written = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    chance = random.Random(repr(written))  # noqa: S311 - texts are made up, not secrets
    try:
        tree = re._parser.parse(_plainer(written), pattern.flags & re.VERBOSE)  # type: ignore[attr-defined]
    except re.error:
        units = [("", chance.choice(_COMMON) + part) for part in re.findall(r"\w+", written)]
    else:
        letters = sorted({each for each in _COMMON + written if each.isprintable()})
        units = list(dict.fromkeys(unit for _ in range(_SAMPLES) for unit in _Sampler(letters, chance).units(tree)))
    for before, unit in units:
        if unit:
            for tail in ("", "\x00"):
                yield lambda n, before=before, unit=unit, tail=tail: before + unit * (n // len(unit)) + tail  # type: ignore[misc]
            whole = before + unit
            yield lambda n, whole=whole: whole * (n // len(whole)) + "\x00"  # type: ignore[misc]


def _plainer(written: str) -> str:
    """A pattern of `regex` as one that `re` can take apart, with a letter or two for each property."""
    written = re.sub(r"\\[pP]\{\^?(\w+)\}", lambda name: _PROPERTIES.get(name[1], "aé"), written)
    written = re.sub(r"\[\[((?:\\.|[^\]\\])*)\](?:--|&&)\[?(?:\\.|[^\]\\])*\]?\]", r"[\1]", written)
    return re.sub(r"--(?:\\?[^\]\\])*\]", "]", written) if "--" in written else written


class _Sampler:
    """Texts that parts of a pattern match, by chance."""

    def __init__(self, letters: list[str], chance: random.Random) -> None:
        self._letters = letters
        self._chance = chance

    def units(self, tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
        """What comes before each repeated part, and what it repeats."""
        for operation, value in tree:
            name = str(operation)
            if name.endswith("REPEAT") and value[1] > 8:
                for _ in range(2):
                    yield before, "".join(self.text(value[2]) for _ in range(self._chance.randint(1, 2)))
            for inner in _inner(name, value):
                yield from self.units(inner, before)
            before += self.text([(operation, value)])

    def text(self, tree: Any) -> str:
        """A text that the tree matches, as far as it is simple."""
        return "".join(self._one(str(operation), value) for operation, value in tree)

    def _one(self, name: str, value: Any) -> str:
        match name:
            case "LITERAL":
                return chr(value)
            case "NOT_LITERAL":
                return self._chance.choice([each for each in self._letters if each != chr(value)])
            case "ANY":
                return self._chance.choice(self._letters)
            case "IN":
                return self._member(value)
            case "BRANCH":
                return self.text(self._chance.choice(value[1]))
            case "SUBPATTERN" | "ATOMIC_GROUP":
                return self.text(value[3] if name == "SUBPATTERN" else value)
            case _ if name.endswith("REPEAT"):
                least, most = value[0], min(value[1], value[0] + 2)
                return "".join(self.text(value[2]) for _ in range(self._chance.randint(least, most)))
        return ""

    def _member(self, members: Any) -> str:
        written = _set(members)
        fitting = [each for each in (*self._letters, *" \t\n\u3000") if written.fullmatch(each)]
        return self._chance.choice(fitting) if fitting else ""


def _inner(name: str, value: Any) -> Iterator[Any]:
    if name == "BRANCH":
        yield from value[1]
    elif name == "SUBPATTERN":
        yield value[3]
    elif name.endswith("REPEAT"):
        yield value[2]
    elif name in {"ASSERT", "ASSERT_NOT"}:
        yield value[1]
    elif name == "ATOMIC_GROUP":
        yield value


_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d", "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_SPACE": r"\s", "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W",
}  # fmt: skip


def _set(members: Any) -> re.Pattern[str]:
    parts = ""
    for operation, value in members:
        match str(operation):
            case "NEGATE":
                parts = f"^{parts}"
            case "LITERAL":
                parts += re.escape(chr(value))
            case "RANGE":
                parts += f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
            case "CATEGORY":
                parts += _CATEGORIES[str(value)]
    return re.compile(f"[{parts}]")


# How long they take.


def grows(found: Found) -> str | None:
    """A text for which a pattern takes more than linear time: it tries the same again and again."""
    signal.signal(signal.SIGPROF, _ring)
    texts = list(hard_texts(found.pattern))
    for text in random.Random(0).sample(texts, min(len(texts), _MOST_TEXTS)):  # noqa: S311 - as above
        short, long = text(found.longest // 4), text(found.longest)
        if found.longest == MAX_STATEMENT_LENGTH:  # which are cleaned
            short, long = (re.sub(r"\s+", " ", each) for each in (short, long))
        if _seconds(found, short) < _JUDGED_SECONDS / 16:
            continue  # even its square would not be judged
        # The best of three, since another program may have held it up.
        before, after = (min(_seconds(found, each) for _ in range(3)) for each in (short, long))
        if after >= _GIVEN_UP or (after > _JUDGED_SECONDS and after > before * _MOST_GROWTH):
            return text(60)
    return None


def _seconds(found: Found, text: str) -> float:
    """Of CPU time; both libraries heed signals."""
    given: Any = text if isinstance(found.pattern.pattern, str) else text.encode("utf-8")
    began = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, _GIVEN_UP)
    try:
        for _ in [] if found.anchored else found.pattern.finditer(given):
            pass
        found.pattern.match(given)
        found.pattern.fullmatch(given)
    except _TooLong:
        return _GIVEN_UP
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - began


class _TooLong(BaseException):
    """The time is up."""


def _ring(*_: object) -> None:
    raise _TooLong


def main() -> None:
    """Print the patterns that take long, those of files whose paths begin with the arguments."""
    for each in sorted(collected(), key=str):
        if each.where.startswith(tuple(sys.argv[1:]) or ("",)) and (text := grows(each)):
            print(f"{each}\n    {text!r}", flush=True)  # noqa: T201 - a program


if __name__ == "__main__":
    main()
