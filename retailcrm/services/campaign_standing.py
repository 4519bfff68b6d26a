"""A control group of the year: people to whom nothing is sent, so that all of it can be judged."""

import json
from datetime import date

import numpy as np

from retailcrm.analytics.segments import SEGMENTS
from retailcrm.campaigns.assignment import draw
from retailcrm.campaigns.shares import WHOLE
from retailcrm.core.days import day_number
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.assignments import arm_numbers, assign
from retailcrm.db.books import Unit
from retailcrm.db.campaigns import add_campaign, heads, write_arms
from retailcrm.services.audiences import everyone
from retailcrm.services.campaign_launch import CHANGED, CampaignLaunching, note_campaign
from retailcrm.services.campaign_reading import campaign_row, kept_campaign
from retailcrm.services.campaign_rows import CONTROL, CampaignRow, Channel, Kind, State
from retailcrm.services.moments import Moment, moment_here

USUAL_SHARE = 500
MOST_SHARE = 2_000


class StandingControls(CampaignLaunching):
    """Draws who is left alone for the rest of a year."""

    def standing(self) -> CampaignRow | None:
        """Give the control group that is in force; None without one."""
        with self._books.read() as connection:
            today = moment_here(self._clock, connection).day
            found = [
                one
                for one in heads(connection)
                if one.kind == Kind.STANDING
                and one.state == State.RUNNING
                and (one.ends is None or one.ends >= today)
            ]
        return campaign_row(found[0]) if found else None

    def leave_alone(
        self, share: int = USUAL_SHARE, *, actor: Actor = OWNER
    ) -> Outcome[CampaignRow]:
        """Leave some customers alone until the end of the year; asked again, it changes nothing.

        Only those left alone are written down, and the highest number of a customer on that
        day: everyone else up to it who had come by then is who they are compared with.

        Args:
            share: of all customers, in ten-thousandths.
            actor: who wants it.

        Raises:
            UserError: the share is none or too large, or there is nobody; or the role forbids it.
        """
        actor.need(Right.BACK_OFFICE)
        if not 0 < share <= MOST_SHARE:
            raise UserError(
                say("Leave more than nobody alone, and {most} % of all at most.", most=20)
            )
        with self._books.write(bulk=True) as unit:
            now = moment_here(self._clock, unit.connection)
            year = now.date.year
            for held in heads(unit.connection):
                if held.kind == Kind.STANDING and held.salt == str(year):
                    said = say("The control group of {year} is drawn already.", year=year)
                    return Outcome(campaign_row(held), CHANGED, said)
            row = self._drawn(unit, share, now, actor)
        said = say(
            "{count} customers are left alone until the end of {year}.",
            count=f"{row.control:,}",
            year=year,
        )
        return Outcome(row, CHANGED, said)

    def _drawn(self, unit: Unit, share: int, now: Moment, actor: Actor) -> CampaignRow:
        """Draw and write down who is left alone."""
        year = now.date.year
        people = self._audiences.people(everyone())
        if not people.size:
            raise UserError(say("There are no customers yet."))
        strata = self._previewer.strata(people)
        alone = draw(str(year), people, strata, held_back=share, arms=1).of(CONTROL)
        last = day_number(date(year, 12, 31))
        promised = {
            "people": int(people.size),
            "share": share / WHOLE,
            "treated": 0,
            "control": int(alone.size),
            "known": int(people.max()),
        }
        number = add_campaign(
            unit.connection,
            name=say("Left alone in {year}", year=year),
            kind=Kind.STANDING.value,
            state=State.RUNNING.value,
            channel=Channel.EMAIL.value,
            audience=everyone(),
            salt=str(year),
            held_back=share,
            days=last - now.day + 1,
            starts=now.day,
            sent=None,
            ends=last,
            promised=json.dumps(promised),
            at=now.at,
            actor=actor.name,
        )
        write_arms(unit.connection, number, [(say("Left alone"), "")])
        names = np.array([*(str(one) for one in SEGMENTS), ""])
        told = names[strata[np.searchsorted(people, alone)]].tolist()
        arm = arm_numbers(unit.connection, number)[CONTROL]
        named = dict(zip(alone.tolist(), told, strict=True))
        assign(unit.connection, number, {arm: alone}, named, now.day)
        note_campaign(unit, now, actor, "campaign.standing", number, people=int(alone.size))
        return campaign_row(kept_campaign(unit.connection, number))
