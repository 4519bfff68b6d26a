"""Pages of a PDF as pixels, for previews and for printers."""

import threading
from dataclasses import dataclass

# The library that draws is not made for two threads at once.
_ONE_AT_A_TIME = threading.Lock()
_POINTS = 72


@dataclass(frozen=True, slots=True)
class Pixels:
    """A page as it is drawn.

    Attributes:
        width: in pixels.
        height: in pixels.
        stride: bytes of a line.
        data: blue, green, red and one unused byte for each pixel.
    """

    width: int
    height: int
    stride: int
    data: bytes


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Give width and height of every page, in millimetres."""
    # Loads a large library that only few people need.
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # noqa: PLC0415

    with _ONE_AT_A_TIME:
        document = PdfDocument(pdf)
        sizes = [document.get_page_size(number) for number in range(len(document))]
        document.close()
    return tuple((wide / _POINTS * 25.4, high / _POINTS * 25.4) for wide, high in sizes)


def page_pixels(pdf: bytes, page: int, dots_per_inch: float) -> Pixels:
    """Draw one page, the first being 0."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415

    with _ONE_AT_A_TIME:
        document = PdfDocument(pdf)
        leaf = document[page]
        bitmap = leaf.render(scale=dots_per_inch / _POINTS, prefer_bgrx=True)
        drawn = Pixels(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        bitmap.close()
        leaf.close()
        document.close()
    return drawn
