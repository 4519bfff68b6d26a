"""Tables of figures: what a row is about first, then nothing but numbers."""

from collections.abc import Iterable

from retailcrm.reports.document import Column, Row, text


def figure_columns(about: str, *figures: str) -> tuple[Column, ...]:
    """Head a table of figures."""
    return (Column(about, wide=True), *(Column(one, number=True) for one in figures))


def figure_row(*cells: str, total: bool = False) -> Row:
    """Fill a row of it."""
    return Row(tuple(text(one) for one in cells), total=total)


def figure_rows(rows: Iterable[tuple[str, ...]]) -> tuple[Row, ...]:
    """Fill rows of it."""
    return tuple(figure_row(*one) for one in rows)
