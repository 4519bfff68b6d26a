"""What a campaign offers, as a value that is kept with the campaign."""

from dataclasses import dataclass
from enum import StrEnum


class OfferKind(StrEnum):
    """What people get."""

    MESSAGE = "message"  # words alone
    MONEY = "money"  # money off the receipt
    SHARE = "share"  # a share off the receipt
    POINTS = "points"  # points for coming
    MULTIPLIER = "multiplier"  # points count several times
    REWARD = "reward"  # something for nothing
    CATEGORY = "category"  # a share off a category to try
    EARLY = "early"  # to be let in before the others


@dataclass(frozen=True, slots=True)
class Offer:
    """What people get when they come.

    Attributes:
        kind: which of the numbers below counts.
        text: as people read it.
        amount: money off, or what the reward costs the shop, in minor units.
        share: off the receipt or the category, in ten-thousandths.
        points: given for coming.
        times: how often points count, in tenths: 20 is double.
        category: to try.
        least: net sales of a receipt from which it counts, in minor units; 0: from the first.
    """

    kind: OfferKind = OfferKind.MESSAGE
    text: str = ""
    amount: int = 0
    share: int = 0
    points: int = 0
    times: int = 10
    category: str = ""
    least: int = 0
