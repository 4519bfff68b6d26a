"""How much of the sales a few of the cards bring."""

from dataclasses import dataclass, replace
from math import ceil
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Column, Ints

Floats = NDArray[np.float64]
_HAIR = 1e-9  # 0.07 of 100 cards are 7, though binary floats say a hair more


@dataclass(frozen=True, slots=True, eq=False)
class Concentration:
    """Cards ordered by what they bring, the best first; money in minor units.

    Attributes:
        order: positions of the cards as they were handed in, the best first.
        spend: what each of them brings in that order, never less than nothing.
        turnover: all sales, those without a card as well.
    """

    order: Ints
    spend: Ints
    turnover: int

    @classmethod
    def of(cls, net: Column, besides: int = 0) -> Self:
        """Order cards by their net sales.

        Args:
            net: net sales of each card; what came back in excess counts as nothing.
            besides: net sales without any card.
        """
        counted = np.maximum(np.asarray(net, dtype=np.int64), 0)
        order = np.argsort(-counted, kind="stable")
        spend = counted[order]
        return cls(order, spend, int(spend.sum()) + max(besides, 0))

    def only(self, keep: NDArray[np.bool_]) -> Self:
        """Leave only some cards, told by a flag for each; those left out brought nothing."""
        kept = keep[self.order]
        place = np.cumsum(keep) - 1
        return replace(self, order=place[self.order[kept]], spend=self.spend[kept])

    @property
    def cards(self) -> int:
        """Count the cards."""
        return int(self.order.size)

    def best(self, share: float) -> int:
        """Count the cards in the best `share` of them, rounded up."""
        return min(self.cards, ceil(share * self.cards - _HAIR))

    def top_share(self, share: float) -> float | None:
        """Give what part of all sales the best `share` of the cards bring."""
        if not self.turnover or not self.cards:
            return None
        return int(self.spend[: self.best(share)].sum()) / self.turnover

    def for_half(self) -> int | None:
        """Count the best cards that bring half of all sales; None if all of them do not."""
        running = np.cumsum(self.spend)
        if not self.turnover or not running.size or 2 * int(running[-1]) < self.turnover:
            return None
        return int(np.searchsorted(2 * running, self.turnover)) + 1

    def gini(self) -> float | None:
        """Give how unevenly sales are spread over the cards: 0 evenly, near 1 on one."""
        whole = int(self.spend.sum())
        if not whole:
            return None
        n = self.cards
        weight = (2 * np.arange(1, n + 1) - n - 1).astype(np.float64)
        return float((weight * self.spend[::-1]).sum() / (n * whole))

    def curve(self, most: int = 200) -> tuple[Floats, Floats]:
        """Give the curve from the best card on: share of cards, and of all sales with them.

        Args:
            most: at most so many points beside the first; a picture needs no more.
        """
        if not self.turnover or not self.cards:
            return np.zeros(1), np.zeros(1)
        running = np.concatenate((np.zeros(1), np.cumsum(self.spend, dtype=np.float64)))
        at = np.unique(np.linspace(0, self.cards, min(most, self.cards) + 1).astype(np.int64))
        return at / self.cards, running[at] / self.turnover


def gini_by_area(net: Column) -> float | None:
    """Give the same as `Concentration.gini` from the area under the curve, by trapezoids."""
    spend = np.sort(np.maximum(np.asarray(net, dtype=np.float64), 0))
    whole = float(spend.sum())
    if not whole:
        return None
    curve = np.concatenate((np.zeros(1), np.cumsum(spend) / whole))
    return float(1.0 - np.sum(curve[1:] + curve[:-1]) / spend.size)
