"""The dialog that changes the rules, showing who would move before anything is kept."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from retailcrm.analytics.segments import ON_GRID, PRESETS
from retailcrm.core.vocabulary import segment_title
from retailcrm.core.words import say
from retailcrm.ui.actions import cap, pressed
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button, Choice
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.layout import column, row, scrolled
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.groups.rule_fields import FIELDS
from retailcrm.ui.screens.groups.rule_fields import Field as Rule
from retailcrm.ui.screens.groups.rules import RulesPresenter, RulesState
from retailcrm.ui.screens.groups.rules_preview import PreviewCard
from retailcrm.ui.screens.groups.segment_picker import SegmentPicker

SIDE = 5
_PRESET = {"usual": "Usual grid", "patient": "Patient: goods bought seldom", "gentle": "Gentle"}


class RulesDialog(QDialog):
    """Every number the groups rest on."""

    def __init__(self, desk: Desk, currency: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Rules of the groups"))
        self.setModal(True)
        self.resize(1160, 660)
        self._currency = currency
        self._fields: dict[str, Field] = {}
        self._wrong: dict[str, Text] = {}
        self._cells: dict[tuple[int, int], SegmentPicker] = {}
        self._presenter = RulesPresenter(self, desk.services.grouping, desk.jobs)
        self._preview = PreviewCard()
        self._build()
        self._presenter.open()

    def show_state(self, state: RulesState) -> None:
        """Paint this."""
        for key, text in state.texts:
            field = self._fields[key]
            if field.text() != text:
                field.setText(text)
        faults = dict(state.faults)
        for key, field in self._fields.items():
            field.show_wrong(faults.get(key, ""))
            self._wrong[key].show_text(faults.get(key, ""))
            self._wrong[key].setVisible(key in faults)
        for (r, at), picker in self._cells.items():
            picker.choose(state.grid[SIDE - r][at - 1])
        self._preview.show_state(state)
        self._save.setEnabled(state.can_save)
        if state.is_done:
            self.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in a field must not close the dialog; Escape does.
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._save = Button(
            say("Keep these rules"), "primary", key=cap("go"), on_click=self._presenter.save
        )
        QShortcut(QKeySequence(pressed("go")), self).activated.connect(self._save.click)
        cancel = Button(say("Cancel"), key="Esc", on_click=self.reject)
        defaults = Button(say("As the program starts"), on_click=self._presenter.use_defaults)
        numbers = scrolled(self._numbers())
        numbers.setFixedWidth(430)
        right = column(self._grid_card(), self._preview, gap=12)
        right.setStretch(1, 1)
        middle = row(numbers, right, gap=16)
        whole = column(
            Text(say("Rules of the groups"), "screen"),
            Text(say("Nothing changes until you keep the rules."), "body", "muted"),
            8,
            middle,
            8,
            row(defaults, None, cancel, self._save),
            gap=4,
        )
        whole.setStretch(3, 1)
        whole.setContentsMargins(24, 16, 24, 16)
        self.setLayout(whole)

    def _numbers(self) -> QWidget:
        holder = QWidget()
        inner: QVBoxLayout = column(gap=6)
        section = ""
        for rule in FIELDS:
            if rule.section != section:
                section = rule.section
                inner.addSpacing(8)
                inner.addWidget(Text(say(section), "title"))
            inner.addLayout(self._rule(rule))
        inner.addStretch(1)
        inner.setContentsMargins(0, 0, 12, 0)
        holder.setLayout(inner)
        return holder

    def _rule(self, rule: Rule) -> QVBoxLayout:
        field = Field(say(rule.title))
        field.setFixedWidth(88)
        field.setToolTip(say(rule.help))
        field.setAccessibleDescription(say(rule.help))
        field.textEdited.connect(lambda text: self._presenter.type(rule.key, text))
        label = Text(say(rule.title), wrap=True)
        label.setToolTip(say(rule.help))
        label.setBuddy(field)
        unit = Text(self._unit(rule), "body", "muted")
        unit.setFixedWidth(68)
        wrong = Text("", "caption", "bad")
        wrong.hide()
        self._fields[rule.key], self._wrong[rule.key] = field, wrong
        return column(row(label, field, unit, gap=10), wrong, gap=2)

    def _grid_card(self) -> Card:
        self._preset = Choice(
            say("Ready-made grids"), [(key, say(_PRESET.get(key, key))) for key, _ in PRESETS]
        )
        self._preset.show_options([(key, say(_PRESET.get(key, key))) for key, _ in PRESETS], None)
        self._preset.chosen.connect(lambda key: self._presenter.use_preset(str(key)))
        card = Card(say("Segments of the grid"), say("R in rows, FM in columns"), self._preset)
        grid = QGridLayout()
        grid.setSpacing(4)
        options = [(str(key), segment_title(str(key))) for key in ON_GRID]
        for r in range(SIDE, 0, -1):
            grid.addWidget(Text(say("R {score}", score=r), "strong"), SIDE - r, 0)
            for at in range(1, SIDE + 1):
                grid.addWidget(self._cell(r, at, options), SIDE - r, at)
                grid.setColumnStretch(at, 1)
        for at in range(1, SIDE + 1):
            grid.addWidget(Text(say("FM {score}", score=at), "caption", "muted"), SIDE, at)
        card.add(4, grid)
        return card

    def _cell(self, r: int, at: int, options: list[tuple[str, str]]) -> SegmentPicker:
        picker = SegmentPicker(say("Segment of R {r}, FM {fm}", r=r, fm=at), options)
        picker.setMinimumWidth(96)
        picker.currentIndexChanged.connect(
            lambda _at: self._presenter.name_cell(r, at, str(picker.value))
        )
        self._cells[r, at] = picker
        return picker

    def _unit(self, rule: Rule) -> str:
        if rule.unit != "money":
            return rule.unit if rule.unit == "%" else say(rule.unit)
        if rule.key == "contact_cost":
            return say("{currency} a year", currency=self._currency)
        return self._currency
