"""What the groups say, in sentences computed from the shop's own figures."""

import math

from retailcrm.core.figures import MINUS, Figures
from retailcrm.core.vocabulary import GROUPS
from retailcrm.core.words import say
from retailcrm.services.grouping import GroupsOverview, MissingRow, MissingSum
from retailcrm.ui.screens.phrases import listed, one_in

FREQUENT = 4  # grid columns from here on came often and spent well
QUIET = 2  # recency scores up to here have been silent for long


def grid_title(overview: GroupsOverview, figures: Figures) -> str:
    """Say how many good customers have gone quiet."""
    if not overview.cells:
        return say("How lately, how often, how much")
    quiet = sum(c.customers for c in overview.cells if c.column >= FREQUENT and c.r <= QUIET)
    days = {r: first for r, first, _last in overview.recency_ranges}.get(QUIET)
    if days is None:
        return say("{n} once frequent customers have gone quiet", n=figures.count(quiet))
    if not quiet:
        return say("No frequent customer has stayed away for {days} days", days=figures.count(days))
    if quiet == 1:
        return say("1 once frequent customer has not come for {days} days or more", days=days)
    return say(
        "{n} once frequent customers have not come for {days} days or more",
        n=figures.count(quiet),
        days=figures.count(days),
    )


def grid_caption(overview: GroupsOverview, window_days: int, figures: Figures) -> str:
    """Say who is on the grid and how its columns are made."""
    who = say(
        "{n} customers seen in {window}; FM: frequency and money",
        n=figures.count(overview.scored),
        window=window_words(window_days, figures),
    )
    return say("{who}. Few data: read with care", who=who) if overview.few_data else who


def groups_title(overview: GroupsOverview, figures: Figures) -> str:
    """Say how much of the sales the best bring."""
    best = next((g for g in overview.groups if g.key == GROUPS[0]), None)
    if best is None or best.share_of_customers is None or best.share_of_sales is None:
        return say("Three groups")
    return say(
        "{who} of customers bring {what} of sales",
        who=figures.percent(best.share_of_customers, 0),
        what=figures.percent(best.share_of_sales, 0),
    )


def stages_title(overview: GroupsOverview, figures: Figures) -> str:
    """Say how many are missing by their own rhythm."""
    missing = next((stage for stage in overview.stages if stage.key == "mia"), None)
    if missing is None:
        return say("By their own rhythm")
    if not missing.customers:
        return say("By their own rhythm, nobody is missing")
    if words := one_in(missing.share):
        return say("By their own rhythm, {words} is missing", words=words)
    return say(
        "By their own rhythm, {share} are missing",
        share=figures.percent(missing.share, 0 if missing.share > 0.1 else 1),
    )


def cut_points(overview: GroupsOverview, figures: Figures) -> tuple[tuple[str, str, str], ...]:
    """Write the four borders between five scores: (letter, unit, values)."""
    units = {
        "recency": ("R", say("days")),
        "frequency": ("F", say("visits")),
        "monetary": ("M", figures.currency),
    }
    written = []
    for key, values in overview.cut_points:
        letter, unit = units[key]
        write = figures.amount if key == "monetary" else figures.count
        # Each value begins a score; nobody may get as far as the highest (NaN).
        borders = sorted(value for value in values[1:] if not math.isnan(value))
        written.append((letter, unit, " · ".join(write(value) for value in borders)))
    return tuple(written)


def range_words(first: int, last: int) -> str:
    """Write a range of days: 0–17 days."""
    if first == last:
        return say("1 day") if first == 1 else say("{n} days", n=first)
    return say("{first}–{last} days", first=first, last=last)


def movement_title(overview: GroupsOverview, figures: Figures) -> str:
    """Say who rose and who slipped since the last snapshot."""
    if overview.snapshot_on is None:
        return say("There is no earlier month to compare with yet")
    rank = {key: place for place, key in enumerate(reversed(GROUPS), 1)}
    pairs = [(rank.get(old, 0), rank.get(new, 0), n) for old, new, n in overview.moved]
    up = sum(n for old, new, n in pairs if old and new > old)
    down = sum(n for old, new, n in pairs if new and old > new)
    return say(
        "{up} moved up and {down} slipped since {day}",
        up=figures.count(up),
        down=figures.count(down),
        day=figures.day_year(overview.snapshot_on),
    )


def missing_title(found: tuple[MissingRow, ...], figures: Figures) -> str:
    """Say how many are missing and what asking them back is worth."""
    if not found:
        return say("Nobody is missing")
    worth = sum(max(row.worth, 0) for row in found)
    if len(found) == 1:
        return say(
            "1 customer is missing, worth {money} a year", money=figures.money(worth, whole=True)
        )
    return say(
        "{n} customers are missing; asking them back is worth about {money} a year",
        n=figures.count(len(found)),
        money=figures.money(worth, whole=True),
    )


def missing_sum(found: MissingSum, figures: Figures) -> str:
    """Write the missing as a sum that can be checked: 719 + 118 less 64 and 42 is 731."""
    if found.since is None:
        return ""
    return say(
        "{before} missing on {day}, +{newly} newly missing, "
        "{minus}{back} found again, {minus}{dead} now dead cards: {now} today",
        before=figures.count(found.before),
        day=figures.day_year(found.since),
        newly=figures.count(found.newly),
        back=figures.count(found.found),
        dead=figures.count(found.dead),
        now=figures.count(found.now),
        minus=MINUS,
    )


def stale_note(overview: GroupsOverview) -> str:
    """Say whose data are too old to act on; empty where all are fresh."""
    if not overview.stale:
        return ""
    return say(
        "The data of {stores} are old: import before you write",
        stores=listed(overview.stale),
    )


def window_words(days: int, figures: Figures) -> str:
    """Name the window that frequency and money look back over."""
    if not days:
        return say("all history")
    return say("the last {n} days", n=figures.count(days))
