"""Stand-ins for what is known of customers beyond their groups."""

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from retailcrm.analytics.targets import Target
from retailcrm.core.days import month_end, month_index, month_start
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.category_rows import CustomerCategories
from retailcrm.services.finding import Told, Unit
from retailcrm.services.points_soon import PointsSoon
from retailcrm.services.targets import Goals, TargetRow

OCTOBER = month_index(date(2025, 10, 1))


def month_rows(month: int) -> RowsRef:
    return rows("receipts", from_=month_start(month).isoformat(), to=month_end(month).isoformat())


@dataclass
class FakePointsSoon:
    """A shop without a program, until it is given one."""

    now: PointsSoon | None = None

    def read(self) -> PointsSoon | None:
        return self.now


@dataclass
class FakeTargets:
    """A shop whose owner has set no targets, until some are given."""

    rows: tuple[TargetRow, ...] = ()
    saved: list[Goals] = field(default_factory=list)

    def read(self, _month: int | None = None) -> tuple[TargetRow, ...]:
        return self.rows

    def targets(self) -> tuple[Target, ...]:
        return tuple(row.target for row in self.rows)

    def figures(self, _month: int | None = None) -> dict[str, Told]:
        return {
            "retention": Told("retention_rate", 0.412, Unit.SHARE, rows("customers")),
            "ticket": Told("ticket", 3_810.0, Unit.MONEY, month_rows(OCTOBER)),
            "member_share": Told("member_share", 0.584, Unit.SHARE, month_rows(OCTOBER)),
            "best_visits": Told("best_visits", None, Unit.COUNT, rows("customers")),
        }

    def save(self, wish: Goals) -> Outcome[tuple[Target, ...]]:
        self.saved.append(wish)
        return Outcome((), frozenset({Topic.SETTINGS}), "Targets kept.")


class FakeCategories:
    def of_customer(self, _customer: int) -> CustomerCategories:
        tried = (("Tea", date(2026, 9, 30)),)
        return CustomerCategories(tried, ("Coffee",), (("Coffee", 0.42, "Tea"),), None)


@dataclass
class FakeInsights:
    points_soon: Any = field(default_factory=FakePointsSoon)
    targets: Any = field(default_factory=FakeTargets)
    value: Any = field(default_factory=lambda: SimpleNamespace(of_customer=lambda _customer: None))
    retention: Any = None
    money: Any = None
    till_watch: Any = None
    categories: Any = field(default_factory=FakeCategories)
    places: Any = None
