"""A small invented shop with people, receipts, groups and files, behind one screen alone."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.preferences import Preferences
from retailcrm.core.roles import OWNER, Actor
from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.customers import (
    CustomerProfile,
    CustomerQuery,
    CustomerRow,
    LineRow,
    ReceiptDetail,
    ReceiptRow,
    TimelineRow,
)
from retailcrm.services.grouping import (
    CellRow,
    GroupRow,
    GroupRules,
    GroupsOverview,
    MissingRow,
    MissingSum,
    Reason,
    RulesPreview,
    StageRow,
)
from retailcrm.services.shop import ShopSettings
from retailcrm.ui.work import InlineJobs, Jobs
from tests.ui.fake_campaigns import FakeCampaigns
from tests.ui.fake_insights import FakeInsights
from tests.ui.member_shop import MemberShop

LAST = date(2025, 10, 31)
NAMES = ("Dolores Whitlock", "Amir Haddad", "June Okafor", "Peter Vandermeer", "Rosa Quint")


def a_person(number: int) -> CustomerRow:
    return CustomerRow(
        number, f"{NAMES[number % 5]} {number}", f"2900{number:06d}", "a@example.org", "+1212555",
        "12345", LAST - timedelta(days=400), LAST - timedelta(days=number % 90), 9, 9, 1,
        1234 * number, "most_valuable", "loyal", "mia" if number % 2 else "active",
    )  # fmt: skip


def a_receipt(number: int) -> ReceiptRow:
    return ReceiptRow(
        number, f"R-{number}", "return" if number == 4 else "sale", LAST - timedelta(days=number),
        "Market Street", "offline", 7, "Dolores Whitlock", 2, 100,
        -900 if number == 4 else 1000 + number, 80,
    )  # fmt: skip


def a_profile(number: int) -> CustomerProfile:
    events = (
        TimelineRow(LAST, "visit", "Visit at Market Street", 1001, 1),
        TimelineRow(date(2025, 10, 1), "return", "Returned a kettle", -900, 4),
        TimelineRow(date(2025, 9, 1), "consent", "Said yes to e-mail", None, None),
        TimelineRow(date(2025, 8, 1), "first", "First visit", 1002, 2),
    )
    consents = (("email", True, date(2025, 9, 1), "at the till"),)
    return CustomerProfile(
        a_person(number), "", ("12 Elm Street",), "14 May", "", "book club", "",
        (("till", "SQ-77812"),), consents, "Brings the most.", "Usually every 23 days.", 2, 5, 5,
        (("Books", 7000), ("Tea", 2000)), events, tuple(a_receipt(one) for one in range(1, 6)),
    )  # fmt: skip


def a_detail(number: int) -> ReceiptDetail:
    line = LineRow("Honey - Small", "S1", "Honey", 2000, 1200, 100, 1100, 80, 0, gift=False)
    return ReceiptDetail(
        a_receipt(number), (line, replace(line, item="")),
        datetime(2025, 10, 3, 14, 5, tzinfo=UTC), "Ines", "Till 1", "AUTUMN", 0, 0, "items.csv",
        4, "", ("12 Oct 2025: net 45.00 became 40.00",),
    )  # fmt: skip


def an_overview(**changes: Any) -> GroupsOverview:
    def group(key: str, people: int, brought: int) -> GroupRow:
        there = rows("customers", group=key)
        return GroupRow(key, people, 0.2, 1, 1, 0.4, brought, 3, (), there)

    cells = tuple(
        CellRow(r, at, "cant_lose" if (r, at) == (2, 5) else "loyal", 10 * r + at, 0.04,
                rows("customers", r=str(r), fm=str(at)))
        for r in range(1, 6)
        for at in range(1, 6)
    )  # fmt: skip
    stages = tuple(
        StageRow(key, 25, 0.25, 0, rows("customers", stage=key))
        for key in ("active", "been_a_while", "mia", "dead")
    )
    made = GroupsOverview(
        LAST, 100, 80, False, "", cells,
        (("recency", (363.0, 233.0, 109.0, 42.0, 12.0)), ("frequency", (1.0, 2.0, 3.0, 5.0, 8.0)),
         ("monetary", (0.0, 2070.0, 4749.0, 9205.0, float("nan")))),
        ((5, 0, 12), (4, 13, 42), (3, 43, 109), (2, 110, 233), (1, 234, 363)),
        (group("most_valuable", 20, 900), group("most_growable", 50, 300),
         group("below_zero", 30, -50)),
        (), stages, MissingSum(date(2025, 9, 30), 20, 8, 2, 1, 25, 1800),
        (("most_growable", "most_valuable", 9), ("", "most_growable", 4)),
        date(2025, 9, 30), (), (),
    )  # fmt: skip
    return replace(made, **changes)


@dataclass
class PeopleShop:
    """Answers every question of the four screens."""

    people: int = 300
    now: GroupsOverview = field(default_factory=an_overview)
    asked: list[CustomerQuery] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    kept: GroupRules = field(default_factory=GroupRules)
    refusal: str = ""
    noted: list[tuple[str, int]] = field(default_factory=list)

    def note(self, what: str, rows: int) -> None:
        self.noted.append((what, rows))

    def settings(self) -> ShopSettings:
        return ShopSettings(currency="USD", zone="America/New_York")

    def status(self) -> Any:
        return SimpleNamespace(problems_open=2)

    def ids(self, query: CustomerQuery) -> Any:
        if self.refusal:
            raise UserError(self.refusal)
        self.asked.append(query)
        count = self.people if not (query.rows.filters or query.text) else min(3, self.people)
        return np.arange(1, count + 1, dtype=np.int64)

    def page(self, ids: Any) -> tuple[CustomerRow, ...]:
        return tuple(a_person(int(one)) for one in ids)

    def profile(self, customer_id: int) -> CustomerProfile:
        if self.refusal:
            raise UserError(self.refusal)
        return a_profile(customer_id)

    def receipt_ids(self, _wanted: RowsRef) -> Any:
        return np.arange(1, 201 if self.people else 1, dtype=np.int64)

    def receipt_sum(self, _wanted: RowsRef) -> int:
        return 123_456

    def receipt_page(self, ids: Any) -> tuple[ReceiptRow, ...]:
        return tuple(a_receipt(int(one)) for one in ids)

    def receipt(self, receipt_id: int) -> ReceiptDetail:
        return a_detail(receipt_id)

    def save_table(self, _query: CustomerQuery, path: Path, _progress: Any) -> Outcome[int]:
        self.written.append(path)
        return Outcome(3, frozenset(), "Saved.")

    def rules(self) -> GroupRules:
        return self.kept

    def overview(self) -> GroupsOverview:
        if self.refusal:
            raise UserError(self.refusal)
        return self.now

    def reasons(self, ids: Any, _as_of: date | None = None) -> dict[int, Reason]:
        return {int(one): Reason("Brings the most.", "Usually every 23 days.") for one in ids}

    def preview(self, _rules: GroupRules, _progress: Any) -> RulesPreview:
        return RulesPreview((("most_growable", "most_valuable", 9),), 9, 100, self.now)

    def save_rules(self, rules: GroupRules, _progress: Any) -> Outcome[GroupRules]:
        self.kept = rules
        return Outcome(rules, frozenset(), "Kept.")

    def missing(self) -> tuple[MissingRow, ...]:
        row = MissingRow(1, NAMES[0], "2900", "mia", LAST, 102, 23.0, 53.0, 1284, 642, "usually")
        return (row, replace(row, customer_id=2))


class Desk:
    """The shell as one screen sees it, writing down where it was sent."""

    def __init__(self, shop: Any, importing: Any = None, member: Any = None) -> None:
        self.member = member or MemberShop()
        self.services: Any = SimpleNamespace(
            sales=None,
            shop=shop, customers=shop, grouping=shop, importing=importing or shop,
            points=self.member, cards=self.member, members=self.member, merging=self.member,
            reporting=self.member, exports=shop, insights=FakeInsights(),
            campaigns=FakeCampaigns(),
        )  # fmt: skip
        self.jobs: Jobs = InlineJobs()
        self.preferences = Preferences()
        self.went: list[Any] = []
        self.told: list[str] = []
        self.actions: list[Any] = []

    @property
    def actor(self) -> Actor:
        return OWNER

    def now(self) -> datetime:
        return datetime(2025, 11, 1, 8, 30, tzinfo=UTC)

    def tell(self, text: str, kind: str = "news", action: Any = None) -> None:
        self.told.append(f"{kind}: {text}{action[0] if action else ''}")
        self.actions += [action[1]] if action else []

    def hush(self, text: str) -> None:
        self.told = [one for one in self.told if text not in one]

    def open_rows(self, rows: RowsRef) -> None:
        self.went.append(rows)

    def open_screen(self, key: str, rows: RowsRef | None = None) -> None:
        self.went.append(key if rows is None else rows)

    def open_customer(self, customer_id: int) -> None:
        self.went.append(customer_id)

    def open_demo(self) -> None:
        self.went.append("demo")

    def act(self, action: str) -> None:
        self.went.append(action)

    def import_files(self, paths: tuple[Path, ...]) -> None:
        self.went.append(paths)

    def print_month(self, month: int | None) -> None:
        self.went.append(month)

    def prefer(self, preferences: Preferences) -> None:
        self.preferences = preferences


def shown(qtbot: Any, screen: Any, *, refresh: bool = True) -> Any:
    """Put a screen up in the size of a small laptop."""
    qtbot.addWidget(screen)
    screen.resize(1198, 700)
    screen.show()
    if refresh:
        screen.refresh()
    qtbot.waitExposed(screen)
    return screen
