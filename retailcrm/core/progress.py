"""One way for long work to say how far it is and to be stopped."""

from typing import Protocol


class Progress(Protocol):
    """What a long job tells, and how it hears that it should stop."""

    def step(self, done: int, total: int, note: str = "") -> None:
        """Report `done` of `total` (0 where unknown); raise `Cancelled` if asked to stop."""


class Silent:
    """Progress nobody watches."""

    def step(self, done: int, total: int, note: str = "") -> None:
        """Tell nobody."""


SILENT = Silent()
