"""Every line of figures on paper has a small number that opens what makes it."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from retailcrm.core.rows import parse_rows
from retailcrm.reports.document import (
    BarsChart,
    Document,
    Heatmap,
    KeyFigures,
    Row,
    SumBox,
    TableBlock,
    Text,
)
from retailcrm.reports.liability import liability_document
from retailcrm.reports.monthly import monthly_document
from retailcrm.reports.monthly_facts import MonthlyReport
from retailcrm.reports.program import program_document
from retailcrm.reports.statement import statement_document
from retailcrm.reports.topic_reports import (
    CONCENTRATION,
    RETENTION,
    ROI,
    VALUE,
    TopicFacts,
    TopicReport,
)
from retailcrm.reports.topic_reports import topic_document_of as topic_document
from retailcrm.reports.topics.campaign import campaign_document
from tests.unit.reports.campaign_sample import a_result, campaigns_of_a_month
from tests.unit.reports.points_facts import a_liability, a_statement, a_trial
from tests.unit.reports.topic_facts import (
    OCTOBER,
    a_concentration,
    a_retention,
    a_value,
    an_issue,
    an_roi,
)

_FIGURE = re.compile(r"\d")
_TOPICS: dict[str, TopicFacts] = {
    RETENTION: a_retention(),
    VALUE: a_value(),
    ROI: an_roi(),
    CONCENTRATION: a_concentration(),
}
KINDS = ("campaign", "liability", "monthly", "program", "statement", *_TOPICS)
#: Sums of a box that follow from its other terms, or are no figures of the shop but rules.
WORKED_OUT = 5


@pytest.fixture
def document(request: pytest.FixtureRequest, larkfield: MonthlyReport) -> Document:
    kind = str(request.param)
    if kind in _TOPICS:
        return topic_document(TopicReport(kind, OCTOBER, an_issue(kind), _TOPICS[kind]))
    return {
        "campaign": lambda: campaign_document(a_result()),
        "liability": lambda: liability_document(a_liability()),
        "monthly": lambda: monthly_document(replace(larkfield, campaigns=campaigns_of_a_month())),
        "program": lambda: program_document(a_trial()),
        "statement": lambda: statement_document(a_statement()),
    }[kind]()


def refs_of(cells: tuple[Text, ...]) -> list[int]:
    return [span.ref for cell in cells for span in cell if span.ref is not None]


def _is_figure(told: str) -> bool:
    """Tell a figure from nothing, and from a range, which belongs to the figure it is of."""
    return " to " not in told and _FIGURE.search(told.replace("0", "")) is not None


def has_figures(table: TableBlock, row: Row) -> bool:
    cells = zip(row.cells, table.columns, strict=True)
    return any(
        column.number and any(_is_figure(span.text) for span in cell) for cell, column in cells
    )


def bare_lines(table: TableBlock) -> Iterator[str]:
    """List rows of figures that nothing opens: neither their own, their heads nor their sum."""
    if any(column.ref for column in table.columns):
        return
    summed = any(row.total and refs_of(row.cells) for row in table.rows)
    for row in table.rows:
        if has_figures(table, row) and not refs_of(row.cells) and not (summed and not row.total):
            yield " | ".join("".join(span.text for span in cell) for cell in row.cells)


@pytest.mark.parametrize("document", KINDS, indirect=True)
def test_every_line_of_a_table_can_be_opened(document: Document) -> None:
    tables = [one for one in document.blocks if isinstance(one, TableBlock)]
    assert tables
    assert [line for table in tables for line in bare_lines(table)] == []


@pytest.mark.parametrize("document", KINDS, indirect=True)
def test_every_box_of_a_sum_and_every_picture_can_be_opened(document: Document) -> None:
    for block in document.blocks:
        match block:
            case SumBox():
                known = [ref for _, _, ref in block.terms]
                assert any(known) or len(known) <= WORKED_OUT
                if block.title[0].text == "Missing":
                    assert all(known)
            case KeyFigures():
                assert all(one.ref for one in block.figures)
            case BarsChart():
                assert all(one.ref for one in block.bars)
            case Heatmap():
                cells = [cell for row in block.rows for cell in row.cells if cell is not None]
                assert all(cell.ref for cell in cells if cell.lines[-1] != "0")
            case _:
                pass


@pytest.mark.parametrize("document", KINDS, indirect=True)
def test_each_number_is_given_once_and_names_rows_that_can_be_read_back(
    document: Document,
) -> None:
    figures = document.figures
    assert [one.number for one in figures] == list(range(1, len(figures) + 1))
    assert len({one.name for one in figures}) == len(figures)
    assert all(parse_rows(one.rows.text()) == one.rows for one in figures)


@pytest.mark.parametrize("document", KINDS, indirect=True)
def test_a_small_number_on_paper_is_that_of_a_figure(document: Document) -> None:
    known = {one.number for one in document.figures}
    for block in document.blocks:
        if isinstance(block, TableBlock):
            heads = [column.ref for column in block.columns if column.ref is not None]
            assert {*heads, *(ref for row in block.rows for ref in refs_of(row.cells))} <= known


@pytest.mark.parametrize("document", KINDS, indirect=True)
def test_small_numbers_rise_along_the_lines_of_a_table(document: Document) -> None:
    known: set[int] = set()
    for table in (one for one in document.blocks if isinstance(one, TableBlock)):
        for row in table.rows:
            new = [ref for ref in refs_of(row.cells) if ref not in known]
            assert new == sorted(new)
            known.update(new)
