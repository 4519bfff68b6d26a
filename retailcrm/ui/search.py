"""Search or scan: customers, screens, actions and printed references from one field."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.ui.actions import ACTIONS, cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.screens_table import SCREENS
from retailcrm.ui.services_seen import Services

SHOWN = 12
_REFERENCE = re.compile(r"(?:[a-z]+-(?:\d+-)?)?\d{4}-\d{2}/\d+")
# Some are done by the field itself, others mean what is on the screen and are no place to go.
_DONE_ELSEWHERE = (
    "search", "scan", "back", "help", "go", "save", "leave", "award", "redeem", "swap", "yes", "no",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of the search field.

    Attributes:
        kind: customer, screen, action or rows.
        target: customer id, key of a screen or action, or the rows.
    """

    kind: str
    title: str
    detail: str
    target: int | str | RowsRef


class Finder:
    """Answers while the person types; a scan followed by Enter opens its first answer.

    Args:
        desk: where customers are looked up and hits are opened.
        show: hears the hits for the text now in the field, and whether more may come.
        do: does an action of the actions table.
        leave: empties the field, before a hit is opened.
    """

    def __init__(
        self,
        desk: Desk,
        show: Callable[[tuple[Hit, ...], bool], None],
        do: Callable[[str], object],
        leave: Callable[[], object],
    ) -> None:
        self._desk, self._show, self._do, self._leave = desk, show, do, leave
        self._text = ""
        self._hits: tuple[Hit, ...] = ()
        self._is_waiting = False
        self._opens_first = False

    def type(self, text: str) -> None:
        """Look up what is in the field now."""
        self._text = text.strip()
        self._opens_first = False
        if not self._text:
            self._settle((), is_waiting=False)
            return
        self._settle(_places(self._text), is_waiting=True)
        asked = self._text
        self._desk.jobs.start(
            lambda _: _look_up(self._desk.services, asked),
            on_done=lambda found: self._found(asked, found),
            on_error=self._failed,
            replaces="search",
        )

    def enter(self, number: int = 0) -> None:
        """Open a hit; before the answer is there, the first as soon as it comes."""
        if self._is_waiting:
            self._opens_first = True
        elif 0 <= number < len(self._hits):
            self.open(self._hits[number])

    def open(self, hit: Hit) -> None:
        """Go where a hit leads."""
        self._leave()
        if isinstance(hit.target, RowsRef):
            self._desk.open_rows(hit.target)
        elif isinstance(hit.target, int):
            self._desk.open_customer(hit.target)
        elif hit.kind == "screen":
            self._desk.open_screen(hit.target)
        else:
            self._do(hit.target)

    def _found(self, asked: str, found: tuple[Hit, ...]) -> None:
        if asked != self._text:
            return
        self._settle((*found, *_places(asked))[:SHOWN], is_waiting=False)
        if self._opens_first and self._hits:
            self.open(self._hits[0])
        self._opens_first = False

    def _failed(self, error: UserError) -> None:
        self._settle(_places(self._text), is_waiting=False)
        self._desk.tell(str(error), "error")

    def _settle(self, hits: tuple[Hit, ...], *, is_waiting: bool) -> None:
        self._hits, self._is_waiting = hits, is_waiting
        self._show(hits, is_waiting)


def _look_up(services: Services, text: str) -> tuple[Hit, ...]:
    if _REFERENCE.fullmatch(text):
        rows = services.reporting.open_reference(text)
        title = say("Rows behind {reference}", reference=text)
        return (Hit("rows", title, say("printed reference"), rows),) if rows else ()
    found = services.customers.search(text, SHOWN)
    return tuple(Hit("customer", hit.name, hit.detail, hit.customer_id) for hit in found)


def _places(text: str) -> tuple[Hit, ...]:
    """Find screens and actions by the beginnings of their words."""
    screens = [
        Hit("screen", say(one.title), one.shortcut, one.key)
        for one in SCREENS
        if one.place != "hidden" and _begins(say(one.title), text)
    ]
    actions = [
        Hit("action", say(one.title), cap(one.key), one.key)
        for one in ACTIONS
        if one.key not in _DONE_ELSEWHERE and _begins(say(one.title), text)
    ]
    return (*screens, *actions)


def _begins(title: str, text: str) -> bool:
    words = title.casefold().split()
    return all(any(word.startswith(part) for word in words) for part in text.casefold().split())
