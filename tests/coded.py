"""Campaigns with people in them, written straight into the books, for codes and letters."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import insert

from retailcrm.core.days import day_number
from retailcrm.db.ids import reserve
from retailcrm.models.campaigns import Arm, Assignment, Campaign
from retailcrm.services.member_rows import Enrolment
from retailcrm.wiring import Services

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
    with shop.books.write() as unit:
        run = unit.connection.execute
        number = reserve(unit.connection, "campaign", 1)
        day = day_number(SENT)
        run(
            insert(Campaign).values(
                id=number, name=name, kind="once", state="running", channel=channel,
                audience="customers", salt="salt", held_back=1000, days=days, starts=day, sent=day,
                at=0, wording=wording,
            )
        )  # fmt: skip
        arms = [reserve(unit.connection, "arm", 1) for _ in range(2)]
        offers = ("", f'{{"kind": "share", "text": "{gives}"}}')
        for place, (arm, offer) in enumerate(zip(arms, offers, strict=True)):
            told = {"id": arm, "campaign_id": number, "place": place, "offer": offer}
            run(insert(Arm).values(name=("Control", "A")[place], **told))
        for place, people in enumerate((control, treated)):
            for one in people:
                run(
                    insert(Assignment).values(
                        campaign_id=number, customer_id=one, occasion=0, arm_id=arms[place],
                        day=day,
                    )
                )  # fmt: skip
    return number
