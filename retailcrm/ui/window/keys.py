"""Listen to every key of the actions table and of the rail."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from retailcrm.core.words import say
from retailcrm.ui.actions import ACTIONS, key_list, pressed
from retailcrm.ui.dialogs.keys import KeysDialog
from retailcrm.ui.screens_table import SCREENS


def bind_keys(
    window: QWidget,
    act: Callable[[str], object],
    open_screen: Callable[[str], object],
) -> None:
    """Let every action and every screen answer to its key, as long as `window` lives."""
    for action in ACTIONS:
        _bind(window, pressed(action.key), act, action.key)
    for screen in SCREENS:
        if screen.shortcut:
            _bind(window, screen.shortcut, open_screen, screen.key)


def rail_keys() -> tuple[tuple[str, str], ...]:
    """List (title, key) of the screens."""
    return tuple((say(one.title), one.shortcut) for one in SCREENS if one.shortcut)


def show_keys(window: QWidget) -> None:
    """Open the list of keys."""
    KeysDialog(key_list(rail_keys()), window).open()


def _bind(window: QWidget, press: str, do: Callable[[str], object], key: str) -> None:
    QShortcut(QKeySequence(press), window).activated.connect(lambda: do(key))
