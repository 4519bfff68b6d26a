"""The parts below the comparison that are tables: who is near, what would turn it, kept plans."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.planner.comparison import Turn
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.text import OneLine
from retailcrm.ui.screens.planner.columns import (
    KeptRow,
    NearRow,
    kept_columns,
    kept_rows,
    near_columns,
    near_rows,
    turn_columns,
)
from retailcrm.ui.screens.planner.findings import break_even_words, turns_title
from retailcrm.ui.screens.planner.state import PlannerState

OpenRows = Callable[[RowsRef], object]


class Part(QWidget):
    """A finding as the title, a caption, and a table."""

    def __init__(self) -> None:
        super().__init__()
        self.title = OneLine("", "title")
        self.caption = OneLine("", "caption", "muted")
        self.inside: QVBoxLayout = column(self.title, self.caption, gap=2)
        self.inside.addStretch(0)  # takes the room while no table does
        self.setLayout(self.inside)
        self.table: RowTable | None = None  # type: ignore[type-arg]
        self.made: object = None
        self._about: tuple[object, ...] = ()
        self._filled: tuple[object, ...] = ()

    def put(self, table: RowTable, made: object) -> None:  # type: ignore[type-arg]
        """Put another table in, of other columns than before."""
        if self.table is not None:
            self.inside.removeWidget(self.table)
            self.table.setParent(None)
            self.table.deleteLater()
        self.table, self.made = table, made
        self.inside.insertWidget(2, table, 1)

    def fill(self, rows: Sequence[object]) -> None:
        """Put rows into the table, unless they stand there: most changes are about others."""
        filled = (self.table, *rows)
        if self.table is not None and filled != self._filled:
            self._filled = filled
            self.table.show_rows(rows)

    def show_state(self, state: PlannerState) -> None:
        """Paint this, unless all that stands here is as it was."""
        about = self.about(state)
        if about != self._about:
            self._about = about
            self.show_part(state)

    def about(self, state: PlannerState) -> tuple[object, ...]:
        """Give what stands here; anything else may change unseen."""
        return state.figures, state.answer, state.opened

    def show_part(self, state: PlannerState) -> None:
        """Paint this."""


class NearPart(Part):
    """Who reaches each status by what was bought already, and who is on the way."""

    def __init__(self, open_rows: OpenRows) -> None:
        super().__init__()
        self._open = open_rows

    @override
    def show_part(self, state: PlannerState) -> None:
        run = state.answer
        if run is None:
            return
        model = run.plan.models[min(state.opened, len(run.plan.models) - 1)]
        bands = run.plan.inputs.bands
        if self.made != (state.figures, bands):
            table: RowTable[NearRow] = RowTable(
                say("Customers by status"), near_columns(state.figures, bands),
                row_height=NARROW_ROW,
            )  # fmt: skip
            table.open_cells(self._open_cell)
            self.put(table, (state.figures, bands))
        rows = near_rows(run.tables, model.name)
        close = sum(one.near[-1][1] for one in rows if one.near)
        self.title.show_text(
            say("{n} customers are near a status of {letter} {model}",
                n=state.figures.count(close), letter=state.letter(model.name), model=model.name)
        )  # fmt: skip
        self.caption.show_text(
            say("For the program open on the left, by the last twelve months. Enter on a number "
                "shows them, ready for a campaign.")
        )  # fmt: skip
        self.fill(rows)

    def _open_cell(self, row: NearRow, key: str) -> None:
        rows = next((one[2] for one in row.near if key == f"band.{one[0]}"), None)
        if key == "gap" and row.near:
            rows = row.near[-1][2]
        found = rows if rows is not None else row.buyers_rows
        if found is not None:
            self._open(found)


class TurnsPart(Part):
    """What becomes of the choice if one presupposition is wrong by half."""

    @override
    def show_part(self, state: PlannerState) -> None:
        run = state.answer
        if run is None:
            return
        best = run.comparison.ranking[0].model
        made = (state.figures, tuple(one.name for one in run.plan.models), best)
        if made != self.made:
            table: RowTable[Turn] = RowTable(
                say("What would turn the choice"), turn_columns(state), row_height=NARROW_ROW
            )
            self.put(table, made)
        self.title.show_text(turns_title(run))
        about = say("Expected profit of {model}, {currency}.",
                    model=best, currency=state.figures.currency)  # fmt: skip
        self.caption.show_text(f"{about} {break_even_words(state, run)}".strip())
        self.fill([one for one in run.turns if one.width >= 1])


class KeptPart(Part):
    """Plans that are kept, side by side; Enter opens one."""

    def __init__(self, open_plan: Callable[[int], object], *buttons: QWidget) -> None:
        super().__init__()
        self._open_plan = open_plan
        self._buttons = buttons
        self.inside.removeWidget(self.title)
        self.inside.insertLayout(0, row(self.title, *buttons, gap=16))

    @override
    def about(self, state: PlannerState) -> tuple[object, ...]:
        return state.figures, state.kept, state.number, state.compared

    @override
    def show_part(self, state: PlannerState) -> None:
        made = (state.figures, state.number)
        if made != self.made:
            table: RowTable[KeptRow] = RowTable(
                say("Kept plans"), kept_columns(state.figures, state.number),
                row_height=NARROW_ROW,
            )  # fmt: skip
            table.opened.connect(lambda one: self._open_plan(one.kept.id))
            self.put(table, made)
        count = len(state.kept or ())
        self._buttons[-1].setEnabled(state.number is not None)
        if not count:
            self.title.show_text(say("No plan is kept yet"))
            self.caption.show_text(say("Keep this one to compare it with another later."))
        else:
            self.title.show_text(
                say("1 plan is kept") if count == 1 else say("{n} plans are kept", n=count)
            )
            self.caption.show_text(
                say("Sales and profit in {currency} on today's receipts. Enter opens a plan.",
                    currency=state.figures.currency)
            )  # fmt: skip
        assert self.table is not None
        self.fill(kept_rows(state))
        self.table.setVisible(bool(state.compared))
