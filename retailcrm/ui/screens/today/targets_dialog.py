"""The dialog in which the owner says what she wants to reach, and by when."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.ui.actions import cap, pressed
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.today.targets import TargetField, TargetsPresenter, TargetsState, title_of


class TargetsDialog(QDialog):
    """A field for each figure, beside where it stands today."""

    def __init__(self, desk: Desk, figures: Figures, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Targets"))
        self.setModal(True)
        self.resize(620, 380)
        self._fields: dict[str, tuple[Field, Text]] = {}
        self._presenter = TargetsPresenter(self, desk.services.insights.targets, desk.jobs)
        self._build()
        self._presenter.open(figures)

    def show_state(self, state: TargetsState) -> None:
        """Paint this."""
        for number, one in enumerate(state.fields):
            if one.key not in self._fields:
                self._fields[one.key] = self._add(number, one)
                if not number:
                    self._fields[one.key][0].setFocus()
            field, wrong = self._fields[one.key]
            if field.text() != one.text:
                field.setText(one.text)
            field.show_wrong(one.wrong)
            wrong.show_text(one.wrong)
        if self._until.text() != state.until:
            self._until.setText(state.until)
        self._until.show_wrong(state.until_wrong)
        self._wrong.show_text(state.until_wrong or state.problem)
        self._save.setEnabled(bool(state.fields) and not state.is_saving)
        if state.is_done:
            self.accept()

    def _build(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(4, 1)
        for at, words in enumerate((say("Figure"), say("Now"), say("Target"))):
            self._grid.addWidget(Text(words, "caption", "muted"), 0, at)
        self._until = Field(say("To be reached by"), say("31 Dec 2026"))
        self._until.setFixedWidth(140)
        self._until.textEdited.connect(self._presenter.type_until)
        label = Text(say("To be reached by"))
        label.setBuddy(self._until)
        self._wrong = Text("", "body", "bad", wrap=True)
        self._save = Button(
            say("Keep targets"), "primary", key=cap("go"), on_click=self._presenter.save
        )
        self._save.setDefault(True)
        QShortcut(QKeySequence(pressed("go")), self).activated.connect(self._save.click)
        whole = column(
            Text(say("Targets"), "screen"),
            Text(
                say("Today and the monthly report show how far each has come. Empty: no target."),
                "body",
                "muted",
                wrap=True,
            ),
            8,
            self._grid,
            8,
            row(label, self._until, None, gap=12),
            self._wrong,
            None,
            row(None, Button(say("Cancel"), key="Esc", on_click=self.reject), self._save),
            gap=4,
        )
        whole.setContentsMargins(24, 16, 24, 16)
        self.setLayout(whole)

    def _add(self, number: int, one: TargetField) -> tuple[Field, Text]:
        title = title_of(one.key)
        name, field = Text(title), Field(title)
        name.setToolTip(one.help)
        name.setBuddy(field)
        field.setFixedWidth(96)
        field.setAccessibleDescription(one.help)
        field.textEdited.connect(lambda text: self._presenter.type(one.key, text))
        wrong = Text("", "caption", "bad")
        parts = (
            name,
            Text(one.now, "body", "muted"),
            field,
            Text(one.unit, "body", "muted"),
            wrong,
        )
        for at, part in enumerate(parts):
            self._grid.addWidget(part, number + 1, at)
        if self._fields:
            QWidget.setTabOrder([*self._fields.values()][-1][0], field)
        QWidget.setTabOrder(field, self._until)
        return field, wrong
