"""Claims whose vocabulary grows with them, and questions about them: a store that flatters nobody.

Recombined claims alone have the words of the 14,000 that they are made of, however many there are. Real ones bring new
names for ever (Heaps' law), so each claim here also has a person, a town, a firm and a product whose names are made up.
Names are drawn by Zipf's law from 10^12, the commonest ones the shortest. Each claim is made from its number alone, so
that a million are written to files without being held, and any of them is made anew to ask about it.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.evaluation import Evaluation
from benchmarks.quality import claims_of
from claims_db.claims.packs import private_pack
from claims_db.files.pack import Json, claim_json, pack_json, source_json
from claims_db.values import Citation, Claim, ClaimKey, Pack, Source

REAL_CLAIMS = "checkthat-2a/pack.json"
SEED = 20261128
# The exponent of Zipf's law, less one. With four names a claim, 10,000 claims have 35,000 terms, 100,000 have 169,000
# and a million 1,182,000: Heaps' exponent is 0.9, that of names, where that of all words is 0.4 to 0.6.
_TAIL = 0.11
_NAMES = 10**12
_SCRAMBLE = 2_654_435_761  # prime, so that neighbours in rank are none in spelling
_ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p r s st t v z".split()
_VOWELS = "a e i o u ai ei ou".split()
_SYLLABLES = [onset + vowel for onset in _ONSETS for vowel in _VOWELS]
_ENDINGS = {
    "person": ["n", "son", "ski", "ndez", "kov", "lini", "rd", "x"],
    "town": ["ton", "burg", "ham", "ville", "stad", "ford", "m", "l"],
    "firm": ["x", "tech", "r", "corp", "n", "soft", "k", "lab"],
    "product": ["l", "x", "don", "vir", "max", "n", "zol", "t"],
}
_GIVEN_NAMES = 3_000
_PHRASED = 0.2
_FIRST_DAY = date(2012, 1, 1)
_DAYS = 5_000
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(frozen=True, slots=True)
class Layout:
    """How many claims there are: first `each` in the packs of so many `servers`, then packs of `pack` for the rest."""

    claims: int
    servers: int = 0
    each: int = 1_000
    pack: int = 100_000

    def parts(self) -> Iterator[tuple[Pack, range]]:
        """Each pack and the numbers of its claims."""
        own = min(self.claims, self.servers * self.each)
        for server, start in enumerate(range(0, own, self.each), 1):
            slug = private_pack(server)
            yield Pack(slug, f"Claims of server {server}"), range(start, min(own, start + self.each))
        for number, start in enumerate(range(own, self.claims, self.pack), 1):
            yield Pack(f"growing-{number}", f"Growing {number}"), range(start, min(self.claims, start + self.pack))


@dataclass(frozen=True, slots=True)
class Question:
    """A statement that hits a claim, with one detail changed."""

    text: str
    claim: ClaimKey
    detail: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what a claim is about."""

    person: str
    town: str
    firm: str
    product: str

    @classmethod
    def drawn(cls, chance: random.Random) -> Cast:
        """Names as common as they come."""
        given = name_of(int(_GIVEN_NAMES ** chance.random()), "person")
        return cls(f"{given} {name(chance, 'person')}", *(name(chance, kind) for kind in ("town", "firm", "product")))


def name(chance: random.Random, kind: str) -> str:
    """A name of that kind: one rank of Zipf's law, by the inverse of its distribution function."""
    rank = (1 - chance.random() * (1 - _NAMES**-_TAIL)) ** (-1 / _TAIL)
    return name_of(int(rank), kind)


def name_of(rank: int, kind: str) -> str:
    """The name of that rank, from 1; no two of a kind are the same."""
    endings, syllables = _ENDINGS[kind], len(_SYLLABLES)
    rest, length = rank // len(endings), 2
    while rest >= syllables**length:
        rest -= syllables**length
        length += 1
    rest, spelling = rest * _SCRAMBLE % syllables**length, ""
    for _ in range(length):
        rest, syllable = divmod(rest, syllables)
        spelling += _SYLLABLES[syllable]
    return (spelling + endings[rank % len(endings)]).capitalize()


@dataclass(frozen=True, slots=True)
class Growing:
    """The claims of a layout, made of `real` ones."""

    real: list[Claim]
    layout: Layout
    seed: int = SEED

    @classmethod
    def read(cls, evaluation: Evaluation, layout: Layout) -> Growing:
        """Made of the published claims of the evaluation folder."""
        return cls(claims_of(evaluation.path(REAL_CLAIMS)), layout)

    def claim(self, number: int, pack: str) -> Claim:
        """The claim of that number."""
        chance = random.Random(f"{self.seed}/{number}")
        first, last, cast = chance.choice(self.real), chance.choice(self.real), Cast.drawn(chance)
        head, tail = _halves(first.text, last.text)
        phrasings = (f"In {cast.town}, {head} {cast.person} {tail}",) if chance.random() < _PHRASED else ()
        return Claim(
            slug=f"g{number:07}-{cast.town.lower()}",
            text=f"{head} {cast.person} in {cast.town} {tail}",
            rating=first.rating,
            citations=(Citation(self._source(number, cast, chance, (first, last))),),
            phrasings=phrasings,
            pack=pack,
        )

    def _source(self, number: int, cast: Cast, chance: random.Random, made_of: tuple[Claim, Claim]) -> Source:
        first, last = (claim.citations[0].source for claim in made_of)
        return Source(
            key=f"s{number:07}",
            title=" ".join([cast.firm, *_halves(first.title, last.title), cast.product]),
            publisher=first.publisher,
            url=f"https://example.org/{number}",
            published=_FIRST_DAY + timedelta(chance.randrange(_DAYS)),
        )

    def claims(self) -> Iterator[Claim]:
        """All of them, pack after pack."""
        for pack, numbers in self.layout.parts():
            yield from (self.claim(number, pack.slug) for number in numbers)

    def write(self, folder: Path) -> Iterator[Path]:
        """A file for each pack, as `write_pack` would write it, though no pack is ever held."""
        for pack, numbers in self.layout.parts():
            path = folder / f"{pack.slug}.json"
            with path.open("w", encoding="utf-8") as file:
                file.writelines(self._pieces(pack, numbers))
            yield path

    def _pieces(self, pack: Pack, numbers: range) -> Iterator[str]:
        def rows(json_of: Callable[[Claim], Json]) -> Iterator[str]:
            lines = (json.dumps(json_of(self.claim(number, pack.slug)), ensure_ascii=False) for number in numbers)
            yield from (("\n" if at == 0 else ",\n") + line for at, line in enumerate(lines))

        yield f'{{\n"pack": {json.dumps(pack_json(pack), ensure_ascii=False)},\n"sources": ['
        yield from rows(lambda claim: source_json(claim.citations[0].source))
        yield '\n],\n"claims": ['
        yield from rows(lambda claim: claim_json(claim, lambda source: source.key))
        yield "\n]\n}\n"

    def questions(self, number: int) -> Iterator[Question]:
        """So many statements, each that of a claim but for a number where it has one, else for its town or a denial."""
        chance = random.Random(f"{self.seed}/questions")
        parts = list(self.layout.parts())
        for _ in range(number):
            at = chance.randrange(self.layout.claims)
            pack = next(pack for pack, numbers in parts if at in numbers)
            claim = self.claim(at, pack.slug)
            text, detail = _with_one_detail_changed(claim, chance)
            yield Question(text, claim.key, detail)


def _halves(first: str, last: str) -> tuple[str, str]:
    one, other = first.split(), last.split()
    return " ".join(one[: len(one) // 2 + 1]), " ".join(other[len(other) // 2 :])


def _with_one_detail_changed(claim: Claim, chance: random.Random) -> tuple[str, str]:
    if number := _NUMBER.search(claim.text):
        changed = str(int(re.sub(r"\D", "", number[0])[:9]) + chance.randint(1, 9))
        return claim.text[: number.start()] + changed + claim.text[number.end() :], "number"
    town = claim.slug.partition("-")[2].capitalize()
    if chance.random() < 1 / 2:
        return claim.text.replace(town, name(chance, "town"), 1), "town"
    return f"It is not true that {claim.text}", "denial"


def tweets(evaluation: Evaluation) -> list[str]:
    """Real posts, which are about real claims."""
    return [text for split in ("dev", "train") for text in evaluation.texts(f"checkthat-2a/queries.{split}.jsonl")]


def chat(evaluation: Evaluation) -> list[str]:
    """Lines of everyday chat, which are about no claim."""
    return list(evaluation.texts("chatter.jsonl"))


if __name__ == "__main__":
    made = Growing.read(Evaluation.find(None), Layout(int(sys.argv[1]), *map(int, sys.argv[3:])))
    for written in made.write(Path(sys.argv[2])):
        print(written)
