"""What is done with the member in front, typed in place: no box ever stands in the way."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from typing_extensions import override

from retailcrm.core.figures import Figures
from retailcrm.core.theme import SCREEN
from retailcrm.core.words import say
from retailcrm.loyalty.program import Program
from retailcrm.services.points_rows import AccountRow
from retailcrm.ui.actions import cap
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Picker
from retailcrm.ui.kit.layout import clear, column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.counter.asking import contact_title
from retailcrm.ui.screens.counter.spending import (
    Typed,
    awarding,
    redeeming,
    reward_words,
    rewards_for,
)
from retailcrm.ui.theme import font

TALL = 44


class BigLine(Field):
    """A line to type in, to be read standing."""

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__(name, placeholder)
        self.setProperty("step", "tall")
        self.setFixedHeight(TALL)
        self.setFont(font(SCREEN))


class PanelCard(Card):
    """A question with its fields: Enter goes on to the next, after the last it is done.

    Args:
        title: the question.
        verb: what the button does.
        on_close: leaves without doing anything.
    """

    def __init__(self, title: str, verb: str, on_close: Callable[[], object]) -> None:
        super().__init__(title)
        self.body.setContentsMargins(24, 16, 24, 16)
        self.body.setSpacing(8)
        self._fields: tuple[QWidget, ...] = ()
        self.words = Text("", "verdict", "muted", wrap=True)
        self.problem = Text("", "verdict", "bad", wrap=True)
        self.problem.hide()
        self.go = Button(verb, "primary", key=say("Enter"), on_click=self.done)
        self.leave = Button(say("Leave it"), key=cap("back"), on_click=on_close)

    def lay_out(self, *pairs: tuple[str, QWidget, int]) -> None:
        """Put labelled fields side by side: (label, field, share of the width)."""
        self._fields = tuple(field for _, field, _ in pairs)
        line = row(gap=16)
        for label, field, share in pairs:
            words = Text(label, "caption", "muted")
            words.setBuddy(field)
            line.addLayout(column(words, field, gap=4), share)
            if isinstance(field, QLineEdit):
                field.returnPressed.connect(lambda at=field: self._enter(at))
        self.add(line, self.words, self.problem, row(self.go, self.leave, None), None)

    def show_problem(self, problem: str) -> None:
        """Say why it could not be done; what was typed stays."""
        self.problem.show_text(problem)
        self.problem.setVisible(problem not in ("", self.words.text()))

    def show_typed(self, typed: Typed) -> None:
        """Say what was typed comes to."""
        self.words.show_text(typed.words, "bad" if typed.is_wrong else "muted")

    def ready(self) -> None:
        """Take the keyboard."""
        if self._fields:
            self._fields[0].setFocus()

    def done(self) -> None:
        """Do it; each panel says how."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the Enter of a choice, which has none of its own; lines tell of theirs."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(QApplication.focusWidget(), Picker):
            self.done()
        else:
            super().keyPressEvent(event)

    def _enter(self, field: QWidget) -> None:
        at = self._fields.index(field)
        if at + 1 < len(self._fields) and self._goes_on(field):
            self._fields[at + 1].setFocus()
        else:
            self.done()

    def _goes_on(self, field: QWidget) -> bool:
        """Say whether Enter leads to the next field rather than to the end."""
        return isinstance(field, QLineEdit)


class AwardPanel(PanelCard):
    """So many points, for a reason.

    Signals:
        awarded: (points as typed, the reason).
    """

    awarded = Signal(str, str)

    def __init__(self, on_close: Callable[[], object]) -> None:
        super().__init__(say("Award points"), say("Award"), on_close)
        self._points = BigLine(say("Points"))
        self._reason = BigLine(say("Reason"), say("What for? It stands on the statement."))
        self.lay_out((say("Points"), self._points, 1), (say("Reason"), self._reason, 3))
        self._account: AccountRow | None = None
        self._figures: Figures | None = None
        self._points.textChanged.connect(self._tell)

    def begin(self, account: AccountRow, figures: Figures) -> None:
        """Ask anew; the reason given last stands there, to be typed over."""
        self._account, self._figures = account, figures
        self._points.clear()
        self._reason.selectAll()
        self._tell()
        self.ready()

    @override
    def done(self) -> None:
        """Hand on what was typed."""
        if not self._reason.text().strip():
            self._reason.setFocus()
            self.show_problem(say("Say what the points are for."))
            return
        self.awarded.emit(self._points.text(), self._reason.text())

    def _tell(self) -> None:
        if self._account is not None and self._figures is not None:
            self.show_typed(awarding(self._points.text(), self._account, self._figures))


class RedeemPanel(PanelCard):
    """So many points off, or a reward; what is to be paid sets the cap.

    Signals:
        redeemed: (points as typed, key of a reward, to be paid, receipt number).
    """

    redeemed = Signal(str, str, str, str)

    def __init__(self, on_close: Callable[[], object]) -> None:
        super().__init__(say("Redeem points"), say("Redeem"), on_close)
        self._points = BigLine(say("Points"))
        self._reward = Picker(say("For"))
        self._reward.setFixedHeight(TALL)
        self._total = BigLine(say("To be paid"), say("optional"))
        self._receipt = BigLine(say("Receipt number"), say("optional"))
        self.lay_out(
            (say("Points"), self._points, 2),
            (say("For"), self._reward, 3),
            (say("To be paid, sets the cap"), self._total, 2),
            (say("Receipt number"), self._receipt, 2),
        )
        self._with: tuple[AccountRow, Program, Figures] | None = None
        for field in (self._points, self._total):
            field.textChanged.connect(self._tell)
        self._reward.currentIndexChanged.connect(lambda _at: self._choose())

    def begin(self, account: AccountRow, program: Program, figures: Figures) -> None:
        """Ask anew, with the rewards that the points buy now."""
        self._with = account, program, figures
        for field in (self._points, self._total, self._receipt):
            field.clear()
        self.offer(account, program, figures)
        self._tell()
        self.ready()

    def offer(self, account: AccountRow, program: Program, figures: Figures) -> None:
        """Offer only what the points buy: the list shrinks after each pick."""
        rewards = rewards_for(account, program)
        options = [("", say("Money off"))]
        options += [(one.key, reward_words(one, figures)) for one in rewards]
        self._reward.show_options(options, "")
        self._choose()

    @override
    def done(self) -> None:
        """Hand on what was typed."""
        self.redeemed.emit(
            self._points.text(), str(self._reward.value or ""), self._total.text(),
            self._receipt.text(),
        )  # fmt: skip

    def _goes_on(self, field: QWidget) -> bool:
        """Points are enough: the rest is there for who wants it, by Tab."""
        return not self._points.text().strip() and field is self._points and self._has_rewards()

    def _has_rewards(self) -> bool:
        return self._reward.count() > 1 and not self._reward.value

    def _choose(self) -> None:
        is_money = not self._reward.value
        self._points.setEnabled(is_money)
        self._total.setEnabled(is_money)
        self._tell()

    def _tell(self) -> None:
        if self._with is None:
            return
        account, program, figures = self._with
        chosen = next((one for one in program.rewards if one.key == self._reward.value), None)
        if chosen is not None:
            left = figures.count(account.available - chosen.points)
            words = say("{reward}: {left} points stay.", reward=chosen.name, left=left)
            self.show_typed(Typed(chosen.points, words))
            return
        typed = redeeming(self._points.text(), self._total.text(), account, program, figures)
        self.show_typed(typed)


class LinePanel(PanelCard):
    """One line to type: a new card, a note.

    Signals:
        told: what was typed.
    """

    told = Signal(str)

    def __init__(
        self, title: str, verb: str, label: str, words: str, on_close: Callable[[], object]
    ) -> None:
        super().__init__(title, verb, on_close)
        self.field = BigLine(label)
        self.lay_out((label, self.field, 1))
        self.words.show_text(words)

    def begin(self) -> None:
        """Ask anew."""
        self.field.clear()
        self.ready()

    @override
    def done(self) -> None:
        """Hand on what was typed."""
        self.told.emit(self.field.text())


class ContactPanel(PanelCard):
    """The contacts that a member has not told yet.

    Signals:
        told: what was typed, by name of the field.
    """

    told = Signal(object)

    def __init__(self, on_close: Callable[[], object]) -> None:
        super().__init__(say("Ask for what is missing"), say("Keep"), on_close)
        self._lines: dict[str, BigLine] = {}
        self._row = row(gap=16)
        self.add(self._row, self.problem, row(self.go, self.leave, None), None)

    def begin(self, missing: Sequence[str]) -> None:
        """Ask for these."""
        clear(self._row)
        self._lines = {name: BigLine(contact_title(name)) for name in missing}
        self._fields = tuple(self._lines.values())
        for name, field in self._lines.items():
            words = Text(contact_title(name), "caption", "muted")
            words.setBuddy(field)
            self._row.addLayout(column(words, field, gap=4), 1)
            field.show()  # at once, so that it can take the keyboard
            field.returnPressed.connect(lambda at=field: self._enter(at))
        self.ready()

    @override
    def done(self) -> None:
        """Hand on what was typed."""
        self.told.emit({name: field.text() for name, field in self._lines.items()})
