"""Campaigns written straight into the books, with sales as a till exports them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from retailcrm.core.days import day_number
from retailcrm.models.campaigns import (
    CampaignCost,
    CodeUse,
    CouponCode,
    LeftOut,
)
from retailcrm.models.mailing import Delivery, ExportedRow, ListExport
from retailcrm.wiring import Services
from tests.builders import a_table, taken_in
from tests.drawn import assigned, drawn

SENT = date(2026, 9, 7)
AT = int(datetime(2026, 9, 7, 8, 0, tzinfo=UTC).timestamp())
HEADINGS = "Receipt,Date,Store,Card,Item,Quantity,Price,Discount"


@dataclass
class Till:
    """Writes receipts of numbered members, a line each."""

    lines: list[str] = field(default_factory=list)

    def sale(
        self, member: int, day: str, price: str = "20.00", discount: str = "0.00", many: int = 1
    ) -> None:
        """Sell something, or take it back with a quantity below zero."""
        number, card = len(self.lines) + 1, card_of(member)
        self.lines.append(f"R{number},{day},Main,{card},Tea,{many},{price},{discount}")

    def known(self, members: Iterable[int], day: str = "2026-05-04") -> None:
        """Let everybody have bought once before."""
        for one in members:
            self.sale(one, day, "10.00")

    def into(self, shop: Services, path: Path) -> None:
        """Import everything."""
        taken_in(shop, a_table(path / f"till{len(self.lines)}.csv", HEADINGS, *self.lines))


def card_of(member: int) -> str:
    """Give the card of a numbered member."""
    return f"70100{member:05d}"


def customers(shop: Services) -> dict[int, int]:
    """Give the customer id of each numbered member."""
    with shop.books.read() as connection:
        found = connection.execute(text("SELECT card, id FROM customer WHERE card <> ''"))
        return {int(card[-5:]): int(number) for card, number in found}


def a_campaign(
    shop: Services,
    arms: Mapping[str, Sequence[int]],
    control: Sequence[int] = (),
    *,
    number: int = 1,
    sent: date | None = SENT,
    days: int = 14,
    **told: Any,
) -> int:
    """Write a campaign with its arms and who fell where; everyone named by member number."""
    ids, day = customers(shop), day_number(sent or SENT)
    people = len(control) + sum(len(one) for one in arms.values())
    usual: dict[str, Any] = {
        "name": "Autumn postcard",
        "channel": "post",
        "audience": "customers?stage=mia",
        "salt": f"camp-{number}",
        "held_back": round(10_000 * len(control) / people) if people else 0,
        "at": AT,
    }
    given = json.dumps({"kind": "message"})
    groups = [("Control", [ids[one] for one in control], "")]
    groups += [(name, [ids[one] for one in members], given) for name, members in arms.items()]
    with shop.books.write() as unit:
        return drawn(unit.connection, groups, day, id=number, days=days, **{**usual, **told})


def an_occasion(
    shop: Services, members: Sequence[int], place: int, day: date, *, number: int = 1
) -> None:
    """Let a moment of a campaign come for some members."""
    ids = customers(shop)
    with shop.books.write() as unit:
        people, on = [ids[one] for one in members], day_number(day)
        assigned(unit.connection, number, place, people, on, occasion=on)


def spent(
    shop: Services, kind: str, minor: float, *, per_piece: bool = False, number: int = 1
) -> None:
    """Spend money on a campaign, in cents."""
    with shop.books.write() as unit:
        taken = unit.connection.scalar(text("SELECT COUNT(*) FROM campaign_cost")) or 0
        unit.connection.execute(
            insert(CampaignCost).values(
                id=taken + 1,
                campaign_id=number,
                kind=kind,
                per_piece=int(per_piece),
                amount=round(minor * 1_000),
                at=AT,
            )
        )


def codes_used(shop: Services, members: Sequence[int], day: date, *, number: int = 1) -> None:
    """Let members show a code of the campaign; the same one twice is two uses."""
    ids = customers(shop)
    with shop.books.write() as unit:
        taken = unit.connection.scalar(text("SELECT COUNT(*) FROM code_use")) or 0
        if not taken:
            unit.connection.execute(
                insert(CouponCode).values(
                    id=1, code="TEA", shown="TEA", campaign_id=number, uses=None, at=AT
                )
            )
        for place, member in enumerate(members):
            unit.connection.execute(
                insert(CodeUse).values(
                    id=taken + place + 1,
                    code_id=1,
                    customer_id=ids[member],
                    day=day_number(day),
                    at=AT,
                    accepted=1,
                    key=f"use-{taken + place}",
                )
            )


def delivered(
    shop: Services, kind: str, members: Sequence[int], at: datetime, *, number: int = 1
) -> None:
    """Let a mail service report something."""
    ids = customers(shop)
    with shop.books.write() as unit:
        taken = unit.connection.scalar(text("SELECT COUNT(*) FROM delivery")) or 0
        for place, member in enumerate(members):
            unit.connection.execute(
                insert(Delivery).values(
                    id=taken + place + 1,
                    customer_id=ids[member],
                    campaign_id=number,
                    channel="email",
                    kind=kind,
                    at=int(at.timestamp()),
                    key=f"{kind}-{taken + place}",
                )
            )


def listed(shop: Services, members: Sequence[int], *, number: int = 1) -> None:
    """Write a list of the campaign that leaves the shop."""
    ids = customers(shop)
    with shop.books.write() as unit:
        unit.connection.execute(
            insert(ListExport).values(
                id=number,
                at=AT,
                service="house",
                channel="post",
                audience="",
                campaign_id=number,
                included=len(members),
                suppressed=0,
            )
        )
        unit.connection.execute(
            insert(ExportedRow),
            [{"export_id": number, "customer_id": ids[one], "mark": 1} for one in members],
        )


def kept_out(shop: Services, members: Sequence[int], reason: str, *, number: int = 1) -> None:
    """Leave members out of a campaign."""
    ids = customers(shop)
    rows = [
        {"campaign_id": number, "customer_id": ids[one], "occasion": 0, "reason": reason}
        for one in members
    ]
    with shop.books.write() as unit:
        unit.connection.execute(insert(LeftOut), rows)
