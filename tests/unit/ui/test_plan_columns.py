"""How the amounts of the planner's comparison are written."""

from dataclasses import replace

import pytest

from retailcrm.core.figures import Figures
from retailcrm.planner.programs import BANDS
from retailcrm.reports.plan_pages.words import band_words
from retailcrm.reports.xlsx.plan_inputs import BAND_WORDS
from retailcrm.services.plan_conversions import band_title
from retailcrm.ui.screens.planner.columns import (
    CompareRow,
    compare_columns,
    near_columns,
    written,
)

ROW = CompareRow("A", "Points", (1.0, 2.0, 3.0), (-1.0, 0.0, 1.0), 0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("currency", "most", "unit", "cell", "whole"),
    [
        ("USD", 999_999_00.0, 1, "999,999", "999,999"),
        ("USD", -2_756_322_40.0, 1_000, "\N{MINUS SIGN}2,756", "2,756,322"),
        ("JPY", 2_756_322.0, 1_000, "2,756", "2,756,322"),
        ("JPY", 275_632.0, 1, "275,632", "275,632"),
    ],
)
def test_amounts_too_long_to_stand_side_by_side_are_written_in_thousands(
    currency: str, most: float, unit: int, cell: str, whole: str
) -> None:
    figures = Figures(currency)
    row = replace(ROW, profits=(most, 0.0, 1.0))
    how = written((row,), figures)
    assert how.unit == unit
    column = next(
        one for one in compare_columns(figures, how) if one.key == "plan.profit.pessimistic"
    )
    assert column.text(row) == cell
    assert column.whole is not None
    assert whole in column.whole(row)
    assert column.tip.startswith("Pessimistic. Margin on what is sold more")


def test_a_band_has_one_name_on_screen_on_paper_and_in_the_workbook() -> None:
    shown = {
        one.key.removeprefix("band."): one.title
        for one in near_columns(Figures("EUR"), BANDS)
        if one.key.startswith("band.")
    }
    assert shown == {name: band_words(name) for name in ("far", "mid", "near")}
    assert shown == BAND_WORDS == {name: band_title(name) for name in shown}
