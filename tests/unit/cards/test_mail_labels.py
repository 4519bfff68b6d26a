"""Address labels, measured with a ruler and read with a scanner."""

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from pypdfium2 import raw

from retailcrm.cards.calibration import Calibration
from retailcrm.cards.mail_labels import LEAST, MailLabel, MailWish, print_mail_labels
from retailcrm.cards.sheets import Sheet, sheet_named
from retailcrm.cards.slips import PAPERS, Slip, print_slips
from retailcrm.core.errors import UserError
from tests.unit.cards.printed import label, pictures, scanned, text_of

#: Sheets that people stick on letters: (columns, rows), label, left and top, pitch, in mm.
RULER = {
    "avery-5160": ((3, 10), (66.67, 25.4), (4.76, 12.7), (69.85, 25.4)),
    "avery-5161": ((2, 10), (101.6, 25.4), (3.97, 12.7), (106.36, 25.4)),
    "avery-5162": ((2, 7), (101.6, 33.87), (3.97, 21.17), (106.36, 33.87)),
    "avery-5163": ((2, 5), (101.6, 50.8), (3.97, 12.7), (106.36, 50.8)),
    "avery-5164": ((2, 3), (101.6, 84.67), (3.97, 12.7), (106.36, 84.67)),
    "avery-l7160": ((3, 7), (63.5, 38.1), (7.2, 15.15), (66.04, 38.1)),
    "avery-l7161": ((3, 6), (63.5, 46.56), (7.21, 8.82), (66.04, 46.56)),
    "avery-l7162": ((2, 8), (99.06, 33.87), (4.67, 13.02), (101.6, 33.87)),
    "avery-l7163": ((2, 7), (99.06, 38.1), (4.67, 15.15), (101.6, 38.1)),
    "avery-l7165": ((2, 4), (99.06, 67.73), (4.67, 13.04), (101.6, 67.73)),
}
ANA = MailLabel(("Ana and Ben Lima", "12 Main Street Apt 4", "Cambridge, MA 02138"))
CODED = MailLabel(ANA.lines, "CFHJ-KM79", "CFHJKM79")


def printed(sheet: Sheet, labels: list[MailLabel], **told: object) -> bytes:
    wish = MailWish(sheet, "Labels", "Larkfield", **told)  # type: ignore[arg-type]
    return print_mail_labels(labels, wish)[0]


def boxes(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Give each line of type as (left, top, right, bottom) in mm from the top left, by page."""
    document = pdfium.PdfDocument(pdf)
    found = []
    for page in document:
        high = page.get_height()
        for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            left, low, right, top = one.get_bounds()
            found.append(tuple(x / 72 * 25.4 for x in (left, high - top, right, high - low)))
        page.close()
    document.close()
    return found


@pytest.mark.parametrize("key", RULER)
def test_every_address_stands_on_its_label(key: str) -> None:
    (columns, rows), (wide, high), (left, top), (across, down) = RULER[key]
    sheet = sheet_named(key)
    lines = boxes(printed(sheet, [ANA] * (columns * rows)))
    assert len(lines) == 3 * columns * rows
    for at, (x, y, right, bottom) in enumerate(lines):
        row, column = divmod(at // 3, columns)
        assert left + column * across + 3 <= x
        assert right <= left + column * across + wide - 1
        assert top + row * down + 1 <= y
        assert bottom <= top + row * down + high - 1


@pytest.mark.parametrize("key", ["avery-5160", "avery-5162", "avery-l7160", "avery-l7163"])
def test_a_scanner_reads_the_code_of_every_label(key: str) -> None:
    sheet = sheet_named(key)
    labels = [MailLabel(ANA.lines, f"CFHJ-KM7{at}", f"CFHJKM7{at}") for at in range(4)]
    (page,) = pictures(printed(sheet, labels))
    read = [scanned(label(page, sheet, sheet.place(at))) for at in range(4)]
    assert read == [("qr", one.code) for one in labels]


def test_letters_are_as_large_as_machines_need_and_nothing_is_below_the_last_line() -> None:
    street = "12345 North Extremely Long Boulevard Apartment 1234"
    name, town = "Dr. Maximiliana Featherstonehaugh-Smith", "Rancho Santa Margarita, CA 92688"
    long = MailLabel((name, street, town), "CFHJ-KM79", "CFHJKM79")
    sheet = sheet_named("avery-5160")
    pdf = printed(sheet, [long])
    words = text_of(pdf)
    assert "Featherstonehaugh-Smith" in words
    assert "CFHJ-KM79" in words
    assert words.strip().endswith("92688")
    document = pdfium.PdfDocument(pdf)
    type_of = document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
    sizes = [one.get_bounds()[3] - one.get_bounds()[1] for one in type_of]
    document.close()
    assert sorted(sizes)[1] >= LEAST * 0.7  # all but the code in small type


def test_zeros_and_accents_are_printed() -> None:
    """C43: a leading zero of a postcode was lost."""
    words = text_of(printed(sheet_named("avery-l7163"), [
        MailLabel(("Zoë Núñez-Ōta", "Straße 05", "02138 Łódź")),
    ]))  # fmt: skip
    assert all(one in words for one in ("Zoë Núñez-Ōta", "Straße 05", "02138 Łódź"))


def test_the_two_spaces_before_a_zip_are_printed() -> None:
    sheet = sheet_named("avery-5160")
    one, two = (
        boxes(printed(sheet, [MailLabel(("ANA LIMA", f"CAMBRIDGE MA{gap}02138"))]))[-1]
        for gap in (" ", "  ")
    )
    assert two[2] - one[2] > 0.5


def test_an_address_too_long_for_its_label_is_refused_not_cut() -> None:
    long = MailLabel(tuple("Line of an address that is very long indeed" for _ in range(4)))
    with pytest.raises(UserError, match="does not fit on this label"):
        printed(sheet_named("avery-5167"), [long])


def test_a_begun_sheet_goes_on_where_it_was_left() -> None:
    sheet = sheet_named("avery-5160")
    x, y, *_ = boxes(printed(sheet, [ANA], start=5))[0]
    assert sheet.place(4).x < x < sheet.place(4).x + 10
    assert sheet.place(4).y < y < sheet.place(4).y + 20
    with pytest.raises(UserError, match="labels 1 to 30"):
        printed(sheet, [ANA], start=31)
    with pytest.raises(UserError, match="no labels"):
        printed(sheet, [])


def test_a_printer_that_is_off_is_set_off() -> None:
    sheet = sheet_named("avery-5160")
    straight, shifted = (
        boxes(printed(sheet, [ANA], calibration=by))[0]
        for by in (Calibration(), Calibration(2.0, -1.5))
    )
    assert shifted[0] - straight[0] == pytest.approx(2.0, abs=0.02)
    assert shifted[1] - straight[1] == pytest.approx(-1.5, abs=0.02)


def test_labels_without_scanners_tell_the_code_in_small_type() -> None:
    assert "CFHJ-KM79" in text_of(printed(sheet_named("avery-5160"), [CODED], scans=False))


def test_the_same_labels_are_the_same_bytes() -> None:
    sheet = sheet_named("avery-5160")
    assert printed(sheet, [CODED]) == printed(sheet, [CODED])


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_scanner_reads_every_slip_of_a_code_sheet(paper: str) -> None:
    sheet = PAPERS[paper]
    slips = [Slip(f"CFH-JKM-79{at:02}", f"CFHJKM79{at:02}", "10 % off", "May 4, 2026", "Ana Lima")
             for at in range(sheet.per_page + 2)]  # fmt: skip
    pdf, pages = print_slips(slips, paper, "Larkfield")
    assert pages == 2
    looked_at = (0, sheet.per_page - 1, sheet.per_page + 1)
    seen = pictures(pdf)
    read = [scanned(label(seen[one.page], sheet, one)) for one in map(sheet.place, looked_at)]
    assert read == [("code128", slips[at].code) for at in looked_at]
    assert "CFH-JKM-7900" in text_of(pdf)


def test_a_long_word_for_everybody_prints_as_a_square() -> None:
    sheet = PAPERS["a4"]
    pdf, _ = print_slips([Slip("SUMMER SALE FOR FRIENDS", "SUMMERSALEFORFRIENDS")], "a4", "Shop")
    assert scanned(label(pictures(pdf)[0], sheet, sheet.place(0))) == ("qr", "SUMMERSALEFORFRIENDS")


def test_no_slips_and_no_such_paper_are_refused() -> None:
    with pytest.raises(UserError, match="no codes"):
        print_slips([], "a4", "Shop")
    with pytest.raises(UserError, match="no paper a5"):
        print_slips([Slip("A", "A")], "a5", "Shop")


def test_a_large_label_takes_an_address_of_many_lines() -> None:
    lines = (
        "Wolfeschlegelsteinhausenbergerdorff household",
        "Donaudampfschifffahrtsgesellschaft mbH & Co. KGaA, Abteilung Einkauf und Versand",
        "Hauptstraße am Donaudampfschifffahrtsgesellschaftsplatz 124a, Hinterhaus, 3. Stock links",
        "58124 Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, Sir Fôn, Cymru",
    )
    said = text_of(printed(sheet_named("avery-5164"), [MailLabel(lines)]))
    assert "".join(said.split()) == "".join("".join(lines).split())


def test_labels_are_printed_in_every_script() -> None:
    for name in ("王小明", "田中さくら", "Дмитрий Ковалёв"):
        assert name in text_of(printed(sheet_named("avery-l7163"), [MailLabel((name, "5 Elm"))]))


def test_where_both_have_no_room_a_slip_names_its_owner_and_not_the_shop() -> None:
    shop = "Donaudampfschifffahrtsgesellschafts-Kolonialwarenhandlung"
    slip = Slip("J99N-MXX9", "J99NMXX9", "$5 off", "19 Oct 2026", "Rosa Quint")
    said = text_of(print_slips([slip], "a4", shop)[0])
    assert "Rosa Quint" in said
    assert "Donau" not in said
    assert "Larkfield" in text_of(print_slips([slip], "a4", "Larkfield")[0])


@pytest.mark.parametrize("paper", PAPERS)
def test_marks_to_cut_by_stand_where_printers_reach(paper: str) -> None:
    document = pdfium.PdfDocument(print_slips([Slip("A", "A")], paper, "Larkfield")[0])
    page = document[0]
    (wide, high), edge = page.get_size(), 5.0 / 25.4 * 72 - 0.5  # a line is so thick
    strokes = [one.get_bounds() for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    marks = [one for one in strokes if one[0] < 28 or one[1] < 28]
    assert len(marks) >= 8
    for left, bottom, right, top in strokes:
        assert left >= edge
        assert bottom >= edge
        assert right <= wide - edge
        assert top <= high - edge
    document.close()
