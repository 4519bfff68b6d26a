"""A small invented shop behind the window, for tests of screens alone."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.checking import BackedUp, Checked, Whereabouts
from retailcrm.services.customers import CustomerHit, CustomerRow, ReceiptRow
from retailcrm.services.grouping import (
    GroupRow,
    GroupRules,
    GroupsOverview,
    MissingRow,
    MissingSum,
    StageRow,
)
from retailcrm.services.reporting import PrintedReport, PrintReport, ReportRow
from retailcrm.services.sales import Figure, Headline, MonthBar
from retailcrm.services.shop import ShopSettings, Status, StoreRow
from retailcrm.services.staff import StaffRow
from tests.ui.fake_books import COUNTED, FakeCards, FakeKeeping
from tests.ui.fake_campaigns import FakeCampaigns
from tests.ui.fake_insights import OCTOBER, FakeInsights, month_rows

NOW = datetime(2025, 11, 1, 8, 30, tzinfo=UTC)
NETS = (121_5, 178_0, 85_0, 86_1, 94_9, 98_4, 104_6, 102_0, 103_8, 108_5, 107_2, 116_7)
BEFORE = (119_8, 172_0, 85_4, 86_0, 94_3, 98_9, 101_4, 100_4, 100_4, 104_9, 103_5, 109_3)


@dataclass
class FakeShop:
    settings_now: ShopSettings = field(
        default_factory=lambda: ShopSettings(name="Larch Lane Books", country="US")
    )
    problems_open: int = 9
    through: date = date(2025, 10, 31)
    has_books: bool = True
    saved_stores: list[dict[str, Any]] = field(default_factory=list)

    def settings(self) -> ShopSettings:
        return self.settings_now

    def save_settings(self, settings: ShopSettings) -> Outcome[ShopSettings]:
        self.settings_now = settings
        return Outcome(settings, frozenset({Topic.SETTINGS}), "Saved.")

    def save_store(self, store_id: int, **changed: Any) -> Outcome[StoreRow]:
        self.saved_stores.append({"store_id": store_id, **changed})
        return Outcome(self.status().stores[0], frozenset({Topic.SETTINGS}), "Saved.")

    def status(self) -> Status:
        first = date(2024, 1, 2)
        stores = (
            StoreRow(1, "Market Street", "offline", 2000, first, self.through, 0),
            StoreRow(2, "Riverside", "offline", 1064, first, self.through, 0),
        )
        if not self.has_books:
            return Status((), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "USD", 0, None, None)
        when = datetime(2025, 10, 31, 19, 42, tzinfo=UTC)
        return Status(
            stores, 4312, 4312, 3064, 9000, 31, 4, 700, 1, 1, 1, 1, "USD", self.problems_open,
            when, when,
        )  # fmt: skip


@dataclass
class FakeSales:
    has_books: bool = True
    complete: bool = True
    asked: list[tuple[int, int | None]] = field(default_factory=list)

    def months(self) -> tuple[int, ...]:
        return tuple(range(OCTOBER, OCTOBER - 24, -1)) if self.has_books else ()

    def headline(self, month: int, store_id: int | None = None) -> Headline:
        self.asked.append((month, store_id))
        there = month_rows(month)
        year = tuple(float(net) for net in (*NETS, 116_7))

        def figure(key: str, value: float, before: float, year_before: float) -> Figure:
            words = f"{key} of the month."
            return Figure(key, value, before, year_before, year, words, there)

        bars = tuple(
            MonthBar(
                month - 11 + at,
                NETS[at] * 10_000,
                BEFORE[at] * 10_000,
                self.complete or at < 11,
                month_rows(month - 11 + at),
            )
            for at in range(12)
        )
        return Headline(
            month,
            self.complete or month < OCTOBER,
            (
                figure("net_sales", 11_674_200, 10_723_600, 10_931_800),
                figure("margin", 4_809_800, 4_384_500, 4_428_900),
                figure("receipts", 3064, 2853, 2932),
                figure("ticket", 3810, 3761, 3728),
                figure("member_share", 0.584, 0.571, 0.539),
            ),
            bars,
            0.94,
        )


@dataclass
class FakeGrouping:
    overview_now: GroupsOverview | None = None

    def rules(self) -> GroupRules:
        return GroupRules()

    def overview(self, _as_of: date | None = None) -> GroupsOverview:
        return self.overview_now or an_overview()

    def missing(self, *_: object) -> tuple[MissingRow, ...]:
        row = MissingRow(
            1, "Dolores Whitlock", "2900", "mia", date(2025, 7, 21), 102, 23.0, 53.0, 128_460,
            64_200, "Usually every 23 days, longest gap 41, now 102",
        )  # fmt: skip
        return (row, replace(row, customer_id=2, worth=-5))


def an_overview(**changed: Any) -> GroupsOverview:
    def group(key: str, people: int, share: float, sales: float, change: int) -> GroupRow:
        there = rows("customers", group=key)
        return GroupRow(key, people, share, 1, 1, sales, 1, change, (), there)

    def stage(key: str, people: int) -> StageRow:
        return StageRow(key, people, people / 4312, 0, rows("customers", stage=key))

    made = GroupsOverview(
        as_of=date(2025, 10, 31),
        customers=4312,
        scored=3171,
        few_data=False,
        empty_reason="",
        cells=(),
        cut_points=(),
        recency_ranges=(),
        groups=(
            group("most_valuable", 612, 0.142, 0.585, 23),
            group("most_growable", 2287, 0.53, 0.383, 64),
            group("below_zero", 1413, 0.328, 0.032, -11),
        ),
        segments=(),
        stages=(
            stage("active", 1846),
            stage("been_a_while", 594),
            stage("mia", 731),
            stage("dead", 1141),
            stage("new", 0),
        ),
        missing=MissingSum(date(2025, 9, 30), 719, 118, 64, 42, 731, 348_200),
        moved=(
            ("most_growable", "most_valuable", 41),
            ("most_valuable", "most_growable", 18),
            ("", "most_growable", 76),
            ("below_zero", "most_growable", 49),
            ("most_growable", "below_zero", 38),
        ),
        snapshot_on=date(2025, 9, 30),
        stale=(),
        rfm=(),
    )
    return replace(made, **changed)


NAMES = ("Dolores Whitlock", "Amir Haddon", "June Okoro", "Peter Vandermolen", "Rosa Quint")


@dataclass
class FakeCustomers:
    count: int = 5000
    searched: list[str] = field(default_factory=list)

    def ids(self, _query: object) -> Any:
        return np.arange(1, self.count + 1, dtype=np.int64)

    def page(self, ids: Any) -> tuple[CustomerRow, ...]:
        return tuple(
            CustomerRow(
                int(one), f"{NAMES[int(one) % 5]} {one}", f"2900 {one:08d}", "", "", "12345",
                date(2024, 3, 1), date(2025, 10, 1), int(one) % 40, int(one) % 50, 0,
                int(one) * 1234, "most_valuable", "loyal", "active",
            )
            for one in ids
        )  # fmt: skip

    def search(self, text: str, limit: int = 50) -> tuple[CustomerHit, ...]:
        self.searched.append(text)
        found = [name for name in NAMES if text.casefold() in name.casefold()]
        return tuple(CustomerHit(7 + at, name, "2900 0104") for at, name in enumerate(found))[
            :limit
        ]

    def receipt_ids(self, _where: RowsRef) -> Any:
        return np.arange(1, 301, dtype=np.int64)

    def receipt_page(self, ids: Any) -> tuple[ReceiptRow, ...]:
        return tuple(
            ReceiptRow(
                int(one), f"T-{one}", "sale", date(2025, 10, 1), "Market Street", "offline", None,
                "", 2, 0, 1234, 0,
            )
            for one in ids
        )  # fmt: skip


@dataclass
class FakeReporting:
    printed: list[PrintReport] = field(default_factory=list)
    refusal: str = ""

    def months(self) -> tuple[int, ...]:
        return tuple(range(OCTOBER, OCTOBER - 24, -1))

    def print_report(self, wish: PrintReport, _progress: Any = None) -> Outcome[PrintedReport]:
        if self.refusal:
            raise UserError(self.refusal, "Choose another folder.")
        self.printed.append(wish)
        made = PrintedReport(Path(wish.out), 6, (("net_sales", "116742.00"),))
        return Outcome(made, frozenset({Topic.REPORTS}), "Printed.")

    def open_reference(self, text: str) -> RowsRef | None:
        return month_rows(OCTOBER) if text == "2025-10/3" else None

    def history(self) -> tuple[ReportRow, ...]:
        when = datetime(2025, 11, 1, 8, 0, tzinfo=UTC)
        return tuple(
            ReportRow(one.key, one.month, when, str(one.out), 6) for one in reversed(self.printed)
        )


@dataclass
class FakeImporting:
    def batches(self) -> tuple[Any, ...]:
        return ()

    def problems(self, **_: object) -> tuple[Any, ...]:
        return ()


@dataclass
class FakeChecking:
    """Books in a file; `is_due` says whether the last copy lacks anything."""

    is_due: bool = False
    refusal: str = ""
    copied: list[str] = field(default_factory=list)

    def whereabouts(self) -> Whereabouts:
        folder = Path("/shop")
        return Whereabouts("/shop/shop.db", folder, 8_412_300, folder / "backups")

    def copy_is_due(self, *, changed: bool = False) -> bool:
        return self.is_due or changed

    def check(self, _progress: Any) -> Checked:
        return Checked(True, 3064, True, 0, 0, ())

    def back_up(self, folder: Path, _progress: Any) -> Outcome[BackedUp]:
        if self.refusal:
            raise UserError(self.refusal, "Is the disk full?")
        self.copied.append(folder.as_posix())
        made = BackedUp(folder / "shop-20251101.db", 3064, COUNTED)
        return Outcome(made, frozenset({Topic.SETTINGS}), "Backup made.")

    def back_up_beside(self, progress: Any) -> Outcome[BackedUp]:
        return self.back_up(Path("/shop/backups"), progress)


@dataclass
class FakeStaff:
    """Nobody is told apart, until there are people."""

    people_now: tuple[StaffRow, ...] = ()

    def people(self) -> tuple[StaffRow, ...]:
        return self.people_now

    def must_sign_in(self) -> bool:
        return bool(self.people_now)


@dataclass
class FakeProgram:
    """A shop without a program; it may be shut all the same."""

    shut: tuple[tuple[date, date], ...] = ()

    def seasons(self) -> tuple[tuple[date, date], ...]:
        return self.shut

    def keep_seasons(self, told: tuple[tuple[date, date], ...]) -> Outcome[Any]:
        self.shut = told
        return Outcome(told, frozenset({Topic.SETTINGS, Topic.GROUPS}), "Kept.")


@dataclass
class FakeExports:
    noted: list[tuple[str, int]] = field(default_factory=list)

    def note(self, what: str, rows: int) -> None:
        self.noted.append((what, rows))


@dataclass
class FakeServices:
    shop: Any = field(default_factory=FakeShop)
    importing: Any = field(default_factory=FakeImporting)
    customers: Any = field(default_factory=FakeCustomers)
    sales: Any = field(default_factory=FakeSales)
    grouping: Any = field(default_factory=FakeGrouping)
    reporting: Any = field(default_factory=FakeReporting)
    exports: Any = field(default_factory=FakeExports)
    checking: Any = field(default_factory=FakeChecking)
    keeping: Any = field(default_factory=FakeKeeping)
    cards: Any = field(default_factory=FakeCards)
    staff: Any = field(default_factory=FakeStaff)
    insights: Any = field(default_factory=FakeInsights)
    campaigns: Any = field(default_factory=FakeCampaigns)
    members: Any = None
    merging: Any = None
    points: Any = None
    program: Any = field(default_factory=FakeProgram)
    posting: Any = None
    replaying: Any = None
    transition: Any = None
    start_gifts: Any = None
    move_progress: Any = None
    liability: Any = None
    planning: Any = None
    plans: Any = None
    demo: Any = None

    def close(self) -> None:
        """Nothing is held open."""


def an_empty_shop() -> FakeServices:
    return FakeServices(shop=FakeShop(has_books=False), sales=FakeSales(has_books=False))
