"""A shop made up of numbers, for questions whose true answer must be known beforehand."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.base import Attributes, Scored, score_base
from retailcrm.analytics.history import NO_DAY, DayBook
from retailcrm.analytics.rules import Rules
from retailcrm.core.days import day_number
from retailcrm.db.books import Books
from retailcrm.services.base import Base
from retailcrm.services.best_customers import Expected, no_model
from retailcrm.services.liability import LiabilityService
from retailcrm.services.money import MoneyService
from retailcrm.services.standing import Standing

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
END = day_number(date(2026, 10, 31))
YEARS = 3
PEOPLE = 600


@dataclass(frozen=True, slots=True, eq=False)
class Simulated:
    """Everyone's days and who joined when; stands in for the base and for where all stand."""

    book: DayBook
    attributes: Attributes

    def columns(self) -> tuple[DayBook, Attributes]:
        return self.book, self.attributes

    def scored(self, as_of: date | None = None, rules: Rules | None = None) -> Scored:
        day = END if as_of is None else day_number(as_of)
        return score_base(self.book, self.attributes, rules or Rules(), day)


def a_shop(seed: int, *, ticket: float = 0.0, pace: float = 0.0, people: int = PEOPLE) -> Simulated:
    """Make a shop that everybody has known for years.

    A third joins in the first half of the last year but one and the year after, a third right at
    the end, a third never. Whoever joins buys more from then on by the true effects told.

    Args:
        seed: of everything random.
        ticket: by how much more members spend at a time.
        pace: by how much more often they come.
        people: how many customers there are.
    """
    random = np.random.default_rng(seed)
    first = END - YEARS * 365
    kind = np.arange(people) % 3
    middle = random.integers(END - 500, END - 400, people)
    late = random.integers(END - 60, END, people)
    joined = np.select([kind == 0, kind == 1], [middle, late], NO_DAY)
    spends = random.lognormal(8.0, 0.5, people) * np.where(kind == 0, 1.4, 1.0)
    rate = random.gamma(4.0, 1 / 100, people)
    day = np.arange(first, END + 1)
    member = (joined[:, None] != NO_DAY) & (day[None, :] > joined[:, None])
    came = random.random((people, day.size)) < rate[:, None] * (1 + pace * member)
    who, when = np.nonzero(came)
    level = spends[who] * (1 + ticket * member[who, when]) * (1.02 ** ((day[when] - first) / 365))
    net = np.rint(level * random.lognormal(-0.045, 0.3, who.size)).astype(np.int64)
    return _shop(who, day[when], np.maximum(net, 1), joined)


def _shop(
    who: NDArray[np.int64],
    day: NDArray[np.int64],
    net: NDArray[np.int64],
    joined: NDArray[np.int64],
) -> Simulated:
    none, one = np.zeros(who.size, dtype=np.int64), np.ones(who.size, dtype=np.int32)
    discount = np.where(day > joined[who], net // 20, 0) * (joined[who] != NO_DAY)
    book = DayBook(
        ids=np.arange(1, joined.size + 1),
        customer=who.astype(np.int32),
        day=day.astype(np.int32),
        receipts=one,
        returns=none.astype(np.int32),
        sales_with_value=one,
        net=net,
        list_amount=net + discount,
        discount=discount,
        cost=none,
        list_uncosted=net + discount,
        returned_list=none,
    )
    attributes = Attributes(
        has_card=joined != NO_DAY,
        enrolled=joined.astype(np.int64),
        main_category=np.full(joined.size, -1),
    )
    return Simulated(book, attributes)


def without_cards(shop: Simulated) -> Simulated:
    """Take everybody's card away."""
    none = np.zeros(shop.book.ids.size, dtype=np.bool_)
    return Simulated(shop.book, replace(shop.attributes, has_card=none))


class Standings(Standing):
    """Scores of a simulated shop under the settings of empty books."""

    def __init__(self, books: Books, shop: Simulated) -> None:
        super().__init__(books, cast("Base", shop))
        self._simulated = shop

    def scored(self, as_of: date | None = None, rules: Any = None) -> Any:
        return self._simulated.scored(as_of, rules)


def asked(books: Books, shop: Simulated, expected: Expected = no_model) -> MoneyService:
    """Ask a simulated shop about money."""
    liability = LiabilityService(books, lambda: NOW)
    return MoneyService(books, cast("Base", shop), Standings(books, shop), liability, expected)
