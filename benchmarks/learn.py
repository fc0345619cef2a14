"""`python -m benchmarks.learn likeness|meaning|ranking|relation [EVALUATION FOLDER]`: fit a model and print it.

Each model is a weighted sum with an L2 penalty; what differs is what it is learned from, and what counts as lost. Needs
the `bench` extra.

* likeness: logistic regression on every pair of a message that was tuned on and one of its six likeliest claims, and on
  the claims nearest to every tenth line of everyday chat, none of which is right. Signs are held to what the words mean
  (more found never counts against a match), so that the numbers can be read and a small set of messages cannot teach
  nonsense.
* meaning: logistic regression on what the encoder of the extra `meaning` hears in the messages of rounds 2 to 10 for
  which words find no claim, beside what the table says of each pair without it.
* ranking: a softmax over the claims that the first look found for a post, how likely one of the right ones comes first
  (ListNet's loss for the first place: Cao, Qin, Liu, Tsai & Li 2007, "Learning to rank: from pairwise approach to
  listwise approach"), on the posts for training of both tasks together.
* relation: logistic regression on the posts for training of task 2A (is the claim that leads the right one?) and on
  every second line of everyday chat (it never is). A wrong claim for a post counts five times: posts are rare in a
  chat, and the bar lets one line of chat in two thousand pass.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.evaluation import Evaluation
from benchmarks.meaning import FITTED, Heard, round_of
from benchmarks.posts import TASKS, Task
from benchmarks.quality import OWN, OWN_FILES, STARTER, TODAY, Labelled, claims_of, labelled
from benchmarks.worth import decided_by
from claims_db.engine.check import assessments
from claims_db.engine.evidence import TABLE
from claims_db.engine.index import ClaimIndex
from claims_db.engine.index.ranking import SECOND_LOOK, measure
from claims_db.engine.linear import Linear
from claims_db.engine.meaning import Sense
from claims_db.engine.related import related, relation
from claims_db.engine.text.cleaning import clean
from claims_db.meaning.encoder import UNIVERSAL, encoder_at
from claims_db.values import Claim, Message

Numbers = NDArray[np.float64]
Loss = Callable[[Numbers], tuple[float, Numbers]]
Bounds = list[tuple[float | None, float | None]]

_COUNTS_AGAINST = {"copied", "nameless"}
_COMPARED = 6
# These messages are about a claim but say nothing that can be checked, which likeness is not asked about.
_UNSAID = {"opinion", "hypothetical", "topic"}
_EVERY_LINE = 10
_LOOKED_AT = 30
_WRONG_CLAIM = 5.0
_PASSING = 1 / 2000


def fit(columns: Numbers, loss: Loss, ridge: Numbers, bounds: Bounds | None = None) -> Numbers:
    """The weights of the columns that cost least; `loss` takes the rows' totals and gives its slope in them too.

    `ridge` counts for each column's weight as it stands; the search itself runs on columns of one size.
    """
    deviation = columns.std(axis=0)
    scale = np.where(deviation > 0, deviation, 1.0)

    def cost(weights: Numbers) -> tuple[float, Numbers]:
        lost, slope = loss(columns / scale @ weights)
        pull = ridge / scale**2 * weights
        return lost + float(pull @ weights) / 2, (columns / scale).T @ slope + pull

    fitted = minimize(cost, np.zeros(len(scale)), jac=True, bounds=bounds, method="L-BFGS-B").x
    weights: Numbers = fitted / scale
    return weights


def logistic(right: Numbers, counts: Numbers) -> Loss:
    """What each row costs that is called right and is not, or the other way round."""

    def loss(totals: Numbers) -> tuple[float, Numbers]:
        losses = counts * (np.logaddexp(0, -totals) * right + np.logaddexp(0, totals) * (1 - right))
        return float(losses.sum()), counts * (1 / (1 + np.exp(-totals)) - right)

    return loss


def first_place(posts: list[NDArray[np.bool_]]) -> Loss:
    """What each post costs at whose head no right claim stands; the rows of a post follow one another."""
    starts = np.cumsum([0, *(len(right) for right in posts)])

    def loss(totals: Numbers) -> tuple[float, Numbers]:
        lost, slope = 0.0, np.zeros_like(totals)
        for start, right in zip(starts, posts, strict=False):
            rows = slice(start, start + len(right))
            share = np.exp(totals[rows] - totals[rows].max())
            hit = float(share[right].sum())
            lost -= float(np.log(hit / share.sum()))
            slope[rows] = share / share.sum() - share * right / hit
        return lost, slope

    return loss


def with_bias(columns: Numbers) -> Numbers:
    """The columns, and one more that is 1 throughout."""
    return np.hstack([columns, np.ones((len(columns), 1))])


def show(model: Linear[Any], numbers: Iterable[float]) -> None:
    """Print the fitted numbers as they stand in the code, and what follows them."""
    names = [*(feature.name for feature in model.features), "bias"]
    for name, number in zip(names, numbers, strict=False):
        print(f"{name:12} {number:7.3f}")


def learn_likeness(evaluation: Evaluation) -> None:
    """Print the weights of likeness."""
    pairs = [
        *_pairs(claims_of(STARTER), labelled(evaluation, "chat_dev.jsonl")),
        *_pairs(claims_of(evaluation.path("other_dev_pack.json")), labelled(evaluation, "other_dev.jsonl")),
        *_pairs(claims_of(STARTER, evaluation.path("five_dev_pack.json")), labelled(evaluation, "five_dev.jsonl")),
    ]
    for name in OWN_FILES:
        pairs += _pairs(claims_of(STARTER, OWN.path(f"{name}_pack.json")), labelled(OWN, f"{name}.jsonl"))
    task = Task.read(evaluation, TASKS[0], "train")
    pairs += _pairs(task.claims, _chat(evaluation))
    columns = with_bias(np.array([measured for measured, _ in pairs]))
    right = np.array([float(is_right) for _, is_right in pairs])
    against = (feature.name in _COUNTS_AGAINST for feature in TABLE.likeness.features)
    bounds: Bounds = [*((None, 0.0) if counts else (0.0, None) for counts in against), (None, None)]
    ridge = np.array([0.1] * len(TABLE.likeness.features) + [0.0])
    show(TABLE.likeness, fit(columns, logistic(right, np.ones(len(right))), ridge, bounds))


def _pairs(claims: list[Claim], messages: Iterator[Labelled]) -> Iterator[tuple[tuple[float, ...], bool]]:
    """What was measured of each pair, and whether the claim is one of the right ones."""
    index, packs = ClaimIndex(claims), {claim.pack for claim in claims}
    # Rivals are looked for only where an answer may follow; here they are wanted for every pair.
    with decided_by(replace(TABLE, asked=replace(TABLE.asked, weight=0.0))):
        for message in (one for one in messages if one.part == "tuned on" and not _UNSAID & one.tags):
            for one in assessments(Message(message.text, message.at), index, packs)[:_COMPARED]:
                if not one.another:
                    yield one.measured, one.claim.slug in message.claims


def _chat(evaluation: Evaluation) -> Iterator[Labelled]:
    """Lines of everyday chat as messages that are about nothing."""
    nothing: frozenset[str] = frozenset()
    for number, text in enumerate(list(evaluation.texts("chatter.jsonl"))[1::_EVERY_LINE], 1):
        yield Labelled(number, text, TODAY, nothing, nothing, nothing, "none", "tuned on")


HeardPair = tuple[float, tuple[float, ...], bool]


def heard_pairs(heard: Heard, messages: Iterable[Labelled]) -> Iterator[HeardPair]:
    """What likeness and meaning say of each pair that words did not decide, and whether the claim is a right one."""
    for one in messages:
        message = Message(one.text, one.at)
        if heard.by_words(message).claim:
            continue
        with decided_by(replace(TABLE, asked=replace(TABLE.asked, weight=0.0))):
            found = assessments(message, heard.index, heard.packs, heard.meant(message))
        for pair in found:
            if pair.sides.sense and not pair.another:
                measured = TABLE.meaning.measure(pair.sides.sense)
                yield TABLE.likeness.total(pair.measured), measured, pair.claim.slug in one.claims


def learned_meaning(pairs: Sequence[HeardPair]) -> Linear[Sense]:
    """The table's model of meaning with fitted weights."""
    before = np.array([total for total, _, _ in pairs])
    columns = with_bias(np.array([measured for _, measured, _ in pairs]))
    right = np.array([float(is_right) for _, _, is_right in pairs])
    own = logistic(right, np.ones(len(right)))
    features = TABLE.meaning.features
    bounds: Bounds = [*((0.0, None) for _ in features), (None, None)]
    ridge = np.array([0.1] * len(features) + [0.0])
    *weights, bias = fit(columns, lambda totals: own(totals + before), ridge, bounds)
    fitted = (replace(feature, weight=float(weight)) for feature, weight in zip(features, weights, strict=True))
    return Linear(tuple(fitted), float(bias))


def learn_meaning(_evaluation: Evaluation) -> None:
    """Print the weights of meaning."""
    encoder = encoder_at(UNIVERSAL)
    pairs = [pair for number in FITTED for pair in heard_pairs(*round_of(number, encoder))]
    model = learned_meaning(pairs)
    show(model, [*(feature.weight for feature in model.features), model.bias])


def learn_ranking(evaluation: Evaluation) -> None:
    """Print the weights of `claims_db.engine.index.ranking`."""
    posts = [post for name in TASKS for post in _posts(Task.read(evaluation, name, "train"))]
    columns = np.vstack([rows for rows, _ in posts])
    ridge = 10.0 * columns.std(axis=0) ** 2
    show(SECOND_LOOK, fit(columns, first_place([right for _, right in posts]), ridge))


def _posts(task: Task) -> Iterator[tuple[Numbers, NDArray[np.bool_]]]:
    """For each post what was measured of its claims, a row each, and which of them are right."""
    index = ClaimIndex(task.claims)
    for text, relevant in task.posts:
        cleaned = clean(text)
        found = index.candidates(cleaned, {task.name}, _LOOKED_AT)
        right = np.array([one.claim.slug in relevant for one in found])
        if right.any():
            question = index.question(cleaned)
            yield np.array([measure(question, one.claim, one.score / found[0].score) for one in found]), right


def learn_relation(evaluation: Evaluation) -> None:
    """Print the weights of relation, and the bar."""
    task = Task.read(evaluation, TASKS[0], "train")
    index = ClaimIndex(task.claims)
    told = [
        (TABLE.relation.measure(one), one.claim.slug in right)
        for text, right in task.posts
        if (one := relation(clean(text), index, {task.name})) is not None
    ]
    lines = list(evaluation.texts("chatter.jsonl"))[::2]
    passing = (related(Message(line, TODAY), index, {task.name}, bar=-math.inf) for line in lines)
    chat = [TABLE.relation.measure(one) for one, _ in filter(None, passing)]
    columns = with_bias(np.array([*(measured for measured, _ in told), *chat]))
    right = np.array([float(is_right) for _, is_right in told] + [0.0] * len(chat))
    counts = np.array([1.0 if is_right else _WRONG_CLAIM for _, is_right in told] + [1.0] * len(chat))
    weights = fit(columns, logistic(right, counts), columns.std(axis=0) ** 2)[:-1]
    totals = np.sort(columns[len(told) :, :-1] @ weights)[::-1]
    show(TABLE.relation, weights)
    print(f"{'bar':12} {totals[round(len(lines) * _PASSING)]:7.3f}")


MODELS = {"likeness": learn_likeness, "meaning": learn_meaning, "ranking": learn_ranking, "relation": learn_relation}


if __name__ == "__main__":
    MODELS[sys.argv[1]](Evaluation.find(sys.argv[2] if len(sys.argv) > 2 else None))
