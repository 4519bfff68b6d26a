"""Where the arrow keys lead among the marks of a picture."""

from collections.abc import Sequence

from retailcrm.ui.kit.picture.plot import Target


def step_to(targets: Sequence[Target], at: int | None, down: int, right: int) -> int:
    """Give the mark that an arrow key leads to; the same one at the edge.

    Args:
        targets: at least one mark.
        at: where the person is; None is before the first mark.
        down: 1 for the key down, -1 for up, else 0.
        right: 1 for the key to the right, -1 to the left, else 0.
    """
    if at is None:
        return 0
    here = targets[at]
    if _is_straight(targets):
        return min(max(at + down + right, 0), len(targets) - 1)
    ahead = [
        (_distance(here, one, down), number)
        for number, one in enumerate(targets)
        if _is_ahead(here, one, down, right)
    ]
    return min(ahead)[1] if ahead else at


def _is_straight(targets: Sequence[Target]) -> bool:
    """Say whether all marks stand in one row or one column; then every arrow leads on or back."""
    return len({one.row for one in targets}) == 1 or len({one.column for one in targets}) == 1


def _is_ahead(here: Target, there: Target, down: int, right: int) -> bool:
    if down:
        return (there.row - here.row) * down > 0
    return there.row == here.row and (there.column - here.column) * right > 0


def _distance(here: Target, there: Target, down: int) -> tuple[int, int]:
    rows, columns = abs(there.row - here.row), abs(there.column - here.column)
    return (rows, columns) if down else (columns, rows)
