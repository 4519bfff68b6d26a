"""A plan worked out from receipts that came in as any till's do, on both databases."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retailcrm.core.errors import UserError
from retailcrm.services.importing import ImportFiles
from retailcrm.wiring import Services
from tests.builders import HONEY, a_sale, an_export
from tests.unit.planner.worked import table

PLAN = {
    "margin": 0.4,
    "gift_status": 3,
    "gift_sub": 2,
    "fixed": 1200,
    "delivery": {"online": 4},
    "models": {
        "M3": {"gift_limit": 65, "steps": [[150, 0.05], [300, 0.10], [600, 0.15]]},
        "M1": {"gift_limit": 30, "steps": [[65, 0.03], [150, 0.05], [300, 0.07]]},
    },
    "growth": {
        "M3": {
            "pessimistic": {"offline": 0.015, "online": 0.02},
            "conservative": {"offline": 0.04, "online": 0.06},
            "optimistic": {"offline": 0.08, "online": 0.12},
        },
        "M1|pessimistic": {"offline": 0.0, "online": 0.01},
        "M1|conservative": {"offline": 0.02, "online": 0.03},
        "M1|optimistic": {"offline": 0.04, "online": 0.06},
    },
}


def worked_export(path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("receipt_id", "date", "channel", "card", "net_amount"))
        for number, row in enumerate(table("receipts")):
            amount = f"{int(row['cents']) / 100:.2f}"
            writer.writerow((f"R{number:05}", row["day"], row["channel"], row["client"], amount))
    return path


def worked_shop(shop: Services, folder: Path) -> None:
    """Fill a shop with them."""
    shop.importing.run(ImportFiles((worked_export(folder / "receipts.csv"),)))


def test_the_worked_shop_comes_to_the_worked_profits(shop: Services, tmp_path: Path) -> None:
    shop.importing.run(ImportFiles((worked_export(tmp_path / "receipts.csv"),)))
    found = shop.planning.run(shop.planning.read(PLAN))
    worked = {
        (row["model"], row["scenario"]): float(row["profit"])
        for row in table("model_11_comparison")
    }
    for one in found.comparison.sums:
        assert one.profit / 100 == pytest.approx(worked[one.model, one.scenario], abs=1.0)
    assert [one.model for one in found.comparison.ranking] == ["M3", "M1"]
    assert dict(found.break_even)["M3"] == pytest.approx(2.24, abs=0.01)
    assert found.base.notes == ()


def test_a_short_history_is_said_and_forecast_plainly(file_shop: Services, tmp_path: Path) -> None:
    days = [f"2026-{month:02}-10" for month in range(5, 9)]
    sales = [
        a_sale(f"r{n}", HONEY, day=day, buyer="c1", named="Ana Lima") for n, day in enumerate(days)
    ]
    file_shop.importing.run(ImportFiles((an_export(tmp_path / "items.csv", *sales),)))
    base = file_shop.planning.base()
    assert "3 months only" in base.notes[0], "August is not over"
    assert "no online shop" in base.notes[1]
    (store,) = base.channels
    assert store.clients.tolist() == [1.0] * 12


def test_a_shop_without_receipts_has_nothing_to_plan_with(file_shop: Services) -> None:
    with pytest.raises(UserError, match="no receipts"):
        file_shop.planning.base()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"models": {}}, "no program"),
        (
            {"growth": {}, "models": {"A": {"steps": [[20, 0.1], [10, 0.2]]}}},
            "status 2 has to begin above",
        ),
        ({"growth": {}, "models": {"A": {"steps": [[20, 1.5]]}}}, "between 0 and 100"),
        ({"margin": "much"}, "is a number"),
        ({"margin": 0}, "margin lies above 0"),
        ({"gift_status": -1}, "cannot be negative"),
        ({"growth": {"M1": {"pessimistic": {"offline": -1.5}}}}, "clients grow by"),
        ({"growth": {"M9": {"pessimistic": {"offline": 0}}}}, "no program"),
        ({"growth": {"M1": {"gloomy": {"offline": 0}}}}, "scenario"),
        ({"growth": {"M1": {"pessimistic": {"moon": 0}}}}, "offline and online"),
        ({"bands": [["far", 0.5, 0.4, 0.1]]}, "band"),
        ({"weights": [1, 2]}, "three weights"),
        ({"as_of": "soon"}, "as_of is a day"),
        ({"history_months": 0}, "history_months"),
        ({"marging": 0.4}, "knows no “marging”"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_by_what_is_wrong(
    file_shop: Services, change: dict[str, object], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        file_shop.planning.read({**PLAN, **change})


def test_nonsense_is_named_at_its_field_and_nothing_is_worked_out(
    file_shop: Services, tmp_path: Path
) -> None:
    file_shop.importing.run(ImportFiles((worked_export(tmp_path / "receipts.csv"),)))
    plan = file_shop.planning.read(PLAN)
    view = file_shop.planning.look(plan)
    assert view.problems == ()
    assert view.run is not None
    for changed, field in (
        (replace(plan, inputs=replace(plan.inputs, margin=0.0)), "margin"),
        (replace(plan, as_of=date(1999, 1, 1)), "as_of"),
        (replace(plan, history_months=0), "history"),
        (replace(plan, models=()), "models"),
    ):
        wrong = file_shop.planning.look(changed)
        assert [one.field for one in wrong.problems if one.stops] == [field]
        assert wrong.run is None
        with pytest.raises(UserError):
            file_shop.planning.run(changed)
    short = file_shop.planning.look(replace(plan, history_months=4))
    assert [(one.field, one.stops) for one in short.problems] == [("history", False)]
    assert short.run is not None
    assert short.base is not None
    assert all(one.errors is None for one in short.base.channels), "too short for a range"


def test_a_shop_to_which_nobody_comes_back_gets_no_figures(
    file_shop: Services, tmp_path: Path
) -> None:
    sales = [
        a_sale(f"r{n}", HONEY, day=f"2026-0{n}-10", buyer=f"c{n}", named=f"Ana {'ABCD'[n]}ima")
        for n in range(1, 4)
    ]
    file_shop.importing.run(ImportFiles((an_export(tmp_path / "items.csv", *sales),)))
    view = file_shop.planning.look(file_shop.planning.start("First"))
    assert view.run is None
    told = {one.field: one.stops for one in view.problems}
    assert told == {"history": False, "channel.online": False, "returning": True}
    with pytest.raises(UserError, match="Nobody has come back"):
        file_shop.planning.run(view.plan)


def test_the_verdict_says_what_to_choose_and_what_would_turn_it(
    file_shop: Services, tmp_path: Path
) -> None:
    file_shop.importing.run(ImportFiles((worked_export(tmp_path / "receipts.csv"),)))
    poor = file_shop.planning.run(file_shop.planning.read(PLAN))
    assert poor.verdict[0].startswith("None of these programs earns what it costs")
    assert any("points" in one for one in poor.verdict)
    rich = file_shop.planning.run(file_shop.planning.read({**PLAN, "margin": 0.9, "fixed": 0}))
    assert rich.verdict[0].startswith("M3 is expected to leave $")
    assert "." not in rich.verdict[0].partition(" a year")[0]  # known to no cent
    assert "more than M1" in rich.verdict[0]
