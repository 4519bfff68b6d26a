"""Pictures of coming again: the wait for the second visit, newcomers by month, returning buyers."""

from dataclasses import replace
from datetime import date

from retailcrm.core.days import day_number
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.finding import Told, Unit
from retailcrm.services.retention import (
    CohortsTold,
    CohortTold,
    CurveTold,
    RatesTold,
)
from retailcrm.ui.kit.picture.facts import (
    Axis,
    Bar,
    Bars,
    Cell,
    Head,
    Heat,
    HeatRow,
    Line,
    Lines,
    PictureFacts,
    PictureTable,
    Point,
    Scale,
    TableLine,
)

MOST_AGES, MOST_COHORTS = 13, 13
FURTHEST = 365
"""Days of the curve that are drawn."""
_PARTS = (
    (0.25, "A quarter"), (1 / 3, "A third"), (0.5, "Half"), (2 / 3, "Two thirds"),
    (0.75, "Three quarters"),
)  # fmt: skip


def part_words(share: float, figures: Figures) -> str:
    """Say a share as people do where it comes close: half, a third; else as percent."""
    for near, words in _PARTS:
        if abs(share - near) < 0.02:
            return say(words)
    return figures.percent(share, 0)


def again_pictures(
    curve: CurveTold, cohorts: CohortsTold, rates: RatesTold, figures: Figures
) -> tuple[PictureFacts, ...]:
    """Give the pictures in reading order."""
    return (
        _curve(curve, figures),
        _returning(rates, figures),
        _cohorts(cohorts, figures),
    )


def since_begun(told: RatesTold, begun: date | None) -> RatesTold:
    """Leave out the period in which the books begin: nobody can have been there before."""
    if begun is None:
        return told
    later = tuple(one for one in told.returning if one.period.first > day_number(begun))
    return replace(told, returning=later)


def _curve(told: CurveTold, figures: Figures) -> PictureFacts:
    points = tuple(
        Point(one.days, one.share, one.low, one.high, told.rows)
        for one in told.points
        if one.days <= FURTHEST
    )
    axis = Axis(say("Days since the first visit"), Scale.DAYS, 0)
    share = Axis(say("Back for a second visit, %"), Scale.SHARE, 0)
    line = Line(say("Back"), points, is_stepped=True)
    return PictureFacts(
        name="second_visit",
        title=_curve_title(told, figures),
        caption=say("New customers who have come a second time, with the range of the true share"),
        marks=Lines((line,), axis, share) if not told.missing else None,
        figures=figures,
        key="second_visit_90",
        table=PictureTable(
            (
                Head(say("Days since the first visit")),
                Head(say("Back, %"), Unit.SHARE, "share"),
                Head(say("At least, %"), Unit.SHARE, "low"),
                Head(say("At most, %"), Unit.SHARE, "high"),
            ),
            tuple(
                TableLine((one.key.rpartition("_")[2], one.value, one.low, one.high), one.rows)
                for one in told.marks
            ),
        ),
        nothing=told.missing,
        rows=None if told.missing else told.rows,
    )


def _curve_title(told: CurveTold, figures: Figures) -> str:
    marks = {one.key.rpartition("_")[2]: one.value for one in told.marks}
    soon, late = marks.get("90"), marks.get("365")
    if soon is None:
        return say("How soon new customers come again")
    words = {"soon": figures.percent(soon, 0)}
    if late is None:
        return say("{soon} are back within 90 days", **words)
    share = soon / late if late else 0.0
    if share >= 0.7:
        return say("Whoever comes back comes soon: {soon} in 90 days, {late} in a year",
                   late=figures.percent(late, 0), **words)  # fmt: skip
    return say("{soon} are back within 90 days, {late} within a year",
               late=figures.percent(late, 0), **words)  # fmt: skip


def _returning(told: RatesTold, figures: Figures) -> PictureFacts:
    bars = tuple(
        Bar(
            one.period.short(),
            one.told.value,
            low=one.told.low,
            high=one.told.high,
            is_strong=one is told.returning[-1],
            rows=one.told.rows,
        )
        for one in told.returning
    )
    return PictureFacts(
        name="returning",
        title=_returning_title(told, figures),
        caption=say("Buyers who had been there before, of all buyers known by name"),
        marks=Bars(
            bars,
            Axis(say("Returning buyers, %"), Scale.SHARE),
            label_heading=say("Period"),
        )
        if any(one.told.value is not None for one in told.returning)
        else None,
        figures=figures,
        key="returning_rate",
        nothing=say("A month or quarter after the one in which the books begin has to be over."),
    )


def _returning_title(told: RatesTold, figures: Figures) -> str:
    if not told.returning:
        return say("Buyers who had been there before")
    last = told.returning[-1]
    if last.told.value is None:
        return say("Nobody known by name bought in {period}", period=last.period.name())
    return say(
        "{share} of the buyers of {period} had been there before",
        share=figures.percent(last.told.value, 0),
        period=last.period.name(),
    )


def _cohorts(told: CohortsTold, figures: Figures) -> PictureFacts:
    shown = [one for one in told.cohorts if one.size.value][-MOST_COHORTS:]
    wide = min(max((len(one.back) for one in shown), default=0), MOST_AGES)
    rows = tuple(_row(one, wide, figures) for one in shown)
    every = HeatRow(say("All months"), tuple(_cell(one, age) for age, one in
                                             enumerate(told.ages[:wide])))  # fmt: skip
    heading = say("Times 30 days since the first visit") if told.rolling else (
        say("Months since the month of the first visit"))  # fmt: skip
    return PictureFacts(
        name="cohorts",
        title=_cohort_title(told, figures),
        caption=say("Customers who came at each age, % of those who first came in the month"),
        marks=None
        if told.missing
        else Heat(
            tuple(str(age) for age in range(wide)),
            (*rows, every),
            Scale.SHARE,
            heading,
            say("First came in"),
            say("New"),
        ),
        figures=figures,
        key="cohort_return",
        is_wide=True,
        nothing=told.missing,
    )


def _row(one: CohortTold, wide: int, figures: Figures) -> HeatRow:
    cells = [_cell(cell, age) for age, cell in enumerate(one.back[:wide])]
    blank: list[Cell | None] = [None] * (wide - len(cells))
    label = figures.short_month(one.month)
    return HeatRow(label, (*cells, *blank), figures.count(one.size.value))


def _cell(told: Told, age: int) -> Cell | None:
    if told.value is None:
        return None
    return Cell(told.value, is_apart=not age, rows=told.rows)


def _cohort_title(told: CohortsTold, figures: Figures) -> str:
    known = {age: one.value for age, one in enumerate(told.ages) if one.value is not None}
    later = next((age for age in (12, 6, 3) if age in known), None)
    if 1 not in known:
        return say("Who comes back, by the month of the first visit")
    first = figures.percent(known[1], 0)
    if later is None:
        return say("{first} of new customers come a month later", first=first)
    then = figures.percent(known[later], 0)
    if later == 3:
        return say(
            "{first} of new customers come a month later, {then} in the third",
            first=first,
            then=then,
        )
    return say(
        "{first} of new customers come a month later, {then} in the {later}th",
        first=first,
        then=then,
        later=later,
    )
