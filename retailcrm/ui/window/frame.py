"""Everything around the screens, put in its place."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from retailcrm.core.roles import OWNER, Actor
from retailcrm.core.rows import rows
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.messages import MessageBar, ProgressLine
from retailcrm.ui.screens_table import SCREENS
from retailcrm.ui.signed import may_open
from retailcrm.ui.window.ear import ScannerEar
from retailcrm.ui.window.footer import Footer
from retailcrm.ui.window.pages import Pages
from retailcrm.ui.window.rail import Rail
from retailcrm.ui.window.search_bar import SearchBar
from retailcrm.ui.window.topbar import TopBar


class Frame(QWidget):
    """Rail on the left; search, progress, messages, screens and footer on the right."""

    def __init__(self, desk: Desk, act: Callable[[str], object]) -> None:
        super().__init__()
        self.rail, self.footer = Rail(), Footer()
        self.messages, self.line = MessageBar(), ProgressLine()
        self.top = TopBar(cap("search"), cap("help"), lambda: act("help"))
        self.pages = Pages(desk)
        right = column(self.top, self.line, self.messages, self.pages, self.footer, gap=0)
        right.setStretch(3, 1)
        self.setLayout(row(self.rail, right, gap=0))
        self.search = SearchBar(desk, self.top.search, self, act)
        self.ear = ScannerEar(self, lambda code: desk.open_rows(rows("scan", code=code)))

    def show_actor(self, actor: Actor | None) -> None:
        """Show what is for this person; None: nobody has signed in yet."""
        keys = [one.key for one in SCREENS if actor is not None and may_open(one, actor)]
        self.rail.show_only(keys)
        self.rail.setVisible(actor is not None)
        self.rail.show_person(actor.name if actor is not None and actor != OWNER else "")
        # What is searched is everyone; staff see the member in front of them.
        self.top.search.setVisible(len(keys) == len(SCREENS))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Hear the scanner from the moment there is a window to hear it."""
        super().showEvent(event)
        self.ear.listen_to(self.window().windowHandle())
