"""Why a customer is where they are, in one sentence each, written when asked for."""

from collections.abc import Callable, Iterable
from math import ceil, floor

from retailcrm.analytics.base import Scored
from retailcrm.analytics.groups import BECAUSE, Because
from retailcrm.analytics.history import NO_DAY
from retailcrm.analytics.rhythm import ACTIVE, BEEN_A_WHILE, DEAD, MIA
from retailcrm.analytics.season import season_notes
from retailcrm.core.words import say

_LATE = frozenset({BEEN_A_WHILE, MIA, DEAD})
Money = Callable[[int], str]
"""Writes an amount of minor units for people."""


def whole(amount: float) -> int:
    """Round an amount half up, the way it is shown."""
    return floor(amount + 0.5)


def group_reasons(scored: Scored, index: Iterable[int], money: Money) -> tuple[str, ...]:
    """Say why customers are in their group; "" without groups.

    Args:
        scored: the base.
        index: positions of the customers asked for.
        money: writes an amount of minor units.

    Returns:
        One sentence for each position.
    """
    return tuple(_group_reason(scored, int(at), money) for at in index)


def stage_evidence(scored: Scored, index: Iterable[int]) -> tuple[str, ...]:
    """Say what a customer's stage rests on: their rhythm, the silence, and the limit.

    Of those who are late it adds in which month they came every year.
    """
    return tuple(_with_season(scored, int(at)) for at in index)


def usual_days(scored: Scored, at: int) -> int | None:
    """Give a customer's usual interval in whole days, None without a visit or a mean."""
    usual = float(scored.usual[at])
    return max(1, whole(usual)) if usual == usual else None  # noqa: PLR0124 - NaN is not itself


def of_ten(share: float) -> str:
    """Write a share as people say it: 9 of 10, 99 of 100."""
    if abs(share * 10 - round(share * 10)) < 1e-9:  # noqa: PLR2004 - a whole number of tenths
        return say("{part} of 10", part=round(share * 10))
    return say("{part} of 100", part=whole(share * 100))


def _group_reason(scored: Scored, at: int, money: Money) -> str:
    code = int(scored.because[at])
    if code < 0:
        return ""
    return _WRITERS[BECAUSE[code]](scored, at, money)


def _dead(scored: Scored, at: int, _money: Money) -> str:
    if scored.visits[at]:
        return say("Dead card: no visit for {days} days.", days=int(scored.recency[at]))
    return say("Dead card: never used.")


def _costs(scored: Scored, at: int, money: Money) -> str:
    return say(
        "Costs more than it brings: {amount} {period}.",
        amount=money(whole(float(scored.contribution[at]))),
        period=_period(scored),
    )


def _best(scored: Scored, at: int, money: Money) -> str:
    values = {
        "rank": int(scored.rank[at]),
        "amount": money(whole(float(scored.contribution[at]))),
        "period": _period(scored),
    }
    stage = int(scored.stage[at])
    if stage == MIA:
        return say("No. {rank} by contribution, {amount} {period}, but missing: call.", **values)
    if stage == BEEN_A_WHILE:
        return say("No. {rank} by contribution, {amount} {period}, but due again.", **values)
    return say("No. {rank} by contribution: {amount} {period}.", **values)


def _grow(scored: Scored, at: int, money: Money) -> str:
    return say(
        "Could grow: similar customers bring {gap} more a year; worth about {growth} to try.",
        gap=money(whole(float(scored.gap[at]))),
        growth=money(whole(float(scored.growth[at]))),
    )


def _maintain(scored: Scored, at: int, money: Money) -> str:
    return say(
        "Keep as is: brings {future} in the coming year, little more than that to win.",
        future=money(whole(float(scored.future[at]))),
    )


def _little(scored: Scored, at: int, money: Money) -> str:
    return say(
        "Expected to bring {future} in the coming year, less than the {cost} that contact costs.",
        future=money(whole(float(scored.future[at]))),
        cost=money(whole(scored.rules.contact_cost * scored.minor)),
    )


_WRITERS: dict[Because, Callable[[Scored, int, Money], str]] = {
    Because.DEAD: _dead,
    Because.COSTS: _costs,
    Because.BEST: _best,
    Because.GROW: _grow,
    Because.MAINTAIN: _maintain,
    Because.LITTLE: _little,
}


def _period(scored: Scored) -> str:
    days = scored.rules.window_days
    return say("in the last {days} days", days=days) if days else say("in all")


def _with_season(scored: Scored, at: int) -> str:
    told = _evidence(scored, at)
    if int(scored.stage[at]) not in _LATE:
        return told
    season = season_notes(scored, [at])[0]
    return f"{told} {season}" if season else told


def _evidence(scored: Scored, at: int) -> str:
    if not scored.visits[at]:
        return _unused(scored, at)
    if not scored.gaps[at]:
        return say(
            "One visit so far, {ago}; {others}.", ago=_ago(scored, at), others=_others(scored, at)
        )
    values = {
        "habit": _habit(scored, at),
        "ago": _ago(scored, at),
        "others": _others(scored, at),
    }
    return say("{habit}, last visit {ago}; {others}.", **values)


def _unused(scored: Scored, at: int) -> str:
    if scored.monetary[at] < 0:
        return say("No purchase yet, returns only.")
    enrolled = int(scored.enrolled[at])
    if enrolled == NO_DAY:
        return say("No visit yet.")
    days = scored.as_of - enrolled
    if days <= 1:
        return (
            say("No visit yet, known since today.")
            if days < 1
            else say("No visit yet, known for a day.")
        )
    return say("No visit yet, known for {days} days.", days=days)


def _habit(scored: Scored, at: int) -> str:
    usual = usual_days(scored, at)
    longest = scored.calendar.longest_gap(at)
    if usual == 1:
        return say("Usually every day, longest gap {longest}", longest=longest)
    if usual is None:
        return say("Longest gap {longest} days", longest=longest)
    return say("Usually every {usual} days, longest gap {longest}", usual=usual, longest=longest)


def _ago(scored: Scored, at: int) -> str:
    silence = int(scored.recency[at])
    if silence == 0:
        return say("on the last day with data")
    if silence == 1:
        return say("a day ago")
    if shut := int(scored.shut[at]):
        return say("{days} days ago, {shut} of them closed", days=silence, shut=shut)
    return say("{days} days ago", days=silence)


def _others(scored: Scored, at: int) -> str:
    rules, stage = scored.rules, int(scored.stage[at])
    late = stage in {MIA, DEAD}
    share, limit = (rules.missing_at, scored.limit) if late else (rules.remind_at, scored.remind)
    values = {"share": of_ten(share), "days": ceil(float(limit[at]))}
    if stage == ACTIVE:
        return say("{share} like this come back within {days} days", **values)
    return say("{share} like this would have been back by {days} days", **values)
