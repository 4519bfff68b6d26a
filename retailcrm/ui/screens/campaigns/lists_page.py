"""The tab of lists: choose whom and for which service, see who is left out, write, look back."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from retailcrm.core.words import say
from retailcrm.services.list_rows import Exported
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Form, Picker, Tick
from retailcrm.ui.kit.layout import column, row, scrolled
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.campaigns.back_card import BackCard
from retailcrm.ui.screens.campaigns.connection_card import ConnectionCard
from retailcrm.ui.screens.campaigns.list_columns import LEFT_OUT, LOG
from retailcrm.ui.screens.campaigns.lists import (
    CHANNELS,
    ListsPresenter,
    ListsState,
    left_out_of,
    twin_words,
    verdict_of,
)
from retailcrm.ui.screens.campaigns.returned_card import ReturnedCard
from retailcrm.ui.screens.campaigns.saved_card import SavedCard
from retailcrm.ui.screens.campaigns.tab import Tab
from retailcrm.ui.screens.written import open_file
from retailcrm.ui.work import Jobs

MOST_REASONS, MOST_LOGGED = 7, 5


class ListsPage(Tab):
    """Writes lists for mail services, and keeps those that are saved."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self.presenter = ListsPresenter(self, lambda: desk.services, jobs)
        self._is_old = True
        self._state = ListsState()
        self._build()
        self.show_lists(self._state)

    @override
    def grow_old(self) -> None:
        self._is_old = True

    @override
    def look(self) -> None:
        if self._is_old:
            self._is_old = False
            self.presenter.refresh()
            self.connection.presenter.refresh()

    @override
    def close_tab(self) -> None:
        self.connection.presenter.close()

    @override
    def focus_first(self) -> None:
        (self._import if self._state.customers == 0 else self._whom).setFocus()

    @override
    def act(self, action: str) -> bool:
        if action == "go" and self._write.isEnabled():
            self._ask_where()
            return True
        if action == "back" and self._state.is_pasting:
            self.presenter.stop_pasting()
            return True
        return False

    def show_lists(self, state: ListsState) -> None:
        """Paint this."""
        before, self._state = self._state, state
        is_empty = state.customers == 0
        self._empty.setVisible(is_empty)
        self._scroll.setVisible(not is_empty)
        if state.choices != before.choices:
            self._whom.show_options(state.choices, state.audience)
        if state.services != before.services:
            self._service.show_options(state.services, state.service)
        self._whom.choose(state.audience)
        self._service.choose(state.service)
        self._channel.choose(state.channel)
        self._channel.setEnabled(state.service in state.own)
        self._changes.setChecked(state.since_last)
        self._show_count(state, before)
        self.saved.show_saved(state)
        self._show_log(state, before)

    def tell_written(self, done: Exported, said: str) -> None:
        """Say what was written, with a button that opens the folder."""
        self._desk.tell(said, "news", (say("Open folder"), lambda: open_file(done.file.parent)))

    def tell(self, said: str, kind: str = "news") -> None:
        """Say one sentence."""
        self._desk.tell(said, kind)

    def _show_count(self, state: ListsState, before: ListsState) -> None:
        tone = "bad" if state.problem else ""
        self._verdict.show_text(state.step or verdict_of(state), tone)
        self._twin.show_text(twin_words(state))
        self._write.setEnabled(state.can_write)
        found = state.preview
        self._who.setVisible(bool(found and found.included))
        if found is None or found is before.preview:
            return  # what stood there stays while it is counted anew
        left = left_out_of(state)
        self._left_out.show_rows(left)
        self._left_out.setVisible(bool(left))
        self._left_title.setVisible(bool(left))
        self._left_out.fit_height(MOST_REASONS)

    def _show_log(self, state: ListsState, before: ListsState) -> None:
        self._no_log.setVisible(state.customers is not None and not state.log)
        if state.log is before.log:
            return
        enter = say("Enter shows who was on a list.") if state.log else ""
        self._left_card.show_title(say("What has left"), enter)
        self._log.show_rows(state.log)
        self._log.fit_height(MOST_LOGGED)
        self._log.setVisible(bool(state.log))

    def _build(self) -> None:
        self._import = Button(
            say("Import customers"), "primary", on_click=lambda: self._desk.open_screen("import")
        )
        nobody = EmptyState(
            say("Lists for your mail service will be written here"),
            say(
                "Import your customers first. Then choose a group, and the program leaves out "
                "whoever said no, has no address or is left alone to compare with."
            ),
            self._import,
            icon="mail",
        )
        self.saved = SavedCard(self.presenter)
        self.back = BackCard(self._desk, self._jobs)
        self.returned = ReturnedCard(self._desk, self._jobs)
        self.connection = ConnectionCard(self._desk, self._jobs, self._chosen)
        left = QWidget()
        left.setLayout(column(self._writing_card(), self.connection, None, gap=12))
        right = QWidget()
        right.setLayout(
            column(self.saved, self._log_card(), self.back, self.returned, None, gap=12)
        )
        self._all = QWidget()
        both = row(left, right, gap=12)
        both.setStretch(0, 5)
        both.setStretch(1, 6)
        both.setContentsMargins(24, 0, 24, 12)
        self._all.setLayout(both)
        self._scroll = scrolled(self._all, both)
        self._empty = QWidget()
        inside = column(nobody)
        inside.setContentsMargins(24, 0, 24, 12)
        self._empty.setLayout(inside)
        self.setLayout(column(self._empty, self._scroll))

    def _writing_card(self) -> Card:
        self._whom = Picker(say("Whom"))
        self._service = Picker(say("For which service"))
        self._channel = Picker(say("By"), [(key, say(word)) for key, word in CHANNELS.items()])
        self._changes = Tick(say("Only who is new or changed since the last time"))
        self._whom.activated.connect(lambda _: self.presenter.choose(str(self._whom.value)))
        self._service.activated.connect(
            lambda _: self.presenter.choose_service(str(self._service.value))
        )
        self._channel.activated.connect(
            lambda _: self.presenter.choose_channel(str(self._channel.value))
        )
        self._changes.clicked.connect(self.presenter.only_changes)
        form = Form(label_width=120, field_width=260)
        form.add(say("Whom"), self._whom)
        form.add(say("For which service"), self._service)
        form.add(say("By"), self._channel)
        self._write = Button(
            say("Write the files"), "primary", key=cap("go"), on_click=self._ask_where
        )
        self._who = Button(say("Show them"), "quiet", on_click=self._open_included)
        self._verdict = Text("", "title", wrap=True)
        self._twin = Text("", "caption", "muted", wrap=True)
        self._left_title = Text(say("Left out"), "medium")
        self._left_out = RowTable(say("Who is left out"), LEFT_OUT)
        self._left_out.opened.connect(lambda one: self._desk.open_rows(one.rows))
        for one in (self._left_title, self._left_out):
            one.hide()
        card = Card(say("Write a list"))
        return card.add(
            form, self._changes, 8, self._verdict, row(self._who, None), self._left_title,
            self._left_out, self._twin, 8, row(None, self._write),
        )  # fmt: skip

    def _log_card(self) -> Card:
        self._log = RowTable(say("Lists that left the shop"), LOG)
        self._log.opened.connect(lambda one: self._desk.open_rows(one.rows))
        self._log.setVisible(False)  # until something has left
        self._log.hide()
        self._no_log = Text(say("No list has left the shop yet."), "body", "muted")
        self._left_card = Card(say("What has left"))
        return self._left_card.add(self._no_log, self._log)

    def _chosen(self) -> tuple[str, str]:
        """Give the audience that is chosen, and its name."""
        audience = self._state.audience
        return audience, dict(self._state.choices).get(audience, say("Everyone"))

    def _open_included(self) -> None:
        if self._state.preview is not None:
            self._desk.open_rows(self._state.preview.included_rows)

    def _ask_where(self) -> None:
        folder = self._desk.preferences.folder or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, say("Folder for the files"), folder)
        if chosen:
            self._desk.prefer(replace(self._desk.preferences, folder=chosen))
            self.presenter.write(Path(chosen))
