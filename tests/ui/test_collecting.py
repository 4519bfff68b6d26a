"""Garbage is collected on the window's thread, and is collected."""

import threading
import weakref

from PySide6.QtCore import QObject

from retailcrm.ui.collecting import Collector
from retailcrm.ui.jobs import JobRunner


class Knot:
    """Two that hold each other: only the cyclic collector frees them."""

    def __init__(self) -> None:
        self.other = self


def test_a_worker_that_fills_memory_frees_no_widget_but_the_window_does(qapp, qtbot):
    owner = QObject()
    collector = Collector(owner)
    runner = JobRunner()
    freed_on: list[int] = []
    knot = Knot()
    weakref.finalize(knot, lambda: freed_on.append(threading.get_ident()))
    del knot
    runner.start(
        lambda _: len([Knot() for _ in range(5000)]), on_done=lambda _: None, on_error=print
    )
    qtbot.waitUntil(lambda: runner.is_idle)
    assert set(freed_on) <= {threading.get_ident()}
    collector.collect()
    assert freed_on == [threading.get_ident()]
    runner.shutdown()


def test_a_finished_job_lets_go_of_its_screen_at_once(qapp, qtbot):
    runner = JobRunner()

    class Screen:
        def show(self, _: object) -> None:
            """Stand for a view."""

    screen = Screen()
    seen = weakref.ref(screen)
    handle = runner.start(lambda _: 1, on_done=screen.show, on_error=print)
    del screen
    qtbot.waitUntil(lambda: runner.is_idle)
    assert handle is not None
    assert seen() is None
    runner.shutdown()
