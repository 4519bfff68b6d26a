"""A shop with people to write to, some of whom may not be written to."""

from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import text

from retailcrm.campaigns.offers import Offer, OfferKind
from retailcrm.services.campaign_rows import ArmWish, CampaignWish, Channel, CostLine
from retailcrm.wiring import Services
from tests.builders import a_sale, an_export, taken_in

FIVE_OFF = Offer(OfferKind.MONEY, "Five off your next purchase", amount=500)
DOUBLE = Offer(OfferKind.MULTIPLIER, "Points count double", times=20)
POSTAGE = CostLine("postage", 530_00, per_piece=True)
DESIGN = CostLine("design", 60_000_00)
SAID_YES = (
    "INSERT INTO consent_event (id, customer_id, channel, given, at, source, wording, actor) "
    "SELECT id + 10000000, id, 'email', :yes, 1600000000, 'counter', '', '' FROM customer"
)


def buyers(shop: Services, folder: Path, count: int, *, days: tuple[str, ...] = ()) -> list[int]:
    """Import so many named buyers, who came on these days, with an e-mail and a yes each."""
    lines: list[dict[str, str]] = []
    for on, day in enumerate(days or ("2026-09-01", "2026-10-05")):
        for one in range(count):
            number = f"{on}{one:05d}"
            lines += a_sale(number, day=day, buyer=f"B{one:05d}", named=f"Person {one:05d}")
    taken_in(shop, an_export(folder / "buyers.csv", lines))
    with shop.books.write() as unit:
        unit.connection.execute(
            text("UPDATE customer SET email = 'p' || id || '@example.com' WHERE email = ''")
        )
        unit.connection.execute(text(SAID_YES), {"yes": True})
        unit.touch()
        found = unit.connection.execute(text("SELECT id FROM customer ORDER BY id"))
        return [int(one) for (one,) in found]


def a_wish(audience: str = "customers", **told: Any) -> CampaignWish:
    """Wish for an e-mail with five off, to everyone unless told otherwise."""
    usual: dict[str, Any] = {
        "name": "Autumn",
        "audience": audience,
        "channel": Channel.EMAIL,
        "arms": (ArmWish("Five off", FIVE_OFF),),
        "sends": date(2026, 11, 2),
    }
    return CampaignWish(**{**usual, **told})
