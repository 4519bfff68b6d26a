"""Give the demo shop campaigns, a moment, ads and a list that left, for the pictures."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from retailcrm.campaigns.offers import Offer, OfferKind
from retailcrm.core.rows import rows
from retailcrm.services.ad_rows import NewAd
from retailcrm.services.campaign_rows import ArmWish, CampaignWish, Channel, CostLine
from retailcrm.services.code_rows import MakeCodes
from retailcrm.services.list_rows import ExportWish
from retailcrm.services.moment_rows import MomentWish
from retailcrm.wiring import Services

VOUCHER = Offer(OfferKind.MONEY, "$5 off your next purchase", amount=5_00)
DOUBLE = Offer(OfferKind.MULTIPLIER, "Points count double this month", times=20)
FIRST_LOOK = Offer(OfferKind.EARLY, "Come a day before the others")
COSTS = (
    CostLine("print", 180_00, per_piece=True),
    CostLine("postage", 530_00, per_piece=True),
    CostLine("design", 60_000_00),
)
POSTCARD = CampaignWish(
    name="Autumn postcard",
    audience=rows("customers").text(),
    channel=Channel.POST,
    arms=(ArmWish("$5 voucher", VOUCHER), ArmWish("Double points", DOUBLE)),
    sends=date(2026, 9, 22),
    series="Postcards",
    costs=COSTS,
)
TASTING = CampaignWish(
    name="Tea tasting",
    audience=rows("customers", group="most_valuable").text(),
    arms=(ArmWish("Invitation", FIRST_LOOK),),
    held_back=0,
    sends=date(2026, 9, 29),
)
HALLOWEEN = CampaignWish(
    name="Halloween letter",
    audience=rows("customers").text(),
    channel=Channel.POST,
    arms=(ArmWish("$5 voucher", VOUCHER),),
    sends=date(2026, 10, 20),
    series="Letters",
    costs=COSTS[:2],
)
NOVEMBER = CampaignWish(
    name="November letter to the best",
    audience=rows("customers", group="most_valuable").text(),
    channel=Channel.POST,
    arms=(ArmWish("First look", FIRST_LOOK),),
    series="Letters",
)
ADS = (
    NewAd(
        "Flyer", "Autumn flyer", date(2026, 9, 7), date(2026, 10, 4), copies=2_000,
        by="postcode", went_to=("03801", "03833"), compared=("03820", "03904"), cost=240_00,
    ),
    NewAd(
        "Newspaper", "Harvest page", date(2026, 10, 5), date(2026, 10, 31), code="HARVEST",
        cost=310_00,
    ),
)  # fmt: skip
#: by numbers in the books, for the pictures
SENT, WITHOUT_CONTROL, OUT_NOW, DRAFT, MOMENT = 1, 2, 3, 4, 5


def fill(services: Services, folder: Path) -> None:
    """Send three campaigns, prepare one, switch a moment on, and write a list to the folder."""
    campaigns = services.campaigns
    for wish in (POSTCARD, TASTING, HALLOWEEN):
        campaigns.drafts.launch(campaigns.drafts.create(wish).value)
    campaigns.codes.make(MakeCodes(OUT_NOW, word="PUMPKIN", uses=None))
    campaigns.drafts.create(NOVEMBER)
    miss = next(one for one in campaigns.triggers.ready_made() if one.kind == "win_back")
    there = campaigns.triggers.add(
        MomentWish(miss.title, replace(miss.moment, late=30), miss.channel, miss.audience)
    ).value
    campaigns.triggers.start(there.id, date(2026, 10, 1))
    campaigns.triggers.make_lists(folder, date(2026, 10, 9), "constant-contact")
    for ad in ADS:
        campaigns.ads.add(ad)
    campaigns.lists.save("The best", NOVEMBER.audience)
    for service, audience in (
        ("constant-contact", NOVEMBER.audience),
        ("csv", rows("customers", group="most_growable").text()),
    ):
        campaigns.mailing.export(ExportWish(service, audience, folder))
