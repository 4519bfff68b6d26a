"""The page of places: a table is dropped on it, looked at and loaded."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from retailcrm.core.problem import Problem
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.picture.line_table import LineTable
from retailcrm.ui.screens.insights.place_loading import LoadingState
from retailcrm.ui.screens.insights.places_page import TableCard, problem_table, sample_table
from tests.unit.ui.test_place_loading import a_preview

BAD = Problem(3, "ZIP", "here", "No postcode")


class Loader:
    """Writes down what the card wishes."""

    def __init__(self) -> None:
        self.done: list[object] = []

    def look(self, paths: tuple[Path, ...]) -> None:
        self.done.append(paths)

    def load(self) -> None:
        self.done.append("load")

    def cancel(self) -> None:
        self.done.append("cancel")


def a_card(qtbot: QtBot) -> tuple[TableCard, Loader]:
    card, loader = TableCard(), Loader()
    card.begin(loader)  # type: ignore[arg-type]
    qtbot.addWidget(card)
    card.show()
    return card, loader


def buttons(card: TableCard) -> dict[str, Button]:
    return {one.text(): one for one in card.findChildren(Button) if not one.isHidden()}


def test_before_a_table_there_is_one_thing_to_press(qtbot: QtBot) -> None:
    card, _ = a_card(qtbot)
    assert list(buttons(card)) == ["Choose a table"]
    assert not nameless(card)


def test_a_table_that_is_looked_at_can_be_loaded_or_left(qtbot: QtBot) -> None:
    card, loader = a_card(qtbot)
    card.show_loading(LoadingState(preview=a_preview(BAD)))
    assert set(buttons(card)) == {"Leave it", "Load 40 places"}
    assert len(card.findChildren(LineTable)) == 2
    buttons(card)["Load 40 places"].click()
    buttons(card)["Leave it"].click()
    assert loader.done == ["load", "cancel"]
    assert not nameless(card)


def test_nothing_can_be_loaded_of_a_table_without_a_place(qtbot: QtBot) -> None:
    card, _ = a_card(qtbot)
    card.show_loading(LoadingState(preview=a_preview(BAD, rows=0, sample=())))
    assert not buttons(card)["Load 0 places"].isEnabled()


def test_a_file_dropped_on_the_card_is_looked_at(qtbot: QtBot, tmp_path: Path) -> None:
    card, loader = a_card(qtbot)
    path = tmp_path / "around.csv"
    path.write_text("ZIP,HH\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    told = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    enter = QDragEnterEvent(QPoint(5, 5), *told, Qt.KeyboardModifier.NoModifier)
    card.dragEnterEvent(enter)
    drop = QDropEvent(QPointF(5, 5), *told, Qt.KeyboardModifier.NoModifier)
    card.dropEvent(drop)
    assert loader.done == [(path,)]
    assert [enter.isAccepted(), drop.isAccepted()] == [True, True]


def test_the_tables_tell_line_reason_and_cell_and_the_first_rows() -> None:
    problems = problem_table(a_preview(BAD))
    assert list(problems.lines[0].cells) == ["No postcode", 3, "ZIP", "here"]
    sample = sample_table(a_preview())
    assert [head.title for head in sample.heads] == ["Postcode", "Name", "Households", "Income"]
    assert list(sample.lines[0].cells) == ["02138", "Harvard", "4000", "90"]
