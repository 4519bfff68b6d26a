"""A campaign's codes as rows and as a table for a spreadsheet."""

import csv
import io
from collections.abc import Callable, Iterator

from retailcrm.core.days import day_of
from retailcrm.core.figures import Figures
from retailcrm.db.books import Reading
from retailcrm.db.code_lists import coded_rows
from retailcrm.db.settings import read_setting
from retailcrm.services.code_rows import CODE_COLUMNS, CodeRow
from retailcrm.services.customer_table import tamed
from retailcrm.services.shop import KEY, settings_from


def rows_of(connection: Reading, campaign_id: int) -> Iterator[tuple[CodeRow, tuple[str, str]]]:
    """Give a campaign's codes as rows, each with first and last name."""
    for one in coded_rows(connection, campaign_id):
        row = CodeRow(
            code_id=one.id,
            shown=one.shown,
            arm=one.arm,
            customer_id=one.customer,
            name=f"{one.first_name} {one.last_name}".strip() or one.company,
            card=one.card,
            until=None if one.until is None else day_of(one.until),
            uses=one.uses,
            used=one.used,
            refused=one.refused,
            last_on=None if one.last is None else day_of(one.last),
        )
        yield row, (one.first_name, one.last_name)


def csv_of(rows: list[tuple[CodeRow, tuple[str, str]]]) -> bytes:
    """Write codes as a table that no spreadsheet runs."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(CODE_COLUMNS)
    for row, names in rows:
        writer.writerow(
            (
                row.shown,
                tamed(row.arm),
                "" if row.customer_id is None else row.customer_id,
                tamed(row.card),
                *map(tamed, names),
                "" if row.uses is None else row.uses,
                "" if row.until is None else row.until.isoformat(),
                row.used,
                row.refused,
                "" if row.last_on is None else row.last_on.isoformat(),
            )
        )
    return buffer.getvalue().encode("utf-8-sig")


def money_of(connection: Reading) -> Callable[[int], str]:
    """Give what writes an amount in the shop's currency."""
    return Figures(settings_from(read_setting(connection, KEY, {})).currency).money
