"""Reading printed cards back, as a scanner and a ruler would."""

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import zxingcpp

from retailcrm.cards.sheets import Place, Sheet

DPI = 300
MM = DPI / 25.4
Picture = npt.NDArray[np.uint8]
NAMES = {"EAN13": "ean13", "Code128": "code128", "QRCode": "qr"}


def pictures(pdf: bytes, dpi: int = DPI, down_to: float | None = None) -> list[Picture]:
    """Print a file on white paper, in grey; only so many mm of each page from its top."""
    document = pdfium.PdfDocument(pdf)
    found = []
    for page in document:
        rest = 0.0 if down_to is None else max(page.get_height() - down_to * 72 / 25.4 - 9, 0)
        bitmap = page.render(scale=dpi / 72, grayscale=True, crop=(0, rest, 0, 0))
        found.append(np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width))
        page.close()
    document.close()
    return found


def label(picture: Picture, sheet: Sheet, place: Place) -> Picture:
    """Cut one label out, and lay it on a white table."""
    left, top = round(place.x * MM), round(place.y * MM)
    wide, high = round(sheet.label[0] * MM), round(sheet.label[1] * MM)
    cut = picture[max(top, 0) : top + high, max(left, 0) : left + wide]
    return np.ascontiguousarray(np.pad(cut, 20, constant_values=255))


def scanned(picture: Picture) -> tuple[str, str] | None:
    """Scan a picture that shows one code: its kind and what it says.

    Without the reader's guesses at a shrunk picture: no scanner sees a card that way.
    """
    codes = zxingcpp.read_barcodes(picture, try_downscale=False)
    if len(codes) != 1:
        return None
    return NAMES[codes[0].format.name], codes[0].text


def text_of(pdf: bytes, page: int = 0) -> str:
    """Give the words of a page."""
    document = pdfium.PdfDocument(pdf)
    text = str(document[page].get_textpage().get_text_bounded())
    document.close()
    return text
