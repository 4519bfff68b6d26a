"""A sheet to draw on, in pixels at 100 % from the top left; matplotlib does the drawing.

No axes of matplotlib are used: every place is worked out beforehand, so that texts can be
measured and kept apart, marks can be clicked, and a picture takes a few milliseconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from retailcrm.core.theme import CAPTION, REGULAR, Tokens, TypeStep
from retailcrm.ui.kit.picture.loading import keep_font_list
from retailcrm.ui.kit.picture.typeface import Outline, joined, outline_of, width_of

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.transforms import Transform

Place = tuple[float, float]
DPI = 72  # a point is a pixel
SOLID, DASHED, DOTTED, MIXED = (), (5.0, 3.0), (1.5, 2.5), (6.0, 2.5, 1.5, 2.5)
_CAP = 0.357  # half the height of capitals, as a part of the size


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    wide: float
    tall: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.wide

    @property
    def bottom(self) -> float:
        """Its bottom edge."""
        return self.top + self.tall

    @property
    def middle(self) -> Place:
        """Its middle."""
        return self.left + self.wide / 2, self.top + self.tall / 2

    def grown(self, by: float) -> "Box":
        """Give it larger on every side."""
        return Box(self.left - by, self.top - by, self.wide + 2 * by, self.tall + 2 * by)

    def meets(self, other: "Box") -> bool:
        """Say whether they overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, x: float, y: float) -> bool:
        """Say whether a place lies within."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def within(self, other: "Box") -> bool:
        """Say whether it lies in another whole."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


class Sheet:
    """Takes shapes and texts; later ones lie above earlier ones.

    Args:
        wide: in pixels at 100 %.
        tall: likewise.
        tokens: the colours of the theme.
    """

    def __init__(self, wide: float, tall: float, tokens: Tokens) -> None:
        keep_font_list()
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
        from matplotlib.figure import Figure  # noqa: PLC0415 - loaded when first drawn
        from matplotlib.transforms import Affine2D  # noqa: PLC0415

        self.wide, self.tall, self._tokens = wide, tall, tokens
        self._figure: Figure = Figure(figsize=(wide / DPI, tall / DPI), dpi=DPI)
        self._canvas = FigureCanvasAgg(self._figure)
        self._figure.patch.set_visible(False)
        turned = Affine2D().scale(1 / DPI, -1 / DPI).translate(0, tall / DPI)
        self._places: Transform = turned + self._figure.dpi_scale_trans
        self._height = 1
        self.texts: list[tuple[str, Box]] = []
        self._words: dict[tuple[str, bool], list[Outline]] = {}

    def colour(self, token: str) -> str:
        """Give a token's colour, `heat0` to `heat4` included."""
        if token.startswith("heat"):
            return self._tokens.heat[int(token[-1])]
        return str(getattr(self._tokens, token))

    def fill(self, boxes: Sequence[Box], token: str, opacity: float = 1.0) -> None:
        """Fill rectangles."""
        corners = [
            ((b.left, b.top), (b.right, b.top), (b.right, b.bottom), (b.left, b.bottom))
            for b in boxes
        ]
        self.shapes(corners, token, opacity)

    def shapes(self, outlines: Sequence[Sequence[Place]], token: str, opacity: float = 1.0) -> None:
        """Fill closed outlines."""
        from matplotlib.collections import PolyCollection  # noqa: PLC0415

        if outlines:
            made = PolyCollection(
                outlines, facecolors=self.colour(token), edgecolors="none", alpha=opacity
            )
            self._put(made)

    def line(
        self,
        places: Sequence[Place],
        token: str,
        width: float = 1.0,
        dashes: tuple[float, ...] = SOLID,
    ) -> None:
        """Draw a line through places."""
        from matplotlib.lines import Line2D  # noqa: PLC0415

        made = Line2D(
            [x for x, _ in places],
            [y for _, y in places],
            color=self.colour(token),
            linewidth=width,
            linestyle=(0.0, dashes) if dashes else "-",
            solid_joinstyle="round",
            solid_capstyle="round" if width > 1 else "butt",
            snap=None if width > 1 else True,
        )
        self._put(made)

    def dots(
        self,
        middles: Sequence[Place],
        radii: Sequence[float],
        token: str,
        *,
        opacity: float = 1.0,
        edge: str = "surface",
        is_hollow: bool = False,
    ) -> None:
        """Draw discs with a thin edge that keeps neighbours apart."""
        from matplotlib.collections import EllipseCollection  # noqa: PLC0415

        if not middles:
            return
        across = [2 * radius for radius in radii]
        made = EllipseCollection(
            across,
            across,
            [0.0] * len(across),
            units="points",
            offsets=middles,
            offset_transform=self._places,
            facecolors=self.colour("surface" if is_hollow else token),
            edgecolors=self.colour(token if is_hollow else edge),
            linewidths=1.5 if is_hollow else 1.0,
            alpha=opacity,
        )
        self._put(made, is_placed=True)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        tone: str = "ink",
        *,
        step: TypeStep = CAPTION,
        weight: int = REGULAR,
        align: str = "left",
        has_halo: bool = False,
    ) -> Box:
        """Write words whose line has its middle at `y`; say what room they take.

        Args:
            x: where they begin, end or have their middle, as `align` says.
            y: the middle of their line.
            words: on one line.
            tone: token of their colour.
            step: of the type scale.
            weight: of the typeface.
            align: left, right or middle.
            has_halo: keep what lies below off the letters.
        """
        box = text_box(x, y, words, step=step, weight=weight, align=align)
        if words:
            base = round(y + step.size * _CAP)
            shape = outline_of(words, step.size, weight, box.left, base)
            self._words.setdefault((tone, has_halo), []).append(shape)
            self.texts.append((words, box))
        return box

    def pixels(self, ratio: float) -> tuple[bytes, int, int]:
        """Paint everything: RGBA rows, and their width and height."""
        self._settle()
        self._figure.set_dpi(DPI * ratio)
        self._canvas.draw()  # type: ignore[no-untyped-call]
        wide, tall = self._canvas.get_width_height()
        held = self._canvas.buffer_rgba()  # type: ignore[no-untyped-call]
        return bytes(held), wide, tall

    def svg(self, title: str, summary: str) -> bytes:
        """Write everything as a drawing that scales, with its finding and its summary inside."""
        import matplotlib as mpl  # noqa: PLC0415

        told = {"Title": title, "Description": summary, "Date": None, "Creator": None}
        out = BytesIO()
        self._background()
        with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": title}):
            self._figure.savefig(out, format="svg", dpi=DPI, metadata=told)
        return out.getvalue()

    def png(self, ratio: float, title: str, summary: str) -> bytes:
        """Paint everything into a file, on the theme's own ground."""
        told = {"Title": title, "Description": summary, "Software": None}
        out = BytesIO()
        self._background()
        self._figure.savefig(out, format="png", dpi=DPI * ratio, metadata=told)
        return out.getvalue()

    def _settle(self) -> None:
        """Put all words on top, those of one colour as one shape."""
        from matplotlib.patches import PathPatch  # noqa: PLC0415
        from matplotlib.path import Path  # noqa: PLC0415

        for (tone, has_halo), shapes in self._words.items():
            whole = joined(shapes)
            path = Path(whole.places, whole.codes)
            if has_halo:
                ground = self.colour("surface")
                self._put(PathPatch(path, facecolor=ground, edgecolor=ground, linewidth=3))
            self._put(
                PathPatch(path, facecolor=self.colour(tone), linewidth=0, gid=f"words-{tone}")
            )
        self._words.clear()

    def _background(self) -> None:
        self._settle()
        self._figure.patch.set_visible(True)
        self._figure.patch.set_facecolor(self.colour("surface"))

    def _put(self, artist: "Artist", *, is_placed: bool = False) -> None:
        self._height += 1
        artist.set_zorder(self._height)
        if not is_placed:
            artist.set_transform(self._places)
        self._figure.add_artist(artist)


def text_box(
    x: float,
    y: float,
    words: str,
    *,
    step: TypeStep = CAPTION,
    weight: int = REGULAR,
    align: str = "left",
) -> Box:
    """Say what room words would take; `y` is the middle of their line."""
    wide = width_of(words, step.size, weight)
    left = {"left": x, "right": x - wide, "middle": x - wide / 2}[align]
    return Box(left, y - step.line / 2, wide, step.line)
