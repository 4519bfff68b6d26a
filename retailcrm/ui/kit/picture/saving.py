"""A picture as a file: PNG and SVG as seen, CSV with the numbers behind it."""

import csv
from io import StringIO
from pathlib import Path

from retailcrm.core.errors import StorageError
from retailcrm.core.figures import Figures, half_up
from retailcrm.core.money import decimal_text
from retailcrm.core.theme import Tokens
from retailcrm.core.whole_file import put_whole
from retailcrm.core.words import say
from retailcrm.services.customer_table import tamed
from retailcrm.services.finding import Unit
from retailcrm.ui.kit.picture.behind import table_of
from retailcrm.ui.kit.picture.drawing import draw_file
from retailcrm.ui.kit.picture.facts import PictureFacts, PictureTable

KINDS = ("png", "svg", "csv")


def filters() -> str:
    """List the kinds of files for the system's dialog."""
    titles = (say("Picture"), say("Drawing that scales"), say("Table"))
    return ";;".join(f"{title} (*.{kind})" for title, kind in zip(titles, KINDS, strict=True))


def path_and_kind(name: str, chosen_filter: str) -> tuple[Path, str]:
    """Give the file that a dialog means, named by its kind, and the kind."""
    path = Path(name)
    kind = path.suffix.removeprefix(".").lower()
    if kind in KINDS:
        return path, kind
    kind = next((one for one in KINDS if f"*.{one}" in chosen_filter), KINDS[0])
    return path.with_name(f"{path.name}.{kind}"), kind


def save_picture(
    facts: PictureFacts, tokens: Tokens, path: Path, kind: str, size: tuple[int, int]
) -> Path:
    """Write a picture whole, or leave what was there.

    Raises:
        StorageError: the file cannot be written there.
    """
    if kind == "csv":
        content = csv_of(table_of(facts), facts.figures).encode("utf-8")
    else:
        content = draw_file(facts, tokens, kind, size)
    try:
        put_whole(content, path)
    except OSError as refusal:
        raise StorageError(
            say("{file} cannot be written there.", file=path.name),
            say("Close it in other programs, or choose another folder."),
        ) from refusal
    return path


def csv_of(table: PictureTable, figures: Figures) -> str:
    """Write a table for spreadsheets; cells that one would run are tamed."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([tamed(head.key or head.title) for head in table.heads])
    for line in table.lines:
        writer.writerow(
            [
                _plain(cell, head.unit, figures)
                for head, cell in zip(table.heads, line.cells, strict=True)
            ]
        )
    return out.getvalue()


def _plain(cell: str | float | None, unit: Unit | None, figures: Figures) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return tamed(cell)
    if unit is Unit.MONEY:
        return decimal_text(half_up(cell), figures.digits)
    return f"{cell:.10g}"
