"""The whole base at once: scores, segment, stage and group of every customer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Column, DayBook, Days, Ints
from retailcrm.analytics.rules import Rules

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class Attributes:
    """What the books know of each customer besides the days, in the order of `DayBook.ids`.

    Attributes:
        has_card: whether the customer holds a card of the shop.
        enrolled: day the customer was enrolled (or first entered), NO_DAY if unknown.
        main_category: number of the category with the largest spend, -1 if unknown.
        other_costs: points and mailings spent on the customer in the window, in minor
            units; None if there were none.
        p_return: chance of a visit in the next 90 days from a fitted model; None takes
            the chance of the customer's stage.
    """

    has_card: NDArray[np.bool_]
    enrolled: Column
    main_category: Column
    other_costs: Floats | None = None
    p_return: Floats | None = None


@dataclass(frozen=True, slots=True)
class Prior:
    """How the shop's customers' rhythms spread: visit rate ~ Gamma(shape, rate)."""

    shape: float
    rate: float
    fitted: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Everything computed of each customer, in the order of `ids`; money in minor units.

    Attributes:
        ids: customer ids, ascending.
        as_of: the day it holds for.
        rules: the rules it rests on.
        prior: the shop's rhythm it rests on.
        first: day of the first visit, NO_DAY without one.
        last: day of the latest visit, NO_DAY without one.
        visits: visits ever.
        recency: days since the latest visit, -1 without one.
        frequency: visits in the window.
        monetary: net sales in the window.
        margin: margin in the window, before other costs.
        contribution: net contribution in the window.
        r: recency score 1 to 5, 0 where not scored.
        f: frequency score, likewise.
        m: spend score, likewise.
        column: grid column 1 to 5, 0 where not scored.
        segment: position in `segments.SEGMENTS`, -1 if none.
        stage: position in `rhythm.STAGES`.
        group: position in `groups.GROUPS`, -1 if none.
        usual: usual days between visits, NaN if nothing can be said.
        remind: days after the latest visit from which it has been a while.
        limit: the same from which the customer is missing.
        longest: longest gap between two visits, 0 without one.
        p_return: chance of a visit in the next 90 days.
        gap: contribution that similar customers bring beyond this one's.
        growth: what good care is expected to win, `capture x gap x p_return`.
        future: expected contribution of the coming year.
        rank: 1 for the largest contribution among those who could be Most Valuable, 0 else.
        because: why the customer is in the group, position in `groups.BECAUSE`, -1 if none.
        cuts: smallest value of each score 1 to 5, by measure: recency (as days, the
            largest number of days), frequency, monetary; empty if there are no scores.
        few_data: scores rest on few customers.
        no_scores: why there are no scores and segments, "" if there are.
        no_groups: why there are no groups, "" if there are.
        warning: what looks wrong with the rules, "" if nothing.
    """

    ids: Ints
    as_of: int
    rules: Rules
    prior: Prior
    first: Days
    last: Days
    visits: Ints
    recency: Ints
    frequency: Ints
    monetary: Ints
    margin: Floats
    contribution: Floats
    r: Codes
    f: Codes
    m: Codes
    column: Codes
    segment: Codes
    stage: Codes
    group: Codes
    usual: Floats
    remind: Floats
    limit: Floats
    longest: Days
    p_return: Floats
    gap: Floats
    growth: Floats
    future: Floats
    rank: Ints
    because: Codes
    cuts: tuple[tuple[str, tuple[float, ...]], ...]
    few_data: bool
    no_scores: str
    no_groups: str
    warning: str


def score_base(
    book: DayBook,
    attributes: Attributes,
    rules: Rules,
    as_of: int,
    minor: int = 100,
    prior: Prior | None = None,
) -> Scored:
    """Score, stage and group everyone as of a day.

    Args:
        book: the customers' days; days after `as_of` are left out.
        attributes: what else is known of the customers.
        rules: the rules in force.
        as_of: the last day that counts.
        minor: minor units in one currency unit.
        prior: the shop's rhythm if it was fitted before; None fits it.

    Returns:
        One value of everything for each customer.
    """
    raise NotImplementedError
