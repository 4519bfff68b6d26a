"""Every printed code of every sheet can be scanned."""

from itertools import cycle, islice

import pytest
import zxingcpp

from retailcrm.cards.barcodes import Symbology
from retailcrm.cards.check_digits import ean_digit
from retailcrm.cards.design import Card, CardDesign
from retailcrm.cards.printing import PrintWish, print_cards
from retailcrm.cards.sheets import Sheet, sheet_named, sheets
from retailcrm.core.errors import UserError
from tests.unit.cards.printed import label, pictures, scanned

DESIGN = CardDesign("Larkfield Books & Gifts", colour="#7A1F3D", line="Member card")
NUMBERS = ("4719035624", "0012345678", "9912345678", "9999999999", "1000000009", "8", "99", "00000")
EAN_BODIES = ("041234567890", "990000000001", "000000000012", "299999999999", "471903562401")
EANS = tuple(f"{body}{ean_digit(body)}" for body in EAN_BODIES)
LETTERS = ("M0012345", "LOY-00012345", "a9b99c9999")
LONG = "990012345678901234567890"
TOO_SMALL = {"avery-5167", "avery-l7651"}


def _cards(numbers: tuple[str, ...], count: int) -> tuple[Card, ...]:
    names = cycle(("Marguerite Okonjo-Hale", "", "Nguyễn Thị Hồng Hạnh"))
    return tuple(map(Card, islice(cycle(numbers), count), names))


def _read_back(sheet: Sheet, kind: Symbology, cards: tuple[Card, ...]) -> list[object]:
    places = [sheet.place(at) for at in range(len(cards))]
    down_to = max(place.y for place in places) + sheet.label[1]
    pages = pictures(print_cards(cards, PrintWish(sheet, kind, DESIGN)).pdf, down_to=down_to)
    return [scanned(label(pages[place.page], sheet, place)) for place in places]


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.key)
def test_every_code_of_a_full_sheet_scans_to_the_number_on_the_card(sheet):
    cards = _cards(NUMBERS, max(sheet.per_page, len(NUMBERS)))
    found = _read_back(sheet, Symbology.CODE128, cards)
    assert found == [("code128", card.number) for card in cards]


@pytest.mark.parametrize("kind", [Symbology.EAN13, Symbology.QR])
@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.key)
def test_every_sheet_takes_every_kind_of_code(sheet, kind):
    numbers = EANS if kind is Symbology.EAN13 else NUMBERS
    found = _read_back(sheet, kind, _cards(numbers, len(numbers)))
    assert found == [(kind.value, number) for number in numbers]


@pytest.mark.parametrize("kind", [Symbology.CODE128, Symbology.QR])
@pytest.mark.parametrize("key", ["cr80", "avery-5371", "avery-l7160", "key-tag-cr80"])
def test_numbers_with_letters_scan_as_they_are_written(key, kind):
    sheet = sheet_named(key)
    cards = tuple(map(Card, LETTERS))
    assert _read_back(sheet, kind, cards) == [(kind.value, number) for number in LETTERS]


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.key)
def test_a_long_number_scans_or_is_refused_where_its_bars_would_be_too_fine(sheet):
    if sheet.key in TOO_SMALL:
        with pytest.raises(UserError, match=rf"^The label is too small to print {LONG} as Code"):
            _read_back(sheet, Symbology.CODE128, (Card(LONG),))
    else:
        found = _read_back(sheet, Symbology.CODE128, (Card(LONG),))
        assert found == [("code128", LONG)]


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.key)
def test_a_long_number_fits_every_label_as_qr(sheet):
    assert _read_back(sheet, Symbology.QR, (Card(LONG),)) == [("qr", LONG)]


@pytest.mark.parametrize("colour", ["#000000", "#FFFFFF", "#E4002B", "#F2C230", "#808080"])
def test_codes_scan_whatever_the_shops_colour(colour):
    sheet = sheet_named("cr80")
    design = CardDesign("Larkfield", colour=colour)
    pdf = print_cards((Card("4719035624", "Ivo"),), PrintWish(sheet, Symbology.CODE128, design)).pdf
    assert scanned(pictures(pdf)[0]) == ("code128", "4719035624")


def test_a_till_sees_a_leading_zero_and_an_ean_as_such():
    sheet = sheet_named("avery-c32011")
    pdf = print_cards((Card(EANS[0]),), PrintWish(sheet, Symbology.EAN13, DESIGN)).pdf
    code = zxingcpp.read_barcodes(pictures(pdf)[0])[0]
    assert (code.symbology_identifier, code.text) == ("]E0", EANS[0])
