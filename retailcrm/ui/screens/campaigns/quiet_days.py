"""Days on which nothing goes out, as a person types them."""

import re
from datetime import date

from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.words import say

Spans = tuple[tuple[int, int], ...]
"""First and last day, both quiet, as day numbers."""
_DAY = r"\d{4}-\d{2}-\d{2}"
_SPAN = re.compile(rf"({_DAY})(?:\s*(?:to|–|until|\.\.)\s*({_DAY}))?$")


def quiet_text(spans: Spans) -> str:
    """Write spans of days: `2026-12-24 to 2026-12-26, 2027-01-01`."""
    return ", ".join(
        day_of(first).isoformat()
        if first == last
        else say("{first} to {last}", first=day_of(first), last=day_of(last))
        for first, last in spans
    )


def quiet_typed(text: str) -> Spans:
    """Read spans of days as they are typed.

    Raises:
        UserError: one of them is none.
    """
    found = []
    for part in filter(None, (one.strip() for one in re.split(r"[,;\n]", text))):
        told = _SPAN.match(part)
        try:
            days = [date.fromisoformat(one) for one in told.groups() if one] if told else []
        except ValueError:
            days = []
        if not days or days[-1] < days[0]:
            raise UserError(
                say("{text} are no days.", text=part),
                say("Write them as 2026-12-24 to 2026-12-26, 2027-01-01."),
            )
        found.append((day_number(days[0]), day_number(days[-1])))
    return tuple(sorted(found))
