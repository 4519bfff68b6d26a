"""Columns as files beside the books, with a list of who changed since they were saved.

Fetching millions of rows through a cursor takes seconds; the same columns, memory-mapped,
take milliseconds. The files can be deleted at any time: they are rebuilt.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: More customers than this are read anew with everybody else.
MOST_TOUCHED = 20_000
_STAMP = "stamp.json"


class ColumnFiles:
    """One set of columns in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_arrays(
        self, shop: str, names: Iterable[str]
    ) -> tuple[int, dict[str, NDArray[Any]]] | None:
        """Give (version, columns) as last saved; None if there is nothing to trust."""
        try:
            stamp = json.loads((self._folder / _STAMP).read_text())
            if stamp["shop"] != shop:
                return None
            return int(stamp["version"]), {name: self._array(name) for name in names}
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save_arrays(self, shop: str, version: int, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Save the columns; the stamp comes last, so a torn save is never trusted."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        for name, held in arrays.items():
            np.save(self._folder / f"{name}.npy", held)
        stamp = {"shop": shop, "version": version}
        (self._folder / _STAMP).write_text(json.dumps(stamp))

    def note(self, version: int, touched: Iterable[int]) -> None:
        """Remember who changed on the way to `version`."""
        if self._folder.is_dir():
            np.save(self._folder / f"touched-{version}.npy", np.array([*touched], dtype=np.int64))

    def touched_since(self, since: int, until: int) -> NDArray[np.int64] | None:
        """Give who changed after `since` up to `until`; None if a step is missing."""
        try:
            steps = [
                np.load(self._folder / f"touched-{version}.npy")
                for version in range(since + 1, until + 1)
            ]
        except OSError:
            return None
        return np.unique(np.concatenate(steps)) if steps else np.empty(0, dtype=np.int64)

    def forget_later_than(self, version: int) -> None:
        """Delete what tells of later books than these: an older copy was put back."""
        try:
            told = [int(json.loads((self._folder / _STAMP).read_text())["version"])]
        except (OSError, ValueError, KeyError, TypeError):
            told = []
        told += [int(one.stem.partition("-")[2]) for one in self._folder.glob("touched-*.npy")]
        if any(one > version for one in told):
            self.forget()

    def forget(self) -> None:
        """Delete the files."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _array(self, name: str) -> NDArray[Any]:
        loaded: NDArray[Any] = np.load(self._folder / f"{name}.npy", mmap_mode="r")
        return loaded
