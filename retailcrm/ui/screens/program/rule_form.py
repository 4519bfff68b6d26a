"""One section of the rules as fields, with lists of like rules below."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.form import Field, Picker, Tick
from retailcrm.ui.kit.layout import clear, column, row
from retailcrm.ui.kit.text import OneLine, Text
from retailcrm.ui.screens.program.draft import Draft, row_path
from retailcrm.ui.screens.program.kinds import CHOICES, YES, Setting
from retailcrm.ui.screens.program.settings import (
    CUSTOMERS,
    HEADS,
    NEEDED_IN,
    Section,
    Several,
)

NUMBER, LABEL = 88, 170
_WORDY = frozenset({"text", "list", "groups", "customers"})


class RuleForm(QWidget):
    """Shows the settings of a section and hands on what is typed.

    Signals:
        typed: (path, text) of a single setting.
        row_typed: (path of the list, number of the row, name, text).
        row_added: path of the list.
        row_removed: (path of the list, number of the row).
        customer_named: card, name, phone or e-mail of someone to add.
    """

    typed = Signal(str, str)
    row_typed = Signal(str, int, str, str)
    row_added = Signal(str)
    row_removed = Signal(str, int)
    customer_named = Signal(str)

    def __init__(self, currency: str, names: Mapping[str, str]) -> None:
        super().__init__()
        self._currency, self._names = currency, names
        self._fields: dict[str, QWidget] = {}
        self._faults: dict[str, Text] = {}
        self._body: QVBoxLayout = column(gap=8)
        self._body.setContentsMargins(0, 0, 12, 12)
        self.setLayout(self._body)

    def show_section(self, section: Section, draft: Draft) -> None:
        """Make the fields of a section anew."""
        clear(self._body)
        self._fields.clear()
        self._faults.clear()
        grid = _grid()
        for one in section.settings:
            if one.path in HEADS:
                self._body.addLayout(grid)
                self._body.addWidget(Text(say(HEADS[one.path]), "strong"))
                grid = _grid()
            self._add_field(grid, one, one.path, say(one.title), partial(self.typed.emit, one.path))
        self._body.addLayout(grid)
        for several in section.lists:
            self._add_list(several, draft)
        self._body.addStretch(1)

    def show_texts(self, draft: Draft, faults: Mapping[str, str]) -> None:
        """Put the texts into the fields and the faults below them."""
        texts = dict(draft.texts)
        for path, rows in draft.rows.items():
            for number, held in enumerate(rows):
                texts |= {row_path(path, number, name): text for name, text in held.items()}
        for path, widget in self._fields.items():
            if path in NEEDED_IN:
                widget.setEnabled(draft.texts["expiry.mode"] in NEEDED_IN[path])
            _put(widget, texts.get(path, ""))
            fault = faults.get(path, "")
            if isinstance(widget, Field):
                widget.show_wrong(fault)
            self._faults[path].show_text(fault)
            self._faults[path].setVisible(bool(fault))

    def focus_fault(self, faults: Mapping[str, str]) -> None:
        """Put the cursor into the first wrong field of the section."""
        for path, widget in self._fields.items():
            if path in faults:
                widget.setFocus()
                return

    def _add_list(self, several: Several, draft: Draft) -> None:
        rows = draft.rows.get(several.path, ())
        add = Button(
            say("Add {what}", what=say(several.one).lower()), "quiet", icon="plus",
            on_click=partial(self.row_added.emit, several.path),
        )  # fmt: skip
        self._body.addSpacing(8)
        self._body.addLayout(row(Text(say(several.title), "title"), None, add))
        self._body.addWidget(Text(say(several.help), "caption", "muted", wrap=True))
        if several is CUSTOMERS:
            self._body.addLayout(self._asked_customer(add))
        for number, held in enumerate(rows):
            name = held.get("name", "") or self._names.get(held.get("key", ""), "")
            self._body.addWidget(self._row(several, number, name))

    def _asked_customer(self, add: Button) -> QHBoxLayout:
        """Let a person be named as people are, not by a number."""
        field = Field(say("Card, name, phone or e-mail"), say("Card, name, phone or e-mail"))
        add.hide()
        named = Button(say("Add"), small=True, on_click=lambda: self._name(field))
        named.setAccessibleName(say("Add customer"))
        field.returnPressed.connect(lambda: self._name(field))
        return row(field, named)

    def _name(self, field: Field) -> None:
        if field.text().strip():
            self.customer_named.emit(field.text().strip())

    def _row(self, several: Several, number: int, name: str) -> QFrame:
        title = say("{one} {n}", one=say(several.one), n=number + 1)
        if several is CUSTOMERS and name:
            title = name
        remove = Button(
            say("Remove"), "quiet",
            on_click=partial(self.row_removed.emit, several.path, number),
        )  # fmt: skip
        remove.setAccessibleName(say("Remove {what} {name}", what=title, name=name).strip())
        grid = _grid()
        for one in several.settings:
            path = row_path(several.path, number, one.path)
            spoken = f"{title}: {say(one.title)}"
            hand_on = partial(self.row_typed.emit, several.path, number, one.path)
            self._add_field(grid, one, path, spoken, hand_on)
        frame = QFrame()
        frame.setObjectName("card")
        whole = column(row(OneLine(title, "strong"), remove), grid, gap=6)
        whole.setContentsMargins(12, 8, 12, 10)
        frame.setLayout(whole)
        return frame

    def _add_field(
        self,
        grid: QGridLayout,
        setting: Setting,
        path: str,
        spoken: str,
        hand_on: Callable[[str], object],
    ) -> None:
        line = grid.rowCount()
        widget = _widget(setting, spoken, hand_on)
        widget.setAccessibleDescription(say(setting.help))
        widget.setToolTip(say(setting.help))
        fault = Text("", "caption", "bad", wrap=True)
        fault.hide()
        self._fields[path], self._faults[path] = widget, fault
        if isinstance(widget, Tick):
            grid.addWidget(widget, line, 0, 1, 2)
            grid.addWidget(fault, line + 1, 0, 1, 2)
            return
        label = Text(say(setting.title), wrap=True)
        label.setBuddy(widget)
        label.setToolTip(say(setting.help))
        grid.addWidget(label, line, 0)
        if setting.kind in _WORDY or setting.kind in CHOICES:
            grid.addWidget(widget, line, 1)
        else:
            grid.addLayout(row(widget, Text(self._unit(setting), "body", "muted"), None), line, 1)
        grid.addWidget(fault, line + 1, 1)

    def _unit(self, setting: Setting) -> str:
        if setting.unit == "money":
            return self._currency
        return say(setting.unit) if setting.unit.strip("%×") else setting.unit


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(3)
    grid.setColumnMinimumWidth(0, LABEL)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    return grid


def _widget(setting: Setting, spoken: str, hand_on: Callable[[str], object]) -> QWidget:
    if setting.kind == "switch":
        tick = Tick(say(setting.title))
        tick.setAccessibleName(spoken)
        tick.toggled.connect(lambda on: hand_on(YES if on else ""))
        return tick
    if setting.kind in CHOICES:
        picker = Picker(spoken, [(key, say(text)) for key, text in CHOICES[setting.kind]])
        picker.currentIndexChanged.connect(lambda _at: hand_on(str(picker.value)))
        return picker
    field = Field(spoken)
    if setting.kind not in _WORDY:
        field.setFixedWidth(120 if setting.kind == "day" else NUMBER)
    if setting.kind not in _WORDY:
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
    field.textEdited.connect(hand_on)
    return field


def _put(widget: QWidget, text: str) -> None:
    """Show a text without telling anybody, and without moving the cursor needlessly."""
    if isinstance(widget, Field):
        if widget.text() != text:
            widget.setText(text)
    elif isinstance(widget, Picker):
        widget.choose(text)
    elif isinstance(widget, Tick):
        widget.blockSignals(True)
        widget.setChecked(text == YES)
        widget.blockSignals(False)
