"""The tab of moments: what is due on top, the shop's moments below, more to set up beside them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QGridLayout, QStackedLayout, QWidget
from typing_extensions import override

from retailcrm.core.outcome import Topic
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button, Choice
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import LeastHigh, clear, column, line, row, scrolled
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.kit.text import OneLine, Text
from retailcrm.ui.screens.campaigns.manners_card import MannersCard
from retailcrm.ui.screens.campaigns.moment_page import MomentPage
from retailcrm.ui.screens.campaigns.moments import MomentsPresenter
from retailcrm.ui.screens.campaigns.moments_state import (
    DueLine,
    MomentLine,
    MomentsState,
    OfferLine,
)
from retailcrm.ui.screens.campaigns.tab import Tab
from retailcrm.ui.work import Jobs

MOST_DUE, MOST_MOMENTS = 6, 12
# pixels that a sentence needs as it usually is; narrower, it stands in two lines
_WHY, _WHEN = 800, 600
WATCHED = frozenset({Topic.CAMPAIGNS, Topic.CUSTOMERS, Topic.RECEIPTS, Topic.SETTINGS})


class MomentsPage(Tab):
    """Says what is due, makes the lists, and lets moments be set up."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._is_old = True
        self._shown = MomentsState()
        self._presenter = MomentsPresenter(self, lambda: desk.services, jobs)
        self._stack = QStackedLayout(self)
        self._notice = EmptyState(say("Reading the books…"), icon="calendar")
        self._one = MomentPage(self._presenter, desk)
        overview = self._overview()
        whole = scrolled(LeastHigh(overview), overview.layout())
        for part in (_inside(self._notice), whole, self._one):
            self._stack.addWidget(part)

    @override
    def head_part(self) -> QWidget | None:
        return None

    @override
    def owns_head(self) -> bool:
        return self._shown.open is not None

    @override
    def grow_old(self) -> None:
        self._is_old = True

    @override
    def look(self) -> None:
        if self._is_old:
            self._is_old = False
            self._presenter.refresh()

    @override
    def focus_first(self) -> None:
        if self._shown.open is not None:
            self._one.focus_first()
        elif self._shown.can_make:
            self._make.setFocus()
        else:
            first = self._offers_holder.findChild(Button)
            (first or self._moments).setFocus()

    @override
    def open_rows(self, rows: RowsRef) -> None:
        told = rows.get("id")
        if told is not None and told.isdecimal():
            self._presenter.open(int(told))
        else:
            self._presenter.close()

    @override
    def act(self, action: str) -> bool:
        if self._shown.open is not None:
            return self._one.act(action)
        if action == "go" and self._make.isVisible() and self._make.isEnabled():
            self._make.click()
            return True
        return False

    def show_state(self, state: MomentsState) -> None:
        """Paint this."""
        was_open = self._shown.open is not None
        self._shown = state
        if was_open != self.owns_head():
            self.page_turned.emit()
        if not state.is_loaded:
            words = say("The moments could not be read") if state.problem else ""
            self._notice.show_words(words or say("Reading the books…"), state.problem)
            self._stack.setCurrentIndex(0)
            return
        if state.open is not None:
            self._stack.setCurrentIndex(2)
            self._one.show_state(state)
            if not was_open:
                self._one.focus_first()
            return
        self._stack.setCurrentIndex(1)
        self._show_overview(state)
        if was_open:
            self.focus_first()

    def tell(self, text: str, kind: str = "news") -> None:
        """Say one sentence in the message bar."""
        self._desk.tell(text, kind)

    def _show_overview(self, state: MomentsState) -> None:
        self._due.setVisible(not state.is_empty)
        self._mine.setVisible(not state.is_empty)
        self._teach.setVisible(state.is_empty)
        self._due.show_title(state.due_title, state.due_caption)
        self._service.show_options(state.services, state.service)
        self._service.setVisible(state.can_make and bool(state.services))
        self._make.setVisible(state.can_make)
        self._make.setEnabled(not state.is_making)
        self._make.show_text(
            say("Writing the lists…") if state.is_making else say("Make the lists")
        )
        self._table.show_rows(state.due)
        self._table.setVisible(bool(state.due))
        self._table.fit_height(MOST_DUE)
        self._moments.show_rows(state.moments)
        self._moments.fit_height(MOST_MOMENTS)
        self._offers.show_title(
            say("Moments ready to be set up") if state.is_empty else say("Set up another")
        )
        self._show_offers(state.offers)
        self._manners.setVisible(not state.is_empty)
        self._manners.show_manners(state.manners)

    def _overview(self) -> QWidget:
        self._make = Button(
            say("Make the lists"), "primary", key=cap("go"), on_click=self._choose_folder
        )
        self._service = Choice(say("Mail service"))
        self._service.chosen.connect(self._presenter.choose_service)
        self._service.setToolTip(say("For which service the e-mail lists are written."))
        self._due = Card(" ", " ", self._service, self._make)
        self._table: RowTable[DueLine] = RowTable(say("Due today"), _due_columns())
        self._table.opened.connect(self._open_due)
        self._due.add(6, self._table)
        self._moments: RowTable[MomentLine] = RowTable(say("Your moments"), _moment_columns())
        self._moments.opened.connect(lambda one: self._presenter.open(one.id))
        self._mine = Card(
            say("Your moments"),
            say("Each speaks by itself when its day has come. Enter opens one."),
        ).add(6, self._moments, None)
        self._teach = Card(
            say("Say the right thing on the right day, without thinking of it"),
            say(
                "A moment is a birthday, a first visit, a silence. Each day the program says "
                "whose day it is; you make the lists with one key. Nothing ever goes out for days "
                "before you switched it on, and a few people are left alone so that you see what "
                "it brings."
            ),
        )
        self._offers_list = QGridLayout()
        self._offers_list.setContentsMargins(0, 0, 0, 0)
        self._offers_list.setHorizontalSpacing(32)
        self._offers_list.setVerticalSpacing(0)
        for side in (0, 1):
            self._offers_list.setColumnStretch(side, 1)
        self._offers_holder = QWidget()
        self._offers_holder.setLayout(self._offers_list)
        self._offers = Card(say("Set up another")).add(4, self._offers_holder, None)
        self._manners = MannersCard(self._presenter.keep_manners, self._presenter.refuse)
        return _inside(self._teach, self._due, self._mine, self._offers, self._manners)

    def _show_offers(self, offers: tuple[OfferLine, ...]) -> None:
        clear(self._offers_list)
        for place, one in enumerate(offers):
            made = _offer(one, partial(self._presenter.set_up, one.kind))
            self._offers_list.addWidget(made, place // 2, place % 2)

    def _open_due(self, one: DueLine) -> None:
        is_waiting_only = one.ready == "0" and one.waiting_rows is not None
        self._desk.open_rows(one.waiting_rows if is_waiting_only and one.waiting_rows else one.rows)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("Folder for the lists"))
        if chosen:
            self._presenter.make_lists(Path(chosen))


def _inside(*parts: object) -> QWidget:
    holder = QWidget()
    inside = column(*parts, None, gap=12)  # type: ignore[arg-type]
    inside.setContentsMargins(24, 0, 24, 12)
    holder.setLayout(inside)
    return holder


def _offer(one: OfferLine, set_up: Callable[[], object]) -> QWidget:
    holder = QWidget()
    why = OneLine(one.why, "caption", "muted")
    why.setToolTip(one.why)
    when = OneLine(one.when, "caption", "muted")
    button = Button(say("Set up"), "outlined", small=True, on_click=set_up)
    button.setAccessibleName(say("Set up: {name}", name=one.title))
    words = column(Text(one.title, "strong"), why, when, gap=0)
    inside = row(words, button, gap=12)
    inside.setStretch(0, 1)
    inside.setContentsMargins(0, 8, 0, 8)
    holder.setLayout(column(line(), inside, gap=0))
    return holder


def _due_columns() -> tuple[Column[DueLine], ...]:
    return (
        Column("name", say("Moment"), lambda one: one.name, width=154, is_strong=True),
        Column(
            "about",
            say("What it says"),
            lambda one: one.about,
            width=200,
            whole=lambda one: one.about,
        ),
        Column("way", say("How"), lambda one: one.way, width=88, tone=lambda _: "muted"),
        Column("ready", say("Ready"), lambda one: one.ready, is_number=True, width=64),
        Column(
            "alone",
            say("Left alone"),
            lambda one: one.alone,
            is_number=True,
            width=84,
            tip=say("Drawn by chance, to see what the piece really brings."),
        ),
        Column("waiting", say("Wait"), lambda one: one.waiting, is_number=True, width=56),
        Column(
            "why",
            say("Why, or where it went"),
            lambda one: one.why,
            tone=lambda _: "muted",
            wraps=_WHY,
            whole=lambda one: one.why,
        ),
    )


def _moment_columns() -> tuple[Column[MomentLine], ...]:
    return (
        Column("name", say("Moment"), lambda one: one.name, width=154, is_strong=True),
        Column("when", say("When"), lambda one: one.when, wraps=_WHEN),
        Column("who", say("For"), lambda one: one.who, width=98, tone=lambda _: "muted"),
        Column("way", say("How"), lambda one: one.way, width=84, tone=lambda _: "muted"),
        Column(
            "state",
            say("State"),
            lambda one: one.state,
            width=106,
            tone=lambda one: "" if one.is_on else "muted",
        ),
        Column("sent", say("Sent"), lambda one: one.sent, is_number=True, width=56),
        Column("alone", say("Left alone"), lambda one: one.alone, is_number=True, width=84),
        Column(
            "brought",
            say("What it brought"),
            lambda one: one.brought,
            width=172,
            whole=lambda one: one.brought,
            tip=say("Margin after all costs, against those who were left alone."),
        ),
    )
