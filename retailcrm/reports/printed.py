"""Print a report, and keep what came of it."""

from dataclasses import dataclass
from pathlib import Path

from retailcrm.reports.document import Document, Figure


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed report: its pages, and every figure that can be opened, by number."""

    pages: int
    figures: tuple[Figure, ...]


def print_document(document: Document, out: Path) -> Printed:
    """Print a document to `out` as PDF; equal documents give equal bytes."""
    # What draws pages takes longer to load than the books to open: fetched when first needed.
    from retailcrm.reports.pdf.writer import write_pdf  # noqa: PLC0415

    return Printed(write_pdf(document, out), document.figures)
