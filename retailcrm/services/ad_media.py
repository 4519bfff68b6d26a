"""A line for each medium: what it cost, what it brought, and its new customers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retailcrm.campaigns.ads import payback
from retailcrm.core.folding import fold
from retailcrm.core.rows import rows
from retailcrm.core.words import say
from retailcrm.services.ad_people import BROUGHT, NEW, AdPeople, Ids
from retailcrm.services.ad_rows import AdResult, MediumRow
from retailcrm.services.ad_story import Money
from retailcrm.services.finding import Told, Unit


@dataclass(frozen=True, slots=True, eq=False)
class Media:
    """What the lines are made of."""

    results: tuple[AdResult, ...]
    new: Mapping[str, Ids]
    people: AdPeople
    money: Money


def media_rows(told: Media) -> tuple[MediumRow, ...]:
    """Give a line for each medium, the costliest first."""
    kinds = dict.fromkeys(fold(one.ad.medium) for one in told.results)
    found = [_row(told, kind) for kind in kinds]
    return tuple(sorted(found, key=lambda one: (-one.cost, one.medium)))


def _row(told: Media, kind: str) -> MediumRow:
    mine = [one for one in told.results if fold(one.ad.medium) == kind]
    measured = [one for one in mine if one.best is not None]
    cost = sum(one.ad.cost for one in mine)
    known_cost = sum(one.ad.cost for one in measured)
    margin, low, high = _together(measured)
    ids = told.new[kind]
    brought = float(told.people.margins(ids).sum())
    each = cost / ids.size if ids.size and cost > 0 else None
    gain = None if margin is None or known_cost <= 0 else (margin - known_cost) / known_cost
    return MediumRow(
        medium=mine[0].ad.medium, ads=len(mine), cost=cost, margin=margin, low=low, high=high,
        gain=gain, measured=len(measured),
        new=Told(NEW, float(ids.size), Unit.COUNT, rows("customers", finding=NEW, medium=kind)),
        each=each,
        brought=Told(
            BROUGHT, brought, Unit.MONEY, rows("customers", finding=BROUGHT, medium=kind)
        ),
        payback=payback(told.people.by_month(ids), cost),
        sentence=_sentence(mine, measured, told.money, margin, known_cost),
    )  # fmt: skip


def _together(measured: Sequence[AdResult]) -> tuple[float | None, float | None, float | None]:
    """Add the ads of a medium up; errors of ads in other weeks are independent."""
    made = [one.best.returned for one in measured if one.best and one.best.returned]
    if not made:
        return None, None, None
    margin = sum(one.margin for one in made)
    if any(one.low is None or one.high is None for one in made):
        return margin, None, None
    down = sum((one.margin - (one.low or 0.0)) ** 2 for one in made) ** 0.5
    up = sum(((one.high or 0.0) - one.margin) ** 2 for one in made) ** 0.5
    return margin, margin - down, margin + up


def _sentence(
    mine: Sequence[AdResult],
    measured: Sequence[AdResult],
    money: Money,
    margin: float | None,
    cost: int,
) -> str:
    if margin is None:
        return say("Cannot tell what it brought.")
    told = say("{margin} of margin for {cost}", margin=money(margin), cost=money(cost))
    if len(measured) < len(mine):
        part = say("{some} of {all} ads can be told", some=len(measured), all=len(mine))
        return f"{told}; {part}."
    return f"{told}."
