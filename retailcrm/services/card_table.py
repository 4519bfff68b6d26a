"""Rows of the list of cards."""

from collections.abc import Mapping
from typing import Any

from retailcrm.core.days import day_of
from retailcrm.db.cards import KnownCard
from retailcrm.db.customer_pages import full_name
from retailcrm.services.card_rows import STATES, CardRow


def card_row(told: Mapping[Any, Any]) -> CardRow:
    """Put one row together."""
    held = told["customer_id"]
    return CardRow(
        number=told["number"],
        state=STATES[told["state"]],
        customer_id=held,
        name="" if held is None or told["first_name"] is None else full_name(told),
        replaced_by=told["replaced_by"] or "",
        issued=None if told["issued"] is None else day_of(told["issued"]),
    )


def own_card_row(card: KnownCard) -> CardRow:
    """Put one number of a member together; the list of cards says when it was given out."""
    return CardRow(
        number=card.number,
        state=STATES[card.state],
        customer_id=card.customer,
        name="",
        replaced_by=card.replaced_by,
        issued=None,
    )
