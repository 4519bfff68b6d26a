"""A loyalty program as the owner writes it down: every rule a value, nothing hidden.

A version of the program never changes once it has been in force; a new one takes its place
from a day on. Rates have at most six decimals and multipliers two, so that everything that is
earned is a whole number of the smallest parts and no sum is ever rounded twice.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

ZERO, ONE = Decimal(0), Decimal(1)


class Stacking(StrEnum):
    """What several multipliers on one line make."""

    GREATEST = "greatest"
    PRODUCT = "product"


class Negative(StrEnum):
    """What happens when a return takes more points than there are."""

    ALLOW = "allow"  # the balance goes below zero, the next points earned pay it
    CLAMP = "clamp"  # an entry of its own brings it back to zero
    ASK = "ask"  # as ALLOW, and the member is shown on Today


class GiveBack(StrEnum):
    """Whether points used on a returned receipt come back."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


class ExpiryMode(StrEnum):
    """When points are lost."""

    NEVER = "never"
    ROLLING = "rolling"  # so many months after each was earned
    FIXED = "fixed"  # everything of a year on one date
    INACTIVITY = "inactivity"  # so many months after the latest visit


class Who(StrEnum):
    """Whose receipts earn."""

    MEMBERS = "members"  # whoever holds a card
    CUSTOMERS = "customers"  # everyone the shop recognises


@dataclass(frozen=True, slots=True)
class Goods:
    """Some of the assortment; an empty one matches nothing.

    Attributes:
        categories: names as the till writes them, compared without regard to case.
        products: article numbers or names.
    """

    categories: tuple[str, ...] = ()
    products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bonus:
    """More points for some goods.

    Attributes:
        goods: what it is for.
        multiplier: takes part in the stacking, two decimals; 1 changes nothing.
        per_item: whole points for each piece besides.
        starts: first day; None: from the version's first day.
        ends: last day; None: open.
        name: how it is called in *why this balance*.
    """

    goods: Goods
    multiplier: Decimal = ONE
    per_item: int = 0
    starts: date | None = None
    ends: date | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Campaign:
    """A multiplier for a while, for some members or all.

    Attributes:
        name: how it is called in *why this balance*.
        multiplier: two decimals.
        starts: first day.
        ends: last day.
        groups: keys of groups it is for; empty: all.
        customers: ids it is for alone; empty: all.
        coupon: the code a receipt must carry; empty: none.
    """

    name: str
    multiplier: Decimal
    starts: date
    ends: date
    groups: tuple[str, ...] = ()
    customers: tuple[int, ...] = ()
    coupon: str = ""


@dataclass(frozen=True, slots=True)
class Tier:
    """A rank that spending reaches.

    Attributes:
        key: short name without spaces, kept with the member.
        name: as it is shown.
        threshold: net sales within the window, in minor units; reached at exactly this.
        multiplier: for members of this tier, two decimals.
        discount: flat discount that goes with it, as a fraction (for the planner and letters).
    """

    key: str
    name: str
    threshold: int
    multiplier: Decimal = ONE
    discount: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class TierRules:
    """How tiers are reached and kept.

    Attributes:
        tiers: by rising threshold; empty: no tiers.
        window_months: length of the rolling window of net sales.
        grace_months: a member who falls below keeps the tier so long after it would end.
        keep_to_year_end: status lasts at least to the end of the year after it was reached.
        crossing_at_new: the receipt that reaches a tier already earns at its rate.
        pause_closed: days of closed seasons do not count in the window, which reaches back
            further instead.
    """

    tiers: tuple[Tier, ...] = ()
    window_months: int = 12
    grace_months: int = 0
    keep_to_year_end: bool = True
    crossing_at_new: bool = False
    pause_closed: bool = True


@dataclass(frozen=True, slots=True)
class Reward:
    """Something that points buy.

    Attributes:
        key: short name without spaces.
        name: as it is shown.
        points: its price.
        value: what it is worth to the member, in minor units.
        cost: what it costs the shop, in minor units; None: its value.
    """

    key: str
    name: str
    points: int
    value: int
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Expiry:
    """When points are lost.

    Attributes:
        mode: the way.
        months: for rolling and inactivity.
        month: month of the fixed date.
        day: day of the fixed date.
        notice_days: members hear of it so long before; nothing expires sooner after
            expiry was switched on or shortened.
        returned_days: points given back after they had expired live so long.
    """

    mode: ExpiryMode = ExpiryMode.ROLLING
    months: int = 12
    month: int = 12
    day: int = 31
    notice_days: int = 30
    returned_days: int = 30


@dataclass(frozen=True, slots=True)
class Redeeming:
    """How points are used.

    Attributes:
        value: minor units that one point is worth, up to four decimals (1 = a cent).
        least: fewest points in one go.
        step: points go in multiples of this.
        cap: largest share of a receipt that points may pay, as a fraction; 1: all.
        negative: what a return may do to the balance.
        give_back: whether points used on a returned receipt come back.
    """

    value: Decimal = ONE
    least: int = 1
    step: int = 1
    cap: Decimal = ONE
    negative: Negative = Negative.ALLOW
    give_back: GiveBack = GiveBack.YES


@dataclass(frozen=True, slots=True)
class Earning:
    """What a receipt earns.

    Attributes:
        per_unit: points for each currency unit of eligible net amount, six decimals.
        per_visit: whole points for each visit.
        per_item: whole points for each piece.
        bonuses: more for some goods.
        excluded: goods that earn nothing.
        groups: multiplier by group key.
        tiers_multiply: tier multipliers take part.
        weekdays: multiplier by weekday, Monday first; empty: none.
        campaigns: multipliers for a while.
        customers: multiplier for a single member.
        stacking: what several multipliers make.
        carry: what flooring leaves over counts at the member's next receipt.
        discounted_earn: goods already reduced earn.
        tax_earns: tax earns.
        gift_cards_earn: gift cards sold earn.
        tips_earn: tips earn.
        points_paid_earn: the part paid with points earns.
        pending_days: points may be used so many days after they were earned.
        who: whose receipts earn.
    """

    per_unit: Decimal = ONE
    per_visit: int = 0
    per_item: int = 0
    bonuses: tuple[Bonus, ...] = ()
    excluded: Goods = Goods()
    groups: tuple[tuple[str, Decimal], ...] = ()
    tiers_multiply: bool = True
    weekdays: tuple[Decimal, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    customers: tuple[tuple[int, Decimal], ...] = ()
    stacking: Stacking = Stacking.GREATEST
    carry: bool = False
    discounted_earn: bool = True
    tax_earns: bool = False
    gift_cards_earn: bool = False
    tips_earn: bool = False
    points_paid_earn: bool = False
    pending_days: int = 0
    who: Who = Who.MEMBERS


@dataclass(frozen=True, slots=True)
class Program:
    """All rules of a version.

    Attributes:
        name: as members know it.
        earning: what receipts earn.
        tiers: how ranks are reached.
        rewards: what points buy.
        expiry: when points are lost.
        redeeming: how points are used.
        closed: seasons (first day, last day) in which points do not age.
        cost_factor: cost of a unit of reward to the shop, 1 for money off.
        urr: share of points ever redeemed, assumed until the shop's own curve is known.
    """

    name: str = "Points"
    earning: Earning = Earning()
    tiers: TierRules = TierRules()
    rewards: tuple[Reward, ...] = ()
    expiry: Expiry = Expiry()
    redeeming: Redeeming = Redeeming()
    closed: tuple[tuple[date, date], ...] = ()
    cost_factor: Decimal = ONE
    urr: Decimal = Decimal("0.75")
