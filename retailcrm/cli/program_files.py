"""Programs in files, and the day on which they begin."""

import json
import tomllib
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.loyalty.program import Program
from retailcrm.loyalty.program_text import program_from
from retailcrm.services.moments import moment_here
from retailcrm.wiring import Services

_MOST_BYTES = 4 << 20


def today(services: Services, told: Namespace) -> date:
    """Give the shop's date."""
    with services.books.read() as connection:
        return moment_here(told.clock, connection).date


def program_in(path: Path) -> Program:
    """Read a program from a file.

    Raises:
        UserError: the file cannot be read, or a setting does not fit and is named.
    """
    try:
        with path.open("rb") as file:
            held = file.read(_MOST_BYTES + 1)
        if len(held) > _MOST_BYTES:
            raise UserError(say("{file} is too large for a program.", file=path.name))
        values = _values(held.decode("utf-8-sig"), path.suffix.lower())
    except (OSError, ValueError, RecursionError) as fault:
        raise UserError(
            say("The program {file} cannot be read.", file=path.name),
            say("It is a TOML or JSON file as docs/program.md describes."),
        ) from fault
    if not isinstance(values, dict) or not values:
        raise UserError(
            say("The program {file} holds no settings.", file=path.name),
            say("Begin with its name, as docs/program.md shows."),
        )
    return program_from(values)


def _values(text: str, suffix: str) -> Any:
    return json.loads(text) if suffix == ".json" else tomllib.loads(text)
