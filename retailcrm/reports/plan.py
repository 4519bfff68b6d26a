"""A plan on paper: five pages for the partner who must agree."""

from pathlib import Path

from retailcrm.core.words import say
from retailcrm.reports.document import Document
from retailcrm.reports.issue import Issue, Sheet
from retailcrm.reports.plan_facts import PlanFacts
from retailcrm.reports.plan_pages.brings import brings_page
from retailcrm.reports.plan_pages.choice import choice_page
from retailcrm.reports.plan_pages.programs import programs_page
from retailcrm.reports.plan_pages.rests import rests_page
from retailcrm.reports.plan_pages.without import without_page
from retailcrm.reports.plan_pages.words import Pages
from retailcrm.reports.printed import Printed, print_document


def write_plan_pages(issue: Issue, facts: PlanFacts, out: Path) -> Printed:
    """Print a plan to `out`; equal facts give equal bytes.

    Raises:
        OSError: the file cannot be written.
    """
    return print_document(plan_document(issue, facts), out)


def plan_document(issue: Issue, facts: PlanFacts) -> Document:
    """Write the pages of a plan as blocks."""
    sheet = Sheet(issue)
    pages = Pages(facts, sheet.write)
    blocks = (
        *choice_page(pages),
        *without_page(pages),
        *programs_page(pages),
        *brings_page(pages),
        *rests_page(pages),
    )
    title = facts.plan.name or say("A loyalty program")
    return sheet.document(say("What a loyalty program would bring"), title, blocks)
