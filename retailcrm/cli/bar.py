"""Progress as a bar on standard error."""

import sys
from typing import TextIO

WIDTH = 28


class Bar:
    """A bar that is drawn only where a person watches."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr
        self._shown = ""

    def step(self, done: int, total: int, note: str = "") -> None:
        """Draw how far it is."""
        if not self._out.isatty():
            return
        part = min(1.0, done / total) if total else 0.0
        filled = round(part * WIDTH)
        line = f"{'█' * filled}{'·' * (WIDTH - filled)} {part:4.0%} {note}"
        if line != self._shown:
            self._out.write(f"\r\x1b[K{line}")
            self._out.flush()
            self._shown = line

    def end(self) -> None:
        """Wipe the bar."""
        if self._shown:
            self._out.write("\r\x1b[K")
            self._out.flush()
            self._shown = ""
