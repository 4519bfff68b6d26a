"""The heat map of cohorts: who came first when, and came again."""

import math

from retailcrm.core.days import month_key
from retailcrm.core.words import say
from retailcrm.reports.document import HeatCell, Heatmap, HeatRow, text
from retailcrm.reports.facts import Fact
from retailcrm.reports.retention_facts import CohortFacts, CohortsFacts
from retailcrm.reports.topics.writing import Writing

FEW = 30  # a share of fewer may be chance
_AGES = 12  # months after the first one
_SHOWN = 13  # months of first visits

_Spread = tuple[float, float]  # lowest and highest share, for the shades


def has_cohorts(facts: CohortsFacts) -> bool:
    """Tell whether any month has come of age."""
    return any(len(one.back) > 1 for one in facts.cohorts)


def cohort_map(writing: Writing, facts: CohortsFacts) -> Heatmap:
    """Draw the months of first visits by what became of them; every cell can be opened."""
    shown = tuple(one for one in facts.cohorts[-_SHOWN:] if one.size.value)
    ages = min(_AGES, max(len(one.back) for one in shown) - 1)
    shares = [
        back.value for one in shown for back in one.back[1 : ages + 1] if back.value is not None
    ] or [0.0]
    # Shades spread over the shares at hand, but never make a hair's breadth look like a gulf.
    spread = min(*shares, max(shares) / 2), max(shares)
    rows = [_row(writing, one, ages, spread) for one in shown]
    rows.append(_all(writing, facts.ages[1 : ages + 1], ages, spread))
    columns = tuple(f"+{age}" for age in range(1, ages + 1))
    few = any((one.size.value or 0) < FEW for one in shown)
    below = say("* fewer than {n} customers: the shares may be chance.", n=FEW) if few else ""
    return Heatmap(say("First visit"), say("New"), columns, tuple(rows), below)


def _row(writing: Writing, cohort: CohortFacts, ages: int, spread: _Spread) -> HeatRow:
    month = month_key(cohort.month)
    ref = writing.ref(cohort.size, month)
    few = "*" if (cohort.size.value or 0) < FEW else ""
    head = text(writing.write.short_month(cohort.month), ref=ref)
    backs = (*cohort.back[1 : ages + 1], *[None] * (ages + 1 - len(cohort.back)))
    cells = tuple(
        _cell(writing, back, f"{month}.{age}", spread) for age, back in enumerate(backs, start=1)
    )
    return HeatRow(head, f"{writing.shown(cohort.size)}{few}", cells)


def _all(writing: Writing, backs: tuple[Fact, ...], ages: int, spread: _Spread) -> HeatRow:
    cells = [_cell(writing, back, str(age), spread) for age, back in enumerate(backs, start=1)]
    cells += [None] * (ages - len(cells))
    return HeatRow(text(say("All, weighted"), strong=True), "", tuple(cells))


def _cell(writing: Writing, back: Fact | None, part: str, spread: _Spread) -> HeatCell | None:
    if back is None or back.value is None:
        return None
    low, high = spread
    step = min(4, math.floor(5 * (back.value - low) / (high - low))) if high > low else 0
    shown = writing.write.bare_percent(back.value, 0)
    return HeatCell((shown,), max(step, 0), writing.ref(back, part))
