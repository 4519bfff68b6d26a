"""The pages of topics with something to say: value, the best cards, the program."""

from retailcrm.reports.document import Block
from retailcrm.reports.monthly_pages.draft import Draft
from retailcrm.reports.topics.campaigns import campaigns_page
from retailcrm.reports.topics.concentration import concentration_page
from retailcrm.reports.topics.forecast import forecast_page
from retailcrm.reports.topics.roi import roi_page
from retailcrm.reports.topics.value import value_page


def valued(draft: Draft) -> tuple[Block, ...]:
    """Write what customers are worth."""
    facts = draft.facts.value
    return () if facts is None else value_page(draft.writing, facts)


def concentrated(draft: Draft) -> tuple[Block, ...]:
    """Write who brings the sales."""
    facts = draft.facts.concentration
    return () if facts is None else concentration_page(draft.writing, facts)


def campaigned(draft: Draft) -> tuple[Block, ...]:
    """Write what the campaigns of the month brought."""
    facts = draft.facts.campaigns
    return () if facts is None else campaigns_page(draft.writing, facts)


def paid_back(draft: Draft) -> tuple[Block, ...]:
    """Write whether the program pays."""
    facts = draft.facts.roi
    return () if facts is None else roi_page(draft.writing, facts)


def foreseen(draft: Draft) -> tuple[Block, ...]:
    """Write how the forecasts of chosen plans did."""
    return tuple(
        block for one in draft.facts.forecasts for block in forecast_page(draft.writing, one)
    )
