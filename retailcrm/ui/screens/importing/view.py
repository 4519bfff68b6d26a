"""The Import screen: from a dropped file to books that add up."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedLayout
from typing_extensions import override

from retailcrm.core.rows import RowsRef
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.drop import dropped_files
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.screens.importing.busy_page import BusyPage
from retailcrm.ui.screens.importing.check_page import CheckPage
from retailcrm.ui.screens.importing.done_page import DonePage
from retailcrm.ui.screens.importing.mapping_page import MappingPage
from retailcrm.ui.screens.importing.presenter import ImportPresenter, ImportState, Phase
from retailcrm.ui.screens.importing.quarantine_page import QuarantinePage
from retailcrm.ui.screens.importing.start_page import StartPage
from retailcrm.ui.screens.roomy import roomy

ROOM = (1140, 620)

Page = StartPage | BusyPage | CheckPage | MappingPage | DonePage | QuarantinePage


class ImportScreen(Screen):
    """Leads files into the books, and out again."""

    watches = ImportPresenter.watches

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown = ImportState()
        services = desk.services
        self._presenter = ImportPresenter(
            self, services.importing, services.shop, desk.jobs, desk.open_screen
        )
        back = self._presenter.back
        self._start = StartPage(desk, self._presenter, self._local)
        self._busy = BusyPage(back)
        self._check = CheckPage(self._presenter, back)
        self._mapping = MappingPage(desk, self._presenter.columns_matched, back)
        self._done = DonePage(self._presenter, back)
        self._quarantine = QuarantinePage(desk, back)
        self._stack = QStackedLayout(self)
        self._roomy = {Phase.CHECK: roomy(self._check, *ROOM)}
        for part in dict.fromkeys(self._roomy.get(one, self._part(one)) for one in Phase):
            self._stack.addWidget(part)
        self.setAcceptDrops(True)

    @override
    def refresh(self) -> None:
        self._presenter.refresh()
        if self._shown.phase is Phase.QUARANTINE:
            self._quarantine.presenter.refresh()

    @override
    def open_home(self) -> None:
        self._part(self._shown.phase).focus_first()

    @override
    def open_rows(self, rows: RowsRef) -> None:
        self._presenter.open_quarantine()

    @override
    def import_files(self, paths: tuple[Path, ...]) -> None:
        self._presenter.add_files(paths)

    @override
    def act(self, action: str) -> bool:
        do = self._actions().get(action)
        if do is None:
            return action == "back" and self._presenter.back()
        do()
        return True

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if paths := dropped_files(event):
            event.acceptProposedAction()
            self._presenter.add_files(paths)

    def show_state(self, state: ImportState) -> None:
        """Paint this."""
        part = self._part(state.phase)
        if isinstance(part, StartPage | BusyPage | CheckPage | DonePage):
            part.show_state(state)
        seen = self._roomy.get(state.phase, part)
        if seen is not self._stack.currentWidget():
            self._stack.setCurrentWidget(seen)
            part.focus_first()
        if state.problem and state.problem != self._shown.problem:
            self._desk.tell(state.problem, "error")
        self._shown = state

    def match_columns(self, path: Path, mapping: tuple[tuple[str, str], ...], kind: str) -> None:
        """Turn to the page where columns are matched."""
        self._mapping.presenter.open(path, mapping, kind)

    def open_problems(self) -> None:
        """Turn to the rows in quarantine."""
        self._quarantine.presenter.refresh()

    def _part(self, phase: Phase) -> Page:
        pages: dict[Phase, Page] = {
            Phase.START: self._start,
            Phase.CHECKING: self._busy,
            Phase.CHECK: self._check,
            Phase.MAPPING: self._mapping,
            Phase.IMPORTING: self._busy,
            Phase.DONE: self._done,
            Phase.QUARANTINE: self._quarantine,
        }
        return pages[phase]

    def _actions(self) -> dict[str, Callable[[], object]]:
        by_phase: dict[Phase, dict[str, Callable[[], object]]] = {
            Phase.START: {"undo": self._start.undo_current},
            Phase.CHECK: {"go": self._presenter.import_now},
            Phase.MAPPING: {"go": self._mapping.presenter.go_on},
            Phase.DONE: {"go": self._presenter.see_groups, "undo": self._presenter.undo_import},
            Phase.QUARANTINE: {"go": self._quarantine.retry, "save": self._quarantine.ask_path},
        }
        return by_phase.get(self._shown.phase, {})

    def _local(self, at: datetime) -> datetime:
        """Move an instant to the shop's own clock."""
        try:
            return at.astimezone(ZoneInfo(self._shown.settings.zone))
        except (ZoneInfoNotFoundError, ValueError):
            return at.astimezone(self._desk.now().tzinfo)
