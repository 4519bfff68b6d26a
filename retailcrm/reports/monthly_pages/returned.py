"""Who came back: repeat customers, and cohorts by the month of the first visit."""

import math

from retailcrm.core.days import month_key
from retailcrm.core.words import say
from retailcrm.reports.document import (
    Block,
    Heading,
    HeatCell,
    Heatmap,
    HeatRow,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Rule,
    text,
)
from retailcrm.reports.monthly_facts import CohortFacts, RetentionFacts
from retailcrm.reports.monthly_pages.draft import FEW, Draft, growth, ratio

_AGES = 12  # months after the first one

Spread = tuple[float, float]  # lowest and highest share, for the shades


def returned(draft: Draft) -> tuple[Block, ...]:
    """Write the page; nothing while nobody is known."""
    facts = draft.facts
    if not facts.retention and not facts.cohorts:
        return ()
    blocks: list[Block] = [
        PageBreak(say("Who came back")),
        Heading(text(_finding(draft)), _under(draft), page=True),
    ]
    if facts.retention:
        blocks += [_figures(draft, facts.retention), Rule()]
    cohorts = tuple(cohort for cohort in facts.cohorts if cohort.size)
    if cohorts:
        title = say("Who came first when, and came again")
        under = say("Of those who first came in a month, how many came one or more months later, %")
        blocks += [Heading(text(title), under), _cohorts(draft, cohorts)]
    return tuple(blocks)


def _finding(draft: Draft) -> str:
    old = [one for one in draft.facts.cohorts if _at(one, 1) is not None]
    size = sum(one.size for one in old)
    came = sum(_at(one, 1) or 0 for one in old)
    if size < FEW:
        return say("Who came back")
    return say(
        "{share} of new customers come back the month after",
        share=draft.write.percent(came / size, 0),
    )


def _under(draft: Draft) -> str:
    return say("Customers we can recognise, up to {day}", day=draft.write.day_year(draft.last))


def _figures(draft: Draft, facts: RetentionFacts) -> KeyFigures:
    write, new = draft.write, facts.new_customers
    shown = write.count(new.value)
    ref = draft.count("new_customers", new.value, new.rows)
    figures = [KeyFigure(say("New customers"), shown, ref, _changes(draft, facts))]
    of_buyers = say("of {n} who bought", n=write.count(facts.buyers))
    of_all = say("of {n} so far", n=write.count(facts.ever))
    shares = [
        ("returning", say("Had been here before"), facts.returning, facts.buyers, of_buyers),
        ("repeat_rate", say("Came more than once"), facts.repeated, facts.ever, of_all),
    ]
    if facts.kept is not None and facts.kept_of:
        before = draft.write.month_name(draft.facts.month - 1)
        label = say("Came again in {month}", month=draft.month)
        of_before = say("of {n} in {before}", n=write.count(facts.kept_of), before=before)
        shares.append(("kept", label, facts.kept, facts.kept_of, of_before))
    for key, label, part, whole, against in shares:
        share = ratio(part, whole)
        ref = draft.share(key, share, facts.rows)
        lines = (("", against),) if whole >= FEW else (("", against), ("", say("few data")))
        figures.append(KeyFigure(label, write.percent(share), ref, lines))
    return KeyFigures(tuple(figures))


def _changes(draft: Draft, facts: RetentionFacts) -> tuple[tuple[str, str], ...]:
    new = facts.new_customers
    if not draft.facts.complete:
        return (("", say("so far")),)
    return tuple(
        (draft.write.change_percent(change), say("on {month}", month=month))
        for year, month in draft.comparisons
        if (change := growth(new, year=year)) is not None
    )


def _at(cohort: CohortFacts, age: int) -> int | None:
    return cohort.returned[age] if age < len(cohort.returned) else None


def _cohorts(draft: Draft, cohorts: tuple[CohortFacts, ...]) -> Heatmap:
    ages = max(
        (age for one in cohorts for age in range(1, _AGES + 1) if _at(one, age) is not None),
        default=1,
    )
    shares = [
        came / one.size
        for one in cohorts
        for came in one.returned[1 : ages + 1]
        if came is not None
    ] or [0.0]
    # Shades spread over the shares at hand, but never make a hair's breadth look like a gulf.
    spread = min(*shares, max(shares) / 2), max(shares)
    rows = [_cohort_row(draft, one, ages, spread) for one in cohorts]
    rows.append(_all_row(draft, cohorts, ages, spread))
    columns = tuple(f"+{age}" for age in range(1, ages + 1))
    few = any(one.size < FEW for one in cohorts)
    below = say("* fewer than {n} customers: the shares may be chance.", n=FEW) if few else ""
    return Heatmap(say("First visit"), say("New"), columns, tuple(rows), below)


def _cohort_row(draft: Draft, cohort: CohortFacts, ages: int, spread: Spread) -> HeatRow:
    ref = draft.count(f"cohorts.{month_key(cohort.month)}", cohort.size, cohort.rows)
    few = "*" if cohort.size < FEW else ""
    cells = (_cell(draft, _at(cohort, age), cohort.size, spread) for age in range(1, ages + 1))
    head = text(draft.write.short_month(cohort.month), ref=ref)
    return HeatRow(head, f"{draft.write.count(cohort.size)}{few}", tuple(cells))


def _all_row(draft: Draft, cohorts: tuple[CohortFacts, ...], ages: int, spread: Spread) -> HeatRow:
    cells = []
    for age in range(1, ages + 1):
        old = [one for one in cohorts if _at(one, age) is not None]
        came = sum(_at(one, age) or 0 for one in old) if old else None
        cells.append(_cell(draft, came, sum(one.size for one in old), spread))
    whole = draft.write.count(sum(one.size for one in cohorts))
    return HeatRow(text(say("All, weighted"), strong=True), whole, tuple(cells))


def _cell(draft: Draft, came: int | None, size: int, spread: Spread) -> HeatCell | None:
    share = ratio(came, size)
    if share is None:
        return None
    low, high = spread
    step = min(4, math.floor(5 * (share - low) / (high - low))) if high > low else 0
    return HeatCell((draft.write.bare_percent(share, 0),), step)
