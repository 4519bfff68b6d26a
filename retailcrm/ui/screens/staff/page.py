"""The people who work here, a part of the Settings for the owner."""

from PySide6.QtWidgets import QLineEdit, QWidget

from retailcrm.core.roles import Role
from retailcrm.core.words import say
from retailcrm.services.staff import StaffRow
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Form, Picker
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.staff.presenter import StaffPresenter, StaffState
from retailcrm.ui.work import Jobs

ROLES = ((Role.STAFF, "Staff"), (Role.MANAGER, "Manager"), (Role.OWNER, "Owner"))
_MAY = (
    (Role.STAFF, "Staff see the counter and the member in front of them: scan, enrol, redeem."),
    (Role.MANAGER, "Managers also see every screen, correct balances, merge and print cards."),
    (Role.OWNER, "Owners also set the rules, add people, and put copies back."),
)
MOST = 12


class StaffPage(QWidget):
    """A list of people, the chosen one, and a new one."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._shown = StaffState()
        self.presenter = StaffPresenter(self, lambda: desk.services, jobs)
        self._wrong = Text("", "body", "bad", wrap=True)
        self._wrong.hide()
        left, right = QWidget(), QWidget()
        left.setLayout(column(self._people_card(), None, gap=12))
        right.setLayout(column(self._new_card(), self._one_card(), None, gap=12))
        both = row(left, right, gap=12)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.setLayout(both)
        self._show_one(None)

    def show_state(self, state: StaffState) -> None:
        """Paint this."""
        self._wrong.show_text(state.wrong)
        self._wrong.setVisible(bool(state.wrong))
        if state.kept != self._shown.kept:
            for field in (self._name, self._pin, self._other_pin):
                field.clear()
            if self._pin.hasFocus():
                self._name.setFocus()  # for the next one
        if state.people != self._shown.people:
            self._table.show_rows(state.people)
            self._table.fit_height(MOST)
            self._table.setVisible(bool(state.people))
            if state.people and self._table.current_row() is None:
                self._table.select(0)
            self._role.choose(Role.STAFF if state.people else Role.OWNER)
        for button in (self._add, self._keep_role, self._keep_pin, self._go):
            button.setEnabled(not state.is_writing)
        self._shown = state
        self._show_one(self._table.current_row())

    def _people_card(self) -> Card:
        self._table: RowTable[StaffRow] = RowTable(
            say("People who work here"), _columns(), row_height=NARROW_ROW
        )
        self._table.fit_height(MOST)
        self._table.hide()  # until somebody is listed
        self._table.current_changed.connect(self._show_one)
        card = Card(
            say("Who works here"),
            say("As long as nobody is listed, everyone at this computer is the owner. Once the "
                "owner is, the window asks for a name and a PIN."),
        )  # fmt: skip
        card.add(4, self._table, 8)
        for _role, words in _MAY:
            card.add(Text(say(words), "caption", "muted", wrap=True))
        return card

    def _new_card(self) -> Card:
        self._name, self._pin = Field(), _pin_field()
        self._role = Picker("", _options())
        self._role.choose(Role.OWNER)  # the first person is one
        self._add = Button(say("Add"), on_click=self._ask_add)
        form = Form(label_width=80, field_width=220)
        form.add(say("Name"), self._name)
        form.add(say("Role"), self._role)
        form.add(say("PIN"), self._pin, say("Four digits or more, no simple row."))
        self._pin.returnPressed.connect(self._ask_add)
        return Card(say("Add a person")).add(4, form, self._wrong, row(None, self._add))

    def _one_card(self) -> Card:
        self._other_role = Picker(say("Role of the chosen person"), _options())
        self._other_pin = _pin_field()
        self._other_pin.setAccessibleName(say("New PIN of the chosen person"))
        self._other_pin.setPlaceholderText(say("New PIN"))
        self._keep_role = Button(say("Give this role"), on_click=self._ask_role)
        self._keep_pin = Button(say("Give this PIN"), on_click=self._ask_pin)
        self._go = Button("", on_click=self._ask_go)
        self._one = Card(say("Change"))
        self._one.add(4, row(self._other_role, self._keep_role, None))
        self._one.add(6, row(self._other_pin, self._keep_pin, None), 6, row(self._go, None))
        return self._one

    def _show_one(self, person: StaffRow | None) -> None:
        self._one.setVisible(person is not None)
        if person is not None:
            self._one.show_title(person.name)
            self._other_role.choose(person.role)
            self._go.show_text(say("Let go") if person.is_active else say("Have back"))

    def _ask_add(self) -> None:
        self.presenter.add(self._name.text(), Role(str(self._role.value)), self._pin.text())

    def _ask_role(self) -> None:
        if person := self._table.current_row():
            self.presenter.give_role(person, Role(str(self._other_role.value)))

    def _ask_pin(self) -> None:
        if person := self._table.current_row():
            self.presenter.give_pin(person, self._other_pin.text())

    def _ask_go(self) -> None:
        if person := self._table.current_row():
            self.presenter.let_go(person)


def _pin_field() -> Field:
    made = Field()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setFixedWidth(220)
    return made


def _options() -> tuple[tuple[object, str], ...]:
    return tuple((role, say(title)) for role, title in ROLES)


def _columns() -> tuple[Column[StaffRow], ...]:
    titles = dict(ROLES)
    return (
        Column("name", say("Name"), lambda one: one.name, is_strong=True),
        Column("role", say("Role"), lambda one: say(titles[one.role]), width=90),
        Column("state", say("Works here"), lambda one: say("yes") if one.is_active else say("no"),
               width=90, tone=lambda one: "" if one.is_active else "muted"),
    )  # fmt: skip
