"""What stands out at the till, found in either database."""

from pathlib import Path

import pytest

from retailcrm.core.definitions import DEFINITIONS
from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.core.rows import rows
from retailcrm.loyalty.program import Program
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.services.points_rows import Change, Redemption
from retailcrm.services.till_watch_rows import TillWatchTold
from retailcrm.wiring import Services
from tests.builders import a_table, taken_in
from tests.club import START

HEADINGS = "Receipt,Date,Time,Store,Register,Cashier,Card,Item,Quantity,Price"
LENT = "7010000140"
INES, ADA = Actor("Ines", Role.MANAGER), Actor("Ada", Role.OWNER)


def october() -> list[str]:
    """Write a month of two tills; one cashier puts strangers' baskets on a card of hers."""
    lines = []
    for at in range(600):
        day, hour, minute = 1 + at // 2 % 30, 9 + at // 2 % 8, at % 60
        till = 1 + at % 2
        mine = till == 1 and at % 14 == 0
        card = LENT if mine else ("" if at % 3 else f"70100{at % 90:05d}")
        who = "Mia" if till == 1 else "Tom"
        lines.append(
            f"R{at},2026-10-{day:02d},{hour:02d}:{minute:02d}:00,Main,T{till},{who},{card},Tea,1,4.00"
        )
    return lines


@pytest.fixture
def watched(shop: Services, tmp_path: Path) -> Services:
    taken_in(shop, a_table(tmp_path / "october.csv", HEADINGS, *october()))
    return shop


def look(shop: Services, month: int | None = None) -> TillWatchTold:
    return shop.insights.till_watch.look(month)


def test_a_card_on_strangers_baskets_is_shown_with_its_receipts(watched: Services) -> None:
    told = look(watched)
    assert (told.names_staff, told.tells_time) == (True, True)
    (card,) = told.cards
    assert (card.card, card.mainly, card.reasons) == (LENT, "Mia", ("one_person",))
    assert told.shown is not None
    assert told.shown.value == 1.0
    for figure in (card.receipts, card.by_main):
        assert figure is not None
        assert figure.value == watched.customers.receipt_ids(figure.rows).size > 40
    found = watched.customers.found(told.shown.rows)
    assert found is not None
    assert found.ids.tolist() == [card.customer_id]


def test_every_figure_has_its_definition_and_customers(watched: Services) -> None:
    watched.program.save(Program(), START)
    member = int(watched.customers.ids(CustomerQuery(text=LENT))[0])
    for _ in range(5):
        watched.points.adjust(Change(customer_id=member, points=50, reason="late"), actor=INES)
    watched.points.redeem(Redemption(customer_id=member, points=20), actor=ADA)
    month = max(look(watched).months) + 1  # the clock of the shop stands in November
    told = look(watched, month)
    (person,) = told.people
    assert (person.actor, person.reasons) == ("Ines", ("one_card", "soon"))
    assert not told.is_quiet
    for figure in (person.entries, person.given, person.used_soon):
        assert figure.key in DEFINITIONS
        found = watched.customers.found(figure.rows)
        assert found is not None
        assert found.figure() == figure.value
        assert found.ids.tolist() == [member]
    assert (person.entries.value, person.given.value) == (5.0, 250.0)


def test_a_quiet_month_says_nothing_of_anybody(shop: Services, tmp_path: Path) -> None:
    quiet = [line for line in october() if LENT not in line]
    taken_in(shop, a_table(tmp_path / "october.csv", HEADINGS, *quiet))
    told = look(shop)
    assert told.is_quiet
    assert told.cards == ()
    assert told.used is not None
    found = shop.customers.found(told.used.rows)
    assert found is not None
    assert found.figure() == told.used.value == 30.0


def test_an_empty_shop_has_nothing_to_look_at(shop: Services) -> None:
    told = look(shop)
    assert (told.month, told.months, told.is_quiet) == (None, (), True)
    assert told.why_empty == "There are no receipts yet."


def test_a_reference_without_a_month_is_refused(shop: Services) -> None:
    with pytest.raises(UserError):
        shop.customers.found(rows("customers", finding="till.used"))
