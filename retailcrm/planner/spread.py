"""How a channel's clients spread over what they bought, added up once for every question.

Amounts in order with their running totals: how many lie between two amounts, and what they come
to, is two look-ups, whatever the number of clients.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Clients in the order of what they bought within a year.

    Attributes:
        amounts: net sales of each, minor units, ascending.
        money: of all before each, and of all; one longer than `amounts`.
        bought: purchases, likewise.
    """

    amounts: Ints
    money: Ints
    bought: Ints

    @property
    def clients(self) -> int:
        """How many they are."""
        return int(self.amounts.size)

    @property
    def total(self) -> int:
        """What all of them bought, minor units."""
        return int(self.money[-1])

    def places(self, amounts: Sequence[int]) -> list[int]:
        """Count those who bought for less than each amount."""
        found: list[int] = np.searchsorted(self.amounts, np.array(amounts, np.int64)).tolist()
        return found


def spread(amounts: Ints, purchases: Ints) -> Spread:
    """Put clients in order and add them up.

    Args:
        amounts: net sales of each client within a year, minor units.
        purchases: theirs, in the same order.
    """
    order = np.argsort(amounts, kind="stable")
    held = amounts[order].astype(np.int64)
    return Spread(held, _running(held), _running(purchases[order].astype(np.int64)))


def _running(values: Ints) -> Ints:
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(values)))


def edge(low: int, high: int, share: float) -> int:
    """Give the first amount that has come a share of the way between two amounts."""
    way = high - low
    found = low + ceil(share * way)
    while found > low and (found - 1 - low) / way >= share:
        found -= 1
    while (found - low) / way < share:
        found += 1
    return found
