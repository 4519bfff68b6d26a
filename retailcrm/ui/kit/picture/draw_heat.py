"""A grid of coloured cells, each with its number."""

from collections.abc import Sequence

from retailcrm.core.figures import Figures
from retailcrm.core.theme import MEDIUM
from retailcrm.ui.kit.picture.facts import Cell, Heat
from retailcrm.ui.kit.picture.plot import GAP, LINE, SIZE, Target, thinned
from retailcrm.ui.kit.picture.scales import bare, written
from retailcrm.ui.kit.picture.sheet import Box, Sheet
from retailcrm.ui.kit.picture.typeface import cut, width_of

STEPS, BRIGHTEST = 5, 4
APART = "sunken"
NAMES = 0.3  # of the width at most
MOST_TALL, MOST_WIDE, BETWEEN = 44.0, 106.0, 2.0


def draw_heat(sheet: Sheet, marks: Heat, figures: Figures) -> tuple[Target, ...]:
    """Draw names on the left, heads above, cells coloured from least to most."""
    names, left = _left(sheet, marks)
    head = (LINE + 2.0 if marks.column_heading else 0.0) + LINE + 4.0
    wide = min((sheet.wide - left) / max(len(marks.columns), 1), MOST_WIDE)
    tall = min((sheet.tall - head) / max(len(marks.rows), 1), MOST_TALL)
    _heads(sheet, marks, names, left, wide)
    boxes = {
        (row, column): Box(left + column * wide, head + row * tall, wide - BETWEEN, tall - BETWEEN)
        for row, line in enumerate(marks.rows)
        for column, cell in enumerate(line.cells)
        if cell is not None and cell.value is not None
    }
    for row, line in enumerate(marks.rows):
        y = head + row * tall + (tall - BETWEEN) / 2
        sheet.text(0, y, cut(line.label, names, SIZE, MEDIUM), weight=MEDIUM)
        sheet.text(left - GAP * 1.5, y, line.caption, "muted", align="right")
    _fill(sheet, marks, boxes, figures)
    return tuple(
        Target(box, row, column, _tip(marks, row, column, figures), _cell(marks, row, column).rows)
        for (row, column), box in boxes.items()
    )


def shade(value: float, low: float, high: float) -> int:
    """Give the step of a colour, 0 to 4, in equal parts of the range."""
    if high <= low:
        return STEPS // 2
    return min(STEPS - 1, int((value - low) / (high - low) * STEPS))


def _cell(marks: Heat, row: int, column: int) -> Cell:
    found = marks.rows[row].cells[column]
    assert found is not None
    return found


def _left(sheet: Sheet, marks: Heat) -> tuple[float, float]:
    """Give the room of the names, and where the cells begin."""
    names = [marks.row_heading, *(row.label for row in marks.rows)]
    captions = [marks.caption_heading, *(row.caption for row in marks.rows)]
    wide = min(max(width_of(one, SIZE, MEDIUM) for one in names), sheet.wide * NAMES)
    beside = max(width_of(one, SIZE) for one in captions)
    return wide, wide + (beside + GAP * 2 if beside else 0.0) + GAP * 1.5


def _heads(sheet: Sheet, marks: Heat, names: float, left: float, wide: float) -> None:
    y = LINE / 2
    if marks.column_heading:
        sheet.text(left, y, cut(marks.column_heading, sheet.wide - left, SIZE), "muted")
        y += LINE + 2
    sheet.text(0, y, cut(marks.row_heading, names, SIZE), "muted")
    sheet.text(left - GAP * 1.5, y, marks.caption_heading, "muted", align="right")
    middles = [
        (left + at * wide + (wide - BETWEEN) / 2, words) for at, words in enumerate(marks.columns)
    ]
    for at in thinned(middles, 4):
        sheet.text(middles[at][0], y, middles[at][1], "muted", align="middle")


def _fill(sheet: Sheet, marks: Heat, boxes: dict[tuple[int, int], Box], figures: Figures) -> None:
    told = [_cell(marks, *place) for place in boxes]
    known = [one.value for one in told if one.value is not None and not one.is_apart]
    low, high = min(known, default=0.0), max(known, default=0.0)
    tokens = [
        APART if one.is_apart else f"heat{shade(one.value or 0.0, low, high)}" for one in told
    ]
    for token in sorted(set(tokens)):
        same = [box for box, own in zip(boxes.values(), tokens, strict=True) if own == token]
        sheet.fill(same, token)
    for words, token, box in zip(
        _words(marks, told, list(boxes.values()), figures), tokens, boxes.values(), strict=False
    ):
        ink = "on_heat4" if token == f"heat{BRIGHTEST}" else "ink"
        sheet.text(*box.middle, words, ink, align="middle")


def _words(marks: Heat, cells: Sequence[Cell], boxes: Sequence[Box], figures: Figures) -> list[str]:
    """Write the numbers as exactly as all of them fit; none where even whole ones do not."""
    for places in (1, 0) if marks.scale not in ("count", "days") else (0,):
        words = [one.text or bare(one.value or 0.0, marks.scale, figures, places) for one in cells]
        if all(width_of(one, SIZE) + 4 <= box.wide for one, box in zip(words, boxes, strict=True)):
            return words
    return []


def _tip(marks: Heat, row: int, column: int, figures: Figures) -> str:
    cell = _cell(marks, row, column)
    value = written(cell.value, marks.scale, figures)
    return cell.tip or f"{marks.rows[row].label}, {marks.columns[column]}: {value}"
