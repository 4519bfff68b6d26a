"""Campaigns with people in them, written straight into the books, for codes and letters."""

from collections.abc import Sequence
from datetime import date

from retailcrm.core.days import day_number
from retailcrm.services.member_rows import Enrolment
from retailcrm.wiring import Services
from tests.drawn import drawn

SENT = date(2026, 4, 20)


def a_member(shop: Services, first: str, last: str = "Lima", **told: str) -> int:
    """Enrol somebody."""
    wish = Enrolment(first_name=first, last_name=last, **told)  # type: ignore[arg-type]
    return shop.members.enrol(wish).value.customer_id


def a_campaign(
    shop: Services,
    treated: Sequence[int],
    control: Sequence[int] = (),
    *,
    gives: str = "10 % off",
    channel: str = "till",
    days: int = 30,
    wording: str = "{}",
    name: str = "Spring",
) -> int:
    """Write down a campaign that was sent: one arm, and those left alone."""
    groups = (("Control", control, ""), ("A", treated, f'{{"kind": "share", "text": "{gives}"}}'))
    told = {"channel": channel, "days": days, "wording": wording, "name": name}
    with shop.books.write() as unit:
        return drawn(unit.connection, groups, day_number(SENT), **told)
