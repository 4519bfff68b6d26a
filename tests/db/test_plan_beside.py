"""What stands beside a plan: points on the same year, and conversions that campaigns measured."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.rows import rows
from retailcrm.db.lists import save_list
from retailcrm.loyalty.program import Program, Redeeming
from retailcrm.planner.plan import Plan
from retailcrm.services.plan_conversions import BandTold, measured_bands
from retailcrm.wiring import Services
from tests.campaign_books import Till, a_campaign
from tests.db.test_planning import worked_shop
from tests.kept_shops import Fill
from tests.unit.planner.worked import INPUTS, MODELS


def first_page(path: Path) -> str:
    """Give its words in one line."""
    book = pdfium.PdfDocument(path)
    text = str(book[0].get_textpage().get_text_range())
    book.close()
    return " ".join(text.split())


PLAN = Plan("Next year", MODELS, INPUTS)


@pytest.fixture
def worked(filled_with: Callable[[Fill], Services]) -> Services:
    return filled_with(worked_shop)


def test_points_are_tried_on_the_same_year_and_carried_to_the_next(worked: Services) -> None:
    run = worked.planning.run(PLAN)
    program = Program(name="Club", redeeming=Redeeming(value=Decimal(1)))
    found = worked.planning.points(run, program)
    assert found is not None
    assert (found.first, found.last, found.like) == (date(2024, 1, 1), date(2024, 12, 31), "M3")
    tried = worked.replaying.replay(program, found.first, found.last)
    baseline = sum(float(one.revenue.sum()) for one in run.base.channels)
    rate = tried.totals.cost / tried.totals.net
    assert found.cost == pytest.approx(baseline * rate)
    low, middle, high = found.profits
    assert low < middle < high
    assert found.expected == pytest.approx(0.25 * low + 0.5 * middle + 0.25 * high)
    assert found.needed is not None
    more = baseline * found.needed
    assert more * 0.4 - (baseline + more) * rate - INPUTS.fixed == pytest.approx(0.0, abs=0.01)


def test_without_a_points_program_there_is_nothing_beside(worked: Services) -> None:
    assert worked.planning.points(worked.planning.run(PLAN)) is None


def test_the_points_program_in_force_is_the_one_beside(worked: Services) -> None:
    worked.program.save(Program(name="Club"), date(2030, 1, 1))
    run = worked.planning.run(PLAN)
    assert worked.planning.points(run) is None, "it does not hold yet"


def test_the_pages_for_the_partner_hold_the_points_program_in_force(
    worked: Services, tmp_path: Path
) -> None:
    run = worked.planning.run(PLAN)
    worked.planning.save_pdf(run, tmp_path / "without.pdf")
    # the shop's receipts are of 2024, its calendar is not
    worked.program.save(Program(name="Club"), date(2026, 1, 1))
    found = worked.planning.points(run)
    assert found is not None
    worked.planning.save_pdf(run, tmp_path / "with.pdf")
    assert "Club" not in first_page(tmp_path / "without.pdf")
    said = first_page(tmp_path / "with.pdf")
    assert "points program in force, Club, would leave" in said
    expected = Figures("USD").money(abs(found.expected), whole=True)
    assert f"{expected} in a year" in said


@pytest.mark.parametrize("name", ["plan.pdf", "plan.xlsx"])
def test_a_file_that_cannot_be_written_says_what_to_do(
    worked: Services, tmp_path: Path, name: str
) -> None:
    out = tmp_path / name
    out.mkdir()
    run, write = worked.planning.run(PLAN), worked.planning
    with pytest.raises(UserError, match="choose another folder"):
        (write.save_pdf if name.endswith("pdf") else write.save_workbook)(run, out)


def test_conversions_are_presupposed_until_a_campaign_has_measured_them(worked: Services) -> None:
    told = worked.planning.conversions()
    assert [one.band.conversion for one in told] == [0.03, 0.08, 0.20]
    assert "no campaign has measured it yet" in told[2].said
    assert worked.planning.start().inputs.bands == measured_bands(told)


NEAR = rows("customers", finding="plan.people", band="near", above="4875", below="6500",
            channel="offline", as_of="2026-08-31", to="6500").text()  # fmt: skip


def measured(shop: Services, path: Path, audience: str) -> BandTold:
    """Send to 160 of whom 64 come, and leave 80 alone of whom 8 come; give the nearest band."""
    till, asked, alone = Till(), range(160), range(160, 240)
    till.known(range(240))
    for one in (*asked[:64], *alone[:8]):
        till.sale(one, "2026-09-10")
    till.sale(0, "2026-10-05")
    till.into(shop, path)
    a_campaign(shop, {"Postcard": asked}, alone, audience=audience)
    return shop.planning.conversions()[2]


def test_a_campaign_to_people_near_a_status_measures_their_conversion(
    shop: Services, tmp_path: Path
) -> None:
    found = measured(shop, tmp_path, NEAR)
    # 30 % more came than of those left alone: 48 of 160, beside 20 % of 50 presupposed
    assert found.band.conversion == pytest.approx((0.2 * 50 + 48) / (50 + 160))
    assert (found.campaigns, found.people) == (1, 160)
    assert "measured against people left alone" in found.said
    assert shop.planning.start().inputs.bands[2] == found.band


def test_a_saved_list_of_people_near_a_status_measures_it_as_well(
    file_shop: Services, tmp_path: Path
) -> None:
    with file_shop.books.write() as unit:
        number = save_list(unit.connection, "Near", NEAR, None, at=0, actor="")
    found = measured(file_shop, tmp_path, rows("list", id=str(number)).text())
    assert found.campaigns == 1


def test_campaigns_to_other_people_tell_nothing_of_conversions(
    file_shop: Services, tmp_path: Path
) -> None:
    found = measured(file_shop, tmp_path, "customers?stage=mia")
    assert (found.measured, found.band.conversion) == (None, 0.2)
