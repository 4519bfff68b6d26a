"""The ad diary on the command line."""

from pathlib import Path

import pytest

from tests.asking import Ask
from tests.builders import a_sale, an_export


@pytest.fixture
def shop(ask: Ask, tmp_path: Path) -> Ask:
    """Fill a shop with two sales."""
    sales = an_export(tmp_path / "sales.csv", a_sale("1"), a_sale("2", day="2026-10-20"))
    assert ask("import", sales, "--zone", "America/New_York", "--currency", "USD").code == 0
    return ask


def added(ask: Ask, *more: str) -> dict[str, object]:
    return ask("ad", "add", "--medium", "flyer", "--name", "Autumn", "--from", "2026-09-07",
               "--to", "2026-10-04", "--cost", "150.00", *more, "--json").json  # fmt: skip


def test_an_ad_its_spending_and_its_result_on_the_command_line(shop: Ask) -> None:
    ad = added(shop, "--code", "AUTUMN", "--copies", "5000")
    assert (ad["spend"], ad["codes"], ad["copies"]) == ("150.00", ["AUTUMN"], 5000)
    spent = shop("ad", "spend", ad["ad"], "-30", "--on", "2026-09-16", "--json").json
    assert spent["spend"] == "120.00"
    assert [one["name"] for one in shop("ad", "list", "--json").json["ads"]] == ["Autumn"]
    told = shop("ad", "result", ad["ad"], "--json").json
    assert (told["verdict"], told["best"]) == ("cannot_tell", None)
    assert [one["way"] for one in told["ways"]] == ["zones", "season", "codes"]
    table = shop("ad", "result", "--json").json
    (medium,) = table["media"]
    assert (medium["medium"], medium["spend"], medium["margin"]) == ("flyer", "120.00", None)
    assert shop("ad", "withdraw", ad["ad"], "--json").code == 0
    assert shop("ad", "result", "--json").json["media"] == []


def test_an_ad_nobody_noted_has_no_result(shop: Ask) -> None:
    said = shop("ad", "result", 7)
    assert said.code == 1
    assert "There is no ad 7" in said.err


def test_a_store_that_is_none_is_refused(shop: Ask) -> None:
    said = shop("ad", "add", "--medium", "flyer", "--name", "A", "--from", "2026-09-07", "--to",
                "2026-10-04", "--went-to", "Mars")  # fmt: skip
    assert said.code == 1
    assert "There is no store Mars" in said.err
