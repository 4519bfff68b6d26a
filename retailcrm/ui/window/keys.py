"""Listen to every key of the actions table and of the rail."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from retailcrm.core.words import say
from retailcrm.ui.actions import ACTIONS, key_list, pressed
from retailcrm.ui.dialogs.keys import KeysDialog
from retailcrm.ui.screens_table import SCREENS

Changed = tuple[tuple[str, str], ...]


def bind_keys(
    window: QWidget,
    changed: Changed,
    act: Callable[[str], object],
    open_screen: Callable[[str], object],
) -> None:
    """Let every action and every screen answer to its key."""
    for action in ACTIONS:
        _bind(window, pressed(action.key, changed), act, action.key)
    for screen in SCREENS:
        if screen.shortcut:
            _bind(window, screen.shortcut, open_screen, screen.key)


def all_keys(changed: Changed) -> tuple[tuple[str, str, str], ...]:
    """List every key, what it does, and where."""
    screens = tuple((say(one.title), one.shortcut) for one in SCREENS if one.shortcut)
    return key_list(changed, screens)


def show_keys(window: QWidget, changed: Changed) -> None:
    """Open the list of keys."""
    KeysDialog(all_keys(changed), window).open()


def _bind(window: QWidget, press: str, do: Callable[[str], object], key: str) -> None:
    QShortcut(QKeySequence(press), window).activated.connect(lambda: do(key))
