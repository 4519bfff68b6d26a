"""What people such as these did by themselves: how many came, and what they bought."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.base import Scored
from retailcrm.analytics.history import span
from retailcrm.analytics.rhythm import STAGES
from retailcrm.analytics.segments import SEGMENTS
from retailcrm.campaigns.audience import Past, usual_rate
from retailcrm.campaigns.offers import UsualReceipt
from retailcrm.core.days import day_number, day_of
from retailcrm.db.books import Books
from retailcrm.db.programs import in_force, versions
from retailcrm.loyalty.program import Program
from retailcrm.services.standing import Standing

WINDOWS = 3
YEAR = 365
KINDS = (len(SEGMENTS) + 1) * len(STAGES)
_Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual for an audience.

    Attributes:
        rate: share that came by itself in past windows; None where the past is too short.
        receipt: a usual receipt, with what its points cost.
        margin: margin of such a receipt as a share of its net sales.
    """

    rate: float | None
    receipt: UsualReceipt
    margin: float


class UsualPast:
    """Looks into the shop's own past.

    Args:
        books: the shop's books.
        standing: everyone's group, segment and stage.
    """

    def __init__(self, books: Books, standing: Standing) -> None:
        self._books = books
        self._standing = standing

    def usual(self, people: _Ids, as_of: date | None, days: int) -> Usual:
        """Say what is usual for people.

        Args:
            people: customer ids, ascending.
            as_of: the day they are judged on.
            days: length of a window.
        """
        scored = self._standing.scored(as_of)
        if scored is None or as_of is None:
            return Usual(None, UsualReceipt(), self._standing.rules().margin)
        net, margin = self._receipt(people, scored)
        rate = usual_rate(kinds_of(scored, people), self._windows(as_of, days), KINDS)
        return Usual(rate, self._with_points(net, as_of), margin)

    def _windows(self, as_of: date, days: int) -> list[Past]:
        """Look at the latest windows before a day; none where the books do not reach."""
        book = self._standing.book()
        last, found = day_number(as_of), []
        begins = int(book.day.min()) if book.day.size else last
        for back in range(1, WINDOWS + 1):
            before = last - back * days
            is_told = before - begins >= days
            scored = self._standing.scored(day_of(before)) if is_told else None
            if scored is None:
                break
            came = span(book, before + 1, before + days).total(book.sales_with_value > 0) > 0
            held = np.isin(book.ids, scored.ids)
            found.append(Past(_kinds(scored), came[held]))
        return found

    def _receipt(self, people: _Ids, scored: Scored) -> tuple[float, float]:
        """Give net sales of a usual receipt in minor units, and its margin as a share."""
        here = np.isin(scored.ids, people)
        net, margin = float(scored.monetary[here].sum()), float(scored.margin[here].sum())
        visits = int(scored.frequency[here].sum())
        if not visits or net <= 0:
            here = np.ones(scored.ids.size, dtype=np.bool_)
            net, margin = float(scored.monetary.sum()), float(scored.margin.sum())
            visits = int(scored.frequency.sum())
        if not visits or net <= 0:
            return 0.0, self._standing.rules().margin
        return net / visits, max(margin / net, 0.0)

    def _with_points(self, net: float, as_of: date) -> UsualReceipt:
        with self._books.read() as connection:
            held = in_force(versions(connection), day_number(as_of))
        program: Program | None = None if held is None else held.program
        if program is None:
            return UsualReceipt(net)
        unit = 10 ** self._standing.shop().digits
        points = net / unit * float(program.earning.per_unit) + program.earning.per_visit
        each = program.redeeming.value * program.cost_factor * program.urr
        return UsualReceipt(net, points, float(each))


def kinds_of(scored: Scored, people: _Ids) -> _Ids:
    """Give the kind (segment and stage) of each of some people, -1 of strangers."""
    at = np.minimum(np.searchsorted(scored.ids, people), max(scored.ids.size - 1, 0))
    if not scored.ids.size:
        return np.full(people.size, -1, dtype=np.int64)
    return np.where(scored.ids[at] == people, _kinds(scored)[at], -1)


def segments_of(scored: Scored | None, people: _Ids) -> _Ids:
    """Give the segment of each of some people, -1 without one: within these chance draws."""
    if scored is None or not scored.ids.size:
        return np.full(people.size, -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(scored.ids, people), scored.ids.size - 1)
    known = scored.ids[at] == people
    return np.where(known, scored.segment[at].astype(np.int64), -1)


def _kinds(scored: Scored) -> _Ids:
    segment = scored.segment.astype(np.int64)
    segment[segment < 0] = len(SEGMENTS)
    return segment * len(STAGES) + scored.stage
