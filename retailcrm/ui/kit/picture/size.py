"""How much room a picture needs."""

from retailcrm.ui.kit.picture.facts import Heat, Marks, Ranked

CELL, BAR = 26, 28
USUAL = (280, 240)
EMPTY = (280, 120)


def least_size(marks: Marks | None) -> tuple[int, int]:
    """Give the least width and height, in pixels at 100 %."""
    if marks is None:
        return EMPTY
    if isinstance(marks, Heat):
        return 280, 48 + CELL * len(marks.rows)
    if isinstance(marks, Ranked):
        return 280, max(96, 48 + BAR * len(marks.bars))
    return USUAL
