"""Files and folders that commands write: tables that no spreadsheet runs."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.services.customer_table import tamed


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table.

    Raises:
        UserError: the file cannot be written.
    """
    try:
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(columns)
            writer.writerows([_tamed(cell) for cell in row] for row in rows)
    except OSError as fault:
        raise UserError(
            say("{file} cannot be written.", file=path.name), say("Choose another folder.")
        ) from fault


def made(folder: Path) -> None:
    """Make a folder unless it is there.

    Raises:
        UserError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError(
            say("The folder {folder} cannot be made.", folder=folder), say("Choose another.")
        ) from fault


def _tamed(cell: Any) -> Any:
    """Keep words from being run by a spreadsheet; amounts below zero stay amounts."""
    if not isinstance(cell, str) or cell.lstrip("-").replace(".", "", 1).isdigit():
        return cell
    return tamed(cell)
