"""A new member in the time it takes to say a phone number, a name and an address."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from retailcrm.core.questions import Asker
from retailcrm.core.words import say
from retailcrm.services.member_rows import LikelyPerson
from retailcrm.ui.actions import cap
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Tick
from retailcrm.ui.kit.icons import IconMark
from retailcrm.ui.kit.layout import clear, column, row
from retailcrm.ui.kit.text import OneLine, Text
from retailcrm.ui.screens.counter.asking import wording
from retailcrm.ui.screens.counter.enrolling import FIELDS, Enrolling, EnrolState
from retailcrm.ui.screens.counter.panels import BigLine

TYPING_MS = 180
_FIRST = {
    "phone": (0, 0, 2), "first_name": (0, 2, 2), "last_name": (0, 4, 2), "email": (1, 0, 4),
    "postcode": (1, 4, 2),
}  # fmt: skip
_LAST = {"card": (0, 0, 1), "source": (0, 1, 1)}


class EnrolPage(QFrame):
    """Fields on the left, who it may be already below them; Ctrl+Enter keeps.

    Signals:
        typed: (field, text), a breath after the typing.
    """

    typed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[str, BigLine] = {}
        self._presenter: Enrolling | None = None
        self._asked: tuple[object, ...] = ()
        self._waiting: dict[str, QTimer] = {}
        self._build()

    def use(self, presenter: Enrolling, on_close: Callable[[], object]) -> None:
        """Hand what is typed to a presenter."""
        self._presenter = presenter
        self.typed.connect(presenter.type)
        self._save.clicked.connect(self.save)
        self._leave.clicked.connect(on_close)
        self._prints.toggled.connect(lambda is_on: presenter.print_too(is_on=is_on))
        self._other.toggled.connect(lambda is_on: presenter.be_someone_else(is_on=is_on))

    def ready(self) -> None:
        """Take the keyboard: the first field that is still empty."""
        empty = next((one for one in FIELDS if not self._lines[one].text()), FIELDS[0])
        self._lines[empty].setFocus()

    def save(self) -> None:
        """Keep what stands in the fields now, however fast it was typed."""
        self.flush()
        if self._presenter is not None:
            self._presenter.save()

    def take_card(self, code: str) -> None:
        """Put a scanned card into its field."""
        self._lines["card"].setText(code)
        self.flush()

    def show_enrolment(self, state: EnrolState) -> None:
        """Paint this."""
        for name, field in self._lines.items():
            told = state.text(name)
            if field.text() != told and not self._waiting[name].isActive():
                field.blockSignals(True)
                field.setText(told)
                field.blockSignals(False)
        self._show_questions(state)
        self._show_likely(state)
        self._problem.show_text(state.problem)
        self._problem.setVisible(bool(state.problem))
        self._save.setEnabled(not state.is_busy)
        self._set(self._prints, is_on=state.prints)
        self._set(self._other, is_on=state.someone_else)
        known = state.completes
        self._card.show_title(
            say("New member") if known is None else say("{name} becomes a member", name=known.name)
        )

    def _build(self) -> None:
        self._card = Card(say("New member"))
        self._card.body.setContentsMargins(24, 16, 24, 16)
        self._card.body.setSpacing(8)
        self._problem = Text("", "verdict", "bad", wrap=True)
        self._problem.hide()
        self._questions: QVBoxLayout = column(gap=4)
        self._save = Button(say("Keep the member"), "primary", key=cap("go"))
        self._leave = Button(say("Leave it"), key=cap("back"))
        self._prints = Tick(say("Print the card"))
        self._other = Tick(say("Somebody else with the same contact"))
        self._other.hide()
        buttons = row(self._save, self._leave, self._prints, None, gap=12)
        self._card.add(
            self._make_fields(_FIRST), self._questions, self._make_fields(_LAST), self._problem,
            buttons, 4, self._make_likely(), None,
        )  # fmt: skip
        self.setLayout(column(self._card))

    def _make_fields(self, places: dict[str, tuple[int, int, int]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        labels = {
            "phone": say("Phone"), "first_name": say("First name"), "last_name": say("Last name"),
            "email": say("E-mail"), "postcode": say("Postcode"),
            "card": say("Card: scan one, or leave empty for a new number"),
            "source": say("How did you hear of us?"),
        }  # fmt: skip
        for name, (line, at, wide) in places.items():
            field = BigLine(labels[name])
            words = Text(labels[name], "caption", "muted")
            words.setBuddy(field)
            grid.addLayout(column(words, field, gap=2), line, at, 1, wide)
            for number in range(at, at + wide):
                grid.setColumnStretch(number, 1)
            self._lines[name] = field
            self._wire(name, field)
        return grid

    def _wire(self, name: str, field: BigLine) -> None:
        breath = QTimer(self, singleShot=True, interval=TYPING_MS)
        breath.timeout.connect(lambda: self.typed.emit(name, field.text()))
        self._waiting[name] = breath
        field.textEdited.connect(lambda _text: breath.start())
        field.returnPressed.connect(lambda: self._next(name))

    def _next(self, name: str) -> None:
        at = FIELDS.index(name) + 1
        if at < len(FIELDS):
            self._lines[FIELDS[at]].setFocus()
        else:
            self.save()

    def flush(self) -> None:
        """Hand on what is typed without waiting for a breath."""
        for name, field in self._lines.items():
            self._waiting[name].stop()
            if self._presenter is not None and self._presenter.state.text(name) != field.text():
                self.typed.emit(name, field.text())

    def _make_likely(self) -> QWidget:
        self._likely_title = OneLine("", "title")
        self._likely: QVBoxLayout = column(gap=4)
        self._likely_part = QWidget()
        mark = IconMark("warning", "warn", 20)
        inside = column(row(mark, self._likely_title, self._other, gap=12), self._likely, gap=6)
        inside.itemAt(0).layout().setStretch(1, 1)  # type: ignore[union-attr]
        self._likely_part.setLayout(inside)
        self._likely_part.hide()
        return self._likely_part

    def _show_questions(self, state: EnrolState) -> None:
        shown = (state.channels, state.consents)
        if shown == self._asked:
            return
        self._asked = shown
        clear(self._questions)
        told = dict(state.consents)
        waits = next((one for one in state.channels if one not in told), None)
        for channel in state.channels:
            self._questions.addWidget(self._question(channel, told.get(channel), waits == channel))

    def _question(self, channel: str, answer: bool | None, is_next: bool) -> QWidget:  # noqa: FBT001
        words = OneLine(self._wording(channel), "verdict")
        keys = (cap("yes"), cap("no")) if is_next else ("", "")
        yes = Button(say("Yes"), key=keys[0], small=True, icon="check" if answer else "")
        no = Button(say("No"), key=keys[1], small=True, icon="check" if answer is False else "")
        for button, given in ((yes, True), (no, False)):
            button.setAccessibleName(f"{words.text()} {button.text()}")
            button.clicked.connect(lambda _=False, one=given: self._answer(channel, given=one))
        holder = QWidget()
        inside = row(words, yes, no, gap=8)
        inside.setStretch(0, 1)
        holder.setLayout(inside)
        return holder

    def _wording(self, channel: str) -> str:
        return wording(channel, self._presenter.asker if self._presenter else Asker())

    def _answer(self, channel: str, *, given: bool) -> None:
        if self._presenter is not None:
            self._presenter.answer(channel, given=given)

    def _show_likely(self, state: EnrolState) -> None:
        self._likely_part.setVisible(bool(state.likely))
        same = next((one for one in state.likely if one.is_same), None)
        self._other.setVisible(same is not None or state.someone_else)
        self._likely_title.show_text(_likely_words(len(state.likely), same))
        clear(self._likely)
        for person in state.likely[:3]:
            self._likely.addWidget(self._person(person))

    def _person(self, person: LikelyPerson) -> QWidget:
        who = OneLine(person.name or say("Customer without a name"), "strong")
        first, *others = person.reasons or ("",)
        reasons = ", ".join((first, *(f"{one[:1].lower()}{one[1:]}" for one in others)))
        facts = " · ".join(one for one in (reasons, person.detail) if one)
        words = OneLine(facts, "body", "muted")
        verb = say("This is her") if person.card else say("This is her: give her a card")
        pick = Button(verb, small=True, on_click=lambda: self._pick(person))
        pick.setAccessibleName(f"{verb}: {person.name}")
        holder = QWidget()
        inside = row(column(who, words, gap=0), pick, gap=12)
        inside.setStretch(0, 1)
        holder.setLayout(inside)
        return holder

    def _pick(self, person: LikelyPerson) -> None:
        if self._presenter is not None:
            self._presenter.pick(person)

    def _set(self, tick: Tick, *, is_on: bool) -> None:
        tick.blockSignals(True)
        tick.setChecked(is_on)
        tick.blockSignals(False)


def _likely_words(count: int, same: LikelyPerson | None) -> str:
    if same is not None:
        return say("This is {name}, it seems: keeping adds to what is known.", name=same.name)
    if count == 1:
        return say("Is this the same person?")
    return say("Is one of these {count} the same person?", count=count)
