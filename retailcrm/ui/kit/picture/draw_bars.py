"""Upright bars and histograms."""

from retailcrm.core.figures import Figures
from retailcrm.core.theme import MEDIUM, SEMIBOLD
from retailcrm.ui.kit.picture.facts import Axis, Bar, Bars, Bin, Histogram, Rule
from retailcrm.ui.kit.picture.plot import LINE, SIZE, Plot, Range, Target, frame, spanning
from retailcrm.ui.kit.picture.scales import bare, written
from retailcrm.ui.kit.picture.sheet import Box, Sheet, text_box
from retailcrm.ui.kit.picture.typeface import width_of

WEAK = 0.45
MOST_WIDE = 56.0


def draw_bars(sheet: Sheet, marks: Bars, figures: Figures) -> tuple[Target, ...]:
    """Draw bars from zero, comparisons as lines across, intervals as whiskers."""
    bars = marks.bars
    values = [one for bar in bars for one in (bar.value, bar.before, bar.low, bar.high)]
    known = [one for one in values if one is not None]
    across = Range(0.0, float(max(len(bars), 1)))
    y = spanning(known, marks.y, has_zero=True)
    head = LINE + 4.0 if any(bar.note for bar in bars) else 0.0
    plot = frame(sheet, (Axis(), across), (marks.y, y), figures, head=head)
    plot.levels(marks.y, figures)
    slot = plot.box.wide / across.high
    wide = min(MOST_WIDE, max(2.0, slot * 0.5))
    for at, bar in enumerate(bars):
        _bar(plot, bar, plot.across(at + 0.5), wide, slot)
    plot.words_below([(plot.across(at + 0.5), bar.label) for at, bar in enumerate(bars)])
    _name_parts(plot, marks)
    return tuple(
        Target(
            Box(plot.across(at), plot.box.top - head, slot, plot.box.tall + head + 6 + LINE),
            0,
            at,
            bar.tip or _told(marks, bar, figures),
            bar.rows,
        )
        for at, bar in enumerate(bars)
    )


def draw_histogram(sheet: Sheet, marks: Histogram, figures: Figures) -> tuple[Target, ...]:
    """Draw touching bars; with labels each takes the same room, else their bounds count."""
    bins = marks.bins
    has_labels = any(one.label for one in bins)
    bounds = [edge for one in bins for edge in (one.low, one.high)]
    x = Range(0.0, float(max(len(bins), 1))) if has_labels else spanning(bounds, marks.x)
    y = spanning([one.count for one in bins], marks.y, has_zero=True)
    head = LINE + 4.0
    plot = frame(sheet, (marks.x, x), (marks.y, y), figures, head=head)
    plot.levels(marks.y, figures)
    boxes = []
    for at, one in enumerate(bins):
        left, right = (at, at + 1) if has_labels else (one.low, one.high)
        begin, end = plot.across(left), plot.across(right)
        top, zero = plot.up(one.count), plot.up(0)
        gap = 1.0 if end - begin > 6 else 0.0
        box = Box(begin + gap, min(top, zero), max(end - begin - 2 * gap, 1), abs(zero - top))
        sheet.fill([box], "accent", 1.0 if one.is_strong else WEAK)
        plot.taken.append(box)
        boxes.append(Box(begin, plot.box.top - head, end - begin, plot.box.tall + head))
    if has_labels:
        plot.words_below([(plot.across(at + 0.5), one.label) for at, one in enumerate(bins)])
    else:
        plot.feet(marks.x, figures)
    plot.heading_below(marks.x.heading)
    _cross(plot, marks.rules)
    _count_above(plot, marks, boxes, figures)
    _name_rules(plot, marks.rules)
    return tuple(
        Target(box, 0, at, one.tip or _bin_told(marks, one, figures), one.rows)
        for at, (one, box) in enumerate(zip(bins, boxes, strict=True))
    )


def draw_rules(plot: Plot, rules: tuple[Rule, ...]) -> None:
    """Draw upright lines with their words, each on the side where there is room."""
    _cross(plot, rules)
    _name_rules(plot, rules)


def _cross(plot: Plot, rules: tuple[Rule, ...]) -> None:
    for rule in _inside(plot, rules):
        x = round(plot.across(rule.at)) + 0.5
        plot.sheet.line(((x, plot.box.top - LINE), (x, plot.box.bottom)), "ink", 1.0)


def _name_rules(plot: Plot, rules: tuple[Rule, ...]) -> None:
    for rule in _inside(plot, rules):
        x = round(plot.across(rule.at)) + 0.5
        for height in (plot.box.top - LINE / 2, plot.box.top + LINE / 2, plot.box.top + 1.5 * LINE):
            if _beside_rule(plot, x, height, rule.words):
                break


def _inside(plot: Plot, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(one for one in rules if plot.x.low <= one.at <= plot.x.high)


def _beside_rule(plot: Plot, x: float, y: float, words: str) -> bool:
    for align, dx in (("left", 6.0), ("right", -6.0)):
        box = text_box(x + dx, y, words, weight=MEDIUM, align=align)
        inside = box.left >= 0 and box.right <= plot.sheet.wide
        if inside and not any(box.meets(one) for one in plot.taken):
            plot.sheet.text(x + dx, y, words, weight=MEDIUM, align=align)
            plot.taken.append(box)
            return True
    return False


def _bar(plot: Plot, bar: Bar, middle: float, wide: float, slot: float) -> None:
    sheet, zero = plot.sheet, plot.up(0)
    highest = zero
    if bar.value is not None:
        top = plot.up(bar.value)
        box = Box(middle - wide / 2, min(top, zero), wide, abs(zero - top))
        sheet.fill([box], bar.tone, 1.0 if bar.is_strong else WEAK)
        plot.taken.append(box)
        highest = min(top, zero)
    if bar.before is not None:
        y = plot.up(bar.before)
        sheet.line(((middle - wide * 0.75, y), (middle + wide * 0.75, y)), "ink", 2.0)
        plot.taken.append(Box(middle - wide * 0.75, y - 1, wide * 1.5, 2))
        highest = min(highest, y)
    if bar.low is not None and bar.high is not None:
        top = plot.up(bar.high)
        sheet.line(((middle, plot.up(bar.low)), (middle, top)), "ink", 1.5)
        highest = min(highest, top)
    if bar.note and width_of(bar.note, SIZE, SEMIBOLD) <= slot + 4:
        plot.taken.append(sheet.text(middle, highest - 11, bar.note, weight=MEDIUM, align="middle"))


def _name_parts(plot: Plot, marks: Bars) -> None:
    """Label bar and comparison directly, over the bars that leave most room."""
    lines = [marks.value_words] if marks.value_words else []
    if marks.before_words and any(bar.before is not None for bar in marks.bars):
        lines.append(marks.before_words)
    if not lines:
        return
    wide = max(width_of(words, SIZE) for words in lines)
    tall = LINE * len(lines)
    top = plot.box.top - (LINE + 4 if any(bar.note for bar in marks.bars) else 0)
    starts = [plot.box.right - wide, plot.box.left + 4]
    starts += [plot.across(at) + 4 for at in range(len(marks.bars))]
    for left in starts:
        box = Box(left, top, wide, tall)
        inside = box.right <= plot.sheet.wide
        if inside and not any(box.grown(2).meets(one) for one in plot.taken):
            for at, words in enumerate(lines):
                plot.taken.append(plot.sheet.text(left, top + LINE * (at + 0.5), words))
            return


def _count_above(plot: Plot, marks: Histogram, boxes: list[Box], figures: Figures) -> None:
    """Write each count above its bar, if all of them fit."""
    words = [bare(one.count, marks.y.scale, figures) for one in marks.bins]
    fits = all(
        width_of(text, SIZE, MEDIUM) + 4 <= box.wide for text, box in zip(words, boxes, strict=True)
    )
    if not fits:
        return
    for one, box, text in zip(marks.bins, boxes, words, strict=True):
        if not one.count:
            continue  # where there is no bar there is nothing to read
        y = min(plot.up(one.count), plot.up(0)) - 10
        x = box.middle[0]
        # A line across the bar must not strike its figure out.
        wide = width_of(text, SIZE, MEDIUM) + 4
        if any(abs(plot.across(rule.at) - x) < wide / 2 for rule in _inside(plot, marks.rules)):
            plot.sheet.fill([Box(x - wide / 2, y - LINE / 2, wide, LINE)], "surface")
        plot.taken.append(plot.sheet.text(x, y, text, weight=MEDIUM, align="middle"))


def _told(marks: Bars, bar: Bar, figures: Figures) -> str:
    words = f"{bar.label}: {written(bar.value, marks.y.scale, figures)}"
    return ", ".join(filter(None, (words, bar.note)))


def _bin_told(marks: Histogram, one: Bin, figures: Figures) -> str:
    low, high = (written(edge, marks.x.scale, figures) for edge in (one.low, one.high))
    name = one.label or f"{low} \N{EN DASH} {high}"
    return f"{name}: {written(one.count, marks.y.scale, figures)}"
