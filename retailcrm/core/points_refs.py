"""References to the customers behind the figures about a program and its points.

Screens and pages name the same rows by them; `services` find who they are.
"""

from datetime import date

from retailcrm.core.rows import RowsRef, rows

TRIED = "program.tried"
CHANGED = "program.changed"
MOVED = "points.moved"
COSTS = "move.costs"
LOSERS = "move.losers"
WEEK = "move.week"
ENTRIES = "points"


def tried_rows(
    rules: str, what: str, first: date, last: date, *, month: int | None = None, **part: str
) -> RowsRef:
    """Refer to who makes a figure of rules tried on a stretch of the past.

    Args:
        rules: as `loyalty.program_text.brief` writes them.
        what: key of the figure.
        first: first day of the stretch.
        last: its last day.
        month: of the figure alone.
        part: a group or a tier that the figure is of.
    """
    span = {"from_": first.isoformat(), "to": last.isoformat()}
    told = None if month is None else str(month)
    return rows("customers", finding=TRIED, what=what, rules=rules, month=told, **span, **part)


def changed_rows(old: str, rules: str, what: str, **part: str) -> RowsRef:
    """Refer to whom a change of the rules makes better or worse off."""
    return rows("customers", finding=CHANGED, what=what, old=old, rules=rules, **part)


def moved_rows(what: str, first: date | None, last: date, **part: str) -> RowsRef:
    """Refer to whose points came or went in some days; open ones are what all days brought."""
    begin = None if first is None else first.isoformat()
    return rows("customers", finding=MOVED, what=what, from_=begin, to=last.isoformat(), **part)


def costs_rows(what: str, last: date, group: str = "") -> RowsRef:
    """Refer to who was given the discount that a move takes away."""
    day = last.isoformat()
    return rows("customers", finding=COSTS, what=what, to=day, of=group or None)


def losers_rows(what: str, move: str) -> RowsRef:
    """Refer to who would get less by a move, as `services.move_brief` writes it."""
    return rows("customers", finding=LOSERS, what=what, move=move)


def week_rows(what: str, first: date | None, last: date | None, each: float = 0.0) -> RowsRef:
    """Refer to who makes a figure of a week of the move; `each` is what a point costs in it."""
    return rows(
        "customers",
        finding=WEEK,
        what=what,
        from_=None if first is None else first.isoformat(),
        to=None if last is None else last.isoformat(),
        each=repr(each) if each else None,
    )


def entries_rows(customer_id: int, what: str = "balance") -> RowsRef:
    """Refer to the entries that make a member's points."""
    return rows("customers", customer=str(customer_id), part=ENTRIES, what=what)
