"""What a service takes: headings in its order, limits, and the form of a list not to write to."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

MEGABYTE = 1_000_000
OWN_FIELDS = (
    ("group", "Group"),
    ("segment", "Segment"),
    ("stage", "Stage"),
    ("points", "Points"),
    ("offer", "Offer"),
    ("code", "Code"),
    ("last_visit", "Last Visit"),
    ("card", "Card Number"),
)
"""What the shop tells besides: name in `people.SCHEMA`, and its heading."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and how its cells come from what is known of people."""

    heading: str
    cells: pl.Expr


@dataclass(frozen=True, slots=True)
class Service:
    """A service that takes files.

    Attributes:
        key: as the command line and the log name it.
        title: as people name it.
        channel: what it sends, unless somebody says otherwise.
        columns: gives the columns for a shop's country (two letters, may be empty).
        ending: of its files.
        most_rows: of one file, without its heading.
        most_bytes: of one file.
        most_address: bytes of an address; longer ones cannot be taken.
        suppression: heading of the address in the file of those never to be written to.
        steps: how the owner puts the files in, in the service's own words.
        ours: for the owner's own spreadsheet: its mark of the encoding stands in front,
            and cells are kept from being run.
    """

    key: str
    title: str
    channel: str
    columns: Callable[[str], tuple[Column, ...]]
    suppression: str
    steps: tuple[str, str]
    ending: str = "csv"
    most_rows: int = 1_000_000
    most_bytes: int = 100 * MEGABYTE
    most_address: int = 254
    ours: bool = False

    def table(self, people: pl.DataFrame, country: str) -> pl.DataFrame:
        """Put the service's headings over people; a row each, in their order."""
        columns = self.columns(country)
        return people.select(one.cells.alias(one.heading) for one in columns)
