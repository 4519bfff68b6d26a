"""Where a dump lies: a folder, or one packed file; written whole or not at all."""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.db.storing import storing

_DAY = (1980, 1, 1, 0, 0, 0)  # the same dump is the same file, whenever it is made


class Place(Protocol):
    """Files of a dump by name."""

    def write(self, name: str) -> IO[bytes]:
        """Open a new file."""

    def read(self, name: str) -> IO[bytes]:
        """Open a file; KeyError or OSError if there is none."""


class Folder:
    """A dump as files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str) -> IO[bytes]:
        """Open a new file."""
        return (self._folder / name).open("wb")

    def read(self, name: str) -> IO[bytes]:
        """Open a file."""
        return (self._folder / name).open("rb")


class Packed:
    """A dump as one packed file."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed

    def write(self, name: str) -> IO[bytes]:
        """Open a new file."""
        entry = zipfile.ZipInfo(name, _DAY)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        return self._packed.open(entry, "w", force_zip64=True)

    def read(self, name: str) -> IO[bytes]:
        """Open a file."""
        return self._packed.open(name)


@contextmanager
def new_place(target: Path) -> Iterator[Place]:
    """Open a place to write to; it takes its name once everything is in it.

    Raises:
        UserError: the folder holds something already.
        StorageError: nothing can be written there.
    """
    is_packed = target.suffix.lower() == ".zip"
    if not is_packed and target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UserError(
            say("{folder} is not empty.", folder=target),
            say("Name a new folder, or a file that ends in .zip."),
        )
    unfinished = target.with_name(f"{target.name}.part")
    try:
        with storing(say("Nothing can be written to {place}.", place=target)):
            target.parent.mkdir(parents=True, exist_ok=True)
            _clear(unfinished)
            if is_packed:
                with zipfile.ZipFile(unfinished, "w") as packed:
                    yield Packed(packed)
            else:
                unfinished.mkdir()
                yield Folder(unfinished)
                if target.exists():
                    target.rmdir()
            unfinished.replace(target)
    finally:
        _clear(unfinished)


@contextmanager
def found_place(source: Path) -> Iterator[Place]:
    """Open a place to read from.

    Raises:
        UserError: it is neither a folder nor a packed file.
    """
    if source.is_dir():
        yield Folder(source)
        return
    try:
        packed = zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as fault:
        raise UserError(
            say("{file} is no dump.", file=source.name),
            say("Name the folder or the .zip file that was taken out."),
        ) from fault
    with packed:
        yield Packed(packed)


def _clear(unfinished: Path) -> None:
    if unfinished.is_dir():
        shutil.rmtree(unfinished, ignore_errors=True)
    else:
        unfinished.unlink(missing_ok=True)
