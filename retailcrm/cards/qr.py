"""QR codes as rows of dark and light, at error level M."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.graphics.barcode.qrencoder import QRCode

Rows = list[list[bool | None]]
_MASKS = 8
_CORNERS = ("00001011101", "10111010000")  # what a scanner may take for a corner of the code


def qr_rows(text: str) -> Rows:
    """Encode a text and give the rows of its modules, without the quiet zone.

    Eight patterns may lie over a code. The first is taken that makes nothing look like one of
    its corners, else the one with the fewest: weighing all eight as the encoder would takes
    several times as long, which shows in a stack of ten thousand cards.
    """
    # The encoder brings much along that only printing needs.
    from reportlab.graphics.barcode.qrencoder import (  # noqa: PLC0415
        QRCode,
        QRErrorCorrectLevel,
    )

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()  # type: ignore[no-untyped-call]
    best = _masked(code, 0)
    fewest = _false_corners(best)
    for mask in range(1, _MASKS):
        if not fewest:
            break
        rows = _masked(code, mask)
        found = _false_corners(rows)
        if found < fewest:
            best, fewest = rows, found
    return best


def _masked(code: "QRCode", mask: int) -> Rows:
    code.makeImpl(False, mask)
    rows: Rows = code.modules
    return rows


def _false_corners(rows: Rows) -> int:
    across = ["".join("1" if dark else "0" for dark in row) for row in rows]
    down = ["".join(signs) for signs in zip(*across, strict=True)]
    return sum(line.count(corner) for line in across + down for corner in _CORNERS)
