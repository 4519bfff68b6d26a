"""What a person types of a campaign, read into the shop's own values."""

from argparse import ArgumentParser, Namespace
from decimal import Decimal, InvalidOperation

from retailcrm.campaigns.offers import Offer, OfferKind
from retailcrm.cli.grammar import DATE
from retailcrm.cli.typed import amount_typed, day_typed
from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.services.campaign_rows import COST_KINDS, ArmWish, CampaignWish, Channel, CostLine
from retailcrm.wiring import Services

OFFERS = (
    "message, money:5.00, share:10, points:100, times:2, reward:A mug:3.20, "
    "category:Tea:10 or early"
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_EACH = "/piece"
_THOUSANDTHS = 1_000


def wish_words(one: ArgumentParser) -> None:
    """Add the words that say what a campaign is to be."""
    one.add_argument("--to", metavar="LIST", help="a group, segment, stage or saved list")
    one.add_argument("--channel", choices=[str(held) for held in Channel], default="email")
    one.add_argument(
        "--offer", metavar="OFFER", help=f"what people get: {OFFERS}; a message if left out"
    )
    one.add_argument(
        "--arm",
        action="append",
        default=[],
        metavar="NAME=OFFER",
        help="one of several ways of treating people",
    )
    one.add_argument("--text", default="", help="the offer as people read it")
    one.add_argument("--control", metavar="PERCENT", help="left alone; by default 10, 20 of few")
    one.add_argument("--days", type=int, metavar="N", help="within which a visit counts")
    one.add_argument("--on", metavar=DATE, help="the day it goes out")
    one.add_argument("--series", default="", help="campaigns that are alike, judged together")
    one.add_argument("--note", default="")
    one.add_argument(
        "--cost",
        action="append",
        default=[],
        metavar="KIND=AMOUNT[/piece]",
        help=f"{', '.join(COST_KINDS)}; the amount of each piece, or once",
    )


def wish_typed(services: Services, told: Namespace) -> CampaignWish:
    """Read what a campaign is to be.

    Raises:
        UserError: a word cannot be read, or names nobody.
    """
    if told.to is None:
        raise UserError(say("Say for whom it is."), say("Add --to champions, or a saved list."))
    digits = services.shop.settings().digits
    return CampaignWish(
        name=told.name or "",
        audience=services.campaigns.mailing.named(told.to),
        channel=Channel(told.channel),
        arms=_arms(told, digits),
        held_back=_percent(told.control),
        days=told.days,
        sends=day_typed(told.on),
        series=told.series,
        note=told.note,
        costs=tuple(cost_typed(one, digits) for one in told.cost),
    )


def cost_typed(text: str, digits: int) -> CostLine:
    """Read a cost: `print=120.00`, or `postage=0.53/piece`.

    Raises:
        UserError: it is none.
    """
    kind, _, amount = text.partition("=")
    is_each = amount.endswith(_EACH)
    plain = amount.removesuffix(_EACH)
    try:
        told = Decimal(plain) * 10**digits * _THOUSANDTHS
    except InvalidOperation:
        told = Decimal("NaN")
    if not told.is_finite() or told != told.to_integral_value() or abs(told) > 10**15:
        raise UserError(
            say("{text} is no cost.", text=text), say("Write it as postage=0.53/piece.")
        )
    return CostLine(kind.strip(), int(told), is_each)


def offer_typed(text: str, words: str, digits: int) -> Offer:
    """Read an offer.

    Raises:
        UserError: it is none.
    """
    kind, _, rest = text.partition(":")
    first, _, second = rest.partition(":")
    try:
        found = {
            "money": lambda: Offer(OfferKind.MONEY, words, amount=amount_typed(first, digits)),
            "share": lambda: Offer(OfferKind.SHARE, words, share=_hundredths(first)),
            "points": lambda: Offer(OfferKind.POINTS, words, points=int(first)),
            "times": lambda: Offer(OfferKind.MULTIPLIER, words, times=int(Decimal(first) * 10)),
            "reward": lambda: Offer(
                OfferKind.REWARD, first, amount=amount_typed(second or "0", digits)
            ),
            "category": lambda: Offer(
                OfferKind.CATEGORY, words, category=first, share=_hundredths(second or "0")
            ),
            "early": lambda: Offer(OfferKind.EARLY, words),
            "message": lambda: Offer(OfferKind.MESSAGE, words),
        }[kind.strip()]()
    except (KeyError, ValueError, InvalidOperation) as fault:
        raise UserError(
            say("{text} is no offer.", text=text), say("Write one of: {offers}.", offers=OFFERS)
        ) from fault
    return found


def _arms(told: Namespace, digits: int) -> tuple[ArmWish, ...]:
    if told.arm and told.offer:
        raise UserError(say("Say --offer for one way of treating people, --arm for several."))
    if not told.arm:
        offer = offer_typed(told.offer or "message", told.text, digits)
        return (ArmWish(_LETTERS[0], offer),)
    arms = []
    for text in told.arm:
        name, is_there, offer = text.partition("=")
        if not is_there:
            raise UserError(
                say("{text} is no arm.", text=text), say('Write it as "Five off=money:5.00".')
            )
        arms.append(ArmWish(name.strip(), offer_typed(offer, told.text, digits)))
    return tuple(arms)


def percent_typed(text: str) -> int:
    """Read percents into ten-thousandths: 10 and 10% are 1,000.

    Raises:
        UserError: it is none.
    """
    try:
        return _hundredths(text)
    except (ValueError, InvalidOperation) as fault:
        raise UserError(
            say("{text} is no share.", text=text), say("Write ten of a hundred as 10.")
        ) from fault


def _percent(text: str | None) -> int | None:
    return None if text is None else percent_typed(text)


def _hundredths(text: str) -> int:
    told = Decimal(text.strip().removesuffix("%").strip()) * 100
    if not told.is_finite() or told != told.to_integral_value():
        raise ValueError(text)
    return int(told)
