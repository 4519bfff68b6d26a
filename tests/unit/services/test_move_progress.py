"""The move to points is watched week by week."""

from datetime import date

import pytest

from retailcrm.core.errors import UserError
from retailcrm.loyalty.program import Earning, Program, Who
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.wiring import Services
from tests.builders import taken_in, till_files


def test_without_a_program_there_is_no_move_to_watch(file_shop: Services) -> None:
    with pytest.raises(UserError, match="program"):
        file_shop.move_progress.weeks()


def test_weeks_add_up_to_sales_and_points_since_the_program_began(file_shop: Services) -> None:
    taken_in(file_shop, *till_files("square"))
    start = date(2026, 5, 1)
    file_shop.program.save(Program(earning=Earning(who=Who.CUSTOMERS)), start)
    file_shop.posting.catch_up()
    told = file_shop.move_progress.weeks()
    ids = [int(one) for one in file_shop.customers.ids(CustomerQuery())]
    accounts = [file_shop.points.account(one) for one in ids]
    assert sum(week.earned for week in told.weeks) == sum(one.balance for one in accounts)
    assert told.weeks[-1].moved == sum(
        any(entry.kind == "earn" for entry in file_shop.points.why(one)) for one in ids
    )
    assert told.weeks[0].first == told.weeks[1].first - 7
    assert sum(week.buyers for week in told.weeks) > 10
    assert told.pause.told
