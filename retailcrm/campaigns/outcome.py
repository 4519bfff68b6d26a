"""What a campaign brought beyond what would have come anyway, after everything it cost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from retailcrm.campaigns.effect import Effect, Side, Subsidy, Verdict
from retailcrm.campaigns.measurement import (
    BROKEN,
    Difference,
    Floats,
    Spread,
    holm,
    money_difference,
    newcombe,
    pooled_p,
    relative_lift,
    sample_ratio,
    with_error,
)
from retailcrm.campaigns.planning import ALPHA, sample_size, spend_sample_size

LEAST_PEOPLE = 100
"""With fewer people in all arms together nothing but counts is told."""
LEAST_SIDE = 10
"""With fewer people in an arm it is compared with nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a campaign brought.

    Attributes:
        arms: each way of treating people against the control.
        control: the people left alone.
        together: all arms at once.
        best: place of the best arm among `arms`; None where nothing can be compared.
        best_over_second: how much more the best leaves a head than the second.
        ratio: how often chance makes groups of these sizes.
    """

    arms: tuple[Effect, ...]
    control: Effect
    together: Effect
    best: int | None
    best_over_second: Difference | None
    ratio: float

    @property
    def verdict(self) -> Verdict:
        """Say what the best arm allows to say, for it is what would be sent again."""
        if self.best is None:
            return self.together.verdict
        told = {one.verdict for one in self.arms}
        for one in (Verdict.WORKED, Verdict.NOT_PROVEN, Verdict.HARMED):
            if one in told:
                return one
        return self.together.verdict


def judge(
    arms: Sequence[Side],
    control: Side,
    planned: Sequence[float] = (),
    seed: int = 0,
    *,
    apart: Sequence[Side] = (),
    ratio: float | None = None,
) -> Outcome:
    """Compare the arms of a campaign with the people left alone.

    Args:
        arms: the ways in which people were treated, at least one.
        control: the people left alone; may be empty.
        planned: share of the people that the control, then each arm should have; empty: any.
        seed: for drawing again where money is uneven.
        apart: where the arms are the steps of a series, those left alone at each step; a step is
            compared with them alone, and the steps are added up. Empty: the control for all.
        ratio: how often chance makes groups of these sizes, where that is known already.
    """
    if ratio is None:
        sizes = [control.people, *(one.people for one in arms)]
        ratio = sample_ratio(sizes, planned) if planned else 1.0
    against = tuple(apart) or (control,) * len(arms)
    still = _still(arms, control, ratio)
    plain = tuple(_counted(one, still or Verdict.TOO_SMALL) for one in arms)
    alone, whole = _counted(control, Verdict.NO_CONTROL), _counted(_joined(arms), Verdict.TOO_SMALL)
    if still is not None:
        return Outcome(plain, alone, replace(whole, verdict=still), None, None, ratio)
    effects = tuple(
        _against(one, other, seed + place) if _is_enough(one, other) else told
        for place, (one, other, told) in enumerate(zip(arms, against, plain, strict=True))
    )
    best, ahead = _best(arms, effects, seed)
    ahead = None if apart else ahead  # other people get another step: none is ahead of the next
    effects = _judged(effects, arms, against, ahead)
    if len(arms) == 1:
        return Outcome(effects, alone, effects[0], best, None, ratio)
    if apart:
        together = _step_by_step(arms, against, effects, whole)
    else:
        together = _together(arms, control, effects)
    return Outcome(effects, alone, together, best, ahead, ratio)


def _still(arms: Sequence[Side], control: Side, ratio: float) -> Verdict | None:
    """Say why nothing can be compared; None where it can."""
    if not control.people:
        return Verdict.NO_CONTROL
    if ratio < BROKEN:
        return Verdict.BROKEN
    people = control.people + sum(one.people for one in arms)
    large = any(one.people >= LEAST_SIDE for one in arms)
    if people < LEAST_PEOPLE or control.people < LEAST_SIDE or not large:
        return Verdict.TOO_SMALL
    return None


def _is_enough(side: Side, other: Side) -> bool:
    return min(side.people, other.people) >= LEAST_SIDE


def _counted(side: Side, verdict: Verdict) -> Effect:
    sales, margin = float(side.sales.sum()), float(side.margin.sum())
    return Effect(side.rate, sales, margin, side.cost, verdict=verdict)


def _against(side: Side, control: Side, seed: int) -> Effect:
    margin = money_difference(side.margin, control.margin, seed)
    apart = Spread.of(side.discount), Spread.of(control.discount)
    points = Spread.of(side.points), Spread.of(control.points)
    return replace(
        _counted(side, Verdict.NOT_PROVEN),
        more_came=newcombe(side.rate, control.rate),
        relative=relative_lift(side.rate, control.rate),
        more_sales=money_difference(side.sales, control.sales, seed),
        more_margin=margin,
        after=_after(side, control, margin, seed),
        more_discount=_beyond(*apart),
        more_points=_beyond(*points),
        subsidy=subsidy(side, control),
    )


def _after(side: Side, control: Side, margin: Difference | None, seed: int) -> Difference | None:
    """Take costs off, and ask of what is left how often chance makes it."""
    if margin is None or not side.cost:
        return margin
    # What is left is compared with nothing gained, so its p is its own.
    left = money_difference(side.margin - side.each, control.margin, seed)
    return None if left is None else replace(margin.less(side.each), p=left.p)


def _beyond(treated: Spread, control: Spread) -> float:
    alone = control.total / control.people if control.people else 0.0
    return treated.total - alone * treated.people


def subsidy(side: Side, control: Side) -> Subsidy | None:
    """Say how many of those who took the offer would have come anyway, at most.

    As many of the treated as of those left alone would have come; all of them are taken to
    have used the offer, for whoever comes anyway would be foolish not to.
    """
    range_ = control.rate.interval()
    if range_ is None or not side.redeemers or not side.people:
        return None
    took = side.redeemers / side.people
    share, low, high = (min(one / took, 1.0) for one in (control.rate.value or 0.0, *range_))
    return Subsidy(side.redeemers, share * side.redeemers, share, low, high)


def _best(
    arms: Sequence[Side], effects: Sequence[Effect], seed: int
) -> tuple[int | None, Difference | None]:
    """Find the arm that leaves most a head, and how far it is ahead of the next."""
    known = [place for place, one in enumerate(effects) if one.after is not None]
    order = sorted(known, key=lambda place: (-_value(effects[place].after), place))
    if len(order) < 2:  # noqa: PLR2004 - the second is what the best is compared with
        return (order[0] if order else None), None
    first, second = (arms[place] for place in order[:2])
    apart = money_difference(first.margin - first.each, second.margin - second.each, seed)
    return order[0], apart


def _judged(
    effects: Sequence[Effect],
    arms: Sequence[Side],
    against: Sequence[Side],
    ahead: Difference | None,
) -> tuple[Effect, ...]:
    """Raise each p for all the looks there are, and say of each arm what may be said."""
    looked = [one.after.p for one in effects if one.after is not None]
    raised = iter(holm([*looked, *([] if ahead is None else [ahead.p])]))
    return tuple(
        one if one.after is None else _told(one, arms[place], against[place], next(raised))
        for place, one in enumerate(effects)
    )


def _told(effect: Effect, side: Side, control: Side, p: float) -> Effect:
    after = effect.after
    if after is not None and p < ALPHA and (after.is_above or after.is_below):
        found = Verdict.WORKED if after.is_above else Verdict.HARMED
        return replace(effect, p=p, verdict=found)
    needed, what = _needed(effect, side, control)
    return replace(effect, p=p, verdict=Verdict.NOT_PROVEN, needed=needed, needed_for=what)


def _needed(effect: Effect, side: Side, control: Side) -> tuple[int | None, str]:
    """Say how many people an arm would prove that they come, or, where they do, that it pays."""
    share, alone = side.rate.value, control.rate.value
    seen = pooled_p(side.rate, control.rate) < ALPHA
    if not seen and share is not None and alone is not None:
        sizes = sample_size(alone, share)
        return (None if sizes is None else sizes.treated), "came"
    spread = sqrt((Spread.of(side.margin).variance + Spread.of(control.margin).variance) / 2)
    return spend_sample_size(spread, _value(effect.after)), "money"


def _together(arms: Sequence[Side], control: Side, effects: Sequence[Effect]) -> Effect:
    """Add the arms up; the control answers for all of them at once."""
    whole = _joined(arms)
    plain = _counted(whole, Verdict.NOT_PROVEN)
    margin = _sum_over([one.margin for one in arms], control.margin)
    after = margin.less(whole.each)
    left = _sum_over([one.margin - one.each for one in arms], control.margin)
    after = replace(after, p=left.p)
    told = replace(
        plain,
        more_came=newcombe(whole.rate, control.rate),
        relative=relative_lift(whole.rate, control.rate),
        more_sales=_sum_over([one.sales for one in arms], control.sales),
        more_margin=margin,
        after=after,
        more_discount=_added([one.more_discount for one in effects]),
        more_points=_added([one.more_points for one in effects]),
        subsidy=_all_subsidies(effects),
    )
    return _told(told, whole, control, after.p)


def _step_by_step(
    arms: Sequence[Side], against: Sequence[Side], effects: Sequence[Effect], whole: Effect
) -> Effect:
    """Add up the steps of a series, each against those left alone at the same step.

    Whoever came is written to no more, so that later steps have fewer of the treated than of
    those left alone: thrown together, the two would not be alike.
    """
    pairs = [one for one in zip(arms, against, strict=True) if _is_enough(*one)]
    if not pairs:
        return whole
    told, other = _joined([one for one, _ in pairs]), _joined([one for _, one in pairs])
    margin = _over_steps([(one.margin, mine.margin) for one, mine in pairs])
    after = margin.less(told.each)
    left = _over_steps([(one.margin - one.each, mine.margin) for one, mine in pairs])
    came = _over_steps(
        [(one.came.astype(np.float64), mine.came.astype(np.float64)) for one, mine in pairs]
    )
    found = replace(
        whole,
        more_came=came,
        more_sales=_over_steps([(one.sales, mine.sales) for one, mine in pairs]),
        more_margin=margin,
        after=replace(after, p=left.p),
        more_discount=_added([one.more_discount for one in effects]),
        more_points=_added([one.more_points for one in effects]),
        subsidy=_all_subsidies(effects),
    )
    return _told(found, told, other, left.p)


def _over_steps(parts: Sequence[tuple[Floats, Floats]]) -> Difference:
    """Weigh the difference of each step by its people who were written to."""
    each = [(Spread.of(one), Spread.of(other)) for one, other in parts]
    people = sum(one.people for one, _ in each)
    apart = sum(
        one.people / people * (one.total / one.people - other.total / other.people)
        for one, other in each
    )
    every = [(one.people / people, part) for one, other in each for part in (one, other)]
    shares = [weight**2 * part.variance / part.people for weight, part in every]
    return with_error(apart, shares, [part.people - 1 for _, part in every])


def _all_subsidies(effects: Sequence[Effect]) -> Subsidy | None:
    """Add up the arms whose offer somebody took; the others gave nothing away."""
    known = [one.subsidy for one in effects if one.subsidy is not None]
    took = sum(one.redeemers for one in known)
    if not took:
        return None
    anyway = sum(one.anyway for one in known)
    low = sum(one.low * one.redeemers for one in known) / took
    high = sum(one.high * one.redeemers for one in known) / took
    return Subsidy(took, anyway, anyway / took, low, high)


def _sum_over(parts: Sequence[Floats], control: Floats) -> Difference:
    """Compare the people of several arms with the control, a head."""
    alone, each = Spread.of(control), [Spread.of(one) for one in parts if one.size]
    people = sum(one.people for one in each)
    apart = sum(one.total for one in each) / people - alone.total / alone.people
    shares = [(one.people / people) ** 2 * one.variance / one.people for one in each]
    freedom = [one.people - 1 for one in each]
    return with_error(apart, [*shares, alone.variance / alone.people], [*freedom, alone.people - 1])


def _joined(arms: Sequence[Side]) -> Side:
    if len(arms) == 1:
        return arms[0]
    return Side(
        came=np.concatenate([one.came for one in arms]),
        sales=np.concatenate([one.sales for one in arms]),
        margin=np.concatenate([one.margin for one in arms]),
        discount=np.concatenate([one.discount for one in arms]),
        points=np.concatenate([one.points for one in arms]),
        cost=sum(one.cost for one in arms),
        redeemers=sum(one.redeemers for one in arms),
    )


def _added(told: Sequence[float | None]) -> float:
    return sum(one for one in told if one is not None)


def _value(found: Difference | None) -> float:
    return 0.0 if found is None else found.value
