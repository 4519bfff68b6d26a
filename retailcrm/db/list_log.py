"""The log of lists that left the shop, and what each said of whom."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from sqlalchemy import Connection, text

from retailcrm.db.bulk import append, fetch_all
from retailcrm.db.ids import reserve
from retailcrm.db.whole_columns import Ints, fetch_numbers
from retailcrm.models.mailing import ExportedRow

_NAMES = (
    "id", "at", "actor", "service", "channel", "audience", "campaign_id", "file", "hash",
    "included", "suppressed", "excluded",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewExport:
    """A list that leaves the shop."""

    service: str
    channel: str
    audience: str
    campaign: int | None
    file: str
    hash: str
    included: int
    suppressed: int
    excluded: Mapping[str, int]


def log_export(
    connection: Connection, told: NewExport, people: pl.DataFrame, *, at: int, actor: str
) -> int:
    """Note a list and everyone it reaches (`customer_id`, `mark`); give its number."""
    number = reserve(connection, "list_export", 1)
    marks = ", ".join(f":{name}" for name in _NAMES)
    connection.execute(
        text(f"INSERT INTO list_export ({', '.join(_NAMES)}) VALUES ({marks})"),
        {
            "id": number,
            "at": at,
            "actor": actor,
            "service": told.service,
            "channel": told.channel,
            "audience": told.audience,
            "campaign_id": told.campaign,
            "file": told.file,
            "hash": told.hash,
            "included": told.included,
            "suppressed": told.suppressed,
            "excluded": json.dumps(told.excluded),
        },
    )
    append(
        connection,
        ExportedRow,
        people.select(pl.lit(number, pl.Int64).alias("export_id"), "customer_id", "mark").sort(
            "customer_id"
        ),
    )
    return number


def exports(connection: Connection, limit: int = 200) -> list[Mapping[str, Any]]:
    """List exports, the newest first."""
    found = connection.execute(
        text(f"SELECT {', '.join(_NAMES)} FROM list_export ORDER BY id DESC LIMIT :most"),
        {"most": limit},
    )
    return [dict(row._mapping) for row in found]


def exported_people(connection: Connection, number: int) -> Sequence[int]:
    """List who was on a list."""
    rows = fetch_all(
        connection, f"SELECT customer_id FROM exported_row WHERE export_id = {int(number)}"
    )
    return [int(one) for (one,) in rows]


def last_marks(
    connection: Connection, service: str, channel: str, audience: str
) -> tuple[Ints, Ints]:
    """Give what a service was last told of everyone on this list.

    Returns:
        Customers, ascending, and the mark of each.
    """
    told = connection.scalars(
        text(
            "SELECT id FROM list_export WHERE service = :service AND channel = :channel "
            "AND audience = :audience"
        ),
        {"service": service, "channel": channel, "audience": audience},
    )
    listed = ", ".join(str(int(one)) for one in told) or "0"
    names = ("customer_id", "mark", "export_id")
    source = f"exported_row WHERE export_id IN ({listed})"
    found = fetch_numbers(connection, {name: name for name in names}, source)
    newest = np.lexsort((found["export_id"], found["customer_id"]))
    who = found["customer_id"][newest]
    last = np.ones(who.size, dtype=np.bool_)
    last[:-1] = who[1:] != who[:-1]
    return who[last], found["mark"][newest][last]
