"""The command that prints reports of one question each."""

from pathlib import Path

import pytest

from retailcrm.reports.topic_reports import TOPICS
from tests.asking import Ask
from tests.builders import Goods, a_sale, an_export
from tests.unit.reports.papers import texts


def two_months(folder: Path) -> Path:
    days = ("2026-03-02", "2026-03-20", "2026-03-31", "2026-04-11")
    sales = (
        a_sale(f"S-{n}", Goods(), buyer="B1", named="Ana B1", day=day) for n, day in enumerate(days)
    )
    return an_export(folder / "till.csv", *sales)


@pytest.mark.parametrize("key", TOPICS)
def test_without_a_month_the_last_one_that_is_over_is_printed(
    ask: Ask, tmp_path: Path, key: str
) -> None:
    ask("import", two_months(tmp_path))
    told = ask("--json", "report", key, "--out", tmp_path / "report.pdf").json
    assert told["pages"] == len(texts(tmp_path / "report.pdf"))
    assert all(isinstance(value, str) for value in told["figures"].values())
    assert "March 2026" in texts(tmp_path / "report.pdf")[0]


def test_a_month_that_is_named_is_printed_on_the_paper_that_is_named(
    ask: Ask, tmp_path: Path
) -> None:
    ask("import", two_months(tmp_path))
    out = tmp_path / "report.pdf"
    said = ask("report", "retention", "--month", "2026-04", "--paper", "letter", "--out", out)
    assert said.code == 0
    assert "April 2026" in texts(out)[0]


def test_an_empty_shop_has_no_month_to_take(ask: Ask, tmp_path: Path) -> None:
    said = ask("report", "value", "--out", tmp_path / "report.pdf")
    assert said.code != 0
    assert "Say which month." in said.err


def test_a_report_there_is_not_is_refused_by_name(ask: Ask, tmp_path: Path) -> None:
    said = ask("report", "weekly", "--month", "2026-04", "--out", tmp_path / "report.pdf")
    assert "There is no report weekly." in said.err
    assert "concentration" in said.err
