"""A window over real books, as somebody at work has it in front of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from retailcrm.ui.launch import make_shell
from retailcrm.ui.screens.made import LOADED
from retailcrm.ui.shell import Shell
from retailcrm.ui.trial import settle
from retailcrm.ui.window.doors import Doors
from retailcrm.wiring import Services
from tests.ui.noted import shut


@contextmanager
def window_over(
    services: Services, qapp: QApplication, folder: Path, clock: Callable[[], datetime]
) -> Iterator[Shell]:
    """Open the window and wait until it stands; whatever crashes in it fails the test."""
    opened = services, LOADED
    made = make_shell(qapp, Doors(lambda: opened, lambda _: opened), folder, clock)
    made.jobs.hear_crashes(lambda error: pytest.fail(f"crashed: {error!r}"))
    made.show()
    made.load()
    settle(made)
    yield made
    shut(made)
    made.deleteLater()
