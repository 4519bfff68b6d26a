"""Where the keyboard goes when an answer arrives."""

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget


def offer_focus(widget: QWidget) -> None:
    """Put the keyboard on a widget, unless the person is typing somewhere."""
    if not isinstance(QApplication.focusWidget(), QLineEdit):
        widget.setFocus()
