"""Categories told in rows and sentences."""

from collections.abc import Callable

import numpy as np

from retailcrm.analytics.basket import Pair
from retailcrm.analytics.history import Ints
from retailcrm.analytics.rates import Rate
from retailcrm.analytics.rewards import KINDS, RewardKind
from retailcrm.core.days import day_of
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.category_finders import (
    BOTH,
    BUYERS,
    LIFT,
    NEVER,
    NEW,
    PENETRATION,
    SHARE,
    SHOW,
    SPENT,
    behind,
)
from retailcrm.services.category_rows import (
    CategoryRow,
    CustomerCategories,
    Matrix,
    PairRow,
    Reward,
)
from retailcrm.services.category_state import Baskets
from retailcrm.services.finding import Told, Unit

SHOWN_IN_MATRIX = 14
_WRITES = Figures("USD")  # only for shares, which know no currency


def category_rows(held: Baskets, order: Ints, first: int, last: int) -> tuple[CategoryRow, ...]:
    """Tell the categories; `first` and `last` bound the days of first-time buyers."""
    best = held.nexts.category
    shown = np.bincount(best[:, 0] + 1, minlength=held.kinds.size + 1)[1:] if best.size else best
    new = held.new_buyers(first, last)
    period = {"from": day_of(first).isoformat(), "to": day_of(last).isoformat()}

    def one(at: int) -> CategoryRow:
        category = str(held.ids[at])
        rate = Rate(int(held.counts.each[at]), held.people.size)
        low, high = rate.interval() or (None, None)

        def told(key: str, value: float, unit: Unit, **more: str) -> Told:
            return Told(key, value, unit, behind(key, held.as_of, category=category, **more))

        share = behind(PENETRATION, held.as_of, category=category)
        return CategoryRow(
            category_id=int(held.ids[at]),
            name=held.names[at],
            buyers=told(BUYERS, rate.part, Unit.COUNT),
            penetration=Told(
                PENETRATION, rate.value, Unit.SHARE, share, low, high, few_data=rate.few_data
            ),
            net_sales=told(SPENT, float(held.sales[at]), Unit.MONEY),
            new_buyers=told(NEW, int(new[at]), Unit.COUNT, **period),
            show_to=told(SHOW, int(shown[at]) if best.size else 0, Unit.COUNT),
        )

    return tuple(one(int(at)) for at in order)


def pair_row(held: Baskets, a: int, b: int, found: Pair) -> PairRow:
    """Tell two categories that go together."""
    ids = {"first": str(held.ids[a]), "second": str(held.ids[b])}
    never = int(held.never[a, b])

    def told(
        key: str, value: float, unit: Unit, low: float | None = None, high: float | None = None
    ) -> Told:
        return Told(key, value, unit, behind(key, held.as_of, **ids), low, high)

    return PairRow(
        first=int(held.ids[a]),
        first_name=held.names[a],
        second=int(held.ids[b]),
        second_name=held.names[b],
        both=told(BOTH, found.both, Unit.COUNT),
        confidence=told(SHARE, found.confidence, Unit.SHARE, found.low, found.high),
        lift=told(LIFT, found.lift, Unit.RATIO, found.lift_low, found.lift_high),
        never=told(NEVER, never, Unit.COUNT),
        support=found.support,
        chance=found.chance,
    )


def matrix_of(held: Baskets, order: Ints) -> Matrix:
    """Tell who buys what besides, for the categories with most buyers."""
    shown = order[:SHOWN_IN_MATRIX]
    both, each = held.counts.both, held.counts.each
    holding = {(a, b) for a, b, _ in held.pairs}
    return Matrix(
        ids=tuple(int(held.ids[at]) for at in shown),
        names=tuple(held.names[at] for at in shown),
        shares=tuple(
            tuple(None if a == b or not each[a] else float(both[a, b] / each[a]) for b in shown)
            for a in shown
        ),
        holds=tuple(tuple((int(a), int(b)) in holding for b in shown) for a in shown),
    )


def reason_of(category: str, because: str, chance: float) -> str:
    """Say why a category is suggested."""
    return say(
        "{share} of customers who buy alike also buy {category}; {because} points to it most.",
        share=_WRITES.percent(chance, 0),
        category=category,
        because=because,
    )


def customer_categories(
    held: Baskets, customer_id: int, money: Callable[[int], str]
) -> CustomerCategories:
    """Tell one customer's categories."""
    mine = np.searchsorted(held.book.ids, customer_id)
    if mine >= held.book.ids.size or held.book.ids[mine] != customer_id:
        return CustomerCategories((), _popular(held, set()), (), None)
    low, high = np.searchsorted(held.book.customer, [mine, mine + 1])
    kind, day, net = (getattr(held.book, name)[low:high] for name in ("category", "day", "net"))
    bought, ever = [], {}
    for at, name in enumerate(held.names):
        own = (kind == held.kinds[at]) & (day <= held.scored.as_of) & (net > 0)
        if own.any():
            ever[at] = float(net[own].sum())
        own &= day >= held.since
        if own.any():
            bought.append((float(net[own].sum()), name, day_of(int(day[own].max()))))
    bought.sort(key=lambda one: (-one[0], one[1]))
    favourite = max(ever, key=lambda at: (ever[at], -at), default=-1)
    return CustomerCategories(
        bought=tuple((name, last) for _, name, last in bought),
        not_bought=_popular(held, set(ever)),
        nexts=_nexts(held, customer_id),
        reward=_reward(held, customer_id, favourite, money),
    )


def _popular(held: Baskets, owned: set[int]) -> tuple[str, ...]:
    order = np.lexsort((held.ids, -held.counts.each))
    return tuple(held.names[at] for at in order.tolist() if at not in owned)


def _nexts(held: Baskets, customer_id: int) -> tuple[tuple[str, float, str], ...]:
    place = np.flatnonzero(held.people == customer_id)
    if not place.size:
        return ()
    found = zip(
        held.nexts.category[place[0]].tolist(), held.nexts.chance[place[0]].tolist(), strict=True
    )
    return tuple(
        (held.names[one], chance, held.names[int(held.why(place, number)[0])])
        for number, (one, chance) in enumerate(found)
        if one >= 0
    )


def _reward(
    held: Baskets, customer_id: int, favourite: int, money: Callable[[int], str]
) -> Reward | None:
    found = held.reward_of(customer_id, favourite)
    if found is None or found.kind[0] < 0:
        return None
    kind, name = KINDS[found.kind[0]], held.names[int(found.category[0])]
    most = int(found.most[0])
    limit = _limit(most, money) if most >= held.scored.minor else _kind_words()
    return Reward(kind, name, most, f"{_gift(kind, name)} {limit}")


def _gift(kind: RewardKind, name: str) -> str:
    if kind is RewardKind.BACK:
        return say("Ask back with something from {category}, for a few weeks only.", category=name)
    if kind is RewardKind.THANKS:
        return say("Say thanks with something from {category}.", category=name)
    return say("Let them try {category}.", category=name)


def _kind_words() -> str:
    return say("A kind word pays; a gift would cost more than it brings.")


def _limit(most: int, money: Callable[[int], str]) -> str:
    return say("It pays up to a list price of {amount}.", amount=money(most))
