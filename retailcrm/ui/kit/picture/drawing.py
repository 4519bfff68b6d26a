"""A picture drawn: its pixels, and where its marks are."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

from retailcrm.core.figures import Figures
from retailcrm.core.theme import LIGHT, Tokens
from retailcrm.ui.kit.picture.draw_bars import draw_bars, draw_histogram
from retailcrm.ui.kit.picture.draw_heat import draw_heat
from retailcrm.ui.kit.picture.draw_lines import draw_lines
from retailcrm.ui.kit.picture.draw_points import draw_bubbles, draw_curve
from retailcrm.ui.kit.picture.draw_ranked import draw_ranked
from retailcrm.ui.kit.picture.facts import (
    Bars,
    Bubbles,
    Curve,
    Heat,
    Histogram,
    Lines,
    Marks,
    PictureFacts,
    Ranked,
)
from retailcrm.ui.kit.picture.loading import keep_font_list
from retailcrm.ui.kit.picture.plot import Target
from retailcrm.ui.kit.picture.sheet import Sheet

_DRAWERS: dict[type, Callable[[Sheet, Any, Figures], tuple[Target, ...]]] = {
    Bars: draw_bars,
    Ranked: draw_ranked,
    Lines: draw_lines,
    Heat: draw_heat,
    Curve: draw_curve,
    Bubbles: draw_bubbles,
    Histogram: draw_histogram,
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as pixels.

    Attributes:
        pixels: RGBA, row by row.
        wide: of the pixels, at the screen's density.
        tall: likewise.
        ratio: pixels of the screen for one at 100 %.
        targets: the marks, in pixels at 100 %.
    """

    pixels: bytes
    wide: int
    tall: int
    ratio: float
    targets: tuple[Target, ...]


def draw(facts: PictureFacts, tokens: Tokens, wide: int, tall: int, ratio: float) -> Drawing:
    """Draw a picture in a size; safe on any thread, one picture at a time."""
    with _one_at_a_time():
        sheet, targets = _sheet(facts, tokens, wide, tall)
        pixels, across, down = sheet.pixels(ratio)
    return Drawing(pixels, across, down, ratio, targets)


def draw_file(facts: PictureFacts, tokens: Tokens, kind: str, size: tuple[int, int]) -> bytes:
    """Draw a picture for a file: `png` at twice the screen's density, or `svg`."""
    with _one_at_a_time():
        sheet, _ = _sheet(facts, tokens, *size)
        if kind == "svg":
            return sheet.svg(facts.title, facts.summary or facts.caption)
        return sheet.png(2.0, facts.title, facts.summary or facts.caption)


def warm_up() -> None:
    """Load matplotlib and the typeface, so that the first picture need not wait for them."""
    keep_font_list()
    import matplotlib.backends.backend_svg  # noqa: F401, PLC0415

    with _one_at_a_time():
        sheet = Sheet(40, 20, LIGHT)
        sheet.text(0, 10, "0")
        sheet.pixels(1.0)


def _sheet(
    facts: PictureFacts, tokens: Tokens, wide: int, tall: int
) -> tuple[Sheet, tuple[Target, ...]]:
    sheet = Sheet(wide, tall, tokens)
    marks: Marks | None = facts.marks
    if marks is None:
        return sheet, ()
    return sheet, _DRAWERS[type(marks)](sheet, marks, facts.figures)


@lru_cache(maxsize=1)
def _one_at_a_time() -> Lock:
    """Keep matplotlib to one thread at a time; its caches are not made for several."""
    return Lock()
