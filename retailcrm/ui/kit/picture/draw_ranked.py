"""Bars lying below each other, and dots with their intervals."""

from retailcrm.core.figures import Figures
from retailcrm.core.theme import MEDIUM
from retailcrm.ui.kit.picture.facts import Bar, Ranked
from retailcrm.ui.kit.picture.plot import GAP, LINE, SIZE, Plot, Range, Target, spanning
from retailcrm.ui.kit.picture.scales import ticks, written
from retailcrm.ui.kit.picture.sheet import Box, Sheet, text_box
from retailcrm.ui.kit.picture.typeface import cut, width_of

WEAK = 0.45
MOST_TALL, MOST_ROOM = 18.0, 52.0
RADIUS, CAP = 4.5, 4.0
NAMES = 0.4  # of the width at most
ABOVE = RADIUS + LINE / 2 + 1  # from a dot to the middle of its words
FOOT = 6 + LINE + 2


def draw_ranked(sheet: Sheet, marks: Ranked, figures: Figures) -> tuple[Target, ...]:
    """Draw names on the left, bars from zero or dots with whiskers, values at their ends."""
    bars = marks.bars
    words = [_words(marks, bar, figures) for bar in bars]
    plot = _plot(sheet, marks, words, figures)
    names = plot.box.left - GAP * 1.5
    slot = plot.box.tall / max(len(bars), 1)
    lines = [plot.box.top + slot * (at + 0.5) for at in range(len(bars))]
    ends = []
    for bar, y in zip(bars, lines, strict=True):
        sheet.text(0, y, cut(bar.label, names, SIZE, MEDIUM), weight=MEDIUM)
        draw = _dot if marks.as_dots else _bar
        ends.append(draw(plot, bar, y, slot))
    _rule(plot, marks)
    for at, (bar, y) in enumerate(zip(bars, lines, strict=True)):
        end = _inner(plot, bar, words[at]) or ends[at]
        _value(plot, words[at], end, y, is_above=marks.as_dots)
    _name_parts(plot, marks)
    return tuple(
        Target(
            Box(0, plot.box.top + slot * at, sheet.wide, slot),
            at,
            0,
            bar.tip or f"{bar.label}: {_told(marks, bar, figures)}",
            bar.rows,
        )
        for at, bar in enumerate(bars)
    )


def _plot(sheet: Sheet, marks: Ranked, words: list[str], figures: Figures) -> Plot:
    bars = marks.bars
    values = [one for bar in bars for one in (bar.value, bar.before, bar.low, bar.high)]
    x = spanning([one for one in values if one is not None], marks.x, has_zero=True)
    longest = max((width_of(bar.label, SIZE, MEDIUM) for bar in bars), default=0.0)
    left = min(longest, sheet.wide * NAMES) + GAP * 1.5
    ends = max((width_of(one, SIZE, MEDIUM) for one in words), default=0.0) + GAP * 1.5
    right = max(16.0, GAP) if marks.as_dots else ends
    if x.low < 0 and not marks.as_dots:
        left += ends
    many = max(len(bars), 1)
    tall = min(max(sheet.tall - FOOT, 24), MOST_ROOM * many)
    # The words above the first dot need their line also where dots stand close.
    head = max(0.0, ABOVE + LINE / 2 - tall / many / 2) if marks.as_dots else 0.0
    box = Box(left, head, max(sheet.wide - left - right, 40), max(tall - head, 24))
    plot = Plot(sheet, box, x, Range(0, 1))
    _grid(plot, marks, figures)
    return plot


def _grid(plot: Plot, marks: Ranked, figures: Figures) -> None:
    """Draw upright lines only for dots, which have no length to compare; zero always."""
    sheet, box = plot.sheet, plot.box
    marked = ticks(plot.x.low, plot.x.high, marks.x.scale, figures, max(2, int(box.wide // 90)))
    for value, _ in marked:
        if not marks.as_dots and value != 0:
            continue
        x = round(plot.across(value)) + 0.5
        sheet.line(((x, box.top), (x, box.bottom)), "border2" if value == 0 else "grid")
    if marks.as_dots:
        plot.words_below([(plot.across(value), words) for value, words in marked])
    elif marks.x.heading:
        words = cut(marks.x.heading, sheet.wide - box.left, SIZE)
        sheet.text(box.left, box.bottom + 6 + LINE / 2, words, "muted")
    if marks.as_dots and marks.x.heading:
        words = cut(marks.x.heading, box.left - GAP, SIZE)
        sheet.text(0, box.bottom + 6 + LINE / 2, words, "muted")


def _bar(plot: Plot, bar: Bar, y: float, slot: float) -> float:
    sheet, zero = plot.sheet, plot.across(0)
    tall = min(MOST_TALL, slot * 0.62)
    end = zero
    if bar.value is not None:
        end = plot.across(bar.value)
        box = Box(min(zero, end), y - tall / 2, max(abs(end - zero), 1), tall)
        sheet.fill([box], bar.tone, 1.0 if bar.is_strong else WEAK)
        plot.taken.append(box)
    if bar.before is not None:
        x = plot.across(bar.before)
        sheet.line(((x, y - tall * 0.75), (x, y + tall * 0.75)), "ink", 2.0)
        plot.taken.append(Box(x - 1, y - tall * 0.75, 2, tall * 1.5))
        end = max(end, x) if end >= zero else min(end, x)
    if bar.low is not None and bar.high is not None:
        _whisker(plot, bar.low, bar.high, y, "ink")
        end = plot.across(bar.high if end >= zero else bar.low)
    return end


def _inner(plot: Plot, bar: Bar, words: str) -> float | None:
    """Give the bar's own end where its value fits before the line it is held against.

    Behind the line a reader would take it for what the line stands for.
    """
    if bar.value is None or bar.before is None or bar.low is not None or bar.value < 0:
        return None
    end = plot.across(bar.value)
    room = plot.across(bar.before) - end
    return end if room > width_of(words, SIZE, MEDIUM) + 2 * GAP else None


def _dot(plot: Plot, bar: Bar, y: float, _slot: float) -> float:
    if bar.value is None:
        return plot.across(0)
    low = bar.value if bar.low is None else bar.low
    high = bar.value if bar.high is None else bar.high
    crosses = low <= 0 <= high
    tone = "muted" if crosses else bar.tone
    _whisker(plot, low, high, y, tone)
    x = plot.across(bar.value)
    plot.sheet.dots([(x, y)], [RADIUS], tone, is_hollow=crosses)
    return x


def _whisker(plot: Plot, low: float, high: float, y: float, tone: str) -> None:
    begin, end = plot.across(low), plot.across(high)
    plot.sheet.line(((begin, y), (end, y)), tone, 1.5)
    for x in (begin, end):
        plot.sheet.line(((x, y - CAP), (x, y + CAP)), tone, 1.5)


def _value(plot: Plot, words: str, end: float, y: float, *, is_above: bool) -> None:
    if is_above:
        half = width_of(words, SIZE, MEDIUM) / 2
        x, above = min(max(end, half), plot.sheet.wide - half), y - ABOVE
        # The line of zero must not strike the figure out.
        behind = Box(x - half - 2, above - SIZE / 2, 2 * half + 4, SIZE)
        plot.sheet.fill([behind], "surface")
        plot.sheet.text(x, above, words, weight=MEDIUM, align="middle")
        return
    is_right = end >= plot.across(0)
    x, align = (end + GAP, "left") if is_right else (end - GAP, "right")
    room = text_box(x, y, words, weight=MEDIUM, align=align)
    if any(room.meets(one) for one in plot.taken if one.tall > 2 * LINE):
        plot.sheet.fill([room], "surface")  # nor must what all are held against
    plot.taken.append(plot.sheet.text(x, y, words, weight=MEDIUM, align=align))


def _rule(plot: Plot, marks: Ranked) -> None:
    """Draw what all are held against, its words below the names of the axis."""
    rule, sheet, box = marks.rule, plot.sheet, plot.box
    if rule is None or not plot.x.low <= rule.at <= plot.x.high:
        return
    x = round(plot.across(rule.at)) + 0.5
    sheet.line(((x, box.top), (x, box.bottom)), "ink", 1.0)
    plot.taken.append(Box(x - 1, box.top, 2, box.tall))
    heading = 0.0 if marks.as_dots else width_of(marks.x.heading, SIZE) + GAP
    begin = max(x - width_of(rule.words, SIZE, MEDIUM) / 2, box.left + heading)
    sheet.text(begin, box.bottom + 6 + LINE / 2, rule.words, weight=MEDIUM)


def _name_parts(plot: Plot, marks: Ranked) -> None:
    """Say directly what bar and line are, where the shortest bars leave room."""
    if not marks.before_words or all(bar.before is None for bar in marks.bars):
        return
    lines = [words for words in (marks.value_words, marks.before_words) if words]
    wide, tall = max(width_of(words, SIZE) for words in lines), LINE * len(lines)
    left, top = plot.sheet.wide - wide, plot.box.bottom - tall
    while top >= plot.box.top:
        room = Box(left, top, wide, tall)
        if not any(room.grown(2).meets(one) for one in plot.taken):
            for at, words in enumerate(lines):
                plot.taken.append(plot.sheet.text(left, top + LINE * (at + 0.5), words))
            return
        top -= LINE / 2


def _words(marks: Ranked, bar: Bar, figures: Figures) -> str:
    largest = max((abs(one.value) for one in marks.bars if one.value is not None), default=0.0)
    return bar.note or written(bar.value, marks.x.scale, figures, like=largest)


def _told(marks: Ranked, bar: Bar, figures: Figures) -> str:
    parts = [written(bar.value, marks.x.scale, figures)]
    if bar.low is not None and bar.high is not None:
        low, high = (written(one, marks.x.scale, figures) for one in (bar.low, bar.high))
        parts.append(f"({low} \N{EN DASH} {high})")
    return " ".join(parts)
