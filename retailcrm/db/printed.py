"""Reports that were printed, with the rows behind each of their figures."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, text

from retailcrm.db.ids import reserve
from retailcrm.models.records import PrintedReportRecord


def note_report(
    connection: Connection,
    *,
    key: str,
    month: int,
    file: str,
    pages: int,
    at: int,
    figures: Mapping[int, str],
) -> None:
    """Note a printed report; `figures` maps printed numbers to their rows."""
    connection.execute(
        insert(PrintedReportRecord).values(
            id=reserve(connection, "printed_report", 1),
            key=key,
            month=month,
            file=file,
            pages=pages,
            at=at,
            figures=json.dumps(figures),
        )
    )


def printed_figures(connection: Connection, key: str, month: int) -> dict[int, str] | None:
    """Give the rows behind the figures of the newest print; None if never printed."""
    found = connection.scalar(
        text(
            "SELECT figures FROM printed_report WHERE key = :key AND month = :month "
            "ORDER BY id DESC LIMIT 1"
        ),
        {"key": key, "month": month},
    )
    if found is None:
        return None
    return {int(number): told for number, told in json.loads(found).items()}


def printed_reports(connection: Connection) -> list[dict[str, Any]]:
    """List what was printed, newest first."""
    table = PrintedReportRecord.__table__
    found = connection.execute(select(table).order_by(table.c.id.desc()))
    return [dict(row._mapping) for row in found]
