"""Keys: listed, changed, never two things at once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from retailcrm.core.preferences import Preferences
from retailcrm.ui.actions import key_list, taken_by
from retailcrm.ui.dialogs.new_key import NewKeyDialog
from retailcrm.ui.window.keys import rail_keys
from tests.ui.noted import current, rest


def test_another_key_is_listened_to_listed_and_shown_at_once(qtbot, shell):
    shell.prefer(Preferences(keys=(("help", "F9"), ("search", "Ctrl+L"))))
    qtbot.waitUntil(lambda: shell._frame.top.search.accessibleDescription() == "Ctrl+L")
    rest(qtbot, shell)
    assert current(shell).key == "today"
    qtbot.keyClick(shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is shell._frame.top.search
    qtbot.keyClick(shell, Qt.Key.Key_F1)
    assert QApplication.activeModalWidget() is None
    assert ("F9", "Show this list of keys", "everywhere") in key_list()
    assert taken_by("Ctrl+L", "help") == "Go anywhere: search, scan or type a printed reference"
    assert taken_by("Ctrl+L", "search") == ""
    assert taken_by("Ctrl+5", "help", rail_keys()) == "Open Groups"


def test_a_key_that_is_taken_or_needed_for_typing_is_refused(qtbot, shell):
    kept: list[str] = []
    dialog = NewKeyDialog("Help", lambda press: taken_by(press, "help"), kept.append, shell)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert dialog._said.text() == "Ctrl+P is taken: Print the month or the card."
    qtbot.keyClick(dialog, Qt.Key.Key_P)
    assert dialog._said.text() == "P is needed for typing; add Ctrl or Alt."
    qtbot.keyClick(dialog, Qt.Key.Key_Shift)
    qtbot.keyClick(dialog, Qt.Key.Key_F6)
    assert kept == ["F6"]
    assert not dialog.isVisible()


def test_filtering_goes_to_the_customers_from_wherever_one_is(shell, notes):
    shell.open_screen("reports")
    shell.act("find")
    assert current(shell).key == "customers"
    assert notes[-1] == ("customers", "act", "find")


def test_the_list_of_keys_names_every_action_and_screen(qtbot, shell):
    qtbot.keyClick(shell, Qt.Key.Key_F1)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    said = {child.text() for child in dialog.findChildren(QWidget) if hasattr(child, "text")}
    assert {"Show this list of keys", "Open Groups", "Back to where you were"} <= said
    dialog.close()
