"""The page of one moment: its settings on the left, what it would do and did on the right."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from retailcrm.campaigns.moments.moment import Reached
from retailcrm.campaigns.offers import OfferKind, kind_title
from retailcrm.core.rows import rows
from retailcrm.core.words import say
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Form, Picker
from retailcrm.ui.kit.layout import LeastHigh, clear, column, row, scrolled
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.campaigns.draft_form import NUMBERED
from retailcrm.ui.screens.campaigns.moment_phrases import WAYS
from retailcrm.ui.screens.campaigns.moment_typing import OFFERED
from retailcrm.ui.screens.campaigns.moments import MomentsPresenter
from retailcrm.ui.screens.campaigns.moments_state import (
    Fact,
    HistoryLine,
    MomentsState,
    OpenMoment,
    StepFields,
    Typed,
)

MOST_HISTORY, LABEL = 8, 110
POST = "post"
REACHED = (
    (str(Reached.BEEN_A_WHILE), "Been a while"),
    (str(Reached.MIA), "Missing"),
    (str(Reached.DEAD), "Dead card"),
)


class MomentPage(QWidget):
    """Shows one moment and hands over what is typed."""

    def __init__(self, presenter: MomentsPresenter, desk: Desk) -> None:
        super().__init__()
        self._presenter, self._desk = presenter, desk
        self._shown: OpenMoment | None = None
        self._steps: list[_StepRow] = []
        self._head = Text("", "screen")
        self._why = Text("", "body", "muted", wrap=True)
        self._wrong = Text("", "body", "bad", wrap=True)
        self._build()

    def focus_first(self) -> None:
        """Put the keyboard on the first field."""
        self._name.setFocus(Qt.FocusReason.TabFocusReason)

    def act(self, action: str) -> bool:
        """Keep or go back by key."""
        if action == "go":
            self._go()
            return True
        if action == "back":
            self._presenter.close()
            return True
        return False

    def show_state(self, state: MomentsState) -> None:
        """Paint the open moment."""
        shown = state.open
        assert shown is not None
        before, self._shown = self._shown, shown
        self._wrong.show_text(state.wrong)
        self._wrong.setVisible(bool(state.wrong))
        self._head.show_text(shown.title)
        self._why.show_text(shown.why)
        if before is None or before.choices != shown.choices:
            self._audience.show_options(shown.choices, self._audience.value)
        if before is None or (before.id, before.kind, before.typed) != (
            shown.id,
            shown.kind,
            shown.typed,
        ):
            self._fill(shown)
        self._show_buttons(shown)
        self._show_first(shown)
        self._history.show_rows(shown.history)
        self._history.fit_height(MOST_HISTORY)
        self._history.setVisible(bool(shown.history))
        self._nothing.setVisible(not shown.history)
        self._past.setVisible(shown.was_on)
        self._past.show_title(say("What went out"), shown.brought)

    def forget(self) -> None:
        """Fill the fields anew at the next look."""
        self._shown = None

    def _fill(self, shown: OpenMoment) -> None:
        typed = shown.typed
        self._name.setText(typed.name)
        self._way.choose(typed.channel)
        self._audience.choose(typed.audience)
        self._control.setText(typed.control)
        self._late.setText(typed.late)
        self._rest.setText(typed.rest)
        self._cost.setText(typed.cost)
        self._opens.setText(typed.opens)
        for part in (self._opens, self._opens_label):
            part.setVisible(shown.has_date)
        self._step_words.show_text(shown.step_words)
        clear(self._step_grid)
        self._steps = []
        for place, one in enumerate((*typed.steps, StepFields(reached=_next(typed)))):
            self._add_step(place, one, has_stages=shown.has_stages)

    def _add_step(self, place: int, one: StepFields, *, has_stages: bool) -> None:
        made = _StepRow(say("Piece {n}", n=place + 1), one)
        made.reached.setVisible(has_stages)
        parts = (made.reached, made.days, made.about, made.offer, made.number)
        for at, part in enumerate(parts):
            self._step_grid.addWidget(part, place, at)
        self._step_grid.setColumnStretch(2, 1)
        self._steps.append(made)

    def _show_buttons(self, shown: OpenMoment) -> None:
        self._keep.show_text(say("Keep") if shown.id else say("Set up and look"))
        is_second = bool(shown.id) and not shown.is_on
        self._keep.show_kind("outlined" if is_second else "primary")
        self._keep.show_key("" if is_second else cap("go"))
        self._switch_on.setVisible(bool(shown.id) and not shown.is_on)
        self._switch_off.setVisible(shown.is_on)
        self._drop.setVisible(not shown.was_on)
        self._letter.setVisible(bool(shown.id) and shown.typed.channel == POST)

    def _show_first(self, shown: OpenMoment) -> None:
        title = say("Today") if shown.is_on else say("If you switch it on today")
        caption = shown.doubt
        if not shown.id:
            caption = say("Set it up first: nothing goes out before you have seen whom it means.")
        self._first.show_title(title, caption)
        clear(self._facts)
        for fact in shown.facts:
            self._facts.addLayout(_fact(fact, self._desk))

    def _typed(self) -> Typed:
        assert self._shown is not None
        return replace(
            self._shown.typed,
            name=self._name.text(),
            channel=str(self._way.value),
            audience=str(self._audience.value),
            control=self._control.text(),
            late=self._late.text(),
            rest=self._rest.text(),
            cost=self._cost.text(),
            opens=self._opens.text(),
            steps=tuple(one.typed() for one in self._steps if one.days.text().strip()),
        )

    def _go(self) -> None:
        for button in (self._switch_on, self._keep):
            if button.isVisible():
                button.click()
                return

    def _build(self) -> None:
        self._back = Button(say("All moments"), key=cap("back"), on_click=self._presenter.close)
        self._keep = Button(say("Keep"), "primary", on_click=lambda: self._send(switch_on=False))
        self._switch_on = Button(
            say("Switch on"),
            "primary",
            key=cap("go"),
            on_click=lambda: self._send(switch_on=True),
        )
        self._switch_off = Button(say("Switch off"), on_click=self._presenter.switch_off)
        self._drop = Button(say("Throw away"), "still", on_click=self._presenter.drop)
        self._letter = Button(say("Letters and labels"), on_click=self._open_letter)
        left, right = QWidget(), QWidget()
        left.setLayout(column(self._settings(), None))
        right.setLayout(column(self._first_card(), self._past_card(), None, gap=12))
        both = row(left, right, gap=12)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        whole = QWidget()
        head = row(self._back, self._head, None, self._letter, self._drop, gap=12)
        head.addWidget(self._switch_off)
        head.addWidget(self._keep)
        head.addWidget(self._switch_on)
        inside = column(head, both, None, gap=12)
        inside.setContentsMargins(24, 18, 24, 12)
        whole.setLayout(inside)
        self.setLayout(column(scrolled(LeastHigh(whole), inside)))

    def _settings(self) -> Card:
        self._name = Field(say("Name"))
        self._way = Picker(say("How"), [(key, say(words)) for key, words in WAYS])
        self._audience = Picker(say("Whom it is for"))
        self._opens = Field(say("The doors open on"), "2026-12-01")
        self._opens.setFixedWidth(120)
        self._opens_label = Text(say("The doors open on"))
        self._opens_label.setBuddy(self._opens)
        form = Form(LABEL, 260)
        form.add(say("Name"), self._name)
        form.add(say("How"), self._way)
        form.add(say("Whom it is for"), self._audience)
        self._step_grid = QGridLayout()
        self._step_grid.setHorizontalSpacing(8)
        self._step_grid.setVerticalSpacing(6)
        self._step_words = Text("", "strong-caption")
        return Card().add(
            self._why,
            8,
            form,
            row(self._opens_label, self._opens, None, gap=16),
            4,
            self._step_words,
            self._step_grid,
            Text(say("A piece without days is left out."), "caption", "muted"),
            8,
            self._numbers(),
            self._wrong,
        )

    def _numbers(self) -> QGridLayout:
        """Put the small numbers in pairs, each with what it means below."""
        self._control = Field(say("Left alone, %"))
        self._late = Field(say("Still good, days"))
        self._rest = Field(say("Rest, days"))
        self._cost = Field(say("A piece costs"), "0")
        told = (
            (self._control, say("Drawn by chance, to see what it really brings.")),
            (self._late, say("A piece that comes later is let go.")),
            (self._rest, say("Between two occasions for one person.")),
            (self._cost, say("Postage or message; taken off what it brings.")),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for at, (field, help_) in enumerate(told):
            label = Text(field.accessibleName())
            label.setBuddy(field)
            label.setMinimumWidth(LABEL)  # so that all fields of the card begin below each other
            field.setFixedWidth(64)
            field.setAccessibleDescription(help_)
            line, side = 2 * (at // 2), at % 2
            grid.addLayout(row(label, field, None, gap=16), line, side)
            told_below = Text(help_, "caption", "muted", wrap=True)
            told_below.setContentsMargins(0, 0, 0, 6)
            grid.addWidget(told_below, line + 1, side, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(side, 1)
        return grid

    def _first_card(self) -> Card:
        self._facts: QVBoxLayout = column(gap=4)
        self._first = Card(" ", " ").add(4, self._facts)
        return self._first

    def _past_card(self) -> Card:
        columns: tuple[Column[HistoryLine], ...] = (
            Column("day", say("Day"), lambda one: one.day, width=98),
            Column(
                "about", say("What it said"), lambda one: one.about, whole=lambda one: one.about
            ),
            Column("sent", say("Sent"), lambda one: one.sent, is_number=True, width=52),
            Column("alone", say("Left alone"), lambda one: one.alone, is_number=True, width=84),
        )
        self._history: RowTable[HistoryLine] = RowTable(
            say("What went out"), columns, row_height=NARROW_ROW
        )
        self._history.opened.connect(lambda one: self._desk.open_rows(one.rows))
        self._nothing = Text(say("Nothing has gone out yet."), "body", "muted")
        self._past = Card(say("What went out"), " ").add(4, self._nothing, self._history)
        return self._past

    def _open_letter(self) -> None:
        """Go to what the letters of this moment say."""
        assert self._shown is not None
        there = rows("campaigns", tab="campaigns", id=str(self._shown.id), part="post")
        self._desk.open_screen("campaigns", there)

    def _send(self, *, switch_on: bool) -> None:
        self._presenter.keep(self._typed(), switch_on=switch_on)


class _StepRow:
    """The fields of one piece."""

    def __init__(self, name: str, shown: StepFields) -> None:
        self.reached = Picker(say("{piece}: from", piece=name), [(k, say(w)) for k, w in REACHED])
        self.reached.choose(shown.reached or REACHED[0][0])
        self.days = Field(say("{piece}: days", piece=name), say("days"))
        self.days.setText(shown.days)
        self.days.setFixedWidth(56)
        self.about = Field(say("{piece}: what it says", piece=name), say("what it says"))
        self.about.setText(shown.about)
        self.about.setCursorPosition(0)
        kinds = [*OFFERED] if shown.offer in OFFERED else [*OFFERED, OfferKind(shown.offer)]
        self.offer = Picker(
            say("{piece}: what it gives", piece=name),
            [(str(one), kind_title(one)) for one in kinds],
        )
        self.offer.choose(shown.offer)
        self.number = Field(say("{piece}: how much", piece=name))
        self.number.setText(shown.number)
        self.number.setFixedWidth(64)
        keeps = self.number.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.number.setSizePolicy(keeps)
        self.offer.activated.connect(lambda _: self._settle())
        self._settle()

    def typed(self) -> StepFields:
        """Give what was typed."""
        return StepFields(
            self.days.text(),
            self.about.text(),
            str(self.reached.value),
            str(self.offer.value),
            self.number.text(),
        )

    def _settle(self) -> None:
        is_numbered = OfferKind(str(self.offer.value)) in NUMBERED
        self.number.setEnabled(is_numbered)
        if self.number.parent() is not None or not is_numbered:
            self.number.setVisible(is_numbered)


def _next(typed: Typed) -> str:
    return typed.steps[-1].reached if typed.steps else REACHED[0][0]


def _fact(fact: Fact, desk: Desk) -> QVBoxLayout:
    opens: Callable[[], object] | None = None
    if fact.rows is not None:
        opens = partial(desk.open_rows, fact.rows)
    number = Button(fact.value, "number", on_click=opens)
    number.setAccessibleName(f"{fact.value} {fact.words}")
    numbers = QWidget()
    numbers.setFixedWidth(64)
    numbers.setLayout(row(None, number))
    return column(row(numbers, Text(fact.words, "body", "muted", wrap=True), gap=12))
