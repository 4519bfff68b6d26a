"""One table model for every list, from three rows to 300,000."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from retailcrm.core.words import say

RowT = TypeVar("RowT")
RowT_co = TypeVar("RowT_co", covariant=True)
Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Role(IntEnum):
    """What the painter asks of a cell besides its text."""

    LOOK = Qt.ItemDataRole.UserRole + 1
    SORT = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Look:
    """All that the painter has to know of a cell, in one answer: each question costs it a detour.

    Attributes:
        text: what stands in the cell.
        tone: token of the text, "" for ink.
        mark: key of a group whose shape is drawn before the text, "" for none.
        chip: "bad" or "warn" for a soft fill, "" for none.
        is_strong: drawn semibold.
        wraps: a sentence that is broken over lines instead of ending in dots.
        alignment: where the text stands.
    """

    text: str
    tone: str
    mark: str
    chip: str
    is_strong: bool
    wraps: bool
    alignment: Qt.AlignmentFlag


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """One column of a table.

    Attributes:
        key: what sorting and saving call it.
        title: the heading, translated when shown; units stand here, never in the cells.
        text: writes the cell.
        is_number: aligned right, under a heading aligned right.
        width: pixels at 100 %; 0 takes the rest.
        tone: gives a token for the text (muted, bad, warn, accent_text), "" for ink.
        mark: gives a group's key, whose shape is drawn before the text.
        is_strong: drawn semibold, for the column people look for.
        chip: gives "bad" or "warn" to draw the cell as a chip on that soft fill.
        value: what to sort and save instead of the text.
        can_sort: whether a click on the heading sorts.
        tip: one sentence on hover over the heading.
        whole: writes what hovering over the cell shows, where the cell only begins it.
        is_open: the cell is edited in place (`RowTable.edited` tells).
        wraps: for sentences, the pixels that the longest of them needs; where the column is
            narrower, every row grows by as many lines as it takes to read it whole.
        group: stands once above the columns next to each other that share it.
    """

    key: str
    title: str
    text: Callable[[RowT], str]
    is_number: bool = False
    width: int = 0
    tone: Callable[[RowT], str] | None = None
    mark: Callable[[RowT], str] | None = None
    is_strong: bool = False
    chip: Callable[[RowT], str] | None = None
    value: Callable[[RowT], object] | None = None
    can_sort: bool = False
    tip: str = ""
    is_open: bool = False
    wraps: int = 0
    whole: Callable[[RowT], str] | None = None
    group: str = ""


class RowSource(Protocol[RowT_co]):
    """Rows of any number; `row` answers None while the row is on its way."""

    def __len__(self) -> int:
        """Say how many rows there are."""

    def row(self, row: int, /) -> RowT_co | None:
        """Give a row, or None while it is fetched."""


class Rows(Generic[RowT]):
    """Rows that are all here."""

    def __init__(self, rows: Sequence[RowT]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, row: int, /) -> RowT | None:
        """Give a row."""
        return self._rows[row]


class RowTableModel(QAbstractTableModel, Generic[RowT]):
    """Shows rows through columns; rows may still be on their way."""

    def __init__(self, columns: Sequence[Column[RowT]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._source: RowSource[RowT] = Rows(())
        self._answers: dict[int, Callable[[Column[RowT], RowT], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda c, r: c.text(r),
            Qt.ItemDataRole.EditRole: lambda c, r: c.text(r),
            Qt.ItemDataRole.ToolTipRole: lambda c, r: (c.whole or c.text)(r),
            Role.LOOK: _look,
            Role.SORT: lambda c, r: c.value(r) if c.value else c.text(r),
        }

    @property
    def columns(self) -> tuple[Column[RowT], ...]:
        """The columns, in order."""
        return self._columns

    def replace_rows(self, rows: Sequence[RowT]) -> None:
        """Show rows that are all here."""
        self.show_source(Rows(rows))

    def show_source(self, source: RowSource[RowT]) -> None:
        """Show rows from a source, fetched as they are looked at."""
        self.beginResetModel()
        self._source = source
        self.endResetModel()

    def rows_arrived(self, first: int, last: int) -> None:
        """Repaint rows that the source has now."""
        if 0 <= first <= last < len(self._source):
            end = self.index(last, len(self._columns) - 1)
            self.dataChanged.emit(self.index(first, 0), end)

    def row_at(self, number: int) -> RowT | None:
        """Give the row in a line of the table."""
        return self._source.row(number) if 0 <= number < len(self._source) else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._source)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(is_number=column.is_number)
        answer = self._answers.get(role)
        if answer is None:
            return None
        found = self._source.row(index.row())
        return None if found is None else answer(column, found)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not (orientation == Qt.Orientation.Horizontal and 0 <= section < len(self._columns)):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(is_number=column.is_number)
        if role == Qt.ItemDataRole.ToolTipRole:
            return say(column.tip or column.title) or None  # a narrow column cuts its title
        if role == Qt.ItemDataRole.AccessibleTextRole and column.group:
            return f"{say(column.group)}: {say(column.title)}"
        return say(column.title) if role == Qt.ItemDataRole.DisplayRole else None


def _look(column: Column[RowT], row: RowT) -> Look:
    return Look(
        text=column.text(row),
        tone=column.tone(row) if column.tone else "",
        mark=column.mark(row) if column.mark else "",
        chip=column.chip(row) if column.chip else "",
        is_strong=column.is_strong,
        wraps=bool(column.wraps),
        alignment=_alignment(is_number=column.is_number),
    )


def _alignment(*, is_number: bool) -> Qt.AlignmentFlag:
    return _RIGHT if is_number else _LEFT
