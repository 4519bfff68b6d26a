"""Rows kept aside: look, correct, try again, or set aside for good."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.services.exporting import ExportService
from retailcrm.services.importing import ImportReport, ImportService, ProblemRow
from retailcrm.ui.screens.importing.problem_file import save_problems
from retailcrm.ui.work import Jobs, Lane

Cells = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class QuarantineState:
    """Everything the page shows.

    Attributes:
        rows: None until they were read.
        edits: corrected cells, problem id to (heading to new text).
        current: the row whose cells are all shown.
        result: what the last try brought, in words.
    """

    rows: tuple[ProblemRow, ...] | None = None
    edits: Cells = field(default_factory=dict)
    current: ProblemRow | None = None
    busy: bool = False
    result: str = ""
    problem: str = ""

    def text(self, row: ProblemRow, heading: str) -> str:
        """Give a cell as it stands, corrected or not."""
        edited = self.edits.get(row.problem_id, {})
        if heading in edited:
            return edited[heading]
        cells = dict(zip(row.headings, row.raw, strict=False))
        return cells.get(heading, row.value if heading == row.column else "")

    def twins(self, row: ProblemRow) -> tuple[ProblemRow, ...]:
        """Give the other rows with the same wrong value in the same column."""
        return tuple(
            other
            for other in self.rows or ()
            if other.problem_id != row.problem_id
            and (other.column, other.value) == (row.column, row.value)
            and row.column
        )

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """Count the reasons, most frequent first."""
        return tuple(Counter(row.reason for row in self.rows or ()).most_common())


class QuarantineView(Protocol):
    """What the presenter may ask of the page."""

    def show_state(self, state: QuarantineState) -> None:
        """Paint this."""


class QuarantinePresenter:
    """Mends rows and sends them to the books."""

    def __init__(
        self, view: QuarantineView, importing: ImportService, exports: ExportService, jobs: Jobs
    ) -> None:
        self._view = view
        self._importing = importing
        self._exports = exports
        self._jobs = jobs
        self._state = QuarantineState()

    def refresh(self) -> None:
        """Read the open rows again, keeping corrections of those still open."""
        self._jobs.start(
            lambda _progress: self._importing.problems(),
            on_done=self._arrived,
            on_error=self._failed,
            replaces="quarantine.read",
        )

    def look_at(self, problem_id: int) -> None:
        """Show all cells of a row."""
        found = [row for row in self._state.rows or () if row.problem_id == problem_id]
        self._show(current=found[0] if found else None)

    def edit(self, problem_id: int, heading: str, text: str) -> None:
        """Correct a cell; nothing is tried yet."""
        row = self._row(problem_id)
        if row is None:
            return
        cells = dict(self._state.edits.get(problem_id, {}))
        cells[heading] = text
        if text == replace(self._state, edits={}).text(row, heading):
            del cells[heading]
        edits = {key: value for key, value in self._state.edits.items() if key != problem_id}
        self._show(edits=edits | {problem_id: cells} if cells else edits, result="")

    def edit_twins(self, problem_id: int) -> None:
        """Correct all rows with the same wrong value in the same way."""
        row = self._row(problem_id)
        if row is None or row.column not in self._state.edits.get(problem_id, {}):
            return
        text = self._state.edits[problem_id][row.column]
        for twin in self._state.twins(row):
            self.edit(twin.problem_id, row.column, text)

    def retry(self, problem_ids: tuple[int, ...]) -> None:
        """Try rows again with their corrections; all corrected ones if none are named."""
        chosen = problem_ids or tuple(self._state.edits)
        cells = {one: dict(self._state.edits.get(one, {})) for one in chosen}
        if not cells or self._state.busy:
            return
        self._show(busy=True, problem="", result="")
        self._jobs.start(
            lambda progress: self._importing.repair(cells, progress),
            lane=Lane.WRITE,
            on_done=self._retried,
            on_error=self._failed,
        )

    def dismiss(self, problem_ids: tuple[int, ...]) -> None:
        """Set rows aside for good."""
        if not problem_ids or self._state.busy:
            return
        self._show(busy=True, problem="", result="")
        self._jobs.start(
            lambda _progress: self._importing.dismiss(problem_ids),
            lane=Lane.WRITE,
            on_done=self._dismissed,
            on_error=self._failed,
        )

    def save_table(self, path: Path) -> None:
        """Write the open rows to a CSV file."""
        rows = self._state.rows or ()

        def save(_progress: Progress) -> Outcome[int]:
            self._exports.note("problems", len(rows))
            return save_problems(rows, path)

        self._jobs.start(
            save,
            lane=Lane.WRITE,
            on_done=lambda _outcome: None,
            on_error=self._failed,
        )

    def _row(self, problem_id: int) -> ProblemRow | None:
        rows = self._state.rows or ()
        return next((row for row in rows if row.problem_id == problem_id), None)

    def _retried(self, outcome: Outcome[ImportReport]) -> None:
        self._show(busy=False, result=outcome.summary)
        self.refresh()

    def _dismissed(self, _outcome: Outcome[int]) -> None:
        self._show(busy=False)
        self.refresh()

    def _arrived(self, rows: tuple[ProblemRow, ...]) -> None:
        open_ids = {row.problem_id for row in rows}
        edits = {key: value for key, value in self._state.edits.items() if key in open_ids}
        self._show(rows=rows, edits=edits, busy=False)
        current = self._state.current
        wanted = current.problem_id if current else None
        kept = next((row for row in rows if row.problem_id == wanted), None)
        self._show(current=kept or (rows[0] if rows else None))

    def _failed(self, error: UserError) -> None:
        self._show(busy=False, problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_state(self._state)
