"""Opens a window in a process of its own and times it: `python -m bench.windows WHAT BEGUN …`.

BEGUN is the clock when the parent started this process, so that loading Python counts too.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def bare(begun: float) -> dict[str, Any]:
    """Show a window with nothing in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: PLC0415 - its load is measured

    app = QApplication(["bare"])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    return {"visible": time.time() - begun}


def ours(begun: float, shop: str, folder: str) -> dict[str, Any]:
    """Show the program's window, then wait until its first screen has its figures."""
    from bench.desk import Desk  # noqa: PLC0415 - its load is measured

    desk = Desk(shop, Path(folder))
    visible = time.time() - begun
    desk.load()
    return {"visible": visible, "loaded": time.time() - begun}


def gaps(begun: float, shop: str, folder: str, file: str) -> dict[str, Any]:
    """Watch how long the window's thread is busy: idle, importing, and paging through everyone."""
    from bench.desk import Desk  # noqa: PLC0415 - as above

    desk = Desk(shop, Path(folder))
    desk.load()
    idle = desk.idle(2.0)
    importing, batch = desk.importing(Path(file))
    scrolling = desk.scrolling()
    desk.take_back(batch)
    return {"begun": begun, "idle": idle, "importing": importing, "scrolling": scrolling}


def scans(begun: float, shop: str, folder: str, cards: str) -> dict[str, Any]:
    """Scan cards at the open Counter; give for each the milliseconds until it was painted."""
    from bench.desk import Desk  # noqa: PLC0415 - as above

    desk = Desk(shop, Path(folder))
    desk.load()
    wanted = json.loads(Path(cards).read_text(encoding="utf-8"))
    return {"begun": begun, "taken": desk.scanning(wanted)}


def planning(begun: float, shop: str, folder: str, part: str, times: str) -> dict[str, Any]:
    """Change a presupposition of the open plan; give the milliseconds until all was painted."""
    from bench.desk import Desk  # noqa: PLC0415 - as above

    desk = Desk(shop, Path(folder))
    desk.load()
    return {"begun": begun, "taken": desk.planning(part, int(times))}


if __name__ == "__main__":
    what: dict[str, Callable[..., dict[str, Any]]] = {
        "bare": bare,
        "ours": ours,
        "gaps": gaps,
        "scans": scans,
        "planning": planning,
    }
    sys.stdout.write(json.dumps(what[sys.argv[1]](float(sys.argv[2]), *sys.argv[3:])) + "\n")
