"""Reports and returned letters on the Lists tab, worked by keyboard in the window's own parts."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from retailcrm.ui.screens.campaigns.back_card import BackCard
from retailcrm.ui.screens.campaigns.connection_card import ConnectionCard
from retailcrm.ui.screens.campaigns.returned_card import ReturnedCard
from retailcrm.ui.window.ear import is_for_trying
from retailcrm.ui.work import InlineJobs
from retailcrm.wiring import Services
from tests.builders import a_directory, a_person, a_sale, a_table, an_export, count, taken_in


class Desk:
    """The shop, and what it was told."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.said: list[str] = []

    def tell(self, text: str, _kind: str = "news", _action: Any = None) -> None:
        self.said.append(text)


@pytest.fixture
def desk(file_shop: Services, tmp_path: Path, theme) -> Desk:
    people = a_directory(
        tmp_path / "p.csv", a_person("C1", email="ana@example.com", card="7010000110")
    )
    taken_in(file_shop, an_export(tmp_path / "t.csv", a_sale("0", buyer="C1")), people)
    return Desk(file_shop)


def _shown(qtbot, card):
    qtbot.addWidget(card)
    card.show()
    card.activateWindow()
    QApplication.processEvents()
    return card


def test_a_report_is_noted_with_the_keyboard_alone(qtbot, desk: Desk, tmp_path: Path) -> None:
    card = _shown(qtbot, BackCard(desk, InlineJobs()))  # type: ignore[arg-type]
    card.presenter.take(a_table(tmp_path / "unsubscribes.csv", "Email", "ana@example.com"))
    assert card.note.isEnabled()
    assert card.lines.isVisible()
    assert card.focusWidget() is card.note
    qtbot.keyClick(card.note, Qt.Key.Key_Return)
    assert desk.said == ["1 unsubscribed."]
    assert count(desk.services, "delivery") == 1
    assert not card.lines.isVisible()


def test_an_unclear_report_asks_what_it_is_before_it_can_be_noted(
    qtbot, desk: Desk, tmp_path: Path
) -> None:
    card = _shown(qtbot, BackCard(desk, InlineJobs()))  # type: ignore[arg-type]
    card.presenter.take(a_table(tmp_path / "list.csv", "Email", "ana@example.com"))
    assert card.kind.isVisible()
    assert card.focusWidget() is card.kind
    assert not card.note.isEnabled()
    card.kind.choose("bounces")
    card.kind.activated.emit(card.kind.currentIndex())
    assert card.note.isEnabled()
    qtbot.mouseClick(card.note, Qt.MouseButton.LeftButton)
    assert desk.said == ["1 bounced this time."]


def test_letter_after_letter_is_scanned_into_one_field_and_no_scan_goes_to_the_counter(
    qtbot, desk: Desk
) -> None:
    card = _shown(qtbot, ReturnedCard(desk, InlineJobs()))  # type: ignore[arg-type]
    assert is_for_trying(card.code)
    assert not card.note.isVisible()
    for code in ("7010000110", "nonsense", "7010000110"):
        qtbot.keyClicks(card.code, code)
        qtbot.keyClick(card.code, Qt.Key.Key_Return)
        assert card.code.text() == ""
    assert card.note.text() == "Note 1 letter"
    assert count(desk.services, "delivery") == 0
    qtbot.keyClick(card.note, Qt.Key.Key_Return)
    assert desk.said == ["1 returned letter noted."]
    assert count(desk.services, "delivery") == 1
    assert not card.pile.isVisible()


def test_a_letter_scanned_by_mistake_is_taken_out_before_anything_is_noted(
    qtbot, desk: Desk
) -> None:
    card = _shown(qtbot, ReturnedCard(desk, InlineJobs()))  # type: ignore[arg-type]
    qtbot.keyClicks(card.code, "7010000110")
    qtbot.keyClick(card.code, Qt.Key.Key_Return)
    qtbot.keyClick(card.take_out, Qt.Key.Key_Return)
    assert not card.note.isVisible()
    assert card.focusWidget() is card.code


def test_a_computer_without_a_keyring_offers_no_connection(qtbot, desk: Desk) -> None:
    import keyring  # noqa: PLC0415
    from keyring.backends.fail import Keyring  # noqa: PLC0415

    held = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    try:
        jobs = InlineJobs()
        card = _shown(qtbot, ConnectionCard(desk, jobs, lambda: ("customers", "All")))  # type: ignore[arg-type]
        card.presenter.refresh()
        assert not card.connect_it.isEnabled()
        assert not card.push.isVisible()
    finally:
        keyring.set_keyring(held)
