"""Cards come out of the printer as the owner designed them, where the sheet has its labels."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from PIL import Image
from pypdfium2 import raw

from retailcrm.cards.barcodes import Symbology, encode
from retailcrm.cards.calibration import Calibration
from retailcrm.cards.check_digits import ean_digit
from retailcrm.cards.design import Card, CardDesign
from retailcrm.cards.printing import PrintedCards, PrintWish, print_cards, write_cards
from retailcrm.cards.sheets import Place, Sheet, sheet_named, sheets
from retailcrm.core.errors import UserError
from tests.unit.cards.printed import MM, pictures, text_of

NUMBER = "4719035624"
EAN = "041234567890" + ean_digit("041234567890")
DESIGN = CardDesign("Larkfield Books & Gifts", greeting="Thank you.", address=("12 Market Street",))
ENDLESS = CardDesign("Donaudampfschifffahrtsgesellschaft " * 4, colour="#123456")


def _logo() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGBA", (60, 40), "#C2571A80").save(buffer, "PNG")
    return buffer.getvalue()


LOGO = _logo()
COARSE = 100  # dots an inch, where nothing is scanned
BIG = [sheet for sheet in sheets() if not sheet.sticky]


def _print(
    sheet: Sheet, *cards: Card, kind: Symbology = Symbology.CODE128, **more: Any
) -> PrintedCards:
    wish = PrintWish(sheet, kind, more.pop("design", DESIGN), **more)
    return print_cards(cards or (Card(NUMBER, "Ivo Szabó"),), wish)


def _bars(pdf: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """Where the codes stand, in mm from the page's top left: left, top, right, bottom."""
    document = pdfium.PdfDocument(pdf)
    high = document[page].get_height()
    found = []
    for drawn in document[page].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        left, bottom, right, top = drawn.get_bounds()
        if raw.FPDFPath_CountSegments(drawn.raw) > 30:
            found.append(tuple(at * 25.4 / 72 for at in (left, high - top, right, high - bottom)))
    document.close()
    return found


def _middle(bars: tuple[float, float, float, float]) -> float:
    return (bars[0] + bars[2]) / 2


@pytest.mark.parametrize("sheet", [one for one in BIG if not one.turned], ids=lambda one: one.key)
def test_bars_stand_in_the_middle_of_every_card_to_a_tenth_of_a_millimetre(sheet):
    cards = tuple(Card(f"{at:010d}") for at in range(sheet.per_page))
    found = _bars(_print(sheet, *cards).pdf)
    meant = [sheet.place(at).x + sheet.label[0] / 2 for at in range(sheet.per_page)]
    assert [_middle(one) for one in found] == pytest.approx(meant, abs=0.1)
    below = [sheet.place(at).y for at in range(sheet.per_page)]
    inside = [one[1] - y for one, y in zip(found, below, strict=True)]
    assert inside == pytest.approx([inside[0]] * len(inside), abs=0.1)


@pytest.mark.parametrize("kind", list(Symbology))
@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.key)
def test_around_every_code_there_is_as_much_white_as_its_standard_asks(sheet, kind):
    number = EAN if kind is Symbology.EAN13 else NUMBER
    pdf = _print(sheet, Card(number, "Wilhelmina Featherstonehaugh"), kind=kind).pdf
    symbol = encode(number, kind)
    left, top, right, bottom = (at * MM for at in _bars(pdf)[0])
    along = bottom - top if sheet.turned else right - left
    quiet = symbol.quiet_left * along / symbol.width - 1.5
    after = symbol.quiet_right * along / symbol.width - 1.5
    shown = pictures(pdf, down_to=sheet.place(0).y + sheet.label[1])[0]
    page = np.pad(shown, 20, constant_values=255)  # a card lies on white
    if sheet.turned:
        page, left, top, right, bottom = _upright(page, (left, top, right, bottom))
    rows = slice(round(top) + 22, round(bottom) + 18)
    before = page[rows, max(round(left - quiet) + 20, 0) : round(left) + 19]
    behind = page[rows, round(right) + 21 : round(right + after) + 20]
    assert before.size and behind.size  # noqa: PT018
    assert (int(before.min()), int(behind.min())) == (255, 255)


def _upright(page, box):
    """Turn a page by a quarter, with the padding of 20, so that a tag is read from the left."""
    left, top, right, bottom = box
    turned = np.rot90(page, -1)
    high = page.shape[0] - 40
    return turned, high - bottom, left, high - top, right


@pytest.mark.parametrize("sheet", BIG, ids=lambda sheet: sheet.key)
def test_tills_get_bars_as_high_as_their_standard_asks_on_every_card_and_tag(sheet):
    left, top, right, bottom = _bars(_print(sheet, Card(EAN), kind=Symbology.EAN13).pdf)[0]
    along, high = (bottom - top, right - left) if sheet.turned else (right - left, bottom - top)
    assert along == pytest.approx(95 * 4 * 25.4 / 300, abs=0.01)
    assert 18.28 <= high + 0.001 <= 45.70
    left, top, right, bottom = _bars(_print(sheet).pdf)[0]
    assert min(right - left, bottom - top) >= 9.99


@pytest.mark.parametrize("kind", list(Symbology))
@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.key)
def test_endless_names_stay_on_their_card(sheet, kind):
    card = Card(EAN, "Maximiliane Wilhelmina Featherstonehaugh-Cholmondeley von und zu " * 2)
    page = pictures(_print(sheet, card, kind=kind, design=ENDLESS).pdf, COARSE)[0]
    _blank(page, sheet, sheet.place(0), 1.9)
    assert int(page.min()) > 100 if sheet.cut else int(page.min()) == 255


@pytest.mark.parametrize("sheet", BIG, ids=lambda sheet: sheet.key)
def test_backs_lie_behind_their_fronts(sheet):
    printed = _print(sheet, backs=True)
    assert printed.pages == 2
    page = pictures(printed.pdf, COARSE)[1]
    assert page.min() < 120
    _blank(page, sheet, sheet.behind(sheet.place(0)), 0.2)
    assert page.min() == 255


def _blank(page, sheet: Sheet, place: Place, more: float) -> None:
    """Take a label off the page, with a little around it."""
    dot = COARSE / 25.4
    left, top = (max(int((at - more) * dot), 0) for at in (place.x, place.y))
    right = round((place.x + sheet.label[0] + more) * dot)
    bottom = round((place.y + sheet.label[1] + more) * dot)
    page[top : bottom + 1, left : right + 1] = 255


def test_a_sheet_that_is_begun_is_used_from_the_label_that_is_left():
    sheet = sheet_named("avery-5371")
    cards = tuple(Card(f"47190356{at}4") for at in range(10, 15))
    printed = _print(sheet, *cards, start=8)
    assert (printed.pages, printed.cards) == (2, 5)
    first = _bars(printed.pdf)
    assert len(first) == 3
    assert _middle(first[0]) == pytest.approx(sheet.place(7).x + 88.9 / 2, abs=0.1)
    assert len(_bars(printed.pdf, 1)) == 2


def test_calibration_moves_and_stretches_what_is_printed():
    sheet = sheet_named("avery-5371")
    plain = _bars(_print(sheet).pdf)[0]
    moved = _bars(_print(sheet, calibration=Calibration(1.5, -2.0, 1.01)).pdf)[0]
    x, y = (1.5, -2.0)
    meant = (plain[0] * 1.01 + x, plain[1] * 1.01 + y, plain[2] * 1.01 + x, plain[3] * 1.01 + y)
    assert moved == pytest.approx(meant, abs=0.01)


@pytest.mark.parametrize("kind", list(Symbology))
def test_printing_twice_gives_equal_bytes(kind):
    sheet = sheet_named("avery-c32011")
    design = CardDesign("Larkfield", logo=LOGO)
    cards = (Card(EAN, "Ivo"), Card(EAN, "Ἀθηνᾶ"))
    one, other = (_print(sheet, *cards, kind=kind, backs=True, design=design).pdf for _ in range(2))
    assert one == other


def test_a_card_says_shop_member_and_number_in_groups():
    said = text_of(_print(sheet_named("cr80")).pdf)
    for words in ("Larkfield Books & Gifts", "Ivo Szabó", "471 903 5624"):
        assert words in said


def test_members_may_stay_unnamed():
    design = CardDesign("Larkfield", line="Member card", show_name=False)
    said = text_of(_print(sheet_named("cr80"), design=design).pdf)
    assert "Ivo" not in said
    assert "Member card" in said


def test_a_name_in_letters_that_our_type_lacks_is_left_out_and_reported():
    card = Card(NUMBER, "राम शर्मा")
    printed = _print(sheet_named("cr80"), card, Card("4719035632", "Nguyễn Hạnh"))
    assert printed.nameless == (card,)
    assert "471 903 5624" in text_of(printed.pdf)
    assert "Nguyễn Hạnh" in text_of(printed.pdf, 1)


def test_a_name_in_han_kana_or_hebrew_is_on_its_card_and_a_picture_is_not():
    names = ("田中さくら", "王小明", "יוסף כהן", "🌸 Rosa Quint 🎉")
    printed = _print(sheet_named("cr80"), *(Card(NUMBER, name) for name in names))
    said = [text_of(printed.pdf, at) for at in range(len(names))]
    assert printed.nameless == ()
    assert all(name in one for name, one in zip(names[:2], said, strict=False))
    assert "ןהכ ףסוי" in said[2] or names[2] in said[2]
    assert "Rosa Quint" in said[3]
    assert "🌸" not in said[3]


def test_the_back_greets_and_says_where_the_shop_is():
    said = text_of(_print(sheet_named("cr80"), backs=True).pdf, 1)
    for words in ("Larkfield Books & Gifts", "Thank you.", "12 Market Street"):
        assert words in said


def test_codes_are_vectors_and_only_the_logo_is_a_picture():
    logo = CardDesign("Larkfield", logo=LOGO)
    for design, pictures_in in ((DESIGN, 0), (logo, 1)):
        document = pdfium.PdfDocument(_print(sheet_named("cr80"), design=design).pdf)
        kinds = [drawn.type for drawn in document[0].get_objects()]
        assert kinds.count(raw.FPDF_PAGEOBJ_IMAGE) == pictures_in
        document.close()


def test_pages_have_the_size_of_their_sheet():
    for sheet in sheets():
        document = pdfium.PdfDocument(_print(sheet, Card("12345678")).pdf)
        size = [length * 25.4 / 72 for length in document[0].get_size()]
        assert size == pytest.approx(sheet.page, abs=0.01)
        document.close()


@pytest.mark.parametrize(
    ("cards", "more", "sentence"),
    [
        ((), {}, "There are no cards to print."),
        ((Card(NUMBER),), {"start": 11}, "has labels 1 to 10."),
        ((Card(NUMBER),), {"start": 0}, "has labels 1 to 10."),
        ((Card(NUMBER),), {"symbology": Symbology.EAN13}, "cannot be an EAN-13"),
        ((Card(NUMBER), Card("Žofie")), {}, "Žofie cannot be printed as Code 128."),
        ((Card(NUMBER),), {"sheet": sheet_named("5160"), "backs": True}, "have no back"),
        ((Card(NUMBER),), {"design": CardDesign("L", logo=b"no")}, "logo cannot be read"),
        ((Card(NUMBER),), {"design": CardDesign("L", logo=LOGO[:90])}, "logo cannot be read"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_one_sentence(cards, more, sentence):
    wish = {"sheet": sheet_named("avery-5371"), "symbology": Symbology.CODE128, "design": DESIGN}
    with pytest.raises(UserError) as refused:
        print_cards(cards, PrintWish(**{**wish, **more}))
    assert sentence in refused.value.message


def test_a_file_that_cannot_be_written_leaves_the_one_before(tmp_path: Path):
    taken = tmp_path / "cards.pdf"
    taken.mkdir()
    (taken / "kept.txt").touch()
    wish = PrintWish(sheet_named("cr80"), Symbology.QR, DESIGN)
    with pytest.raises(OSError, match="directory"):
        write_cards((Card(NUMBER),), wish, taken)
    assert [path.name for path in tmp_path.iterdir()] == ["cards.pdf"]


def test_a_file_is_written_whole(tmp_path: Path):
    out = tmp_path / "cards.pdf"
    wish = PrintWish(sheet_named("cr80"), Symbology.QR, DESIGN)
    printed = write_cards((Card(NUMBER),), wish, out)
    assert out.read_bytes() == printed.pdf
