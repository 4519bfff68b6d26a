"""Turns columns of numbers into the text a till writes, by looking it up in small tables."""

from datetime import timedelta
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bench.shape import DAY, DAYS, FIRST_DAY
from tools.demo_shop.names import FIRST, LAST

Words = NDArray[np.uint64]
Ints = NDArray[np.int64]

LETTERS = np.frombuffer(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789XY", dtype=np.uint8
)
CAPITALS = np.frombuffer(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ01", dtype=np.uint8
)
PRODUCTS = 5_000
TAX_PERCENT = 8
CATEGORIES = (
    "Black Tea", "Green Tea", "Herbal", "Coffee", "Teaware", "Tools", "Bakeware", "Cookware",
    "Pantry", "Books", "Linen", "Candles", "Garden", "Cards",
)  # fmt: skip
STORES = ("Market Street", "Old Mill", "Harbor Mall", "Station", "North End", "Depot")
BRANDS = ("Visa", "MasterCard", "American Express", "Discover")
MOST_CENTS = 60_000


def scramble(numbers: Ints, salt: int) -> Words:
    """Mix numbers into what looks like chance, the same every time (SplitMix64)."""
    with np.errstate(over="ignore"):
        x = numbers.astype(np.uint64) * np.uint64(64) + np.uint64(salt)
        x = (x + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed: Words = x ^ (x >> np.uint64(31))
    return mixed


def codes(numbers: Ints, salt: int, length: int, letters: NDArray[np.uint8]) -> pl.Series:
    """Give each number an id of letters and digits, as tills make them."""
    words = np.stack([scramble(numbers, salt + k) for k in range(-(-length // 8))], axis=1)
    text = np.ascontiguousarray(letters[words.view(np.uint8)[:, :length] & 63])
    return pl.Series(text.view(f"S{length}").ravel()).cast(pl.String)


@cache
def money_table() -> pl.Series:
    """Every amount from -$600.00 to $600.00 as the till writes it."""
    cents = range(-MOST_CENTS, MOST_CENTS + 1)
    return pl.Series([f"{'-' * (c < 0)}${abs(c) // 100}.{abs(c) % 100:02d}" for c in cents])


@cache
def day_table() -> pl.Series:
    """Every day's date, two beyond the last included."""
    return pl.Series([(FIRST_DAY + timedelta(days=n)).isoformat() for n in range(DAYS + 2)])


@cache
def clock_table() -> pl.Series:
    """Every second of a day."""
    return pl.Series([f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}" for s in range(DAY)])


@cache
def quantity_tables() -> tuple[pl.Series, pl.Series]:
    """Quantities from -4 to 4, with and without a decimal."""
    return pl.Series([f"{q}.0" for q in range(-4, 5)]), pl.Series([str(q) for q in range(-4, 5)])


@cache
def goods_table() -> tuple[pl.Series, pl.Series, pl.Series, Ints, NDArray[np.float64]]:
    """Category, item and SKU of each product, its price in cents, and how it sells (Zipf)."""
    number = np.arange(PRODUCTS)
    mixed = scramble(number, 11)
    price = 350 + (mixed % np.uint64(9000)).astype(np.int64) // 10 * 10
    share = 1.0 / (number + 10.0)
    category = [CATEGORIES[int(m >> np.uint64(40)) % len(CATEGORIES)] for m in mixed]
    item = [f"{name} No. {n}" for n, name in enumerate(category)]
    sku = [f"{n % 90:02d}-{n:05d}" for n in range(PRODUCTS)]
    return (
        pl.Series(category),
        pl.Series(item),
        pl.Series(sku),
        price,
        np.cumsum(share / share.sum()),
    )


def first_names(cards: Ints) -> pl.Series:
    """Each card owner's first name."""
    return pl.Series(FIRST).gather((scramble(cards, 31) % np.uint64(len(FIRST))).astype(np.uint32))


def last_names(cards: Ints) -> pl.Series:
    """Each card owner's last name."""
    return pl.Series(LAST).gather((scramble(cards, 32) % np.uint64(len(LAST))).astype(np.uint32))


def customer_ids(cards: Ints) -> pl.Series:
    """The till's own id of each card's owner."""
    return codes(cards, 20, 26, CAPITALS)
