"""Which people the list below the grid holds, and how it is titled."""

from dataclasses import dataclass

from retailcrm.core import vocabulary
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.services.grouping import CellRow, GroupsOverview

_URGENT = ("cant_lose", "at_risk", "champions")
_GROUP_NOTE = {
    "most_valuable": "bring the most; keep them",
    "most_growable": "could bring more; give them a reason",
    "below_zero": "cost more than they bring; write to them seldom",
}
_STAGE_NOTE = {
    "active": "would not be due yet",
    "been_a_while": "8 of 10 like them would be back; remind them",
    "mia": "9 of 10 like them would be back; win them back",
    "dead": "no visit for a year or longer; leave them out of paid mail",
    "new": "known to you and have not bought yet; welcome them",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen: a cell, a group, a segment or a stage.

    Attributes:
        kind: cell, group, segment or stage.
        title: as it stands above the list.
        note: what these people have in common and what to do.
        customers: how many they are.
        rows: opens them.
        r: row of the grid, for a cell.
        column: column of the grid, for a cell.
    """

    kind: str
    title: str
    note: str
    customers: int
    rows: RowsRef
    r: int = 0
    column: int = 0


def find(overview: GroupsOverview, wanted: RowsRef) -> Selection | None:
    """Find what a reference means on this overview."""
    for cell in overview.cells:
        if cell.rows == wanted:
            return _of_cell(cell)
    for group in overview.groups:
        if group.rows == wanted:
            title = vocabulary.group_title(group.key)
            note = say(_GROUP_NOTE.get(group.key, ""))
            return Selection("group", title, note, group.customers, group.rows)
    for segment in overview.segments:
        if segment.rows == wanted:
            title, note = (
                vocabulary.segment_title(segment.key),
                vocabulary.segment_advice(segment.key),
            )
            return Selection("segment", title, note, segment.customers, segment.rows)
    for stage in overview.stages:
        if stage.rows == wanted:
            title, note = vocabulary.stage_title(stage.key), say(_STAGE_NOTE.get(stage.key, ""))
            return Selection("stage", title, note, stage.customers, stage.rows)
    return None


def first_choice(overview: GroupsOverview) -> Selection | None:
    """Choose what deserves a look first: good customers about to be lost."""
    filled = [cell for cell in overview.cells if cell.customers]
    for segment in _URGENT:
        named = [cell for cell in filled if cell.segment == segment]
        if named:
            return _of_cell(max(named, key=lambda cell: cell.customers))
    if filled:
        return _of_cell(max(filled, key=lambda cell: cell.customers))
    stages = [stage for stage in overview.stages if stage.customers]
    return find(overview, stages[0].rows) if stages else None


def _of_cell(cell: CellRow) -> Selection:
    title = say(
        "{segment}, R {r} · FM {column}",
        segment=vocabulary.segment_title(cell.segment),
        r=cell.r,
        column=cell.column,
    )
    note = vocabulary.segment_advice(cell.segment)
    return Selection("cell", title, note, cell.customers, cell.rows, cell.r, cell.column)
