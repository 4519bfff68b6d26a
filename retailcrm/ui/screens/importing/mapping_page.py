"""The page where the headings of an unknown file are matched."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from retailcrm.core.words import say
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card, ScreenHead, page
from retailcrm.ui.kit.form import Picker
from retailcrm.ui.kit.icons import IconMark
from retailcrm.ui.kit.layout import clear, column, row, scrolled
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.importing.as_read import as_read
from retailcrm.ui.screens.importing.chosen import Chosen
from retailcrm.ui.screens.importing.mapping import MappingPresenter, MappingState, Role
from retailcrm.ui.screens.phrases import listed

ORDERS = (("", "as the file suggests"), ("dmy", "day first"), ("mdy", "month first"),
          ("ymd", "year first"))  # fmt: skip
KINDS = (("sales", "Sales"), ("customers", "Customers"))
NOTHING = ""
WIDE = 440
COLUMN_WIDE = 104
LABEL_WIDE = 170
Cells = tuple[str, ...]


class MappingPage(QWidget):
    """Roles on the left, the file's own first rows on the right."""

    def __init__(
        self, desk: Desk, on_matched: Callable[[Chosen], None], back: Callable[[], object]
    ) -> None:
        super().__init__()
        self.presenter = MappingPresenter(self, desk.services.importing, desk.jobs, on_matched)
        self._shown = MappingState()
        self._pickers: dict[str, Picker] = {}
        self._marks: dict[str, IconMark] = {}
        self._go = Button(
            say("Check with these columns"), "primary", key=cap("go"), on_click=self.presenter.go_on
        )
        self._head = ScreenHead(
            say("Match columns"), Button(say("Back"), key=cap("back"), on_click=back), self._go
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._order = Picker(say("Order of dates"), [(key, say(text)) for key, text in ORDERS])
        self._order.currentIndexChanged.connect(
            lambda _at: self.presenter.order_dates(str(self._order.value))
        )
        self._kind = Picker(say("What the file holds"), [(key, say(text)) for key, text in KINDS])
        self._kind.currentIndexChanged.connect(
            lambda _at: self.presenter.read_as(str(self._kind.value))
        )
        self._roles = Card(say("What stands where?"), "-", self._kind)
        self._as_is = Card(say("The file as it stands"), "-")
        self._as_read = Card(say("As it would be read"), "-")
        for card in (self._as_is, self._as_read):
            card.caption.setWordWrap(False)
        self._lay_out()

    def show_state(self, state: MappingState) -> None:
        """Paint this."""
        name = state.path.name if state.path else ""
        caption = say("{file}; remembered for the next file with these headings", file=name)
        self._head.show_title(say("Match columns"), caption)
        is_new = _is_other(state, self._shown)
        if is_new:
            self._make_roles(state)
            _show_cells(self._as_read, say("As it would be read"), (), ())
            _show_cells(self._as_is, say("First rows of the file"), state.headings, state.sample)
        self._show_roles(state)
        if state.read is not self._shown.read:
            _show_cells(self._as_read, say("As it would be read"), *as_read(state.read))
        self._as_is.show_title(say("The file as it stands"), _unused(state))
        self._as_read.show_title(say("As it would be read"), _wrong(state))
        self._go.setEnabled(state.can_go_on)
        self._shown = state
        if is_new:  # the new choices are not on screen before the next turn
            QTimer.singleShot(0, self, self.focus_first)

    def focus_first(self) -> None:
        """Put the keyboard on the first choice that is missing."""
        missing = [role.key for role in self._shown.roles if role.is_missing]
        for key in (*missing, *self._pickers):
            if key in self._pickers:
                self._pickers[key].setFocus()
                return

    def _lay_out(self) -> None:
        holder = QWidget()
        inner = column(self._grid, 4, row(Text(say("Dates are written")), self._order), None)
        inner.setContentsMargins(0, 0, 16, 0)
        holder.setLayout(inner)
        area = scrolled(holder)
        self._roles.add(area, stretch=1)
        self._roles.setFixedWidth(WIDE)
        right = column(self._as_is, self._as_read, gap=12)
        right.setStretch(0, 1)
        right.setStretch(1, 1)
        self.setLayout(page(self._head, row(self._roles, right, gap=12)))

    def _make_roles(self, state: MappingState) -> None:
        clear(self._grid)
        self._pickers.clear()
        self._marks.clear()
        options = [(NOTHING, say("not in this file")), *((one, one) for one in state.headings)]
        for line, role in enumerate(state.roles):
            self._add_role(line, role, options)

    def _add_role(self, line: int, role: Role, options: list[tuple[str, str]]) -> None:
        label = Text(role.title, "medium" if role.is_needed else "body", wrap=True)
        label.setFixedWidth(LABEL_WIDE)
        picker = Picker(role.title, options)
        picker.setMinimumWidth(150)
        label.setBuddy(picker)
        picker.currentIndexChanged.connect(
            lambda _at: self.presenter.match(role.key, str(picker.value))
        )
        mark = IconMark("warning", "warn", 16)
        self._grid.addWidget(label, line, 0)
        self._grid.addWidget(picker, line, 1)
        self._grid.addWidget(mark, line, 2)
        self._pickers[role.key], self._marks[role.key] = picker, mark

    def _show_roles(self, state: MappingState) -> None:
        for role in state.roles:
            self._pickers[role.key].choose(role.heading)
            mark = self._marks[role.key]
            mark.setToolTip(say("Needed"))
            policy = mark.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            mark.setSizePolicy(policy)
            mark.setVisible(role.is_missing)
        self._kind.setEnabled(bool(state.kind))
        if state.kind:
            self._kind.choose(state.kind)
        if state.missing:
            told = say("Still needed: {roles}", roles=listed(state.missing))
        elif state.problem:
            told = state.problem
        else:
            told = say("Everything needed is matched.")
        if not state.roles:
            told = state.problem or say("Reading the file…")
        self._roles.show_title(say("What stands where?"), told)


def _is_other(state: MappingState, shown: MappingState) -> bool:
    """Whether another file, or the same file as another kind, is matched now."""
    return (state.headings, state.path, state.kind) != (shown.headings, shown.path, shown.kind)


def _show_cells(card: Card, name: str, headings: Cells, rows: tuple[Cells, ...]) -> None:
    """Show rows of any columns as a table in the card."""
    for old in card.findChildren(RowTable):
        old.setParent(None)
        old.deleteLater()
    columns: list[Column[Cells]] = [
        Column(str(at), heading, _cell(at), width=COLUMN_WIDE)
        for at, heading in enumerate(headings)
    ]
    table: RowTable[Cells] = RowTable(name, columns, row_height=NARROW_ROW)
    table.setHorizontalScrollBarPolicy(table.horizontalScrollBarPolicy().ScrollBarAsNeeded)
    table.show_rows(rows)
    card.body.addWidget(table, 1)
    if not headings:  # an empty place keeps the title at the top
        table.horizontalHeader().hide()
        table.setEnabled(False)


def _cell(at: int) -> Callable[[Cells], str]:
    return lambda cells: cells[at] if at < len(cells) else ""


def _unused(state: MappingState) -> str:
    if not state.headings:
        return ""
    if not state.unused:
        return say("Every column is used.")
    return say("Not used: {headings}", headings=", ".join(state.unused))


def _wrong(state: MappingState) -> str:
    if state.problem and state.roles:
        return state.problem
    if state.read is None:
        return say("Appears once the needed columns are matched.")
    if state.read.problems:
        first = state.read.problems[0]
        return say("Line {line}: {reason}", line=first.line, reason=first.reason)
    return say("All of these rows can be read.")
