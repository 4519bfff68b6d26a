"""What moments, what is due of them and what went out look like as rows and sentences."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from retailcrm.campaigns.moments.choosing import CONTROL, SENT, Chosen, Wait
from retailcrm.campaigns.moments.falling_due import ahead, left_in_peace
from retailcrm.campaigns.moments.moment import Moment
from retailcrm.campaigns.moments.people import People
from retailcrm.campaigns.moments.settings_text import moment_from
from retailcrm.campaigns.offers import read_offer
from retailcrm.core.days import day_of
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.db.moments import GivenList, MomentHead, MomentSums
from retailcrm.services.mailable import reason_title
from retailcrm.services.moment_deciding import Fallen
from retailcrm.services.moment_rows import (
    Counts,
    FirstRun,
    GivenRow,
    Made,
    MomentDue,
    MomentList,
    MomentRow,
    Ran,
    StepDue,
)

FOUND = "campaigns.moment"
READY, WAITING, BEFORE, AHEAD, GIVEN = "ready", "waiting", "before", "ahead", "given"
MONTH_AHEAD = 30
_WAITS = {
    str(Wait.CAPPED): "Had enough of this channel lately",
    str(Wait.ANOTHER): "Gets something more important today",
    str(Wait.RESTING): "Heard of the same not long ago",
    str(Wait.STALE): "The sales are too old to act on",
    str(Wait.QUIET): "A quiet day",
}


def waiting_title(reason: str) -> str:
    """Say in the shop's words why somebody gets nothing today."""
    return say(_WAITS[reason]) if reason in _WAITS else reason_title(reason)


def rows_of(number: int, what: str, day: date | None = None, **more: str) -> RowsRef:
    """Name the people of a moment: who is ready, left alone, waiting, past, to come, written to."""
    told = None if day is None else day.isoformat()
    return rows("customers", finding=FOUND, moment=str(number), what=what, day=told, **more)


def moment_row(head: MomentHead, sums: MomentSums | None, title: str) -> MomentRow:
    """Make the row of a moment as kept."""
    moment = moment_from(head.moment)
    sums = sums or MomentSums(0, 0, 0)
    offers = [read_offer(one) if one else None for one in head.offers[1:]]
    return MomentRow(
        id=head.id,
        name=head.name,
        kind=moment.kind,
        state=head.state,
        channel=head.channel,
        audience=head.audience,
        audience_title=title,
        held_back=head.held_back,
        days=head.days,
        starts=_day(head.starts),
        ends=_day(head.ends),
        moment=moment,
        offers=tuple(offers[: len(moment.steps)]),
        sent=sums.sent,
        control=sums.control,
        people=sums.people,
        cost=head.cost,
        rows=rows_of(head.id, GIVEN),
        control_rows=rows_of(head.id, CONTROL),
    )


def due_row(head: MomentHead, chosen: Chosen, day: int) -> MomentDue:
    """Say what is due of a moment on a day."""
    on, moment = day_of(day), chosen.trigger.moment
    ready = chosen.which(SENT)
    return MomentDue(
        id=head.id,
        name=head.name,
        kind=moment.kind,
        channel=head.channel,
        ready=int(ready.sum()),
        control=int(chosen.which(CONTROL).sum()),
        waiting=waiting(chosen),
        steps=tuple(
            StepDue(
                step=place + 1,
                about=about_of(moment, place),
                ready=int((ready & (chosen.step == place)).sum()),
                rows=rows_of(head.id, READY, on, step=str(place + 1)),
            )
            for place in range(len(moment.steps))
        ),
        rows=rows_of(head.id, READY, on),
        control_rows=rows_of(head.id, CONTROL, on),
        waiting_rows=rows_of(head.id, WAITING, on),
    )


def about_of(moment: Moment, place: int) -> str:
    """Say what a piece is about, or which of the series it is."""
    told = moment.steps[place].about if place < len(moment.steps) else ""
    return told or say("Piece {n}", n=place + 1)


def waiting(chosen: Chosen) -> Counts:
    """Count by reason who gets nothing today, the most first."""
    return together((chosen,))


def together(chosen: Sequence[Chosen]) -> Counts:
    """Count by reason who gets nothing of several moments, the most first."""
    fates = [one.fate for one in chosen]
    names, many = np.unique(np.concatenate(fates).astype(str) if fates else [], return_counts=True)
    found = {
        str(name): int(count)
        for name, count in zip(names.tolist(), many.tolist(), strict=True)
        if name not in {SENT, CONTROL}
    }
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def lists_of(heads: Sequence[MomentHead], given: Sequence[GivenList]) -> tuple[MomentList, ...]:
    """Name lists: one for each moment, day and step that reached somebody."""
    by_id = {one.id: one for one in heads}
    return tuple(_list(by_id[one.campaign], one) for one in given)


def _list(head: MomentHead, given: GivenList) -> MomentList:
    moment = moment_from(head.moment)
    return MomentList(
        campaign=head.id,
        name=head.name,
        kind=moment.kind,
        channel=head.channel,
        day=day_of(given.day),
        step=given.place,
        about=about_of(moment, given.place - 1),
        people=given.people,
        audience=given.audience,
        rows=rows_of(head.id, GIVEN, day_of(given.day), step=str(given.place)),
        file=given.file,
    )


def given_row(head: MomentHead, day: int, step: int, people: int, alone: int) -> GivenRow:
    """Say what went out of a step on a day."""
    return GivenRow(
        day=day_of(day),
        step=step + 1,
        about=about_of(moment_from(head.moment), step),
        sent=people - alone,
        control=alone,
        rows=rows_of(head.id, GIVEN, day_of(day), step=str(step + 1)),
    )


def first_run(
    head: MomentHead, told: Fallen, chosen: Chosen, people: People, held_up: str
) -> FirstRun:
    """Say what switching a moment on would do."""
    day = day_of(people.as_of)
    before = left_in_peace(told.trigger, told.events, people)
    coming = ahead(told.trigger, told.events, people, MONTH_AHEAD)
    return FirstRun(
        as_of=day,
        now=due_row(head, chosen, people.as_of),
        before=_persons(before.at),
        before_rows=rows_of(head.id, BEFORE, day),
        ahead=_persons(coming.at),
        ahead_rows=rows_of(head.id, AHEAD, day),
        days=MONTH_AHEAD,
        belongs=told.belongs,
        held_up=held_up,
    )


def ran_words(ran: Ran) -> str:
    """Say in one sentence what a day brought."""
    if not ran.sent and not ran.control:
        return say("Nothing new is due.")
    return say(
        "{sent} people are on the lists, {control} are left alone to compare with.",
        sent=ran.sent,
        control=ran.control,
    )


def made_words(made: Made) -> str:
    """Say in one sentence what became of a day's lists."""
    files = [file for one in made.lists for file in one.files]
    if not made.lists:
        return say("Nothing is due.")
    if not files:
        return say("No list could be written: {why}", why=made.lists[0].why_not)
    said = say("{people} people are in {n} files.", people=made.people, n=len(files))
    if len(files) == 1:
        said = say("{people} people are in one file.", people=made.people)
    if made.ran.control:
        said += " " + say("{n} are left alone to compare with.", n=made.ran.control)
    return said


def _persons(at: np.ndarray[tuple[int], np.dtype[np.int64]]) -> int:
    return int(np.unique(at).size)


def _day(number: int | None) -> date | None:
    return None if number is None else day_of(number)
