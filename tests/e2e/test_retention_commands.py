"""`retention` and `rhythm` as a shop's own scripts see them."""

import csv
from pathlib import Path

import pytest

from tests.asking import Ask
from tests.builders import HONEY, a_sale, an_export

WORKED = Path(__file__).parents[1] / "data" / "methods" / "cohort_worked_transactions.csv"
RATES = {
    "repeat_rate", "repeat_rate_90", "loyal_customers", "one_time_customers", "retention_rate",
    "churn_rate", "stage_churn", "returning_rate", "visit_frequency",
}  # fmt: skip


@pytest.fixture
def worked(ask: Ask, tmp_path: Path) -> Ask:
    """Fill the shop with the twelve customers whose rates are worked out by hand."""
    with WORKED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    sales = [
        a_sale(f"A-{at}", HONEY, day=row["date"], buyer=row["id"], named=f"Ana {row['id']}")
        for at, row in enumerate(rows)
    ]
    assert ask("--json", "import", an_export(tmp_path / "items.csv", *sales)).code == 0
    return ask


def test_retention_says_what_is_worked_out(worked: Ask, tmp_path: Path) -> None:
    out = tmp_path / "months.csv"
    told = worked(
        "--json", "retention", "--as-of", "2024-04-30", "--period", "month", "--out", out
    ).json  # fmt: skip
    assert told["repeat_rate"] == pytest.approx(7 / 12, abs=1e-6)
    assert told["retention_rate"] == pytest.approx(3 / 7, abs=1e-6)
    assert told["churn_rate"] == pytest.approx(4 / 7, abs=1e-6)
    assert told["returning_rate"] == pytest.approx(5 / 6, abs=1e-6)
    assert (told["loyal_customers"], told["one_time_customers"]) == (7, 5)
    assert [
        (one["cohort"], one["size"], one["returned"]) for one in told["cohorts"]
    ] == [
        ("2024-01", 4, [4, 2, 2, 2]), ("2024-02", 4, [4, 2, 2]), ("2024-03", 3, [3, 1]),
        ("2024-04", 1, [1]),
    ]  # fmt: skip
    assert told["retention_by_age"] == pytest.approx([1, 5 / 11, 0.5, 0.5], abs=1e-6)
    assert told["second_visit"]["30"]["share"] == pytest.approx(0.45)
    assert told["second_visit"]["365"]["share"] is None
    assert told["stays"]["2"]["customers"] == 4
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 4 + 3 + 2 + 1
    assert [row["returned"] for row in rows[:4]] == ["4", "2", "2", "2"]


def test_rhythm_says_the_usual_gap_and_everyones_own(worked: Ask, tmp_path: Path) -> None:
    out = tmp_path / "rhythm.csv"
    told = worked("--json", "rhythm", "--as-of", "2024-04-30", "--out", out).json
    assert (told["gaps"], told["median"], told["p80"]) == (12, 30, pytest.approx(53.6))
    assert told["mean"] == pytest.approx(34.916667)
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == (
        ["customer", "visits", "usual_gap", "last_gap", "now", "limit", "stage", "evidence"]
    )  # fmt: skip
    assert sorted(row["last_gap"] for row in rows if row["visits"] == "2") == (
        sorted(["66", "30", "60", "20"])
    )  # fmt: skip
    assert all(row["evidence"] for row in rows)


def test_an_empty_shop_has_no_figure_and_says_why(ask: Ask) -> None:
    told = ask("--json", "retention").json
    assert RATES | {"cohorts", "missing"} <= told.keys()
    assert all(told[name] is None for name in RATES)
    assert told["cohorts"] == []
    assert told["missing"]
    assert ask("--json", "rhythm").json["median"] is None


def test_filters_narrow_whom_it_is_about(worked: Ask) -> None:
    told = worked("--json", "retention", "--first-from", "2024-02-01", "--visits", "2").json
    assert told["customers"] == 4
    assert told["repeat_rate"] == 1.0
    assert worked("--json", "retention", "--channel", "online").json["customers"] == 0
    days = worked("--json", "retention", "--rolling", "--as-of", "2024-06-30").json
    assert days["ages"] == "days"
    assert days["cohorts"][0]["returned"][0] == 4
    refused = worked("retention", "--segment", "best")
    assert refused.code == 1
    assert "There is no best" in refused.err
    assert worked("retention", "--period", "year").code == 2
