"""What a campaign offers, as a value that is kept with the campaign."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from retailcrm.campaigns.shares import WHOLE
from retailcrm.core.errors import UserError
from retailcrm.core.words import say

TENTHS = 10
MOST_TIMES = 100
MOST_POINTS = 1_000_000
MOST_MONEY = 10**11
LONGEST = 500


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
    times: int = TENTHS
    category: str = ""
    least: int = 0

    def json(self) -> str:
        """Write the offer as it is kept; what stands at its usual value is left away."""
        usual = asdict(Offer())
        told = {name: held for name, held in asdict(self).items() if held != usual[name]}
        return json.dumps({"kind": self.kind.value, **told}, sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class UsualReceipt:
    """What an offer's cost is reckoned with.

    Attributes:
        net: net sales of a usual receipt of these people, in minor units.
        points: points that it earns.
        point_cost: what a point given really costs, in minor units.
    """

    net: float = 0.0
    points: float = 0.0
    point_cost: float = 0.0


def read_offer(text: str) -> Offer:
    """Read an offer as it is kept; what a newer program knows besides is left away."""
    if not text:
        return Offer()
    held: dict[str, Any] = json.loads(text)
    known = {one.name for one in fields(Offer)}
    told = {name: value for name, value in held.items() if name in known and name != "kind"}
    return Offer(kind=OfferKind(held.get("kind", OfferKind.MESSAGE)), **told)


def check_offer(offer: Offer) -> None:
    """Refuse an offer that promises nothing, or what cannot be kept.

    Raises:
        UserError: what is wrong, in one sentence.
    """
    fault = _fault(offer)
    if fault:
        raise UserError(fault)


def offer_title(offer: Offer, money: Callable[[int], str]) -> str:
    """Say in a few words what people get: "$5.00 off", "double points".

    Args:
        offer: the offer.
        money: writes an amount in minor units.
    """
    said = _TITLES[offer.kind](offer, money)
    if offer.least:
        return say("{offer} from {amount} on", offer=said, amount=money(offer.least))
    return said


def kind_title(kind: OfferKind) -> str:
    """Name a kind of offer."""
    return say(_KINDS[kind])


def cost_of_one(offer: Offer, usual: UsualReceipt) -> float:
    """Reckon what the offer costs the shop each time somebody uses it, in minor units."""
    net = max(usual.net, float(offer.least))
    costs: dict[OfferKind, float] = {
        OfferKind.MONEY: float(offer.amount),
        OfferKind.REWARD: float(offer.amount),
        OfferKind.SHARE: net * offer.share / WHOLE,
        # Of a category nobody knows yet how much they will buy; all they buy is the most.
        OfferKind.CATEGORY: net * offer.share / WHOLE,
        OfferKind.POINTS: offer.points * usual.point_cost,
        OfferKind.MULTIPLIER: (offer.times / TENTHS - 1) * usual.points * usual.point_cost,
    }
    return costs.get(offer.kind, 0.0)


def _fault(offer: Offer) -> str:
    if len(offer.text) > LONGEST or len(offer.category) > LONGEST:
        return say("The words of an offer are {most} signs at most.", most=LONGEST)
    if not 0 <= offer.least <= MOST_MONEY:
        return say("An offer counts from an amount that is not below zero.")
    if offer.kind in {OfferKind.MONEY, OfferKind.REWARD} and not 0 <= offer.amount <= MOST_MONEY:
        return say("Give an amount that is not below zero.")
    return _FAULTS[offer.kind](offer) if offer.kind in _FAULTS else ""


def _no_money(offer: Offer) -> str:
    if offer.amount == 0:
        return say("Say how much money off people get.")
    if offer.least and offer.amount >= offer.least:
        return say("The receipt has to be larger than what is taken off.")
    return ""


def _no_share(offer: Offer) -> str:
    if not 0 < offer.share <= WHOLE:
        return say("Say what share is taken off, above 0 % and up to 100 %.")
    return ""


def _no_points(offer: Offer) -> str:
    if not 0 < offer.points <= MOST_POINTS:
        return say("Say how many points people get for coming.")
    return ""


def _no_times(offer: Offer) -> str:
    if not TENTHS < offer.times <= MOST_TIMES:
        return say("Say how often points count: more than once, ten times at most.")
    return ""


def _no_reward(offer: Offer) -> str:
    return "" if offer.text.strip() else say("Name what people get for nothing.")


def _no_category(offer: Offer) -> str:
    if not offer.category.strip():
        return say("Name the category that people shall try.")
    return "" if 0 <= offer.share <= WHOLE else _no_share(offer)


_FAULTS: dict[OfferKind, Callable[[Offer], str]] = {
    OfferKind.MONEY: _no_money,
    OfferKind.SHARE: _no_share,
    OfferKind.POINTS: _no_points,
    OfferKind.MULTIPLIER: _no_times,
    OfferKind.REWARD: _no_reward,
    OfferKind.CATEGORY: _no_category,
}
_KINDS = {
    OfferKind.MESSAGE: "A message alone",
    OfferKind.MONEY: "Money off",
    OfferKind.SHARE: "A share off",
    OfferKind.POINTS: "Points for coming",
    OfferKind.MULTIPLIER: "Points count more",
    OfferKind.REWARD: "Something for nothing",
    OfferKind.CATEGORY: "A category to try",
    OfferKind.EARLY: "Let in before others",
}
_DOUBLE, _TRIPLE = 20, 30


def _times(offer: Offer, _money: Callable[[int], str]) -> str:
    if offer.times == _DOUBLE:
        return say("double points")
    if offer.times == _TRIPLE:
        return say("triple points")
    return say("{times} times the points", times=f"{offer.times / TENTHS:g}")


def _percent(offer: Offer) -> str:
    return f"{offer.share / 100:g}\N{NARROW NO-BREAK SPACE}%"


def _category(offer: Offer, _money: Callable[[int], str]) -> str:
    if not offer.share:
        return say("try {category}", category=offer.category)
    return say("{share} off {category}", share=_percent(offer), category=offer.category)


_TITLES: dict[OfferKind, Callable[[Offer, Callable[[int], str]], str]] = {
    OfferKind.MESSAGE: lambda _offer, _money: say("a message alone"),
    OfferKind.MONEY: lambda offer, money: say("{amount} off", amount=money(offer.amount)),
    OfferKind.SHARE: lambda offer, _money: say("{share} off", share=_percent(offer)),
    OfferKind.POINTS: lambda offer, _money: say("{points} points", points=f"{offer.points:,}"),
    OfferKind.MULTIPLIER: _times,
    OfferKind.REWARD: lambda offer, _money: offer.text,
    OfferKind.CATEGORY: _category,
    OfferKind.EARLY: lambda _offer, _money: say("let in before the others"),
}
