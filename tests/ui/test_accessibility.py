"""Every screen by keyboard and ear: all named, in reading order, one key for one thing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from retailcrm.core.resources import resource
from retailcrm.services.import_rows import ImportFiles
from retailcrm.ui.actions import ACTIONS
from retailcrm.ui.kit.accessibility import duplicate_shortcuts, nameless, tab_order
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.screens.made import LOADED
from retailcrm.ui.screens_table import SCREENS, entry
from retailcrm.ui.shell import Shell
from retailcrm.ui.trial import open_every_screen, settle
from retailcrm.wiring import Services, open_shop
from tests.ui.at_work import window_over

EVENING = datetime(2026, 11, 1, 20, 0, tzinfo=UTC)
KEYS = [one.key for one in SCREENS]


def two_months(folder: Path) -> tuple[Path, ...]:
    """Cut the demo shop's export down to its newest rows; newest stand first in it."""
    made = []
    for file in sorted(resource("demo").glob("*.csv")):
        lines = file.read_text("utf-8-sig").splitlines(keepends=True)
        made.append(folder / file.name)
        made[-1].write_text("".join(lines[:1200]), "utf-8")
    return tuple(made)


@pytest.fixture(scope="module")
def full(tmp_path_factory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("full")
    services = open_shop(str(folder / "shop.db"), lambda: EVENING)
    services.importing.run(ImportFiles(two_months(folder), zone="America/New_York"))
    yield services
    services.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Iterator[Services]:
    services = open_shop(str(tmp_path_factory.mktemp("empty") / "shop.db"), lambda: EVENING)
    yield services
    services.close()


@pytest.fixture(scope="module", params=["full", "empty"])
def shell(request, qapp, theme, tmp_path_factory) -> Iterator[Shell]:
    services, folder = request.getfixturevalue(request.param), tmp_path_factory.mktemp("window")
    with window_over(services, qapp, folder, lambda: EVENING) as made:
        yield made


def opened(shell: Shell, key: str) -> QWidget:
    shell.open_screen(key)
    settle(shell)
    screen = shell._pages.currentWidget()
    assert screen is not None
    return screen


def test_every_screen_of_the_table_can_be_made():
    assert sorted(LOADED.factories) == sorted(KEYS)
    assert entry("no such screen").key == "today"


@pytest.mark.parametrize("key", KEYS)
def test_everything_the_tab_key_reaches_has_a_name(shell, key):
    assert [type(widget).__name__ for widget in nameless(opened(shell, key))] == []
    assert nameless(shell) == ()


@pytest.mark.parametrize("key", KEYS)
def test_the_tab_key_goes_on_downwards_or_to_the_right(shell, key):
    screen = opened(shell, key)
    QTest.keyClick(screen, Qt.Key.Key_Tab)
    places = [(widget, widget.mapTo(screen, QPoint())) for widget in tab_order(screen)]
    backwards = [
        (now.accessibleName(), then.accessibleName())
        for (now, here), (then, there) in pairwise(places)
        if there.y() + then.height() <= here.y() and there.x() <= here.x()
    ]
    assert backwards == []


@pytest.mark.parametrize("key", KEYS)
def test_a_screen_has_at_most_one_primary_button(shell, key):
    buttons = opened(shell, key).findChildren(Button)
    primary = [one.text() for one in buttons if one.isVisible() and one._kind == "primary"]
    assert len(primary) <= 1


@pytest.mark.parametrize("key", KEYS)
def test_no_key_does_two_things(shell, key):
    opened(shell, key)
    assert duplicate_shortcuts(shell) == ()


def test_keys_of_actions_and_screens_are_all_different():
    keys = [one.press for one in ACTIONS] + [one.shortcut for one in SCREENS if one.shortcut]
    assert len(keys) == len(set(keys))


def test_the_self_test_opens_every_screen(full, qapp, theme):
    assert open_every_screen(full) == len(SCREENS)
