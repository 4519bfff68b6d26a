"""A printer that shifts and shrinks is set off by what its test page measures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.cards.alignment_page import print_test_page
from retailcrm.cards.barcodes import Symbology
from retailcrm.cards.calibration import Calibration, calibrated, cross_at, ruler_length
from retailcrm.cards.design import Card, CardDesign
from retailcrm.cards.printing import PrintWish, print_cards
from retailcrm.cards.sheets import sheet_named, sheets
from retailcrm.core.errors import UserError
from tests.unit.cards.printed import pictures, text_of


@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(0.95, 1.05), st.floats(0, 280))
def test_what_the_printer_does_to_a_calibrated_page_cancels_out(right, down, shrink, spot):
    meant = (20.0, 20.0)
    came = (20 * shrink + right, 20 * shrink + down)
    found = calibrated(came, meant, (150 * shrink, 150))
    drawn = spot * found.scale + found.offset_x_mm
    assert drawn * shrink + right == pytest.approx(spot, abs=1e-6)
    drawn = spot * found.scale + found.offset_y_mm
    assert drawn * shrink + down == pytest.approx(spot, abs=1e-6)


def test_a_printer_that_is_right_needs_nothing():
    assert calibrated((20, 20), (20, 20), (150, 150)) == Calibration()


@pytest.mark.parametrize(
    ("cross", "ruler"), [((45, 20), (150, 150)), ((20, 20), (15, 150)), ((20, 20), (0, 150))]
)
def test_a_slip_of_the_ruler_is_noticed(cross, ruler):
    with pytest.raises(UserError):
        calibrated(cross, (20, 20), ruler)


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.key)
def test_every_sheet_has_a_test_page_with_its_cross_and_ruler_where_they_say(sheet):
    pdf = print_test_page(sheet)
    assert "100 %" in text_of(pdf)
    page = pictures(pdf)[0]
    x, y = cross_at(sheet)
    dot = 300 / 25.4
    row = page[round(y * dot) - 1 : round(y * dot) + 2, :].min(axis=0)
    arm = row[round((x - 3.5) * dot) : round((x - 2.5) * dot)]
    assert arm.max() < 200
    end = round((x + ruler_length(sheet)) * dot)
    tick = page[round((y + 2) * dot), :]
    assert tick[end - 2 : end + 3].min() < 200
    assert x + ruler_length(sheet) < sheet.page[0]


def test_only_the_test_page_asks_for_a_hundred_percent():
    wish = PrintWish(sheet_named("5371"), Symbology.QR, CardDesign("Larkfield"))
    assert "100" not in text_of(print_cards((Card("4719235624"),), wish).pdf)


def test_the_test_page_shows_what_the_calibration_does():
    sheet = sheet_named("avery-l7160")
    assert print_test_page(sheet) != print_test_page(sheet, Calibration(1.0, 0.0))
    assert print_test_page(sheet) == print_test_page(sheet)
