"""Campaigns written straight into the books, with people in their arms."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, insert

from retailcrm.db.ids import reserve
from retailcrm.models.campaigns import Arm, Assignment, Campaign

#: name of an arm, who is in it, what they get as JSON
Group = tuple[str, Sequence[int], str]


def drawn(connection: Connection, groups: Iterable[Group], day: int, **told: Any) -> int:
    """Write a campaign that was sent on a day, the people left alone first; give its number."""
    number = int(told.pop("id", 0)) or reserve(connection, "campaign", 1)
    usual = {
        "id": number, "name": "Spring", "kind": "once", "state": "running", "channel": "email",
        "audience": "customers", "salt": "salt", "held_back": 1000, "days": 30, "starts": day,
        "sent": day, "at": 0,
    }  # fmt: skip
    connection.execute(insert(Campaign).values(**{**usual, **told}))
    for place, (name, people, offer) in enumerate(groups):
        arm = {"id": number * 100 + place, "campaign_id": number, "place": place, "name": name}
        connection.execute(insert(Arm).values(**arm, offer=offer))
        assigned(connection, number, place, people, day)
    return number


def assigned(
    connection: Connection,
    number: int,
    place: int,
    people: Sequence[int],
    day: int,
    occasion: int = 0,
) -> None:
    """Put people into an arm."""
    rows = [
        {
            "campaign_id": number, "customer_id": one, "occasion": occasion,
            "arm_id": number * 100 + place, "day": day, "stratum": "",
        }
        for one in people
    ]  # fmt: skip
    if rows:
        connection.execute(insert(Assignment), rows)
