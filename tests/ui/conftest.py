"""One application and one theme for all tests of the window."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from retailcrm.ui.actions import use_keys
from retailcrm.ui.collecting import Collector
from retailcrm.ui.launch import make_shell
from retailcrm.ui.shell import Shell
from retailcrm.ui.theme import Theme
from retailcrm.ui.window.doors import Doors
from tests.ui.fake_shop import NOW, FakeServices
from tests.ui.noted import Notes, loaded_with, rest, shut


@pytest.fixture(scope="session")
def theme(qapp):
    return qapp.findChild(Theme) or Theme(qapp, "light")


@pytest.fixture(scope="session", autouse=True)
def _collected(qapp):
    """Free widgets on the window's thread alone, as the program does."""
    gc.freeze()  # what is loaded stays: nobody need look through it again
    collector = Collector(qapp)
    yield
    collector.stop()


@pytest.fixture(autouse=True)
def _as_delivered(theme):
    """Every test finds the light theme and the usual keys, and leaves them so.

    Its windows go at once: they would be dressed anew with every change of the theme.
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.choose("light")
    use_keys(())


@pytest.fixture
def notes() -> Notes:
    return []


@pytest.fixture
def services():
    return FakeServices()


@pytest.fixture
def open_window(qapp, qtbot, tmp_path, theme):
    made: list[Shell] = []

    def open_it(doors: Doors) -> Shell:
        shell = make_shell(qapp, doors, tmp_path, lambda: NOW)
        shell.jobs.hear_crashes(lambda error: pytest.fail(f"crashed: {error!r}"))
        made.append(shell)
        shell.show()
        shell.load()
        rest(qtbot, shell)
        return shell

    yield open_it
    for shell in made:
        shut(shell)
        shell.deleteLater()


@pytest.fixture
def shell(open_window, services, notes):
    opened = services, loaded_with(notes)
    made = open_window(Doors(lambda: opened, lambda _: opened))
    notes.clear()
    return made
