"""Who came back: the rates of the last period, the second visit, and cohorts."""

from retailcrm.core.words import say
from retailcrm.reports.document import (
    Block,
    Heading,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Rule,
    text,
)
from retailcrm.reports.monthly_facts import Compared
from retailcrm.reports.monthly_pages.draft import Draft, growth
from retailcrm.reports.retention_facts import RetentionFacts
from retailcrm.reports.topics.cohorts import cohort_map, has_cohorts
from retailcrm.reports.topics.retention import rate_figures, retention_finding
from retailcrm.reports.topics.second_visit import curve_finding, has_curve, second_visit_plot

_RATES = 4  # beside the new customers


def returned(draft: Draft) -> tuple[Block, ...]:
    """Write the page; nothing while nobody is known."""
    facts, new = draft.facts.retention, draft.facts.new_customers
    if facts is None or new is None or not facts.rates.customers:
        return ()
    writing = draft.writing
    figures = (_new(draft, new), *rate_figures(writing, facts.rates, _RATES))
    blocks: list[Block] = [
        PageBreak(say("Who came back")),
        Heading(text(retention_finding(writing, facts)), _under(draft), page=True),
        KeyFigures(figures),
        Rule(),
        *_curve(draft, facts),
    ]
    if has_cohorts(facts.cohorts):
        title = say("Who came first when, and came again")
        under = say("Of those who first came in a month, how many came one or more months later, %")
        blocks += [Heading(text(title), under), cohort_map(writing, facts.cohorts)]
    return tuple(blocks)


def _under(draft: Draft) -> str:
    return say("Customers we can recognise, up to {day}", day=draft.write.day_year(draft.last))


def _new(draft: Draft, new: Compared) -> KeyFigure:
    ref = draft.count("new_customers", new.value, new.rows)
    return KeyFigure(say("New customers"), draft.write.count(new.value), ref, _changes(draft, new))


def _changes(draft: Draft, new: Compared) -> tuple[tuple[str, str], ...]:
    if not draft.facts.complete:
        return (("", say("so far")),)
    return tuple(
        (draft.write.change_percent(change), say("on {month}", month=month))
        for year, month in draft.comparisons
        if (change := growth(new, year=year)) is not None
    )


def _curve(draft: Draft, facts: RetentionFacts) -> tuple[Block, ...]:
    """Draw the second visit, each named share with its small number."""
    if not has_curve(facts.curve):
        return ()
    finding, under = curve_finding(draft.writing, facts.curve)
    plot = second_visit_plot(draft.writing, facts.curve, numbered=True)
    return Heading(text(finding), under), plot
