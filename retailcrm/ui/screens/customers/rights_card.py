"""What a person may ask of the shop: everything known of him, and to be forgotten."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from retailcrm.core.words import say
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.customers.erase_dialog import EraseDialog
from retailcrm.ui.screens.customers.rights import RightsPresenter, RightsState


class RightsCard(Card):
    """Two quiet buttons at the end of the page; the second asks before it acts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(say("If this person asks"))
        self._desk = desk
        self._shown = RightsState()
        self._dialog: EraseDialog | None = None
        self.presenter = RightsPresenter(self, lambda: desk.services, desk.jobs)
        self._hand = Button(say("Save everything known…"), on_click=self._ask_where)
        self._erase = Button(say("Erase for good…"), on_click=self.presenter.ask)
        words = say("Files to hand out, and taking the person out of the books; totals stay.")
        self.add(Text(words, "caption", "muted", wrap=True), 8, row(self._hand, self._erase, None))

    def show_rights(self, state: RightsState) -> None:
        """Paint this."""
        before, self._shown = self._shown, state
        for one in (self._hand, self._erase):
            one.setEnabled(not state.is_busy)
        if state.problem and state.problem != before.problem:
            self._desk.tell(state.problem, "error")
        if state.plan is not None and state.plan is not before.plan:
            self._confirm(state)

    def _confirm(self, state: RightsState) -> None:
        assert state.plan is not None
        self._dialog = EraseDialog(state.plan, self)
        self._dialog.confirmed.connect(self._erase_for_good)
        self._dialog.rejected.connect(self.presenter.forget_plan)
        self._dialog.open()

    def _erase_for_good(self, renew: bool) -> None:  # noqa: FBT001 - the dialog's own signal
        """Leave the page first, for soon there is nobody whom it could show."""
        self._desk.act("back")
        self.presenter.erase(renew=renew)

    def _ask_where(self) -> None:
        folder = self._desk.preferences.folder or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, say("Folder for the files"), folder)
        if chosen:
            self._desk.prefer(replace(self._desk.preferences, folder=chosen))
            name = say("customer-{number}", number=self._shown.customer_id)
            self.presenter.hand_out(Path(chosen) / name)
