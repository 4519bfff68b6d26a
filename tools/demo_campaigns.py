"""Give the demo shop campaigns past and to come, for the pictures."""

from datetime import date

from retailcrm.campaigns.offers import Offer, OfferKind
from retailcrm.core.rows import rows
from retailcrm.services.campaign_rows import ArmWish, CampaignWish, Channel, CostLine
from retailcrm.wiring import Services

VOUCHER = Offer(OfferKind.MONEY, "$5 off your next purchase", amount=5_00)
DOUBLE = Offer(OfferKind.MULTIPLIER, "Points count double this month", times=20)
COSTS = (
    CostLine("print", 180_00, per_piece=True),
    CostLine("postage", 530_00, per_piece=True),
    CostLine("design", 60_000_00),
)


def fill(services: Services) -> None:
    """Send a postcard in September, and prepare an e-mail for November."""
    sent = services.campaigns.drafts.create(
        CampaignWish(
            name="Autumn postcard",
            audience=rows("customers").text(),
            channel=Channel.POST,
            arms=(ArmWish("$5 voucher", VOUCHER), ArmWish("Double points", DOUBLE)),
            sends=date(2026, 9, 22),
            series="Postcards",
            costs=COSTS,
        )
    ).value
    services.campaigns.drafts.launch(sent)
    services.campaigns.drafts.create(
        CampaignWish(
            name="November letter to the best",
            audience=rows("customers", group="most_valuable").text(),
            channel=Channel.POST,
            arms=(ArmWish("First look", Offer(OfferKind.EARLY, "Come a day before the others")),),
            series="Letters",
        )
    )
