"""The tab of campaigns: all of them, and the one that is being written."""

from typing_extensions import override

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.services.campaign_rows import CampaignRow
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import page
from retailcrm.ui.kit.layout import column
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.screens.campaigns.tab import Tab
from retailcrm.ui.work import Jobs


class CampaignsPage(Tab):
    """Says what campaigns there are."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._groups = Button(
            say("Choose a group"), "primary", on_click=lambda: desk.open_screen("groups")
        )
        self._empty = EmptyState(
            say("What you say to customers, and what it brought, will stand here"),
            say("A few of them are left alone, so that you see what a campaign really did."),
            self._groups,
            icon="mail",
        )
        inside = page(self._empty)
        inside.setContentsMargins(24, 0, 24, 12)
        self.setLayout(column(inside))

    @override
    def look(self) -> None:
        drafts = self._desk.services.campaigns.drafts
        self._jobs.start(
            lambda _: drafts.campaigns(),
            on_done=self._show,
            on_error=self._refuse,
            replaces="campaigns.list",
        )

    @override
    def focus_first(self) -> None:
        self._groups.setFocus()

    def _show(self, found: tuple[CampaignRow, ...]) -> None:
        self._empty.setVisible(not found)

    def _refuse(self, error: UserError) -> None:
        self._desk.tell(str(error), "error")
