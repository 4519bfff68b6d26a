"""An invented shop's months, as facts for the pages."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from retailcrm.core.days import month_end, month_index, month_start
from retailcrm.core.rows import RowsRef, rows
from retailcrm.reports.facts import Kind
from retailcrm.reports.monthly_facts import (
    AlarmFacts,
    CellFacts,
    Compared,
    GroupFacts,
    HeadlineFacts,
    MissingFacts,
    MissingPerson,
    MonthFacts,
    MonthlyReport,
    MoveFacts,
    PartFacts,
    RuleFacts,
    SegmentFacts,
    StageFacts,
    TargetFacts,
)
from tests.unit.reports.topic_facts import (
    a_concentration,
    a_retention,
    a_value,
    an_roi,
    fact,
    money,
    no_program,
    nobody_back,
    share,
)

OCTOBER = month_index(date(2026, 10, 1))
_SALES = (8712, 9107, 12954, 7020, 7466, 8318, 9044, 9287, 8801, 8120, 9395, 10012, 11231)
_GRID = {
    5: ("new", "potential_loyalist", "potential_loyalist", "champions", "champions"),
    4: ("promising", "potential_loyalist", "potential_loyalist", "loyal", "loyal"),
    3: ("about_to_sleep", "about_to_sleep", "need_attention", "loyal", "loyal"),
    2: ("hibernating", "hibernating", "at_risk", "at_risk", "cant_lose"),
    1: ("lost", "hibernating", "at_risk", "at_risk", "cant_lose"),
}
RECEIPTS = rows("receipts")
_BEST = ("champions", "cant_lose")
_PEOPLE = (
    ("Rosalind Achterberg", "104 882 1937", "most_valuable"),
    ("Tobias Wren", "104 882 2006", "most_valuable"),
    ("Marguerite Okonjo-Hale", "104 882 0418", "most_valuable"),
    ("Ivo Lindqvist", "104 882 3311", "most_growable"),
    ("Henrietta Vance", "", "most_growable"),
    ("Samir Dell", "104 882 7720", "most_growable"),
)


def _month_rows(index: int) -> RowsRef:
    first, last = month_start(index).isoformat(), month_end(index).isoformat()
    return rows("receipts", from_=first, to=last)


def _headline() -> HeadlineFacts:
    here = _month_rows(OCTOBER)
    return HeadlineFacts(
        net_sales=Compared(1123140, 1001230, 1051800, here),
        margin=Compared(462733, 405498, 427030, here),
        receipts=Compared(318, 297, 305, here),
        ticket=Compared(1123140 / 318, 1001230 / 297, 1051800 / 305, here),
        member_share=Compared(0.584, 0.571, 0.539, here),
    )


def _months() -> tuple[MonthFacts, ...]:
    first = OCTOBER - len(_SALES) + 1
    return tuple(
        MonthFacts(
            month=first + at,
            net_sales=sales * 100 + 40,
            year_before=sales * 100 - (-1) ** at * 61000 if at >= 4 else None,
            complete=True,
            rows=_month_rows(first + at),
        )
        for at, sales in enumerate(_SALES)
    )


def _part(key: str, net: int, margin: int, before: int | None, **filters: str) -> PartFacts:
    return PartFacts(key, abs(net) // 3500 + 1, net, margin, before, rows("receipts", **filters))


def _groups() -> tuple[GroupFacts, ...]:
    return (
        GroupFacts("most_valuable", 61, 0.1415, 3, 4363020, 0.5847, 1682400, _of("most_valuable")),
        GroupFacts("most_growable", 229, 0.5313, 6, 2859040, 0.3831, 1049180, _of("most_growable")),
        GroupFacts("below_zero", 141, 0.3272, -1, 240550, 0.0322, -53100, _of("below_zero")),
    )  # fmt: skip


def _of(key: str) -> RowsRef:
    return rows("customers", group=key, as_of="2026-10-31")


def _moves() -> tuple[MoveFacts, ...]:
    table = (
        ("most_valuable", "most_valuable", 55),
        ("most_valuable", "most_growable", 2),
        ("most_valuable", "below_zero", 1),
        ("most_growable", "most_valuable", 6),
        ("most_growable", "most_growable", 213),
        ("most_growable", "below_zero", 4),
        ("below_zero", "most_growable", 6),
        ("below_zero", "below_zero", 136),
        ("", "most_growable", 8),
    )
    return tuple(
        MoveFacts(before, now, count, rows("customers", moved_from=before, moved_to=now))
        for before, now, count in table
    )


def _grid() -> tuple[CellFacts, ...]:
    counts = {
        (r, c): 3 + (r * 7 + c * 11) % 23 + (9 if c > 3 and r > 3 else 0)
        for r in _GRID
        for c in range(1, 6)
    }
    counts[(1, 5)] = 0
    whole = sum(counts.values())
    return tuple(
        CellFacts(r, c, _GRID[r][c - 1], n, n / whole, rows("customers", r=str(r), fm=str(c)))
        for (r, c), n in counts.items()
    )


def _segments() -> tuple[SegmentFacts, ...]:
    cells = _grid()
    whole = sum(cell.customers for cell in cells)
    keys = sorted({cell.segment for cell in cells})
    counts = {key: sum(cell.customers for cell in cells if cell.segment == key) for key in keys}
    return tuple(
        SegmentFacts(
            key=key,
            customers=counts[key],
            share=counts[key] / whole,
            net_sales=counts[key]
            * (31000 if key in ("champions", "cant_lose") else 9000 + at * 400),
            before=counts[key] + (at % 5) - 2,
            rows=rows("customers", segment=key),
        )
        for at, key in enumerate(keys)
    )


def _stages() -> tuple[StageFacts, ...]:
    table = (
        ("active", 185, 5021400),
        ("been_a_while", 59, 918300),
        ("mia", 73, 1213000),
        ("dead", 104, 309910),
        ("new", 10, 0),
    )
    whole = sum(count for _, count, _ in table)
    return tuple(
        StageFacts(key, count, count / whole, net, rows("customers", stage=key))
        for key, count, net in table
    )


def _people() -> tuple[MissingPerson, ...]:
    return tuple(
        MissingPerson(
            name=name,
            card=card,
            group=group,
            last_on=date(2026, 8, 20) - timedelta(days=9 * at),
            gap=72 + 9 * at,
            usual=17.2 + 3 * at,
            limit=44.0 + 6 * at,
            net_sales=184300 - 23100 * at,
            evidence=f"Usually every {17 + 3 * at} days, longest gap {39 + at}; 9 of 10 like "
            f"this customer would be back by {44 + 6 * at} days.",
            rows=rows("customers", customer=str(100 + at)),
        )
        for at, (name, card, group) in enumerate(_PEOPLE)
    )


def _targets() -> tuple[TargetFacts, ...]:
    until = date(2027, 6, 30)
    return (
        TargetFacts("retention", 0.7, share("retention_rate", 0.6), 0.35, until),
        TargetFacts("ticket", 4_000.0, money("ticket", 3_532), 0.0, until),
        TargetFacts("member_share", 0.58, share("member_share", 0.584), 1.2, until),
        TargetFacts("best_visits", 16.0, fact("best_visits", 14.25, Kind.COUNT), None, until),
    )


def _categories() -> tuple[PartFacts, ...]:
    return (
        _part("Books", 514230, 190300, 508100, category="Books"),
        _part("Stationery", 233100, 118200, 214800, category="Stationery"),
        _part("Toys and games", 196510, 81333, 151300, category="Toys and games"),
        _part("Cards", 131200, 71900, 133900, category="Cards"),
        _part("", 52800, 3100, 43700, category=""),
        _part("Gift wrap", -4700, -2100, None, category="Gift wrap"),
    )


@pytest.fixture
def larkfield() -> MonthlyReport:
    """A month of a shop with two stores, all facts present."""
    here = _month_rows(OCTOBER)
    return MonthlyReport(
        shop="Larkfield Books & Gifts",
        stores=("Market Street", "Riverside"),
        currency="USD",
        month=OCTOBER,
        data_through=date(2026, 10, 31),
        headline=_headline(),
        problems_rows=rows("problems"),
        cost_known=0.94,
        months=_months(),
        by_store=(
            _part("Market Street", 702100, 291400, 688000, store="1"),
            _part("Riverside", 421040, 171333, 363800, store="2"),
        ),
        by_channel=(
            _part("offline", 998100, 410000, 951000, channel="offline"),
            _part("online", 125040, 52733, 100800, channel="online"),
        ),
        by_category=_categories(),
        groups=_groups(),
        moves=_moves(),
        compared_on=date(2026, 9, 30),
        grid=_grid(),
        recency_ranges=((5, 0, 12), (4, 13, 31), (3, 32, 66), (2, 67, 140), (1, 141, 364)),
        segments=_segments(),
        stages=_stages(),
        missing=MissingFacts(
            date(2026, 9, 30), 72, 12, 7, 4, 73, 41860, rows("customers", stage="mia")
        ),
        worth_most=_people(),
        alarm=AlarmFacts(5, 391200, rows("customers", stage="mia", group="most_valuable")),
        targets=_targets(),
        new_customers=Compared(39, 34, 35, here),
        retention=a_retention(),
        value=a_value(),
        concentration=a_concentration(),
        roi=an_roi(),
        problems=9,
        problems_amount=18735,
        rules=RuleFacts(dated=date(2026, 1, 1)),
        input_hash="7c41 9e0b",
    )


@pytest.fixture
def unopened(larkfield: MonthlyReport) -> MonthlyReport:
    """A shop that has imported nothing yet."""
    nothing = Compared(None, None, None, rows("receipts"))
    none = Compared(0, None, None, rows("receipts"))
    return MonthlyReport(
        shop="My shop",
        stores=(),
        currency="USD",
        month=OCTOBER,
        data_through=None,
        headline=HeadlineFacts(none, none, none, nothing, nothing),
        problems_rows=larkfield.problems_rows,
    )


@pytest.fixture
def corner(larkfield: MonthlyReport) -> MonthlyReport:
    """A young shop: one store, twelve customers, no year before, nobody missing."""
    headline = larkfield.headline
    young = {
        name: replace(getattr(headline, name), year_before=None)
        for name in ("net_sales", "margin", "receipts", "ticket", "member_share")
    }
    return replace(
        larkfield,
        shop="Corner Bakery",
        stores=("Main",),
        headline=HeadlineFacts(**young),
        cost_known=0.0,
        months=tuple(replace(month, year_before=None) for month in larkfield.months[-3:]),
        by_store=larkfield.by_store[:1],
        by_channel=larkfield.by_channel[:1],
        by_category=(),
        groups=(),
        groups_reason="With 12 customers there are too few for groups; they begin at 20.",
        moves=(),
        compared_on=None,
        grid=(),
        segments=(),
        stages=(StageFacts("active", 12, 1.0, 310000, rows("customers", stage="active")),),
        missing=MissingFacts(None, 0, 0, 0, 0, 0, 0, rows("customers", stage="mia")),
        worth_most=(),
        alarm=None,
        targets=(),
        new_customers=Compared(4, 5, None, RECEIPTS),
        retention=nobody_back(),
        value=a_value(modelled=False),
        concentration=a_concentration(12),
        roi=no_program(),
        problems=0,
        problems_amount=None,
        rules=RuleFacts(),
        input_hash="",
    )
