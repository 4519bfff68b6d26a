"""The whole base on a day, as every question about money looks at it."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.base import Scored
from retailcrm.analytics.contribution import margin
from retailcrm.analytics.history import NO_DAY, Column, DayBook, Ints, Span, span
from retailcrm.core.days import day_of
from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.services.base import Base
from retailcrm.services.standing import Standing

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
YEAR = 365


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Everyone who was a customer by a day, and what they did; money in minor units.

    Attributes:
        scored: their scores, segments and stages.
        book: everyone's days.
        at: where each of `scored.ids` stands in `book.ids`; a slice where they are the same.
        member: who holds a card.
        enrolled: day each joined, NO_DAY if unknown or without a card.
    """

    scored: Scored
    book: DayBook
    at: Ints | slice
    member: Flags
    enrolled: Ints

    @property
    def ids(self) -> Ints:
        """Give their ids, ascending."""
        return self.scored.ids

    @property
    def day(self) -> int:
        """Give the number of the day it holds for."""
        return self.scored.as_of

    @property
    def as_of(self) -> date:
        """Give the day it holds for."""
        return day_of(self.scored.as_of)

    @property
    def cards(self) -> Flags:
        """Say whose cards count; in a shop without cards every customer does."""
        return self.member if self.member.any() else np.ones(self.ids.size, dtype=np.bool_)

    def since(self, days: int) -> int | None:
        """Give the first day of a window that ends on the day; 0 days are all history."""
        return self.day - days + 1 if days else None

    def between(self, since: int | None, until: int | None = None) -> "Sums":
        """Look at what everyone did from one day to another, by default the last."""
        found = span(self.book, since, self.day if until is None else until)
        return Sums(self, found)

    def rows(self, finding: str, **inputs: str | None) -> RowsRef:
        """Refer to the customers behind a figure of this day."""
        return rows("customers", finding=finding, as_of=self.as_of.isoformat(), **inputs)


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """What each of a crowd did in a span of days, in the order of `Crowd.ids`."""

    crowd: Crowd
    span: Span

    def of(self, column: Column | Flags) -> Ints:
        """Add a column of the book up for each."""
        return self.span.total(column)[self.crowd.at]

    def net(self) -> Ints:
        """Give net sales."""
        return self.of(self.crowd.book.net)

    def receipts(self) -> Ints:
        """Count receipts, returns as well, as every average ticket does."""
        book = self.crowd.book
        return self.of(book.receipts) + self.of(book.returns)

    def discount(self) -> Ints:
        """Give discounts, less those of goods brought back."""
        return self.of(self.crowd.book.discount)

    def list_amount(self) -> Ints:
        """Give goods before discounts."""
        return self.of(self.crowd.book.list_amount)

    def margin(self) -> Floats:
        """Give the margin after discounts; unknown cost is taken from the assumed margin."""
        book = self.crowd.book
        uncosted = self.of(book.list_uncosted)
        return margin(self.net(), self.of(book.cost), uncosted, self.crowd.scored.rules.margin)


@dataclass(frozen=True, slots=True, eq=False)
class Bought:
    """What each of a crowd bought in a span of days, added up once.

    Attributes:
        net: net sales.
        discount: discounts given.
        listed: goods before discounts.
        margin: margin before discounts.
        assumed: margin where nothing was bought.
    """

    net: Floats
    discount: Floats
    listed: Floats
    margin: Floats
    assumed: float

    @classmethod
    def of(cls, sums: Sums) -> "Bought":
        """Add everything up."""
        net, listed = sums.net(), sums.list_amount()
        book, assumed = sums.crowd.book, sums.crowd.scored.rules.margin
        before = margin(listed, sums.of(book.cost), sums.of(book.list_uncosted), assumed)
        discount = (listed - net).astype(np.float64)
        return cls(net.astype(np.float64), discount, listed.astype(np.float64), before, assumed)

    def margin_rate(self, who: Flags) -> float:
        """Give the margin before discounts of some, as a share of goods before discounts."""
        listed = float(self.listed[who].sum())
        return float(self.margin[who].sum()) / listed if listed > 0 else self.assumed

    def by(self, part: Ints, parts: int) -> tuple[list[float], list[float], list[float]]:
        """Give net sales, discounts and margin rate of each part of the crowd."""

        def total(column: Floats) -> Floats:
            found: Floats = np.bincount(part, weights=column, minlength=parts).astype(np.float64)
            return found

        listed = total(self.listed)
        rate = np.full(parts, self.assumed)
        np.divide(total(self.margin), listed, out=rate, where=listed > 0)
        return total(self.net).tolist(), total(self.discount).tolist(), rate.tolist()


class MoneyBase:
    """Gives the crowd of a day; the same day again comes from memory."""

    def __init__(self, base: Base, standing: Standing) -> None:
        self._base = base
        self._standing = standing

    def crowd(self, as_of: date | None = None) -> Crowd | None:
        """Give everyone as of a day (default: the last with data); None in an empty shop."""
        scored = self._standing.scored(as_of)
        if scored is None:
            return None
        book, attributes = self._base.columns()
        at: Ints | slice = slice(None)
        if scored.ids.size != book.ids.size:
            at = np.searchsorted(book.ids, scored.ids)
        member = np.asarray(attributes.has_card[at], dtype=np.bool_)
        joined = np.asarray(scored.enrolled, dtype=np.int64)
        return Crowd(scored, book, at, member, np.where(member, joined, NO_DAY))

    def meant(self, told: RowsRef) -> Crowd:
        """Give the crowd that a reference means.

        Raises:
            UserError: there is nobody in the books.
        """
        as_of = told.get("as_of")
        crowd = self.crowd(None if as_of is None else date.fromisoformat(as_of))
        if crowd is None:
            raise UserError(say("There are no receipts yet."))
        return crowd

    def first_day(self) -> int | None:
        """Give the first day with a receipt of anybody known."""
        book, _ = self._base.columns()
        return int(book.day.min()) if book.day.size else None
