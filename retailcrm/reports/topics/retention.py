"""Who comes back, how soon, and how often."""

from retailcrm.core.periods import Step, Stretch
from retailcrm.core.words import say
from retailcrm.reports.document import (
    Block,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Rule,
    SumBox,
    text,
)
from retailcrm.reports.facts import Fact
from retailcrm.reports.issue import Issue
from retailcrm.reports.retention_facts import RateFacts, RetentionFacts
from retailcrm.reports.topics.cohorts import cohort_map, has_cohorts
from retailcrm.reports.topics.heads import first_page, page_head, topic_document
from retailcrm.reports.topics.retention_tables import list_blocks, period_blocks, times_blocks
from retailcrm.reports.topics.second_visit import (
    curve_finding,
    curve_table,
    has_curve,
    second_visit_plot,
)
from retailcrm.reports.topics.writing import Writing

_MANY = 90  # days within which a habit shows


def retention_document(issue: Issue, month: int, facts: RetentionFacts) -> Document:
    """Write the report of its own."""
    title = say("Who comes back")

    def pages(writing: Writing) -> tuple[Block, ...]:
        head = first_page(writing, issue, title, month, _sentence(writing, facts))
        if not facts.rates.customers:
            return head
        return (
            *head,
            *_rates(writing, facts.rates),
            *_missing(facts),
            Rule(),
            *_curve(writing, facts),
            _loyal(writing, facts.rates),
            *_cohorts(writing, facts),
            *period_blocks(writing, facts),
            *list_blocks(writing, facts),
            *times_blocks(writing, facts),
        )

    return topic_document(issue, month, title, pages)


def retention_finding(writing: Writing, facts: RetentionFacts) -> str:
    """Say what share of new customers comes back."""
    share = _back_soon(facts)
    if share is None or share.value is None or share.few_data:
        return say("Who came back")
    return say(
        "{share} of new customers are back within {days} days",
        share=writing.write.percent(share.value, 0),
        days=_MANY,
    )


def _back_soon(facts: RetentionFacts) -> Fact | None:
    return next((mark for days, mark in facts.curve.marks if days == _MANY), None)


def _is_known(facts: RetentionFacts) -> bool:
    share = _back_soon(facts)
    return share is not None and share.value is not None and not share.few_data


def rate_figures(
    writing: Writing, rates: RateFacts, most: int | None = None
) -> tuple[KeyFigure, ...]:
    """Write the headline figures that have a value, at most so many."""
    period = _brief(writing, rates.period) if rates.period else ""
    before = _brief(writing, rates.period.before()) if rates.period else ""
    of_all = say("of {n} so far", n=writing.write.count(rates.customers))
    told: tuple[tuple[Fact, str, tuple[str, ...]], ...] = (
        (rates.repeat_rate, say("Came more than once"), (of_all,)),
        (rates.returning_rate, say("Had been here before"), (say("of buyers in"), period)),
        (
            rates.retention_rate,
            say("Stayed"),
            (say("of buyers in"), before, writing.span(rates.retention_rate)),
        ),
        (rates.stage_churn, say("Went missing"), (period,)),
        (rates.visit_frequency, say("Visits each"), (period,)),
    )
    known = tuple(one for one in told if one[0].value is not None)[:most]
    return tuple(writing.headline(fact, label, *lines) for fact, label, lines in known)


def _brief(writing: Writing, period: Stretch) -> str:
    """Name a period in the room of a column."""
    if period.step is Step.MONTH:
        return period.name()
    return say(
        "{first} to {last}",
        first=writing.write.short_month_name(period.month),
        last=writing.write.short_month(period.month + period.step.months - 1),
    )


def _sentence(writing: Writing, facts: RetentionFacts) -> str:
    if not facts.rates.customers:
        return facts.rates.missing or say("No customer is known here yet.")
    found = retention_finding(writing, facts)
    stayed = facts.rates.retention_rate
    period = facts.rates.period
    if not _is_known(facts):
        return say("Too little is known yet to say who comes back.")
    if period is None or stayed.value is None or stayed.few_data:
        return f"{found}."
    return say(
        "{found}. Of those who bought in {before}, {share} bought again in {period}.",
        found=found,
        before=period.before().name(),
        share=writing.write.percent(stayed.value, 0),
        period=period.name(),
    )


def _rates(writing: Writing, rates: RateFacts) -> tuple[Block, ...]:
    figures = rate_figures(writing, rates)
    return (KeyFigures(figures),) if figures else ()


def _missing(facts: RetentionFacts) -> tuple[Block, ...]:
    return (Note(text(facts.rates.missing)),) if facts.rates.missing else ()


def _curve(writing: Writing, facts: RetentionFacts) -> tuple[Block, ...]:
    heading = Heading(text(say("How soon new customers come a second time")))
    if facts.curve.missing:
        return (heading, Note(text(facts.curve.missing)))
    if not has_curve(facts.curve):
        return (heading, curve_table(writing, facts.curve)) if facts.curve.points else ()
    finding, under = curve_finding(writing, facts.curve)
    return (
        Heading(text(finding), under),
        second_visit_plot(writing, facts.curve),
        curve_table(writing, facts.curve),
    )


def _loyal(writing: Writing, rates: RateFacts) -> SumBox:
    write = writing.write
    terms = (
        (writing.shown(rates.loyal), say("came twice or more"), writing.ref(rates.loyal)),
        (write.change(rates.one_time.value), say("came once"), writing.ref(rates.one_time)),
        (write.count(rates.customers), say("ever came"), None),
    )
    return SumBox(text(say("Loyal or once")), say("customers, so far"), terms)


def _cohorts(writing: Writing, facts: RetentionFacts) -> tuple[Block, ...]:
    if not has_cohorts(facts.cohorts):
        return (Note(text(facts.cohorts.missing)),) if facts.cohorts.missing else ()
    title = say("Who came first when, and came again")
    under = say("Of those who first came in a month, how many came one or more months later, %")
    return (*page_head(title, title, under), cohort_map(writing, facts.cohorts))
