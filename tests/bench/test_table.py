"""The table of ratios says what was measured and does not flatter."""

import json
from pathlib import Path

import pytest

from bench.measure import Cost, alternate, at_share, middle, whole_process
from bench.table import against, keep, within, written


def test_a_goal_holds_only_up_to_its_ratio() -> None:
    assert against("import", 1.5, ("shell", 1.0), 1.5).holds
    assert not against("import", 1.51, ("shell", 1.0), 1.5).holds
    assert within("search", 20.0, 20).holds
    assert not within("search", 20.1, 20).holds


def test_the_table_shows_ratio_goal_and_verdict_of_every_case() -> None:
    text = written([against("import", 3.0, ("shell", 2.0), 1.2), within("search", 4, 20)])
    import_row, search_row = (
        line for line in text.splitlines() if "import" in line or "search" in line
    )
    assert "1.50 x" in import_row
    assert import_row.endswith("NO")
    assert search_row.endswith("yes")


def test_results_are_kept_with_their_ratio(tmp_path: Path) -> None:
    keep([against("import", 3.0, ("shell", 2.0), 1.2)], tmp_path / "results" / "1.json", 1)
    found = json.loads((tmp_path / "results" / "1.json").read_text(encoding="utf-8"))
    assert found["lines"] == 1
    assert found["cases"][0]["ratio"] == 1.5


def test_runs_take_turns_and_the_median_counts() -> None:
    turns: list[str] = []
    walls = iter((5.0, 1.0, 2.0, 9.0, 3.0, 4.0))

    def run(name: str) -> Cost:
        turns.append(name)
        return Cost(0, next(walls), 10)

    a, b = alternate(3, lambda: run("a"), lambda: run("b"))
    assert "".join(turns) == "ababab"
    assert (a.wall, b.wall) == (3.0, 4.0)


def test_the_largest_memory_of_several_runs_counts() -> None:
    assert middle([Cost(1, 1, 50), Cost(3, 3, 70), Cost(2, 2, 60)]).peak_mb == 70


def test_a_process_that_fails_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match="ended with 3"):
        whole_process(["sh", "-c", "exit 3"])


def test_a_process_is_charged_for_its_time_and_memory() -> None:
    cost = whole_process(["sh", "-c", "echo counted"])
    assert cost.output == "counted\n"
    assert cost.peak_mb > 0.1
    assert cost.wall > 0


def test_p95_is_what_nineteen_of_twenty_stay_under() -> None:
    assert at_share([float(n) for n in range(100)], 0.95) == 95.0
