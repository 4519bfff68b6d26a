"""Keep the frame's words about the shop true."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from retailcrm.core.words import say
from retailcrm.ui.desk import Desk
from retailcrm.ui.facts import FrameFacts, ReadFacts
from retailcrm.ui.window.frame import Frame


class Glance(QObject):
    """Reads the shop's status off the UI thread and shows it on rail and footer."""

    def __init__(self, desk: Desk, frame: Frame, name: Callable[[str], object]) -> None:
        super().__init__(frame)
        self._desk, self._frame, self._name = desk, frame, name

    def look(self, read: ReadFacts) -> None:
        """Look again."""
        services, now = self._desk.services, self._desk.now()
        self._desk.jobs.start(
            lambda _: read(services, now),
            on_done=self._show,
            on_error=lambda error: self._desk.tell(str(error), "error"),
            replaces="frame",
        )

    def _show(self, facts: FrameFacts) -> None:
        self._frame.rail.show_shop(facts.name, facts.second)
        self._frame.rail.show_badge("import", facts.waiting)
        self._frame.footer.show_facts(facts)
        self._frame.ear.use(facts.scan_prefix, facts.scan_gap)
        self._name(f"{facts.name} – {say('retailcrm')}")
