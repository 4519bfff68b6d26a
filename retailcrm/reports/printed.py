"""What came of printing a report."""

from dataclasses import dataclass

from retailcrm.reports.document import Figure


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed report: its pages, and every figure that can be opened, by number."""

    pages: int
    figures: tuple[Figure, ...]
