"""Value: what customers will probably bring, and whether that can be believed."""

from retailcrm.core.figures import Figures
from retailcrm.core.progress import Progress
from retailcrm.core.vocabulary import group_title, segment_title
from retailcrm.core.words import say
from retailcrm.services.finding import Told, Unit
from retailcrm.services.value_rows import TenthRow, TrialRows, ValueRow, ValueSummary
from retailcrm.ui.kit.picture.facts import (
    Axis,
    Bar,
    Bars,
    Head,
    PictureFacts,
    PictureTable,
    Ranked,
    Scale,
    TableLine,
)
from retailcrm.ui.screens.insights.topic import Chosen, PageFacts, ShownFigure, TableFacts
from retailcrm.ui.screens.phrases import figures_of
from retailcrm.ui.services_seen import Services

MODEL, SIMPLE = "mbg_nbd", "simple"


def read(services: Services, _chosen: Chosen, _progress: Progress) -> PageFacts:
    """Read what customers brought and will bring."""
    found, figures = services.insights.value.summary(), figures_of(services.shop)
    if not found.model:
        return PageFacts(lacking=(say("Nobody to value yet"), found.why))
    pictures = (_by_segment(found, figures), *_trial_pictures(found, figures))
    return PageFacts(
        finding=_finding(found, figures),
        doubt=found.why,
        figures=_strip(found),
        pictures=pictures,
        tables=_tables(found, figures),
        writes=figures,
    )


def _finding(found: ValueSummary, figures: Figures) -> str:
    expected = found.expected
    if found.model == SIMPLE:
        return say(
            "What customers will bring cannot be told yet; they brought {amount} so far",
            amount=_about(found.so_far.value, figures),
        )
    if expected.low is None or expected.high is None:
        return say(
            "If all go on as so far, today’s customers bring {amount} of margin in a year",
            amount=_about(expected.value, figures),
        )
    return say(
        "Today’s customers will probably bring {low} to {high} of margin in the next 12 months",
        low=_about(expected.low, figures),
        high=_about(expected.high, figures),
    )


def _strip(found: ValueSummary) -> tuple[ShownFigure, ...]:
    simple = say("a simple estimate") if found.model == SIMPLE else say("at the rate so far")
    shown = [
        ShownFigure(found.expected, "" if found.model == MODEL else simple),
        ShownFigure(found.so_far),
        ShownFigure(found.customers),
    ]
    if found.today is not None:
        shown.insert(1, ShownFigure(found.today))
    return tuple(shown)


def _by_segment(found: ValueSummary, figures: Figures) -> PictureFacts:
    """Draw segments by what they will bring; by what they brought where that is all there is."""
    ahead = found.model != SIMPLE
    rows = found.by_segment
    if not ahead:
        rows = tuple(sorted(rows, key=lambda row: -(row.so_far.value or 0.0)))
    shown = [(row, row.expected if ahead else row.so_far) for row in rows]
    bars = tuple(
        Bar(
            segment_title(row.key),
            one.value,
            low=one.low,
            high=one.high,
            is_strong=number == 0,
            rows=one.rows,
            tip=_tip(row, one, figures),
        )
        for number, (row, one) in enumerate(shown)
    )
    return PictureFacts(
        name="value_by_segment",
        title=_segment_title(rows, figures, ahead=ahead),
        caption=_segment_caption(found, figures),
        marks=Ranked(
            bars,
            Axis(say("Margin, {currency}", currency=figures.currency), Scale.MONEY),
            label_heading=say("Segment"),
        )
        if bars
        else None,
        figures=figures,
        key="value_expected" if ahead else "value_so_far",
        nothing=say("Segments need at least five customers with a visit in the period."),
    )


def _segment_title(rows: tuple[ValueRow, ...], figures: Figures, *, ahead: bool) -> str:
    if not rows:
        return say("No segments yet")
    first = rows[0]
    if not ahead:
        return say("{segment} brought most so far", segment=segment_title(first.key))
    if first.share.value is None:
        return say("Nobody is expected to bring anything")
    return say(
        "{segment}: 1 customer will bring {share} of it"
        if first.customers.value == 1
        else "{segment}: {people} customers will bring {share} of it",
        segment=segment_title(first.key),
        people=figures.count(first.customers.value),
        share=figures.percent(first.share.value, 0),
    )


def _segment_caption(found: ValueSummary, figures: Figures) -> str:
    """Say what is drawn, and what to know before trusting it."""
    drawn = _segment_measure(found, figures)
    return " ".join((f"{drawn}.", *found.notes)) if found.notes else drawn


def _segment_measure(found: ValueSummary, figures: Figures) -> str:
    if found.model == SIMPLE:
        return say("Margin so far by segment, {currency}", currency=figures.currency)
    if found.expected.low is None:
        return say(
            "Margin in the next 12 months by segment, {currency}, if all go on as so far",
            currency=figures.currency,
        )
    return say(
        "Margin expected in the next 12 months by segment, {currency}; the line is the range "
        "of eight years in ten",
        currency=figures.currency,
    )


def _tip(row: ValueRow, one: Told, figures: Figures) -> str:
    name = segment_title(row.key)
    people = figures.count(row.customers.value)
    if one.low is None or one.high is None:
        return say(
            "{segment}: 1 customer, {amount}"
            if row.customers.value == 1
            else "{segment}: {people} customers, {amount}",
            segment=name,
            people=people,
            amount=figures.whole(one.value),
        )
    return say(
        "{segment}: 1 customer, {amount}, most likely {low} to {high}"
        if row.customers.value == 1
        else "{segment}: {people} customers, {amount}, most likely {low} to {high}",
        segment=name,
        people=people,
        amount=figures.whole(one.value),
        low=figures.whole(one.low),
        high=figures.whole(one.high),
    )


def _trial_pictures(found: ValueSummary, figures: Figures) -> tuple[PictureFacts, ...]:
    trial = found.trial
    if trial is None:
        return ()
    bars = tuple(
        Bar(
            str(one.number),
            one.actual.value,
            before=one.model.value,
            rows=one.actual.rows,
            tip=_tenth_tip(one, figures),
        )
        for one in trial.tenths
        if one.customers.value
    )
    return (
        PictureFacts(
            name="value_check",
            title=_trial_title(trial, figures),
            caption=say(
                "Net sales a customer from {since} to {until}, {currency}, by tenths of the "
                "customers there were before: the most expected first",
                since=figures.day_year(trial.since),
                until=figures.day_year(trial.until),
                currency=figures.currency,
            ),
            marks=Bars(
                bars,
                Axis(say("A customer, {currency}", currency=figures.currency), Scale.MONEY),
                value_words=say("bar: came true"),
                before_words=say("line: model expected"),
                label_heading=say("Tenth"),
            ),
            figures=figures,
            key="trial_actual",
            table=_tenths(trial, figures),
        ),
    )


def _trial_title(trial: TrialRows, figures: Figures) -> str:
    words = {
        "expected": _about((trial.model if trial.wins else trial.own).value, figures),
        "actual": _about(trial.actual.value, figures),
    }
    if trial.wins:
        return say("The check: the model expected {expected}, {actual} came true", **words)
    return say(
        "The check: everyone’s own rate was nearer; it expected {expected}, {actual} came true",
        **words,
    )


def _tenth_tip(one: TenthRow, figures: Figures) -> str:
    return say(
        "Tenth {number}: {people} customers brought {actual} each; the model expected {model}, "
        "their own rate {own}",
        number=one.number,
        people=figures.count(one.customers.value),
        actual=figures.amount(one.actual.value),
        model=figures.amount(one.model.value),
        own=figures.amount(one.own.value),
    )


def _tenths(trial: TrialRows, figures: Figures) -> PictureTable:
    money = figures.currency
    heads = (
        Head(say("Tenth")),
        Head(say("Customers"), Unit.COUNT, "trial_customers"),
        Head(say("Came true, {currency}", currency=money), Unit.MONEY, "trial_actual"),
        Head(say("Model, {currency}", currency=money), Unit.MONEY, "trial_model"),
        Head(say("Own rate, {currency}", currency=money), Unit.MONEY, "trial_own"),
    )
    lines = tuple(
        TableLine(
            (
                str(one.number),
                one.customers.value,
                one.actual.value,
                one.model.value,
                one.own.value,
            ),
            one.actual.rows,
        )
        for one in trial.tenths
    )
    return PictureTable(heads, lines)


def _tables(found: ValueSummary, figures: Figures) -> tuple[TableFacts, ...]:
    made = []
    for name, title, rows, titled in (
        ("value_groups", say("By group"), found.by_group, group_title),
        ("value_segments", say("By segment"), found.by_segment, segment_title),
    ):
        if rows:
            lines = tuple(_line(titled(row.key), row) for row in rows)
            made.append(TableFacts(name, title, PictureTable(_heads(found, figures), lines)))
    if found.trial is not None:
        made.append(_misses(found.trial))
    return tuple(made)


def _misses(trial: TrialRows) -> TableFacts:
    """Put how far off each way of telling was in a table, below all that it bears out."""
    told = ((say("The model"), trial.model_miss), (say("Everyone’s own rate"), trial.own_miss))
    return TableFacts(
        "value_check_misses",
        say("The check: how many visits a customer each was off"),
        PictureTable(
            (
                Head(say("Told by")),
                Head(say("Off by, visits a customer"), Unit.RATIO, "trial_model_miss"),
            ),
            tuple(TableLine((name, one.value), one.rows) for name, one in told),
        ),
        say("Large misses count more. The nearer of the two is used."),
    )


def _heads(found: ValueSummary, figures: Figures) -> tuple[Head, ...]:
    money = figures.currency
    expected = say("Next 12 months, {currency}", currency=money)
    if found.model == SIMPLE:
        expected = say("Simple estimate, {currency}", currency=money)
    return (
        Head(say("Who")),
        Head(say("Customers"), Unit.COUNT, "value_customers"),
        Head(say("So far, {currency}", currency=money), Unit.MONEY, "value_so_far"),
        Head(expected, Unit.MONEY, "value_expected"),
        Head(say("from"), Unit.MONEY, "low"),
        Head(say("to"), Unit.MONEY, "high"),
        Head(say("A customer, {currency}", currency=money), Unit.MONEY, "value_mean"),
        Head(say("In the middle, {currency}", currency=money), Unit.MONEY, "value_median"),
        Head(say("Share, %"), Unit.SHARE, "value_share"),
    )


def _line(name: str, row: ValueRow) -> TableLine:
    expected = row.expected
    return TableLine(
        (
            name,
            row.customers.value,
            row.so_far.value,
            expected.value,
            expected.low,
            expected.high,
            row.mean.value,
            row.median.value,
            row.share.value,
        ),
        expected.rows,
    )


def _about(minor: float | None, figures: Figures) -> str:
    """Write a large amount as people say it: $21,100."""
    if minor is None:
        return figures.money(None)
    unit = 10**figures.digits
    step = unit * max(10 ** (len(str(int(abs(minor) / unit))) - 3), 1)
    return figures.money(round(minor / step) * step, whole=True)
