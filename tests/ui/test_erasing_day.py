"""The day on which somebody asks to be forgotten, in the real window on a real shop."""

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt

from retailcrm.core.rows import rows
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.customers.erase_dialog import EraseDialog
from retailcrm.ui.shell import Shell
from retailcrm.ui.trial import settle
from tests.campaigning import buyers
from tests.new_books import new_shop
from tests.ui.at_work import window_over

MORNING = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)


@pytest.fixture
def shell(qapp, theme, tmp_path):
    services = new_shop(tmp_path / "shop.db", lambda: MORNING)
    buyers(services, tmp_path, 6)
    with window_over(services, qapp, tmp_path, lambda: MORNING) as made:
        yield made
    services.close()


def press(qtbot: Any, part: Any, name: str) -> None:
    button = next(one for one in part.findChildren(Button) if one.accessibleName() == name)
    qtbot.keyClick(button, Qt.Key.Key_Space)


def said(shell: Shell) -> set[str]:
    return {one.text() for one in shell.findChildren(Text) if one.isVisible()}


def test_a_person_is_erased_and_the_window_goes_on_without_her(shell: Shell, qtbot: Any) -> None:
    services = shell.services
    who = services.customers.search("00003")[0].customer_id
    name = services.customers.profile(who).row.name
    shell.open_rows(rows("customers", customer=str(who), part="cards"))
    settle(shell)
    press(qtbot, shell, "Erase for good…")
    settle(shell)
    dialog = next(one for one in shell.findChildren(EraseDialog) if one.isVisible())
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    told = said(shell)
    assert any(one.startswith("The person is in the books no more") for one in told)
    assert not any("not in the books any more" in one for one in told)
    assert name not in told
    assert services.shop.status().customers == 5


@pytest.mark.parametrize("tab", ["ads", "consent"])
def test_ads_and_consent_open_on_a_real_shop(shell: Shell, tab: str) -> None:
    shell.open_rows(rows("campaigns", tab=tab))
    settle(shell)
    first = {
        "ads": "Flyers, newspaper pages and posters will stand here with what they brought",
        "consent": "What people are asked",
    }[tab]
    titles = {one.title.text() for one in shell.findChildren(Card) if one.isVisible()}
    assert first in said(shell) | titles
