"""The monthly report scores what was forecast, so that nobody has to believe it again."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retailcrm.core.rows import parse_rows
from retailcrm.planner.plan import Plan
from retailcrm.reports.document import Document, Heading, TableBlock
from retailcrm.reports.monthly import monthly_document
from retailcrm.services.importing import ImportFiles
from retailcrm.services.plan_score import forecasts_of_month
from retailcrm.services.reporting import PrintReport
from retailcrm.wiring import Services
from tests.db.test_planning import worked_export
from tests.unit.planner.worked import INPUTS, MODELS

PLAN = Plan("Next year", MODELS, INPUTS, as_of=date(2023, 12, 31))
DECEMBER = (2024 - 1970) * 12 + 11


@pytest.fixture
def chosen(file_shop: Services, tmp_path: Path) -> Services:
    file_shop.importing.run(ImportFiles((worked_export(tmp_path / "receipts.csv"),)))
    file_shop.plans.choose(file_shop.plans.save(PLAN).value.id, "M3")
    return file_shop


def test_the_figures_of_the_page_open_the_receipts_that_add_up_to_them(
    chosen: Services, tmp_path: Path
) -> None:
    out = tmp_path / "month.pdf"
    printed = chosen.reporting.print_report(PrintReport("monthly", DECEMBER, out)).value
    figures = dict(printed.figures)
    (facts,) = forecasts_of_month(chosen.plans, DECEMBER, date(2024, 12, 31))
    assert figures["plan.sales"] == f"{facts.sales / 100:.2f}"
    assert chosen.customers.receipt_sum(facts.rows) == facts.sales
    for one in facts.months:
        assert figures[f"plan.sales_month.{one.month}"] == f"{one.sales / 100:.2f}"
        assert chosen.customers.receipt_sum(one.rows) == one.sales
    assert parse_rows(facts.rows.text()) == facts.rows
    assert facts.clients + facts.purchases + facts.average == pytest.approx(
        facts.sales - facts.forecast
    )


def test_a_forecast_is_scored_until_a_year_after_its_last_month(chosen: Services) -> None:
    day = date(2024, 12, 31)
    assert len(forecasts_of_month(chosen.plans, DECEMBER + 12, day)) == 1
    assert forecasts_of_month(chosen.plans, DECEMBER + 13, day) == ()
    assert forecasts_of_month(chosen.plans, DECEMBER, date(2024, 1, 30)) == (), "none is over"
    assert forecasts_of_month(chosen.plans, DECEMBER, None) == ()


def test_this_years_plan_stands_before_last_years(chosen: Services) -> None:
    later = replace(PLAN, name="Later", as_of=date(2024, 6, 30))
    chosen.plans.choose(chosen.plans.save(later).value.id, "M1")
    found = forecasts_of_month(chosen.plans, DECEMBER, date(2024, 12, 31))
    assert [(one.plan, one.is_over) for one in found] == [("Later", False), ("Next year", True)]


def words(document: Document, kind: type) -> list[str]:
    return [repr(one) for one in document.blocks if isinstance(one, kind)]


def test_the_page_says_how_the_year_came_out_and_why(chosen: Services) -> None:
    facts = chosen.reporting._builder.gather(DECEMBER, "a4", 0)
    assert len(facts.forecasts) == 1
    document = monthly_document(facts)
    heads = words(document, Heading)
    assert any("its forecast" in one or "off to one side" in one for one in heads)
    assert any("Why sales differ" in one for one in heads)
    tables = words(document, TableBlock)
    assert any("More or fewer clients" in one and "Together" in one for one in tables)
    assert not any(
        "Why sales differ" in one
        for one in words(monthly_document(replace(facts, forecasts=())), Heading)
    )
