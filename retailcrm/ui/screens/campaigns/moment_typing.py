"""A moment as a person types it, and back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from retailcrm.campaigns.moments.moment import Kind, Moment, Reached, Step
from retailcrm.campaigns.offers import Offer, OfferKind
from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.services.moment_rows import MomentRow, MomentWish
from retailcrm.ui.screens.campaigns.draft_form import cost_line, offer_form
from retailcrm.ui.screens.campaigns.moments_state import StepFields, Typed

_HUNDRED = 100
_TO_THOUSANDTHS = 3  # digits
OFFERED = (
    OfferKind.MESSAGE,
    OfferKind.MONEY,
    OfferKind.SHARE,
    OfferKind.POINTS,
    OfferKind.MULTIPLIER,
)
"""Kinds of offer that one number tells; others are kept as they were set up."""


def typed_of(wish: MomentWish | MomentRow, digits: int) -> Typed:
    """Write a moment as it stands in the fields; amounts with the currency's decimals."""
    moment = wish.moment
    offers = (*(one or Offer() for one in wish.offers), *[Offer()] * len(moment.steps))
    shown = wish.held_back / _HUNDRED
    return Typed(
        name=wish.name,
        channel=wish.channel,
        audience=wish.audience,
        control=f"{shown:g}",
        late=str(moment.late),
        rest=str(moment.rest),
        cost=cost_text(wish.cost or 0, digits),
        opens=day_of(moment.on[0]).isoformat() if moment.on else "",
        steps=tuple(
            StepFields(
                str(step.days),
                step.about,
                step.reached,
                offer.kind,
                offer_form("", offer, digits).number,
            )
            for step, offer in zip(moment.steps, offers, strict=False)
        ),
    )


def wish_of(typed: Typed, before: MomentWish | MomentRow, digits: int) -> MomentWish:
    """Read what was typed.

    Args:
        typed: the fields.
        before: the moment as it was; what has no field stays.
        digits: decimals of the currency.

    Raises:
        UserError: what cannot be read, in one sentence.
    """
    moment = replace(
        before.moment,
        steps=_steps(typed, before.moment),
        late=_whole(typed.late, say("Days a piece is still good")),
        rest=_whole(typed.rest, say("Days between two occasions")),
        on=_opens(typed, before.moment),
    )
    return MomentWish(
        name=typed.name,
        moment=moment,
        channel=typed.channel,
        audience=typed.audience,
        held_back=_share(typed.control),
        offers=_offers(typed, before, digits),
        cost=_cost(typed.cost, before.cost, digits),
    )


def _steps(typed: Typed, before: Moment) -> tuple[Step, ...]:
    """Read the pieces; one without days is left out."""
    fallback = before.steps[-1].reached if before.steps else Reached.BEEN_A_WHILE
    return tuple(
        Step(
            _whole(one.days, say("Days of a piece")),
            Reached(one.reached) if one.reached else fallback,
            one.about.strip(),
        )
        for one in typed.steps
        if one.days.strip()
    )


def _offers(typed: Typed, before: MomentWish | MomentRow, digits: int) -> tuple[Offer, ...]:
    """Read what each piece gives; kinds that have no field here stay as they were."""
    held = (*(one or Offer() for one in before.offers), *[Offer()] * len(typed.steps))
    return tuple(
        _offer(one, offer, digits)
        for one, offer in zip(typed.steps, held, strict=False)
        if one.days.strip()
    )


def _offer(typed: StepFields, before: Offer, digits: int) -> Offer:
    kind = OfferKind(typed.offer)
    if kind not in OFFERED:
        return before
    text = before.text if kind is before.kind else ""
    if kind is OfferKind.MESSAGE:
        return Offer(text=text)
    try:
        number = Decimal(typed.number.strip().removesuffix("%").strip().replace(",", "."))
    except InvalidOperation as fault:
        raise UserError(say("Say how much the offer gives.")) from fault
    if kind is OfferKind.MONEY:
        return Offer(kind, text, amount=int(number * 10**digits), least=before.least)
    if kind is OfferKind.SHARE:
        return Offer(kind, text, share=int(number * _HUNDRED), least=before.least)
    if kind is OfferKind.POINTS:
        return Offer(kind, text, points=int(number))
    return Offer(kind, text, times=int(number * 10))


def _opens(typed: Typed, before: Moment) -> tuple[int, ...]:
    if before.kind is not Kind.EARLY_ACCESS or not typed.opens.strip():
        return ()
    try:
        return (day_number(date.fromisoformat(typed.opens.strip())),)
    except ValueError as fault:
        raise UserError(
            say("{text} is no date.", text=typed.opens), say("Write it as 2026-10-31.")
        ) from fault


def cost_text(amount: int, digits: int) -> str:
    """Write thousandths of the smallest coin as an amount; nothing for none."""
    if not amount:
        return ""
    whole = Decimal(amount).scaleb(-digits - _TO_THOUSANDTHS)
    told = f"{whole.normalize():f}"
    return told if -int(whole.normalize().as_tuple().exponent) > digits else f"{whole:.{digits}f}"


def _cost(text: str, before: int | None, digits: int) -> int | None:
    if text.strip() == cost_text(before or 0, digits):
        return before
    if not text.strip():
        return 0
    line = cost_line("other", text, digits, each=True)
    amount = 0 if line is None else line.amount
    if amount <= 0:
        raise UserError(say("A piece costs: {text} is no amount.", text=text.strip()))
    return amount


def _whole(text: str, what: str) -> int:
    plain = text.strip()
    if not plain.isdecimal():
        raise UserError(say("{what}: {text} is no whole number.", what=what, text=plain or "–"))
    return int(plain)


def _share(text: str) -> int:
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    try:
        return round(float(plain) * _HUNDRED)
    except ValueError as fault:
        raise UserError(say("Left alone: {text} is no share.", text=text)) from fault
