"""A program tried on the shop's own receipts agrees with what the ledger then books."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from retailcrm.core.errors import UserError
from retailcrm.loyalty.program import Bonus, Earning, Goods, Program, Tier, TierRules, Who
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.wiring import Services
from tests.builders import taken_in, till_files

EVERYONE = Program(earning=Earning(who=Who.CUSTOMERS))


@pytest.fixture
def filled(file_shop: Services) -> Services:
    taken_in(file_shop, *till_files("square"))
    return file_shop


def test_an_empty_shop_has_nothing_to_try_a_program_on(file_shop: Services) -> None:
    with pytest.raises(UserError, match="no receipts"):
        file_shop.replaying.replay(EVERYONE)


@pytest.mark.parametrize(
    "program",
    [
        EVERYONE,
        replace(EVERYONE, earning=Earning(per_unit=Decimal("1.25"), who=Who.CUSTOMERS,
                                          bonuses=(Bonus(Goods(categories=("Pantry",)),
                                                         Decimal(2), per_item=3),))),
        replace(EVERYONE, earning=Earning(who=Who.CUSTOMERS, per_visit=5, carry=True)),
        replace(EVERYONE, tiers=TierRules((Tier("gold", "Gold", 20_000, Decimal("1.5")),))),
    ],
    ids=["plain", "bonus", "carry", "tiers"],
)  # fmt: skip
def test_the_trial_gives_the_points_that_the_ledger_books(
    filled: Services, program: Program
) -> None:
    first = date(2024, 1, 1)
    tried = filled.replaying.replay(program, first)
    filled.program.save(program, first)
    filled.posting.catch_up()
    ids = filled.customers.ids(CustomerQuery())
    booked = sum(filled.points.account(int(one)).balance for one in ids)
    assert filled.points.verify().ok
    assert tried.totals.points == booked
    assert tried.members > 20


def test_a_preview_says_who_gains_and_loses_and_what_the_shop_will_owe(filled: Services) -> None:
    filled.program.save(EVERYONE, date(2026, 1, 1))
    filled.posting.catch_up()
    double = replace(EVERYONE, earning=Earning(per_unit=Decimal(2), who=Who.CUSTOMERS))
    told = filled.replaying.preview(double)
    assert told.before is not None
    assert told.after.totals.points > told.before.totals.points
    assert (told.less, told.lost) == (0, 0)
    assert told.more == told.before.members
    assert told.liability_before == told.liability_after == round(told.open_points * 0.75)
    same = filled.replaying.preview(EVERYONE)
    assert (same.more, same.less) == (0, 0)
