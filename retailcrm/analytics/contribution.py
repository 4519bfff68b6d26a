"""What a customer leaves in the till after goods, returns, points and mail."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Column
from retailcrm.analytics.rules import Rules

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Prices:
    """What keeping in touch costs apiece, in currency units.

    Attributes:
        email: one e-mail.
        sms: one text message.
        postcard: one card by post.
        point: what one point is worth when redeemed.
        redeemed: share of the points that are ever redeemed.
    """

    email: float = 0.002
    sms: float = 0.05
    postcard: float = 0.75
    point: float = 0.0
    redeemed: float = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Returned:
    """Returns of each customer.

    Attributes:
        receipts: receipts that returned something.
        list_amount: list amount of what came back, minor units.
    """

    receipts: Column
    list_amount: Column


def margin(
    net: Column | Floats, cost: Column | Floats, list_uncosted: Column | Floats, assumed: float
) -> Floats:
    """Give the margin: net sales less known cost and the assumed cost of the rest.

    The assumed cost is a share of the price before discounts, because a discount makes
    goods no cheaper to buy.
    """
    left: Floats = (net - cost) - list_uncosted * (1.0 - assumed)
    return left


def net_contribution(
    margins: Floats, returned: Returned, others: Floats | None, rules: Rules, minor: int = 100
) -> Floats:
    """Take the costs of returns and of `others` (points, mail) off the margin."""
    left: Floats = margins - returned.receipts * (rules.returns_handling * minor)
    if rules.resaleable < 1:
        spoilt = (1.0 - rules.margin) * (1.0 - rules.resaleable)
        left = left - returned.list_amount * spoilt
    return left if others is None else left - others


def kept_discount(list_amount: Column, discount: Column, returned_list: Column) -> Floats:
    """Reverse a receipt's discount in the proportion in which its goods came back."""
    kept = np.zeros(np.shape(list_amount))
    share = np.divide(returned_list, list_amount, out=kept, where=np.asarray(list_amount) != 0)
    left: Floats = discount * (1.0 - share)
    return left


def points_cost(points: Column, prices: Prices, minor: int = 100) -> Floats:
    """Give what earned points will cost, in minor units."""
    return np.asarray(points, dtype=np.float64) * (prices.point * prices.redeemed * minor)


def mail_cost(
    emails: Column, sms: Column, postcards: Column, prices: Prices, minor: int = 100
) -> Floats:
    """Give what messages cost, in minor units."""
    messages = emails * prices.email + sms * prices.sms + postcards * prices.postcard
    return np.asarray(messages, dtype=np.float64) * minor
