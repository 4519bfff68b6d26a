"""Which category a customer may try next, and because of what.

On sparse data most of what can be said is what is popular; the few people behind a pair
are therefore pulled towards it, and nothing is ranked by lift.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.basket import Flags2, Together
from retailcrm.analytics.history import Ints

Floats = NDArray[np.float64]

#: So many buyers of average taste are added to the buyers of each category.
PRIOR = 20.0
#: What fewer do than this share, or fewer people have done, is no suggestion.
LEAST_CHANCE = 0.02
LEAST_BUYERS = 30
NONE = -1
_BITS = 62
_AT_ONCE = 1 << 14  # what fits the processor's own memory


@dataclass(frozen=True, slots=True, eq=False)
class Suggestions:
    """What each customer may try next, best first.

    Attributes:
        category: columns of the categories, one row a customer, -1 where there is none.
        chance: share of people who buy what this customer buys who also buy it.
    """

    category: Ints
    chance: Floats


def shrunk(found: Together, prior: float = PRIOR) -> Floats:
    """Give P(column | row): the share of the row's buyers who buy the column, shrunk.

    Args:
        found: who bought what with what.
        prior: buyers of average taste that are added to each category's own.
    """
    if not found.people:
        return np.zeros(found.both.shape)
    usual = found.each / found.people
    likely: Floats = (found.both + prior * usual) / (found.each[:, None] + prior)
    return likely


def chances(bought: Flags2, likely: Floats) -> Floats:
    """Give each customer's mean chance of each category over what they bought."""
    owned = np.maximum(bought.sum(axis=1), 1)
    found: Floats = (bought.astype(np.float64) @ likely) / owned[:, None]
    return found


def suggest(
    bought: Flags2,
    found: Together,
    worth: Floats,
    *,
    most: int = 3,
    prior: float = PRIOR,
) -> Suggestions:
    """Suggest to each customer the categories not bought yet, by chance times worth.

    Args:
        bought: who bought what in the window.
        found: the same counted.
        worth: margin of a usual first basket of each category; nothing or less leaves a
            category out.
        most: suggestions per customer.
        prior: as for `shrunk`.
    """
    likely = shrunk(found, prior)
    offered = (found.each >= LEAST_BUYERS) & (worth > 0)
    value = np.where(offered, worth, 0.0)
    alike, like = _alike(bought)
    parts = [
        _block(alike[start : start + _AT_ONCE], likely, value, most)
        for start in range(0, len(alike), _AT_ONCE)
    ]
    empty = np.empty((0, min(most, bought.shape[1])))
    category = np.concatenate([empty.astype(np.int64), *(part[0] for part in parts)])
    chance = np.concatenate([empty, *(part[1] for part in parts)])
    return Suggestions(category[like], chance[like])


def _alike(bought: Flags2) -> tuple[Flags2, Ints]:
    """Give each different set of categories once, and which of them each customer has.

    Who buys alike is told alike; in a large shop a few thousand sets serve everybody.
    """
    width = bought.shape[1]
    if width > _BITS:
        return bought, np.arange(len(bought))
    code = np.zeros(len(bought), dtype=np.int64)
    for place in range(width):
        code |= bought[:, place].astype(np.int64) << place
    _, first, like = np.unique(code, return_index=True, return_inverse=True)
    return bought[first], like


def because(bought: Flags2, likely: Floats, category: Ints) -> Ints:
    """Find the own category that points to each suggestion most, -1 where there is none.

    That is the one with the largest shrunk lift; towards one target the largest chance.

    Args:
        bought: what the customers bought, a row each.
        likely: as `shrunk` gives it.
        category: a suggestion for each row, or -1.
    """
    towards = np.where(bought, likely.T[category], -1.0)
    return np.where(category == NONE, NONE, towards.argmax(axis=1))


def _block(bought: Flags2, likely: Floats, worth: Floats, most: int) -> tuple[Ints, Floats]:
    """Choose the best suggestions; categories lie as rows here, which numbers walk faster."""
    owned = np.ascontiguousarray(bought.T)
    many = owned.sum(axis=0)
    chance = (likely.T @ owned.astype(np.float64)) / np.maximum(many, 1)
    value = chance * worth[:, None]
    value[owned | (chance < LEAST_CHANCE) | (many == 0)] = 0.0
    people = np.arange(many.size)
    category = np.empty((many.size, min(most, len(value))), dtype=np.int64)
    told = np.empty(category.shape)
    for place in range(category.shape[1]):
        best = _best(value)
        category[:, place] = best
        told[:, place] = np.where(best == NONE, 0.0, chance[best, people])
        value[best, people] = 0.0
    return category, told


def _best(value: Floats) -> Ints:
    """Find the row with the largest value of each column, the first of equals; -1 if all are 0."""
    best = np.full(value.shape[1], NONE, dtype=np.int64)
    held = np.zeros(value.shape[1])
    for place, row in enumerate(value):
        better = row > held
        held[better] = row[better]
        best[better] = place
    return best
