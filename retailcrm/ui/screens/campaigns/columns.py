"""The columns of the list of campaigns."""

from collections.abc import Mapping
from datetime import date

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.campaign_rows import CampaignRow, Channel, Kind, State
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.campaigns.running import state_words

CHANNELS = {
    Channel.EMAIL: "E-mail",
    Channel.SMS: "Text message",
    Channel.POST: "Letter or card",
    Channel.TILL: "At the till",
}


def campaign_columns(
    figures: Figures, today: date, verdicts: Mapping[int, str]
) -> tuple[Column[CampaignRow], ...]:
    """Give the columns: what it is, how far, how many, and what it brought."""
    return (
        Column("name", say("Campaign"), lambda row: row.name, width=208, is_strong=True),
        Column(
            "state",
            say("Where it stands"),
            lambda row: state_words(row, figures, today),
            width=172,
            tone=lambda row: "muted" if row.state is State.ENDED else "",
        ),
        Column(
            "channel",
            say("By"),
            lambda row: "" if row.kind is Kind.STANDING else say(CHANNELS[row.channel]),
            width=110,
        ),
        Column(
            "people",
            say("Written to"),
            lambda row: figures.count(row.people) if row.state is not State.DRAFT else "",
            is_number=True,
            width=84,
        ),
        Column(
            "control",
            say("Left alone"),
            lambda row: figures.count(row.control) if row.state is not State.DRAFT else "",
            is_number=True,
            width=84,
        ),
        Column(
            "verdict",
            say("What it brought"),
            lambda row: verdicts.get(row.id, ""),
            whole=lambda row: verdicts.get(row.id, ""),
        ),
    )
