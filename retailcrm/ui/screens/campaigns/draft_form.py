"""A campaign as it is typed: texts until they make sense, and then a wish."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from retailcrm.campaigns.offers import Offer, OfferKind
from retailcrm.core.errors import UserError
from retailcrm.core.money import decimal_text
from retailcrm.core.words import say
from retailcrm.services.campaign_preview import THOUSANDTHS, USUAL_DAYS
from retailcrm.services.campaign_rows import ArmWish, CampaignWish, Channel, CostLine

MONEYED = frozenset({OfferKind.MONEY, OfferKind.REWARD})
SHARED = frozenset({OfferKind.SHARE, OfferKind.CATEGORY})
NUMBERED = MONEYED | SHARED | {OfferKind.POINTS, OfferKind.MULTIPLIER}
MOST_ARMS = 4
_LETTERS = "ABCD"
#: (kind, of each piece) of the costs that are asked for, by the channel.
COSTS: dict[Channel, tuple[tuple[str, bool], ...]] = {
    Channel.EMAIL: (("messages", True), ("design", False), ("other", False)),
    Channel.SMS: (("messages", True), ("design", False), ("other", False)),
    Channel.POST: (("print", True), ("postage", True), ("design", False), ("other", False)),
    Channel.TILL: (("print", True), ("design", False), ("other", False)),
}


@dataclass(frozen=True, slots=True)
class ArmForm:
    """One way of treating people, as typed.

    Attributes:
        number: money, percent, points or times, whatever the kind counts.
        least: money from which it counts; empty: from the first.
    """

    name: str
    kind: OfferKind = OfferKind.MESSAGE
    text: str = ""
    number: str = ""
    category: str = ""
    least: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A campaign as typed.

    Attributes:
        control: percent left alone; empty: as usual.
        days: within which a visit counts; empty: as usual for the channel.
        sends: ISO date; empty: the day of the launch.
        costs: what was typed, by (kind, of each piece).
    """

    name: str = ""
    audience: str = ""
    channel: Channel = Channel.EMAIL
    arms: tuple[ArmForm, ...] = (ArmForm("A"),)
    control: str = ""
    days: str = ""
    sends: str = ""
    series: str = ""
    note: str = ""
    costs: dict[tuple[str, bool], str] = field(default_factory=dict)
    wording: str = "{}"

    def with_arm(self, at: int, **told: object) -> "Form":
        """Change one arm."""
        arms = list(self.arms)
        arms[at] = replace(arms[at], **told)  # type: ignore[arg-type]
        return replace(self, arms=tuple(arms))

    def with_more_arms(self) -> "Form":
        """Add an arm that says something else."""
        letter = _LETTERS[len(self.arms) % len(_LETTERS)]
        return replace(self, arms=(*self.arms, ArmForm(letter)))

    def without_arm(self, at: int) -> "Form":
        """Leave an arm away; those behind it move up."""
        left = [one for place, one in enumerate(self.arms) if place != at]
        named = [
            replace(one, name=_LETTERS[place]) if one.name in _LETTERS else one
            for place, one in enumerate(left)
        ]
        return replace(self, arms=tuple(named))

    def with_cost(self, key: tuple[str, bool], text: str) -> "Form":
        """Change what was typed of a cost."""
        return replace(self, costs={**self.costs, key: text})


def wish_of(form: Form, digits: int) -> CampaignWish:
    """Read a form.

    Args:
        form: as typed.
        digits: decimals of the currency.

    Raises:
        UserError: a field makes no sense, named in the sentence.
    """
    wanted = COSTS[form.channel]
    costs = [
        CostLine(kind, _thousandths(form.costs[kind, is_each], digits), is_each)
        for kind, is_each in wanted
        if form.costs.get((kind, is_each), "").strip()
    ]
    return CampaignWish(
        name=form.name.strip(),
        audience=form.audience,
        channel=form.channel,
        arms=tuple(ArmWish(one.name.strip(), _offer(one, digits)) for one in form.arms),
        held_back=_control(form.control),
        days=_whole(form.days, say("Say in whole days how long a visit counts.")),
        sends=_day(form.sends),
        series=form.series.strip(),
        note=form.note,
        costs=tuple(one for one in costs if one.amount),
        wording=form.wording,
    )


def form_of(wish: CampaignWish, digits: int) -> Form:
    """Write a kept campaign into a form."""
    usual = USUAL_DAYS[wish.channel]
    return Form(
        name=wish.name,
        audience=wish.audience,
        channel=wish.channel,
        arms=tuple(_arm_form(one, digits) for one in wish.arms),
        control="" if wish.held_back is None else f"{wish.held_back / 100:g}",
        days="" if wish.days in {None, usual} else str(wish.days),
        sends="" if wish.sends is None else wish.sends.isoformat(),
        series=wish.series,
        note=wish.note,
        costs={
            (one.kind, one.per_piece): _plain(Decimal(one.amount) / THOUSANDTHS, digits)
            for one in wish.costs
        },
        wording=wish.wording,
    )


def offer_form(name: str, offer: Offer, digits: int) -> ArmForm:
    """Write an offer into the form of an arm."""
    return _arm_form(ArmWish(name, offer), digits)


def _arm_form(arm: ArmWish, digits: int) -> ArmForm:
    offer = arm.offer
    numbers = {
        OfferKind.MONEY: decimal_text(offer.amount, digits),
        OfferKind.REWARD: decimal_text(offer.amount, digits),
        OfferKind.SHARE: f"{offer.share / 100:g}",
        OfferKind.CATEGORY: f"{offer.share / 100:g}" if offer.share else "",
        OfferKind.POINTS: str(offer.points),
        OfferKind.MULTIPLIER: f"{offer.times / 10:g}",
    }
    return ArmForm(
        name=arm.name,
        kind=offer.kind,
        text=offer.text,
        number=numbers.get(offer.kind, ""),
        category=offer.category,
        least=decimal_text(offer.least, digits) if offer.least else "",
    )


def _offer(form: ArmForm, digits: int) -> Offer:
    told = _decimal(form.number, say("{name}: give a number.", name=form.name))
    made = Offer(
        kind=form.kind,
        text=form.text.strip(),
        category=form.category.strip() if form.kind is OfferKind.CATEGORY else "",
        least=int((_decimal(form.least, say("Give an amount.")) or 0) * 10**digits),
    )
    if told is None:
        return made
    if form.kind in MONEYED:
        return replace(made, amount=int(told * 10**digits))
    if form.kind in SHARED:
        return replace(made, share=int(told * 100))
    if form.kind is OfferKind.POINTS:
        return replace(made, points=int(told))
    if form.kind is OfferKind.MULTIPLIER:
        return replace(made, times=int(told * 10))
    return made


def _control(text: str) -> int | None:
    told = _decimal(text, say("Say in percent how many are left alone."))
    return None if told is None else int(told * 100)


def _thousandths(text: str, digits: int) -> int:
    told = _decimal(text, say("{text} is no amount.", text=text)) or Decimal(0)
    return int(told * 10**digits * THOUSANDTHS)


def _whole(text: str, refused: str) -> int | None:
    told = _decimal(text, refused)
    if told is not None and told != told.to_integral_value():
        raise UserError(refused)
    return None if told is None else int(told)


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as fault:
        raise UserError(say("Write the day of sending as 2026-10-31.")) from fault


def _decimal(text: str, refused: str) -> Decimal | None:
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    if not plain:
        return None
    try:
        told = Decimal(plain)
    except InvalidOperation as fault:
        raise UserError(refused) from fault
    if not told.is_finite() or abs(told) > 10**9:
        raise UserError(refused)
    return told


def _plain(minor: Decimal, digits: int) -> str:
    told = (minor / 10**digits).normalize()
    places = -int(told.as_tuple().exponent)
    return f"{told:.{max(digits if minor else 0, places, 0)}f}"


def cost_line(kind: str, text: str, digits: int, *, each: bool) -> CostLine | None:
    """Read a cost that came later; None where no amount is typed."""
    try:
        amount = _thousandths(text.replace("\N{MINUS SIGN}", "-"), digits)
    except UserError:
        return None
    return CostLine(kind, amount, each) if amount else None
