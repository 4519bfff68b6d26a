"""Results on the command line and on paper."""

import csv
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from retailcrm.core.rows import rows
from retailcrm.wiring import Services, open_shop
from tests.asking import Ask
from tests.campaign_shop import AGAIN, DRAFT, OPEN, UNCONTROLLED, WORKED, fill
from tests.conftest import clock


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campaigns")
    services = open_shop(str(folder / "shop.db"), clock)
    fill(services, folder)
    services.close()
    return folder / "shop.db"


def printed(file: Path) -> str:
    pages = pypdfium2.PdfDocument(file)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_a_result_is_told_with_everything_behind_it(ask: Ask, books: Path) -> None:
    told = ask("--shop", books, "campaign", "result", WORKED, "--json").json
    assert (told["stage"], told["verdict"], told["best"]) == ("final", "worked", "A")
    voucher, points = told["arms"]
    assert (voucher["members"], voucher["came"], voucher["verdict"]) == (420, 106, "worked")
    assert voucher["lift_low"] < voucher["lift"] < voucher["lift_high"]
    assert points["needed_for"] == "came"
    assert told["control"]["came"] == 22
    assert told["cost"] == "656.40"
    left = float(voucher["margin_over_control"]) - float(voucher["cost_per_head"])
    assert float(voucher["after_costs"]) == pytest.approx(left, abs=0.011)
    assert told["attributed_by"] == "code"
    assert told["left_out"] == {"no_address": 40}


@pytest.mark.parametrize("number", [DRAFT, OPEN, UNCONTROLLED])
def test_where_nothing_can_be_said_no_figure_pretends_to(
    ask: Ask, books: Path, number: int
) -> None:
    told = ask("--shop", books, "campaign", "result", number, "--json").json
    assert told["verdict"] in {None, "no_control"}
    assert told["sentence"]
    assert not any(one["roi"] for one in told["arms"])


def test_all_results_go_into_a_table(ask: Ask, books: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.csv"
    told = ask("--shop", books, "campaign", "results", "--out", out, "--json").json
    assert [one["campaign"] for one in told["campaigns"]] == [AGAIN, 4, 3, 2, 1]
    with out.open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    first = next(one for one in lines if one["campaign"] == "1")
    assert (first["arm"], first["members"], first["verdict"]) == ("A", "420", "worked")


def test_a_campaign_that_is_not_there_is_refused(ask: Ask, books: Path) -> None:
    said = ask("--shop", books, "campaign", "result", 99)
    assert said.code == 1
    assert "There is no campaign 99." in said.err


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_result_is_printed_with_the_same_words(
    ask: Ask, books: Path, tmp_path: Path, paper: str
) -> None:
    told = ask("--shop", books, "campaign", "result", WORKED, "--json").json
    file = tmp_path / f"{paper}.pdf"
    wish = ("report", "campaign", "--id", WORKED, "--paper", paper, "--out", file, "--json")
    answer = ask("--shop", books, *wish).json
    assert answer["pages"] == 2
    assert answer["figures"]["campaign.after.a"] == told["arms"][0]["after_costs"]
    text = printed(file)
    for words in (told["sentence"], "Only the interval of $5 voucher", "for comparison only"):
        assert words in text
    again = tmp_path / "again.pdf"
    ask("--shop", books, *wish[:-2], again)
    assert again.read_bytes() == file.read_bytes()


def test_a_result_without_a_number_is_asked_for_it(ask: Ask, books: Path, tmp_path: Path) -> None:
    said = ask("--shop", books, "report", "campaign", "--out", tmp_path / "x.pdf")
    assert said.code == 1
    assert "--id" in said.err


def test_the_month_tells_the_campaigns_that_closed_in_it(
    ask: Ask, books: Path, tmp_path: Path
) -> None:
    file = tmp_path / "month.pdf"
    wish = ("report", "monthly", "--month", "2026-10", "--out", file, "--json")
    answer = ask("--shop", books, *wish).json
    assert "campaign.brought.c1a" in answer["figures"]
    text = printed(file)
    assert "1 of 4 campaigns are proven to have worked" in text
    assert "Too early to judge: October letter (until 16 Nov 2026)." in text
    assert "campaigns are proven" not in printed(_of_september(ask, books, tmp_path))


def _of_september(ask: Ask, books: Path, tmp_path: Path) -> Path:
    file = tmp_path / "september.pdf"
    ask("--shop", books, "report", "monthly", "--month", "2026-09", "--out", file)
    return file


def test_a_printed_figure_opens_its_rows(ask: Ask, books: Path, tmp_path: Path) -> None:
    wish = ("report", "campaign", "--id", WORKED, "--out", tmp_path / "r.pdf")
    assert ask("--shop", books, *wish).code == 0
    services: Services = open_shop(str(books), clock)
    found = services.reporting.open_reference("campaign-1-2026-11/1")
    services.close()
    assert found == rows(
        "customers",
        finding="campaigns.result.against",
        campaign="1",
        arm="-1",
        measure="margin",
    )
