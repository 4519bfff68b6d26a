"""What a person does and sees on the Program screen."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QWidget

from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.form import Field, Picker, Tick
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.tabs import Tabs
from retailcrm.ui.kit.text import OneLine, Text
from retailcrm.ui.screens.program.section_list import SectionList
from retailcrm.ui.screens.program.settings import SECTIONS
from retailcrm.ui.screens.program.view import PAGES


def texts(screen: QWidget) -> set[str]:
    QApplication.processEvents()  # parts put in a moment ago are shown by an event
    found = (*screen.findChildren(Text), *screen.findChildren(OneLine))
    return {label.text() for label in found if label.isVisible()}


def _seen(found: list[Any], name: str) -> Any:
    """Give the one that can be seen, or fail in the way that `waitUntil` tries again."""
    seen = [one for one in found if one.isVisible()]
    assert seen, f"nothing called {name} can be seen"
    return seen[0]


def button(screen: QWidget, text: str) -> Any:
    QApplication.processEvents()
    found = [one for one in screen.findChildren(Button) if one.text().startswith(text)]
    return _seen(found, text)


def field(screen: QWidget, name: str) -> Any:
    QApplication.processEvents()
    kinds = (*screen.findChildren(Field), *screen.findChildren(Picker), *screen.findChildren(Tick))
    return _seen([one for one in kinds if one.accessibleName() == name], name)


def table(screen: QWidget, name: str) -> RowTable[Any]:
    QApplication.processEvents()
    found = [one for one in screen.findChildren(RowTable) if one.accessibleName() == name]
    shown: RowTable[Any] = _seen(found, name)
    return shown


def cells(rows: RowTable[Any]) -> list[list[str]]:
    model = rows.model()
    return [
        [str(model.index(line, at).data()) for at in range(model.columnCount(QModelIndex()))]
        for line in range(model.rowCount(QModelIndex()))
    ]


def type_into(qtbot: Any, into: Any, text: str) -> None:
    into.setFocus()
    into.selectAll()
    qtbot.keyClicks(into, text)


def open_section(screen: QWidget, qtbot: Any, key: str) -> None:
    sections = screen.findChild(SectionList)
    for _ in SECTIONS:
        qtbot.keyClick(sections, Qt.Key.Key_Up)
    for _ in range([one.key for one in SECTIONS].index(key)):
        qtbot.keyClick(sections, Qt.Key.Key_Down)
    QApplication.processEvents()


def turn_to(screen: QWidget, qtbot: Any, key: str) -> None:
    tabs = screen.findChild(Tabs)
    for _ in PAGES:
        qtbot.keyClick(tabs, Qt.Key.Key_Left)
    for _ in range([one for one, _title in PAGES].index(key)):
        qtbot.keyClick(tabs, Qt.Key.Key_Right)
    QApplication.processEvents()
