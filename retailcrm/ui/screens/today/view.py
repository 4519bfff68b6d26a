"""The Today screen: what happened on the left, what to do on the right."""

from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.jobs import JobScope
from retailcrm.ui.kit.buttons import Button, Choice
from retailcrm.ui.kit.card import Card, ScreenHead, page
from retailcrm.ui.kit.drop import DropArea
from retailcrm.ui.kit.layout import LeastHigh, Part, row, scrolled
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.kit.tile import FigureTile, TileFacts
from retailcrm.ui.screens.today.panels import GroupsCard, MissingCard, SalesCard, TodoCard
from retailcrm.ui.screens.today.presenter import TodayPresenter
from retailcrm.ui.screens.today.state import TodayState, Todo
from retailcrm.ui.screens.today.targets_card import TargetsCard
from retailcrm.ui.screens.today.targets_dialog import TargetsDialog

FIGURES = 5


class TodayScreen(Screen):
    """Shows the state that the presenter found."""

    watches = TodayPresenter.watches

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = JobScope(desk.jobs, "today")
        self._shown = TodayState()
        self._presenter = TodayPresenter(self, desk.services, self._jobs, desk.now)
        self._build()

    @override
    def refresh(self) -> None:
        self._presenter.refresh()

    @override
    def act(self, action: str) -> bool:
        if action == "print" and self._print.isVisible():
            self._print_month()
            return True
        return False

    @override
    def close_screen(self) -> None:
        self._jobs.close()

    def show_state(self, state: TodayState) -> None:
        """Paint this."""
        before, self._shown = self._shown, state
        if not state.is_loaded:
            self._notice.show_words(
                say("The figures could not be read")
                if state.problem
                else say("Reading the books…"),
                state.problem,
            )
            self._retry.setVisible(bool(state.problem))
            self._stack.setCurrentIndex(0)
            return
        if state.problem and state.problem != before.problem:
            self._desk.tell(state.problem, "error")
        if state.is_empty:
            self._stack.setCurrentIndex(1)
            return
        self._stack.setCurrentIndex(2)
        if not state.busy:
            self._show_figures(state)

    def _show_figures(self, state: TodayState) -> None:
        self._head.show_title(state.title, state.caption)
        self._month.show_options(state.months, state.month)
        self._store.show_options(state.stores, state.store)
        self._store.setVisible(len(state.stores) > 2)
        for tile, facts in zip(self._tiles, state.tiles, strict=False):
            tile.show_facts(
                TileFacts(facts.title, facts.value, facts.changes, facts.history, facts.definition)
            )
        self._groups.show_groups(state.groups_title, state.groups_reason, state.groups)
        self._sales.show_chart(state.chart)
        self._todo.show_todo(state.todo)
        self._missing.show_missing(state.missing)
        self._strip.show_targets(state.targets)

    def _build(self) -> None:
        self._stack = QStackedLayout(self)
        self._retry = Button(say("Try again"), "primary", on_click=self.refresh)
        self._notice = EmptyState(say("Reading the books…"), "", self._retry, icon="today")
        self._retry.hide()
        for part in (
            _holder(self._notice),
            self._first_run(),
            scrolled(LeastHigh(self._figures())),
        ):
            self._stack.addWidget(part)

    def _first_run(self) -> QWidget:
        demo = Button(say("Open the demo shop"), "quiet", on_click=self._desk.open_demo)
        drop = DropArea(
            say("Drop a till export here"),
            say("Within a minute you see your best customers, who is missing, and what to do."),
            demo,
        )
        drop.files_dropped.connect(self._import)
        return _holder(
            ScreenHead(say("Welcome to your shop")),
            drop,
            row(
                Card(
                    say("Any till"),
                    say(
                        "Square, Shopify, Loyverse, Clover, Lightspeed and WooCommerce are "
                        "recognised; any other table is read with columns that you match."
                    ),
                ).add(None),
                Card(
                    say("Nothing is written unseen"),
                    say("You see what a file would change before it does."),
                ).add(None),
                Card(
                    say("Everything can be taken back"),
                    say("Each import is one step; the same file again changes nothing."),
                ).add(None),
                gap=12,
            ),
            stretch=1,
        )

    def _figures(self) -> QWidget:
        self._month = Choice(say("Month"))
        self._month.chosen.connect(self._presenter.choose_month)
        self._store = Choice(say("Store"))
        self._store.chosen.connect(self._presenter.choose_store)
        self._print = Button(
            say("Print the month"), icon="print", key=cap("print"), on_click=self._print_month
        )
        targets = Button(say("Targets"), on_click=self._set_targets)
        targets.setToolTip(say("Say what you want to reach, and see how far you have come."))
        self._head = ScreenHead("", targets, self._month, self._store, self._print)
        self._strip = TargetsCard(self._desk.open_rows)
        self._tiles = tuple(FigureTile() for _ in range(FIGURES))
        for number, tile in enumerate(self._tiles):
            tile.opened.connect(lambda at=number: self._desk.open_rows(self._shown.tiles[at].rows))
        self._groups = GroupsCard(self._desk.open_rows, lambda: self._desk.open_screen("groups"))
        self._sales = SalesCard(self._desk.open_rows, self._open_table)
        self._todo, self._missing = (
            TodoCard(),
            MissingCard(self._open_missing, self._desk.open_rows),
        )
        self._todo.chosen.connect(self._do)
        self._missing.person_opened.connect(self._desk.open_customer)
        tiles = row(*self._tiles, gap=12)
        return _holder(self._head, tiles, self._strip, self._cards(), stretch=3)

    def _cards(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        grid.setContentsMargins(0, 0, 0, 0)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, cards in (
            (left, (self._groups, self._sales)),
            (right, (self._todo, self._missing)),
        ):
            side.setSpacing(12)
            for card in cards:
                side.addWidget(card)
        left.setStretch(1, 1)
        right.setStretch(1, 1)
        grid.addLayout(left, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(0, 728)
        grid.setColumnStretch(1, 410)
        return grid

    def _open_table(self) -> None:
        if self._shown.chart.rows is not None:
            self._desk.open_rows(self._shown.chart.rows)

    def _open_missing(self, rows: RowsRef) -> None:
        self._desk.open_screen("groups", rows)

    def _do(self, item: Todo) -> None:
        if item.screen:
            self._desk.open_screen(item.screen, item.rows)
        elif item.rows is not None:
            self._desk.open_rows(item.rows)

    def _set_targets(self) -> None:
        if TargetsDialog(self._desk, self._shown.figures, self).exec():
            self._desk.tell(say("Targets kept."))
            self.refresh()

    def _print_month(self) -> None:
        self._desk.print_month(self._shown.month)

    def _import(self, paths: tuple[Path, ...]) -> None:
        self._desk.import_files(paths)


def _holder(*parts: Part, stretch: int = -1) -> QWidget:
    holder = QWidget()
    layout = page(*parts)
    if stretch >= 0:
        layout.setStretch(stretch, 1)
    holder.setLayout(layout)
    return holder
