"""Workbooks: real ones, and the web pages and XML that tills call .xls."""

import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.importers.archive import DAMAGE
from retailcrm.importers.grid import Grid, Rows, grid_of
from retailcrm.importers.headings import Known

_MOST_UNPACKED = 600 << 20
_MOST_MARKUP = 100 << 20
_MOST_SPAN = 500


def read_workbook(path: Path, name: str, known: Known) -> list[Grid]:
    """Give the sheets that hold tables.

    Raises:
        UserError: where the workbook is damaged, locked, empty or too large.
    """
    _refuse_bomb(path, name)
    size = path.stat().st_size
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            titles = book.sheet_names
            several = len(titles) > 1
            grids = [
                grid_of(
                    book.get_sheet_by_name(title).to_python(skip_empty_area=False),
                    f"{name}/{title}" if several else name,
                    size,
                    known,
                    title if several else "",
                )
                for title in titles
            ]
    except PasswordError as locked:
        raise UserError(
            say('"{name}" is protected by a password.', name=name),
            say("Open it in your spreadsheet, save it without the password, and import that."),
        ) from locked
    except (CalamineError, OSError, ValueError) as damaged:
        raise UserError(
            say('"{name}" is damaged or no workbook.', name=name),
            say("Export it again, or save it as CSV."),
        ) from damaged
    return _with_tables(grids, name)


def _with_tables(grids: list[Grid | None], name: str) -> list[Grid]:
    found = [grid for grid in grids if grid is not None]
    if not found:
        raise UserError(
            say('No table was found in "{name}".', name=name),
            say("A table has a row of headings and rows below it."),
        )
    return found


def _refuse_bomb(path: Path, name: str) -> None:
    if not zipfile.is_zipfile(path):
        return  # an old .xls is as large as it looks
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
    except DAMAGE as damaged:
        raise UserError(say('"{name}" is damaged; export it again.', name=name)) from damaged
    if unpacked > _MOST_UNPACKED:
        raise UserError(
            say('"{name}" is too large to be read as a workbook.', name=name),
            say("Save it as CSV, or export a shorter period."),
        )


def is_workbook(path: Path) -> bool:
    """Say whether a file is an Excel or OpenDocument workbook, whatever its name."""
    with path.open("rb") as stream:
        head = stream.read(8)
    if head == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return True
    if head[:2] != b"PK" or not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
    except DAMAGE:
        return False
    return bool({"[Content_Types].xml", "content.xml"} & names)


def is_markup(stream: BinaryIO) -> bool:
    """Say whether a file is a web page or XML, as some tills write under the name .xls."""
    head = stream.read(2048).lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return head.startswith(b"<") and any(
        sign in head for sign in (b"<table", b"<html", b"workbook", b"<!doctype html", b"<tr")
    )


def read_markup(stream: BinaryIO, name: str, size: int, known: Known) -> list[Grid]:
    """Read the tables of a web page or of an XML spreadsheet.

    Raises:
        UserError: where it is too large or holds no table.
    """
    if size > _MOST_MARKUP:
        raise UserError(
            say('"{name}" is too large to be read as a web page.', name=name),
            say("Open it in your spreadsheet and save it as CSV."),
        )
    parser = _Cells()
    parser.feed(stream.read().decode("utf-8", errors="replace"))
    parser.close()
    rows: Rows = parser.rows
    return _with_tables([grid_of(rows, name, size, known)], name)


class _Cells(HTMLParser):
    """Collects the rows and cells of any table, by HTML's or Excel's tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if tag in ("tr", "row", "ss:row"):
            self.rows.append([])
        elif tag in ("td", "th", "cell", "ss:cell") and self.rows:
            self._skip(dict(attrs).get("ss:index"))
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin and end an empty row or cell."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in ("td", "th", "cell", "ss:cell") and self._cell is not None:
            self.rows[-1].append("".join(self._cell).strip())
            self._cell = None

    def handle_data(self, data: str) -> None:
        """Take the text of a cell."""
        if self._cell is not None:
            self._cell.append(data)

    def _skip(self, index: str | None) -> None:
        """Fill the cells that Excel's XML leaves out."""
        if index and index.isdigit():
            missing = int(index) - 1 - len(self.rows[-1])
            self.rows[-1].extend([""] * min(max(missing, 0), _MOST_SPAN))
