"""Photograph every screen of a demo shop, so that the pictures in docs cannot go stale.

Usage: python tools/screenshots.py [--out docs/pictures] [--only today,groups] [--sizes 1366]
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from retailcrm.core.roles import Role
from retailcrm.services.checking import CheckService, Whereabouts
from retailcrm.ui.launch import application, make_shell
from retailcrm.ui.screens.made import LOADED
from retailcrm.ui.shell import Shell
from retailcrm.ui.theme import colour
from retailcrm.ui.trial import settle
from retailcrm.ui.window.doors import Doors
from retailcrm.wiring import Services, open_shop
from tools import demo_campaigns, demo_plan, demo_program
from tools.pictures import BOOKS, EMPTY, PICTURES, STAFFED, Picture

SIZES = {"1366": (1366, 768), "1920": (1920, 1080)}
LOOKS = ("light", "dark")
COLOURS = 192


def photograph(
    services: Services,
    pictures: tuple[Picture, ...],
    sizes: tuple[str, ...],
    out: Path,
    folder: Path,
) -> list[Path]:
    """Take every picture in every size and look."""
    made = []
    for look in LOOKS:
        # A window of its own, so that no screen is still where the other look left it.
        shell = _window(services, folder)
        shell.prefer(replace(shell.preferences, appearance=look, copies_at_close=True))
        for picture in pictures:
            for size in sizes:
                shell.resize(*SIZES[size])
                picture.go(shell)
                settle(shell)
                made.append(out / f"{picture.name}-{look}-{size}.png")
                _seen(shell).save(str(made[-1]))
                in_few_colours(made[-1])
            shell.act("back")
        shell.preferences = replace(shell.preferences, copies_at_close=False)
        shell.close()
    return made


def in_few_colours(file: Path) -> None:
    """Write a picture in fewer colours: a third of the bytes, and no eye sees it."""
    with Image.open(file) as whole:
        few = whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


def _seen(shell: Shell) -> QPixmap:
    """Grab the window, and close the dialog that stands in front of it once that is seen too."""
    seen = shell.grab()
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        shown = dialog.grab()
        box = QRect(QPoint(), shown.deviceIndependentSize().toSize())
        box.moveCenter(shell.rect().center())
        painter = QPainter(seen)
        painter.drawPixmap(box.topLeft(), shown)
        painter.setPen(colour("border2"))
        painter.drawRect(box)
        painter.end()
        dialog.close()
    return seen


def _window(services: Services, folder: Path) -> Shell:
    opened = (services, LOADED)
    doors = Doors(lambda: opened, lambda _: opened)
    shell = make_shell(application(), doors, folder, _morning_after(services))
    shell.show()
    shell.load()
    settle(shell)
    return shell


def _morning_after(services: Services) -> Callable[[], datetime]:
    """The demo shop is looked at the morning after its last sale, whatever today is."""
    last = max(
        (store.data_through for store in services.shop.status().stores if store.data_through),
        default=None,
    )
    moment = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
    if last is not None:
        moment = datetime(last.year, last.month, last.day, 8, 30, tzinfo=UTC) + timedelta(days=1)
    return lambda: moment


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    parser.add_argument("--only", default="", help="names of pictures, joined by commas")
    parser.add_argument("--sizes", default="1366,1920")
    words = parser.parse_args()
    names = [name for name in words.only.split(",") if name]
    chosen = tuple(one for one in PICTURES if not names or one.name in names)
    words.out.mkdir(parents=True, exist_ok=True)
    sizes = tuple(words.sizes.split(","))
    held = Path(tempfile.mkdtemp(prefix="retailcrm-pictures-"))
    try:
        for shop in (BOOKS, EMPTY, STAFFED):
            pictures = tuple(one for one in chosen if one.shop == shop)
            if pictures:
                made = _of_shop(held / shop, pictures, sizes, words.out)
                print(*made, sep="\n")
    finally:
        shutil.rmtree(held, ignore_errors=True)
    return 0


class _Elsewhere(CheckService):
    """Says that the books are where an owner keeps them, not where the pictures are taken."""

    @override
    def whereabouts(self) -> Whereabouts:
        folder = Path("/home/abbott/Shop")
        told = super().whereabouts()
        return replace(told, address=str(folder / "shop.db"), copies=folder / "backups")


def _of_shop(
    folder: Path, pictures: tuple[Picture, ...], sizes: tuple[str, ...], out: Path
) -> list[Path]:
    folder.mkdir(parents=True)
    evening = datetime(2026, 10, 31, 20, 15, tzinfo=UTC)
    services = open_shop(str(folder / "shop.db"), lambda: evening)
    if pictures[0].shop == STAFFED:
        services.staff.add("Ada", Role.OWNER, "4711")
        services.staff.add("Tom", Role.STAFF, "2904")
    if pictures[0].shop == BOOKS:
        services.demo.load()
        demo_program.fill(services)
        demo_campaigns.fill(services, folder)
        demo_plan.fill(services)
        services.checking.back_up(folder)
    services = replace(
        services, checking=_Elsewhere(services.books, services.exports, lambda: evening)
    )
    made = photograph(services, pictures, sizes, out, folder)
    services.close()
    return made


if __name__ == "__main__":
    sys.exit(main())
