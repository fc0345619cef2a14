"""Whether the right claim is found among thousands, with peers in the same run, and everyday chat left alone.

Real posts and the published checks that they are about: CheckThat! 2022, tasks 2A and 2B (Nakov et al. 2022).
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import bm25s
import tantivy
from rapidfuzz import fuzz, process

from benchmarks.edits import with_typos
from benchmarks.evaluation import Evaluation
from benchmarks.posts import DEPTH, TASKS, Task, average_precision
from benchmarks.quality import TODAY
from claims_db.engine.check import check, search
from claims_db.engine.index import ClaimIndex
from claims_db.engine.text.cleaning import clean
from claims_db.languages.words import telling_words
from claims_db.values import Claim, Message, Verdict

SEED = 20260322
# Comparing with every claim is what these peers do; a part of the posts is enough to see what comes of it.
_SLOW_PEER_POSTS = 40

Rank = Callable[[str], list[str]]


def measure(rank: Rank, posts: Iterable[tuple[str, frozenset[str]]]) -> tuple[float, float, float]:
    """MAP@5, and the median and the 95th percentile of a look-up in milliseconds."""
    precisions, times = [], []
    for text, relevant in posts:
        began = time.perf_counter()
        found = rank(text)
        times.append((time.perf_counter() - began) * 1000)
        precisions.append(average_precision(found, relevant))
    return statistics.mean(precisions), statistics.median(times), statistics.quantiles(times, n=20)[-1]


def footnote(claims: list[Claim]) -> Rank:
    """Footnote's own search."""
    index, packs = ClaimIndex(claims), {claim.pack for claim in claims}
    return lambda text: [match.claim.slug for match in search(text, index, packs, DEPTH)]


def fts5(claims: list[Claim]) -> Rank:
    """SQLite's full-text search with Porter stemming, over texts and titles."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE claims USING fts5(slug UNINDEXED, text, tokenize='porter unicode61')")
    db.executemany("INSERT INTO claims VALUES (?, ?)", ((claim.slug, _with_titles(claim)) for claim in claims))
    query = "SELECT slug FROM claims WHERE claims MATCH ? ORDER BY rank LIMIT 5"

    def rank(text: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in telling_words(clean(text)))
        return [row[0] for row in db.execute(query, (words,))] if words else []

    return rank


def bm25s_peer(claims: list[Claim]) -> Rank:
    """The bm25s library with its defaults."""
    retriever = bm25s.BM25()
    retriever.index(bm25s.tokenize([_with_titles(claim) for claim in claims], show_progress=False), show_progress=False)

    def rank(text: str) -> list[str]:
        tokens = bm25s.tokenize([clean(text)], show_progress=False)
        numbers, _ = retriever.retrieve(tokens, k=DEPTH, show_progress=False)
        return [claims[number].slug for number in numbers[0]]

    return rank


def tantivy_peer(claims: list[Claim]) -> Rank:
    """The tantivy engine with English stemming."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("slug", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", tokenizer_name="en_stem")
    index = tantivy.Index(builder.build())
    writer = index.writer()
    for claim in claims:
        writer.add_document(tantivy.Document(slug=claim.slug, text=_with_titles(claim)))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def rank(text: str) -> list[str]:
        query, _ = index.parse_query_lenient(" ".join(telling_words(clean(text))), ["text"])
        return [searcher.doc(address)["slug"][0] for _, address in searcher.search(query, DEPTH).hits]

    return rank


def fuzzy(claims: list[Claim], scorer: Callable[..., float]) -> Rank:
    """A fuzzy score over all claims."""
    texts = [claim.text.casefold() for claim in claims]

    def rank(text: str) -> list[str]:
        found = process.extract(clean(text).casefold(), texts, scorer=scorer, limit=DEPTH)
        return [claims[number].slug for _, _, number in found]

    return rank


def _with_titles(claim: Claim) -> str:
    return " ".join([claim.text, *(citation.source.title for citation in claim.citations)])


def report(evaluation: Evaluation) -> None:
    """Print the ranking of Footnote and its peers, then what its scores and its silence are worth."""
    for name in TASKS:
        task = Task.read(evaluation, name)
        print(f"{name}: {len(task.claims)} claims, {len(task.posts)} posts       MAP@5   p50 ms   p95 ms")
        for label, rank, posts in _contenders(task):
            precision, middle, slow = measure(rank, posts)
            print(f"  {label:44} {precision:6.3f} {middle:8.2f} {slow:8.2f}")
        if name == TASKS[0]:
            _report_scores(task)
            _report_silence(evaluation, task)


def _contenders(task: Task) -> Iterator[tuple[str, Rank, list[tuple[str, frozenset[str]]]]]:
    chance = random.Random(SEED)
    typos = [(with_typos(text, chance, 1 / 6), relevant) for text, relevant in task.posts]
    rank = footnote(task.claims)
    yield "footnote", rank, task.posts
    yield "footnote, one word in six misspelt", rank, typos
    yield "FTS5 bm25, porter, texts and titles", fts5(task.claims), task.posts
    yield "bm25s", bm25s_peer(task.claims), task.posts
    yield "tantivy", tantivy_peer(task.claims), task.posts
    few = task.posts[:_SLOW_PEER_POSTS]
    yield f"rapidfuzz token_set_ratio, first {len(few)}", fuzzy(task.claims, fuzz.token_set_ratio), few
    yield f"rapidfuzz WRatio, first {len(few)}", fuzzy(task.claims, fuzz.WRatio), few


def score_bins(task: Task) -> Iterator[tuple[float, list[bool]]]:
    """For each tenth of the scale whether the first result was right, of the posts whose first result scored there."""
    index, right = ClaimIndex(task.claims), defaultdict(list)
    for text, relevant in task.posts:
        for first in search(text, index, {task.name}, 1):
            right[min(int(first.confidence * 10), 9) / 10].append(first.claim.slug in relevant)
    yield from sorted(right.items())


def _report_scores(task: Task) -> None:
    """How often the first result is right, by its score."""
    print("  score of the first result      posts  right")
    for low, right in score_bins(task):
        print(f"  {low:.1f} to {low + 0.1:.1f} {len(right):25} {statistics.mean(right):6.3f}")


def _report_silence(evaluation: Evaluation, task: Task) -> None:
    """How often the bot would speak unasked: to everyday chat, and to posts that are about a claim.

    The bar for related claims was set on every second line of chat, beginning with the first.
    """
    index, packs = ClaimIndex(task.claims), {claim.pack for claim in task.claims}
    spoken, times = [], []
    for text in evaluation.texts("chatter.jsonl"):
        began = time.perf_counter()
        spoken.append(check(Message(text, TODAY), index, packs).speaks)
        times.append((time.perf_counter() - began) * 1000)
    print(
        f"  everyday lines answered unasked: {sum(spoken)} of {len(spoken)}; {sum(spoken[::2])} where the bar was set"
    )
    print(
        f"  time of a line: p50 {statistics.median(times):.2f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.2f} ms"
    )
    _report_posts([(check(Message(text, TODAY), index, packs), relevant) for text, relevant in task.posts])


def _report_posts(posts: list[tuple[Verdict, frozenset[str]]]) -> None:
    answered = [(verdict, relevant) for verdict, relevant in posts if verdict.speaks]
    right = [verdict for verdict, relevant in answered if verdict.claim and verdict.claim.slug in relevant]
    related = sum(verdict.related is not None for verdict in right)
    print(
        f"  posts answered unasked: right claim {len(right) / len(posts):.3f} ({related} of {len(right)} as related),"
        f" wrong claim {(len(answered) - len(right)) / len(posts):.3f}"
    )
