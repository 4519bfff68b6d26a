"""Who is due, as a table that can be taken out: one row a person and moment."""

from collections.abc import Sequence

from retailcrm.campaigns.moments.choosing import CONTROL, SENT, Chosen
from retailcrm.core.days import day_of
from retailcrm.core.words import say
from retailcrm.db.books import Reading
from retailcrm.db.customer_pages import heads_of
from retailcrm.db.moments import MomentHead
from retailcrm.services.moment_words import about_of, waiting_title

DUE_COLUMNS = (
    "moment", "name", "channel", "step", "about", "fell_due", "customer", "card", "first_name",
    "last_name", "fate", "reason",
)  # fmt: skip
_FATES = {SENT: "ready", CONTROL: "control"}
WAITS = "waiting"


def due_table(
    connection: Reading, heads: Sequence[MomentHead], chosen: Sequence[Chosen]
) -> list[list[object]]:
    """List everyone who is due, whatever becomes of them today."""
    people = sorted({who for one in chosen for who in one.customer.tolist()})
    named = heads_of(connection, people)
    found: list[list[object]] = []
    for head, one in zip(heads, chosen, strict=True):
        columns = (one.customer, one.step, one.due, one.fate)
        for who, step, due, fate in zip(*(each.tolist() for each in columns), strict=True):
            person = named[who]
            found.append(
                [
                    head.id, head.name, head.channel, step + 1,
                    about_of(one.trigger.moment, step), day_of(due).isoformat(), who,
                    person["card"], person["first_name"], person["last_name"],
                    _FATES.get(fate, WAITS), _reason(fate),
                ]
            )  # fmt: skip
    return found


def _reason(fate: str) -> str:
    if fate == CONTROL:
        return say("Left alone to compare with")
    return "" if fate == SENT else waiting_title(fate)
