"""Shops that many tests begin with, filled once for each database and copied."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection

from retailcrm.wiring import Services, open_shop

#: Fills an empty shop; files go to the folder.
Fill = Callable[[Services, Path], object]


@dataclass(frozen=True, slots=True)
class Kept:
    """Knows where each filled shop lies; nobody opens those, everybody gets a copy."""

    folder: Path
    clock: Callable[[], datetime]
    files: dict[Fill, Path] = field(default_factory=dict)
    databases: dict[Fill, str] = field(default_factory=dict)

    def file(self, fill: Fill, empty: Path) -> Path:
        """Give the file of a filled shop."""
        if fill not in self.files:
            folder = self._made(f"file{len(self.files)}")
            path = Path(shutil.copy(empty, folder / "shop.db"))
            self._fill(str(path), fill, folder)
            self.files[fill] = path
        return self.files[fill]

    def on_server(
        self,
        fill: Fill,
        server: Connection[Any],
        empty: str,
        address: Callable[[str], str],
    ) -> str:
        """Give the name of the database of a filled shop."""
        if fill not in self.databases:
            name = f"shop_kept_{len(self.databases)}"
            server.execute(f"CREATE DATABASE {name} TEMPLATE {empty}".encode())
            self._fill(address(name), fill, self._made(name))
            self.databases[fill] = name
        return self.databases[fill]

    def _made(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder

    def _fill(self, address: str, fill: Fill, folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            beside(folder, patch)
            shop = open_shop(address, self.clock)
            fill(shop, folder)
            shop.close()


def beside(folder: Path, patch: pytest.MonkeyPatch, of: Path | None = None) -> None:
    """Let the program keep there what it keeps beside the books, and begin with what another has.

    Args:
        folder: of a test.
        patch: puts it back.
        of: the folder of the other.
    """
    for name in ("cache", "data"):
        patch.setenv(f"XDG_{name.upper()}_HOME", str(folder / name))
        if of is not None and (of / name).exists():
            shutil.copytree(of / name, folder / name, dirs_exist_ok=True)
