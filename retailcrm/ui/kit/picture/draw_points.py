"""A curve with marked points, and dots or bubbles between two axes."""

import math
from collections.abc import Sequence

from retailcrm.core.figures import Figures
from retailcrm.ui.kit.picture.draw_lines import along
from retailcrm.ui.kit.picture.facts import Bubble, Bubbles, Curve, Point
from retailcrm.ui.kit.picture.plot import Plot, Range, Target, frame, spanning
from retailcrm.ui.kit.picture.scales import written
from retailcrm.ui.kit.picture.sheet import DASHED, DOTTED, Box, Sheet
from retailcrm.ui.kit.picture.thinning import MOST, thin_bubbles, thin_line

WEAK, UNDER = 0.45, 0.12
DOT, LARGEST, LEAST = 4.0, 22.0, 3.0
REACH = 10.0
CLEAR = 3.0  # pixels between words and an axis
MOST_NAMES = 40


def draw_curve(sheet: Sheet, marks: Curve, figures: Figures) -> tuple[Target, ...]:
    """Draw the curve, what equality would be, and the points that the title speaks of."""
    points = thin_line([Point(x, y) for x, y in marks.points], MOST)
    shown = [(one.x, one.y or 0.0) for one in points]
    told = [*shown, *((one.x, one.y) for one in marks.marked)]
    x = spanning([x for x, _ in told], marks.x, has_zero=True)
    y = spanning([y for _, y in told], marks.y, has_zero=True)
    plot = frame(sheet, (marks.x, x), (marks.y, y), figures, right=16)
    plot.levels(marks.y, figures)
    plot.feet(marks.x, figures)
    plot.heading_below(marks.x.heading)
    _trace(plot, marks, [plot.place(*one) for one in shown])
    for one in marks.marked:
        _drop(plot, one.x, one.y)
    targets = []
    places = [plot.place(one.x, one.y) for one in marks.marked]
    sheet.dots(places, [DOT + 1] * len(places), "accent")
    plot.taken.extend(Box(x - DOT, y - DOT, 2 * DOT, 2 * DOT) for x, y in places)
    room = _off_axes(plot)
    for at, (one, place) in enumerate(zip(marks.marked, places, strict=True)):
        plot.say_beside(*place, one.words, room=room, must=True)
        box = Box(place[0] - REACH, place[1] - REACH, 2 * REACH, 2 * REACH)
        targets.append(Target(box, 0, at, one.tip or one.words, one.rows, is_round=True))
    if marks.has_diagonal and marks.diagonal_words:
        middle = plot.place((x.low + x.high) * 0.6, (y.low + y.high) * 0.6)
        plot.say_beside(*middle, marks.diagonal_words, tone="muted", room=plot.box)
    return tuple(targets)


def draw_bubbles(sheet: Sheet, marks: Bubbles, figures: Figures) -> tuple[Target, ...]:
    """Draw large ones below small ones, then as many names as have room."""
    bubbles = thin_bubbles(marks.bubbles)
    x = _roomy(spanning([one.x for one in marks.bubbles], marks.x, margin=0.06), marks.x.low)
    y = _roomy(spanning([one.y for one in marks.bubbles], marks.y, margin=0.08), marks.y.low)
    plot = frame(sheet, (marks.x, x), (marks.y, y), figures, right=16)
    plot.levels(marks.y, figures)
    plot.feet(marks.x, figures)
    plot.heading_below(marks.x.heading)
    radii = radii_of(bubbles)
    for tone, is_strong in sorted({(one.tone, one.is_strong) for one in bubbles}, key=_strong_last):
        same = [
            (plot.place(one.x, one.y), radius)
            for one, radius in zip(bubbles, radii, strict=True)
            if (one.tone, one.is_strong) == (tone, is_strong)
        ]
        sheet.dots(
            [place for place, _ in same],
            [radius for _, radius in same],
            tone,
            opacity=0.9 if is_strong else WEAK,
        )
    _name_bubbles(plot, bubbles, radii)
    return _bubble_targets(plot, marks, bubbles, radii, figures)


def radii_of(bubbles: Sequence[Bubble]) -> list[float]:
    """Give radii whose areas compare as the sizes do; dots where sizes say nothing."""
    most = max((one.size for one in bubbles), default=0.0)
    if most <= 0 or all(one.size == most for one in bubbles):
        return [DOT] * len(bubbles)
    return [max(LEAST, LARGEST * math.sqrt(max(one.size, 0.0) / most)) for one in bubbles]


def _strong_last(one: tuple[str, bool]) -> tuple[bool, str]:
    return one[1], one[0]


def _roomy(span: Range, low: float | None) -> Range:
    """Leave room for the bubbles at the lower end, but not below a beginning that was told."""
    if low is not None or span.low <= 0:
        return span
    return Range(max(0.0, span.low - (span.high - span.low) * 0.08), span.high)


def _trace(plot: Plot, marks: Curve, path: list[tuple[float, float]]) -> None:
    if len(path) > 1:
        ends = [(path[-1][0], plot.up(0)), (path[0][0], plot.up(0))]
        plot.sheet.shapes([[*path, *ends]], "accent", UNDER)
    if marks.has_diagonal:
        ends = [plot.place(plot.x.low, plot.y.low), plot.place(plot.x.high, plot.y.high)]
        plot.sheet.line(ends, "muted", 1.0, DASHED)
        plot.taken.extend(along(ends))
    if len(path) > 1:
        plot.sheet.line(path, "accent", 2.25)
        plot.taken.extend(along(path))


def _off_axes(plot: Plot) -> Box:
    """Give the room right of the one axis and above the other, where words lie on neither."""
    left = plot.box.left + CLEAR
    return Box(left, 0, plot.sheet.wide - left, plot.box.bottom - CLEAR)


def _drop(plot: Plot, x: float, y: float) -> None:
    """Lead the eye from a marked point to both axes."""
    across, up = plot.place(x, y)
    plot.sheet.line(((across, up), (across, plot.box.bottom)), "border2", 1.0, DOTTED)
    plot.sheet.line(((across, up), (plot.box.left, up)), "border2", 1.0, DOTTED)


def _name_bubbles(plot: Plot, bubbles: Sequence[Bubble], radii: Sequence[float]) -> None:
    order = sorted(range(len(bubbles)), key=lambda at: (not bubbles[at].is_strong, -radii[at]))
    for at in order[: 4 * MOST_NAMES]:
        x, y = plot.place(bubbles[at].x, bubbles[at].y)
        half = radii[at] * 0.7
        plot.taken.append(Box(x - half, y - half, 2 * half, 2 * half))
    room = Box(plot.box.left, 0, plot.sheet.wide - plot.box.left, plot.box.bottom)
    for at in order[:MOST_NAMES]:
        one = bubbles[at]
        x, y = plot.place(one.x, one.y)
        tone = "ink" if one.is_strong else "muted"
        away = radii[at] * 0.75 + 3
        plot.say_beside(x, y, one.label, tone=tone, away=away, room=room)


def _bubble_targets(
    plot: Plot,
    marks: Bubbles,
    bubbles: Sequence[Bubble],
    radii: Sequence[float],
    figures: Figures,
) -> tuple[Target, ...]:
    """Walk them from left to right."""
    made = []
    order = sorted(range(len(bubbles)), key=lambda at: (bubbles[at].x, bubbles[at].y))
    for column, at in enumerate(order):
        one, half = bubbles[at], max(radii[at], 6.0)
        x, y = plot.place(one.x, one.y)
        tip = one.tip or _told(marks, one, figures)
        box = Box(x - half, y - half, 2 * half, 2 * half)
        made.append(Target(box, 0, column, tip, one.rows, is_round=True))
    return tuple(made)


def _told(marks: Bubbles, one: Bubble, figures: Figures) -> str:
    parts = [
        f"{marks.x.heading} {written(one.x, marks.x.scale, figures)}",
        f"{marks.y.heading} {written(one.y, marks.y.scale, figures)}",
    ]
    if marks.size_heading:
        parts.append(f"{marks.size_heading} {written(one.size, marks.size_scale, figures)}")
    return f"{one.label}: {'; '.join(parts)}"
