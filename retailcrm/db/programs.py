"""Versions of the program, kept for good."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, insert, select

from retailcrm.db.bulk import table_of
from retailcrm.db.ids import reserve
from retailcrm.loyalty.program import Program
from retailcrm.loyalty.program_text import program_from, program_to
from retailcrm.models.points import ProgramVersion


@dataclass(frozen=True, slots=True)
class Version:
    """The rules in force from a day on.

    Attributes:
        id: number of the version.
        starts: first day it holds, as a day number.
        program: the rules; None ends the program.
        note: why it was made.
        at: when it was made, epoch seconds.
        actor: who made it.
    """

    id: int
    starts: int
    program: Program | None
    note: str
    at: int
    actor: str


def versions(connection: Connection) -> tuple[Version, ...]:
    """Read every version in the order in which they take effect; of one day the newest holds."""
    held = table_of(ProgramVersion)
    rows = connection.execute(select(held).order_by(held.c.starts, held.c.id))
    return tuple(_version(row) for row in rows)


def add_version(
    connection: Connection, program: Program | None, *, starts: int, note: str, at: int, actor: str
) -> int:
    """Keep a new version; nothing about earlier ones changes."""
    number = reserve(connection, "program_version", 1)
    rules = "null" if program is None else json.dumps(program_to(program), sort_keys=True)
    connection.execute(
        insert(ProgramVersion).values(
            id=number, starts=starts, rules=rules, note=note, at=at, actor=actor
        )
    )
    return number


def in_force(found: tuple[Version, ...], day: int) -> Version | None:
    """Find the version that holds on a day; None before the first and after the end."""
    held = [one for one in found if one.starts <= day]
    return held[-1] if held and held[-1].program is not None else None


def _version(row: Any) -> Version:
    return Version(
        id=row.id,
        starts=row.starts,
        program=_program(row.rules),
        note=row.note,
        at=row.at,
        actor=row.actor,
    )


@lru_cache(maxsize=64)
def _program(rules: str) -> Program | None:
    """Read rules, each text once: a glance at a member asks for them every time."""
    told = json.loads(rules)
    if told is None:
        return None
    # Versions from before there was a choice never stopped their window, and never will.
    told.setdefault("tiers", {}).setdefault("pause_closed", False)
    return program_from(told)
