"""A shop with campaigns in every state, small enough to add up by hand."""

from datetime import date
from pathlib import Path

from retailcrm.wiring import Services
from tests.campaign_books import Till, a_campaign, codes_used, kept_out, spent

VOUCHER, POINTS, ALONE = range(420), range(420, 840), range(840, 1050)
WORKED, OPEN, SMALL, UNCONTROLLED, DRAFT, AGAIN = range(1, 7)
_PRICES = ("70.00", "78.00", "84.00", "92.00", "99.00")


def fill(shop: Services, path: Path) -> None:
    """Sell to 1,100 members, then write to some of them.

    Of the voucher's 420 people 106 come, of the points' 420 54, of the 210 left alone 22.
    """
    till = Till()
    till.known(range(1_100))
    for people, many, discount in (
        (VOUCHER, 106, "5.00"),
        (POINTS, 54, "0.00"),
        (ALONE, 22, "0.00"),
    ):
        for at, one in enumerate(people[:many]):
            till.sale(one, f"2026-09-{8 + at % 20:02d}", _PRICES[at % 5], discount)
    till.sale(1_099, "2026-10-31")
    till.into(shop, path)
    a_campaign(
        shop, {"$5 voucher": VOUCHER, "Double points": POINTS}, ALONE, days=28,
        name="Autumn win-back postcard",
    )  # fmt: skip
    spent(shop, "print", 18, per_piece=True)
    spent(shop, "postage", 53, per_piece=True)
    spent(shop, "design", 6_000)
    for day in range(8, 28):
        codes_used(
            shop, [one for one in VOUCHER[:106] if 8 + one % 20 == day][:4], date(2026, 9, day)
        )
    kept_out(shop, range(1_050, 1_090), "no_address")
    a_campaign(
        shop, {"$5 voucher": VOUCHER}, ALONE, number=OPEN, name="October letter",
        sent=date(2026, 10, 20), days=28,
    )  # fmt: skip
    a_campaign(
        shop, {"Letter": range(40)}, range(1_050, 1_060), number=SMALL, name="Small one", days=28
    )
    a_campaign(shop, {"Letter": range(400)}, number=UNCONTROLLED, name="To everybody", days=28)
    a_campaign(
        shop, {"Letter": VOUCHER}, ALONE, number=DRAFT, name="Draft", sent=None, state="draft"
    )
    a_campaign(shop, {"Double points": POINTS}, ALONE, number=AGAIN, name="Points again", days=28)
