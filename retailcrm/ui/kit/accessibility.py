"""Questions a test asks of every screen: is all named, is every key free for one use?"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QWidget,
)

from retailcrm.ui.kit.layout import Holder

_EVERYWHERE = (
    Qt.ShortcutContext.WindowShortcut,
    Qt.ShortcutContext.ApplicationShortcut,
)


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
    """List keys that more than one shortcut of the window listens to at a time.

    A shortcut of one screen is heard there alone, so two screens may have the same.
    """
    heard = [s for s in window.findChildren(QShortcut) if s.isEnabled() and not s.key().isEmpty()]
    everywhere = Counter(s.key().toString() for s in heard if s.context() in _EVERYWHERE)
    inside = Counter(
        (s.key().toString(), s.parent()) for s in heard if s.context() not in _EVERYWHERE
    )
    twice = {key for key, times in everywhere.items() if times > 1}
    twice |= {key for (key, _where), times in inside.items() if times > 1 or key in everywhere}
    return tuple(sorted(twice))


def tab_order(root: QWidget) -> tuple[QWidget, ...]:
    """List the reachable widgets in the order the Tab key visits them."""
    follow_layout(root)  # as the key itself does
    wanted = set(reachable(root))
    order, widget = [], root.nextInFocusChain()
    while widget is not None and widget is not root:
        if widget in wanted:
            order.append(widget)
        widget = widget.nextInFocusChain()
    return tuple(order)


def follow_layout(root: QWidget) -> None:
    """Let the Tab key follow the layouts, whatever the order in which parts were made."""
    layout = root.layout()
    if layout is None:
        return
    for before, after in pairwise(list(_in_layout(layout))):
        QWidget.setTabOrder(before, after)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for part in _in_rows(layout):
        if isinstance(part, QLayout):
            yield from _in_layout(part)
        else:
            yield from _in_widget(part)


def _in_widget(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea) and (inside := widget.widget()):
        yield from _in_widget(inside)
        return
    if isinstance(widget, Holder):
        yield from _in_widget(widget.inner)
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if layout := widget.layout():
        yield from _in_layout(layout)


def _in_rows(layout: QLayout) -> list[QWidget | QLayout]:
    """List what stands in a layout; in a grid row by row.

    Its items are never asked for: Python keeps an object for each that it was once given and
    does not hear when Qt frees the item, so whatever is made at its place later is taken for it.
    """
    owner = layout.parentWidget()
    inside = [*layout.children(), *(owner.children() if owner is not None else ())]
    parts = [one for one in inside if isinstance(one, QWidget | QLayout)]
    placed = [(at, part) for part in parts if (at := layout.indexOf(part)) >= 0]
    if isinstance(layout, QGridLayout):
        placed.sort(key=lambda one: layout.getItemPosition(one[0])[:2])  # type: ignore[index]
    else:
        placed.sort(key=lambda one: one[0])
    return [part for _, part in placed]


def _has_name(widget: QWidget) -> bool:
    if widget.accessibleName():
        return True
    return isinstance(widget, QAbstractButton) and bool(widget.text())
