from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import Progress
from retailcrm.services.import_rows import FileReport, ImportReport, ProblemRow
from retailcrm.ui.screens.importing.quarantine import QuarantinePresenter, QuarantineState
from retailcrm.ui.work import InlineJobs

TOUCHED = frozenset({Topic.PROBLEMS})


def a_problem(number: int, column: str = "Location", value: str = "Fair stall") -> ProblemRow:
    raw = ("2025-10-01", value) if column == "Location" else (value, "Main")
    return ProblemRow(
        number, 1, "items.csv", 100 + number, column, value, "No such store", ("Date", "Location"),
        raw, "open",
    )  # fmt: skip


class Importer:
    def __init__(self, *rows: ProblemRow) -> None:
        self.open = {row.problem_id: row for row in rows}
        self.tried: list[Mapping[int, Mapping[str, str]]] = []
        self.refuses = False
        self.noted: list[tuple[str, int]] = []

    def note(self, what: str, rows: int) -> None:
        self.noted.append((what, rows))

    def problems(self) -> tuple[ProblemRow, ...]:
        return tuple(self.open.values())

    def repair(
        self, cells: Mapping[int, Mapping[str, str]], _progress: Progress
    ) -> Outcome[ImportReport]:
        if self.refuses:
            raise UserError("The books are locked.")
        self.tried.append(cells)
        mended = [number for number, change in cells.items() if change]
        for number in mended:
            del self.open[number]
        report = FileReport("items.csv", None, problems=len(cells) - len(mended))
        return Outcome(ImportReport((report,)), TOUCHED, f"{len(mended)} mended")

    def dismiss(self, problem_ids: tuple[int, ...]) -> Outcome[int]:
        for number in problem_ids:
            del self.open[number]
        return Outcome(len(problem_ids), TOUCHED, "set aside")


@dataclass
class Seen:
    states: list[QuarantineState] = field(default_factory=list)

    def show_state(self, state: QuarantineState) -> None:
        self.states.append(state)

    @property
    def last(self) -> QuarantineState:
        return self.states[-1]


def a_page(importer: Importer) -> tuple[Seen, QuarantinePresenter]:
    seen = Seen()
    presenter = QuarantinePresenter(
        seen, cast("Any", importer), cast("Any", importer), InlineJobs()
    )
    presenter.refresh()
    return seen, presenter


def test_the_first_row_is_shown_whole() -> None:
    seen, presenter = a_page(Importer(a_problem(1), a_problem(2)))
    assert seen.last.current == a_problem(1)
    presenter.look_at(2)
    assert seen.last.current == a_problem(2)


def test_a_corrected_row_is_tried_and_leaves_the_list() -> None:
    importer = Importer(a_problem(1), a_problem(2, "Date", "2025-13-14"))
    seen, presenter = a_page(importer)
    presenter.edit(2, "Date", "2025-12-14")
    assert seen.last.text(a_problem(2, "Date", "2025-13-14"), "Date") == "2025-12-14"
    presenter.retry(())
    assert importer.tried == [{2: {"Date": "2025-12-14"}}]
    assert seen.last.result == "1 mended"
    assert [row.problem_id for row in seen.last.rows or ()] == [1]
    assert seen.last.edits == {}


def test_the_same_wrong_value_is_corrected_once_for_all() -> None:
    importer = Importer(a_problem(1), a_problem(2), a_problem(3, value="Fair"))
    seen, presenter = a_page(importer)
    presenter.edit_twins(1)
    assert seen.last.edits == {}
    presenter.edit(1, "Location", "Main Street")
    presenter.edit_twins(1)
    presenter.retry(())
    assert sorted(importer.tried[0]) == [1, 2]
    assert [row.problem_id for row in seen.last.rows or ()] == [3]


def test_typing_the_old_value_again_is_no_correction() -> None:
    seen, presenter = a_page(Importer(a_problem(1)))
    presenter.edit(1, "Location", "Main Street")
    presenter.edit(1, "Location", "Fair stall")
    assert seen.last.edits == {}


def test_rows_that_stay_wrong_stay_in_the_list() -> None:
    importer = Importer(a_problem(1), a_problem(2))
    seen, presenter = a_page(importer)
    presenter.edit(1, "Location", "Main Street")
    presenter.retry((1, 2))
    assert [row.problem_id for row in seen.last.rows or ()] == [2]
    assert seen.last.result == "1 mended"


def test_nothing_chosen_tries_nothing() -> None:
    importer = Importer(a_problem(1))
    _, presenter = a_page(importer)
    presenter.retry(())
    presenter.dismiss(())
    presenter.edit(99, "Location", "x")
    assert importer.tried == []
    assert importer.open


def test_rows_can_be_set_aside_for_good() -> None:
    seen, presenter = a_page(Importer(a_problem(1), a_problem(2)))
    presenter.dismiss((1,))
    assert [row.problem_id for row in seen.last.rows or ()] == [2]
    assert seen.last.current == a_problem(2)
    presenter.dismiss((2,))
    assert seen.last.rows == ()


def test_open_rows_are_saved_to_a_file_that_a_spreadsheet_can_open(tmp_path: Path) -> None:
    importer = Importer(a_problem(1), a_problem(2, value="=1+1"))
    _, presenter = a_page(importer)
    presenter.save_table(tmp_path / "rows.csv")
    assert importer.noted == [("problems", 2)]
    lines = (tmp_path / "rows.csv").read_text("utf-8").splitlines()
    assert lines[0] == "file,line,column,value,reason,Date,Location"
    assert lines[1] == "items.csv,101,Location,Fair stall,No such store,2025-10-01,Fair stall"
    assert "'=1+1" in lines[2]


def test_reasons_are_counted_most_frequent_first() -> None:
    seen, _ = a_page(Importer(a_problem(1), a_problem(2)))
    assert seen.last.reasons == (("No such store", 2),)


def test_books_that_refuse_leave_one_sentence() -> None:
    importer = Importer(a_problem(1))
    seen, presenter = a_page(importer)
    importer.refuses = True
    presenter.retry((1,))
    assert seen.last.problem == "The books are locked."
    assert not seen.last.busy


def test_a_folder_that_refuses_is_one_sentence(tmp_path: Path) -> None:
    seen, presenter = a_page(Importer(a_problem(1)))
    presenter.save_table(tmp_path / "no such folder" / "rows.csv")
    assert seen.last.problem.startswith("rows.csv cannot be written there.")
