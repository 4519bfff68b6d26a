"""Pictures that say the same on a printer without colour."""

from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from retailcrm.reports.document import Document, StackedBars, StackedPart, StackedRow
from retailcrm.reports.names import group_entry
from retailcrm.reports.pdf.writer import write_pdf

SIGN = 10.0  # points; a bar is higher
GROUPS = ("most_valuable", "most_growable", "below_zero")


def signs(out: Path, shares: tuple[float, ...]) -> int:
    """Count the signs of a picture: in its legend and on its bars."""
    parts = tuple(StackedPart(share, f"{share:.0%}") for share in shares)
    bars = StackedBars(tuple(map(group_entry, GROUPS)), (StackedRow("Customers", parts),))
    document = Document(
        "Bars", "Larkfield", "Bars", "en", "a4", ("Larkfield", "Bars"), (), "{page}", (bars,)
    )
    write_pdf(document, out)
    found = 0
    page = pdfium.PdfDocument(out)[0]
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = one.get_bounds()
        found += right - left < SIGN and top - bottom < SIGN
    return found


def test_each_part_of_a_bar_has_the_sign_of_its_group(tmp_path: Path) -> None:
    legend = len(GROUPS)
    assert signs(tmp_path / "bars.pdf", (0.2, 0.5, 0.3)) == legend + 3


def test_a_part_too_narrow_for_a_sign_has_none(tmp_path: Path) -> None:
    assert signs(tmp_path / "bars.pdf", (0.02, 0.58, 0.4)) == len(GROUPS) + 2
