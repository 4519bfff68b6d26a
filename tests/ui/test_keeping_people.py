"""People of a table kept as a list: by button and by key, from Customers and from Groups."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from retailcrm.core.rows import rows
from retailcrm.ui.dialogs.list_name import ListNameDialog
from retailcrm.ui.kit.form import Field
from retailcrm.ui.trial import settle
from tests.campaigning import buyers
from tests.new_books import new_shop
from tests.ui.at_work import window_over
from tests.ui.keyboard import here, pressed, said, struck, tab_to

MORNING = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)


@pytest.fixture
def shell(qapp, theme, tmp_path):
    services = new_shop(tmp_path / "shop.db", lambda: MORNING)
    buyers(services, tmp_path, 24)
    with window_over(services, qapp, tmp_path, lambda: MORNING) as made:
        yield made
    services.close()


def named(shell, name: str) -> ListNameDialog:
    """Write a name into the question for it, and press Enter."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ListNameDialog)
    field = dialog.findChild(Field)
    assert isinstance(field, Field)
    field.clear()
    QTest.keyClicks(field, name)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(shell)
    return dialog


def test_marked_customers_become_a_list_that_a_campaign_can_be_for(shell):
    shell.open_screen("customers")
    struck(shell)
    table = tab_to(shell, "Customers")
    for _ in range(4):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    struck(shell, "keep")
    assert "5 customers: these, and nobody else." in said(QApplication.activeModalWidget())
    named(shell, "Wine tasting")
    (kept,) = shell.services.campaigns.lists.lists()
    assert (kept.name, kept.people, kept.follows) == ("Wine tasting", 5, False)
    assert "The list Wine tasting is saved." in shell._frame.messages.text
    shell.open_screen("campaigns", rows("campaigns", tab="campaigns", audience=kept.audience))
    assert "Wine tasting: 5 people" in said(struck(shell))


def test_what_was_typed_is_kept_as_the_people_it_finds(shell):
    shell.open_screen("customers")
    page = struck(shell, "find")
    QTest.keyClicks(here(), "Person 00003")
    table = page._table
    while table.presenter._state.query.text != "Person 00003":
        settle(shell)
    struck(shell, "keep")
    named(shell, "Just him")
    (kept,) = shell.services.campaigns.lists.lists()
    assert (kept.people, kept.follows) == (1, False)


def test_a_group_kept_as_a_list_follows_the_group(shell):
    shell.open_screen("groups")
    screen = struck(shell)
    active = next(one for one in screen._shown.overview.stages if one.key == "active")
    screen._presenter.select(active.rows)
    settle(shell)
    pressed(shell, "Save as a list")
    assert "24 customers now. The list follows" in said(QApplication.activeModalWidget())
    named(shell, "Those who come")
    (kept,) = shell.services.campaigns.lists.lists()
    assert (kept.people, kept.follows) == (24, True)


def test_a_name_that_is_taken_can_be_mended_where_it_stands(shell):
    everyone = rows("customers").text()
    shell.services.campaigns.lists.save("Friends", everyone)
    shell.open_screen("customers")
    struck(shell)
    tab_to(shell, "Customers")
    struck(shell, "keep")
    dialog = named(shell, "Friends")
    assert dialog.isVisible()
    assert "There is a list Friends already." in said(dialog)
    named(shell, "New friends")
    assert not dialog.isVisible()
    assert {one.name for one in shell.services.campaigns.lists.lists()} == {
        "Friends",
        "New friends",
    }
