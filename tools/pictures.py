"""The states of the window that are photographed, and how a person gets to each of them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from retailcrm.core.days import month_end, month_start
from retailcrm.core.resources import resource
from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.customers import CustomerQuery
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.form import Field
from retailcrm.ui.screens.counter.panels import BigLine
from retailcrm.ui.screens.insights.topics import TOPICS
from retailcrm.ui.screens.planner.view import PARTS as PLANNER_PARTS
from retailcrm.ui.screens.planner.view import PlannerScreen
from retailcrm.ui.screens.program.view import ProgramScreen
from retailcrm.ui.shell import Shell
from retailcrm.ui.trial import settle
from tools import demo_program
from tools.demo_campaigns import DRAFT, MOMENT, OUT_NOW, SENT, WITHOUT_CONTROL

#: a shop with two years of sales, one where nothing was imported, one whose people sign in
BOOKS, EMPTY, STAFFED = "books", "empty", "staffed"


@dataclass(frozen=True, slots=True)
class Picture:
    """One state of the window, how to get there, and in which shop."""

    name: str
    go: Callable[[Shell], None]
    shop: str = BOOKS


def _screen(key: str) -> Callable[[Shell], None]:
    return lambda shell: shell.open_screen(key)


def _topic(key: str) -> Callable[[Shell], None]:
    return lambda shell: shell.open_rows(rows("insights", topic=key))


def _campaigns(tab: str, **told: str) -> Callable[[Shell], None]:
    return lambda shell: shell.open_rows(rows("campaigns", tab=tab, **told))


def _press(
    words: str, before: Callable[[Shell], None], *, is_done: str = ""
) -> Callable[[Shell], None]:
    """Press the first button that says this, once a state is reached.

    Args:
        words: what it says.
        before: leads to the state.
        is_done: a button whose words show that it was pressed in the size before.
    """

    def go(shell: Shell) -> None:
        before(shell)
        settle(shell)
        seen = (one for one in shell.findChildren(Button) if one.isVisible())
        said = {one.text(): one for one in reversed(list(seen))}
        if is_done not in said:
            assert words in said, words
            said[words].click()

    return go


def _acting(action: str, before: Callable[[Shell], None]) -> Callable[[Shell], None]:
    """Do what a key asks, once a state is reached."""

    def go(shell: Shell) -> None:
        before(shell)
        settle(shell)
        shell.act(action)

    return go


def _launched(number: int) -> Callable[[Shell], None]:
    return _campaigns("campaigns", id=str(number))


def _result(number: int) -> Callable[[Shell], None]:
    return _campaigns("campaigns", id=str(number), part="result")


def _best_customer(shell: Shell) -> None:
    query = CustomerQuery(sort="net_sales", descending=True)
    shell.open_customer(int(shell.services.customers.ids(query)[0]))


def _last_month(shell: Shell) -> None:
    month = shell.services.sales.months()[0]
    first, last = month_start(month).isoformat(), month_end(month).isoformat()
    shell.open_rows(rows("receipts", from_=first, to=last))


def _in_front(shell: Shell) -> None:
    """Put a member with everything worth knowing in front."""
    best = demo_program.regular(shell.services.customers)
    card = shell.services.customers.profile(best).row.card
    shell.open_rows(rows("scan", code=card))
    settle(shell)


def _member(part: str) -> Callable[[Shell], None]:
    """Turn to a part of a member's page."""

    def go(shell: Shell) -> None:
        best = demo_program.regular(shell.services.customers)
        shell.open_rows(rows("customers", customer=str(best), part=part))

    return go


def _explained(shell: Shell) -> None:
    """Open the receipt behind a movement of points, down to its lines."""
    _member("points")(shell)
    settle(shell)
    for _ in range(3):
        if entries := QApplication.focusWidget():
            QTest.keyClick(entries, Qt.Key.Key_Down)


def _duplicates(shell: Shell) -> None:
    shell.open_rows(rows("customers", duplicates="yes"))
    settle(shell)
    if pairs := QApplication.focusWidget():
        QTest.keyClick(pairs, Qt.Key.Key_Return)


def _labels(shell: Shell) -> None:
    shell.open_screen("settings", rows("settings", part="cards"))


def _staff(shell: Shell) -> None:
    shell.open_screen("settings", rows("settings", part="staff"))


def _settings(shell: Shell) -> None:
    shell.open_screen("settings", rows("settings", part="shop"))


def _counter_doing(action: str, *typed: str) -> Callable[[Shell], None]:
    def go(shell: Shell) -> None:
        _in_front(shell)
        shell.act(action)
        settle(shell)
        for text in typed:
            if field := QApplication.focusWidget():
                QTest.keyClicks(field, text)
                QTest.keyClick(field, Qt.Key.Key_Tab)

    return go


def _counter_typing(shell: Shell) -> None:
    shell.act("scan")
    if field := QApplication.focusWidget():
        QTest.keyClicks(field, "mar")
    QTest.qWait(150)


def _enrolling(shell: Shell) -> None:
    if isinstance(QApplication.focusWidget(), BigLine):
        shell.act("back")  # the form is still as the other size has left it
    shell.act("new")
    for text in ("+12125550143", "Rosa", "Quint", "rosa@example.com", "10011"):
        if field := QApplication.focusWidget():
            QTest.keyClicks(field, text)
            QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.qWait(250)


def _open(behind: RowsRef) -> Callable[[Shell], None]:
    return lambda shell: shell.open_rows(behind)


def _check_import(shell: Shell) -> None:
    shell.import_files(tuple(sorted(resource("demo").glob("items-*.csv"))))


def _search(shell: Shell) -> None:
    shell.open_screen("today")
    settle(shell)
    shell.act("search")
    if field := QApplication.focusWidget():
        QTest.keyClicks(field, "ma")


def _program(
    page: str, section: str = "", path: str = "", text: str = ""
) -> Callable[[Shell], None]:
    """Turn to a page of the program, with something typed into its rules if told."""

    def go(shell: Shell) -> None:
        shell.open_screen("program")
        settle(shell)
        screen = shell.findChild(ProgramScreen)
        assert screen is not None
        screen.show_page(page, section)
        settle(shell)
        field = next(
            (one for one in screen.findChildren(Field) if one.accessibleName() == path), None
        )
        if field is not None:
            field.selectAll()
            QTest.keyClicks(field, text)
            QTest.qWait(500)

    return go


def _planner(part: str) -> Callable[[Shell], None]:
    """Turn to a part of the Planner."""

    def go(shell: Shell) -> None:
        shell.open_screen("planner")
        settle(shell)
        screen = shell.findChild(PlannerScreen)
        assert screen is not None
        screen.show_part(part, 0)

    return go


PICTURES = (
    Picture("today", _screen("today")),
    Picture("counter", _in_front),
    Picture("counter-award", _counter_doing("award", "250")),
    Picture("counter-redeem", _counter_doing("redeem", "500")),
    Picture("counter-hits", _counter_typing),
    Picture("counter-unknown", lambda shell: shell.open_rows(rows("scan", code="4006381333931"))),
    Picture("counter-code", lambda shell: shell.open_rows(rows("scan", code="PUMPKIN"))),
    Picture("counter-new", _enrolling),
    Picture("counter-empty", _screen("counter"), shop=EMPTY),
    Picture("customers", _screen("customers")),
    Picture("customer", _best_customer),
    Picture("points", _explained),
    Picture("member", _member("cards")),
    Picture("duplicates", _duplicates),
    Picture("receipts", _last_month),
    Picture("import", _screen("import")),
    Picture("import-check", _check_import, shop=EMPTY),
    Picture("groups", _screen("groups")),
    Picture("missing", lambda shell: shell.open_screen("groups", rows("customers", stage="mia"))),
    Picture("insights", _topic(TOPICS[0].key)),
    *(Picture(f"insights-{one.key}", _topic(one.key)) for one in TOPICS[1:]),
    Picture("campaigns", _campaigns("campaigns")),
    Picture("campaign-new", _campaigns("campaigns", audience="customers?group=most_growable")),
    Picture("campaign-arms", _press("Try another way on some of them", _launched(DRAFT))),
    Picture("campaign-running", _launched(OUT_NOW)),
    Picture("campaign-letters", _press("Letters and labels", _launched(OUT_NOW))),
    Picture("campaign-result", _result(SENT)),
    Picture("campaign-interim", _result(OUT_NOW)),
    Picture("campaign-uncompared", _result(WITHOUT_CONTROL)),
    *(
        Picture(f"campaigns-{key}", _campaigns(key))
        for key in ("moments", "lists", "ads", "consent")
    ),
    Picture("list-new", _press("New list", _campaigns("lists"), is_done="Save")),
    Picture("moment", _campaigns("moments", id=str(MOMENT))),
    Picture("moment-new", _press("Set up", _campaigns("moments"))),
    Picture("ad-new", _acting("new", _campaigns("ads"))),
    Picture("program", _program("rules", "earning", "Points for each 1.00 spent", "4")),
    Picture("program-tiers", _program("rules", "tiers")),
    Picture("program-past", _program("past", "", "How much more sales you expect, per cent", "12")),
    Picture("program-move", _program("move", "", "Discount by step, %", "2; 1; 0")),
    *(Picture(f"planner-{part}", _planner(part)) for part, _title in PLANNER_PARTS),
    Picture("planner-empty", _screen("planner"), shop=EMPTY),
    Picture("program-weeks", _program("weeks")),
    Picture("program-owed", _program("owed")),
    Picture("program-start", _program("rules"), shop=EMPTY),
    Picture("reports", _screen("reports")),
    Picture("settings", _settings),
    Picture("labels", _labels),
    Picture("staff", _staff),
    Picture("search", _search),
    Picture("erase", _press("Erase for good…", _member("cards"))),
    Picture("welcome", _screen("today"), shop=EMPTY),
    Picture("customers-empty", _screen("customers"), shop=EMPTY),
    Picture("duplicates-empty", _open(rows("customers", duplicates="yes")), shop=EMPTY),
    Picture("import-empty", _screen("import"), shop=EMPTY),
    Picture("insights-empty", _screen("insights"), shop=EMPTY),
    Picture("campaigns-empty", _campaigns("campaigns"), shop=EMPTY),
    *(
        Picture(f"campaigns-{key}-empty", _campaigns(key), shop=EMPTY)
        for key in ("moments", "lists", "ads", "consent")
    ),
    Picture("groups-empty", _screen("groups"), shop=EMPTY),
    Picture("reports-empty", _screen("reports"), shop=EMPTY),
    Picture("labels-empty", _labels, shop=EMPTY),
    Picture("sign-in", settle, shop=STAFFED),
    Picture("program-owed-empty", _program("owed"), shop=EMPTY),
)
