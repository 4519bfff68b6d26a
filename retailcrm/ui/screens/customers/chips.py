"""The filters at work above the customer table, each of which can be taken off."""

from collections.abc import Callable
from dataclasses import dataclass

from retailcrm.core import vocabulary
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say

_SILENT = ("as_of", "customer")
_FINDING = "finding"
_FIRST = ("group", "segment", "r", "fm", "stage")


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter at work.

    Attributes:
        name: of the filter in the reference; what `without` takes off.
        text: as the person reads it.
    """

    name: str
    text: str


def chips_of(rows: RowsRef, finding: str = "") -> tuple[Chip, ...]:
    """Name every filter of a reference in the shop's words.

    Args:
        rows: the reference.
        finding: who is behind the figure that the reference means, once it is known; that is
            one filter, for all others are its inputs.
    """
    if rows.get(_FINDING) is not None:
        return (Chip(_FINDING, finding or say("the people behind a figure")),)
    shown = [pair for pair in rows.filters if pair[0] not in _SILENT]
    shown.sort(key=lambda pair: _FIRST.index(pair[0]) if pair[0] in _FIRST else len(_FIRST))
    return tuple(Chip(name, _text(name, value)) for name, value in shown)


def without(rows: RowsRef, name: str) -> RowsRef:
    """Give the reference with one filter less; a finding goes with its inputs."""
    if name == _FINDING:
        known = _FIRST + tuple(_NAMED)
        return RowsRef(rows.kind, tuple(pair for pair in rows.filters if pair[0] in known))
    return RowsRef(rows.kind, tuple(pair for pair in rows.filters if pair[0] != name))


def _text(name: str, value: str) -> str:
    titles = {
        "group": vocabulary.group_title,
        "segment": vocabulary.segment_title,
        "stage": vocabulary.stage_title,
    }
    if title := titles.get(name):
        return title(value)
    return _NAMED[name](value) if name in _NAMED else f"{name.replace('_', ' ')} {value}"


_NAMED: dict[str, Callable[[str], str]] = {
    "r": lambda value: say("recency R {score}", score=value),
    "fm": lambda value: say("frequency and money FM {score}", score=value),
    "moved_from": lambda value: say("was {group}", group=vocabulary.group_title(value)),
    "moved_to": lambda value: say("now {group}", group=vocabulary.group_title(value)),
    "cohort": lambda value: say("first bought in {month}", month=value),
}
