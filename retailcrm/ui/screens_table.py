"""The screens of the rail in one table; their code is loaded once the window is up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from retailcrm.core.rows import RowsRef
from retailcrm.ui.desk import Desk
from retailcrm.ui.facts import ReadFacts
from retailcrm.ui.kit.screen import Screen

ScreenFactory = Callable[[Desk], Screen]
Factories = Mapping[str, ScreenFactory]


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """One screen.

    Attributes:
        key: what code and preferences call it; `screens.made.FACTORIES` builds it.
        title: the word on the rail.
        icon: name of its icon.
        shortcut: the key that opens it; empty for screens reached from figures alone.
        place: `top` or `bottom` of the rail, or `hidden`.
        rows: kinds of rows that it shows (see `RowsRef`).
        for_staff: open to people who are neither owner nor manager.
    """

    key: str
    title: str
    icon: str
    shortcut: str = ""
    place: str = "top"
    rows: tuple[str, ...] = ()
    for_staff: bool = False


SCREENS = (
    ScreenEntry("today", "Today", "today", "Ctrl+1"),
    ScreenEntry("counter", "Counter", "counter", "Ctrl+2", rows=("scan",), for_staff=True),
    ScreenEntry("customers", "Customers", "customers", "Ctrl+3", rows=("customers",)),
    ScreenEntry("import", "Import", "import", "Ctrl+4", rows=("problems",)),
    ScreenEntry("groups", "Groups", "groups", "Ctrl+5"),
    ScreenEntry("insights", "Insights", "insights", "Ctrl+6", rows=("insights",)),
    ScreenEntry("campaigns", "Campaigns", "mail", "Ctrl+7", rows=("campaigns",)),
    ScreenEntry("program", "Program", "program", "Ctrl+8"),
    ScreenEntry("planner", "Planner", "planner", "Ctrl+9"),
    ScreenEntry("reports", "Reports", "reports", "Ctrl+0"),
    ScreenEntry("settings", "Settings", "settings", "Ctrl+,", place="bottom"),
    ScreenEntry("receipts", "Receipts", "receipt", place="hidden", rows=("receipts", "lines")),
)


def entry(key: str) -> ScreenEntry:
    """Give a screen by its key; an unknown key gives Today."""
    return next((one for one in SCREENS if one.key == key), SCREENS[0])


def screen_for(rows: RowsRef) -> str:
    """Name the screen that shows the rows behind a figure."""
    return next((one.key for one in SCREENS if rows.kind in one.rows), "receipts")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The heavy half of the window, loaded once it is up: the screens and the status words."""

    factories: Factories
    read_facts: ReadFacts
