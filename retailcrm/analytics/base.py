"""The whole base at once: scores, segment, stage and group of every customer."""

from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.closed_days import closed_between
from retailcrm.analytics.contribution import Returned, margin, net_contribution
from retailcrm.analytics.groups import Grouping, Worth, classify
from retailcrm.analytics.history import (
    NO_DAY,
    Column,
    DayBook,
    Days,
    Flags,
    Ints,
    Span,
    Visits,
    span,
)
from retailcrm.analytics.peers import bands
from retailcrm.analytics.prior import Prior, fit_prior
from retailcrm.analytics.rfm import Measures, Scores, score
from retailcrm.analytics.rhythm import Rhythm, Silence, rhythm
from retailcrm.analytics.rules import Rules
from retailcrm.analytics.segments import assign
from retailcrm.core.words import say

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
        p_return: chance of a visit in the next 90 days from a fitted model; None, and NaN
            for one customer, takes the chance of the stage.
    """

    has_card: NDArray[np.bool_]
    enrolled: Column
    main_category: Column
    other_costs: Floats | None = None
    p_return: Floats | None = None

    def only(self, keep: Flags) -> Self:
        """Leave only some customers, told by a flag for each."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        return replace(
            self, **{name: held[keep] for name, held in told.items() if held is not None}
        )


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Everything computed of each customer, in the order of `ids`; money in minor units.

    Attributes:
        ids: customer ids, ascending.
        as_of: the day it holds for.
        rules: the rules it rests on.
        minor: minor units in one currency unit.
        prior: the shop's rhythm it rests on.
        first: day of the first visit, NO_DAY without one.
        last: day of the latest visit, NO_DAY without one.
        visits: visits ever.
        recency: days since the latest visit, -1 without one.
        shut: days since then on which the whole shop was shut.
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
        gaps: number of gaps that make the rhythm.
        calendar: the visits themselves.
        enrolled: day enrolled, NO_DAY if unknown.
        p_return: chance of a visit in the next 90 days.
        gap: contribution that similar customers bring beyond this one's.
        growth: what good care is expected to win, `capture x gap x p_return`.
        future: expected contribution of the coming year.
        rank: place by contribution among those who bring something and are not dead, else 0.
        because: why the customer is in the group, position in `groups.BECAUSE`, -1 if none.
        cuts: for `recency` (most days), `frequency` and `monetary` (least), what the scores
            1 to 5 begin with, NaN where nobody gets that far; empty without scores.
        few_data: scores rest on few customers.
        no_scores: why there are no scores and segments, "" if there are.
        no_groups: why there are no groups, "" if there are.
        warning: what looks wrong with the rules, "" if nothing.
    """

    ids: Ints
    as_of: int
    rules: Rules
    minor: int
    prior: Prior
    first: Days
    last: Days
    visits: Ints
    recency: Ints
    shut: Ints
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
    gaps: Ints
    calendar: Visits
    enrolled: Column
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
    *,
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
        One value of everything for each customer; of a day that is past, for those only who
        were customers by then.
    """
    if as_of < book.day.max(initial=NO_DAY):
        there = _there_by(book, attributes, as_of)
        book, attributes = book.only(there), attributes.only(there)
    within = span(book, rules.window_start(as_of), as_of)
    seen = _seen(book, within, rules, as_of)
    money = _money(book, within, attributes, rules, minor)
    scores = score(
        Measures(seen.recency, seen.frequency, money.net, seen.visits),
        rules.score_least,
        rules.score_few,
    )
    silence = _silence(seen, attributes, rules, as_of)
    shared = prior or fit_prior(silence.gaps, silence.days, rules.typical_interval)
    due = rhythm(silence, shared, rules)
    worth = _worth(seen, money, attributes, due, rules)
    grouping = classify(worth, rules, minor)
    standing = _Standing(seen, money, scores, due, grouping, seen.recency - silence.gap)
    whole = _Whole(book.ids, as_of, minor, shared, attributes.enrolled)
    return _told(whole, standing, rules)


def _there_by(book: DayBook, attributes: Attributes, as_of: int) -> Flags:
    """Find who had come or was enrolled by a day; one without any date was always there."""
    rows = np.bincount(book.customer, minlength=book.ids.size)
    came = np.bincount(book.customer[book.day <= as_of], minlength=book.ids.size) > 0
    dated = attributes.enrolled != NO_DAY
    return came | np.where(dated, attributes.enrolled <= as_of, rows == 0)


@dataclass(frozen=True, slots=True, eq=False)
class _Whole:
    ids: Ints
    as_of: int
    minor: int
    prior: Prior
    enrolled: Column


@dataclass(frozen=True, slots=True, eq=False)
class _Standing:
    seen: "_Seen"
    money: "_Money"
    scores: Scores
    due: Rhythm
    grouping: Grouping
    shut: Ints


def _told(whole: _Whole, standing: _Standing, rules: Rules) -> Scored:
    """Put the columns of every step side by side."""
    seen, money, scores = standing.seen, standing.money, standing.scores
    due, grouping = standing.due, standing.grouping
    return Scored(
        ids=whole.ids,
        as_of=whole.as_of,
        rules=rules,
        minor=whole.minor,
        prior=whole.prior,
        enrolled=whole.enrolled,
        first=seen.first,
        last=seen.last,
        visits=seen.visits,
        recency=seen.recency,
        shut=standing.shut,
        frequency=seen.frequency,
        gaps=seen.gaps,
        calendar=seen.calendar,
        monetary=money.net,
        margin=money.margin,
        contribution=money.contribution,
        r=scores.r,
        f=scores.f,
        m=scores.m,
        column=scores.column,
        cuts=scores.cuts,
        few_data=scores.few_data,
        stage=due.stage,
        usual=due.usual,
        remind=due.remind,
        limit=due.limit,
        group=grouping.group,
        p_return=grouping.p_return,
        gap=grouping.gap,
        growth=grouping.growth,
        future=grouping.future,
        rank=grouping.rank,
        because=grouping.because,
        segment=_segments(scores, seen, rules),
        no_scores=_no_scores(scores, rules),
        no_groups=_no_groups(grouping, rules),
        warning=_warning(grouping),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    first: Days
    last: Days
    visits: Ints
    recency: Ints
    frequency: Ints
    gaps: Ints
    days: Ints
    calendar: Visits
    tenure: Ints


def _silence(seen: _Seen, attributes: Attributes, rules: Rules, as_of: int) -> Silence:
    """Measure gaps and silences in days on which the shop was open."""
    enrolled = attributes.enrolled
    if not rules.closed:
        return Silence(seen.recency, seen.gaps, seen.days, enrolled, as_of)
    began = seen.last.astype(np.int64) - seen.days
    shut = closed_between(began, seen.last, rules.closed)
    # Somebody who came while the shop was said to be shut still took a day for it.
    days = np.maximum(seen.days - shut, seen.gaps)
    quiet = np.maximum(seen.recency - closed_between(seen.last, as_of, rules.closed), 0)
    return Silence(
        gap=np.where(seen.recency < 0, -1, quiet),
        gaps=seen.gaps,
        days=days,
        enrolled=np.where(
            enrolled == NO_DAY, NO_DAY, enrolled + closed_between(enrolled, as_of, rules.closed)
        ),
        as_of=as_of,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Money:
    net: Ints
    margin: Floats
    contribution: Floats


def _seen(book: DayBook, within: Span, rules: Rules, as_of: int) -> _Seen:
    visits = Visits.of(book, as_of)
    first, last, ever = visits.first(), visits.last(), visits.ever()
    came = ever > 0
    gaps, days = visits.gaps(rules.rhythm_gaps)
    return _Seen(
        first,
        last,
        ever,
        np.where(came, as_of - last.astype(np.int64), -1),
        within.total(book.sales_with_value > 0),
        gaps,
        days,
        visits,
        np.where(came, as_of - first.astype(np.int64), 0),
    )


def _money(book: DayBook, within: Span, attributes: Attributes, rules: Rules, minor: int) -> _Money:
    net = within.total(book.net)
    left = margin(net, within.total(book.cost), within.total(book.list_uncosted), rules.margin)
    # What came back matters for its amount only if part of it cannot be sold again.
    lost = within.total(book.returned_list) if rules.resaleable < 1 else np.zeros_like(net)
    returned = Returned(within.total(book.returns), lost)
    earned = net_contribution(left, returned, attributes.other_costs, rules, minor)
    return _Money(net, left, earned)


def _worth(seen: _Seen, money: _Money, attributes: Attributes, due: Rhythm, rules: Rules) -> Worth:
    return Worth(
        money.contribution,
        due.stage,
        seen.visits,
        bands(seen.tenure, rules.tenure_days),
        np.asarray(attributes.main_category, dtype=np.int64),
        attributes.p_return,
    )


def _segments(scores: Scores, seen: _Seen, rules: Rules) -> Codes:
    if not scores.cuts:
        return np.full(seen.visits.size, -1, dtype=np.int8)
    return assign(scores.r, scores.column, seen.visits, rules.grid)


def _no_scores(scores: Scores, rules: Rules) -> str:
    if scores.cuts:
        return ""
    return say(
        "Scores and segments need {least} customers with a visit in the period.",
        least=rules.score_least,
    )


def _no_groups(grouping: Grouping, rules: Rules) -> str:
    if (grouping.because >= 0).any():
        return ""
    return say("Groups need {least} customers who have bought.", least=rules.group_least)


def _warning(grouping: Grouping) -> str:
    if not grouping.nobody_earns:
        return ""
    return say("No customer brings more than they cost. Check the margin in the settings.")
