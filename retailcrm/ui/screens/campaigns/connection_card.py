"""The card of the shop's Constant Contact account."""

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from retailcrm.core.words import say
from retailcrm.services.connection_rows import DEFAULT_REDIRECT
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Form
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.campaigns.connection import (
    ConnectionPresenter,
    ConnectionState,
    standing_words,
)
from retailcrm.ui.work import Jobs

#: (audience, its title) of the list that is chosen on the tab
Chosen = Callable[[], tuple[str, str]]


class ConnectionCard(Card):
    """Connects the account, sends the chosen list, fetches answers."""

    def __init__(self, desk: Desk, jobs: Jobs, chosen: Chosen) -> None:
        self.presenter = ConnectionPresenter(self, lambda: desk.services, jobs)
        self.connect_it = Button(say("Connect"), on_click=self.presenter.register)
        self.disconnect_it = Button(say("Disconnect"), "quiet", on_click=self.presenter.disconnect)
        super().__init__("Constant Contact", "", self.disconnect_it, self.connect_it)
        self._desk = desk
        self._chosen = chosen
        self._words = Text("", "body", "muted", wrap=True)
        self._problem = Text("", "body", "bad", wrap=True)
        self._state = ConnectionState()
        self.add(self._words, self._problem, self._register_part(), self._browser_part())
        self.add(self._work_part())
        self.show_connection(self._state)

    def show_connection(self, state: ConnectionState) -> None:
        """Paint this."""
        before, self._state = self._state, state
        self._words.show_text(standing_words(state))
        self._problem.show_text(state.problem)
        self._problem.setVisible(bool(state.problem))
        is_idle = not state.is_registering and state.begun is None
        trouble = state.status is not None and bool(state.status.trouble)
        self.connect_it.setVisible(is_idle and not state.is_connected)
        self.connect_it.setEnabled(state.status is not None and not trouble)
        self.disconnect_it.setVisible(is_idle and state.is_connected)
        self._register.setVisible(state.is_registering)
        self._browser.setVisible(state.begun is not None)
        self._work.setVisible(is_idle and state.is_connected)
        self.resume.setVisible(state.waits)
        for one in (self.push, self.pull, self.resume, self.disconnect_it):
            one.setEnabled(not state.step)
        if state.is_registering and not before.is_registering:
            self._fill(state)
            self.client.setFocus()
        if state.begun is not None and before.begun is None:
            self.address.clear()
            self.address.setFocus()

    def open_browser(self, address: str) -> None:
        """Open an address in the person's browser."""
        QDesktopServices.openUrl(QUrl(address))

    def tell(self, said: str, kind: str = "news") -> None:
        """Say one sentence."""
        self._desk.tell(said, kind)

    def _fill(self, state: ConnectionState) -> None:
        if state.status is not None:
            self.client.setText(state.status.settings.client_id)
            self.redirect.setText(state.status.settings.redirect)

    def _register_part(self) -> QWidget:
        self.client = Field()
        self.redirect = Field("", DEFAULT_REDIRECT)
        form = Form(label_width=120, field_width=280)
        form.add(
            say("Client id"),
            self.client,
            say("Register your shop's own application at developer.constantcontact.com, once."),
        )
        form.add(say("Redirect address"), self.redirect, say("Exactly as you registered it there."))
        begin = Button(
            say("Open the browser"),
            on_click=lambda: self.presenter.connect(self.client.text(), self.redirect.text()),
        )
        leave = Button(say("Leave it"), on_click=self._leave)
        self._register = QWidget()
        self._register.setLayout(column(form, row(None, leave, begin), gap=8))
        return self._register

    def _browser_part(self) -> QWidget:
        self.address = Field(
            say("Address at which the browser ended"),
            say("Or paste the address at which the browser ended"),
        )
        self.address.returnPressed.connect(self._finish)
        finish = Button(say("Connect with it"), on_click=self._finish)
        leave = Button(say("Leave it"), on_click=self._leave)
        self._browser = QWidget()
        self._browser.setLayout(column(self.address, row(None, leave, finish), gap=8))
        return self._browser

    def _work_part(self) -> QWidget:
        self.push = Button(say("Send the chosen list"), on_click=self._push)
        self.pull = Button(say("Fetch answers"), on_click=self.presenter.pull)
        self.resume = Button(say("Go on sending"), on_click=self.presenter.resume)
        self._work = QWidget()
        self._work.setLayout(row(self.push, self.pull, self.resume, None))
        return self._work

    def _push(self) -> None:
        self.presenter.push(*self._chosen())

    def _finish(self) -> None:
        self.presenter.finish(self.address.text())

    def _leave(self) -> None:
        self.presenter.leave()
        self.connect_it.setFocus()
