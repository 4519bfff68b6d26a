"""ZIP archives of exports: members unpacked one by one, within limits."""

import shutil
import tempfile
import weakref
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from retailcrm.core.errors import UserError
from retailcrm.core.words import say

_MOST_MEMBERS = 200
_MOST_UNPACKED = 8 << 30
_MOST_RATIO = 200
#: Smaller members may shrink as they like.
_HARMLESS = 64 << 20
#: What reading a damaged archive can raise.
DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError, ValueError)
_TABLES = frozenset({".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xls", ".xlsm", ".ods", ""})


def members(path: Path, name: str) -> list[zipfile.ZipInfo]:
    """List the files of an archive that can be tables.

    Raises:
        UserError: where it is damaged, locked, too large unpacked, or holds none.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            infos = packed.infolist()
    except DAMAGE as damaged:
        raise UserError(
            say('"{name}" is a damaged archive.', name=name), say("Export or copy it again.")
        ) from damaged
    if len(infos) > _MOST_MEMBERS or sum(info.file_size for info in infos) > _MOST_UNPACKED:
        raise UserError(say('"{name}" holds too much to be unpacked.', name=name), _unpack())
    found = [info for info in infos if _is_table(info)]
    for info in found:
        _refuse(info, name)
    if not found:
        raise UserError(
            say('"{name}" holds no table.', name=name),
            say("It should hold CSV or Excel files."),
        )
    return found


def _is_table(info: zipfile.ZipInfo) -> bool:
    at = PurePosixPath(info.filename.replace("\\", "/"))
    hidden = at.name.startswith(".") or "__MACOSX" in at.parts
    folder = info.filename.endswith("/")
    return not folder and not hidden and at.suffix.lower() in {*_TABLES, ".zip"}


def _refuse(info: zipfile.ZipInfo, name: str) -> None:
    if info.filename.lower().endswith(".zip"):
        raise UserError(say('"{name}" holds another archive.', name=name), _unpack())
    if info.flag_bits & 1:
        raise UserError(say('"{name}" is protected by a password.', name=name), _unpack())
    if info.file_size > max(_HARMLESS, info.compress_size * _MOST_RATIO):
        raise UserError(say('"{name}" holds too much to be unpacked.', name=name), _unpack())


def _unpack() -> str:
    return say("Unpack it yourself and import the files inside.")


def member_name(info: zipfile.ZipInfo) -> str:
    """Give the bare name of a member; its folders say nothing and may be tricks."""
    return PurePosixPath(info.filename.replace("\\", "/")).name or "table"


class Unpacked:
    """The members of an archive in a folder of their own, which goes when this does."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="retailcrm-"))
        self._count = 0
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)

    def take(self, path: Path, info: zipfile.ZipInfo, name: str) -> Path:
        """Unpack one member under a name of our own.

        Raises:
            UserError: where it is damaged or larger than it says.
        """
        self._count += 1
        target = self._folder / f"{self._count}{Path(member_name(info)).suffix}"
        try:
            with _opened(path, info) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
        except DAMAGE as bad:
            raise UserError(say('"{name}" is a damaged archive.', name=name)) from bad
        return target


@contextmanager
def _opened(path: Path, info: zipfile.ZipInfo) -> Iterator[zipfile.ZipExtFile]:
    with zipfile.ZipFile(path) as packed, packed.open(info) as source:
        yield source  # type: ignore[misc]
