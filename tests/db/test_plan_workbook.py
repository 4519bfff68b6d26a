"""The workbook of a plan works itself out as the program does, also after inputs are changed."""

import warnings
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from retailcrm.planner.comparison import compare
from retailcrm.planner.plan import Plan
from retailcrm.planner.programs import BANDS
from retailcrm.planner.uplift import ChannelBase, Inputs
from retailcrm.reports.plan_facts import PlanFacts
from retailcrm.reports.xlsx.plan import write_plan
from tests.unit.planner.worked import INPUTS, MODELS, base, history

TWO = tuple(replace(one, steps=one.steps[:2]) for one in MODELS[1:])
GROWTH = {key: share for key, share in (INPUTS.growth or {}).items() if key[0] != "M1"}
PLAN = Plan("Next year", TWO, replace(INPUTS, growth=GROWTH))


def store() -> tuple[ChannelBase, ...]:
    """Give the store with two months ahead: the rows of the others are written alike."""
    whole = base("offline")
    return (replace(whole, clients=whole.clients[:2], revenue=whole.revenue[:2]),)


def facts(inputs: Inputs) -> PlanFacts:
    return PlanFacts(
        shop="Corner shop",
        currency="EUR",
        digits=2,
        day=date(2024, 12, 31),
        first_ahead=(2025 - 1970) * 12,
        plan=replace(PLAN, inputs=inputs),
        history={"offline": history("offline", 2)},
        loyal={},
        channels=store(),
        comparison=compare(store(), TWO, inputs),
        turns=(),
        break_even={},
        notes=(),
    )


def worked_out(path: Path) -> dict[str, Any]:
    """Let a spreadsheet's arithmetic run over the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's own, about libraries that it uses
        import formulas  # noqa: PLC0415 - slow to load

        model = formulas.ExcelModel().loads(str(path)).finish()
        cells = model.calculate()
    return {
        str(key): value.value[0, 0]
        for key, value in cells.items()
        if hasattr(value, "value") and np.shape(value.value) == (1, 1)
    }


def cell(cells: dict[str, Any], path: Path, sheet: str, address: str) -> float:
    return float(cells[f"'[{path.name}]{sheet.upper()}'!{address}"])


def change(path: Path, title: str, value: float) -> None:
    book = openpyxl.load_workbook(path)
    (row,) = (one for one in book["Inputs"].iter_rows() if one[0].value == title)
    row[1].value = value
    book.save(path)


def test_changed_inputs_come_to_what_the_program_says(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_plan(facts(PLAN.inputs), path)
    change(path, "Margin", 0.55)
    change(path, "Gift for reaching a status", 4.5)
    change(path, "Share who reach the next status: near", 0.35)
    near = replace(BANDS[2], conversion=0.35)
    inputs = replace(PLAN.inputs, margin=0.55, gift=450.0, bands=(*BANDS[:2], near))
    wanted = compare(store(), TWO, inputs)
    cells = worked_out(path)
    for number, one in enumerate(wanted.sums, start=2):
        found = [cell(cells, path, "Comparison", f"{at}{number}") for at in "CDFGH"]
        program = [one.baseline, one.uplift, one.base_discount, one.all_expenses, one.profit]
        assert found == pytest.approx([amount / 100 for amount in program], abs=0.005)
    ranking = {one.model: (place, one) for place, one in enumerate(wanted.ranking, start=1)}
    for number, model in enumerate(TWO, start=2):
        place, ranked = ranking[model.name]
        assert cell(cells, path, "Choice", f"E{number}") == pytest.approx(
            ranked.expected / 100, abs=0.005
        )
        assert cell(cells, path, "Choice", f"F{number}") == pytest.approx(
            ranked.regret / 100, abs=0.005
        )
        assert cell(cells, path, "Choice", f"G{number}") == place


def test_cells_hold_their_values_for_readers_that_do_not_calculate(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    told = facts(PLAN.inputs)
    write_plan(told, path)
    book = openpyxl.load_workbook(path, data_only=True)
    profits = [row[7].value for row in book["Comparison"].iter_rows(min_row=2)]
    assert profits == pytest.approx([one.profit / 100 for one in told.comparison.sums])


def test_inputs_are_marked_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_plan(facts(PLAN.inputs), path)
    book = openpyxl.load_workbook(path)
    marked = [
        (sheet.title, one.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for one in row
        if one.fill.fgColor.rgb == "FFFFF4CC"
    ]
    assert {title for title, _ in marked} == {"Inputs"}
    # costs, three nearnesses, three weights, then discounts, then growth in the one channel
    assert len(marked) == 6 + 3 + 3 + 2 * 4 + 2 * 3
    assert all(not str(book["Inputs"][at].value).startswith("=") for _, at in marked)


def test_a_shop_without_an_online_shop_is_asked_nothing_about_one(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_plan(facts(PLAN.inputs), path)
    told = {
        str(one.value).lower()
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for one in row
    }
    assert "delivery of a purchase, in store" in told
    assert not [one for one in told if "online" in one]
