"""Reports of mail services opened by the same readers as the files of tills."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

import polars as pl

from retailcrm.core.errors import UserError
from retailcrm.core.problem import Problem
from retailcrm.core.words import say
from retailcrm.importers.opening import open_tables
from retailcrm.importers.table import LINE, Table
from retailcrm.mailing.back.reading import Read, Row, is_heading, read, recognise
from retailcrm.mailing.back.report import Kind


@dataclass(frozen=True, slots=True)
class OpenReport:
    """One table that came back.

    Attributes:
        name: of the file, or of the member of an archive.
        told: what its rows tell.
        mark: SHA-256 of the file.
        odd: rows that cannot be read as cells.
    """

    name: str
    told: Read
    mark: str
    odd: tuple[Problem, ...]


def open_reports(path: Path, kind: str, zone: tzinfo) -> tuple[OpenReport, ...]:
    """Read every table of a file that has addresses.

    Args:
        path: of the file.
        kind: what a person says that it is; empty: it tells by itself.
        zone: of clocks that name none.

    Raises:
        UserError: it cannot be read, or has no addresses; one sentence.
    """
    told = Kind(kind) if kind else None
    found = tuple(_reports(path, told, zone))
    if not found:
        raise UserError(
            say('"{name}" has no column of e-mail addresses.', name=path.name),
            say("Choose a report of your mail service: contacts, opens, clicks, bounces or "
                "unsubscribes."),
        )  # fmt: skip
    return found


def _reports(path: Path, told: Kind | None, zone: tzinfo) -> Iterator[OpenReport]:
    mark = ""
    for opened in open_tables(path, is_heading):
        mark = mark or _mark(path)
        table = opened.table
        report = recognise(table.headings, opened.file, told)
        if report is None:
            continue
        rows, odd = _rows(table, report.wanted)
        found = read(report, table.headings, rows, table.header_line, zone)
        yield OpenReport(opened.file, found, mark, odd)


def _rows(table: Table, wanted: tuple[int, ...]) -> tuple[list[Row], tuple[Problem, ...]]:
    width = max(wanted) + 1
    rows: list[Row] = []
    odd: list[Problem] = []
    for block in table.blocks(wanted):
        text = block.text.with_columns(pl.exclude(LINE).fill_null(""))
        empty = [""] * text.height
        columns = [text[str(at)].to_list() if at in wanted else empty for at in range(width)]
        rows.extend(zip(text[LINE].to_list(), zip(*columns, strict=True), strict=True))
        odd.extend(Problem(one.line, "", "", one.reason) for one in block.odd)
    return rows, tuple(odd)


def _mark(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
