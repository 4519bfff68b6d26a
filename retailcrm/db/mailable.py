"""What the books hold about writing to people, for many of them at once."""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlalchemy import Connection

from retailcrm.db.bulk import bound, fetch_all, values_clause
from retailcrm.db.kin import heirs
from retailcrm.db.whole_columns import fetch_columns, fetch_numbers

_Ids = NDArray[np.int64]
_TOLD = (
    "id", "first_name", "last_name", "company", "email", "phone", "street", "city", "region",
    "postcode", "country", "birthday", "card",
)  # fmt: skip
_MANY = 20_000  # more are quicker found by reading everyone
# Answers of the same second stand in the order in which they were noted.
_SECOND = 1_000_000_000
_EVENTS = {
    "who": "customer_id",
    "given": "CASE WHEN given THEN 1 ELSE 0 END",
    "own": "CASE WHEN batch_id IS NULL THEN 1 ELSE 0 END",
    "at": "at",
    "id": "id",
}
_KEYS = {"email": 2, "sms": 3}


class Answers:
    """Everyone's standing answer on one channel, people put together read as one.

    Attributes:
        refused: ids of those who said no last, ascending.
        agreed: ids of those whose yes holds, ascending.
        since: in the order of `agreed`, when the yes was given, as epoch seconds.
        said_here: ids of those who ever said yes themselves, ascending.
        said_at: in that order, when they last did, as epoch seconds.
    """

    def __init__(self, found: pl.DataFrame) -> None:
        ids, no, yes, since = (found[name].to_numpy() for name in ("who", "no", "yes", "since"))
        # A list that says yes never lifts a no; only the person does, here, later.
        has_refused = (no > 0) & (no > yes)
        agreed = ~has_refused & (since >= 0)
        self.refused: _Ids = ids[has_refused]
        self.agreed: _Ids = ids[agreed]
        self.since: _Ids = since[agreed]
        self.said_here: _Ids = ids[yes > 0]
        self.said_at: _Ids = yes[yes > 0] // _SECOND

    def own_yes(self, ids: _Ids) -> _Ids:
        """Give when each of some people last said yes themselves, as epoch seconds; 0: never."""
        at = np.zeros(ids.size, dtype=np.int64)
        if self.said_here.size:
            place = np.minimum(np.searchsorted(self.said_here, ids), self.said_here.size - 1)
            there = self.said_here[place] == ids
            at[there] = self.said_at[place[there]]
        return at


def all_answers(connection: Connection) -> dict[str, Answers]:
    """Read everyone's standing answers by channel; undone imports never happened."""
    told = fetch_all(connection, "SELECT DISTINCT channel FROM consent_event")
    undone = fetch_all(connection, "SELECT id FROM import_batch WHERE state = 'undone'")
    never = ", ".join(str(int(one)) for (one,) in undone)
    known = f"(batch_id IS NULL OR batch_id NOT IN ({never}))" if never else "1 = 1"
    into = heirs(connection)
    return {
        str(channel): _answers(connection, str(channel), known, into) for (channel,) in sorted(told)
    }


def _answers(connection: Connection, channel: str, known: str, into: Mapping[int, int]) -> Answers:
    quoted = channel.replace("'", "''")
    source = f"consent_event WHERE channel = '{quoted}' AND {known}"
    events = pl.DataFrame(fetch_numbers(connection, _EVENTS, source))
    if into:
        events = events.with_columns(pl.col("who").replace(into))
    order = pl.col("at") * _SECOND + pl.col("id")
    yes = pl.col("given") == 1
    newest = (
        events.select(
            "who",
            no=pl.when(~yes).then(order),
            yes=pl.when(yes & (pl.col("own") == 1)).then(order),
            since=pl.when(yes).then("at"),
        )
        .group_by("who")
        .agg(pl.col("no", "yes", "since").max())
        .with_columns(pl.col("no", "yes").fill_null(0), pl.col("since").fill_null(-1))
        .sort("who")
    )
    return Answers(newest)


def no_answers() -> Answers:
    """Give what is known where nobody was ever asked."""
    return Answers(pl.DataFrame(schema=dict.fromkeys(("who", "no", "yes", "since"), pl.Int64)))


def people_of(connection: Connection, ids: _Ids) -> pl.DataFrame:
    """Read what is kept of customers, by id; who is not in the books is left away."""
    schema = {name: pl.Int64() if name == "id" else pl.String() for name in _TOLD}
    if ids.size > _MANY:
        told = {name: (name, kind) for name, kind in schema.items()}
        frame = fetch_columns(connection, told, "customer")
    else:
        names = ", ".join(f"customer.{name}" for name in _TOLD)
        wanted = values_clause(connection, "bigint")
        rows = fetch_all(
            connection,
            f"SELECT {names} FROM {wanted} JOIN customer ON customer.id = wanted.value",
            {"wanted": bound(connection, ids.tolist())},
        )
        # Column by column: half the time of row by row.
        columns = zip(*rows, strict=True) if rows else [()] * len(_TOLD)
        told_by = zip(schema.items(), columns, strict=True)
        frame = pl.DataFrame([pl.Series(name, one, dtype=kind) for (name, kind), one in told_by])
    held = np.isin(frame["id"].to_numpy(), ids)
    frame = frame if held.all() else frame.filter(pl.Series(held))
    return frame if frame["id"].is_sorted() else frame.sort("id")


def everybody(connection: Connection) -> _Ids:
    """List all customers, ascending."""
    return np.sort(fetch_numbers(connection, {"id": "id"}, "customer")["id"])


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
