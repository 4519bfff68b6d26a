"""Cards as they are printed: the number, and whose it is."""

from collections.abc import Sequence

from retailcrm.cards.design import Card
from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.db.books import Reading
from retailcrm.db.bulk import blocks
from retailcrm.db.cards import KnownCard, State, known_cards, listed
from retailcrm.db.customer_pages import heads_of
from retailcrm.services.member_scan import scanned

MOST_PRINTED = 100_000


def cards_to_print(connection: Reading, told: Sequence[str]) -> tuple[Card, ...]:
    """Give the cards named, in that order; without any, the whole stock.

    Raises:
        UserError: a number is no card of this shop, or there is nothing in stock.
    """
    if not told:
        return _stock(connection)
    known: dict[str, KnownCard] = {}
    for block in blocks(told):
        known |= known_cards(connection, block)
    cards = [known.get(one) or _found(connection, one) for one in told]
    names = _names(connection, cards)
    return tuple(Card(card.number, names.get(card.customer or 0, "")) for card in cards)


def _stock(connection: Reading) -> tuple[Card, ...]:
    rows = listed(connection, state=State.STOCK, after="", limit=MOST_PRINTED)
    if not rows:
        raise UserError(
            say("There are no cards in stock."), say("Issue some, or name the cards to print.")
        )
    return tuple(Card(row["number"]) for row in rows)


def _found(connection: Reading, text: str) -> KnownCard:
    """Find a card typed in another way than it is kept."""
    found = scanned(connection, text)
    known = known_cards(connection, [found.number]).get(found.number)
    if known is None:
        raise UserError(found.sentence, found.hint)
    return known


def _names(connection: Reading, cards: Sequence[KnownCard]) -> dict[int, str]:
    held = sorted({card.customer for card in cards if card.customer is not None})
    names: dict[int, str] = {}
    for block in blocks(held):
        for one, head in heads_of(connection, block).items():
            names[one] = f"{head['first_name']} {head['last_name']}".strip()
    return names
