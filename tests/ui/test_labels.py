"""Cards and labels in the settings: numbers, stock, design, proof, printing, by keyboard."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from retailcrm.cards.calibration import UNTOUCHED
from retailcrm.core.errors import UserError
from retailcrm.services import card_proof
from retailcrm.services.card_rows import PrintCards
from retailcrm.services.member_rows import Enrolment
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.form import Field, Picker, Tick
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.paper import page_pixels, page_sizes
from retailcrm.ui.screens.labels.draft import DesignDraft, logo_from
from retailcrm.ui.screens.labels.page import LabelsPage
from retailcrm.ui.screens.labels.preview import Preview
from retailcrm.ui.screens.labels.sending import Sending, prepare
from retailcrm.wiring import Services
from tests.new_books import new_shop
from tests.ui.people_shop import Desk

EVENING = datetime(2025, 11, 1, 20, 0, tzinfo=UTC)


@pytest.fixture
def services(tmp_path) -> Iterator[Services]:
    made = new_shop(tmp_path / "shop.db", lambda: EVENING)
    yield made
    made.close()


@pytest.fixture
def desk(services):
    made = Desk(None)
    made.services = services
    return made


@pytest.fixture
def page(qtbot, desk):
    made = LabelsPage(desk, desk.jobs)
    qtbot.addWidget(made)
    made.resize(1150, 1200)
    made.show()
    made.presenter.refresh()
    return made


def named(page: Any, kind: Any, name: str) -> Any:
    return next(w for w in page.findChildren(kind) if w.accessibleName() == name)


def press(qtbot: Any, page: Any, name: str) -> None:
    qtbot.keyClick(named(page, Button, name), Qt.Key.Key_Space)


def said(page: Any) -> str:
    return "\n".join(t.text() for t in page.findChildren(Text) if t.isVisible())


def type_over(qtbot: Any, field: Any, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)


def choose(page: Any, name: str, value: str) -> None:
    picker = named(page, Picker, name)
    picker.choose(value)
    picker.activated.emit(picker.currentIndex())


def codes(image: Any) -> list[str]:
    wide, high = image.width(), image.height()
    picture = Image.frombytes("RGBA", (wide, high), bytes(image.constBits()))
    return sorted(one.text for one in zxingcpp.read_barcodes(picture))


def test_everything_on_the_page_has_a_name(page):
    assert nameless(page) == ()


def test_numbers_are_issued_into_the_stock_and_listed(page, services, qtbot):
    type_over(qtbot, named(page, Field, "How many numbers to make"), "12")
    press(qtbot, page, "Issue numbers")
    assert services.cards.counts().stock == 12
    model = named(page, RowTable, "List of cards").model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.rowCount() == 12


def test_a_count_that_is_none_changes_nothing_and_is_said(page, desk, services, qtbot):
    type_over(qtbot, named(page, Field, "How many numbers to make"), "many")
    press(qtbot, page, "Issue numbers")
    assert desk.told[0].startswith("error: many is no number for cards.")
    assert services.cards.counts().stock == 0


def test_the_list_shows_only_what_it_is_asked_for_and_opens_members(page, desk, services, qtbot):
    services.cards.issue(3)
    who = services.members.enrol(Enrolment(first_name="Rosa", last_name="Quint")).value
    choose(page, "Which cards are listed", "in_use")
    table = named(page, RowTable, "List of cards")
    assert [table.model().index(0, at).data() for at in (0, 2)] == [who.card, "Rosa Quint"]
    assert table.model().rowCount() == 1
    table.select(0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert desk.went == [who.customer_id]


def test_a_long_list_comes_in_parts(page, services, qtbot):
    services.cards.issue(1200)
    page.presenter.refresh()
    table = named(page, RowTable, "List of cards")
    assert table.model().rowCount() == 500
    press(qtbot, page, "List more")
    press(qtbot, page, "List more")
    assert table.model().rowCount() == 1200
    assert not named(page, Button, "List more").isVisible()


def test_a_range_that_tills_take_for_goods_is_refused_until_it_was_tried(page, services, qtbot):
    type_over(qtbot, named(page, Field, "Begin with"), "29")
    type_over(qtbot, named(page, Field, "Digits in all"), "13")
    press(qtbot, page, "Keep range")
    assert "Tills read 13 digits that begin with 29 as a scale label." in said(page)
    assert services.cards.range().length == 10
    tick = next(
        t for t in page.findChildren(Tick) if t.text().startswith("I tried")
    )  # fmt: skip
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    press(qtbot, page, "Keep range")
    kept = services.cards.range()
    assert (kept.prefix, kept.length, kept.confirmed) == ("29", 13, True)
    assert "scale label." not in said(page)


def test_a_range_that_cannot_be_says_why(page, qtbot):
    type_over(qtbot, named(page, Field, "Digits in all"), "")
    qtbot.keyClick(named(page, Field, "Digits in all"), Qt.Key.Key_Backspace)
    press(qtbot, page, "Keep range")
    assert "is no number for digits" in said(page)


def test_the_preview_shows_the_stock_as_scanners_will_read_it(page, services):
    issued = services.cards.issue(3).value
    page.presenter.refresh()
    choose(page, "Sheet", "cr80-a4")
    choose(page, "Code", "qr")
    preview = page.findChild(Preview)
    assert len(preview.pages) == 1
    assert codes(preview.pages[0]) == sorted(issued)


def test_before_the_first_card_the_preview_shows_numbers_to_come(page, services):
    choose(page, "Sheet", "cr80")
    choose(page, "Code", "qr")
    assert codes(page.findChild(Preview).pages[0]) == [services.cards.range().number(0)]
    assert services.cards.counts().stock == 0


def test_fronts_have_backs_where_the_sheet_has_any(page, qtbot):
    backs = next(t for t in page.findChildren(Tick) if t.text() == "A back behind every front")
    qtbot.keyClick(backs, Qt.Key.Key_Space)
    assert len(page.findChild(Preview).pages) == 2
    page.findChild(Preview).grab()
    choose(page, "Sheet", "avery-5160")
    assert not backs.isVisible()
    assert len(page.findChild(Preview).pages) == 1


def test_what_cannot_be_printed_is_said_below_and_the_preview_is_empty(page, qtbot):
    type_over(qtbot, named(page, Field, "First label"), "99")
    qtbot.waitUntil(lambda: "has labels 1 to 10." in said(page), timeout=2000)
    assert page.findChild(Preview).pages == ()


def test_the_design_is_seen_before_it_is_kept(page, services, qtbot):
    choose(page, "Sheet", "cr80")
    preview = page.findChild(Preview)
    before = preview.pages[0]
    type_over(qtbot, named(page, Field, "Colour"), "#7A1F3D")
    named(page, QPlainTextEdit, "Address").setPlainText("12 Elm Street\n\nAlbany")
    qtbot.waitUntil(lambda: preview.pages and preview.pages[0] != before, timeout=2000)
    assert services.cards.design().colour != "#7A1F3D"
    press(qtbot, page, "Keep design")
    assert services.cards.design().colour == "#7A1F3D"
    assert services.cards.design().address == ("12 Elm Street", "Albany")
    assert not named(page, Button, "Keep design").isEnabled()


def test_a_colour_that_is_none_is_not_kept(page, services, qtbot):
    held = services.cards.design().colour
    type_over(qtbot, named(page, Field, "Colour"), "green")
    press(qtbot, page, "Keep design")
    assert "green is no colour." in said(page)
    assert services.cards.design().colour == held


def test_a_logo_is_taken_from_a_picture_and_taken_off_again(
    page, services, qtbot, tmp_path, monkeypatch
):
    file = tmp_path / "logo.png"
    Image.new("RGB", (40, 20), "#AA3300").save(file)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    press(qtbot, page, "Choose a logo…")
    press(qtbot, page, "Keep design")
    assert services.cards.design().logo == file.read_bytes()
    press(qtbot, page, "Without a logo")
    press(qtbot, page, "Keep design")
    assert services.cards.design().logo == b""


def test_a_picture_that_is_gone_or_huge_leaves_the_design_alone(page, tmp_path):
    draft = DesignDraft(colour="#0F6656")
    assert page.presenter.choose_logo(draft, tmp_path / "gone.png") == draft
    assert "gone.png cannot be read." in said(page)
    huge = tmp_path / "huge.png"
    huge.write_bytes(bytes(4_000_001))
    with pytest.raises(UserError, match="too large"):
        logo_from(huge)


def test_cards_are_saved_as_a_file_that_can_be_opened(
    page, desk, services, qtbot, tmp_path, monkeypatch
):
    services.cards.issue(3)
    chosen = str(tmp_path / "mine")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    press(qtbot, page, "Save as PDF…")
    assert (tmp_path / "mine.pdf").read_bytes().startswith(b"%PDF")
    assert desk.told == ["news: Written: mine.pdfOpen file"]
    assert desk.preferences.folder == str(tmp_path)


def test_an_empty_stock_prints_nothing_and_says_so(page, qtbot, monkeypatch):
    sent: list[Any] = []
    monkeypatch.setattr(page, "send_to_printer", lambda *words: sent.append(words))
    page.print_cards()
    assert "There are no cards in stock." in said(page)
    assert sent == []


def test_cards_and_the_test_page_go_to_the_printer(page, services, qtbot, monkeypatch):
    services.cards.issue(11)
    sent: list[tuple[bytes, str]] = []
    monkeypatch.setattr(page, "send_to_printer", lambda *words: sent.append(words))
    page.print_cards()
    press(qtbot, page, "Print the test page…")
    assert [(len(page_sizes(pdf)), title) for pdf, title in sent] == [
        (2, "Cards"),
        (1, "Test page"),
    ]


def test_what_was_measured_on_the_test_page_is_set_off(page, services, qtbot):
    choose(page, "Sheet", "cr80-a4")
    type_over(qtbot, named(page, Field, "Cross from the left edge, mm"), "21,5")
    press(qtbot, page, "Set this off")
    kept = services.cards.calibration("cr80-a4")
    assert (kept.offset_x_mm, kept.offset_y_mm, kept.scale) == (-1.5, 0.0, 1.0)
    assert "Set off on this sheet: -1.5 mm to the right" in said(page)
    press(qtbot, page, "Set nothing off")
    assert services.cards.calibration("cr80-a4") == UNTOUCHED


def test_a_second_measuring_adds_to_the_first(services):
    wanted = card_proof.measured(services.cards, "cr80-a4", (21.5, 20.0), 150.0)
    services.cards.save_calibration("cr80-a4", wanted)
    again = card_proof.measured(services.cards, "cr80-a4", (20.25, 20.0), 150.0)
    assert (again.offset_x_mm, again.offset_y_mm) == (-1.75, 0.0)


def test_nonsense_that_was_measured_is_said_and_sets_nothing_off(page, services, qtbot):
    type_over(qtbot, named(page, Field, "Length of the ruler, mm"), "long")
    press(qtbot, page, "Set this off")
    assert "long is no length for the ruler." in said(page)
    type_over(qtbot, named(page, Field, "Length of the ruler, mm"), "15")
    press(qtbot, page, "Set this off")
    assert "No printer is off by that much." in said(page)
    assert services.cards.calibration("cr80-a4") == UNTOUCHED


def test_codes_sent_to_a_printer_are_read_from_its_paper(services, qtbot, tmp_path, page):
    issued = services.cards.issue(12).value
    wish = PrintCards(out=Path(), sheet="cr80-a4", symbology="code128")
    pdf = card_proof.whole(services.cards, wish).pdf
    paper = tmp_path / "paper.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(paper))
    prepare(printer, pdf, "Cards")
    answers: list[bool] = []
    Sending(printer, pdf, answers.append, page).start()
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    assert answers == [True]
    printed = paper.read_bytes()
    sizes = page_sizes(printed)
    assert [(round(wide), round(high)) for wide, high in sizes] == [(210, 297)] * 2
    found = []
    for number in range(2):
        leaf = page_pixels(printed, number, 300)
        picture = Image.frombytes(
            "RGB", (leaf.width, leaf.height), leaf.data, "raw", "BGRX", leaf.stride
        )
        found += [one.text for one in zxingcpp.read_barcodes(picture)]
    assert sorted(found) == sorted(issued)


def test_a_printer_that_takes_nothing_is_said(page, desk, services, tmp_path):
    services.cards.issue(1)
    pdf = card_proof.whole(services.cards, PrintCards(out=Path())).pdf
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no folder" / "paper.pdf"))
    Sending(printer, pdf, lambda is_sent: page._tell_sent(is_sent=is_sent), page).start()
    assert desk.told == ["error: The printer took nothing. Is it switched on?"]
