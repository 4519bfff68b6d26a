"""From a path to tables: text files, workbooks, web pages called .xls, archives of them."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.importers.archive import Unpacked, member_name, members
from retailcrm.importers.headings import Known
from retailcrm.importers.table import Table
from retailcrm.importers.text_table import open_text
from retailcrm.importers.workbook import is_markup, is_workbook, read_markup, read_workbook


@dataclass(frozen=True, slots=True)
class Opened:
    """A table, and what must be held as long as it is read."""

    table: Table
    file: str
    keep: object = None


def open_tables(path: Path, known: Known) -> Iterator[Opened]:
    """Give the tables of a file.

    Args:
        path: of the file.
        known: whether some till writes these headings.

    Raises:
        UserError: one sentence where the file cannot be read.
    """
    _refuse_path(path)
    try:
        if is_workbook(path) or not _is_archive(path):
            yield from (Opened(table, path.name) for table in _tables(path, path.name, known))
            return
        yield from _members(path, known)
    except PermissionError as locked:
        raise UserError(
            say('"{name}" cannot be opened.', name=path.name),
            say("Close it in other programs, or check who may read it."),
        ) from locked
    except OSError as broken:
        raise UserError(
            say('"{name}" cannot be read from its disk.', name=path.name),
            say("Copy it to this computer and try again."),
        ) from broken


def _refuse_path(path: Path) -> None:
    if path.is_dir():
        raise UserError(
            say('"{name}" is a folder.', name=path.name), say("Choose the files inside it.")
        )
    if not path.exists():
        raise UserError(say('There is no file "{name}".', name=str(path)))
    if not path.is_file():
        raise UserError(say('"{name}" is no file.', name=path.name))
    if not path.stat().st_size:
        raise UserError(
            say('"{name}" is empty.', name=path.name), say("Export it again from your till.")
        )


def _is_archive(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(4)
    return head in (b"PK\x03\x04", b"PK\x05\x06") or zipfile.is_zipfile(path)


def _tables(path: Path, name: str, known: Known) -> list[Table]:
    if is_workbook(path):
        return list(read_workbook(path, name, known))
    size = path.stat().st_size
    with path.open("rb") as stream:
        markup = is_markup(stream)
    if markup:
        with path.open("rb") as stream:
            return list(read_markup(stream, name, size, known))
    return [open_text(lambda: path.open("rb"), name, size, known)]


def _members(path: Path, known: Known) -> Iterator[Opened]:
    unpacked = Unpacked()
    for info in members(path, path.name):
        member = member_name(info)
        target = unpacked.take(path, info, path.name)
        if not target.stat().st_size:
            continue
        if zipfile.is_zipfile(target) and not is_workbook(target):
            raise UserError(
                say('"{name}" holds another archive.', name=path.name),
                say("Unpack it yourself and import the files inside."),
            )
        for table in _tables(target, f"{path.name}/{member}", known):
            yield Opened(table, member, unpacked)
