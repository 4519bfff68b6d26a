"""A pen that counts from the top left in points, as a page is read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeAlias

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from retailcrm.core.theme import LIGHT
from retailcrm.reports.document import Shape, Span, Tone
from retailcrm.reports.pdf.type import Line, Run, Style, as_seen, line_width, one_line

Points: TypeAlias = Sequence[tuple[float, float]]
_SHAPE_POINTS = {
    Shape.DIAMOND: ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),
    Shape.TRIANGLE: ((0.5, 0.06), (1.0, 0.94), (0.0, 0.94)),
    Shape.HOLLOW: ((0.08, 0.12), (0.92, 0.12), (0.5, 0.88)),
}


def tone_hex(tone: Tone) -> str:
    """Give a tone's colour on paper."""
    return str(getattr(LIGHT, tone.value))


class Pen:
    """Draw on the pages of one document."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self._canvas = canvas
        self._height = height

    def line(self, line: Line, x: float, baseline: float) -> None:
        """Set a line of type from the left."""
        for run in _joined(as_seen(line)):
            self._canvas.setFont(run.weight.value, run.size)
            self._canvas.setFillColor(_colour(tone_hex(run.tone)))
            self._canvas.drawString(x, self._height - baseline + run.rise, run.text)
            x += run.width

    def line_right(self, line: Line, right: float, baseline: float) -> None:
        """Set a line of type so that it ends at `right`."""
        self.line(line, right - line_width(line), baseline)

    def lines(self, lines: tuple[Line, ...], x: float, top: float, style: Style) -> float:
        """Set lines below each other and give the bottom of the last."""
        for line in lines:
            self.line(line, x, top + self.baseline(style))
            top += style.leading
        return top

    def words(self, text: str, x: float, baseline: float, style: Style, colour: str = "") -> None:
        """Set plain words from the left."""
        ink = _colour(colour or tone_hex(style.tone or Tone.INK))
        for run in _joined(as_seen(one_line((Span(text),), style))):
            self._canvas.setFont(run.weight.value, run.size)
            self._canvas.setFillColor(ink)
            self._canvas.drawString(x, self._height - baseline, run.text)
            x += run.width

    @staticmethod
    def baseline(style: Style) -> float:
        """Say how far below the top of its line a style stands."""
        return style.leading / 2 + style.size * 0.36

    def rule(self, x: float, y: float, width: float, colour: str, thick: float = 0.6) -> None:
        """Draw a level line."""
        self._canvas.setStrokeColor(_colour(colour))
        self._canvas.setLineWidth(thick)
        self._canvas.line(x, self._height - y, x + width, self._height - y)

    def upright(self, x: float, top: float, bottom: float, colour: str) -> None:
        """Draw an upright line."""
        self._canvas.setStrokeColor(_colour(colour))
        self._canvas.setLineWidth(0.6)
        self._canvas.line(x, self._height - top, x, self._height - bottom)

    def box(self, at: tuple[float, float], size: tuple[float, float], fill: str) -> None:
        """Fill a rectangle."""
        self._canvas.setFillColor(_colour(fill))
        left, top = at
        width, height = size
        self._canvas.rect(left, self._height - top - height, width, height, stroke=0, fill=1)

    def rounded(
        self, at: tuple[float, float], size: tuple[float, float], radius: float, *, fill: str
    ) -> None:
        """Fill a rectangle with rounded corners."""
        self._canvas.setFillColor(_colour(fill))
        bottom = self._height - at[1] - size[1]
        self._canvas.roundRect(at[0], bottom, size[0], size[1], radius, stroke=0, fill=1)

    def path(
        self, points: Points, colour: str, thick: float = 1.6, *, dashed: bool = False
    ) -> None:
        """Draw a line through points."""
        self._canvas.setStrokeColor(_colour(colour))
        self._canvas.setLineWidth(thick)
        self._canvas.setLineJoin(1)
        self._canvas.setDash(*((3, 3) if dashed else ()))
        self._canvas.drawPath(self._through(points), stroke=1, fill=0)
        self._canvas.setDash()

    def area(self, points: Points, fill: str) -> None:
        """Fill what points enclose."""
        self._canvas.setFillColor(_colour(fill))
        path = self._through(points)
        path.close()
        self._canvas.drawPath(path, stroke=0, fill=1)

    def dot(self, x: float, y: float, radius: float, colour: str, *, hollow: bool = False) -> None:
        """Draw a point; a hollow one has paper inside."""
        self._canvas.setFillColor(_colour(LIGHT.surface if hollow else colour))
        self._canvas.setStrokeColor(_colour(colour if hollow else LIGHT.surface))
        self._canvas.setLineWidth(1.2)
        self._canvas.circle(x, self._height - y, radius, stroke=1, fill=1)

    def _through(self, points: Points) -> PDFPathObject:
        path = self._canvas.beginPath()
        (left, top), *rest = points
        path.moveTo(left, self._height - top)
        for x, y in rest:
            path.lineTo(x, self._height - y)
        return path

    def frame(self, at: tuple[float, float], size: tuple[float, float], colour: str) -> None:
        """Draw a frame with rounded corners."""
        self._canvas.setStrokeColor(_colour(colour))
        self._canvas.setLineWidth(0.7)
        bottom = self._height - at[1] - size[1]
        self._canvas.roundRect(at[0], bottom, size[0], size[1], 6, stroke=1, fill=0)

    def bars(
        self,
        cells: Sequence[tuple[int, int, int]],
        at: tuple[float, float],
        size: tuple[float, float],
    ) -> None:
        """Draw a code, black: cells as (from the left, from the top, width) in modules.

        Whole modules are written and the page scales them, so that every bar has its exact
        width; `at` is where the first begins, `size` how wide and high a module is.
        """
        bars = " ".join(f"{left} {-row - 1} {wide} 1 re" for left, row, wide in cells)
        self._canvas.addLiteral(
            f"q 0 g {size[0]:.6f} 0 0 {size[1]:.6f} {at[0]:.6f} {self._height - at[1]:.6f} cm "
            f"{bars} f Q"
        )

    def picture(
        self, picture: ImageReader, at: tuple[float, float], room: tuple[float, float]
    ) -> float:
        """Place a picture as large as the room lets it, undistorted; give its width."""
        wide, high = picture.getSize()
        scale = min(room[0] / wide, room[1] / high)
        bottom = self._height - at[1] - high * scale
        self._canvas.drawImage(picture, at[0], bottom, wide * scale, high * scale, mask="auto")
        return float(wide * scale)

    def shape(self, shape: Shape, x: float, top: float, size: float, tone: Tone | str) -> None:
        """Draw a group's sign, in a tone or in a colour of its own."""
        colour = _colour(tone_hex(tone) if isinstance(tone, Tone) else tone)
        self._canvas.setFillColor(colour)
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(1.1)
        path = self._canvas.beginPath()
        points = [
            (x + px * size, self._height - top - py * size) for px, py in _SHAPE_POINTS[shape]
        ]
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        hollow = shape is Shape.HOLLOW
        self._canvas.drawPath(path, stroke=int(hollow), fill=int(not hollow))

    def mark(self, key: str, title: str) -> None:
        """Let the reader's outline jump to this page."""
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key, level=0)

    def turn(self) -> None:
        """Go on to the next page."""
        self._canvas.showPage()


def _joined(line: Line) -> Iterator[Run]:
    """Join words that look alike: one stretch is drawn many times faster than its words."""
    for _, alike in groupby(line, key=lambda run: (run.weight, run.size, run.tone, run.rise)):
        first, *rest = alike
        if rest:
            words = "".join(run.text for run in (first, *rest))
            width = first.width + line_width(tuple(rest))
            yield replace(first, text=words, width=width)
        else:
            yield first


def _colour(text: str) -> Color:
    return HexColor(text)
