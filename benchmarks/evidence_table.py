"""`python -m benchmarks.evidence_table`: write the table of all evidence into docs/how-it-decides.md.

To be run when a row of `claims_db.engine.evidence` changed; a test says so.
"""

from __future__ import annotations

import re
from pathlib import Path

from claims_db.engine.evidence import TABLE, Group

DOCUMENT = Path(__file__).parents[1] / "docs" / "how-it-decides.md"
_PLACE = re.compile(
    r"(?<=<!-- made by `python -m benchmarks.evidence_table` -->\n).*?(?=<!-- end of what it made -->)", re.DOTALL
)


def tables() -> str:
    """The rows as Markdown, a table for each part."""
    return "\n" + "\n".join(map(_part, TABLE.parts()))


def _part(part: Group) -> str:
    rows = "".join(f"| {row.name} | {row.weight:g} | {row.says} | {row.why} |\n" for row in part.rows)
    return f"**{part.title}** ({part.effect})\n\n| evidence | weight | says | why |\n|---|---|---|---|\n{rows}"


def written(document: str) -> str:
    """The document with the tables in their place."""
    return _PLACE.sub(lambda _: f"{tables()}\n", document)


if __name__ == "__main__":
    DOCUMENT.write_text(written(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
