"""From a dropped file to books that add up, on the real books, by keyboard."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QLineEdit

from retailcrm.core.resources import resource
from retailcrm.core.rows import rows
from retailcrm.ui.kit.accessibility import nameless, tab_order
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.form import Picker
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.importing.busy_page import BusyPage
from retailcrm.ui.screens.importing.chosen import Chosen
from retailcrm.ui.screens.importing.day_strips import DayLegend
from retailcrm.ui.screens.importing.presenter import ImportState, Phase
from retailcrm.ui.screens.importing.view import ImportScreen
from retailcrm.ui.work import Step
from tests.new_books import new_shop
from tests.ui.people_shop import Desk, shown

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
LINES = 160


def an_export(folder: Path, **wrong: str) -> Path:
    """Cut the demo shop's export short; `wrong` breaks a cell of a column each."""
    (source,) = resource("demo").glob("items*.csv")
    head, *lines = source.read_text("utf-8-sig").splitlines()[:LINES]
    titles = head.split(",")
    for at, (column, text) in enumerate(wrong.items(), 20):
        cells = lines[at].split(",")
        cells[titles.index(column.replace("_", " "))] = text
        lines[at] = ",".join(cells)
    made = folder / "items.csv"
    made.write_text("\n".join((head, *lines, "")), "utf-8")
    return made


def an_odd_file(folder: Path) -> Path:
    made = folder / "kasse.csv"
    body = "".join(f"0{n % 9 + 1}.10.2026;{100 + n};Tee;1;{n + 3},50\n" for n in range(20))
    made.write_text("Wann;Belegnr;Artikelname;Menge;Betrag\n" + body, "utf-8")
    return made


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    services = new_shop(tmp_path / "shop.db", lambda: NOW)
    made = Desk(services.shop)
    made.services = services
    yield made
    services.close()


@pytest.fixture
def screen(qtbot, desk):
    return shown(qtbot, ImportScreen(desk))


def button(screen, text: str) -> Any:
    found = [b for b in screen.findChildren(Button) if b.text().startswith(text)]
    return next(b for b in found if b.isVisible())


def table(screen, name: str) -> RowTable[Any]:
    return next(t for t in screen.findChildren(RowTable) if t.accessibleName() == name)


def texts(screen) -> set[str]:
    return {label.text() for label in screen.findChildren(Text) if label.isVisible()}


def drop(screen, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    screen.dropEvent(event)


def phase(screen) -> Any:
    return screen._shown.phase


def test_an_empty_shop_is_told_where_to_drop_and_offered_the_demo(screen, desk, qtbot):
    assert {
        "Drop a till export here",
        "Each import will be listed here, and can be taken back as a whole.",
    } <= texts(screen)
    qtbot.keyClick(button(screen, "Open the demo shop"), Qt.Key.Key_Space)
    assert desk.went == ["demo"]
    assert nameless(screen) == ()


def test_a_dropped_export_is_imported_and_taken_back_by_four_keys(screen, desk, tmp_path):
    drop(screen, an_export(tmp_path))
    assert phase(screen) is Phase.CHECK
    assert desk.services.shop.status().receipts == 0
    assert screen.act("go")
    assert phase(screen) is Phase.DONE
    assert desk.services.shop.status().receipts > 50
    assert nameless(screen) == ()
    assert screen.act("undo")
    assert phase(screen) is Phase.START
    assert desk.services.shop.status().receipts == 0
    model = table(screen, "Imports of the past").model()
    assert model.index(0, 1).data() == "items.csv"
    assert model.index(0, model.columnCount() - 1).data() == "taken back"


def test_the_check_page_says_what_it_is_and_whether_it_adds_up(screen, tmp_path):
    screen.import_files((an_export(tmp_path, Net_Sales="21.OO"),))
    seen = texts(screen)
    assert {
        "items.csv",
        "Square, Items Detail recognised",
        "1 line is kept aside",
        "The file and your books differ only by the line kept aside",
        "1 problem, kept aside",
    } <= seen
    assert any(text.endswith("receipts are new") for text in seen)
    problems = table(screen, "Problems").model()
    assert problems.index(0, 2).data() == "21.OO"
    strips = table(screen, "Sums by month and store")
    QAbstractItemModelTester(strips.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert {strips.model().index(row, 5).data() for row in range(strips.model().rowCount())} == {
        "0.00"
    }
    screen.grab()
    assert nameless(screen) == ()


def test_importing_the_same_export_twice_offers_nothing(screen, tmp_path):
    export = an_export(tmp_path)
    screen.import_files((export,))
    screen.act("go")
    screen.act("back")
    screen.import_files((export,))
    assert "All of this file is already in your books" in texts(screen)
    assert not button(screen, "Nothing new to import").isEnabled()
    screen.act("go")
    assert phase(screen) is Phase.CHECK


def test_escape_discards_and_a_second_escape_leaves(screen, tmp_path):
    screen.import_files((an_export(tmp_path),))
    assert screen.act("back")
    assert phase(screen) is Phase.START
    assert not screen.act("back")


def test_several_files_stand_side_by_side_and_a_refused_one_says_why(screen, tmp_path, qtbot):
    odd = tmp_path / "photo.csv"
    odd.write_bytes(bytes(range(256)) * 20)
    screen.import_files((an_export(tmp_path), odd))
    refused = button(screen, "photo.csv")
    qtbot.keyClick(refused, Qt.Key.Key_Space)
    assert "photo.csv was not read" in texts(screen)
    assert not screen._check._match.isVisible()
    assert button(screen, "Import").isEnabled()
    qtbot.keyClick(button(screen, "items.csv"), Qt.Key.Key_Space)
    assert "photo.csv was not read" not in texts(screen)


def test_an_unknown_file_is_matched_seen_as_read_and_imported(screen, desk, tmp_path, qtbot):
    screen.import_files((an_odd_file(tmp_path),))
    qtbot.keyClick(button(screen, "Match its columns"), Qt.Key.Key_Space)
    assert phase(screen) is Phase.MAPPING
    assert any("Still needed: Date" in text for text in texts(screen))
    when = next(p for p in screen.findChildren(Picker) if p.accessibleName() == "Date")
    qtbot.waitUntil(lambda: screen.focusWidget() is when)
    when.setCurrentText("Wann")
    assert any("day first or month first" in text for text in texts(screen))
    assert not button(screen, "Check with these columns").isEnabled()
    order = next(p for p in screen.findChildren(Picker) if p.accessibleName() == "Order of dates")
    order.setCurrentIndex(1)
    assert any("Everything needed is matched" in text for text in texts(screen))
    as_read = table(screen, "As it would be read")
    assert as_read.model().rowCount() == 20
    assert table(screen, "First rows of the file").model().index(0, 0).data() == "01.10.2026"
    assert nameless(screen) == ()
    assert screen.act("go")
    assert phase(screen) is Phase.CHECK
    assert "Read by its headings" in texts(screen)
    assert screen.act("go")
    assert desk.services.shop.status().receipts == 20


def test_dates_that_can_be_read_both_ways_are_settled_by_one_key(screen, tmp_path, qtbot):
    made = tmp_path / "kasse.csv"
    made.write_text("Datum;Bon;Artikel;Menge;Betrag\n01.02.2026;7;Tee;1;3,50\n", "utf-8")
    screen.import_files((made,))
    assert "kasse.csv was not read" in texts(screen)
    assert not any("--" in text for text in texts(screen))
    qtbot.keyClick(button(screen, "The day comes first"), Qt.Key.Key_Space)
    assert "One new receipt" in texts(screen)


def test_a_list_of_people_taken_for_sales_is_read_as_customers_at_a_word(
    screen, desk, tmp_path, qtbot
):
    made = tmp_path / "kunden.csv"
    made.write_text("Wer;Erster Kauf;Menge\nAda Byron;2026-10-03;1\n", "utf-8")
    screen.import_files((made,))
    qtbot.keyClick(button(screen, "Match its columns"), Qt.Key.Key_Space)
    kind = next(p for p in screen.findChildren(Picker) if p.accessibleName().startswith("What the"))
    assert kind.value == "sales"
    order = [p for p in tab_order(screen) if isinstance(p, Picker)]
    assert order[0] is kind
    assert order[-1].accessibleName() == "Order of dates"
    kind.setCurrentIndex(1)
    assert not button(screen, "Check with these columns").isEnabled()
    name = next(p for p in screen.findChildren(Picker) if p.accessibleName() == "Full name")
    name.setCurrentText("Wer")
    assert screen.act("go")
    assert "One new customer" in texts(screen) or "1 new customer" in texts(screen)
    assert screen.act("go")
    assert desk.services.shop.status().customers == 1


def test_matching_can_be_left_without_a_trace(screen, tmp_path):
    screen.import_files((an_odd_file(tmp_path),))
    screen._presenter.match_columns()
    assert screen.act("back")
    assert phase(screen) is Phase.CHECK
    assert screen._shown.chosen == (Chosen(tmp_path / "kasse.csv"),)


def test_a_row_kept_aside_is_mended_in_its_cell_and_tried_again(screen, desk, tmp_path, qtbot):
    screen.import_files((an_export(tmp_path, Net_Sales="21.OO", Date="2025-13-14"),))
    screen.act("go")
    qtbot.keyClick(button(screen, "Mend"), Qt.Key.Key_Space)
    assert phase(screen) is Phase.QUARANTINE
    kept = table(screen, "Rows kept aside")
    assert kept.isColumnHidden(0)
    cells = table(screen, "Cells of the row")
    for model in (kept.model(), cells.model()):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    dates = [row for row in range(2) if kept.model().index(row, 2).data() == "Date"]
    kept.select(dates[0])
    right = next(
        row
        for row in range(cells.model().rowCount())
        if cells.model().index(row, 0).data() == "Date"
    )
    cells.model().setData(cells.model().index(right, 1), "2026-10-28")
    assert kept.model().index(dates[0], 3).data() == "2026-10-28"
    before = desk.services.shop.status()
    qtbot.keyClick(button(screen, "Try 1 row again"), Qt.Key.Key_Space)
    after = desk.services.shop.status()
    assert after.problems_open == before.problems_open - 1
    assert after.lines > before.lines
    assert nameless(screen) == ()


def test_enter_begins_and_ends_a_correction(screen, tmp_path, qtbot):
    screen.import_files((an_export(tmp_path, Net_Sales="21.OO"),))
    screen.act("go")
    screen.open_rows(rows("problems"))
    kept = table(screen, "Rows kept aside")
    kept.setFocus()
    qtbot.keyClick(kept, Qt.Key.Key_Return)
    editor = kept.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "21.OO"
    editor.selectAll()
    qtbot.keyClicks(editor, "21.00")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept.model().index(0, 3).data() == "21.00")
    assert button(screen, "Try 1 row again").isEnabled()


def test_rows_kept_aside_can_be_written_to_a_file_or_left_out(
    screen, desk, tmp_path, qtbot, monkeypatch
):
    screen.import_files((an_export(tmp_path, Net_Sales="21.OO"),))
    screen.act("go")
    screen.open_rows(rows("problems"))
    path = tmp_path / "aside.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    assert screen.act("save")
    assert "21.OO" in path.read_text("utf-8")
    qtbot.keyClick(button(screen, "Leave out for good"), Qt.Key.Key_Space)
    assert desk.services.shop.status().problems_open == 0
    assert "Nothing is kept aside" in {one.text() for one in screen._quarantine.findChildren(Text)}
    assert screen._quarantine._none.isVisible()


def test_an_import_of_the_past_is_taken_back_from_the_list(screen, desk, tmp_path, qtbot):
    screen.import_files((an_export(tmp_path),))
    screen.act("go")
    screen.act("back")
    qtbot.keyClick(button(screen, "Take this import back"), Qt.Key.Key_Space)
    assert desk.services.shop.status().receipts == 0
    assert not button(screen, "Take this import back").isEnabled()


def test_groups_are_the_next_step(screen, desk, tmp_path):
    screen.import_files((an_export(tmp_path),))
    screen.act("go")
    assert screen.act("go")
    assert desk.went == ["groups"]


def test_progress_says_what_how_far_and_stops(qtbot):
    stopped: list[bool] = []
    page = BusyPage(lambda: stopped.append(True))
    qtbot.addWidget(page)
    page.show()
    chosen = (Chosen(Path("items.csv")),)
    page.show_state(ImportState(phase=Phase.CHECKING, chosen=chosen))
    assert {"Checking items.csv…", "Looking at the headings"} <= texts(page)
    step = Step(25, 100, "items.csv")
    page.show_state(ImportState(phase=Phase.IMPORTING, chosen=chosen, step=step))
    assert {"Importing items.csv…", "25\u202f%"} <= texts(page)
    qtbot.keyClick(button(page, "Stop"), Qt.Key.Key_Space)
    assert stopped == [True]


def test_the_legend_names_every_kind_of_day(qtbot):
    legend = DayLegend()
    qtbot.addWidget(legend)
    legend.show()
    assert "your books hold something else" in texts(legend)
    assert not legend.grab().isNull()


def test_files_that_are_not_local_are_left_alone(screen):
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/items.csv")])
    screen.dropEvent(
        SimpleNamespace(mimeData=lambda: data, acceptProposedAction=lambda: pytest.fail("taken"))
    )
    assert phase(screen) is Phase.START
