"""Places: the table of households that was loaded, and where the customers live."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, delete, insert

from retailcrm.analytics.history import Ints
from retailcrm.db.bulk import blocks, fetch_all
from retailcrm.models.knowledge import Place

_BLOCK = 2_000


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """One place as a table told of it."""

    postcode: str
    name: str
    households: int | None
    measures: dict[str, float]


def read_place_table(connection: Connection) -> tuple[KeptPlace, ...]:
    """Give the places of the table, by postcode."""
    rows = fetch_all(
        connection, "SELECT postcode, name, households, measures FROM place ORDER BY postcode"
    )
    return tuple(KeptPlace(code, name, homes, json.loads(told)) for code, name, homes, told in rows)


def write_place_table(connection: Connection, places: Iterable[KeptPlace]) -> None:
    """Put another table in the place of the one before."""
    connection.execute(delete(Place))
    rows = [
        {
            "postcode": one.postcode,
            "name": one.name,
            "households": one.households,
            "measures": json.dumps(one.measures, sort_keys=True, ensure_ascii=False),
        }
        for one in places
    ]
    for block in blocks(rows, _BLOCK):
        connection.execute(insert(Place), list(block))


def postcodes_of(connection: Connection) -> tuple[Ints, list[tuple[str, str]], list[str]]:
    """Give (customers who have a postcode, (postcode, country) and city of each), by id."""
    rows = fetch_all(
        connection,
        "SELECT id, postcode, country, city FROM customer WHERE postcode <> '' ORDER BY id",
    )
    ids = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
    return ids, [(row[1], row[2]) for row in rows], [row[3] for row in rows]
