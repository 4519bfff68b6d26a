"""Lists that the owner saved, and the people who were assigned to an arm."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, text

from retailcrm.db.bulk import bound, fetch_all, values_clause
from retailcrm.db.ids import reserve
from retailcrm.db.kin import heirs

_Ids = NDArray[np.int64]
_HEADS = "SELECT id, name, means, customers, at FROM saved_list"


@dataclass(frozen=True, slots=True)
class Held:
    """A saved list as kept.

    Attributes:
        means: rows as `core.rows` writes them, followed as the books grow; empty: `ids`.
        ids: of a list that names its customers, ascending.
        at: when it was saved, as epoch seconds.
    """

    id: int
    name: str
    means: str
    ids: _Ids
    at: int


def all_lists(connection: Connection) -> list[Held]:
    """Give every saved list, by name."""
    found = connection.execute(text(f"{_HEADS} ORDER BY name"))
    return [_held(*row) for row in found]


def list_named(connection: Connection, name: str) -> Held | None:
    """Give a saved list by its name."""
    row = connection.execute(text(f"{_HEADS} WHERE name = :name"), {"name": name}).one_or_none()
    return None if row is None else _held(*row)


def save_list(
    connection: Connection, name: str, means: str, ids: _Ids | None, *, at: int, actor: str
) -> int:
    """Keep a list under a name that is free; give its number."""
    number = reserve(connection, "saved_list", 1)
    connection.execute(
        text(
            "INSERT INTO saved_list (id, name, means, customers, at, actor) "
            "VALUES (:id, :name, :means, :customers, :at, :actor)"
        ),
        {
            "id": number,
            "name": name,
            "means": means,
            "customers": None if ids is None else np.unique(ids).astype("<i8").tobytes(),
            "at": at,
            "actor": actor,
        },
    )
    return number


def rename_list(connection: Connection, number: int, name: str) -> None:
    """Give a list another name, which is free."""
    connection.execute(
        text("UPDATE saved_list SET name = :name WHERE id = :id"), {"id": number, "name": name}
    )


def remove_list(connection: Connection, number: int) -> None:
    """Forget a list; its customers stay."""
    connection.execute(text("DELETE FROM saved_list WHERE id = :id"), {"id": number})


def now_called(connection: Connection, ids: _Ids) -> _Ids:
    """Give who these customers are now, merged ones once; who is gone is left away."""
    into = heirs(connection)
    people = np.unique(np.array([into.get(one, one) for one in ids.tolist()], dtype=np.int64))
    there = fetch_all(
        connection,
        f"SELECT customer.id FROM {values_clause(connection, 'bigint')} "
        "JOIN customer ON customer.id = wanted.value",
        {"wanted": bound(connection, people.tolist())},
    )
    return np.unique(np.array([one for (one,) in there], dtype=np.int64))


def assigned_to(
    connection: Connection, campaign: int, arm: int | None, day: int | None = None
) -> _Ids:
    """List who was assigned to an arm of a campaign, by its place; None: to any but the control.

    Args:
        connection: to read with.
        campaign: its number.
        arm: place of the arm.
        day: only those who were assigned on this day.
    """
    where = "arm.place > 0" if arm is None else f"arm.place = {int(arm)}"
    when = "" if day is None else f" AND a.day = {int(day)}"
    found = fetch_all(
        connection,
        "SELECT DISTINCT a.customer_id FROM assignment a JOIN arm ON arm.id = a.arm_id "
        f"WHERE a.campaign_id = {int(campaign)} AND {where}{when}",
    )
    return now_called(connection, np.array([one for (one,) in found], dtype=np.int64))


def campaign_named(connection: Connection, campaign: int) -> str | None:
    """Give a campaign's name; None if there is none."""
    found = connection.scalar(text("SELECT name FROM campaign WHERE id = :id"), {"id": campaign})
    return None if found is None else str(found)


def campaign_following(connection: Connection, audience: str) -> str | None:
    """Name a campaign for this audience that is not over; None: there is none."""
    found = connection.scalar(
        text("SELECT name FROM campaign WHERE audience = :told AND state <> 'ended' LIMIT 1"),
        {"told": audience},
    )
    return None if found is None else str(found)


def arms_of(connection: Connection, campaign: int) -> list[tuple[int, int, str, str]]:
    """List (id, place, name, offer) of a campaign's arms, the control first."""
    found = connection.execute(
        text("SELECT id, place, name, offer FROM arm WHERE campaign_id = :id ORDER BY place"),
        {"id": campaign},
    )
    return [(row.id, row.place, row.name, row.offer) for row in found]


def holders_by(connection: Connection, kind: int, values: Sequence[str]) -> list[tuple[str, int]]:
    """List (value, customer) of everyone who holds one of these cards, e-mails or phones."""
    return [
        (str(value), int(customer))
        for value, customer in fetch_all(
            connection,
            f"SELECT identity.value, customer_id FROM {values_clause(connection, 'text')} "
            "JOIN identity ON identity.value = wanted.value "
            f"WHERE kind = {int(kind)} AND customer_id IS NOT NULL",
            {"wanted": bound(connection, list(values))},
        )
    ]


def _held(number: int, name: str, means: str, customers: bytes | None, at: int) -> Held:
    ids = np.frombuffer(customers or b"", dtype="<i8").astype(np.int64)
    return Held(int(number), name, means, ids, int(at))
