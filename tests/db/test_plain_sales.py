"""Receipts booked as rows and booked one by one leave the same ledger, to the last cell."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from retailcrm.core.days import day_number
from retailcrm.db.ledger import Ledger, NewEntry
from retailcrm.db.programs import add_version
from retailcrm.loyalty.lots import Use
from retailcrm.loyalty.program import (
    Bonus,
    Campaign,
    Earning,
    Expiry,
    ExpiryMode,
    Goods,
    Negative,
    Program,
    Redeeming,
    Stacking,
    Tier,
    TierRules,
    Who,
)
from retailcrm.services.posting_plain import PlainBooking
from retailcrm.wiring import Services
from tests.builders import Goods as Good
from tests.builders import Row, a_person, a_return, a_sale, an_export, taken_in

PEOPLE = 6
START = date(2026, 1, 1)
SHELF = (
    Good(),
    Good("Sheet Pan", 2_105, "Bakeware"),
    Good("Tea", 333, "Drinks", 33),
    Good("Free Cup", 100, "Drinks", 100),
)
TABLES = {
    "points_entry": "id",
    "points_line": "entry_id, line_no",
    "lot_use": "entry_id, lot_id, nth",
    "points_receipt": "receipt_id",
    "points_account": "customer_id",
    "tier_event": "id",
}
ODD = (
    "UPDATE receipt SET tip = 250 WHERE id % 5 = 0",
    "UPDATE receipt SET coupon = 'X10,other' WHERE id % 7 = 0",
    "UPDATE receipt SET voided = 1 WHERE id % 17 = 0",
    "UPDATE receipt_line SET gift = {true} WHERE receipt_id % 11 = 0 AND line_no = 1",
    "UPDATE receipt_line SET refunded = 100 WHERE receipt_id % 13 = 0 AND gross > 500",
    "UPDATE receipt_line SET tax = -10 WHERE receipt_id % 19 = 0 AND gross > 0",
    "UPDATE receipt_line SET quantity = 2500 WHERE receipt_id % 4 = 0 AND gross > 0",
)
times = st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(1), Decimal("1.25"), Decimal(3)])
days = st.integers(0, 250).map(lambda n: START + timedelta(days=n))
goods = st.sampled_from(
    [Goods(), Goods(("drinks",)), Goods((), ("TEA", "hon")), Goods(("none",), ("Sheet Pan",))]
)
earnings = st.builds(
    Earning,
    per_unit=st.sampled_from([Decimal(0), Decimal(1), Decimal("1.234567")]),
    per_visit=st.integers(0, 3),
    per_item=st.integers(0, 2),
    bonuses=st.lists(
        st.builds(Bonus, goods, times, st.integers(0, 3), st.none() | days), max_size=2
    ).map(tuple),
    excluded=goods,
    weekdays=st.just(()) | st.tuples(*[times] * 7),
    campaigns=st.lists(
        st.builds(
            Campaign, st.just("c"), times, st.just(START), days,
            customers=st.sampled_from([(), (2,)]), coupon=st.sampled_from(["", "x10"]),
        ),
        max_size=2,
    ).map(tuple),
    customers=st.sampled_from([(), ((1, Decimal(2)),)]),
    stacking=st.sampled_from(Stacking),
    carry=st.booleans(),
    discounted_earn=st.booleans(),
    tax_earns=st.booleans(),
    gift_cards_earn=st.booleans(),
    tips_earn=st.booleans(),
    pending_days=st.sampled_from([0, 14]),
    who=st.sampled_from(Who),
)  # fmt: skip
programs = st.builds(
    Program,
    earning=earnings,
    redeeming=st.builds(Redeeming, negative=st.sampled_from([Negative.ALLOW, Negative.CLAMP])),
    expiry=st.builds(Expiry, st.sampled_from(ExpiryMode)),
    tiers=st.sampled_from(
        [TierRules(), TierRules((Tier("gold", "Gold", 9_000, Decimal("1.5")),), 3)]
    ),
)


class _UndoneError(Exception):
    """Ends a unit so that nothing of it is kept."""


def _past(rng: Random) -> list[list[Row]]:
    """Draw half a year of sales, returns on later days, and returns of sales nobody knows."""
    written = []
    for number in range(70):
        day = START + timedelta(days=rng.randrange(180))
        bought = rng.choices(SHELF, k=rng.randint(1, 4))
        buyer = f"P{rng.randrange(PEOPLE)}"
        written.append(a_sale(f"S{number}", *bought, buyer=buyer, day=day.isoformat()))
        if rng.random() < 0.2:
            later = (day + timedelta(days=rng.randrange(20))).isoformat()
            written.append(a_return(f"R{number}", bought[0], of=f"S{number}", day=later))
    return written


@pytest.fixture
def half_a_year(shop: Services, tmp_path: Path) -> Services:
    """Fill a shop, then give its receipts whatever a till may tell of them."""
    people = [a_person(f"P{n}", first=f"Ana{n}", card=f"70100{n}") for n in range(PEOPLE - 1)]
    directory = an_export(tmp_path / "people.csv", people, columns=tuple(people[0]))
    taken_in(shop, directory, an_export(tmp_path / "sales.csv", *_past(Random(7))))  # noqa: S311 - a shop, no secret
    with shop.books.write() as unit:
        true = "1" if unit.connection.dialect.name == "sqlite" else "true"
        for statement in ODD:
            told = _as_kept(unit.connection, statement, true)
            unit.connection.execute(text(told))
    return shop


def _as_kept(connection: Connection, statement: str, true: str) -> str:
    kind = connection.execute(text("SELECT gift FROM receipt_line LIMIT 1")).scalar()
    return statement.format(true=true if isinstance(kind, bool) else "1")


def _buyers(connection: Connection) -> list[int]:
    found = connection.scalars(
        text("SELECT DISTINCT customer_id FROM receipt WHERE customer_id IS NOT NULL ORDER BY 1")
    )
    return [int(one) for one in found]


def _pays_with_points(connection: Connection) -> None:
    """Let one receipt be paid with points, and one account owe some."""
    sale = connection.execute(
        text(
            "SELECT customer_id, number, day FROM receipt WHERE kind = 0 "
            "AND customer_id IS NOT NULL ORDER BY id LIMIT 1"
        )
    ).one()
    ledger, first = Ledger(connection, 1), day_number(START)
    lot = ledger.add(
        NewEntry(customer_id=sale.customer_id, kind="award", points=50, day=first, key="a",
                 available=first)
    )  # fmt: skip
    ledger.add(
        NewEntry(customer_id=sale.customer_id, kind="redeem", points=-50, day=sale.day, key="b",
                 reference=sale.number, value=50),
        [Use(lot, 50)],
    )  # fmt: skip
    debtor = _buyers(connection)[1]
    ledger.add(NewEntry(customer_id=debtor, kind="adjust", points=-7, day=first, key="c"))


def _booked(shop: Services, rules: tuple[Program, Program], first: int) -> dict[str, list[Any]]:
    """Book everything in two goes, read the ledger, and leave the books as they were."""
    found: dict[str, list[Any]] = {}
    try:
        with shop.books.write() as unit:
            for starts, program in zip((START, date(2026, 4, 1)), rules, strict=True):
                add_version(
                    unit.connection, program, starts=day_number(starts), note="", at=1, actor=""
                )
            _pays_with_points(unit.connection)
            buyers = _buyers(unit.connection)
            for part in (buyers[:first], buyers[first:], buyers):
                shop.posting.follow(unit, part)
            for table, order in TABLES.items():
                rows = unit.connection.execute(text(f"SELECT * FROM {table} ORDER BY {order}"))  # noqa: S608
                found[table] = [tuple(row) for row in rows]
            raise _UndoneError  # noqa: TRY301 - the unit ends so
    except _UndoneError:
        return found


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.integers(0, PEOPLE), rules=st.tuples(programs, programs))
def test_rows_and_single_receipts_leave_the_same_ledger(
    half_a_year: Services, rules: tuple[Program, Program], first: int
) -> None:
    as_rows = _booked(half_a_year, rules, first)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PlainBooking, "read", _reads_none)
        singly = _booked(half_a_year, rules, first)
    for table in TABLES:
        assert as_rows[table] == singly[table], table


_reads_none: Callable[..., None] = lambda *_told: None  # noqa: E731 - takes a method's place


def test_most_receipts_are_booked_as_rows(half_a_year: Services) -> None:
    told: list[int] = []
    read = PlainBooking.read

    def counted(self: PlainBooking, *words: Any) -> None:
        read(self, *words)
        told.append(len(self.lines))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PlainBooking, "read", counted)
        ledger = _booked(half_a_year, (Program(), Program()), 0)
    assert sum(told) > len(ledger["points_receipt"]) / 3
    assert ledger["points_entry"]
