"""What every print must keep to, whatever it says: read back from its PDF."""

import os
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw
from reportlab.lib.pagesizes import A4, LETTER

_GOLDEN = Path(__file__).parents[2] / "golden" / "reports"
_MARGIN = 40.0
_EDGE = 20.0
Write = Callable[[Path], object]


def texts(file: Path) -> list[str]:
    """Read the words of each page."""
    document, found = pdfium.PdfDocument(file), []
    for page in document:
        read = page.get_textpage()
        found.append(read.get_text_bounded().replace("\r\n", "\n"))
        read.close()
        page.close()
    document.close()
    return found


def as_last_read(file: Path, name: str) -> None:
    """Hold the words of a print against those last read; RETAILCRM_REWRITE=1 keeps new ones."""
    pages = enumerate(texts(file), 1)
    text = "\n".join(f"=== page {at} ===\n{page}" for at, page in pages) + "\n"
    golden = _GOLDEN / f"{name}.txt"
    if os.environ.get("RETAILCRM_REWRITE"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def sound(file: Path, paper: str) -> None:
    """Check paper, margins and embedded type of every page."""
    document = pdfium.PdfDocument(file)
    for page in document:
        width, height = page.get_size()
        assert (round(width), round(height)) == tuple(
            map(round, {"a4": A4, "letter": LETTER}[paper])
        )
        found = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]))
        assert found
        for one in found:
            left, bottom, right, top = one.get_bounds()
            assert left >= _MARGIN
            assert right <= width - _MARGIN
            assert bottom >= _EDGE
            assert top <= height - _EDGE
            assert raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(one.raw)) == 1
        page.close()
    document.close()


def twice_alike(write: Write, folder: Path, ending: str = "pdf") -> None:
    """Print twice and compare every byte."""
    one, other = folder / f"one.{ending}", folder / f"other.{ending}"
    write(one)
    write(other)
    assert one.read_bytes() == other.read_bytes()
