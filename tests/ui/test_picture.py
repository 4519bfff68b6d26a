"""Pictures on a screen: drawn beside the window's thread, walked and opened by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog
from shiboken6 import createdByPython

from retailcrm.core.rows import rows
from retailcrm.core.theme import DARK, LIGHT
from retailcrm.services.finding import Told, Unit
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.figures import FigureStrip, tiles_across
from retailcrm.ui.kit.picture.line_table import LineTable
from retailcrm.ui.kit.picture.widget import Picture
from retailcrm.ui.kit.shown_figure import ShownFigure
from retailcrm.ui.kit.tile import FigureTile
from retailcrm.ui.work import InlineJobs
from tests.ui.people_shop import Desk, PeopleShop
from tests.unit.ui.pictures import EVERY_KIND, EVERYONE, USD, a_picture

AUGUST = rows("receipts", from_="2025-08-01")


@pytest.fixture
def desk():
    return Desk(PeopleShop())


@pytest.fixture
def picture(qtbot, desk):
    made = Picture(desk)
    qtbot.addWidget(made)
    made.resize(560, 340)
    made.show_facts(a_picture(EVERY_KIND["bars"]))
    made.show()
    return made


def button(picture: Picture, text: str) -> Button:
    return next(one for one in picture.findChildren(Button) if one.text() == text)


def middle(picture: Picture, at: int) -> QPoint:
    x, y = picture.canvas.targets[at].box.middle
    return QPoint(round(x), round(y))


def test_a_click_on_a_mark_opens_its_rows(qtbot, picture, desk):
    qtbot.mouseClick(picture.canvas, Qt.MouseButton.LeftButton, pos=middle(picture, 0))
    qtbot.mouseClick(picture.canvas, Qt.MouseButton.LeftButton, pos=middle(picture, 1))
    assert desk.went == [AUGUST]


def test_arrow_keys_walk_the_marks_aloud_and_enter_opens_one(qtbot, picture, desk):
    picture.canvas.setFocus()
    assert picture.canvas.accessibleDescription().startswith("Sales fell in October.")
    qtbot.keyClick(picture.canvas, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(picture.canvas, key)
    assert picture.canvas.accessibleDescription() == "Oct: $150.00, −6.2"
    qtbot.keyClick(picture.canvas, Qt.Key.Key_Home)
    qtbot.keyClick(picture.canvas, Qt.Key.Key_Return)
    qtbot.keyClick(picture.canvas, Qt.Key.Key_End)
    qtbot.keyClick(picture.canvas, Qt.Key.Key_Space)
    assert desk.went == [AUGUST]


def test_the_mouse_is_told_the_figure_below_it(qtbot, picture):
    qtbot.mouseMove(picture.canvas, middle(picture, 0))
    assert picture.canvas.toolTip() == "Aug: $100.00, +11.1"
    assert picture.canvas.cursor().shape() == Qt.CursorShape.PointingHandCursor
    qtbot.mouseMove(picture.canvas, middle(picture, 1))
    assert picture.canvas.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_a_picture_is_named_by_its_finding_and_so_are_its_buttons(picture):
    assert picture.accessibleName() == "Sales fell in October"
    assert nameless(picture) == ()
    assert button(picture, "Table").accessibleName() == "Table: Sales fell in October"


def test_the_table_behind_is_one_button_away_and_opens_the_same_rows(qtbot, picture, desk):
    qtbot.keyClick(button(picture, "Table"), Qt.Key.Key_Space)
    table = picture.findChild(LineTable)
    assert table.isVisible()
    assert not picture.canvas.isVisible()
    model = table.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [model.index(1, at).data() for at in range(3)] == ["Sep", "200.00", "–"]
    table.select(0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert desk.went == [AUGUST]
    qtbot.keyClick(button(picture, "Picture"), Qt.Key.Key_Space)
    assert picture.canvas.isVisible()


def test_the_table_follows_a_new_picture(qtbot, picture):
    button(picture, "Table").click()
    picture.show_facts(a_picture(EVERY_KIND["heat"]))
    tables = [one for one in picture.findChildren(LineTable) if one.isVisible()]
    assert [one.model().rowCount() for one in tables] == [2]


def inked(picture: Picture, colour: str) -> int:
    """Count pixels of a colour."""
    shot = picture.canvas.grab().toImage()
    return sum(
        shot.pixelColor(x, y).name() == colour.lower()
        for x in range(0, shot.width(), 3)
        for y in range(0, shot.height(), 3)
    )


def test_a_picture_follows_the_theme_at_once(picture, theme, qtbot):
    assert inked(picture, LIGHT.accent) > 100
    theme.choose("dark")
    qtbot.waitUntil(lambda: inked(picture, DARK.accent) > 100, timeout=2000)
    assert inked(picture, LIGHT.accent) == 0


def test_a_picture_fills_the_room_it_gets(picture, qtbot):
    picture.resize(900, 420)
    qtbot.waitUntil(lambda: picture.canvas.targets[2].box.right > 700, timeout=2000)


def test_while_one_drawing_is_under_way_later_wishes_wait_and_only_the_last_is_drawn(qtbot, desk):
    desk.jobs = InlineJobs(hold=True)
    made = Picture(desk)
    qtbot.addWidget(made)
    made.resize(500, 320)
    made.show()
    made.show_facts(a_picture(EVERY_KIND["bars"]))
    made.show_facts(a_picture(EVERY_KIND["ranked"]))
    made.show_facts(a_picture(EVERY_KIND["histogram"]))
    assert len(desk.jobs._held) == 1
    desk.jobs.run_held()
    assert [one.tip for one in made.canvas.targets] == ["1: 300", "2: 120", "3 or more: 48"]


def test_a_drawing_that_arrives_after_its_window_has_gone_harms_nobody(qtbot, desk):
    desk.jobs = InlineJobs(hold=True)
    made = Picture(desk)
    made.resize(500, 320)
    made.show_facts(a_picture(EVERY_KIND["bars"]))
    canvas = made.canvas
    made.show()
    made.close()
    made.deleteLater()
    qtbot.waitUntil(lambda: not _is_there(canvas), timeout=2000)
    desk.jobs.run_held()


def _is_there(widget: object) -> bool:
    import shiboken6  # noqa: PLC0415

    return shiboken6.isValid(widget)


def test_an_empty_picture_says_why_and_offers_nothing_to_save(qtbot, desk):
    made = Picture(desk)
    qtbot.addWidget(made)
    made.show_facts(a_picture(None))
    made.show()
    made.grab()
    assert made.canvas.accessibleDescription() == "No sales yet."
    assert not button(made, "Save…").isVisible()
    qtbot.keyClick(made.canvas, Qt.Key.Key_Right)
    qtbot.keyClick(made.canvas, Qt.Key.Key_Return)
    assert desk.went == []


def test_all_that_a_picture_counts_opens_from_its_foot(qtbot, picture, desk):
    picture.show_facts(a_picture(EVERY_KIND["bars"], rows=EVERYONE))
    qtbot.keyClick(button(picture, "Open all"), Qt.Key.Key_Space)
    assert desk.went == [EVERYONE]


def choose(monkeypatch, path, kind: str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), kind))


def test_saving_says_the_name_of_the_file_and_remembers_its_folder(
    picture, desk, tmp_path, monkeypatch
):
    choose(monkeypatch, tmp_path / "october", "Table (*.csv)")
    picture.save()
    assert desk.told == ["news: Written: october.csvOpen file"]
    assert (tmp_path / "october.csv").read_text().splitlines()[1] == "Aug,100.00,90.00"
    assert desk.preferences.folder == str(tmp_path)
    choose(monkeypatch, "", "")
    picture.save()
    assert len(desk.told) == 1


def test_a_disk_that_refuses_is_told_in_one_sentence(picture, desk, tmp_path, monkeypatch):
    choose(monkeypatch, tmp_path / "nowhere" / "october.png", "")
    picture.save()
    assert desk.told[0].startswith("error: october.png cannot be written there.")


def test_copying_puts_picture_and_words_on_the_clipboard(qtbot, picture, desk):
    qtbot.keyClick(button(picture, "Copy"), Qt.Key.Key_Space)
    held = QGuiApplication.clipboard().mimeData()
    assert not createdByPython(held)  # Qt frees it on the way out, when Python is gone
    assert held.hasImage()
    assert held.text().startswith("Sales fell in October.")
    assert desk.told == ["news: Copied: Sales fell in October"]


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_is_seen_in_a_narrow_card(qtbot, desk, kind):
    made = Picture(desk)
    qtbot.addWidget(made)
    made.show_facts(a_picture(EVERY_KIND[kind]))
    made.resize(420, 320)
    made.show()
    assert made.canvas.targets
    blank = made.canvas.grab().toImage()
    assert {blank.pixelColor(x, y).name() for x in range(0, 380, 3) for y in range(0, 200, 3)}


TOLD = Told("ticket", 3_810.0, Unit.MONEY, EVERYONE, low=3_500.0, high=4_100.0, few_data=True)


def test_a_strip_shows_figures_with_their_range_and_opens_their_rows(qtbot):
    strip = FigureStrip()
    qtbot.addWidget(strip)
    opened: list[object] = []
    strip.opened.connect(opened.append)
    share = Told("repeat", 0.314, Unit.SHARE, AUGUST)
    strip.show_figures((ShownFigure(TOLD), ShownFigure(share)), USD)
    strip.show()
    first, second = strip.findChildren(FigureTile)
    assert first.accessibleName() == "ticket, USD: 38.10"
    assert "35.00 to 41.00" in first.accessibleDescription()
    assert "few data" in first.accessibleDescription()
    assert second.accessibleName() == "repeat: 31.4\u202f%"
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert opened == [AUGUST]


def test_a_figure_without_a_value_is_a_dash_and_says_why(qtbot):
    strip = FigureStrip()
    qtbot.addWidget(strip)
    none = replace(TOLD, value=None, low=None, high=None, unit=Unit.DAYS)
    strip.show_figures((ShownFigure(none, "nobody has come twice yet"),), USD)
    (tile,) = strip.findChildren(FigureTile)
    assert tile.accessibleName() == "ticket, days: –"
    assert tile.accessibleDescription() == "nobody has come twice yet"
    strip.show_figures((), USD)
    assert not strip.isVisible()


def test_figures_that_do_not_fit_on_a_line_stand_on_even_lines(qtbot):
    assert [tiles_across(6, width) for width in (1150, 904, 400, 100)] == [6, 3, 2, 1]
    assert [tiles_across(count, 1150) for count in (0, 1, 5, 7)] == [0, 1, 5, 4]
    strip = FigureStrip()
    qtbot.addWidget(strip)
    strip.show_figures((ShownFigure(TOLD),) * 6, USD)
    strip.resize(904, 240)
    strip.show()
    tiles = strip.findChildren(FigureTile)
    qtbot.waitUntil(lambda: len({one.y() for one in tiles}) == 2, timeout=2000)
    assert strip.minimumSizeHint().width() == 0
    strip.resize(1150, 240)
    qtbot.waitUntil(lambda: len({one.y() for one in tiles}) == 1, timeout=2000)
