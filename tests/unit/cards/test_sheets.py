"""Labels stand where the sheets in the shop have them."""

import pytest

from retailcrm.cards.sheets import Place, Sheet, sheet_named, sheets
from retailcrm.core.errors import UserError

LETTER, A4 = (612.0, 792.0), (595.276, 841.890)
# In points, as other programs' templates give them: page, columns and rows, then a label's
# width and height, the first one's left and top, and the pitch across and down.
POINTS = {
    "avery-5160": (LETTER, (3, 10), (189.00, 72.00, 13.50, 36.00, 198.00, 72.00)),
    "avery-5161": (LETTER, (2, 10), (288.00, 72.00, 11.25, 36.00, 301.50, 72.00)),
    "avery-5162": (LETTER, (2, 7), (288.00, 96.00, 11.25, 60.00, 301.50, 96.00)),
    "avery-5163": (LETTER, (2, 5), (288.00, 144.00, 11.25, 36.00, 301.50, 144.00)),
    "avery-5164": (LETTER, (2, 3), (288.00, 240.00, 11.25, 36.00, 301.50, 240.00)),
    "avery-5167": (LETTER, (4, 20), (126.00, 36.00, 20.25, 36.00, 148.50, 36.00)),
    "avery-5371": (LETTER, (2, 5), (252.00, 144.00, 54.00, 36.00, 252.00, 144.00)),
    "avery-5390": (LETTER, (2, 4), (252.00, 155.99, 54.00, 83.99, 252.00, 155.99)),
    "avery-5395": (LETTER, (2, 4), (243.00, 168.00, 49.50, 42.00, 270.00, 180.00)),
    "avery-l7160": (A4, (3, 7), (180.00, 108.00, 20.41, 42.94, 187.20, 108.00)),
    "avery-l7161": (A4, (3, 6), (180.00, 131.98, 20.44, 25.00, 187.20, 131.98)),
    "avery-l7162": (A4, (2, 8), (280.80, 96.01, 13.24, 36.91, 288.00, 96.01)),
    "avery-l7163": (A4, (2, 7), (280.80, 108.00, 13.24, 42.94, 288.00, 108.00)),
    "avery-l7165": (A4, (2, 4), (280.80, 191.99, 13.24, 36.96, 288.00, 191.99)),
    "avery-l7414": (A4, (2, 5), (255.12, 147.40, 42.52, 52.44, 255.12, 147.40)),
    "avery-l7417": (A4, (2, 5), (255.12, 153.07, 42.52, 38.27, 255.12, 153.07)),
    "avery-l7418": (A4, (2, 4), (243.78, 155.91, 53.86, 109.13, 243.78, 155.91)),
    "avery-l7651": (A4, (5, 13), (108.00, 60.01, 13.24, 30.90, 115.20, 60.01)),
    "avery-c32011": (A4, (2, 5), (240.94, 153.07, 42.52, 38.27, 269.29, 153.07)),
    "avery-c32015": (A4, (2, 4), (240.94, 153.07, 48.19, 89.29, 257.95, 170.08)),
}
TENTH = 0.1 * 72 / 25.4


def _points(*lengths: float) -> tuple[float, ...]:
    return tuple(length * 72 / 25.4 for length in lengths)


@pytest.mark.parametrize("key", POINTS)
def test_every_label_is_within_a_tenth_of_a_millimetre_of_the_sheet(key):
    page, (columns, rows), (wide, high, left, top, across, down) = POINTS[key]
    sheet = sheet_named(key)
    assert _points(*sheet.page) == pytest.approx(page, abs=0.01)
    assert sheet.grid == (columns, rows)
    assert _points(*sheet.label) == pytest.approx((wide, high), abs=TENTH)
    for at in range(columns * rows):
        place = sheet.place(at)
        meant = (left + at % columns * across, top + at // columns * down)
        assert place.page == 0
        assert _points(place.x, place.y) == pytest.approx(meant, abs=TENTH)


def test_every_sheet_of_a_maker_has_been_measured_here():
    assert {sheet.key for sheet in sheets() if sheet.key.startswith("avery")} == set(POINTS)


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.key)
def test_labels_are_on_the_paper_and_leave_even_margins(sheet):
    places = [sheet.place(at) for at in range(sheet.per_page)]
    right = sheet.page[0] - max(place.x for place in places) - sheet.label[0]
    bottom = sheet.page[1] - max(place.y for place in places) - sheet.label[1]
    assert (right, bottom) == pytest.approx(sheet.corner, abs=0.1)
    assert min(sheet.gap) > -0.001


def test_a_bank_card_and_a_key_tag_have_their_size():
    assert sheet_named("cr80").label == (85.60, 53.98)
    assert sheet_named("cr80").radius == 3.18
    assert sheet_named("key-tag").label == (54.0, 29.0)
    assert sheet_named("key-tag-cr80").grid == (3, 1)
    assert sheet_named("key-tag-cr80").face == (53.98, 28.5)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("avery-5160", "avery-5160"),
        ("8160", "avery-5160"),
        ("Avery 28371", "avery-5371"),
        ("l7160", "avery-l7160"),
        ("C2160", "avery-l7160"),
        ("avery_l7651", "avery-l7651"),
        ("32011", "avery-c32011"),
        ("CR80", "cr80"),
    ],
)
def test_a_sheet_is_found_by_any_number_on_its_box(name, key):
    assert sheet_named(name).key == key


def test_no_two_sheets_share_a_number():
    numbers = [number for sheet in sheets() for number in (sheet.key, *sheet.others)]
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert number in {sheet_named(number).key, *sheet_named(number).others}


def test_an_unknown_sheet_is_refused_with_the_list():
    with pytest.raises(UserError, match=r"^There is no sheet avery-9999\. Choose one of cr80, "):
        sheet_named("avery-9999")


def test_labels_go_row_by_row_and_on_to_the_next_page():
    sheet = sheet_named("avery-5371")
    assert sheet.place(1) == Place(0, 19.05 + 88.9, 12.7)
    assert sheet.place(2) == Place(0, 19.05, 12.7 + 50.8)
    assert sheet.place(10) == Place(1, 19.05, 12.7)


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.key)
def test_front_and_back_meet_when_the_paper_is_turned_over_its_long_side(sheet: Sheet):
    for at in range(sheet.per_page):
        front = sheet.place(at)
        back = sheet.behind(front)
        assert back.x + sheet.label[0] == pytest.approx(sheet.page[0] - front.x)
        assert back.y == front.y
