"""A person who never touches the mouse."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from retailcrm.ui import actions as keys
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.form import Field, Picker
from retailcrm.ui.kit.text import Text
from retailcrm.ui.shell import Shell
from retailcrm.ui.trial import settle

MOST_TABS = 90


def said(part: QWidget | None) -> str:
    """Give everything that is written on a part of the window."""
    assert part is not None
    texts = [one.text() for one in part.findChildren(Text) if one.isVisible()]
    buttons = [one.text() for one in part.findChildren(Button) if one.isVisible()]
    return "\n".join([*texts, *buttons])


def tab_to(shell: Shell, name: str) -> QWidget:
    """Press Tab until the keyboard is on a field or button of this name."""
    for _ in range(MOST_TABS):
        here = QApplication.focusWidget()
        if here is not None and here.accessibleName() == name:
            return here
        QTest.keyClick(here or shell, Qt.Key.Key_Tab)
    raise AssertionError(name)


def typed(shell: Shell, name: str, text: str) -> None:
    """Go to a field and write over what it says."""
    field = tab_to(shell, name)
    assert isinstance(field, Field)
    field.selectAll()
    QTest.keyClicks(field, text)


def picked(shell: Shell, name: str, downs: int) -> None:
    """Go to a list of choices and down so many of them."""
    field = tab_to(shell, name)
    assert isinstance(field, Picker)
    for _ in range(downs):
        QTest.keyClick(field, Qt.Key.Key_Down)


def pressed(shell: Shell, name: str) -> None:
    """Go to a button and press it."""
    QTest.keyClick(tab_to(shell, name), Qt.Key.Key_Return)
    settle(shell)


def here() -> QWidget:
    """Give where the keyboard is."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def struck(shell: Shell, *actions: str) -> Any:
    """Strike the keys of actions, as they stand on the buttons, and give the screen."""
    settle(shell)
    for action in actions:
        QTest.keySequence(QApplication.focusWidget() or shell, QKeySequence(keys.pressed(action)))
        settle(shell)
    screen = shell._pages.current
    assert isinstance(screen, QWidget)
    return screen
