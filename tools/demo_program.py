"""Give the demo shop a program and a few moments at the counter, for the pictures."""

from decimal import Decimal

from retailcrm.core.days import month_start
from retailcrm.core.rows import rows
from retailcrm.loyalty.program import Earning, Expiry, Program, Redeeming, Reward, Tier, TierRules
from retailcrm.services.customers import CustomerQuery, CustomerService
from retailcrm.services.member_rows import Enrolment
from retailcrm.services.points_rows import Redemption
from retailcrm.wiring import Services

PROGRAM = Program(
    name="Quince points",
    earning=Earning(per_unit=Decimal(5)),
    tiers=TierRules(
        (
            Tier("silver", "Silver", 150_00, Decimal("1.2")),
            Tier("gold", "Gold", 600_00, Decimal("1.5")),
        )
    ),
    rewards=(
        Reward("tea", "a pot of tea", 400, 4_00, 1_20),
        Reward("voucher10", "the $10 voucher", 1_000, 10_00),
        Reward("voucher20", "the $20 voucher", 2_000, 20_00),
        Reward("voucher50", "the $50 voucher", 5_000, 50_00),
        Reward("basket", "the gift basket", 12_000, 120_00),
    ),
    expiry=Expiry(months=18, notice_days=14),
    redeeming=Redeeming(value=Decimal(1), least=100),
)


LEFT = 1_840


def regular(customers: CustomerService) -> int:
    """Give the member whom the pictures show: one of the best, who still comes."""
    ids = customers.ids(CustomerQuery(rows("customers", stage="active"), sort="net_sales"))
    return int(ids[-4])


def fill(services: Services) -> None:
    """Start the program on the shop's past."""
    months = services.sales.months()
    services.program.save(PROGRAM, month_start(months[-1]), note="Start of the program")
    services.posting.catch_up()
    best = regular(services.customers)
    services.members.note(best, "Drinks his Assam loose.")
    services.members.note(best, "Bakes rye on Fridays.")
    services.members.note(best, "? Is the wild garlic honey coming back?")
    spare = services.points.account(best).available - LEFT
    services.points.redeem(Redemption(customer_id=best, points=spare, receipt="4-2207"))
    services.members.enrol(
        Enrolment(
            first_name="Rosa", last_name="Quint", phone="+12125550143", email="rosa@example.com",
            postcode="10011",
        )
    )  # fmt: skip
    services.cards.issue(24)
    _enrol_twice(services)


def _enrol_twice(services: Services) -> None:
    """Enrol some people once more, as a hurried counter does."""
    ids = services.customers.ids(CustomerQuery(sort="net_sales", descending=True))
    for place, told in ((7, {}), (9, {"phone": "+12125550109"}), (16, {"last": ""})):
        who = services.customers.profile(int(ids[place])).row
        first, _, last = who.name.partition(" ")
        services.members.enrol(
            Enrolment(
                first_name=first[:-1] if told else first,
                last_name=told.get("last", last),
                phone=told.get("phone", who.phone),
                email=who.email,
                postcode=who.postcode,
                someone_else=True,
            )
        )
