"""Pictures of staying: time with the shop by visits, visits by amount, gaps, the same people."""

from itertools import accumulate

from retailcrm.core.figures import Figures
from retailcrm.core.vocabulary import segment_title
from retailcrm.core.words import say
from retailcrm.services.finding import Told, Unit
from retailcrm.services.retention import (
    AmountRow,
    FixedList,
    GapBar,
    RetentionTold,
    RhythmTold,
    StayRow,
    StaysTold,
    TimesTold,
    VisitsTold,
)
from retailcrm.ui.kit.picture.facts import (
    Axis,
    Bar,
    Bin,
    Cell,
    Head,
    Heat,
    HeatRow,
    Histogram,
    PictureFacts,
    PictureTable,
    Ranked,
    Rule,
    Scale,
    TableLine,
)
from retailcrm.ui.screens.insights.topic import TableFacts

MONTH = 30.44
ENOUGH = 10
"""Customers worth a sentence."""
NOTABLE = 0.05
"""A change of visits that is worth a word."""


def stay_pictures(
    told: RetentionTold,
    stays: StaysTold,
    rhythm: RhythmTold,
    visits: VisitsTold,
    figures: Figures,
) -> tuple[PictureFacts, ...]:
    """Give the pictures in reading order; without a second visit there is little to show."""
    again = (
        _spans(stays, figures),
        _boxes(stays, figures),
        _amounts(stays, figures),
        _gaps(rhythm, figures),
    )
    return (
        *(one for one in again if one.marks is not None),
        _loyal(told, figures),
        _lists(visits, figures),
    )


def visit_table(told: VisitsTold) -> TableFacts:
    """Give how often the customers of each segment come."""
    heads = (
        Head(say("Segment")),
        Head(say("Customers"), Unit.COUNT),
        Head(say("Came"), Unit.COUNT),
        Head(say("Visits"), Unit.COUNT, "segment_visits"),
        Head(say("Visits each"), Unit.RATIO, "segment_frequency"),
    )
    lines = tuple(
        TableLine(
            (
                segment_title(one.key) if one.key else say("Everyone"),
                one.customers,
                one.active,
                one.visits.value,
                one.frequency.value,
            ),
            one.frequency.rows,
        )
        for one in told.segments
    )
    return TableFacts(
        "segment_visits",
        say("How often each segment comes"),
        PictureTable(heads, lines),
        say(
            "All customers: visits in the last {days} days; each: of those who came", days=told.days
        ),
    )


def class_words(one: TimesTold) -> str:
    """Say how often the customers of a class came."""
    if one.most is None:
        return say("{least} or more visits", least=one.least)
    if one.least == one.most:
        return say("{least} visits", least=one.least)
    return say("{least} to {most} visits", least=one.least, most=one.most)


def _spans(told: StaysTold, figures: Figures) -> PictureFacts:
    columns = tuple(_months(one) for one in told.spans)
    rows = tuple(
        HeatRow(
            class_words(one),
            tuple(_count(row.told[at]) for row in told.spans),
            figures.count(one.customers.value),
        )
        for at, one in enumerate(told.times)
        if one.customers.value
    )
    return PictureFacts(
        name="stays",
        title=_spans_title(told),
        caption=say("Loyal customers by visits, and by months from the first visit to the last"),
        marks=None
        if told.missing
        else Heat(
            columns,
            rows,
            Scale.COUNT,
            say("Months from the first visit to the last"),
            say("Came"),
            say("Customers"),
        ),
        figures=figures,
        key="stay_months",
        is_wide=True,
        nothing=told.missing,
    )


def _months(one: StayRow) -> str:
    if one.until is None:
        return say("over {months}", months=one.months - 1)
    return str(one.until) if one.until == one.months else f"{one.months}–{one.until}"


def _count(told: Told) -> Cell | None:
    return Cell(told.value, rows=told.rows) if told.value else None


def _spans_title(told: StaysTold) -> str:
    """Say within how many months half of those with two visits made both."""
    twice = [row.told[0].value or 0 for row in told.stays]
    if not sum(twice):
        return say("Time with you, by number of visits")
    months = next(at for at, many in enumerate(accumulate(twice), 1) if 2 * many >= sum(twice))
    if months == 1:
        return say("Half of those who came twice did so within a month")
    return say("Half of those who came twice did so within {months} months", months=months)


def _boxes(told: StaysTold, figures: Figures) -> PictureFacts:
    bars = tuple(
        Bar(
            class_words(one),
            one.middle.value,
            low=one.low.value,
            high=one.high.value,
            rows=one.middle.rows,
        )
        for one in told.times
        if one.middle.value is not None
    )
    return PictureFacts(
        name="time_with_you",
        title=_boxes_title(told, figures),
        caption=say("Days from the first visit to the last: half of them, and the middle half"),
        marks=Ranked(
            bars,
            Axis(say("Days"), Scale.DAYS, 0),
            as_dots=True,
            value_words=say("Half stayed at most"),
            label_heading=say("Came"),
        )
        if bars
        else None,
        figures=figures,
        key="stay_middle",
        nothing=told.missing,
    )


def _boxes_title(told: StaysTold, figures: Figures) -> str:
    full = [one for one in told.times if one.middle.value is not None]
    if len(full) < 2:
        return say("Time with you")
    last = full[-1]
    words = {"visits": class_words(last)}
    months = round((last.middle.value or 0) / MONTH)
    if months < 2:
        days = figures.days(last.middle.value)
        return say("Half with {visits} have been here {days} or more", days=days, **words)
    return say("Half with {visits} have been here about {months} months or more", months=months,
               **words)  # fmt: skip


def _loyal(told: RetentionTold, figures: Figures) -> PictureFacts:
    share = figures.percent(told.repeat_rate.value, 0)
    return PictureFacts(
        name="loyal",
        title=say("{share} of your customers came more than once", share=share),
        caption=say("Everyone who ever came, by number of visits"),
        marks=Ranked(
            (
                Bar(say("Two or more"), told.loyal.value, rows=told.loyal.rows),
                Bar(say("One"), told.one_time.value, is_strong=False, rows=told.one_time.rows),
            ),
            Axis(say("Customers")),
            label_heading=say("Visits"),
        ),
        figures=figures,
        key="loyal_customers",
    )


def _gaps(told: RhythmTold, figures: Figures) -> PictureFacts:
    usual = figures.days(told.median.value)
    rules = (
        ()
        if told.median.value is None
        else (Rule(told.median.value, say("half: {days}", days=usual)),)
    )
    bins = tuple(_bin(one, told.bars) for one in told.bars)
    return PictureFacts(
        name="gaps",
        title=say("Half of all gaps between visits last at most {days}", days=usual)
        if bins
        else say("Days between visits"),
        caption=say(
            "Gaps between two visits in a row, in days; 8 of 10 last at most {days}",
            days=figures.days(told.most.value),
        ),
        marks=Histogram(bins, Axis(say("Days"), Scale.DAYS, 0), Axis(say("Gaps")), rules)
        if bins
        else None,
        figures=figures,
        key="gap_bar",
        nothing=told.missing,
        rows=told.median.rows if bins else None,
    )


def _bin(one: GapBar, every: tuple[GapBar, ...]) -> Bin:
    width = (every[0].high or every[0].low) - every[0].low + 1
    high = one.low + width - 1 if one.high is None else one.high
    tip = say("{low} days or more", low=one.low) if one.high is None else ""
    return Bin(one.low - 1, high, one.told.value or 0, rows=one.told.rows, tip=tip)


def _amounts(told: StaysTold, figures: Figures) -> PictureFacts:
    rows = tuple(
        HeatRow(
            class_words(one),
            tuple(_count(row.told[at]) for row in told.amounts),
            figures.count(one.customers.value),
        )
        for at, one in enumerate(told.times)
        if one.customers.value
    )
    return PictureFacts(
        name="visits_by_amount",
        title=_amounts_title(told, figures),
        caption=say("Loyal customers by visits, and by what they bought for, net, ever"),
        marks=None
        if told.missing
        else Heat(
            tuple(_band(one, figures) for one in told.amounts),
            rows,
            Scale.COUNT,
            say("Bought for, {currency}", currency=figures.currency),
            say("Came"),
            say("Customers"),
        ),
        figures=figures,
        key="stay_amount",
        nothing=told.missing,
    )


def _band(one: AmountRow, figures: Figures) -> str:
    if one.low is None and one.high is None:
        return say("any")
    if one.low is None:
        return say("to {high}", high=figures.whole(one.high))
    if one.high is None:
        return say("over")
    return say("to {high}", high=figures.whole(one.high))


def _amounts_title(told: StaysTold, figures: Figures) -> str:
    top = [row for row in told.amounts if row.low is not None and row.high is None]
    if not top:
        return say("How often, and for how much")
    best = top[0]
    often = sum(cell.value or 0 for cell in best.told[4:])
    whole = sum(cell.value or 0 for cell in best.told)
    if whole < ENOUGH:
        return say("How often, and for how much")
    words = {"whole": figures.count(whole), "low": figures.money(best.low, whole=True)}
    if often == whole:
        return say("All {whole} who bought for {low} or more came 6 times or more", **words)
    if not often:
        return say("None of the {whole} who bought for {low} or more came 6 times or more", **words)
    return say(
        "{often} of the {whole} who bought for {low} or more came 6 times or more",
        often=figures.count(often),
        **words,
    )


def _lists(told: VisitsTold, figures: Figures) -> PictureFacts:
    bars = tuple(
        Bar(
            segment_title(one.key),
            one.after.value,
            before=one.before.value,
            rows=one.after.rows,
            tip=_list_tip(one, figures),
        )
        for one in told.lists
        if one.key != "prospect"
    )
    day = figures.day_year(told.compared_on)
    days = told.list_days or told.days
    return PictureFacts(
        name="same_people",
        title=_lists_title(told, figures),
        caption=say(
            "All customers by segment on {day}: visits of each. Who is picked for coming often "
            "tends to come less afterwards",
            day=day,
        )
        if bars
        else say("Visits per customer of those who were in a segment on an earlier day"),
        marks=Ranked(
            bars,
            Axis(say("Visits each"), Scale.RATIO),
            value_words=say("bar: latest {days} days", days=days),
            before_words=say("line: {days} days before", days=days),
            label_heading=say("Segment then"),
        )
        if bars
        else None,
        figures=figures,
        key="list_after",
        is_wide=True,
        nothing=told.missing,
    )


def _list_tip(one: FixedList, figures: Figures) -> str:
    return say(
        "{segment}: {customers} then, {before} visits each before, {after} lately",
        segment=segment_title(one.key),
        customers=figures.count(one.customers),
        before=figures.number(one.before.value),
        after=figures.number(one.after.value),
    )


def _lists_title(told: VisitsTold, figures: Figures) -> str:
    best = next((one for one in told.lists if one.key == "champions"), None)
    if best is None or best.change is None:
        return say("The same people, then and now")
    words = {
        "day": figures.day_year(told.compared_on),
        "visits": figures.number(best.after.value),
        "change": figures.percent(abs(best.change), 0),
    }
    if best.change < -NOTABLE:
        return say("The Champions of {day} come {change} less often than then", **words)
    if best.change > NOTABLE:
        return say("The Champions of {day} come {change} more often than then", **words)
    return say("The Champions of {day} come as often as then: {visits} visits each", **words)
