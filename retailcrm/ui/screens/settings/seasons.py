"""Closed seasons as they are typed: `10 Jan 2026 to 1 Mar 2026; 24 Dec 2026 to 1 Jan 2027`."""

from datetime import date

from retailcrm.core.words import say
from retailcrm.ui.screens.program.kinds import day_words, read_day

Season = tuple[date, date]


def season_words(seasons: tuple[Season, ...]) -> str:
    """Write seasons so that they can be typed back."""
    return "; ".join(
        say("{first} to {last}", first=day_words(first), last=day_words(last))
        for first, last in seasons
    )


def read_seasons(text: str) -> tuple[Season, ...] | None:
    """Read seasons; None if one of them is no first and last day in that order."""
    found = []
    for part in text.split(";"):
        if not part.strip():
            continue
        first, _, last = part.partition(" to ")
        begin, end = read_day(first), read_day(last or first)
        if begin is None or end is None or end < begin:
            return None
        found.append((begin, end))
    return tuple(sorted(found))
