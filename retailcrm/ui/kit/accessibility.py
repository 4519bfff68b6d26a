"""Questions a test asks of every screen: is all named, is every key free for one use?"""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget


def reachable(root: QWidget) -> tuple[QWidget, ...]:
    """List the widgets that the Tab key reaches, in no particular order."""
    return tuple(
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(root)
        and widget.isEnabledTo(root)
        and not widget.focusProxy()
    )


def nameless(root: QWidget) -> tuple[QWidget, ...]:
    """List reachable widgets that a screen reader could not name."""
    buddies = {label.buddy() for label in root.findChildren(QLabel)}
    return tuple(w for w in reachable(root) if not _has_name(w) and w not in buddies)


def duplicate_shortcuts(window: QWidget) -> tuple[str, ...]:
    """List keys that more than one shortcut of the window listens to."""
    keys = Counter(s.key().toString() for s in window.findChildren(QShortcut) if s.isEnabled())
    return tuple(sorted(key for key, times in keys.items() if key and times > 1))


def tab_order(root: QWidget) -> tuple[QWidget, ...]:
    """List the reachable widgets in the order the Tab key visits them."""
    wanted = set(reachable(root))
    order, widget = [], root.nextInFocusChain()
    while widget is not None and widget is not root:
        if widget in wanted:
            order.append(widget)
        widget = widget.nextInFocusChain()
    return tuple(order)


def _has_name(widget: QWidget) -> bool:
    if widget.accessibleName():
        return True
    return isinstance(widget, QAbstractButton) and bool(widget.text())
