"""Every figure of the printed reports opens rows that add up to it, on the demo shop."""

from datetime import date
from pathlib import Path

import pytest

from retailcrm.core.days import month_index
from retailcrm.services.reporting import KEYS, MONTHLY, PrintReport
from retailcrm.services.targets import Goals
from retailcrm.wiring import Services
from tests.e2e.adding_up import made_from

OCTOBER = month_index(date(2026, 10, 1))
GOALS = {"retention": 0.7, "ticket": 3_000.0, "member_share": 0.7, "best_visits": 20.0}
OF_ALL_SALES = {"member_share", "targets.member_share"}
CENTS, HALF_A_CENT, DECIMALS = 100, 0.5, 0.00005


@pytest.fixture(scope="module", autouse=True)
def _targets(demo: Services) -> None:
    demo.insights.targets.save(Goals(GOALS, date(2027, 6, 30)))


def agrees(printed: str, made: tuple[float | None, ...]) -> bool:
    """Say whether a figure as written for programs is one of those its rows make.

    Amounts are written in whole units of money and add up to the cent; shares are rounded to
    four decimals; counts are exact either way.
    """
    if not made:
        return True
    if not printed:
        return any(not one for one in made)
    value = float(printed)
    return any(
        one is not None
        and (abs(one - value) <= DECIMALS or abs(one - value * CENTS) <= HALF_A_CENT)
        for one in made
    )


def reference(key: str, number: int) -> str:
    """Write what is typed into the search field."""
    return f"2026-10/{number}" if key == MONTHLY else f"{key}-2026-10/{number}"


@pytest.mark.parametrize("key", KEYS)
def test_every_printed_figure_opens_rows_that_add_up_to_it(
    demo: Services, tmp_path: Path, key: str
) -> None:
    wish = PrintReport(key, OCTOBER, tmp_path / "report.pdf")
    figures = demo.reporting.print_report(wish).value.figures
    whole = demo.sales.headline(OCTOBER).figures[0].value
    assert figures
    assert whole
    wrong = []
    for number, (name, value) in enumerate(figures, start=1):
        rows = demo.reporting.open_reference(reference(key, number))
        assert rows is not None, name
        made = made_from(demo, rows)
        if name in OF_ALL_SALES:
            made = tuple(None if one is None else one / whole for one in made)
        if not agrees(value, made):
            wrong.append(f"{name}: {value} is not {made} ({rows.text()})")
    assert wrong == []


@pytest.mark.parametrize("key", KEYS)
def test_no_two_figures_of_a_report_share_a_name(demo: Services, tmp_path: Path, key: str) -> None:
    wish = PrintReport(key, OCTOBER, tmp_path / "report.pdf")
    names = [name for name, _ in demo.reporting.print_report(wish).value.figures]
    assert len(set(names)) == len(names)
