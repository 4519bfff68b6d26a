"""Cards handed over the counter, inside a unit of the books."""

from random import Random

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.db.books import Unit
from retailcrm.db.cards import (
    KnownCard,
    State,
    cards_of,
    hand_out,
    known_cards,
    retire,
    taken_numbers,
)
from retailcrm.db.customer_pages import names_of
from retailcrm.db.hand import ByHand, held_of
from retailcrm.services.card_range import new_numbers
from retailcrm.services.moments import Moment
from retailcrm.services.told import card_told


class Handing:
    """One unit's hand on cards.

    Args:
        unit: keeps or abandons everything.
        hand: what is told of customers in the same unit.
        now: the moment.
        random: where new numbers come from.
    """

    def __init__(self, unit: Unit, hand: ByHand, now: Moment, random: Random) -> None:
        self._connection = unit.connection
        self._hand = hand
        self._now = now
        self._random = random

    def fresh(self) -> str:
        """Make a number that nobody has."""
        return new_numbers(self._connection, 1, self._random)[0]

    def free(self, text: str, customer: int | None) -> str:
        """Give the number of a card that this customer may have.

        Raises:
            UserError: it is no card, somebody else's, replaced or blocked.
        """
        number = card_told(text, self._connection)
        card = known_cards(self._connection, [number]).get(number)
        if card is None:
            if taken_numbers(self._connection, [number]):
                raise UserError(
                    say("{number} is the code of a product, not of a card.", number=number),
                    say("Scan the member's card."),
                )
            return number
        if card.state is State.STOCK or (
            card.state is State.IN_USE and customer is not None and card.customer == customer
        ):
            return number
        raise self._refused(card)

    def admit(self, customer: int) -> None:
        """Note since when a customer is a member; whoever has a card has been one all along."""
        held = held_of(self._connection, customer)
        if held["joined"] is None and not held["card"]:
            self._hand.tell(customer, {"joined": self._now.day})

    def give(self, customer: int, number: str) -> None:
        """Hand a card to a customer; it is his number from now on."""
        hand_out(self._connection, number, customer, self._now.day, self._now.at)
        self._hand.tell(customer, {"card": number})

    def card_in_use(self, customer: int) -> KnownCard | None:
        """Give the card that a customer uses now."""
        number = str(held_of(self._connection, customer)["card"])
        held = {card.number: card for card in cards_of(self._connection, customer)}
        card = held.get(number)
        if card is not None and card.state is State.IN_USE:
            return card
        return next((one for one in held.values() if one.state is State.IN_USE), card)

    def replace(self, old: KnownCard, new: str) -> None:
        """Put a new card in the place of an old one, which stays known."""
        assert old.customer is not None
        self.give(old.customer, new)
        retire(self._connection, old, State.REPLACED, new, self._now.at)

    def _refused(self, card: KnownCard) -> UserError:
        number = card.number
        if card.state is State.BLOCKED:
            return UserError(
                say("The card {number} is blocked.", number=number), say("Take another card.")
            )
        if card.state is State.REPLACED:
            return UserError(
                say("The card {number} was replaced by {new}.", number=number,
                    new=card.replaced_by),
                say("Take another card."),
            )  # fmt: skip
        assert card.customer is not None
        name, _ = names_of(self._connection, [card.customer])[card.customer]
        return UserError(
            say("The card {number} is {name}'s.", number=number, name=name),
            say("Take another card, or open {name}.", name=name),
        )
