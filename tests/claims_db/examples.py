"""Claims to try things with, and how claims of any kind are made up."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date

from hypothesis import settings
from hypothesis import strategies as st

from claims_db.values import Citation, Claim, Interval, Rating, Source

REPORT = Source("report", "Harbour report", "The Harbour Post", "A. Writer", "https://post.example/a", date(2022, 5, 1))
LETTER = Source("letter", "Letters to the editor", "The Harbour Post")


def lighthouse(slug: str = "lighthouse", pack: str = "local", *sources: Source) -> Claim:
    """A claim with something in every place."""
    return Claim(
        slug,
        "The old lighthouse has two hundred steps.",
        Rating.TRUE,
        tuple(Citation(source, "200 steps") for source in sources or (REPORT,)),
        Interval.parse("2022-05"),
        Interval.parse("2022-04-01/2022-05-01"),
        ("Two hundred steps lead up the lighthouse",),
        ("harbour",),
        pack,
        ("The lighthouse has two hundred steps", "refuted: The lighthouse has ninety steps"),
        ("The lighthouse has two hundred windows",),
    )


def without_lines(claim: Claim) -> Claim:
    """The claim as a table or a feed holds it, which have no place for lines."""
    return replace(claim, must_match=(), must_not_match=())


# What a claim may hold: any letters, line ends and marks, but no control characters.
_characters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t|\\,;'\"=+-@")
_texts = st.text(_characters, min_size=1, max_size=40).map(str.strip).filter(bool)
_statements = st.builds("lighthouse {} steps {}".format, _texts, st.sampled_from(["harbour", "island", "灯台の階段"]))
_lines = st.text(_characters, max_size=40).map(lambda text: " ".join(text.split()))
_days = st.dates(min_value=date(1000, 1, 1))
_intervals = st.builds(lambda days: Interval(min(days), max(days)), st.tuples(_days, _days)) | st.builds(
    Interval.of, st.integers(1000, 9999), st.none() | st.integers(1, 12)
)
slugs = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=12)
_addresses = st.none() | st.builds("https://{}.example/{}".format, slugs, slugs)


def sources(keys: st.SearchStrategy[str]) -> st.SearchStrategy[Source]:
    """Sources of any kind under such keys."""
    absent = st.none()
    return st.builds(Source, keys, _texts, _texts, absent | _texts, _addresses, absent | _days, _addresses)


# A pack takes long to make up, and each holds several claims: these examples hold as many claims as a hundred others.
a_few_packs = settings(max_examples=30)


@st.composite
def packs_of_claims(draw: st.DrawFn, pack: str = "made-up") -> list[Claim]:
    """Claims of one pack: slugs and texts differ, and a key names one source."""
    known = draw(st.lists(sources(slugs), min_size=1, max_size=4, unique_by=lambda source: source.key))
    citations = st.lists(
        st.builds(Citation, st.sampled_from(known), st.none() | _texts),
        min_size=1,
        max_size=3,
        unique_by=lambda citation: citation.source.key,
    ).map(tuple)
    claims = st.builds(
        Claim,
        slugs,
        _statements,
        st.sampled_from(Rating),
        citations,
        st.none() | _intervals,
        st.none() | _intervals,
        st.lists(_statements, max_size=3, unique=True).map(tuple),
        st.lists(_texts, max_size=3, unique=True).map(tuple),
        st.just(pack),
        st.lists(_lines.map("{} up".format), max_size=3).map(tuple),
        st.lists(_lines.map("{} down".format), max_size=3).map(tuple),
    )
    return draw(st.lists(claims, max_size=5, unique_by=(lambda claim: claim.slug, lambda claim: claim.text)))
