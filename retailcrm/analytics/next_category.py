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
_AT_ONCE = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Suggestions:
    """What each customer may try next, best first.

    Attributes:
        category: columns of the categories, one row a customer, -1 where there is none.
        chance: share of people who buy what this customer buys who also buy it.
        because: column of the customer's own category that points to it most, -1 for none.
    """

    category: Ints
    chance: Floats
    because: Ints


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
    parts = [
        _block(bought[start : start + _AT_ONCE], likely, np.where(offered, worth, 0.0), most)
        for start in range(0, bought.shape[0], _AT_ONCE)
    ]
    empty = np.empty((0, min(most, bought.shape[1])))
    return Suggestions(
        category=np.concatenate([empty.astype(np.int64), *(part[0] for part in parts)]),
        chance=np.concatenate([empty, *(part[1] for part in parts)]),
        because=np.concatenate([empty.astype(np.int64), *(part[2] for part in parts)]),
    )


def _block(bought: Flags2, likely: Floats, worth: Floats, most: int) -> tuple[Ints, Floats, Ints]:
    chance = chances(bought, likely)
    anything = bought.any(axis=1, keepdims=True)
    open_ = ~bought & (chance >= LEAST_CHANCE) & anything
    value = np.where(open_, chance * worth, 0.0)
    order = np.argsort(-value, axis=1, kind="stable")[:, :most]
    found = np.take_along_axis(value, order, axis=1) > 0
    category = np.where(found, order, NONE)
    told = np.where(found, np.take_along_axis(chance, order, axis=1), 0.0)
    return category, told, _because(bought, likely, category)


def _because(bought: Flags2, likely: Floats, category: Ints) -> Ints:
    """Find the owned category with the largest shrunk lift; for one target that is the chance."""
    told = np.full(category.shape, NONE, dtype=np.int64)
    for place in range(category.shape[1]):
        wanted = category[:, place]
        towards = np.where(bought, likely.T[wanted], -1.0)
        told[:, place] = np.where(wanted == NONE, NONE, towards.argmax(axis=1))
    return told
