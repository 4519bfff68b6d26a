"""The monthly report: facts in, printed pages out."""

from pathlib import Path

from retailcrm.core.days import month_key
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.reports.document import Block, Document
from retailcrm.reports.monthly_facts import MonthlyReport
from retailcrm.reports.monthly_pages.cover import cover
from retailcrm.reports.monthly_pages.draft import Draft
from retailcrm.reports.monthly_pages.grouped import grouped
from retailcrm.reports.monthly_pages.meanings import meanings
from retailcrm.reports.monthly_pages.missed import missed
from retailcrm.reports.monthly_pages.returned import returned
from retailcrm.reports.monthly_pages.sold import sold
from retailcrm.reports.monthly_pages.topics import (
    campaigned,
    concentrated,
    foreseen,
    paid_back,
    valued,
)
from retailcrm.reports.numbering import Numbering
from retailcrm.reports.printed import Printed, print_document

_PAGES = (
    cover,
    sold,
    grouped,
    missed,
    returned,
    campaigned,
    valued,
    concentrated,
    paid_back,
    foreseen,
    meanings,
)


def write_monthly(facts: MonthlyReport, out: Path) -> Printed:
    """Print the month to `out`; equal facts give equal bytes."""
    return print_document(monthly_document(facts), out)


def monthly_document(facts: MonthlyReport) -> Document:
    """Write the pages of the month as blocks."""
    write = Figures(facts.currency, facts.locale)
    draft = Draft(facts, write, Numbering(write.digits))
    blocks: list[Block] = []
    for page in _PAGES:
        blocks += page(draft)
    month = write.month(facts.month)
    kind = say("Monthly report")
    return Document(
        title=f"{facts.shop}: {kind}, {month}",
        author=facts.shop,
        subject=kind,
        language=facts.language,
        paper=facts.paper,
        running=(facts.shop, f"{kind}, {month}"),
        stamp=_stamp(draft),
        pages_line=say("{page} of {pages}"),
        blocks=tuple(blocks),
        figures=draft.number.figures,
    )


def _stamp(draft: Draft) -> tuple[str, ...]:
    facts, write = draft.facts, draft.write
    parts = (
        say("Data through {day}", day=write.day(facts.data_through)) if facts.data_through else "",
        say("rules of {day}", day=write.day_year(facts.rules.dated)) if facts.rules.dated else "",
        say("inputs {hash}", hash=facts.input_hash) if facts.input_hash else "",
    )
    known = ", ".join(part for part in parts if part)
    sentences = [f"{known[0].upper()}{known[1:]}."] if known else []
    if draft.number.figures:
        reference = f"{month_key(facts.month)}/1"
        sentences.append(
            say("To see the rows of figure 1, search for {reference}.", reference=reference)
        )
    return (" ".join(sentences),) if sentences else ()


__all__ = ["MonthlyReport", "Printed", "monthly_document", "write_monthly"]
