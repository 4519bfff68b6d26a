"""A pen on one label: millimetres from its top left, whatever the paper around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from retailcrm.cards.barcodes import Symbol
from retailcrm.cards.lettering import Weight, parts_of, width_mm


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its corner from the top left, its width and its height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends across."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends down."""
        return self.y + self.height

    def inset(self, by: float) -> "Box":
        """Give the box inside a margin."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True, slots=True)
class Look:
    """How a text is set: size in points, weight, colour."""

    size: float
    weight: Weight
    colour: str


class Ink:
    """Draw on a label whose lower left corner is the canvas's origin."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self._canvas = canvas
        self._height = height

    def fill(self, box: Box, colour: str, radius: float = 0.0) -> None:
        """Fill a rectangle."""
        self._canvas.setFillColor(HexColor(colour))
        at = (box.x * mm, (self._height - box.bottom) * mm, box.width * mm, box.height * mm)
        if radius:
            self._canvas.roundRect(*at, radius * mm, stroke=0, fill=1)
        else:
            self._canvas.rect(*at, stroke=0, fill=1)

    def words(self, text: str, x: float, baseline: float, look: Look) -> None:
        """Set a text from the left."""
        self._canvas.setFillColor(HexColor(look.colour))
        left = x * mm
        for face, part in parts_of(text, look.weight):
            self._canvas.setFont(face, look.size)
            self._canvas.drawString(left, (self._height - baseline) * mm, part)
            left += self._canvas.stringWidth(part, face, look.size)

    def groups(self, parts: Sequence[str], x: float, baseline: float, look: Look) -> None:
        """Set a number in groups."""
        self._canvas.setFillColor(HexColor(look.colour))
        text = self._canvas.beginText(x * mm, (self._height - baseline) * mm)
        text.setFont(look.weight.value, look.size)
        for part in parts:
            text.textOut(part)
            text.moveCursor((width_mm(part, look.weight, look.size)) * mm + gap_pt(look.size), 0)
        self._canvas.drawText(text)

    def picture(self, picture: ImageReader, box: Box) -> None:
        """Place a picture in the middle of a box, whole and undistorted."""
        wide, high = picture.getSize()
        scale = min(box.width / wide, box.height / high)
        width, height = wide * scale, high * scale
        x = box.x + (box.width - width) / 2
        bottom = self._height - box.bottom + (box.height - height) / 2
        self._canvas.drawImage(picture, x * mm, bottom * mm, width * mm, height * mm, mask="auto")

    def code(self, symbol: Symbol, x: float, y: float, size: tuple[float, float]) -> None:
        """Draw a code's bars, black; x is where the first bar begins, not its quiet zone.

        Whole modules are written and the page scales them, so every bar has its exact width.
        """
        across, down = size[0] * mm, size[1] * mm
        top = (self._height - y) * mm
        bars = " ".join(f"{left} {-row - 1} {wide} 1 re" for left, row, wide in symbol.bars)
        self._canvas.addLiteral(
            f"q 0 g {across:.6f} 0 0 {down:.6f} {x * mm:.6f} {top:.6f} cm {bars} f Q"
        )


def gap_pt(size: float) -> float:
    """Give the room between groups of a number, in points."""
    return size * 0.3


def groups_mm(parts: Sequence[str], weight: Weight, size: float) -> float:
    """Measure a number in groups."""
    gaps = (len(parts) - 1) * gap_pt(size) / mm
    return sum(width_mm(part, weight, size) for part in parts) + gaps
