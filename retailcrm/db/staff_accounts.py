"""The people who work with the program, their roles and the hashes of their PINs."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from retailcrm.db.ids import reserve
from retailcrm.models.members import StaffAccount


@dataclass(frozen=True, slots=True)
class Account:
    """One person; `pin_hash` is empty while there is no PIN."""

    id: int
    name: str
    role: str
    pin_hash: str
    active: bool


def accounts(connection: Connection) -> tuple[Account, ...]:
    """List everyone, by name."""
    found = connection.execute(
        select(
            StaffAccount.id,
            StaffAccount.name,
            StaffAccount.role,
            StaffAccount.pin_hash,
            StaffAccount.active,
        ).order_by(StaffAccount.name)
    )
    return tuple(Account(row[0], row[1], row[2], row[3], bool(row[4])) for row in found)


def add_account(connection: Connection, name: str, role: str, pin_hash: str) -> int:
    """Add a person and give the number."""
    number = reserve(connection, "staff_account", 1)
    connection.execute(
        insert(StaffAccount).values(id=number, name=name, role=role, pin_hash=pin_hash, active=1)
    )
    return number


def write_account(connection: Connection, one: Account) -> None:
    """Write a person as he now is."""
    connection.execute(
        update(StaffAccount)
        .where(StaffAccount.id == one.id)
        .values(name=one.name, role=one.role, pin_hash=one.pin_hash, active=int(one.active))
    )
