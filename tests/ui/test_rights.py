"""What a person may ask of the shop, on the customer's page, by keyboard."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from retailcrm.core.rows import rows
from retailcrm.services.privacy_rows import Copies
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.form import Tick
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.customers.erase_dialog import EraseDialog
from retailcrm.ui.screens.customers.view import CustomersScreen
from tests.ui.member_shop import AN_ERASURE, MemberShop
from tests.ui.people_shop import Desk, PeopleShop, shown


@pytest.fixture
def member():
    return MemberShop()


@pytest.fixture
def screen(qtbot, member):
    desk = Desk(PeopleShop(), member=member)
    desk.services.campaigns = SimpleNamespace(privacy=member)
    screen = shown(qtbot, CustomersScreen(desk))
    screen.open_rows(rows("customers", customer="7", part="cards"))
    return screen


def press(qtbot: Any, page: Any, name: str) -> None:
    button = next(one for one in page.findChildren(Button) if one.accessibleName() == name)
    qtbot.keyClick(button, Qt.Key.Key_Space)


def dialog(screen: Any) -> EraseDialog:
    found: EraseDialog = next(one for one in screen.findChildren(EraseDialog) if one.isVisible())
    return found


def test_before_a_person_is_erased_one_confirmation_says_what_will_happen(screen, qtbot):
    press(qtbot, screen, "Erase for good…")
    told = {one.text() for one in dialog(screen).findChildren(Text)}
    assert set(AN_ERASURE.sentences) <= told
    assert "Erase June Okafor?" in told
    assert nameless(dialog(screen)) == ()


def test_escape_leaves_everything_as_it_is(screen, member, qtbot):
    press(qtbot, screen, "Erase for good…")
    qtbot.keyClick(dialog(screen), Qt.Key.Key_Escape)
    assert [one[0] for one in member.asked] == ["preview"]
    press(qtbot, screen, "Erase for good…")
    assert dialog(screen).isVisible()


@pytest.mark.parametrize("renew", [True, False])
def test_the_person_is_erased_and_the_copies_go_unless_they_shall_stay(
    screen, member, qtbot, renew
):
    press(qtbot, screen, "Erase for good…")
    open_one = dialog(screen)
    if not renew:
        qtbot.keyClick(open_one.findChild(Tick), Qt.Key.Key_Space)
    press(qtbot, open_one, "Erase for good")
    assert member.asked[-1] == ("erase", 7, Copies.RENEW if renew else Copies.KEEP)


def test_everything_known_is_saved_into_a_folder_of_its_own(
    screen, member, qtbot, monkeypatch, tmp_path: Path
):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    press(qtbot, screen, "Save everything known…")
    assert member.asked[-1] == ("export", 7, tmp_path / "customer-7")


def test_why_somebody_cannot_be_erased_is_said(screen, member, qtbot):
    member.refusal = "Ines may not do this."
    press(qtbot, screen, "Erase for good…")
    assert screen._desk.told[-1] == "error: Ines may not do this."
