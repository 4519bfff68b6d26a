"""A moment as a person types it, and back."""

from dataclasses import replace
from datetime import date

from retailcrm.campaigns.moments.moment import Kind, Moment, Reached, Step
from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.services.moment_rows import MomentRow, MomentWish
from retailcrm.ui.screens.campaigns.moments_state import StepFields, Typed

_HUNDRED = 100


def typed_of(wish: MomentWish | MomentRow) -> Typed:
    """Write a moment as it stands in the fields."""
    moment = wish.moment
    shown = wish.held_back / _HUNDRED
    return Typed(
        name=wish.name,
        channel=wish.channel,
        audience=wish.audience,
        control=f"{shown:g}",
        late=str(moment.late),
        rest=str(moment.rest),
        opens=day_of(moment.on[0]).isoformat() if moment.on else "",
        steps=tuple(StepFields(str(one.days), one.about, one.reached) for one in moment.steps),
    )


def wish_of(typed: Typed, before: MomentWish | MomentRow) -> MomentWish:
    """Read what was typed.

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
        offers=tuple(one for one in before.offers if one is not None),
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


def _opens(typed: Typed, before: Moment) -> tuple[int, ...]:
    if before.kind is not Kind.EARLY_ACCESS or not typed.opens.strip():
        return ()
    try:
        return (day_number(date.fromisoformat(typed.opens.strip())),)
    except ValueError as fault:
        raise UserError(
            say("{text} is no date.", text=typed.opens), say("Write it as 2026-10-31.")
        ) from fault


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
