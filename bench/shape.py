"""Draws who buys when in a big invented shop: documents as columns of numbers, no text yet."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

FIRST_DAY = date(2023, 11, 1)
DAYS = 1096  # three years, ending 2026-10-31
DAY = 86_400
IDENTIFIED = 0.70
RETURNED = 0.025
LONGEST = 15  # lines of the longest receipt

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cards:
    """How eagerly each card's owner comes, and from which day to which."""

    rate: NDArray[np.float64]
    start: NDArray[np.float64]
    end: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Documents:
    """Sales and returns, oldest first.

    Attributes:
        sale: number of the sale whose lines these are; a return repeats its sale's number.
        moment: seconds after the first day's midnight.
        card: number of the card, -1 if nobody knows the buyer.
        count: lines of the document.
        refund: whether it is a return (of the first line of its sale).
    """

    sale: Ints
    moment: Ints
    card: NDArray[np.int32]
    count: NDArray[np.int8]
    refund: NDArray[np.bool_]

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self.sale)

    def part(self, rows: slice) -> "Documents":
        """Give some of the documents."""
        return Documents(
            self.sale[rows], self.moment[rows], self.card[rows], self.count[rows], self.refund[rows]
        )


@dataclass(frozen=True, slots=True)
class Shop:
    """An invented shop: its cards, its documents, and the next free sale number."""

    cards: Cards
    documents: Documents
    sales: int


def _draw_cards(rng: np.random.Generator, count: int) -> Cards:
    """Come by a gamma rate, leave by an exponential with a gamma rate of its own."""
    start = np.maximum(rng.uniform(-300, DAYS - 1, count), 0)
    leaving = rng.gamma(0.9, 1 / 300, count)
    end = np.minimum(start + rng.exponential(1.0, count) / np.maximum(leaving, 1e-6), DAYS - 1e-6)
    return Cards(rng.gamma(0.7, 1.0, count), start, end)


def _counts(rng: np.random.Generator, lines: int) -> NDArray[np.int8]:
    """Draw lines per receipt, 3.7 on average, that add up exactly."""
    draw = np.minimum(rng.geometric(0.27, lines // 3 + 20), LONGEST)
    last = int(np.searchsorted(np.cumsum(draw), lines))
    counts = draw[: last + 1].astype(np.int64)
    counts[-1] -= counts.sum() - lines
    return counts.astype(np.int8)


def _moments(rng: np.random.Generator, days: Ints) -> Ints:
    return days * DAY + rng.integers(9 * 3600, 19 * 3600, len(days))


def _returns(rng: np.random.Generator, moment: Ints) -> tuple[Ints, Ints]:
    """Pick sales that come back, each once, and when: one to thirty days later."""
    picked = np.sort(rng.choice(len(moment), int(len(moment) * RETURNED), replace=False))
    days = np.minimum(moment[picked] // DAY + rng.integers(1, 31, len(picked)), DAYS - 1)
    later = np.maximum(_moments(rng, days), moment[picked] + 60)
    return picked, later


def draw_shop(lines: int, seed: int = 7) -> Shop:
    """Draw three years of a shop with exactly that many receipt lines."""
    rng = np.random.default_rng(seed)
    cards = _draw_cards(rng, max(lines * 3 // 100, 30))
    sold = int(lines / (1 + RETURNED * 0.27))  # so that sold and returned lines fit together
    counts = _counts(rng, sold)
    known = rng.random(len(counts)) < IDENTIFIED
    weight = cards.rate * (cards.end - cards.start)
    owner = rng.choice(len(weight), int(known.sum()), p=weight / weight.sum())
    days = rng.uniform(0, DAYS, len(counts))
    days[known] = rng.uniform(cards.start[owner], cards.end[owner])
    card = np.full(len(counts), -1, np.int32)
    card[known] = owner
    moment = _moments(rng, days.astype(np.int64))
    order = np.argsort(moment, kind="stable")
    sales = Documents(
        np.arange(len(counts)), moment[order], card[order], counts, np.zeros(len(counts), np.bool_)
    )
    return Shop(cards, _with_returns(rng, sales, lines - sold), len(counts))


def _with_returns(rng: np.random.Generator, sales: Documents, count: int) -> Documents:
    """Add returns of one line each, so that the lines come to the number that was asked for."""
    picked, later = _returns(rng, sales.moment)
    picked, later = picked[:count], later[:count]
    if len(picked) < count:  # a very small shop: the last sale takes the lines that are left
        sales.count[-1] += count - len(picked)
    moment = np.concatenate([sales.moment, later])
    order = np.argsort(moment, kind="stable")
    return Documents(
        np.concatenate([sales.sale, picked])[order],
        moment[order],
        np.concatenate([sales.card, np.full(len(picked), -1, np.int32)])[order],
        np.concatenate([sales.count, np.ones(len(picked), np.int8)])[order],
        (np.arange(len(moment)) >= len(sales))[order],
    )


def draw_next_day(shop: Shop, lines: int = 2_000, seed: int = 8) -> Documents:
    """Draw the day after the last: cards that are still in use, one in twenty of them new."""
    rng = np.random.default_rng(seed)
    counts = _counts(rng, lines)
    alive = np.flatnonzero(shop.cards.end > DAYS - 30)
    weight = shop.cards.rate[alive]
    owner = alive[rng.choice(len(alive), len(counts), p=weight / weight.sum())]
    fresh = rng.random(len(counts)) < 0.05
    owner[fresh] = len(shop.cards.rate) + np.arange(int(fresh.sum()))
    owner[rng.random(len(counts)) >= IDENTIFIED] = -1
    moment = np.sort(_moments(rng, np.full(len(counts), DAYS, np.int64)))
    return Documents(
        shop.sales + np.arange(len(counts)),
        moment,
        owner.astype(np.int32),
        counts,
        np.zeros(len(counts), np.bool_),
    )
