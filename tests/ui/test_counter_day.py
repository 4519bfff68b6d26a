"""A day at the counter without the mouse: enrol, award, redeem, swap, and why."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QApplication, QTableView

from retailcrm.loyalty.program import Program, Redeeming, Reward
from retailcrm.ui.kit.tabs import Tabs
from retailcrm.ui.screens.counter import view
from retailcrm.ui.screens.counter.state import Member
from retailcrm.ui.screens.counter.view import CounterScreen
from retailcrm.ui.screens.customers.why_card import WhyCard
from retailcrm.ui.shell import Shell
from retailcrm.ui.trial import settle
from retailcrm.wiring import Services, open_shop
from tests.conftest import DATABASES
from tests.ui.at_work import window_over

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
PROGRAM = Program(
    rewards=(Reward("tea", "a pot of tea", 400, 400),), redeeming=Redeeming(value=Decimal(1))
)


@pytest.fixture
def services(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Services]:
    """Open a shop with a program; in a file, unless a test asks for a server."""
    is_file = getattr(request, "param", DATABASES[0]) == DATABASES[0]
    books = tmp_path / "shop.db" if is_file else request.getfixturevalue("new_postgres")
    made = open_shop(str(books), lambda: NOON)
    made.program.save(PROGRAM, date(2026, 1, 1))
    yield made
    made.close()


@pytest.fixture
def shell(qapp, theme, services, tmp_path):
    with window_over(services, qapp, tmp_path, lambda: NOON) as made:
        yield made


def key(qtbot, shell: Shell, one: Qt.Key, *, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(QApplication.focusWidget() or shell, one, held)
    settle(shell)


def write(qtbot, shell: Shell, *fields: str) -> None:
    for text in fields:
        qtbot.keyClicks(QApplication.focusWidget(), text)
        key(qtbot, shell, Qt.Key.Key_Return)


def scan(shell: Shell, code: str) -> None:
    for number, sign in enumerate(f"{code}\r"):
        event = QKeyEvent(
            QEvent.Type.KeyPress,
            int(Qt.Key.Key_Return) if sign == "\r" else ord(sign),
            Qt.KeyboardModifier.NoModifier,
            sign,
        )
        event.setTimestamp(9000 + 8 * number)
        QCoreApplication.sendEvent(shell.windowHandle(), event)
    settle(shell)


def counter(shell: Shell) -> CounterScreen:
    screen = shell._pages.current
    assert isinstance(screen, CounterScreen)
    return screen


def in_front(shell: Shell) -> Member:
    member = counter(shell)._shown.member
    assert member is not None
    return member


def why_this_balance(qtbot, shell: Shell) -> list[str]:
    """Turn to the points of the profile by keys alone; read the movements, newest first."""
    for _ in range(20):
        if isinstance(QApplication.focusWidget(), Tabs):
            break
        key(qtbot, shell, Qt.Key.Key_Tab)
    key(qtbot, shell, Qt.Key.Key_Right)
    (why,) = (one for one in shell.findChildren(WhyCard) if one.isVisible())
    model = why.findChildren(QTableView)[0].model()
    texts = [
        [str(model.index(at, column).data()) for column in range(model.columnCount())]
        for at in range(model.rowCount())
    ]
    return [next(one for one in row if "points" in one) for row in texts]


def redeem_reward(qtbot, shell: Shell) -> None:
    """Choose the one reward with the arrow keys."""
    key(qtbot, shell, Qt.Key.Key_F11)
    write(qtbot, shell, "")
    key(qtbot, shell, Qt.Key.Key_Down)
    key(qtbot, shell, Qt.Key.Key_Return)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Write down what is handed to the system's viewer."""
    handed: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: handed.append(url.fileName()))
    monkeypatch.setattr(view, "_folder", lambda: tmp_path)
    return handed


def enrol(qtbot, shell: Shell, *fields: str) -> None:
    key(qtbot, shell, Qt.Key.Key_Insert)
    write(qtbot, shell, *fields)
    key(qtbot, shell, Qt.Key.Key_Return, ctrl=True)


@pytest.mark.parametrize("services", DATABASES, indirect=True)
def test_enrol_print_award_redeem_take_back_swap_and_why_without_the_mouse(
    qtbot, shell, services, printed
):
    enrol(qtbot, shell, "+1 212 555 0143", "Rosa", "Quint")
    rosa = in_front(shell)
    key(qtbot, shell, Qt.Key.Key_P, ctrl=True)
    assert printed == [f"card-{rosa.card}.pdf"]
    key(qtbot, shell, Qt.Key.Key_Escape)
    scan(shell, rosa.card)
    assert in_front(shell).customer_id == rosa.customer_id
    key(qtbot, shell, Qt.Key.Key_F10)
    write(qtbot, shell, "900", "Welcome")
    key(qtbot, shell, Qt.Key.Key_F11)
    write(qtbot, shell, "300")
    assert QApplication.focusWidget() is counter(shell)._field
    key(qtbot, shell, Qt.Key.Key_Z, ctrl=True)
    redeem_reward(qtbot, shell)
    told = [(one.kind, one.points) for one in services.points.why(rosa.customer_id)]
    assert told == [("award", 900), ("redeem", -300), ("take_back", 300), ("redeem", -400)]
    (stock,) = services.cards.issue(1).value
    key(qtbot, shell, Qt.Key.Key_F12)
    scan(shell, stock)
    key(qtbot, shell, Qt.Key.Key_Escape)
    scan(shell, rosa.card)
    assert in_front(shell).card == stock
    assert "was replaced" in counter(shell)._shown.banner
    key(qtbot, shell, Qt.Key.Key_F3)
    assert shell._navigator.screen == "customers"
    assert why_this_balance(qtbot, shell)[:2] == [
        "400 points used, worth 4.00", "300 points there again that were used by mistake",
    ]  # fmt: skip
    key(qtbot, shell, Qt.Key.Key_Escape)
    assert in_front(shell).customer_id == rosa.customer_id


def test_consents_are_answered_with_f7_and_f8_however_fast_one_types(qtbot, shell):
    key(qtbot, shell, Qt.Key.Key_Insert)
    write(qtbot, shell, "+1 212 555 0143", "Rosa", "Quint", "rosa@example.com")
    key(qtbot, shell, Qt.Key.Key_F7)
    key(qtbot, shell, Qt.Key.Key_F8)
    key(qtbot, shell, Qt.Key.Key_Return, ctrl=True)
    answers = dict(in_front(shell).consents)
    assert (answers["email"], answers["sms"], answers["phone"]) == (True, False, None)


def test_a_scan_from_another_screen_has_the_member_in_front_at_once(qtbot, shell):
    enrol(qtbot, shell, "+1 212 555 0143", "Rosa", "Quint")
    card = in_front(shell).card
    shell.open_screen("groups")
    settle(shell)
    scan(shell, card)
    qtbot.wait(120)  # longer than the breath after typing
    assert counter(shell)._shown.page == "member"
    assert counter(shell)._field.selectedText() == card


def test_the_field_itself_takes_a_scan_without_looking_it_up_as_typing(qtbot, shell):
    enrol(qtbot, shell, "+1 212 555 0143", "Rosa", "Quint")
    card = in_front(shell).card
    key(qtbot, shell, Qt.Key.Key_F2)
    for _ in range(2):
        scan(shell, card)
        qtbot.wait(120)
        assert counter(shell)._shown.page == "member"
        assert counter(shell)._field.text() == card


def test_two_enrolments_of_the_same_phone_are_one_member(qtbot, shell, services):
    for _ in range(2):
        enrol(qtbot, shell, "+1 212 555 0143", "Rosa", "Quint")
    assert services.shop.status().customers == 1


def test_a_wrong_phone_stays_typed_and_is_said(qtbot, shell, services):
    enrol(qtbot, shell, "12", "Rosa")
    assert counter(shell)._enrol._problem.text().startswith("12 is no phone number")
    assert services.shop.status().customers == 0
