"""Collect Python's garbage on the window's thread alone.

Widgets that refer to each other are freed by the cyclic collector, which runs on whatever
thread allocates; a widget destroyed on a worker's thread can take the program down.
"""

import gc

from PySide6.QtCore import QObject, QTimer

TICK_MS = 500


class Collector(QObject):
    """Takes over from the automatic collector as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._limits = gc.get_threshold()
        gc.disable()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.collect)
        self._tick.start()

    def collect(self) -> None:
        """Collect the generations that are due, the oldest as rarely as Python would."""
        counts = gc.get_count()
        due = [age for age, limit in enumerate(self._limits) if counts[age] > limit]
        if due:
            gc.collect(max(due))

    def stop(self) -> None:
        """Give the work back to the automatic collector."""
        self._tick.stop()
        gc.enable()
