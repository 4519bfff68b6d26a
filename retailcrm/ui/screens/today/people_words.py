"""Say who the customers are, who is missing, and what to do about it."""

from dataclasses import dataclass
from datetime import date

from retailcrm.core.figures import Figures, half_up
from retailcrm.core.rows import rows
from retailcrm.core.vocabulary import group_title
from retailcrm.core.words import say
from retailcrm.services.grouping import GroupRow, GroupsOverview, MissingRow
from retailcrm.services.moment_rows import DueToday
from retailcrm.services.points_soon import PointsSoon
from retailcrm.services.reporting import ReportRow
from retailcrm.services.shop import ShopSettings, Status
from retailcrm.ui.screens.today.moments_words import due_item
from retailcrm.ui.screens.today.state import (
    GroupPanel,
    Missing,
    MissingPart,
    MissingPerson,
    Move,
    Todo,
)

PEOPLE = 12
_RANK = {"most_valuable": 3, "most_growable": 2, "below_zero": 1}


def groups_title(overview: GroupsOverview, figures: Figures) -> str:
    """Name the card by how many people there are."""
    if overview.customers == 1:
        return say("Your first customer")
    return say("Your {n} customers in three groups", n=figures.count(overview.customers))


def panels(overview: GroupsOverview, figures: Figures) -> tuple[GroupPanel, ...]:
    """Describe the three groups."""
    if overview.empty_reason:
        return ()
    return tuple(_panel(group, overview, figures) for group in overview.groups)


def _panel(group: GroupRow, overview: GroupsOverview, figures: Figures) -> GroupPanel:
    since = overview.snapshot_on
    known = group.change is not None and since is not None
    return GroupPanel(
        key=group.key,
        title=group_title(group.key),
        count=figures.count(group.customers),
        change=figures.change(group.change) if known else "",
        change_rows=rows(
            "customers", finding="groups.change", of=group.key, as_of=group.rows.get("as_of")
        ),
        since=say("since {day}", day=figures.short_day(since)) if known else "",
        share=group.share_of_customers,
        share_words=figures.percent(group.share_of_customers, 0),
        share_rows=group.rows,
        sales_share=group.share_of_sales,
        sales_words=figures.percent(group.share_of_sales, 0),
        sales_rows=rows(
            "customers", finding="groups.share", group=group.key, as_of=group.rows.get("as_of")
        ),
        moves=_moves(group.key, overview, figures),
        rows=group.rows,
    )


def _moves(key: str, overview: GroupsOverview, figures: Figures) -> tuple[Move, ...]:
    """Say the two largest movements into and out of a group, and the dead cards of the last."""
    touching = [move for move in overview.moved if key in move[:2] and move[0] != move[1]]
    largest = sorted(touching, key=lambda move: -move[2])[:2]
    told = [_move(key, move, figures) for move in largest]
    if key == "below_zero":
        dead = next((stage for stage in overview.stages if stage.key == "dead"), None)
        if dead is not None and dead.customers:
            words = say("{n} dead cards", n=figures.count(dead.customers))
            told.insert(0, Move(words, dead.rows))
    return tuple(told[:2])


def _move(key: str, move: tuple[str, str, int], figures: Figures) -> Move:
    before, now, people = move
    there = rows("customers", moved_from=before, moved_to=now)
    n = figures.count(people)
    if now == key and not before:
        return Move(say("{n} new", n=n), there)
    if now == key:
        up = _RANK.get(before, 0) < _RANK.get(key, 0)
        text = "{n} moved up from {group}" if up else "{n} came down from {group}"
        return Move(say(text, n=n, group=group_title(before)), there)
    if not now:
        return Move(say("{n} left", n=n), there)
    up = _RANK.get(now, 0) > _RANK.get(key, 0)
    text = "{n} moved up to {group}" if up else "{n} slipped to {group}"
    return Move(say(text, n=n, group=group_title(now)), there)


def missing(overview: GroupsOverview, figures: Figures) -> Missing:
    """Write the missing as a sum that adds up."""
    total = overview.missing
    there = total.rows_of("now")
    rule = say("Missing: 9 of 10 with the same rhythm would be back by now.")
    if total.since is None:
        now = MissingPart(figures.count(total.now), say("missing today"), there)
        return Missing(
            (now,), ((say("Who comes back shows from next month on."), False),), rule, there
        )
    written = (
        (
            "before",
            figures.count(total.before),
            say("missing on {day}", day=figures.short_day(total.since)),
        ),
        ("newly", figures.change(total.newly), say("newly missing")),
        ("found", figures.change(-total.found), say("found again")),
        ("dead", figures.change(-total.dead), say("now dead cards")),
        ("now", figures.count(total.now), say("missing today")),
    )
    parts = tuple(MissingPart(value, words, total.rows_of(key)) for key, value, words in written)
    if not total.found:
        return Missing(parts, ((say("Nobody came back since."), False),), rule, there)
    found = (
        (say("{n} came back", n=figures.count(total.found)), True),
        (say(" and bought for {money}.", money=figures.money(total.found_net, whole=True)), False),
    )
    return Missing(parts, found, rule, there)


def worth_most(missing_rows: tuple[MissingRow, ...], figures: Figures) -> tuple[MissingPerson, ...]:
    """Name those among the missing whose return would bring most."""
    return tuple(
        MissingPerson(
            customer_id=one.customer_id,
            name=one.name,
            away=figures.count(one.gap),
            usual=figures.count(one.usual),
            worth=figures.whole(one.worth),
            evidence=one.evidence,
        )
        for one in missing_rows[:PEOPLE]
        if one.worth > 0
    )


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the to-do list is made from."""

    overview: GroupsOverview
    worth: tuple[MissingRow, ...]
    status: Status
    settings: ShopSettings
    printed: tuple[ReportRow, ...]
    month: int
    month_complete: bool
    today: date
    points: PointsSoon | None = None
    moments: DueToday | None = None


def todo(grounds: Grounds, figures: Figures) -> tuple[Todo, ...]:
    """List what to do now, the most useful first."""
    made = (
        _old_data(grounds, figures),
        due_item(grounds.moments, figures),
        _win_back(grounds, figures),
        _remind(grounds, figures),
        _warn(grounds, figures),
        _below_zero(grounds, figures),
        _repair(grounds, figures),
        _print(grounds, figures),
    )
    return tuple(item for item in made if item is not None)


def _old_data(grounds: Grounds, figures: Figures) -> Todo | None:
    ages = [
        ((grounds.today - store.data_through).days, store.name)
        for store in grounds.status.stores
        if store.data_through is not None
    ]
    old = sorted((age, name) for age, name in ages if age > grounds.settings.stale_days)
    if not old:
        return None
    age, name = old[-1]
    more = say(" and {n} more", n=len(old) - 1) if len(old) > 1 else ""
    reason = say("its data are {age} old", age=figures.days(age))
    return Todo("import", say("Import"), f"{name}{more}", reason, say("Import"), screen="import")


def _win_back(grounds: Grounds, figures: Figures) -> Todo | None:
    good = [row for row in grounds.worth if row.worth > 0]
    if not good:
        return None
    missing_now = grounds.overview.missing.now
    if len(good) == 1:
        about = say("1 missing who is worth it")
    elif len(good) < missing_now:
        about = say("the {n} missing worth most", n=figures.count(len(good)))
    else:
        about = say("{n} missing", n=figures.count(len(good)))
    worth = half_up(sum(row.worth for row in good))
    reason = say("together worth {money} a year", money=figures.money(worth, whole=True))
    day = grounds.overview.as_of
    there = rows(
        "customers",
        finding="groups.worth",
        most=str(len(good)),
        as_of=None if day is None else day.isoformat(),
    )
    return Todo("mail", say("Win back"), about, reason, say("Open list"), there)


def _remind(grounds: Grounds, figures: Figures) -> Todo | None:
    stage = next((s for s in grounds.overview.stages if s.key == "been_a_while"), None)
    if stage is None or not stage.customers:
        return None
    about = say("{n} not seen for a while", n=figures.count(stage.customers))
    reason = say("later than 8 of 10 with their rhythm")
    return Todo("clock", say("Remind"), about, reason, say("Open list"), stage.rows)


def _warn(grounds: Grounds, figures: Figures) -> Todo | None:
    soon = grounds.points
    if soon is None or not soon.members or soon.first_on is None:
        return None
    text = "1 member" if soon.members == 1 else "{n} members"
    about = say("{members} of points that expire", members=say(text, n=figures.count(soon.members)))
    reason = say(
        "{day}; {points} points, {money}",
        day=figures.short_day(soon.first_on),
        points=figures.count(soon.points),
        money=figures.money(soon.value),
    )
    return Todo("clock", say("Warn"), about, reason, say("Open list"), soon.rows)


def _below_zero(grounds: Grounds, figures: Figures) -> Todo | None:
    """Name whose points fell below zero, where the rules leave it to a person."""
    soon = grounds.points
    if soon is None or not soon.asks or not soon.owing:
        return None
    text = "1 member" if soon.owing == 1 else "{n} members"
    about = say("{members} with points below zero", members=say(text, n=figures.count(soon.owing)))
    reason = say("take them back, or let them be earned")
    return Todo("flag", say("Decide"), about, reason, say("Open list"), soon.owing_rows)


def _repair(grounds: Grounds, figures: Figures) -> Todo | None:
    waiting = grounds.status.problems_open
    if not waiting:
        return None
    text = "1 row kept aside" if waiting == 1 else "{n} rows kept aside"
    about = say(text, n=figures.count(waiting))
    reason = say("not yet in your books")
    return Todo("wrench", say("Repair"), about, reason, say("Repair"), rows("problems"))


def _print(grounds: Grounds, figures: Figures) -> Todo | None:
    if not grounds.month_complete or any(row.month == grounds.month for row in grounds.printed):
        return None
    about = figures.month(grounds.month)
    reason = say("the month is over and not printed yet")
    return Todo("print", say("Print"), about, reason, say("Print"), screen="reports")
