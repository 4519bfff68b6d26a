"""Card numbers: stock, cards in use, replaced and blocked ones, and who holds each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum

from sqlalchemy import Connection, RowMapping, insert, text

from retailcrm.db.bulk import blocks, bound, values_clause
from retailcrm.db.erased_cards import erased_cards
from retailcrm.models.members import Card


class State(IntEnum):
    """What a number is good for."""

    STOCK = 0
    IN_USE = 1
    REPLACED = 2
    BLOCKED = 3


@dataclass(frozen=True, slots=True)
class KnownCard:
    """A number that the books know.

    Attributes:
        number: as printed.
        customer: whoever holds or held it; None for stock.
        state: what it is good for; a card that only tills told of is in use.
        replaced_by: the number that came in its place.
    """

    number: str
    customer: int | None
    state: State
    replaced_by: str


_CARDS = (
    "SELECT number, customer_id, state, replaced_by FROM {wanted} "
    "JOIN card ON card.number = wanted.value"
)
_TOLD = (
    "SELECT identity.value, customer_id FROM {wanted} JOIN identity "
    "ON identity.kind = 0 AND identity.value = wanted.value AND identity.family_id = 0 "
    "WHERE customer_id IS NOT NULL"
)
_CODES = "SELECT sku FROM {wanted} JOIN product ON product.sku = wanted.value"
_HAND_OUT = text(
    "INSERT INTO card (number, customer_id, state, issued, made_at) "
    "VALUES (:number, :customer, 1, :day, :at) ON CONFLICT (number) DO UPDATE SET "
    "customer_id = excluded.customer_id, state = 1, issued = excluded.issued, replaced_by = NULL"
)
_RETIRE = text(
    "INSERT INTO card (number, customer_id, state, replaced_by, made_at) "
    "VALUES (:number, :customer, :state, :new, :at) ON CONFLICT (number) DO UPDATE SET "
    "customer_id = excluded.customer_id, state = excluded.state, "
    "replaced_by = excluded.replaced_by"
)


def known_cards(connection: Connection, numbers: Sequence[str]) -> dict[str, KnownCard]:
    """Give those of the numbers that the shop or its tills know."""
    values = {"wanted": bound(connection, list(numbers))}
    clause = values_clause(connection, "text")
    found = {
        number: KnownCard(number, customer, State.IN_USE, "")
        for number, customer in connection.execute(text(_TOLD.format(wanted=clause)), values)
    }
    for number, customer, state, new in connection.execute(
        text(_CARDS.format(wanted=clause)), values
    ):
        held = customer if customer is not None else _holder(found, number)
        found[number] = KnownCard(number, held, State(state), new or "")
    missing = [one for one in numbers if one not in found]
    for number in erased_cards(connection, missing):
        # It was somebody's whom the books have forgotten: nobody gets it again.
        found[number] = KnownCard(number, None, State.BLOCKED, "")
    return found


def taken_numbers(connection: Connection, numbers: Collection[str]) -> frozenset[str]:
    """Give those of the numbers that are somebody's card, in stock, or a product's code."""
    taken: set[str] = set()
    clause = values_clause(connection, "text")
    for block in blocks(sorted(numbers)):
        values = {"wanted": bound(connection, list(block))}
        taken |= known_cards(connection, block).keys()
        taken |= set(connection.scalars(text(_CODES.format(wanted=clause)), values))
    return frozenset(taken)


def product_codes(connection: Connection) -> tuple[str, ...]:
    """List every product code the tills told of."""
    return tuple(connection.scalars(text("SELECT DISTINCT sku FROM product WHERE sku <> ''")))


def add_stock(connection: Connection, numbers: Sequence[str], at: int) -> None:
    """Put new numbers in stock."""
    if numbers:
        connection.execute(
            insert(Card),
            [{"number": one, "state": int(State.STOCK), "made_at": at} for one in numbers],
        )


def hand_out(connection: Connection, number: str, customer: int, day: int, at: int) -> None:
    """Note that a customer has the card from now on."""
    connection.execute(_HAND_OUT, {"number": number, "customer": customer, "day": day, "at": at})


def retire(connection: Connection, card: KnownCard, state: State, new: str, at: int) -> None:
    """Note that a card is replaced or blocked; its number stays known."""
    connection.execute(
        _RETIRE,
        {
            "number": card.number,
            "customer": card.customer,
            "state": int(state),
            "new": new or None,
            "at": at,
        },
    )


def cards_of(connection: Connection, customer: int) -> tuple[KnownCard, ...]:
    """List every number of a customer, those that only tills told of included."""
    numbers = connection.scalars(
        text(
            "SELECT number FROM card WHERE customer_id = :id UNION "
            "SELECT value FROM identity WHERE customer_id = :id AND kind = 0 ORDER BY 1"
        ),
        {"id": customer},
    ).all()
    known = known_cards(connection, numbers)
    return tuple(known[number] for number in numbers)


def listed(
    connection: Connection, *, state: State | None, after: str, limit: int
) -> Sequence[RowMapping]:
    """List cards by number, with whoever holds them."""
    where = "" if state is None else "AND state = :state "
    values = {} if state is None else {"state": int(state)}
    return (
        connection.execute(
            text(
                "SELECT number, customer_id, state, replaced_by, issued, first_name, last_name, "
                "company, email, phone, card.number AS card FROM card "
                "LEFT JOIN customer ON customer.id = customer_id "
                f"WHERE number > :after {where}ORDER BY number LIMIT :limit"
            ),
            {"after": after, "limit": limit, **values},
        )
        .mappings()
        .all()
    )


def counted(connection: Connection) -> dict[State, int]:
    """Count the cards by state."""
    found = connection.execute(text("SELECT state, COUNT(*) FROM card GROUP BY state"))
    return {State(state): int(count) for state, count in found}


def _holder(found: dict[str, KnownCard], number: str) -> int | None:
    return found[number].customer if number in found else None
