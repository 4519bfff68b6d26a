"""From a dropped file to books that add up: check, look, import, undo."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.importing import (
    BatchRow,
    FileReport,
    ImportReport,
    ImportService,
)
from retailcrm.services.shop import ShopService, ShopSettings
from retailcrm.ui.screens.importing.chosen import Chosen, choose, path_of, remap, run_all
from retailcrm.ui.screens.importing.findings import Counts, counts
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.work import JobHandle, Jobs, Lane, Step


class Phase(StrEnum):
    """Where on the way from file to books the screen stands."""

    START = "start"
    CHECKING = "checking"
    CHECK = "check"
    MAPPING = "mapping"
    IMPORTING = "importing"
    DONE = "done"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class ImportState:
    """Everything the screen shows.

    Attributes:
        batches: imports of the past; None until they were read.
        report: what would happen, or what happened.
        shown: which file of the report the check page looks at.
        mapping: the file whose columns are being matched.
    """

    phase: Phase = Phase.START
    figures: Figures = PLAIN
    settings: ShopSettings = ShopSettings()  # noqa: RUF009 - frozen
    batches: tuple[BatchRow, ...] | None = None
    open_problems: int = 0
    chosen: tuple[Chosen, ...] = ()
    report: ImportReport | None = None
    shown: int = 0
    mapping: Path | None = None
    step: Step | None = None
    problem: str = ""

    @property
    def file(self) -> FileReport | None:
        """The file the check page looks at."""
        files = self.report.files if self.report else ()
        return files[self.shown] if self.shown < len(files) else None

    @property
    def counts(self) -> Counts:
        """What all files of the report do together."""
        return counts(self.report.files if self.report else ())


class ImportView(Protocol):
    """What the presenter may ask of the screen."""

    def show_state(self, state: ImportState) -> None:
        """Paint this."""

    def match_columns(self, path: Path, mapping: tuple[tuple[str, str], ...], kind: str) -> None:
        """Turn to the page where columns are matched."""

    def open_problems(self) -> None:
        """Turn to the rows in quarantine."""


class ImportPresenter:
    """Leads any number of files into the books, and out again."""

    watches = frozenset({Topic.PROBLEMS, Topic.RECEIPTS, Topic.CUSTOMERS, Topic.SETTINGS})

    def __init__(
        self,
        view: ImportView,
        importing: ImportService,
        shop: ShopService,
        jobs: Jobs,
        open_screen: Callable[[str], None],
    ) -> None:
        self._view = view
        self._importing = importing
        self._shop = shop
        self._jobs = jobs
        self._open_screen = open_screen
        self._state = ImportState()
        self._running: JobHandle | None = None

    def refresh(self) -> None:
        """Read the imports of the past again; whatever is under way goes on."""
        self._jobs.start(
            self._read, on_done=self._arrived, on_error=self._failed, replaces="import.history"
        )

    def add_files(self, paths: Iterable[Path]) -> None:
        """Check files before anything is written; more files join those on the check page."""
        if self._state.phase in (Phase.CHECKING, Phase.IMPORTING):
            return
        before = self._state.chosen if self._state.phase is Phase.CHECK else ()
        chosen = choose(paths, before)
        if chosen:
            self._check(chosen)

    def show_file(self, number: int) -> None:
        """Look at another file of the check page."""
        self._show(shown=number)

    def match_columns(self, number: int | None = None) -> None:
        """Match the columns of a file by hand."""
        files = self._state.report.files if self._state.report else ()
        at = self._state.shown if number is None else number
        if not at < len(files):
            return
        if path := path_of(files[at].file, self._state.chosen):
            mapping = self._mapping_of(files[at], path)
            self._show(phase=Phase.MAPPING, mapping=path, shown=at)
            self._view.match_columns(path, mapping, self._kind_of(files[at], path))

    def columns_matched(self, changed: Chosen) -> None:
        """Check again with the columns as they were matched."""
        self._check(remap(self._state.chosen, changed))

    def order_dates(self, order: str) -> None:
        """Check again, reading the dates of the file that is looked at in this order."""
        file = self._state.file
        path = path_of(file.file, self._state.chosen) if file else None
        for one in self._state.chosen:
            if one.path == path:
                self._check(remap(self._state.chosen, replace(one, date_order=order)))
                return

    def import_now(self) -> None:
        """Write what the check page shows."""
        if self._state.phase is not Phase.CHECK or self._state.counts.is_nothing:
            return
        chosen = self._state.chosen
        self._show(phase=Phase.IMPORTING, step=None, problem="")
        self._running = self._jobs.start(
            lambda progress: run_all(self._importing.run, chosen, progress, dry_run=False),
            lane=Lane.WRITE,
            on_done=self._imported,
            on_error=self._import_failed,
            on_step=self._stepped,
        )

    def undo_import(self) -> None:
        """Take back everything the import just wrote."""
        files = self._state.report.files if self._state.report else ()
        batches = tuple(file.batch for file in files if file.batch is not None)
        if self._state.phase is Phase.DONE and batches:
            self._undo(tuple(reversed(batches)))

    def undo_batch(self, batch: BatchRow) -> None:
        """Take back an import of the past."""
        if batch.state == "done":
            self._undo((batch.batch_id,))

    def back(self) -> bool:
        """Go one step back; say whether there was a step to go back."""
        phase = self._state.phase
        if phase in (Phase.CHECKING, Phase.IMPORTING):
            self._cancel()
        elif phase is Phase.MAPPING and self._state.report:
            self._show(phase=Phase.CHECK, mapping=None)
        elif phase is not Phase.START:
            self.start_over()
        return phase is not Phase.START

    def start_over(self) -> None:
        """Put the files away; nothing was written."""
        self._show(phase=Phase.START, chosen=(), report=None, shown=0, mapping=None, problem="")
        self.refresh()

    def open_quarantine(self) -> None:
        """Turn to the rows kept aside."""
        self._show(phase=Phase.QUARANTINE, problem="")
        self._view.open_problems()

    def see_groups(self) -> None:
        """Go on to the groups."""
        self._open_screen("groups")

    def _check(self, chosen: tuple[Chosen, ...]) -> None:
        self._show(phase=Phase.CHECKING, chosen=chosen, step=None, problem="", mapping=None)
        self._running = self._jobs.start(
            lambda progress: run_all(self._importing.run, chosen, progress, dry_run=True).value,
            on_done=self._checked,
            on_error=self._check_failed,
            on_step=self._stepped,
            lane=Lane.WRITE,  # a check writes and abandons, so it waits for its turn
            replaces="import.check",
        )

    def _checked(self, report: ImportReport) -> None:
        files = report.files
        taken = [number for number, file in enumerate(files) if not file.refused]
        self._show(
            phase=Phase.CHECK,
            report=report,
            shown=taken[0] if taken else 0,
            step=None,
            problem="" if files else say("There is nothing to import in these files."),
        )

    def _check_failed(self, error: UserError) -> None:
        self._show(phase=Phase.START, chosen=(), report=None, step=None, problem=str(error))

    def _imported(self, outcome: Outcome[ImportReport]) -> None:
        self._show(phase=Phase.DONE, report=outcome.value, step=None)
        self.refresh()

    def _import_failed(self, error: UserError) -> None:
        self._show(phase=Phase.CHECK, step=None, problem=str(error))

    def _cancel(self) -> None:
        if self._running:
            self._running.cancel()
        was_checking = self._state.phase is Phase.CHECKING
        if was_checking:
            self.start_over()
        else:
            self._show(phase=Phase.CHECK, step=None)

    def _undo(self, batches: tuple[int, ...]) -> None:
        self._show(problem="")
        self._jobs.start(
            lambda progress: self._importing.take_back(batches, progress),
            lane=Lane.WRITE,
            on_done=lambda _outcome: self.start_over(),
            on_error=self._failed,
        )

    def _mapping_of(self, file: FileReport, path: Path) -> tuple[tuple[str, str], ...]:
        chosen = next(one for one in self._state.chosen if one.path == path)
        return chosen.mapping or (file.facts.mapping if file.facts else ())

    def _kind_of(self, file: FileReport, path: Path) -> str:
        chosen = next(one for one in self._state.chosen if one.path == path)
        return chosen.kind or (file.facts.kind if file.facts else "")

    def _read(self, _progress: Progress) -> tuple[ShopSettings, tuple[BatchRow, ...], int]:
        settings = self._shop.settings()
        return settings, self._importing.batches(), self._shop.status().problems_open

    def _arrived(self, found: tuple[ShopSettings, tuple[BatchRow, ...], int]) -> None:
        settings, batches, problems = found
        self._show(
            figures=Figures(settings.currency),
            settings=settings,
            batches=batches,
            open_problems=problems,
        )

    def _stepped(self, step: Step) -> None:
        if self._state.phase in (Phase.CHECKING, Phase.IMPORTING):
            self._show(step=step)

    def _failed(self, error: UserError) -> None:
        self._show(problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_state(self._state)
