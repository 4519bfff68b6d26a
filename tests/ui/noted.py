"""A window with screens that write down what it asks of them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from retailcrm.core.outcome import Topic
from retailcrm.core.rows import RowsRef
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.screens_table import SCREENS, Loaded
from retailcrm.ui.shell import Shell
from retailcrm.ui.status import read_facts

Notes = list[tuple[Any, ...]]


class Noted(Screen):
    """A screen that writes down what the shell asks of it."""

    watches = frozenset({Topic.CUSTOMERS})

    def __init__(self, key: str, notes: Notes) -> None:
        super().__init__()
        self.key, self.notes = key, notes
        self.takes = ""

    def note(self, *words: Any) -> None:
        self.notes.append((self.key, *words))

    def refresh(self) -> None:
        self.note("refresh")

    def open_home(self) -> None:
        self.note("home")

    def open_rows(self, rows: RowsRef) -> None:
        self.note("rows", rows)

    def open_customer(self, customer_id: int) -> None:
        self.note("customer", customer_id)

    def import_files(self, paths: tuple[Path, ...]) -> None:
        self.note("files", paths)

    def print_month(self, month: int | None) -> None:
        self.note("print", month)

    def close_screen(self) -> None:
        self.note("close")

    def act(self, action: str) -> bool:
        self.note("act", action)
        return action == self.takes


def loaded_with(notes: Notes) -> Loaded:
    def maker(key: str) -> Callable[[Any], Screen]:
        return lambda _: Noted(key, notes)

    return Loaded({one.key: maker(one.key) for one in SCREENS}, read_facts)


def rest(qtbot, shell: Shell) -> None:
    qtbot.waitUntil(lambda: shell.jobs.is_idle, timeout=5000)


def shut(shell: Shell) -> None:
    """Close the window now, without a copy of the books."""
    shell.preferences = replace(shell.preferences, copies_at_close=False)
    shell.close()


def current(shell: Shell) -> Noted:
    screen = shell._pages.current
    assert isinstance(screen, Noted)
    return screen
