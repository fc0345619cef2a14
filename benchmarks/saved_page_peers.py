"""`python saved_page_peers.py` reads pages with htmldate and trafilatura, for `benchmarks.saved_pages`.

It imports nothing of Footnote, so that it runs in an environment that has the two and nothing else. Each line of its
input is a path and an address in JSON; each line of its output holds what both found.
"""

import json
import sys
from pathlib import Path

import htmldate  # type: ignore[import-not-found]  # see above
import trafilatura  # type: ignore[import-not-found]  # see above
from lxml import html


def found(path: str, address: str) -> dict[str, dict[str, str | None]]:
    """What either names; nothing where it raises."""
    try:
        tree = html.fromstring(Path(path).read_bytes())
        fast = htmldate.find_date(tree, url=address, extensive_search=False, original_date=True)
    except Exception:  # noqa: BLE001 - a page that a peer cannot read counts as one of which it says nothing
        fast = None
    try:
        told = trafilatura.extract_metadata(Path(path).read_bytes(), default_url=address)
    except Exception:  # noqa: BLE001 - see above
        told = None
    everything = {"published": told.date, "title": told.title, "author": told.author} if told else {}
    return {"htmldate, fast": {"published": fast}, "trafilatura": everything}


for line in sys.stdin:
    print(json.dumps(found(*json.loads(line))))
