"""The table as a widget: heads, keys, clicks, sorting."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from retailcrm.core.theme import BODY, CAPTION, MEDIUM, SEMIBOLD
from retailcrm.core.words import say
from retailcrm.ui.kit.cells import PAD, CellPainter
from retailcrm.ui.kit.icons import paint_icon
from retailcrm.ui.kit.table import Column, RowSource, RowTableModel
from retailcrm.ui.theme import colour, font

RowT = TypeVar("RowT")
HEAD = 28
ROW, NARROW_ROW = 32, 26
MOST_LINES = 3


class RowTable(QTableView, Generic[RowT]):
    """A table of rows.

    Signals:
        opened: a row (the object) by Enter or double click.
        cell_opened: the same with the key of the column in which it happened.
        current_changed: the row under the cursor, or None.
        sort_requested: (column key, is descending) by a click on a head.
        edited: (row, column key, new text) from a cell edited in place.
    """

    opened = Signal(object)
    cell_opened = Signal(object, str)
    current_changed = Signal(object)
    sort_requested = Signal(str, bool)
    edited = Signal(object, str, str)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[RowT]],
        *,
        row_height: int = ROW,
        many: bool = False,
    ) -> None:
        super().__init__()
        is_open = any(column.is_open for column in columns)
        self.rows: RowTableModel[RowT] = (
            _EditableModel(columns, self._tell_edit) if is_open else RowTableModel(columns)
        )
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self._painter = CellPainter(self, row_height)
        self.setItemDelegate(self._painter)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if many else modes.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._row_height, self._most = row_height, 0
        self._set_up_heads(columns, row_height)
        self.setMinimumHeight(self._heads.height_wanted + row_height)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._tell_current)

    def show_rows(self, rows: Sequence[RowT]) -> None:
        """Show rows that are all here, keeping the place."""
        at, here = self.verticalScrollBar().value(), self.currentIndex()
        line, column = here.row(), here.column()
        self.rows.replace_rows(rows)
        if 0 <= line < len(rows):
            self.select(line, column)
        self.verticalScrollBar().setValue(at)

    def show_source(self, source: RowSource[RowT]) -> None:
        """Show rows that are fetched as they are looked at."""
        self.rows.show_source(source)
        self.scrollToTop()

    def show_order(self, key: str, *, descending: bool) -> None:
        """Mark the column by which the rows are sorted."""
        for number, column in enumerate(self.rows.columns):
            if column.key == key:
                order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
                self._heads.show_order(number, order)

    def open_cells(self, use: Callable[[RowT, str], object]) -> None:
        """Hand on the row and the column that are opened; the cell at the cursor is ringed."""
        self.cell_opened.connect(use)
        self._painter.rings_cells = True

    def select(self, line: int, at: int = 0) -> None:
        """Put the cursor on a line."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            self.rows.index(line, at), flags.ClearAndSelect | flags.Rows
        )

    def current_row(self) -> RowT | None:
        """Give the row under the cursor."""
        return self.rows.row_at(self.currentIndex().row())

    def chosen_lines(self) -> tuple[int, ...]:
        """Give the lines that are marked, in order."""
        marked = self.selectionModel().selection()
        parts = [marked.at(place) for place in range(marked.count())]
        lines = {line for part in parts for line in range(part.top(), part.bottom() + 1)}
        return tuple(sorted(lines))

    def fit_height(self, most: int) -> None:
        """Take just the height of the rows, up to `most` rows, however tall they become."""
        self._most = most
        lines = min(max(self.rows.rowCount(), 1), most)
        head = self._heads.height_wanted
        self.setFixedHeight(head + 1 + lines * self.verticalHeader().defaultSectionSize())

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        """Draw a line below each row, and an upright one where a group of columns begins."""
        super().paintEvent(e)
        painter = QPainter(self.viewport())
        painter.setPen(colour("border"))
        wide, low = self._heads.length() - 1, -1
        first, last = self.rowAt(e.rect().top()), self.rowAt(e.rect().bottom())
        for line in range(max(first, 0), (self.rows.rowCount() - 1 if last < 0 else last) + 1):
            low = self.rowViewportPosition(line) + self.rowHeight(line) - 1
            painter.drawLine(0, low, wide, low)
        painter.setPen(colour("border2"))
        for _group, left_most, _right_most in self._heads.groups():
            left = self.columnViewportPosition(left_most)
            painter.drawLine(left, 0, left, low)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        is_editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in keys and plain and not is_editing:
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _set_up_heads(self, columns: Sequence[Column[RowT]], row_height: int) -> None:
        self._heads = Heads(self, columns)
        self.setHorizontalHeader(self._heads)
        self._heads.clicked_column.connect(self._ask_order)
        upright = self.verticalHeader()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setMinimumSectionSize(16)
        upright.setDefaultSectionSize(row_height)
        upright.hide()
        self._heads.settle()
        if any(column.wraps for column in columns):
            self._heads.sectionResized.connect(self._fit_lines)

    def _fit_lines(self, resized: int, _before: int, now: int) -> None:
        """Make the rows tall enough for the sentences of the column that was resized."""
        wanted = self.rows.columns[resized].wraps
        if not wanted or not now:
            return
        lines = lines_for(wanted, now - 2 * PAD)
        spacing = QFontMetrics(font(BODY)).lineSpacing()
        height = self._row_height if lines == 1 else lines * spacing + 8
        if height != self.verticalHeader().defaultSectionSize():
            self.verticalHeader().setDefaultSectionSize(height)
            if self._most:
                self.fit_height(self._most)

    def _ask_order(self, number: int) -> None:
        column = self.rows.columns[number]
        if column.can_sort:
            self.sort_requested.emit(column.key, self._heads.next_is_descending(number))

    def _open(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index.row())
        if row is not None and not (self.rows.flags(index) & Qt.ItemFlag.ItemIsEditable):
            self.opened.emit(row)
            self.cell_opened.emit(row, self.rows.columns[index.column()].key)

    def _tell_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit(self.rows.row_at(current.row()))

    def _tell_edit(self, row: RowT, key: str, text: str) -> None:
        self.edited.emit(row, key, text)


class Heads(QHeaderView):
    """Column heads: small, muted, aligned like their cells, an arrow on the sorted one."""

    clicked_column = Signal(int)

    def __init__(self, parent: QWidget, columns: Sequence[Column[Any]]) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = tuple(columns)
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self.height_wanted = HEAD * (2 if any(one.group for one in columns) else 1)
        self.setFixedHeight(self.height_wanted)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.sectionClicked.connect(self.clicked_column)

    def settle(self) -> None:
        """Give each column its width; those without one share the rest."""
        for number, column in enumerate(self._columns):
            if column.width:
                self.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                self.resizeSection(number, column.width)
            else:
                self.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def show_order(self, number: int, order: Qt.SortOrder) -> None:
        """Mark a column as the sorted one."""
        self._sorted = (number, order)
        self.viewport().update()

    def next_is_descending(self, number: int) -> bool:
        """Say which way a click sorts: numbers begin with the largest, the rest with A."""
        if self._sorted and self._sorted[0] == number:
            return self._sorted[1] == Qt.SortOrder.AscendingOrder
        return self._columns[number].is_number

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        column = self._columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, colour("surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("border2"))
        painter.setFont(font(CAPTION, MEDIUM))
        painter.setPen(_head_ink(is_sorted=self._is_sorted(logicalIndex)))
        box = rect.adjusted(PAD, self.height_wanted - HEAD, -PAD, 0)
        if self._is_sorted(logicalIndex):
            box = self._paint_arrow(painter, box, is_number=column.is_number)
        side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
        text = painter.fontMetrics().elidedText(
            say(column.title), Qt.TextElideMode.ElideRight, box.width() + 1
        )
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height_wanted)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        painter = QPainter(self.viewport())
        painter.setFont(font(CAPTION, SEMIBOLD))
        painter.setPen(colour("ink"))
        for group, first, last in self.groups():
            left = self.sectionViewportPosition(first)
            right = self.sectionViewportPosition(last) + self.sectionSize(last)
            box = QRect(left + PAD, 0, right - left - 2 * PAD, HEAD)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, say(group))

    def groups(self) -> list[tuple[str, int, int]]:
        """Give what stands above several columns, with the first and the last of them."""
        found: list[tuple[str, int, int]] = []
        for at, column in enumerate(self._columns):
            if not column.group:
                continue
            if found and found[-1][0] == column.group and found[-1][2] == at - 1:
                found[-1] = (column.group, found[-1][1], at)
            else:
                found.append((column.group, at, at))
        return found

    def _is_sorted(self, number: int) -> bool:
        return self._sorted is not None and self._sorted[0] == number

    def _paint_arrow(self, painter: QPainter, box: QRect, *, is_number: bool) -> QRect:
        wide = min(
            painter.fontMetrics().horizontalAdvance(say(self._columns[self._sorted[0]].title))
            if self._sorted
            else 0,
            box.width() - 14,
        )
        left = box.right() - wide - 15 if is_number else box.left() + wide + 2
        place = QRectF(left, box.center().y() - 6, 13, 13)
        painter.save()
        painter.translate(place.center())
        if self._sorted and self._sorted[1] == Qt.SortOrder.AscendingOrder:
            painter.rotate(180)
        paint_icon(painter, "chevron-down", QRectF(-6.5, -6.5, 13, 13), colour("ink"))
        painter.restore()
        return box if is_number else box.adjusted(0, 0, -14, 0)


class _EditableModel(RowTableModel[RowT]):
    """Hands edits on instead of keeping them: the rows belong to the presenter."""

    def __init__(
        self, columns: Sequence[Column[RowT]], tell: Callable[[RowT, str, str], None]
    ) -> None:
        super().__init__(columns)
        self._tell = tell

    @override
    def flags(self, index: Any) -> Qt.ItemFlag:
        flags = super().flags(index)
        is_open = index.isValid() and self.columns[index.column()].is_open
        return flags | Qt.ItemFlag.ItemIsEditable if is_open else flags

    @override
    def setData(self, index: Any, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row_at(index.row())
        if row is None or role != Qt.ItemDataRole.EditRole or value == self.data(index, role):
            return False
        self._tell(row, self.columns[index.column()].key, str(value))
        return True


def lines_for(whole: int, room: int) -> int:
    """Say on how many lines a sentence of `whole` pixels stands in `room`, three at most."""
    if room >= whole:
        return 1
    # Lines end with words: about a tenth of each stays empty.
    return 2 if room * 2 * 0.9 >= whole else MOST_LINES


def _head_ink(*, is_sorted: bool) -> QColor:
    return colour("ink" if is_sorted else "muted")
