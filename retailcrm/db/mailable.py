"""What the books hold about writing to people, for many of them at once."""

from collections.abc import Collection
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlalchemy import Connection

from retailcrm.db.bulk import bound, fetch_all, values_clause
from retailcrm.db.kin import heirs

_Ids = NDArray[np.int64]
_TOLD = (
    "id", "first_name", "last_name", "company", "email", "phone", "street", "city", "region",
    "postcode", "country", "birthday", "card",
)  # fmt: skip
_MANY = 20_000  # more are quicker found by reading everyone
# Answers of the same second stand in the order in which they were noted.
_ORDER = "consent_event.at * 1000000000 + consent_event.id"
_ANSWERS = (
    "SELECT channel, consent_event.customer_id, "
    f"MAX(CASE WHEN NOT given THEN {_ORDER} ELSE 0 END), "
    f"MAX(CASE WHEN given AND batch_id IS NULL THEN {_ORDER} ELSE 0 END), "
    "MAX(CASE WHEN given THEN consent_event.at ELSE -1 END) "
    "FROM consent_event LEFT JOIN import_batch ON import_batch.id = batch_id "
    "WHERE COALESCE(import_batch.state, 'done') <> 'undone' "
    "GROUP BY channel, consent_event.customer_id"
)
_KEYS = {"email": 2, "sms": 3}


class Answers:
    """Everyone's standing answer on one channel, people put together read as one.

    Attributes:
        refused: ids of those who said no last, ascending.
        agreed: ids of those whose yes holds, ascending.
        since: in the order of `agreed`, when the yes was given, as epoch seconds.
    """

    def __init__(self, found: NDArray[np.int64], merged: dict[int, int]) -> None:
        people = found[:, 0]
        if merged:
            people = np.array([merged.get(one, one) for one in people.tolist()], dtype=np.int64)
        ids, place = np.unique(people, return_inverse=True)
        no, yes, since = (np.full(ids.size, -1, dtype=np.int64) for _ in range(3))
        for column, into in ((1, no), (2, yes), (3, since)):
            np.maximum.at(into, place, found[:, column])
        # A list that says yes never lifts a no; only the person does, here, later.
        has_refused = (no > 0) & (no > yes)
        agreed = ~has_refused & (since >= 0)
        self.refused: _Ids = ids[has_refused]
        self.agreed: _Ids = ids[agreed]
        self.since: _Ids = since[agreed]


def all_answers(connection: Connection) -> dict[str, Answers]:
    """Read everyone's standing answers by channel; undone imports never happened."""
    rows = fetch_all(connection, _on(connection, _ANSWERS))
    if not rows:
        return {}
    names, *columns = zip(*rows, strict=True)
    found = np.column_stack([np.array(one, dtype=np.int64) for one in columns])
    channels, into = np.array(names), heirs(connection)
    return {
        str(channel): Answers(found[channels == channel], into) for channel in np.unique(channels)
    }


def no_answers() -> Answers:
    """Give what is known where nobody was ever asked."""
    return Answers(np.empty((0, 4), dtype=np.int64), {})


def people_of(connection: Connection, ids: _Ids) -> pl.DataFrame:
    """Read what is kept of customers, by id; who is not in the books is left away."""
    names = ", ".join(f"customer.{name}" for name in _TOLD)
    wanted = f"{values_clause(connection, 'bigint')} JOIN customer ON customer.id = wanted.value"
    if ids.size > _MANY:
        rows = fetch_all(connection, f"SELECT {names} FROM customer")
    else:
        values = {"wanted": bound(connection, ids.tolist())}
        rows = fetch_all(connection, f"SELECT {names} FROM {wanted}", values)
    schema = {name: pl.Int64() if name == "id" else pl.String() for name in _TOLD}
    # Column by column: half the time of row by row.
    columns = zip(*rows, strict=True) if rows else [()] * len(_TOLD)
    frame = pl.DataFrame(
        [
            pl.Series(name, one, dtype=kind)
            for (name, kind), one in zip(schema.items(), columns, strict=True)
        ]
    )
    return frame.filter(pl.Series(np.isin(frame["id"].to_numpy(), ids))).sort("id")


def everybody(connection: Connection) -> _Ids:
    """List all customers, ascending."""
    return np.array(
        [one for (one,) in fetch_all(connection, "SELECT id FROM customer ORDER BY id")],
        dtype=np.int64,
    )


def addresses_held(connection: Connection, channel: str, ids: _Ids) -> pl.DataFrame:
    """List every e-mail address or phone of people, old ones too: columns `id`, `address`."""
    rows: list[tuple[Any, ...]] = []
    if channel in _KEYS and ids.size:
        rows = fetch_all(
            connection,
            f"SELECT customer_id, identity.value FROM {values_clause(connection, 'bigint')} "
            "JOIN identity ON identity.customer_id = wanted.value "
            f"WHERE kind = {_KEYS[channel]}",
            {"wanted": bound(connection, ids.tolist())},
        )
    return pl.DataFrame(rows, schema={"id": pl.Int64, "address": pl.String}, orient="row")


def last_visits(connection: Connection, ids: _Ids) -> _Ids:
    """Give the day on which each last bought something, in the order of `ids`; -1: never."""
    rows = fetch_all(
        connection,
        f"SELECT customer_id, MAX(day) FROM {values_clause(connection, 'bigint')} "
        "JOIN customer_day ON customer_day.customer_id = wanted.value "
        "WHERE sales_with_value > 0 GROUP BY customer_id",
        {"wanted": bound(connection, ids.tolist())},
    )
    last = {int(customer): int(day) for customer, day in rows}
    return np.array([last.get(one, -1) for one in ids.tolist()], dtype=np.int64)


def left_alone(connection: Connection, day: int, but: Collection[int] = ()) -> tuple[_Ids, _Ids]:
    """List who is in the control of a running campaign, and who in that of the year.

    Args:
        connection: to read with.
        day: today; a campaign's control is left alone until its days are over.
        but: campaigns that do not count.
    """
    rows = fetch_all(
        connection,
        "SELECT a.customer_id, c.kind, a.campaign_id FROM assignment a "
        "JOIN arm ON arm.id = a.arm_id AND arm.place = 0 "
        "JOIN campaign c ON c.id = a.campaign_id "
        "WHERE c.state = 'running' AND (c.kind = 'standing' AND COALESCE(c.ends, :day) >= :day "
        "OR c.kind = 'once' AND COALESCE(c.sent, :day) + c.days > :day "
        "OR c.kind = 'trigger' AND a.day + c.days > :day)".replace(":day", str(int(day))),
    )
    into = heirs(connection) if rows else {}
    skipped = set(but)
    standing, campaign = (
        sorted(
            {
                into.get(int(one), int(one))
                for one, kind, number in rows
                if (kind == "standing") is is_standing and number not in skipped
            }
        )
        for is_standing in (True, False)
    )
    return np.array(campaign, dtype=np.int64), np.array(standing, dtype=np.int64)


def _on(connection: Connection, statement: str) -> str:
    """Multiply as 64-bit integers, which PostgreSQL does only if told."""
    if connection.dialect.name == "postgresql":
        return statement.replace("1000000000", "CAST(1000000000 AS bigint)")
    return statement
