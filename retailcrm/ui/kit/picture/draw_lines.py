"""Lines and steps, each labelled at its end, with bands for what is uncertain."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from retailcrm.core.figures import Figures
from retailcrm.core.theme import MEDIUM
from retailcrm.ui.kit.picture.draw_bars import draw_rules
from retailcrm.ui.kit.picture.facts import Axis, Line, Lines, Point, Rule
from retailcrm.ui.kit.picture.plot import (
    GAP,
    LINE,
    SIZE,
    Plot,
    Range,
    Target,
    frame,
    spanning,
)
from retailcrm.ui.kit.picture.scales import written
from retailcrm.ui.kit.picture.sheet import DASHED, DOTTED, MIXED, SOLID, Box, Place, Sheet
from retailcrm.ui.kit.picture.thinning import MOST, thin_line
from retailcrm.ui.kit.picture.typeface import cut, width_of

BAND = 0.14
LABELS = 0.32  # of the width at most
NEAR_ZERO = 0.6
STEP = 10.0  # pixels between the places where words must not touch a line
REACH = 9.0
_STYLES = (
    ("accent", 2.25, SOLID), ("ink", 1.75, DASHED), ("muted", 1.75, DOTTED), ("ly", 1.75, MIXED),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ending:
    """What stands at the end of a line: where the line ends, and its words."""

    x: float
    y: float
    label: str
    value: str
    tone: str


def draw_lines(sheet: Sheet, marks: Lines, figures: Figures) -> tuple[Target, ...]:
    """Draw bands first, then lines from the last to the first, then words."""
    each = MOST // max(len(marks.lines), 1)
    lines = [thin_line(line.points, each) for line in marks.lines]
    names = [_name(line, marks.y, figures) for line in marks.lines]
    widest = max((width_of(one, SIZE, MEDIUM) for pair in names for one in pair), default=0.0)
    room = min(widest, sheet.wide * LABELS)
    ranges = (marks.x, _x_range(marks)), (marks.y, _y_range(marks))
    plot = frame(sheet, *ranges, figures, right=room + GAP * 2, head=LINE if marks.rules else 0.0)
    plot.levels(marks.y, figures)
    plot.feet(marks.x, figures)
    plot.heading_below(marks.x.heading)
    for at in reversed(range(len(lines))):
        _band(plot, marks.lines[at], lines[at], _style(marks, at)[0])
    for at in reversed(range(len(lines))):
        _stroke(plot, marks, at, lines[at])
    _end_words(plot, marks, lines, names, room)
    draw_rules(plot, marks.rules)
    for level in marks.levels:
        _level(plot, level)
    return _targets(plot, marks, lines, figures)


def _x_range(marks: Lines) -> Range:
    values = [point.x for line in marks.lines for point in line.points]
    return spanning(values, marks.x)


def _y_range(marks: Lines) -> Range:
    points = [point for line in marks.lines for point in line.points]
    told = [one for point in points for one in (point.y, point.low, point.high)]
    values = [one for one in told if one is not None] + [one.at for one in marks.levels]
    low, high = min(values, default=0.0), max(values, default=0.0)
    return spanning(values, marks.y, has_zero=low <= high * NEAR_ZERO, margin=0.04)


def _style(marks: Lines, at: int) -> tuple[str, float, tuple[float, ...]]:
    tone, width, dashes = _STYLES[at % len(_STYLES)]
    return marks.lines[at].tone or tone, width, dashes


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """Split a line where a value is missing."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point.y is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _path(plot: Plot, places: Sequence[tuple[float, float]], *, is_stepped: bool) -> list[Place]:
    made: list[Place] = []
    for x, y in places:
        if is_stepped and made:
            made.append((plot.across(x), made[-1][1]))
        made.append(plot.place(x, y))
    return made


def _band(plot: Plot, line: Line, points: Sequence[Point], tone: str) -> None:
    for run in _runs(points):
        kept = [one for one in run if one.low is not None and one.high is not None]
        if len(kept) < 2:
            continue
        lower = [(one.x, one.low or 0.0) for one in kept]
        upper = [(one.x, one.high or 0.0) for one in kept]
        below = _path(plot, lower, is_stepped=line.is_stepped)
        above = _path(plot, upper, is_stepped=line.is_stepped)
        plot.sheet.shapes([[*below, *reversed(above)]], tone, BAND)


def _stroke(plot: Plot, marks: Lines, at: int, points: Sequence[Point]) -> None:
    tone, width, dashes = _style(marks, at)
    line = marks.lines[at]
    for run in _runs(points):
        path = _path(plot, [(one.x, one.y or 0.0) for one in run], is_stepped=line.is_stepped)
        if len(path) == 1:
            plot.sheet.dots(path, [3.0], tone)
            continue
        plot.sheet.line(path, tone, width, dashes)
        plot.taken.extend(along(path))


def along(path: Sequence[Place]) -> list[Box]:
    """Give small boxes along a line, so that words keep off it."""
    made = []
    for (x, y), (to_x, to_y) in pairwise(path):
        steps = max(1, int(max(abs(to_x - x), abs(to_y - y)) // STEP))
        for number in range(steps + 1):
            share = number / steps
            made.append(Box(x + (to_x - x) * share - 2, y + (to_y - y) * share - 2, 4, 4))
    return made


def _name(line: Line, axis: Axis, figures: Figures) -> tuple[str, str]:
    last = next((one.y for one in reversed(line.points) if one.y is not None), None)
    return line.label, "" if last is None else written(last, axis.scale, figures)


def _end_words(
    plot: Plot,
    marks: Lines,
    lines: Sequence[Sequence[Point]],
    names: Sequence[tuple[str, str]],
    room: float,
) -> None:
    """Write each line's name at its end, moved up or down until none touches another."""
    endings = []
    for at, points in enumerate(lines):
        last = next((one for one in reversed(points) if one.y is not None), None)
        if last is not None:
            x, y = plot.place(last.x, last.y or 0.0)
            endings.append(Ending(x, y, *names[at], _style(marks, at)[0]))
    endings.sort(key=lambda one: one.y)
    has_two = len(endings) * 2 * LINE <= plot.box.bottom and any(one.label for one in endings)
    tall = 2.0 * LINE if has_two else float(LINE)
    fits = max(1, int(plot.sheet.tall // tall))
    middles = spread([one.y for one in endings[:fits]], tall, 0.0, plot.box.bottom + LINE)
    for one, y in zip(endings, middles, strict=False):
        plot.sheet.dots([(one.x, one.y)], [3.5], one.tone)
        left = plot.box.right + GAP
        if one.x < plot.box.right - GAP or abs(y - one.y) > LINE:
            plot.sheet.line(((one.x + 4, one.y), (left - 2, y)), "border2", 1.0)
        _ending(plot, one, left, y, room=room, has_two=has_two)


def _ending(plot: Plot, one: Ending, x: float, y: float, *, room: float, has_two: bool) -> None:
    label = cut(one.label, room, SIZE, MEDIUM)
    if has_two and label:
        plot.sheet.text(x, y - LINE / 2, label, one.tone, weight=MEDIUM)
        plot.sheet.text(x, y + LINE / 2, one.value)
    else:
        plot.sheet.text(x, y, label or one.value, one.tone if label else "ink", weight=MEDIUM)


def spread(wanted: Sequence[float], tall: float, low: float, high: float) -> list[float]:
    """Move middles apart by at least `tall`, as little as can be, within low and high.

    Args:
        wanted: ascending.
        tall: room of each.
        low: where the first may begin.
        high: where the last must end, if they fit at all.
    """
    places = list(wanted)
    floor = low + tall / 2
    for at, place in enumerate(places):
        places[at] = floor = max(place, floor)
        floor += tall
    ceiling = high - tall / 2
    for at in reversed(range(len(places))):
        places[at] = ceiling = min(places[at], ceiling)
        ceiling -= tall
    return places


def _level(plot: Plot, level: Rule) -> None:
    y = round(plot.up(level.at)) + 0.5
    plot.sheet.line(((plot.box.left, y), (plot.box.right, y)), "ink", 1.0, DASHED)
    plot.say_beside(plot.box.left, y, level.words, away=4.0, must=True)


def _targets(
    plot: Plot, marks: Lines, lines: Sequence[Sequence[Point]], figures: Figures
) -> tuple[Target, ...]:
    made = []
    for row, (line, points) in enumerate(zip(marks.lines, lines, strict=True)):
        for column, one in enumerate(points):
            if one.y is None:
                continue
            x, y = plot.place(one.x, one.y)
            box = Box(x - REACH, y - REACH, 2 * REACH, 2 * REACH)
            tip = one.tip or _told(marks, line, one, figures)
            made.append(Target(box, row, column, tip, one.rows, is_round=True))
    return tuple(made)


def _told(marks: Lines, line: Line, one: Point, figures: Figures) -> str:
    words = f"{written(one.x, marks.x.scale, figures)}: {written(one.y, marks.y.scale, figures)}"
    if one.low is not None and one.high is not None:
        low, high = (written(edge, marks.y.scale, figures) for edge in (one.low, one.high))
        words = f"{words} ({low} \N{EN DASH} {high})"
    return f"{line.label}, {words}" if line.label else words
