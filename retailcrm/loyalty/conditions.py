"""Under which conditions receipts and lines earn, each different set of them looked at once.

Receipts that no rule can tell apart share a *state*, lines of goods that none can tell apart
a *mark*. What a state and a mark earn is asked of the very rules that the counter uses.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.days import day_of
from retailcrm.loyalty.basket import Basket
from retailcrm.loyalty.baskets import head_of
from retailcrm.loyalty.multipliers import factor
from retailcrm.loyalty.past import Column, Flags, Ints, Past
from retailcrm.loyalty.program import Bonus, Campaign, Program

_MANY = 2**22  # codes beyond this are numbered anew, without gaps


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Which rules about goods each line meets.

    Attributes:
        products: mark of each product, the last one for none.
        categories: row of each category, the last one for none.
        joined: mark of a line by its product's and its category's number.
        sets: what each mark stands for: positions of bonuses, and -1 where excluded; mark 0
            meets no rule.
    """

    products: Ints
    categories: Ints
    joined: NDArray[np.int32]
    sets: tuple[frozenset[int], ...]

    def of(self, product: Column, category: Column) -> NDArray[np.int32]:
        """Give the mark of each line."""
        if len(self.sets) == 1:
            return np.zeros(product.size, dtype=np.int32)
        return self.joined[self.products[product], self.categories[category]]

    def excluded(self) -> Flags:
        """Tell which marks earn nothing."""
        return np.array([-1 in one for one in self.sets], dtype=np.bool_)


def marks(past: Past, program: Program) -> Marks:
    """Ask each rule about goods once for every product and every category."""
    rules = [program.earning.excluded, *(bonus.goods for bonus in program.earning.bonuses)]
    named = [(_plain(goods.products), _plain(goods.categories)) for goods in rules]
    of_products, of_categories = tuple(zip(*named, strict=True))
    products = [_matching(of_products, one) for one in (*past.names.products, ())]
    categories = [_matching(of_categories, (one,)) for one in (*past.names.categories, "")]
    by_product, product_sets = _numbered(products)
    by_category, category_sets = _numbered(categories)
    pairs = [one | two for one in product_sets for two in category_sets]
    # Goods that no rule is about come first, whether there are any or not.
    joined, sets = _numbered([frozenset(), *pairs])
    table = joined[1:].astype(np.int32).reshape(len(product_sets), len(category_sets))
    return Marks(by_product, by_category, table, sets)


def _plain(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.strip().casefold() for name in names) - {""}


def _matching(rules: tuple[frozenset[str], ...], names: tuple[str, ...]) -> frozenset[int]:
    if not any(rules):
        return frozenset()
    plain = _plain(names)
    return frozenset(at - 1 for at, rule in enumerate(rules) if not rule.isdisjoint(plain))


def _numbered(found: list[frozenset[int]]) -> tuple[Ints, tuple[frozenset[int], ...]]:
    numbers: dict[frozenset[int], int] = {}
    codes = [numbers.setdefault(one, len(numbers)) for one in found]
    return np.array(codes, dtype=np.int64), tuple(numbers)


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """Which conditions each receipt meets.

    Attributes:
        of: state of each receipt.
        example: a receipt of each state.
        count: how many states there are.
    """

    of: NDArray[np.int64]
    example: Ints
    count: int


def states(past: Past, program: Program, tier: Column | None, back: Flags) -> States:
    """Sort receipts by everything that rules ask about them.

    Args:
        past: the receipts.
        program: the rules.
        tier: each receipt's position among the program's tiers, -1 for none.
        back: receipts on which goods only came back, so that no day counts against them.
    """
    code, size = np.zeros(past.heads.day.size, dtype=np.int64), 1
    for part, values in _parts(past, program, tier, back):
        code, size = code * values + part, size * values
        if size > _MANY:
            found, code = np.unique(code, return_inverse=True)
            size = found.size
    example = np.full(size, -1, dtype=np.int64)
    example[code[::-1]] = np.arange(code.size - 1, -1, -1)
    return States(code, example, size)


def _parts(
    past: Past, program: Program, tier: Column | None, back: Flags
) -> Iterable[tuple[NDArray[Any], int]]:
    earning = program.earning
    who = past.heads.customer
    yield _days(past, program, back)
    if past.customers.group is not None and (
        earning.groups or any(one.groups for one in earning.campaigns)
    ):
        # One place more than there are customers: position -1 is nobody known.
        yield np.append(past.customers.group, -1)[who] + 1, len(past.names.groups) + 1
    if tier is not None and earning.tiers_multiply:
        yield tier + 1, len(program.tiers.tiers) + 1
    people = _people(past, program)
    if people is not None:
        yield people[0][who], people[1]
    if past.heads.coupon is not None and any(one.coupon for one in earning.campaigns):
        yield past.heads.coupon + 1, len(past.names.coupons) + 1


def _days(past: Past, program: Program, back: Flags) -> tuple[NDArray[Any], int]:
    """Number days by what rules make of them; 0 for receipts without a day of their own."""
    days, place = _distinct(past.heads.day)
    numbers: dict[Hashable, int] = {}
    codes = [numbers.setdefault(_of_day(int(one), program), len(numbers)) + 1 for one in days]
    found = np.array(codes, dtype=np.int64)[place]
    return np.where(back, 0, found), len(numbers) + 1


def _distinct(day: Column) -> tuple[Ints, Ints]:
    if not day.size:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    first = int(day.min())
    place = day.astype(np.int64) - first
    return np.arange(first, int(day.max()) + 1, dtype=np.int64), place


def _of_day(day: int, program: Program) -> Hashable:
    earning, on = program.earning, day_of(day)
    weekday = earning.weekdays[on.weekday()] if earning.weekdays else None
    running = tuple(at for at, one in enumerate(earning.campaigns) if one.starts <= on <= one.ends)
    return weekday, running, _bonuses_on(program, lambda one: _holds(one, day))


def _holds(bonus: Bonus, day: int) -> bool:
    on = day_of(day)
    return (bonus.starts is None or bonus.starts <= on) and (bonus.ends is None or on <= bonus.ends)


def _bonuses_on(program: Program, holds: Callable[[Bonus], bool]) -> tuple[int, ...]:
    return tuple(at for at, bonus in enumerate(program.earning.bonuses) if holds(bonus))


def _people(past: Past, program: Program) -> tuple[Ints, int] | None:
    """Number customers by the rules that name them; None if none does."""
    named: dict[int, list[Hashable]] = {}
    for customer, multiplier in program.earning.customers:
        named.setdefault(customer, []).append(multiplier)
    for at, campaign in enumerate(program.earning.campaigns):
        for customer in campaign.customers:
            named.setdefault(customer, []).append(("campaign", at))
    if not named:
        return None
    numbers: dict[Hashable, int] = {(): 0}
    codes = [
        numbers.setdefault(tuple(named.get(one, ())), len(numbers))
        for one in (*past.customers.ids.tolist(), None)
    ]
    return np.array(codes, dtype=np.int64), len(numbers)


class Terms:
    """What each state and mark earn, worked out when first met."""

    __slots__ = ("_always", "_marks", "_past", "_program", "_states", "_tier", "each", "times")

    def __init__(
        self, past: Past, program: Program, tier: Column | None, found: States, sets: Marks
    ) -> None:
        self._past, self._program, self._tier = past, program, tier
        self._states, self._marks = found, sets
        self._always = timeless(program)
        cells = (found.count, len(sets.sets))
        self.times = np.full(cells, -1, dtype=np.int64)
        self.each = np.zeros(cells, dtype=np.int64)

    def learn(self, state: NDArray[Any], mark: NDArray[Any], back: Flags) -> None:
        """Work out what some lines' states and marks earn, if not known yet."""
        wanted = np.zeros(self.times.shape, dtype=np.bool_)
        wanted[state, mark] = True
        for row, column in np.argwhere(wanted & (self.times < 0)):
            self._fill(int(row), int(column), back)

    def _fill(self, state: int, mark: int, back: Flags) -> None:
        at = int(self._states.example[state])
        rules = self._always if back[at] else self._program
        day = int(self._past.heads.day[at])
        chosen = self._marks.sets[mark]
        bonuses = [
            bonus
            for place, bonus in enumerate(self._program.earning.bonuses)
            if place in chosen and bonus in rules.earning.bonuses and _holds(bonus, day)
        ]
        self.times[state, mark] = factor(self._basket(at), bonuses, rules)[0]
        self.each[state, mark] = rules.earning.per_item + sum(one.per_item for one in bonuses)

    def _basket(self, at: int) -> Basket:
        return head_of(self._past, at, tier_key(self._program, self._tier, at))


def tier_key(program: Program, tier: Column | None, at: int) -> str:
    """Give the key of a receipt's tier, empty without."""
    place = -1 if tier is None else int(tier[at])
    return program.tiers.tiers[place].key if place >= 0 else ""


def timeless(program: Program) -> Program:
    """Leave only the rules that hold on any day."""
    earning = program.earning
    always = tuple(one for one in earning.bonuses if one.starts is None and one.ends is None)
    none: tuple[Campaign, ...] = ()
    days: tuple[Decimal, ...] = ()
    return replace(program, earning=replace(earning, weekdays=days, campaigns=none, bonuses=always))
