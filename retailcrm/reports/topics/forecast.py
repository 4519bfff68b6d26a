"""The page of the monthly report on which forecasts are scored."""

from retailcrm.core.words import say
from retailcrm.reports.document import (
    Block,
    Column,
    Heading,
    Note,
    Row,
    Sentence,
    TableBlock,
    Text,
    text,
)
from retailcrm.reports.forecast_facts import ForecastFacts, ScoredMonth
from retailcrm.reports.topics.heads import page_head
from retailcrm.reports.topics.writing import Writing

_SALES, _MONTH = "plan.sales", "plan.sales_month"
_HUNDRED = 100


def forecast_page(writing: Writing, facts: ForecastFacts) -> tuple[Block, ...]:
    """Write how a chosen plan's forecast did; nothing before its first month is over."""
    if not facts.months:
        return ()
    mark = say("Forecast and what came")
    under = say(
        "{plan}, {program}, chosen on {day}; sales to customers who are known",
        plan=facts.plan,
        program=facts.program,
        day=writing.write.day_year(facts.chosen_on),
    )
    return (
        *page_head(mark, _finding(writing, facts), under),
        Sentence(_sums(writing, facts)),
        _months(writing, facts),
        Note(text(_held(writing, facts))),
        Heading(text(say("Why sales differ")), say("{currency}", currency=writing.currency)),
        _why(writing, facts),
        *_bands(writing, facts),
    )


def _finding(writing: Writing, facts: ForecastFacts) -> str:
    if facts.is_off:
        return say("The forecast is off to one side beyond chance: make it anew")
    share = facts.sales / facts.forecast - 1 if facts.forecast else 0.0
    told = {"share": writing.write.percent(abs(share))}
    if facts.is_over:
        below = say("The year came out {share} below its forecast", **told)
        return below if share < 0 else say("The year came out {share} above its forecast", **told)
    below = say("So far {share} below the forecast", **told)
    return below if share < 0 else say("So far {share} above the forecast", **told)


def _sums(writing: Writing, facts: ForecastFacts) -> Text:
    shown = writing.write.whole(facts.sales)
    ref = writing.number.amount(_SALES, facts.sales, shown, facts.rows)
    brought = writing.counted(
        len(facts.months),
        "{n} month brought {sales}",
        "{n} months brought {sales}",
        sales=shown,
    )
    rest = say("; the forecast was {forecast}.", forecast=writing.write.whole(facts.forecast))
    return (*text(brought, ref=ref), *text(rest))


def _months(writing: Writing, facts: ForecastFacts) -> TableBlock:
    columns = (
        Column(say("Month"), wide=True),
        Column(say("Forecast"), number=True),
        Column(say("Not below"), number=True),
        Column(say("Not above"), number=True),
        Column(say("Sales"), number=True),
        Column(say("Difference"), number=True),
        Column(say("Errors to one side"), number=True),
    )
    return TableBlock(columns, tuple(_month(writing, one) for one in facts.months))


def _month(writing: Writing, one: ScoredMonth) -> Row:
    write = writing.write
    shown = write.whole(one.sales)
    name = f"{_MONTH}.{one.month}"
    ref = writing.number.amount(name, one.sales, shown, one.rows) if one.sales else None
    outside = one.low is not None and one.high is not None and not one.low <= one.sales <= one.high
    return Row(
        (
            text(write.month(one.month)),
            text(write.whole(one.forecast)),
            text(write.whole(one.low)),
            text(write.whole(one.high)),
            text(shown, ref=ref, strong=outside),
            text(write.change_whole(one.sales - one.forecast)),
            text(write.number(one.signal)),
        )
    )


def _held(writing: Writing, facts: ForecastFacts) -> str:
    told = [one for one in facts.months if one.low is not None and one.high is not None]
    if not told:
        return say("There was too little history to say how far months might be off.")
    inside = sum((one.low or 0) <= one.sales <= (one.high or 0) for one in told)
    said = say(
        "{n} of {all} months lie in their range, which was to hold {share} of 100.",
        n=inside,
        all=len(told),
        share=round(facts.holds * _HUNDRED),
    )
    if facts.is_over and facts.year_low is not None and facts.year_high is not None:
        said += " " + say(
            "The year was to bring {low} to {high}.",
            low=writing.write.whole(facts.year_low),
            high=writing.write.whole(facts.year_high),
        )
    return said + " " + say("Errors to one side beyond 4 are no chance any more.")


def _why(writing: Writing, facts: ForecastFacts) -> TableBlock:
    write = writing.write
    rows = (
        (say("More or fewer clients"), facts.clients),
        (say("How often each of them bought"), facts.purchases),
        (say("How much at a time"), facts.average),
    )
    return TableBlock(
        (Column(say("Because of"), wide=True), Column(say("Sales"), number=True)),
        (
            *(Row((text(words), text(write.change_whole(round(value))))) for words, value in rows),
            Row(
                (
                    text(say("Together")),
                    text(write.change_whole(facts.sales - facts.forecast)),
                ),
                total=True,
            ),
        ),
    )


def _bands(writing: Writing, facts: ForecastFacts) -> tuple[Block, ...]:
    known = [one for one in facts.bands if one.people]
    if not known:
        return ()
    write = writing.write
    names = {"far": say("Far"), "mid": say("Half way"), "near": say("Near")}
    columns = (
        Column(say("On the way to a status"), wide=True),
        Column(say("Customers"), number=True),
        Column(say("Reached it"), number=True),
        Column(say("Share before the program"), number=True),
        Column(say("Presupposed"), number=True),
        Column(say("Now taken"), number=True),
    )
    rows = tuple(
        Row(
            (
                text(names.get(one.name, one.name)),
                text(write.count(one.people)),
                text(write.count(one.reached)),
                text(write.percent(one.before)),
                text(write.percent(one.presupposed)),
                text(write.percent(one.learned)),
            )
        )
        for one in known
    )
    under = say("Now taken: those beyond the share that reaches it without a program")
    return (Heading(text(say("Who reached a status")), under), TableBlock(columns, rows))
