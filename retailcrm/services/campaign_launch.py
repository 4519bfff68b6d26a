"""Campaigns let loose: who takes part is frozen, lots are drawn, costs are entered."""

import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import numpy as np

from retailcrm.analytics.segments import SEGMENTS
from retailcrm.core.days import day_number
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.assignments import arm_numbers, assign, forget_launch, leave_out
from retailcrm.db.audit import note_event
from retailcrm.db.books import Reading, Unit
from retailcrm.db.campaigns import (
    Head,
    KeptCost,
    add_cost,
    costs_of,
    is_out,
    write_campaign,
)
from retailcrm.services.campaign_preview import Drawn, check_wish, stops
from retailcrm.services.campaign_reading import (
    PLANNED,
    CampaignReading,
    campaign_row,
    kept_campaign,
)
from retailcrm.services.campaign_rows import (
    CampaignRow,
    CampaignWish,
    CostLine,
    Kind,
    Preview,
    State,
)
from retailcrm.services.moments import Moment, moment_here

CHANGED = frozenset({Topic.CAMPAIGNS})


class CampaignLaunching(CampaignReading):
    """Launches campaigns, takes launches back, ends them, and enters costs."""

    def launch(self, campaign: int, *, actor: Actor = OWNER) -> Outcome[CampaignRow]:
        """Freeze the audience and draw who is left alone; asked again, it changes nothing.

        Raises:
            UserError: nobody can be written to, or the role forbids it; nothing has changed.
        """
        actor.need(Right.BACK_OFFICE)
        wish = self.wish(campaign)
        with self._books.read() as connection:
            before = kept_campaign(connection, campaign)
            need_state(before, State(before.state), Kind.ONCE)
            is_draft = before.state == State.DRAFT
        told = self.preview(wish, campaign) if is_draft else None
        with self._books.write(bulk=True) as unit:
            kept = kept_campaign(unit.connection, campaign)
            if kept.state != State.DRAFT or told is None:
                said = say("{name} was launched already.", name=kept.name)
                return Outcome(campaign_row(kept), CHANGED, said)
            now = moment_here(self._clock, unit.connection)
            drawn = self._previewer.drawn(unit.connection, wish, campaign, kept.salt, now.date)
            refused = stops(wish, drawn.draw.sizes(len(wish.arms)))
            if refused:
                raise UserError(refused)
            self._let_loose(unit, kept, wish, drawn, told, now, actor)
            row = campaign_row(kept_campaign(unit.connection, campaign))
        said = say(
            "{name} is launched: {people} to write to, {control} left alone.",
            name=row.name,
            people=f"{row.people:,}",
            control=f"{row.control:,}",
        )
        return Outcome(row, CHANGED, said)

    def take_back(self, campaign: int, *, actor: Actor = OWNER) -> Outcome[int]:
        """Make a launched campaign a draft again, while nothing of it has left the shop.

        Launched again for the same people, chance draws the same.

        Raises:
            UserError: a list of it was exported, it is no campaign that runs, or the role
                forbids it.
        """
        actor.need(Right.BACK_OFFICE)
        with self._books.write() as unit:
            kept = kept_campaign(unit.connection, campaign)
            need_state(kept, State.RUNNING, Kind.ONCE)
            if is_out(unit.connection, campaign):
                raise UserError(
                    say("A list of {name} has left the shop.", name=kept.name),
                    say("End the campaign instead; what it brought is counted all the same."),
                )
            now = moment_here(self._clock, unit.connection)
            planned = costs_of(unit.connection, campaign)
            forget_launch(unit.connection, campaign)
            for one in planned:
                _enter(unit.connection, campaign, _taken_back(one), now, actor)
            lines = [_line(one) for one in planned]
            write_campaign(
                unit.connection,
                campaign,
                state=State.DRAFT.value,
                sent=None,
                ends=None,
                promised=json.dumps({PLANNED: lines}),
            )
            note_campaign(unit, now, actor, "campaign.take_back", campaign)
        return Outcome(campaign, CHANGED, say("{name} is a draft again.", name=kept.name))

    def send(self, campaign: int, on: date, *, actor: Actor = OWNER) -> Outcome[CampaignRow]:
        """Say on which day a launched campaign goes out: its days are counted from there.

        Raises:
            UserError: it does not run, the day lies before the one on which it was judged who
                takes part, or the role forbids it.
        """
        actor.need(Right.BACK_OFFICE)
        with self._books.write() as unit:
            kept = kept_campaign(unit.connection, campaign)
            need_state(kept, State.RUNNING, Kind.ONCE)
            if day_number(on) < int(json.loads(kept.promised).get("since", day_number(on))):
                raise UserError(
                    say("Who takes part was judged after that day."),
                    say("Take the launch back, then launch it for that day."),
                )
            write_campaign(unit.connection, campaign, sent=day_number(on))
            now = moment_here(self._clock, unit.connection)
            note_campaign(unit, now, actor, "campaign.send", campaign, on=on.isoformat())
            row = campaign_row(kept_campaign(unit.connection, campaign))
        return Outcome(row, CHANGED, say("The day of sending is kept."))

    def end(
        self, campaign: int, on: date | None = None, *, actor: Actor = OWNER
    ) -> Outcome[CampaignRow]:
        """End a campaign; whom it left alone may be written to again. Asked again: no change.

        Raises:
            UserError: it is a draft, or the role forbids it.
        """
        actor.need(Right.BACK_OFFICE)
        with self._books.write() as unit:
            kept = kept_campaign(unit.connection, campaign)
            if kept.state == State.DRAFT:
                need_state(kept, State.RUNNING)
            now = moment_here(self._clock, unit.connection)
            if kept.state != State.ENDED:
                last = now.day if on is None else day_number(on)
                write_campaign(unit.connection, campaign, state=State.ENDED.value, ends=last)
                note_campaign(unit, now, actor, "campaign.end", campaign)
            row = campaign_row(kept_campaign(unit.connection, campaign))
        return Outcome(row, CHANGED, say("{name} is ended.", name=row.name))

    def cost(self, campaign: int, cost: CostLine, *, actor: Actor = OWNER) -> Outcome[int]:
        """Enter a cost that came later; an amount below zero takes one back.

        Raises:
            UserError: it is a draft, the kind is unknown, or the role forbids it.
        """
        actor.need(Right.BACK_OFFICE)
        with self._books.write() as unit:
            kept = kept_campaign(unit.connection, campaign)
            if kept.state == State.DRAFT:
                raise UserError(say("The costs of a draft are planned in the draft itself."))
            check_wish(CampaignWish(kept.name, kept.audience, costs=(replace(cost, amount=0),)))
            now = moment_here(self._clock, unit.connection)
            number = _enter(unit.connection, campaign, cost, now, actor)
        return Outcome(number, CHANGED, say("The cost is entered."))

    def _let_loose(
        self,
        unit: Unit,
        kept: Head,
        wish: CampaignWish,
        drawn: Drawn,
        told: Preview,
        now: Moment,
        actor: Actor,
    ) -> None:
        """Write down who fell where, who was left out, what it costs and what was promised."""
        connection, campaign = unit.connection, kept.id
        names = np.array([*(str(one) for one in SEGMENTS), ""])
        strata = dict(zip(drawn.draw.ids.tolist(), names[drawn.strata].tolist(), strict=True))
        numbers = arm_numbers(connection, campaign)
        people = {numbers[place]: drawn.draw.of(place) for place in range(len(wish.arms) + 1)}
        assign(connection, campaign, people, strata, now.day)
        leave_out(connection, campaign, drawn.sorted.out)
        for line in wish.costs:
            _enter(connection, campaign, line, now, actor)
        sizes = drawn.draw.sizes(len(wish.arms))
        # The books may have changed since the preview: these are the counts that hold.
        settled = {
            "people": int(drawn.sorted.people.size),
            "may": int(drawn.sorted.may.size),
            "treated": sum(sizes[1:]),
            "control": sizes[0],
            "left_out": sum(int(ids.size) for ids in drawn.sorted.out.values()),
        }
        sent = now.day if wish.sends is None else day_number(wish.sends)
        since = sent if drawn.as_of is None else day_number(drawn.as_of) + 1
        write_campaign(
            connection,
            campaign,
            state=State.RUNNING.value,
            held_back=drawn.held_back,
            starts=now.day,
            sent=sent,
            promised=json.dumps({**told.promise(), **settled, "since": since}),
        )
        note_campaign(unit, now, actor, "campaign.launch", campaign, people=sizes)


def need_state(kept: Head, state: State, kind: Kind | None = None) -> None:
    """Refuse what a campaign in another state cannot do.

    Raises:
        UserError: why, in one sentence.
    """
    if kind is not None and kept.kind != kind:
        raise UserError(say("{name} is not a campaign that is sent once.", name=kept.name))
    if kept.state == state:
        return
    if state is State.DRAFT:
        raise UserError(
            say("{name} was launched: who takes part is settled.", name=kept.name),
            say("Take the launch back, or write a new campaign."),
        )
    if kept.state == State.ENDED:
        raise UserError(say("{name} is ended.", name=kept.name))
    raise UserError(say("{name} is a draft: launch it first.", name=kept.name))


def _taken_back(one: KeptCost) -> CostLine:
    return CostLine(one.kind, -one.amount, one.per_piece, one.note)


def _line(one: KeptCost) -> dict[str, Any]:
    return asdict(CostLine(one.kind, one.amount, one.per_piece, one.note))


def _enter(connection: Reading, campaign: int, line: CostLine, now: Moment, actor: Actor) -> int:
    return add_cost(
        connection,
        campaign,
        kind=line.kind,
        per_piece=int(line.per_piece),
        amount=line.amount,
        note=line.note,
        at=now.at,
        actor=actor.name,
    )


def note_campaign(
    unit: Unit, now: Moment, actor: Actor, action: str, campaign: int, **detail: object
) -> None:
    """Note in the record of everything what was done to a campaign."""
    note_event(
        unit.connection,
        at=now.at,
        actor=actor.name,
        action=action,
        detail={"campaign": campaign, **detail},
    )
