"""The Program screen: the rules, the past, the move from a discount, and what is owed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget, QWidget
from typing_extensions import override

from retailcrm.core.words import say
from retailcrm.loyalty.program import Program
from retailcrm.services.transition import Transition
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.jobs import JobScope
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import ScreenHead, page
from retailcrm.ui.kit.layout import column
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.kit.tabs import Tabs
from retailcrm.ui.screens.program.gifting import GiftPresenter, GiftState
from retailcrm.ui.screens.program.going import GoingPresenter, GoingState
from retailcrm.ui.screens.program.going_page import GoingPage
from retailcrm.ui.screens.program.move_page import MovePage
from retailcrm.ui.screens.program.moving import MovePresenter, MoveState
from retailcrm.ui.screens.program.owed_page import OwedPage
from retailcrm.ui.screens.program.owing import OwedPresenter, OwedState
from retailcrm.ui.screens.program.past import PastPresenter, PastState
from retailcrm.ui.screens.program.past_page import PastPage
from retailcrm.ui.screens.program.presenter import ProgramPresenter
from retailcrm.ui.screens.program.rules_page import RulesPage
from retailcrm.ui.screens.program.state import MOVE, OWED, PAST, RULES, WEEKS, ProgramState
from retailcrm.ui.screens.program.templates import templates
from retailcrm.ui.work import Step

PAGES = (
    (RULES, "Rules"),
    (PAST, "Try on the past"),
    (MOVE, "From discount to points"),
    (WEEKS, "Week by week"),
    (OWED, "What you owe"),
)


class ProgramScreen(Screen):
    """The owner's side of the points."""

    watches = ProgramPresenter.watches

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = JobScope(desk.jobs, "program")
        self._shown = ProgramState()
        self._made: Path | None = None
        self._planned: Transition | None = None
        services = desk.services
        self._presenter = ProgramPresenter(self, services, self._jobs, desk.now)
        self._past_presenter = PastPresenter(self, services, self._jobs)
        self._move_presenter = MovePresenter(self, services, self._jobs, self._use)
        self._gift_presenter = GiftPresenter(self, services, self._jobs)
        self._going_presenter = GoingPresenter(self, services, self._jobs)
        self._owed_presenter = OwedPresenter(self, services, self._jobs)
        self._build()

    @override
    def refresh(self) -> None:
        self._past_presenter.forget()
        self._presenter.refresh()

    @override
    def open_home(self) -> None:
        self._focus_page()

    @override
    def act(self, action: str) -> bool:
        is_rules = self._shown.page == RULES
        if action == "go" and is_rules and self._shown.draft is not None:
            self._keep()
        elif action == "go" and self._shown.page == MOVE:
            self._go_on()
        elif action == "save" and self._shown.page == MOVE:
            self._ask_path()
        elif action == "print" and self._shown.page == OWED:
            self._ask_where()
        elif action == "print" and self._shown.page == MOVE:
            self._ask_letters()
        elif action == "back" and not is_rules:
            self._presenter.turn_to(RULES)
        else:
            return False
        return True

    @override
    def close_screen(self) -> None:
        self._jobs.close()

    def show_page(self, page: str, section: str = "") -> None:
        """Turn to a page, and to a section of the rules if told."""
        self._presenter.turn_to(page)
        if section:
            self._presenter.open_section(section)

    def show_state(self, state: ProgramState) -> None:
        """Paint this."""
        before, self._shown = self._shown, state
        if state.problem and state.problem != before.problem:
            self._desk.tell(state.problem, "error")
        is_waiting = state.versions is None
        self._whole.setCurrentIndex(0 if is_waiting else 1)
        if is_waiting:
            self._waiting.show_words(state.problem or say("Reading the rules…"))
            self._again.setVisible(bool(state.problem))
            return
        self._show_head(state)
        self._rules.show_state(state)
        self._tabs.show_open(state.page)
        self._pages.setCurrentWidget(self._page_of(state.page))
        if state.page != before.page or before.versions is not state.versions:
            self._open_page(state)

    def count_soon(self) -> None:
        """Try the rules once the person has paused typing."""
        self._rules.count_soon()

    def plan_soon(self) -> None:
        """Work the move out once the person has paused typing."""
        self._move.plan_soon()

    def tell(self, text: str) -> None:
        """Say one sentence in the message bar."""
        self._desk.tell(text)

    def show_past(self, state: PastState) -> None:
        """Paint the replay."""
        self._past.show_state(state)

    def show_move(self, state: MoveState) -> None:
        """Paint the move."""
        is_new = state.plan is not self._planned
        self._planned = state.plan
        self._move.show_state(state)
        if is_new:
            self._gift_presenter.look(state.move if state.plan is not None else None)
        self._show_head(self._shown)

    def show_gifts(self, state: GiftState) -> None:
        """Paint where the start gifts stand."""
        self._move.show_gifts(state.found)
        self._show_head(self._shown)

    def tell_gifts(self, text: str, take_back: Callable[[], object] | None = None) -> None:
        """Say what became of the gifts, and offer to take them back."""
        self._desk.tell(text, "news", (say("Take back"), take_back) if take_back else None)

    def show_going(self, state: GoingState) -> None:
        """Paint the weeks since the program began."""
        self._going.show_state(state)

    def show_owed(self, state: OwedState) -> None:
        """Paint what is owed."""
        self._owed.show_state(state)
        self._show_head(self._shown)
        if state.made is not None and state.made != self._made:
            said = say("The sheet is written: {file}", file=state.made.name)
            made = QUrl.fromLocalFile(str(state.made))
            self._desk.tell(
                said, "news", (say("Open file"), lambda: QDesktopServices.openUrl(made))
            )
        self._made = state.made
        if state.problem and state.found is not None:
            self._desk.tell(state.problem, "error")

    def _build(self) -> None:
        self._keep_button = Button(
            say("Keep these rules"), "primary", key=cap("go"), on_click=self._keep
        )
        self._discard = Button(say("Discard"), on_click=self._presenter.discard)
        self._more = Button(say("More"), menu=True, on_click=self._open_menu)
        self._stop = Button(say("Stop"), on_click=self._stop_booking)
        self._make_move_buttons()
        self._head = ScreenHead(
            say("Program"), self._stop, self._more, self._discard, self._keep_button,
            self._save, self._letters, self._make, self._gifts, self._print,
        )  # fmt: skip
        self._tabs = Tabs(say("Program"), [(key, say(title)) for key, title in PAGES])
        self._tabs.chosen.connect(self._presenter.turn_to)
        self._make_pages()
        inside = QWidget()
        layout = page(self._head, self._tabs, self._pages)
        layout.setStretch(2, 1)
        inside.setLayout(layout)
        again = Button(say("Try again"), on_click=self.refresh)
        again.hide()
        self._again = again
        self._waiting = EmptyState(say("Reading the rules…"), "", again, icon="program")
        waiting = QWidget()
        waiting.setLayout(page(self._waiting))
        self._whole = QStackedWidget()
        self._whole.addWidget(waiting)
        self._whole.addWidget(inside)
        self.setLayout(column(self._whole, gap=0))

    def _make_move_buttons(self) -> None:
        self._save = Button(say("Save the list"), key=cap("save"), on_click=self._ask_path)
        self._letters = Button(say("Print letters"), key=cap("print"), on_click=self._ask_letters)
        self._make = Button(
            say("Make this the program"), "primary", key=cap("go"), on_click=self._make_program
        )
        self._gifts = Button(
            say("Book the gifts"), "primary", key=cap("go"), on_click=self._gift_presenter.book
        )
        self._print = Button(
            say("Print the sheet"), "primary", key=cap("print"), on_click=self._ask_where
        )

    def _make_pages(self) -> None:
        self._rules = RulesPage(self._presenter)
        opens = self._desk.open_rows
        self._rules.rows_requested.connect(opens)
        self._past = PastPage(self._past_presenter, self._begin_button(), opens)
        self._move = MovePage(self._move_presenter)
        self._move.customer_opened.connect(self._desk.open_customer)
        self._move.make_requested.connect(self._make_program)
        self._move.rows_requested.connect(opens)
        self._going = GoingPage(self._begin_button(), opens)
        self._owed = OwedPage(self._begin_button(), opens)
        self._pages = QStackedWidget()
        for part in (self._rules, self._past, self._move, self._going, self._owed):
            self._pages.addWidget(part)

    def _begin_button(self) -> Button:
        return Button(
            say("Begin with a program"), "primary", on_click=lambda: self._presenter.turn_to(RULES)
        )

    def _page_of(self, key: str) -> QWidget:
        return {
            RULES: self._rules,
            PAST: self._past,
            MOVE: self._move,
            WEEKS: self._going,
            OWED: self._owed,
        }[key]

    def _open_page(self, state: ProgramState) -> None:
        newest = state.newest
        program = state.checked.program or (newest.program if newest else None)
        if state.page == PAST:
            self._past_presenter.open(program, state.figures)
        elif state.page == MOVE:
            self._move_presenter.open(state.figures, state.today)
        elif state.page == WEEKS:
            held = state.in_force
            self._going_presenter.open(held.program if held else None, state.figures)
        elif state.page == OWED:
            self._owed_presenter.open(state.figures)

    def _show_head(self, state: ProgramState) -> None:
        is_rules = state.page == RULES and state.draft is not None
        gifts = self._gift_presenter.state
        self._head.show_title(say("Program"), _caption(state, gifts.booking))
        self._keep_button.setVisible(is_rules)
        self._keep_button.setEnabled(state.can_keep)
        self._discard.setVisible(is_rules and state.is_changed)
        self._more.setVisible(is_rules)
        self._stop.setVisible(state.booking is not None or gifts.booking is not None)
        has_plan = state.page == MOVE and self._move_presenter.state.plan is not None
        self._save.setVisible(has_plan)
        is_due = has_plan and (gifts.can_book or gifts.booking is not None)
        self._gifts.setVisible(is_due)
        self._gifts.setEnabled(gifts.can_book)
        self._make.setVisible(has_plan and not is_due)
        self._letters.setVisible(has_plan)
        self._letters.setEnabled(self._move_presenter.state.printing is None)
        has_sheet = state.page == OWED and self._owed_presenter.state.found is not None
        self._print.setVisible(has_sheet)
        self._print.setEnabled(not self._owed_presenter.state.printing)

    def _focus_page(self) -> None:
        if self._shown.versions is None:
            return
        for part in (self._rules, self._past, self._move, self._going, self._owed):
            if part is self._pages.currentWidget():
                part.focus_first()

    def _keep(self) -> None:
        self._presenter.keep()
        self._rules.focus_fault()

    def _use(self, program: Program, starts: date) -> None:
        self._presenter.use(program, starts)

    def _make_program(self) -> None:
        base = self._shown.checked.program or self._shown.base
        usual = templates(self._shown.figures.currency)[0].program
        self._move_presenter.make_program(base or usual)

    def _go_on(self) -> None:
        """Do what the primary button says."""
        if self._gifts.isVisible():
            self._gift_presenter.book()
        else:
            self._make_program()

    def _stop_booking(self) -> None:
        if self._gift_presenter.state.booking is not None:
            self._gift_presenter.stop()
        if self._shown.booking is not None:
            self._presenter.stop_booking()

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for one in templates(self._shown.figures.currency):
            told = say("Begin anew: {title}", title=say(one.title))
            menu.addAction(told, partial(self._presenter.begin_with, one.key))
        if self._shown.can_end:
            menu.addSeparator()
            told = say("End the program on that day")
            menu.addAction(told, self._presenter.end)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _ask_where(self) -> None:
        if self._owed_presenter.state.found is None:
            return
        chosen = self._chosen_file(
            say("Print the sheet to a file"), say("points owed.pdf"), "PDF (*.pdf);;Excel (*.xlsx)"
        )
        if chosen is not None:
            self._owed_presenter.print(chosen, self._desk.preferences.paper)

    def _ask_letters(self) -> None:
        if self._move_presenter.state.plan is None:
            return
        chosen = self._chosen_file(
            say("Print the letters to a file"), say("letters.pdf"), "PDF (*.pdf)"
        )
        if chosen is not None:
            self._move_presenter.print_letters(chosen, self._desk.preferences.paper)

    def _chosen_file(self, title: str, name: str, kinds: str) -> Path | None:
        """Ask for a file, beginning in the folder that was used last."""
        folder = Path(self._desk.preferences.folder or Path.home())
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(folder / name), kinds)
        if not chosen:
            return None
        self._desk.prefer(replace(self._desk.preferences, folder=str(Path(chosen).parent)))
        return Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(".pdf")

    def _ask_path(self) -> None:
        if self._move_presenter.state.plan is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, say("Save table"), say("letters.csv"), say("Table") + " (*.csv)"
        )
        if name:
            self._move_presenter.save_table(Path(name))


def _caption(state: ProgramState, gifts: Step | None) -> str:
    step = state.booking or gifts
    if step is not None:
        if step.total and step.note:
            return say("{note}: {done} of {total}", note=step.note, done=step.done,
                       total=step.total)  # fmt: skip
        return say("Keeping the rules…") if gifts is None else say("Booking gifts")
    held, newest = state.in_force, state.newest
    if held is not None and held.program is not None:
        day = state.figures.day_year(held.starts)
        said = say("{name}, in force since {day}", name=held.program.name, day=day)
        if newest is not None and newest.program is None:
            ends = state.figures.day_year(newest.starts)
            said = say("{said}; it ends on {day}", said=said, day=ends)
        return said
    if newest is not None and newest.program is not None:
        day = state.figures.day_year(newest.starts)
        return say("{name}, begins on {day}", name=newest.program.name, day=day)
    if newest is not None:
        return say("The program has ended; points that members hold stay theirs")
    return say("no program yet")
