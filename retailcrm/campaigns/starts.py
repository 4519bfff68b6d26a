"""What to offer whom: a text and a kind of offer to start from, for each kind of customer."""

from dataclasses import dataclass

from retailcrm.campaigns.offers import Offer, OfferKind
from retailcrm.core.words import say


@dataclass(frozen=True, slots=True)
class Start:
    """What to begin with.

    Attributes:
        why: why this fits these people, in one sentence.
        kind: of the offer.
        text: a first wording, to be made one's own.
    """

    why: str
    kind: OfferKind
    text: str


_THANKS = (
    "They come anyway, so a discount would only cost you: thank them, and show what is new.",
    OfferKind.EARLY,
    "You are among our best customers. Before anyone else: come and see what has just arrived.",
)
_SECOND = (
    "Who comes a second time often stays: give a reason to come soon, not a large one.",
    OfferKind.POINTS,
    "Thank you for your visit. Come by again in the next two weeks, and we add these points.",
)
_NEXT = (
    "They like it here: show them shelves that they have not tried yet.",
    OfferKind.CATEGORY,
    "Others who like what you buy here also like this. Have a look next time.",
)
_REMIND = (
    "Their visits thin out: a friendly word and a small reason often do; not yet a discount.",
    OfferKind.MULTIPLIER,
    "It has been a while. This month your points count double.",
)
_BACK = (
    "They bought a lot and went quiet: worth a real gift, for one visit, soon.",
    OfferKind.MONEY,
    "We miss you. Take this off your next purchase; it is yours until the end of the month.",
)
_CALL = (
    "Among the best once: a call or a letter in your own hand does more than any coupon.",
    OfferKind.REWARD,
    "A small thank-you waits for you at the counter. Is there anything we could do better?",
)
_ONCE = (
    "They bought little and long ago: one offer that costs nothing unless they come, no more.",
    OfferKind.SHARE,
    "Perhaps we have something for you again: this is off your next purchase.",
)
_FIRST = (
    "They hold a card and have never bought: welcome them with something for the first visit.",
    OfferKind.MONEY,
    "Welcome! Your first purchase with your card costs this much less.",
)
_ANYBODY = (
    "These are customers of all kinds; words that fit some of them bring more.",
    OfferKind.MESSAGE,
    "",
)
_BY_SEGMENT = {
    "champions": _THANKS,
    "loyal": _NEXT,
    "potential_loyalist": _NEXT,
    "new": _SECOND,
    "promising": _SECOND,
    "need_attention": _REMIND,
    "about_to_sleep": _REMIND,
    "at_risk": _BACK,
    "cant_lose": _CALL,
    "hibernating": _ONCE,
    "lost": _ONCE,
    "prospect": _FIRST,
}
_BY_GROUP = {"most_valuable": _THANKS, "most_growable": _NEXT, "below_zero": _ONCE}
_BY_STAGE = {
    "active": _NEXT,
    "been_a_while": _REMIND,
    "mia": _BACK,
    "dead": _ONCE,
    "new": _FIRST,
}


def start_for(*, segment: str = "", group: str = "", stage: str = "") -> Start:
    """Give what to begin with for customers of a segment, stage or group; else for anybody.

    A segment says most of a customer, a stage less, a group least.
    """
    why, kind, text = (
        _BY_SEGMENT.get(segment) or _BY_STAGE.get(stage) or _BY_GROUP.get(group) or _ANYBODY
    )
    return Start(say(why), kind, say(text) if text else "")


def first_offer(start: Start, unit: int) -> Offer:
    """Give an offer with usual numbers to begin with.

    Args:
        start: the kind and the words.
        unit: minor units in one currency unit.
    """
    numbers: dict[OfferKind, dict[str, int]] = {
        OfferKind.MONEY: {"amount": 5 * unit},
        OfferKind.REWARD: {"amount": 3 * unit},
        OfferKind.SHARE: {"share": 1_000},
        OfferKind.POINTS: {"points": 50},
        OfferKind.MULTIPLIER: {"times": 20},
    }
    return Offer(kind=start.kind, text=start.text, **numbers.get(start.kind, {}))  # type: ignore[arg-type]
