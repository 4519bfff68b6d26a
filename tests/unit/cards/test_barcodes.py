"""Codes have the widths and white borders that scanners ask for."""

import pytest

from retailcrm.cards.barcodes import Symbology, encode, module_mm, refuse_impossible
from retailcrm.cards.numbers import DEFAULT_RANGE, ean13_range
from retailcrm.core.errors import UserError

EAN = "5901234123457"


@pytest.mark.parametrize(
    ("text", "modules"),
    [
        ("12345678", 79),
        ("4719035624", 90),
        ("123456789012", 101),
        ("M0012345", 101),
        ("LOY-00012345", 134),
        ("99", 46),
    ],
)
def test_code_128_is_as_short_as_it_can_be(text, modules):
    assert encode(text, Symbology.CODE128).width == modules


def test_an_ean_has_95_modules_between_its_white_borders():
    symbol = encode(EAN, Symbology.EAN13)
    assert (symbol.quiet_left, symbol.width, symbol.quiet_right) == (11, 95, 7)


def test_an_ean_is_drawn_as_the_standard_draws_it():
    dark = set()
    for left, _, wide in encode(EAN, Symbology.EAN13).bars:
        dark |= set(range(left, left + wide))
    drawn = "".join("1" if at in dark else "0" for at in range(95))
    assert drawn == (
        "101" "0001011" "0100111" "0110011" "0010011" "0111101" "0011101"
        "01010" "1100110" "1101100" "1000010" "1011100" "1001110" "1000100" "101"
    )  # fmt: skip


def test_a_qr_code_of_a_member_number_is_the_smallest_there_is():
    symbol = encode("0012345678", Symbology.QR)
    assert (symbol.width, symbol.full_width) == (21, 29)


@pytest.mark.parametrize(
    ("number", "kind", "sentence"),
    [
        ("4719035624", Symbology.EAN13, "4719035624 cannot be an EAN-13: that takes 13 digits"),
        ("5901234123450", Symbology.EAN13, "cannot be an EAN-13"),
        ("LOY-000000001", Symbology.EAN13, "cannot be an EAN-13"),
        ("Žofie1", Symbology.CODE128, "Žofie1 cannot be printed as Code 128."),
        ("", Symbology.QR, "cannot be printed as QR."),
        ("7" * 33, Symbology.CODE128, "cannot be printed as Code 128."),
        ("12\n34", Symbology.CODE128, "cannot be printed as Code 128."),
    ],
)
def test_a_number_that_cannot_be_such_a_code_is_refused_in_one_sentence(number, kind, sentence):
    with pytest.raises(UserError) as refused:
        encode(number, kind)
    assert sentence in refused.value.message


def test_an_ean_is_printed_only_from_a_range_that_the_owner_tried_at_her_till():
    confirmed = ean13_range("041", confirmed=True)
    refuse_impossible(confirmed.number(7), Symbology.EAN13, (confirmed,))
    with pytest.raises(UserError, match=r"^A till may take 13 digits for a product\."):
        refuse_impossible(EAN, Symbology.EAN13, (confirmed, DEFAULT_RANGE))
    with pytest.raises(UserError, match=r"begin with 20 as a scale label\."):
        refuse_impossible("2000000012346", Symbology.EAN13, (confirmed,))
    with pytest.raises(UserError, match="cannot be an EAN-13"):
        refuse_impossible(DEFAULT_RANGE.number(7), Symbology.EAN13, (confirmed,))
    refuse_impossible("2000000012346", Symbology.CODE128, ())


def test_bars_are_whole_dots_of_a_printer_where_there_is_room():
    symbol = encode(EAN, Symbology.EAN13)
    assert module_mm(symbol, 60, 20) == pytest.approx(4 * 25.4 / 300)
    assert module_mm(symbol, 38.1, 20) == pytest.approx(7 * 25.4 / 600)
    assert module_mm(symbol, 30, 20) == 0.264


def test_a_code_too_fine_to_scan_is_refused():
    with pytest.raises(UserError, match=rf"^The label is too small to print {EAN} as EAN-13 so"):
        module_mm(encode(EAN, Symbology.EAN13), 29.8, 20)
    with pytest.raises(UserError, match=r"too small to print 0012345678 as QR"):
        module_mm(encode("0012345678", Symbology.QR), 40, 11.5)
