"""Tables as files: CSV in the service's encoding, cut where it takes no more, or a workbook."""

from collections.abc import Iterator
from io import BytesIO
from math import ceil

import polars as pl
import xlsxwriter  # type: ignore[import-untyped]

from retailcrm.core.progress import SILENT, Progress
from retailcrm.mailing.service import Service
from retailcrm.mailing.services.own_table import tamed

_MARK = b"\xef\xbb\xbf"
_SHEET = "List"
_STEP = 2_000


def file_contents(
    service: Service, table: pl.DataFrame, progress: Progress = SILENT
) -> tuple[bytes, ...]:
    """Give what stands in the files for a table; more than one where a service takes no more."""
    if service.ending == "xlsx":
        rows = range(0, max(table.height, 1), service.most_rows)
        return tuple(workbook(table.slice(at, service.most_rows), progress) for at in rows)
    return tuple(_parts(service, tamed(table) if service.ours else table))


def csv_content(table: pl.DataFrame, *, ours: bool) -> bytes:
    """Write a table as CSV; the owner's own carries the mark by which Excel knows its letters."""
    buffer = BytesIO()
    if ours:
        buffer.write(_MARK)
    empty = [pl.when(pl.col(name) != "").then(name).alias(name) for name in table.columns]
    table.with_columns(empty).write_csv(buffer, line_terminator="\r\n")
    return buffer.getvalue()


def workbook(table: pl.DataFrame, progress: Progress = SILENT) -> bytes:
    """Write a table as a workbook in which every text is a text."""
    buffer = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet(_SHEET)
    quoted = book.add_format({"quote_prefix": True})
    for at, heading in enumerate(table.columns):
        sheet.write_string(0, at, heading)
    for number, row in enumerate(table.iter_rows(), 1):
        if number % _STEP == 1:
            progress.step(number, table.height)
        for at, cell in enumerate(row):
            if cell:
                sheet.write_string(number, at, cell, quoted)
    book.close()
    return buffer.getvalue()


def _parts(service: Service, table: pl.DataFrame) -> Iterator[bytes]:
    """Cut a table into files that the service takes whole."""
    whole = csv_content(table.head(service.most_rows), ours=service.ours)
    if table.height <= service.most_rows and len(whole) <= service.most_bytes:
        yield whole
        return
    share = len(whole) / service.most_bytes
    rows = min(service.most_rows, max(1, int(min(table.height, service.most_rows) / share)))
    for start in range(0, table.height, rows):
        part = table.slice(start, rows)
        content = csv_content(part, ours=service.ours)
        if len(content) <= service.most_bytes or part.height == 1:
            yield content
            continue
        half = ceil(part.height / 2)
        yield from _parts(service, part.head(half))
        yield from _parts(service, part.tail(part.height - half))
