"""Quiet days as they are typed."""

from datetime import date

import pytest

from retailcrm.core.days import day_number
from retailcrm.core.errors import UserError
from retailcrm.ui.screens.campaigns.quiet_days import quiet_text, quiet_typed

CHRISTMAS = (day_number(date(2026, 12, 24)), day_number(date(2026, 12, 26)))
NEW_YEAR = (day_number(date(2027, 1, 1)),) * 2


def test_spans_and_single_days_come_back_as_they_were_typed() -> None:
    told = "2027-01-01; 2026-12-24 to 2026-12-26"
    assert quiet_typed(told) == (CHRISTMAS, NEW_YEAR)
    assert quiet_text((CHRISTMAS, NEW_YEAR)) == "2026-12-24 to 2026-12-26, 2027-01-01"
    assert quiet_typed(quiet_text((CHRISTMAS, NEW_YEAR))) == (CHRISTMAS, NEW_YEAR)
    assert quiet_typed("  ") == ()


@pytest.mark.parametrize("told", ["Christmas", "2026-12-26 to 2026-12-24", "2026-13-01", "24.12."])
def test_what_is_no_day_is_named(told: str) -> None:
    with pytest.raises(UserError, match="are no days"):
        quiet_typed(told)
