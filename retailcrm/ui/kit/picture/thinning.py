"""At most so many points are drawn; what is left out must not change what is seen."""

from collections.abc import Sequence

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.ui.kit.picture.facts import Bubble, Bubbles, Lines, Marks, Point

MOST = 2_000


def thin_line(points: Sequence[Point], most: int) -> tuple[Point, ...]:
    """Keep the ends and, of every stretch, the lowest and the highest point, in order."""
    if len(points) <= most or most < 4:
        return tuple(points)
    stretches = (most - 2) // 2
    inner = range(1, len(points) - 1)
    kept = {0, len(points) - 1}
    for number in range(stretches):
        begin = 1 + number * len(inner) // stretches
        end = 1 + (number + 1) * len(inner) // stretches
        known = [at for at in range(begin, end) if points[at].y is not None]
        if known:
            kept.add(min(known, key=lambda at: points[at].y or 0.0))
            kept.add(max(known, key=lambda at: points[at].y or 0.0))
    return tuple(points[at] for at in sorted(kept))


def thin_bubbles(bubbles: Sequence[Bubble]) -> tuple[Bubble, ...]:
    """Keep the strong and the largest, the largest first, so that small ones lie on top."""
    ordered = sorted(bubbles, key=lambda one: (not one.is_strong, -one.size))[:MOST]
    return tuple(sorted(ordered, key=lambda one: -one.size))


def thinning_words(marks: Marks | None, figures: Figures) -> str:
    """Say what was left out of the drawing, "" if nothing."""
    if isinstance(marks, Bubbles) and len(marks.bubbles) > MOST:
        said = say("The {n} largest of {all} are drawn; the table has them all.")
        return said.format(n=figures.count(MOST), all=figures.count(len(marks.bubbles)))
    if isinstance(marks, Lines):
        points = sum(len(line.points) for line in marks.lines)
        if points > MOST:
            said = say("Drawn through {n} of {all} points; the table has them all.")
            return said.format(n=figures.count(MOST), all=figures.count(points))
    return ""
