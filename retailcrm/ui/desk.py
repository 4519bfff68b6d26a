"""What the shell gives to a screen: the shop, the jobs, and a way to other screens."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from retailcrm.core.preferences import Preferences
from retailcrm.core.roles import Actor
from retailcrm.core.rows import RowsRef
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs

Action = tuple[str, Callable[[], object]]
"""A verb for the message bar's one button, and what it does."""


class Desk(Protocol):
    """The shell as a screen sees it; no widgets, so that presenters may hold it."""

    @property
    def services(self) -> Services:
        """The open shop."""

    @property
    def jobs(self) -> Jobs:
        """Where long work is started."""

    @property
    def preferences(self) -> Preferences:
        """How this person likes the window."""

    @property
    def actor(self) -> Actor:
        """Who is at the program."""

    def now(self) -> datetime:
        """Tell the time, with its zone."""

    def tell(self, text: str, kind: str = "news", action: Action | None = None) -> None:
        """Say one sentence in the message bar: news, warn or error."""

    def hush(self, text: str) -> None:
        """Take a sentence away that holds no longer, if it still stands in the message bar."""

    def open_rows(self, rows: RowsRef) -> None:
        """Show the rows behind a figure on the screen they belong to."""

    def open_screen(self, key: str, rows: RowsRef | None = None) -> None:
        """Go to a screen of the rail, to the part of it that shows `rows` if given."""

    def open_customer(self, customer_id: int) -> None:
        """Show one customer's profile."""

    def act(self, action: str) -> None:
        """Do what the key of an action does, for buttons that stand for the key."""

    def import_files(self, paths: tuple[Path, ...]) -> None:
        """Hand files over to the Import screen, which shows what they would change."""

    def print_month(self, month: int | None) -> None:
        """Go to Reports and ask where to print a month."""

    def open_demo(self) -> None:
        """Fill a demo shop and open it."""

    def prefer(self, preferences: Preferences) -> None:
        """Keep other preferences and apply them."""
