"""Who gets the discount for nothing: discounts by segment, and what of them leaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from retailcrm.analytics.history import NO_DAY, Ints, Visits
from retailcrm.analytics.leakage import Basis, Leak, Pace, brought, expected_visits, leaked_share
from retailcrm.analytics.segments import SEGMENTS
from retailcrm.core.rows import RowsRef
from retailcrm.core.vocabulary import segment_title
from retailcrm.core.words import say
from retailcrm.services.assumptions import Assumptions
from retailcrm.services.finding import Finder, Found, How, Told, Unit
from retailcrm.services.money_base import (
    YEAR,
    Bought,
    Crowd,
    Floats,
    MoneyBase,
)
from retailcrm.services.money_rows import LeakageTold, LeakRow

PEOPLE, SALES, DISCOUNT, LEAK, LEAK_SHARE = (
    "money.segment", "money.segment_sales", "money.discount", "money.leak", "money.leak_share",
)  # fmt: skip
BASES = ("own", "later", "assumed")
_FEW = 30


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A segment's share of the discounts."""

    segment: str
    code: int
    people: int
    leak: Leak
    basis: Basis


@dataclass(frozen=True, slots=True, eq=False)
class Leaks:
    """Every segment's discounts over a window."""

    crowd: Crowd
    days: int
    codes: Ints  # number of everyone's part
    net: Floats
    discount: Floats
    parts: tuple[Part, ...]


class LeakageAnswers:
    """Answers what of the discounts goes on what would be bought anyway."""

    def __init__(self, base: MoneyBase, assumed: Callable[[], Assumptions]) -> None:
        self._base = base
        self._assumed = assumed

    def told(self, as_of: date | None, days: int | None) -> LeakageTold:
        """Tell it by segment over a window, by default a year."""
        assumed = self._assumed().brought
        crowd = self._base.crowd(as_of)
        if crowd is None:
            return _nothing(None, assumed, say("There are no receipts yet."))
        leaks = self.leaks(crowd, YEAR if days is None else days)
        if not leaks.discount.any():
            why = say("No customer was given a discount in this time.")
            return _nothing(crowd.as_of, assumed, why)
        return _told(leaks, assumed)

    def leaks(self, crowd: Crowd, days: int) -> Leaks:
        """Work out every segment's leak."""
        since = crowd.since(days)
        bought = Bought.of(crowd.between(since))
        visits = Visits.of(crowd.book, crowd.day)
        enrolled = np.full(crowd.book.ids.size, NO_DAY, dtype=np.int64)
        enrolled[crowd.at] = crowd.enrolled
        first = max(since if since is not None else NO_DAY, self._base.first_day() or NO_DAY)
        whole = Pace.of(visits, enrolled, first, crowd.day)
        pace = _pick(whole, crowd)
        tenure = np.where(crowd.scored.visits > 0, crowd.day - crowd.scored.first.astype(int), 0)
        rules = crowd.scored.rules
        expected, basis = expected_visits(pace, tenure, rules.tenure_days)
        names, codes = _segments(crowd)
        shares = brought(expected, pace, basis, codes, len(names), self._assumed().brought)
        people = np.bincount(codes, minlength=len(names)).tolist()
        parts = tuple(
            Part(name, at, people[at], Leak(sales, given, shares[at][0], margin), shares[at][1])
            for at, (name, sales, given, margin) in enumerate(
                zip(names, *bought.by(codes, len(names)), strict=True)
            )
        )
        return Leaks(crowd, days, codes, bought.net, bought.discount, parts)

    def finders(self) -> Mapping[str, Finder]:
        """Give what finds the customers behind each figure."""
        return {
            PEOPLE: lambda told: self._found(told, PEOPLE),
            SALES: lambda told: self._found(told, SALES),
            DISCOUNT: lambda told: self._found(told, DISCOUNT),
            LEAK: lambda told: self._found(told, LEAK),
            LEAK_SHARE: lambda told: self._found(told, LEAK_SHARE),
        }

    def _found(self, told: RowsRef, what: str) -> Found:
        crowd = self._base.meant(told)
        leaks = self.leaks(crowd, int(told.get("days") or YEAR))
        segment = told.get("segment_of")
        who = np.zeros(crowd.ids.size, dtype=np.bool_)
        lost = np.zeros(crowd.ids.size)
        for part in leaks.parts:
            if segment is None or part.segment == segment:
                here = leaks.codes == part.code
                who |= here
                lost[here] = leaks.discount[here] * (1.0 - part.leak.share)
        title = segment_title(segment) if segment else say("Everyone")
        if what == PEOPLE:
            return Found(title, crowd.ids[who])
        if what == LEAK_SHARE:
            given = float(leaks.discount[who].sum())
            parts = lost[who] / given if given else lost[who]
            return Found(title, crowd.ids[who], say("Part of all discounts that leaks"),
                         Unit.SHARE, parts, How.SUM)  # fmt: skip
        heading, amounts = {
            SALES: (say("Net sales"), leaks.net),
            DISCOUNT: (say("Discounts"), leaks.discount),
            LEAK: (say("Discounts for nothing"), lost),
        }[what]
        return Found(title, crowd.ids[who], heading, Unit.MONEY, amounts[who], How.SUM)


def _pick(pace: Pace, crowd: Crowd) -> Pace:
    return Pace(*(getattr(pace, name)[crowd.at] for name in Pace.__slots__))


def _segments(crowd: Crowd) -> tuple[tuple[str, ...], Ints]:
    """Name the segments and number everyone's; all are together where there are no scores."""
    codes = crowd.scored.segment
    if (codes < 0).all():
        return ("",), np.zeros(codes.size, dtype=np.int64)
    return tuple(map(str, SEGMENTS)), codes.astype(np.int64)


def _told(leaks: Leaks, assumed: float) -> LeakageTold:
    every = tuple(one.leak for one in leaks.parts)
    given = sum(one.discount for one in every)
    gained = sum(one.gained for one in every)
    rows = tuple(
        _row(leaks, part)
        for part in sorted(leaks.parts, key=lambda one: -one.leak.discount)
        if part.people
    )

    def told(key: str, finding: str, value: float | None, unit: Unit) -> Told:
        return Told(key, value, unit, leaks.crowd.rows(finding, days=str(leaks.days)))

    return LeakageTold(
        as_of=leaks.crowd.as_of,
        days=leaks.days,
        rows=rows,
        discount=told("money.discounts_given", DISCOUNT, given, Unit.MONEY),
        leak=told("money.leak", LEAK, sum(one.leak for one in every), Unit.MONEY),
        leak_share=told("money.leak_share", LEAK_SHARE, leaked_share(every), Unit.SHARE),
        useful=round(sum(one.useful for one in every)),
        multiple=gained / given if given > 0 else None,
        assumed=assumed,
    )


def _row(leaks: Leaks, part: Part) -> LeakRow:
    people = part.people

    def told(key: str, finding: str, value: float, unit: Unit) -> Told:
        inputs = {"days": str(leaks.days), "segment_of": part.segment or None}
        rows = leaks.crowd.rows(finding, **inputs)
        return Told(key, value, unit, rows, few_data=people < _FEW)

    return LeakRow(
        segment=part.segment,
        customers=told("money.segment_customers", PEOPLE, float(people), Unit.COUNT),
        sales=told("money.segment_sales", SALES, part.leak.sales, Unit.MONEY),
        discount=told("money.discounts_given", DISCOUNT, part.leak.discount, Unit.MONEY),
        leak=told("money.leak", LEAK, part.leak.leak, Unit.MONEY),
        brought=part.leak.share,
        basis=BASES[part.basis],
        useful=round(part.leak.useful),
        multiple=part.leak.multiple,
    )


def _nothing(as_of: date | None, assumed: float, why: str) -> LeakageTold:
    return LeakageTold(
        as_of=as_of,
        days=YEAR,
        rows=(),
        discount=None,
        leak=None,
        leak_share=None,
        useful=0,
        multiple=None,
        assumed=assumed,
        why_empty=why,
    )
