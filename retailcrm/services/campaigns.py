"""Campaigns, from the first draft to their end."""

import json
from dataclasses import asdict
from typing import Any

from retailcrm.core.days import day_number
from retailcrm.core.outcome import Outcome
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.books import Reading
from retailcrm.db.campaigns import add_campaign, remove_draft, write_arms, write_campaign
from retailcrm.services.campaign_launch import CHANGED, need_state
from retailcrm.services.campaign_preview import check_wish, days_of
from retailcrm.services.campaign_reading import PLANNED, USUAL, kept_campaign
from retailcrm.services.campaign_rows import CampaignWish, Kind, State
from retailcrm.services.campaign_standing import StandingControls
from retailcrm.services.moments import moment_here


class CampaignService(StandingControls):
    """Writes campaigns down, says what they would do, and lets them loose."""

    def create(self, wish: CampaignWish, *, actor: Actor = OWNER) -> Outcome[int]:
        """Write a draft down.

        Raises:
            UserError: it makes no sense, in one sentence, or the role forbids it.
        """
        actor.need(Right.BACK_OFFICE)
        self._check(wish)
        with self._books.write() as unit:
            now = moment_here(self._clock, unit.connection)
            kept = _draft(wish) | {"kind": Kind.ONCE.value, "state": State.DRAFT.value, "salt": ""}
            number = add_campaign(unit.connection, **kept, at=now.at, actor=actor.name)
            # The number is what chance draws from: no second draft can be tried for better luck.
            write_campaign(unit.connection, number, salt=f"campaign-{number}")
            _write_arms(unit.connection, number, wish)
        said = say("The draft {name} is kept.", name=wish.name)
        return Outcome(number, CHANGED, said)

    def change(self, campaign: int, wish: CampaignWish, *, actor: Actor = OWNER) -> Outcome[int]:
        """Change a draft.

        Raises:
            UserError: it was launched, makes no sense, or the role forbids it.
        """
        actor.need(Right.BACK_OFFICE)
        self._check(wish)
        with self._books.write() as unit:
            need_state(kept_campaign(unit.connection, campaign), State.DRAFT, Kind.ONCE)
            write_campaign(unit.connection, campaign, **_draft(wish))
            _write_arms(unit.connection, campaign, wish)
        return Outcome(campaign, CHANGED, say("The draft {name} is kept.", name=wish.name))

    def remove(self, campaign: int, *, actor: Actor = OWNER) -> Outcome[int]:
        """Throw a draft away.

        Raises:
            UserError: it was launched, or the role forbids it.
        """
        actor.need(Right.BACK_OFFICE)
        with self._books.write() as unit:
            kept = kept_campaign(unit.connection, campaign)
            need_state(kept, State.DRAFT, Kind.ONCE)
            if kept.starts is not None:
                # Its launch was taken back; what was entered of it stays in the books.
                write_campaign(unit.connection, campaign, state=State.ENDED.value)
            else:
                remove_draft(unit.connection, campaign)
        return Outcome(campaign, CHANGED, say("The draft {name} is gone.", name=kept.name))

    def _check(self, wish: CampaignWish) -> None:
        check_wish(wish)
        self._audiences.title(wish.audience)


def _draft(wish: CampaignWish) -> dict[str, Any]:
    return {
        "name": wish.name.strip(),
        "channel": wish.channel.value,
        "audience": wish.audience,
        "held_back": USUAL if wish.held_back is None else wish.held_back,
        "days": days_of(wish),
        "sent": None if wish.sends is None else day_number(wish.sends),
        "series": wish.series.strip(),
        "note": wish.note,
        "wording": wish.wording,
        "promised": json.dumps({PLANNED: [asdict(one) for one in wish.costs]}),
    }


def _write_arms(connection: Reading, campaign: int, wish: CampaignWish) -> None:
    arms = [(say("Left alone"), "")]
    arms.extend((one.name.strip(), one.offer.json()) for one in wish.arms)
    write_arms(connection, campaign, arms)
