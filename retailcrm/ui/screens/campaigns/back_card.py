"""The card that reads what came back: drop a report, see what it would note, note it."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from retailcrm.core.words import say
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.drop import dropped_files
from retailcrm.ui.kit.form import Form, Picker
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.kit.text import OneLine, Text
from retailcrm.ui.screens.campaigns.back import (
    BackPresenter,
    BackState,
    Line,
    campaign_choices,
    kind_choices,
    lines_of,
    words_of,
)
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.work import Jobs

_LINES: tuple[Column[Line], ...] = (
    Column("what", say("What"), lambda one: one.what, is_strong=True),
    Column("count", say("How many"), lambda one: PLAIN.count(one.count), is_number=True, width=90),
)
_MOST_LINES = 8


class BackCard(Card):
    """Takes one report at a time."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        self._desk = desk
        self.choose = Button(say("Choose a report"), on_click=self._choose)
        super().__init__(say("Read what came back"), "", self.choose)
        self.presenter = BackPresenter(self, lambda: desk.services, jobs)
        self.setAcceptDrops(True)
        self._hint = Text(
            say(
                "Drop a report of your mail service here: contacts, opens, clicks, bounces or "
                "unsubscribes. You see what it would note before anything is noted."
            ),
            "body",
            "muted",
            wrap=True,
        )
        self._state = BackState()
        self.add(self._hint, self._part())
        self.show_back(self._state)

    def show_back(self, state: BackState) -> None:
        """Paint this."""
        before, self._state = self._state, state
        is_open = state.path is not None
        self._hint.setVisible(not is_open)
        self._inside.setVisible(is_open)
        self._file.show_text("" if state.path is None else state.path.name)
        self._words.show_text(words_of(state), "bad" if state.problem else "")
        self._kind_form.setVisible(state.asks)
        self.kind.choose(state.kind)
        is_read = state.report is not None and not state.report.is_unclear
        self._campaign_form.setVisible(is_read and bool(state.campaigns))
        if state.campaigns != before.campaigns:
            self.campaign.show_options(campaign_choices(state))
        self.campaign.choose(state.campaign)
        lines = lines_of(state.report) if state.report is not None and is_read else ()
        self.lines.show_rows(lines)
        self.lines.fit_height(_MOST_LINES)
        self.lines.setVisible(bool(lines))
        self.note.setEnabled(state.can_note)
        if state.asks and not before.asks:
            self.kind.setFocus()
        elif state.can_note and not before.can_note:
            self.note.setFocus()

    def tell(self, said: str, kind: str = "news") -> None:
        """Say one sentence."""
        self._desk.tell(said, kind)
        self.choose.setFocus()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if paths := dropped_files(event):
            event.acceptProposedAction()
            self.presenter.take(paths[0])

    def _part(self) -> QWidget:
        self._file = OneLine("", "medium")
        self._words = Text("", "body", wrap=True)
        self.kind = Picker(say("What the file is"), kind_choices())
        self.kind.activated.connect(lambda _: self.presenter.say_kind(str(self.kind.value)))
        self._kind_form = Form(label_width=120, field_width=240)
        self._kind_form.add(say("What the file is"), self.kind)
        self.campaign = Picker(say("For which campaign"))
        self.campaign.activated.connect(lambda _: self._say_campaign())
        self._campaign_form = Form(label_width=120, field_width=240)
        self._campaign_form.add(say("For which campaign"), self.campaign)
        self.lines = RowTable(say("What would be noted"), _LINES, row_height=NARROW_ROW)
        self.note = Button(say("Note it"), on_click=self.presenter.note)
        leave = Button(say("Leave it"), on_click=self._leave)
        self._inside = QWidget()
        self._inside.setLayout(
            column(
                self._file, self._words, self._kind_form, self._campaign_form, self.lines,
                row(None, leave, self.note), gap=8,
            )
        )  # fmt: skip
        return self._inside

    def _say_campaign(self) -> None:
        value = self.campaign.value
        self.presenter.say_campaign(value if isinstance(value, int) else None)

    def _leave(self) -> None:
        self.presenter.leave()
        self.choose.setFocus()

    def _choose(self) -> None:
        kinds = f"{say('Reports')} (*.csv *.tsv *.txt *.xlsx *.zip);;{say('All files')} (*)"
        name, _ = QFileDialog.getOpenFileName(self, say("Choose a report"), "", kinds)
        if name:
            self.presenter.take(Path(name))
