"""The Groups screen: the overview, the movement and the missing."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget
from typing_extensions import override

from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import ScreenHead, page
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.screens.groups.missing_page import MissingPage
from retailcrm.ui.screens.groups.movement_page import MovementPage
from retailcrm.ui.screens.groups.overview_page import OverviewPage
from retailcrm.ui.screens.groups.presenter import (
    MISSING,
    MOVEMENT,
    OVERVIEW,
    GroupsPresenter,
    GroupsState,
)
from retailcrm.ui.screens.groups.rules_dialog import RulesDialog
from retailcrm.ui.screens.keeping_people import People, keep_people
from retailcrm.ui.screens.roomy import roomy

ROOM = (1180, 620)


class GroupsScreen(Screen):
    """Who is worth what to the shop."""

    watches = GroupsPresenter.watches

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown = GroupsState()
        services = desk.services
        self._presenter = GroupsPresenter(
            self,
            services.grouping,
            services.customers,
            services.shop,
            desk.jobs,
            desk.open_rows,
        )
        self._build()

    @override
    def refresh(self) -> None:
        self._presenter.refresh()

    @override
    def open_home(self) -> None:
        self._focus_part()

    @override
    def open_rows(self, rows: RowsRef) -> None:
        self._presenter.open(rows)

    @override
    def act(self, action: str) -> bool:
        is_overview = self._shown.page == OVERVIEW
        if action == "save" and self._shown.overview:
            self._ask_path()
        elif action == "keep" and is_overview and self._shown.selection:
            self._overview.keep()
        elif action == "go" and self._shown.page == MISSING:
            self._missing.open_current()
        elif action == "go":
            self._presenter.open_selected()
        elif action == "back" and not is_overview:
            self._go_back()
        else:
            return False
        return True

    def show_state(self, state: GroupsState) -> None:
        """Paint this."""
        self._overview.show_state(state)
        self._movement.show_state(state)
        self._missing.show_state(state)
        part = self._part(state)
        if part is not self._stack.currentWidget():
            self._stack.setCurrentWidget(part)
            self._focus_part()
        self._refused.show_words(state.problem)
        if state.problem and state.problem != self._shown.problem and state.overview:
            self._desk.tell(state.problem, "error")
        self._shown = state

    def show_rows(self, first: int, last: int) -> None:
        """Paint people who have arrived."""
        self._overview.show_rows(first, last)

    def _build(self) -> None:
        self._overview = OverviewPage(self._presenter)
        self._overview.rules_requested.connect(self._edit_rules)
        self._overview.save_requested.connect(self._ask_path)
        self._overview.campaign_requested.connect(self._write)
        self._overview.list_requested.connect(self._keep)
        self._movement = MovementPage(self._presenter, self._back_button())
        self._missing = MissingPage(self._presenter, self._back_button())
        self._missing.save_requested.connect(self._ask_path)
        self._refused = EmptyState(
            "", "", Button(say("Try again"), "primary", on_click=self.refresh), icon="warning"
        )
        waiting = EmptyState(say("Grouping your customers…"), "", icon="groups")
        empty = EmptyState(
            say("Your customers in three groups will stand here"),
            say("Who brings the most, who could bring more, who costs more than they bring."),
            Button(say("Import a file"), "primary", on_click=self._go_to_import),
            Button(say("Open the demo shop"), on_click=self._desk.open_demo),
            icon="groups",
        )
        self._stack = QStackedLayout(self)
        self._frames = {
            "waiting": _framed(waiting),
            "empty": _framed(ScreenHead(say("Groups")), empty),
            "refused": _framed(self._refused),
        }
        self._roomy = roomy(self._overview, *ROOM)
        for part in (*self._frames.values(), self._roomy, self._movement, self._missing):
            self._stack.addWidget(part)

    def _part(self, state: GroupsState) -> QWidget:
        if state.overview is None:
            return self._frames["refused" if state.problem else "waiting"]
        if not state.overview.customers:
            return self._frames["empty"]
        return {MOVEMENT: self._movement, MISSING: self._missing}.get(state.page, self._roomy)

    def _focus_part(self) -> None:
        part = self._stack.currentWidget()
        page = self._overview if part is self._roomy else part
        if isinstance(page, OverviewPage | MovementPage | MissingPage):
            page.focus_first()

    def _back_button(self) -> Button:
        return Button(say("Back"), key=cap("back"), on_click=self._go_back)

    def _write(self) -> None:
        """Start a campaign with the people of the list."""
        if self._shown.selection is not None:
            audience = self._shown.selection.rows.text()
            there = rows("campaigns", tab="campaigns", audience=audience)
            self._desk.open_screen("campaigns", there)

    def _keep(self, lines: tuple[int, ...]) -> None:
        """Keep the marked people of the list, or whoever belongs to it."""
        selection, ids = self._shown.selection, self._presenter.pages.ids
        if selection is None or not len(ids):
            return
        if len(lines) > 1:
            people = People(len(lines), ids=ids[list(lines)].tolist())
        else:
            people = People(selection.customers, means=selection.rows)
        keep_people(self._desk, people, self)

    def _go_back(self) -> None:
        self._presenter.turn_to(OVERVIEW)

    def _edit_rules(self) -> None:
        RulesDialog(self._desk, self._shown.figures.currency, self).open()

    def _go_to_import(self) -> None:
        self._desk.open_screen("import")

    def _ask_path(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, say("Save table"), say("customers.csv"), say("Table") + " (*.csv)"
        )
        if name:
            self._presenter.save_table(Path(name))


def _framed(*parts: QWidget) -> QWidget:
    holder = QWidget()
    layout = page(*parts)
    layout.setStretch(len(parts) - 1, 1)
    holder.setLayout(layout)
    return holder
