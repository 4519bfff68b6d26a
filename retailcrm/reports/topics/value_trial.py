"""The check of the expectation on the shop's own held-out months."""

from retailcrm.core.words import say
from retailcrm.reports.document import (
    Block,
    Note,
    RankedBar,
    RankedBars,
    Row,
    TableBlock,
    Text,
    text,
)
from retailcrm.reports.facts import Fact
from retailcrm.reports.figure_table import figure_columns
from retailcrm.reports.scales import scale_for
from retailcrm.reports.topics.heads import page_head
from retailcrm.reports.topics.writing import Writing
from retailcrm.reports.value_facts import TenthFacts, TrialFacts, ValueFacts


def trial_blocks(writing: Writing, facts: ValueFacts) -> tuple[Block, ...]:
    """Write the page; one note where no check was possible."""
    trial = facts.trial
    if trial is None:
        return ()
    under = say(
        "Net sales, {currency}, from {since} to {until}, told from the months before, of customers "
        "known then",
        currency=writing.currency,
        since=writing.write.day_year(trial.since),
        until=writing.write.day_year(trial.until),
    )
    return (
        *page_head(say("Checked on months we know"), _finding(trial), under),
        _bars(writing, trial),
        Note(_miss(writing, trial)),
        TableBlock(
            figure_columns(
                say("Tenth, most expected first"),
                say("Customers"),
                say("Model, a head"),
                say("Own rate, a head"),
                say("Came true, a head"),
            ),
            tuple(_tenth(writing, one) for one in trial.tenths),
        ),
    )


def _finding(trial: TrialFacts) -> str:
    if trial.wins:
        return say("The model came nearer to the truth than the own rate so far")
    return say("The own rate so far came nearer to the truth than the model")


def _bars(writing: Writing, trial: TrialFacts) -> RankedBars:
    rows = (
        (say("Came true"), trial.actual, True),
        (say("Model"), trial.model, False),
        (say("Own rate so far"), trial.own, False),
    )
    values = [fact.value or 0.0 for _, fact, _ in rows]
    ends = [one for one in (trial.model.low, trial.model.high) if one is not None]
    scale = tuple((one, writing.write.whole(one)) for one in scale_for((*values, *ends)))
    bars = tuple(_bar(writing, *row) for row in rows)
    return RankedBars(bars, scale, key=writing.unit(say("Net sales")))


def _bar(writing: Writing, name: str, fact: Fact, full: bool) -> RankedBar:  # noqa: FBT001
    return RankedBar(
        text(name), writing.cell(fact), fact.value or 0.0, fact.low, fact.high, full=full
    )


def _miss(writing: Writing, trial: TrialFacts) -> Text:
    return (
        *text(say("Visits of a customer missed by, typically: by the model ")),
        *writing.cell(trial.model_miss),
        *text(say(", by everyone\N{RIGHT SINGLE QUOTATION MARK}s own rate so far ")),
        *writing.cell(trial.own_miss),
    )


def _tenth(writing: Writing, one: TenthFacts) -> Row:
    part = str(one.number)
    cells = (writing.cell(fact, part) for fact in (one.customers, one.model, one.own, one.actual))
    return Row((text(part), *cells))
