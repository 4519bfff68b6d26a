"""The tab of lists by keyboard, on a shop with people and on one without."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from retailcrm.core.rows import rows
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.form import Picker
from retailcrm.ui.launch import make_shell
from retailcrm.ui.screens.campaigns.lists_page import ListsPage
from retailcrm.ui.screens.customers.view import CustomersScreen
from retailcrm.ui.screens.made import LOADED
from retailcrm.ui.trial import settle
from retailcrm.ui.window.doors import Doors
from tests.mailed import person
from tests.new_books import new_shop
from tests.ui.noted import shut

MORNING = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
LISTS = rows("campaigns", tab="lists")


@pytest.fixture
def services(tmp_path):
    made = new_shop(tmp_path / "shop.db", lambda: MORNING)
    yield made
    made.close()


@pytest.fixture
def window(qapp, theme, tmp_path, services):
    opened = services, LOADED
    shell = make_shell(qapp, Doors(lambda: opened, lambda _: opened), tmp_path, lambda: MORNING)
    shell.jobs.hear_crashes(lambda error: pytest.fail(f"crashed: {error!r}"))
    shell.show()

    def at_lists():
        shell.load()
        settle(shell)
        shell.open_screen("campaigns", LISTS)
        settle(shell)
        return shell, shell.findChild(ListsPage)

    yield at_lists
    shut(shell)
    shell.deleteLater()


def test_an_empty_shop_is_told_what_will_be_here(window) -> None:
    _, page = window()
    assert page._empty.isVisible()
    assert not page._scroll.isVisible()


def test_a_list_is_chosen_counted_written_and_opened_by_keyboard(
    window, services, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person(services, "Ana", email="ana@example.com")
    person(services, "Rui", email="rui@example.com", yes=(), no=("email",))
    services.campaigns.lists.paste("Tasting", "ana@example.com\nrui@example.com")
    shell, page = window()
    assert not nameless(page)
    page.focus_first()
    assert isinstance(page.focusWidget(), Picker)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Down)
    settle(shell)
    assert page._whom.currentText() == "List: Tasting"
    assert page._verdict.text() == "1 of 2 can be written to"

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    qtbot.keyClick(shell, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    names = sorted(one.name for one in (tmp_path / "out").iterdir())
    assert names == [
        "tasting-constant-contact-2026-11-02-do-not-write.csv",
        "tasting-constant-contact-2026-11-02-left-out.csv",
        "tasting-constant-contact-2026-11-02.csv",
    ]
    assert [one.title for one in page._state.log] == ["Tasting"]

    page._left_out.select(0)
    qtbot.keyClick(page._left_out, Qt.Key.Key_Return)
    settle(shell)
    assert isinstance(shell._pages.current, CustomersScreen)


def test_a_new_list_is_pasted_and_escape_leaves_it(window, services, qtbot) -> None:
    person(services, "Ana", email="ana@example.com")
    shell, page = window()
    page.saved._new.click()
    assert page.saved._paste.isVisible()
    assert page.act("back")
    assert not page.saved._paste.isVisible()
    page.saved._new.click()
    page.saved._name.setText("Friends")
    page.saved._words.setPlainText("ana@example.com")
    page.presenter.paste("Friends", "ana@example.com")
    settle(shell)
    assert [one.name for one in page._state.saved] == ["Friends"]
    assert page._whom.currentText() == "List: Friends"
