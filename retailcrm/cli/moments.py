"""Commands about moments: what the shop says by itself, and when."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from retailcrm.campaigns.moments.moment import KINDS, Kind, Moment
from retailcrm.campaigns.moments.ready_made import ReadyMade
from retailcrm.cli.answers import Json, day
from retailcrm.cli.campaign_words import OFFERS, cost_typed, offer_typed
from retailcrm.cli.grammar import DATE, Command, commands_of
from retailcrm.cli.tables import write_csv
from retailcrm.cli.typed import day_typed
from retailcrm.core.days import day_number
from retailcrm.core.errors import UserError
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.moment_rows import (
    DueToday,
    FirstRun,
    MomentDue,
    MomentList,
    MomentRow,
    MomentWish,
    Ran,
)
from retailcrm.services.moment_table import DUE_COLUMNS
from retailcrm.wiring import Services

_Run = Callable[[Services, Namespace, Progress], Json]
_WHOLE = 10_000


def moments_words(command: Command) -> None:
    """Add the commands about moments."""
    action = commands_of(command("triggers", "moments: what is said by itself, and when"), "action")
    action("list", "moments that are set up, and what they did")
    due = action("due", "who is due on a day; nothing is changed")
    due.add_argument("--as-of", metavar=DATE, help="the day; left out: today")
    due.add_argument("--out", type=Path, metavar="CSV", help="write who they are to a file")
    run = action("run", "note who is due: who gets a piece, who is left alone, who waits")
    run.add_argument("--as-of", metavar=DATE, help="the day; never later than today")
    run.add_argument("--out", type=Path, metavar="DIR", help="write the lists into a folder")
    run.add_argument(
        "--service", default="", metavar="KEY", help="mail service of the e-mails; else a plain CSV"
    )
    _adding(action("add", "set a moment up; without --start it waits for `start`"))
    start = _numbered(action("start", "switch a moment on"))
    start.add_argument("--from", dest="first", metavar=DATE, help="its first day; else today")
    _numbered(action("pause", "switch a moment off"))
    look = _numbered(action("preview", "what would happen if a moment were switched on"))
    look.add_argument("--as-of", metavar=DATE, help="the day; left out: today")
    _numbered(action("history", "what went out day by day"))


def run_moments(services: Services, told: Namespace, progress: Progress) -> Json:
    """Do what was asked about moments."""
    return _ACTIONS[told.action](services, told, progress)


def _adding(one: ArgumentParser) -> None:
    kinds = ", ".join(KINDS)
    one.add_argument("kind", choices=[str(kind) for kind in KINDS], metavar="KIND", help=kinds)
    one.add_argument("--name", metavar="TEXT", help="what it is called")
    one.add_argument("--channel", choices=("email", "sms", "post", "till"))
    one.add_argument("--audience", metavar="ROWS", help="as customers?group=most_valuable")
    one.add_argument("--control", type=float, metavar="PERCENT", help="share left alone; 10")
    one.add_argument("--days", metavar="N,N", help="days of each piece of the series")
    one.add_argument(
        "--offer",
        action="append",
        metavar="OFFER",
        help=f"what each piece gives, in order: {OFFERS}",
    )
    one.add_argument("--cost", metavar="AMOUNT", help="what a piece costs, as 0.53")
    one.add_argument("--late", type=int, metavar="N", help="days a piece is still good; 7")
    one.add_argument("--rest", type=int, metavar="N", help="days between two occasions")
    one.add_argument("--priority", type=int, metavar="N", help="the higher goes first")
    one.add_argument("--on", action="append", metavar=DATE, help="day that early access is for")
    one.add_argument("--start", action="store_true", help="switch it on at once")
    one.add_argument("--from", dest="first", metavar=DATE, help="its first day, with --start")


def _numbered(one: ArgumentParser) -> ArgumentParser:
    one.add_argument("moment", type=int, metavar="NUMBER", help="as `triggers list` tells it")
    return one


def _list(services: Services, _told: Namespace, _progress: Progress) -> Json:
    return {"triggers": [_row(one) for one in services.campaigns.triggers.moments()]}


def _due(services: Services, told: Namespace, _progress: Progress) -> Json:
    as_of = day_typed(told.as_of)
    answer = _due_answer(services.campaigns.triggers.due(as_of))
    return {**answer, **_written(services, told)}


def _run(services: Services, told: Namespace, progress: Progress) -> Json:
    as_of, triggers = day_typed(told.as_of), services.campaigns.triggers
    if told.out is None:
        outcome = triggers.run(as_of)
        return {**_ran(outcome.value), "said": outcome.summary}
    made = triggers.make_lists(told.out, as_of, told.service, progress)
    files = [
        {
            "list": one.list.audience,
            "file": str(one.files[0]) if one.files else None,
            "files": [str(file) for file in one.files],
            "suppression_file": None if one.written is None else str(one.written.suppression_file),
            "included": one.people,
            "excluded": one.excluded,
            "why_not": one.why_not,
        }
        for one in made.value.lists
    ]
    return {**_ran(made.value.ran), "files": files, "said": made.summary}


def _written(services: Services, told: Namespace) -> Json:
    if told.out is None:
        return {}
    rows = services.campaigns.triggers.due_table(day_typed(told.as_of))
    write_csv(told.out, DUE_COLUMNS, rows)
    return {"file": str(told.out), "rows": len(rows)}


def _add(services: Services, told: Namespace, _progress: Progress) -> Json:
    triggers = services.campaigns.triggers
    made = next(one for one in triggers.ready_made() if one.kind == told.kind)
    row = triggers.add(_wish(made, told, services.shop.settings().digits)).value
    if told.start:
        row = triggers.start(row.id, day_typed(told.first)).value
    return _row(row)


def _wish(made: ReadyMade, told: Namespace, digits: int) -> MomentWish:
    held_back = 10.0 if told.control is None else told.control
    return MomentWish(
        name=told.name or made.title,
        moment=_moment(made.moment, told),
        channel=told.channel or made.channel,
        audience=told.audience or made.audience,
        held_back=round(held_back * _WHOLE / 100),
        offers=tuple(offer_typed(one, "", digits) for one in told.offer or ()),
        cost=None if told.cost is None else cost_typed(f"postage={told.cost}", digits).amount,
    )


def _moment(usual: Moment, told: Namespace) -> Moment:
    changed = {
        name: getattr(told, name)
        for name in ("late", "rest", "priority")
        if getattr(told, name) is not None
    }
    if told.days is not None:
        changed["steps"] = tuple(
            replace(usual.steps[min(place, len(usual.steps) - 1)], days=days)
            for place, days in enumerate(_whole(told.days))
        )
    if told.on:
        changed["on"] = tuple(day_number(_day(one)) for one in told.on)
    return replace(usual, **changed)


def _whole(text: str) -> list[int]:
    parts = [one.strip() for one in text.split(",")]
    if not all(one.isdecimal() for one in parts):
        raise UserError(say("{text} are no days.", text=text), say("Write them as 0,14."))
    return [int(one) for one in parts]


def _day(text: str) -> date:
    found = day_typed(text)
    assert found is not None
    return found


def _start(services: Services, told: Namespace, _progress: Progress) -> Json:
    return _row(services.campaigns.triggers.start(told.moment, day_typed(told.first)).value)


def _pause(services: Services, told: Namespace, _progress: Progress) -> Json:
    return _row(services.campaigns.triggers.pause(told.moment).value)


def _preview(services: Services, told: Namespace, _progress: Progress) -> Json:
    return _first_run(services.campaigns.triggers.preview(told.moment, day_typed(told.as_of)))


def _history(services: Services, told: Namespace, _progress: Progress) -> Json:
    rows = services.campaigns.triggers.history(told.moment)
    return {
        "rows": [
            {
                "day": day(one.day),
                "step": one.step,
                "about": one.about,
                "sent": one.sent,
                "control": one.control,
            }
            for one in rows
        ]
    }


def _row(row: MomentRow) -> Json:
    return {
        "id": row.id,
        "name": row.name,
        "kind": str(row.kind),
        "state": row.state,
        "channel": row.channel,
        "audience": row.audience,
        "control_share": row.held_back / _WHOLE,
        "starts": day(row.starts),
        "ends": day(row.ends),
        "steps": [
            {
                "step": place,
                "days": one.days,
                "about": one.about,
                "offer": "message" if offer is None else str(offer.kind),
                **_reached(row.kind, one.reached),
            }
            for place, (one, offer) in enumerate(zip(row.moment.steps, row.offers, strict=True), 1)
        ],
        "priority": row.moment.priority,
        "sent": row.sent,
        "control": row.control,
        "people": row.people,
    }


def _reached(kind: Kind, reached: str) -> Json:
    return {"reached": str(reached)} if kind in {Kind.BEEN_A_WHILE, Kind.WIN_BACK} else {}


def _due_answer(due: DueToday) -> Json:
    return {
        "as_of": day(due.as_of),
        "data_through": day(due.known),
        "stale": due.held_up,
        "quiet": due.quiet,
        "ready": due.ready,
        "triggers": [_moment_due(one) for one in due.moments],
        "lists": [_of_list(one) for one in due.lists],
    }


def _moment_due(one: MomentDue) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "kind": str(one.kind),
        "channel": one.channel,
        "ready": one.ready,
        "control": one.control,
        "waiting": dict(one.waiting),
        "steps": [
            {"step": step.step, "about": step.about, "ready": step.ready} for step in one.steps
        ],
    }


def _of_list(one: MomentList) -> Json:
    return {
        "id": one.campaign,
        "name": one.name,
        "kind": str(one.kind),
        "channel": one.channel,
        "day": day(one.day),
        "step": one.step,
        "about": one.about,
        "people": one.people,
        "list": one.audience,
    }


def _ran(ran: Ran) -> Json:
    return {
        "as_of": day(ran.as_of),
        "sent": ran.sent,
        "control": ran.control,
        "waiting": dict(ran.waiting),
        "lists": [_of_list(one) for one in ran.lists],
    }


def _first_run(found: FirstRun) -> Json:
    return {
        "as_of": day(found.as_of),
        "now": _moment_due(found.now),
        "before_start": found.before,
        "ahead": found.ahead,
        "ahead_days": found.days,
        "audience": found.belongs,
        "stale": found.held_up,
    }


_ACTIONS: MappingProxyType[str, _Run] = MappingProxyType(
    {
        "list": _list,
        "due": _due,
        "run": _run,
        "add": _add,
        "start": _start,
        "pause": _pause,
        "preview": _preview,
        "history": _history,
    }
)
