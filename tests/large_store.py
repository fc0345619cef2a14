"""A store large enough for some words to be rare in it: claims about many towns, and one about a lighthouse."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, product

from claims_db.values import Citation, Claim, Rating, Source

PACK = "coast"
_SOURCE = Source("gazette", "News from the coast", "Harbour Gazette")
_TOWNS = "Aldery Bexmoor Corwick Dunhaven Elmsea Fairholt Garness Hollin Ivenby Jarrow Kelsick Lormouth".split()
_THINGS = "school bridge market library ferry museum theatre station hospital church".split()
_EVENTS = (
    "was closed for repairs",
    "will open on Sundays",
    "lost its roof",
    "got a new director",
    "was sold to investors",
)

LIGHTHOUSE = Claim(
    "lighthouse-keeper-pelican",
    "Lighthouse keeper Ottoline Brack taught a tame pelican to ring the fog bell at Skarrow Point",
    Rating.FALSE,
    (Citation(Source("keeper", "Did a pelican ring the Skarrow fog bell?", "Harbour Gazette")),),
    pack=PACK,
)
# It tells of the same in other words, and leaves it open whether it happened as the claim has it.
POST = (
    "My grandmother grew up near Skarrow Point and swore she heard the fog bell on calm nights. Everyone there had a"
    " story about Ottoline Brack and the pelican that lived with her in the lighthouse, fed on herring and answering to"
    " whistles."
)


def claims(rating: Rating = LIGHTHOUSE.rating) -> list[Claim]:
    """Six hundred claims, and the one about the lighthouse, so rated."""
    ordinary = (
        Claim(f"coast-{number}", f"The {thing} of {town} {event}", Rating.TRUE, (Citation(_SOURCE),), pack=PACK)
        for number, (town, thing, event) in enumerate(product(_TOWNS, _THINGS, _EVENTS))
    )
    return [*islice(ordinary, 600), replace(LIGHTHOUSE, rating=rating)]
