"""Tying together what a till wrote apart: returns to their sales, bare ids to their names."""

from collections.abc import Mapping

from sqlalchemy import Connection, text

from retailcrm.db.bulk import blocks, bound, values_clause
from retailcrm.db.measures import Sums
from retailcrm.db.receipt_frames import take

# The returns come first, few as they are, and each looks its sale up by the link.
_PAIRS = (
    "SELECT back.id, back.customer_id, MIN(sale.id) FROM "
    "(SELECT id, customer_id, link, link_sum, family_id FROM receipt WHERE kind = 1 "
    "AND original_id IS NULL AND link_sum IS NOT NULL AND family_id = :family) AS back "
    "{first} JOIN receipt AS sale ON sale.link_sum = back.link_sum AND sale.link = back.link "
    "AND sale.family_id = back.family_id AND sale.part = 0 AND sale.kind <> 1 "
    "GROUP BY back.id, back.customer_id"
)


def link_returns(connection: Connection, family: int, sums: Sums, touched: set[int]) -> None:
    """Tie returns to the sale with the same link; one without a customer inherits his."""
    first = "CROSS" if connection.dialect.name == "sqlite" else ""
    pairs = connection.execute(text(_PAIRS.format(first=first)), {"family": family}).all()
    if not pairs:
        return
    orphans = [back for back, customer, _ in pairs if customer is None]
    take(connection, sums, orphans, -1)
    connection.execute(
        text("UPDATE receipt SET original_id = :sale WHERE id = :back"),
        [{"back": back, "sale": sale} for back, _, sale in pairs],
    )
    if orphans:
        connection.execute(
            text(
                "UPDATE receipt SET "
                "customer_id = (SELECT s.customer_id FROM receipt s WHERE s.id = :sale), "
                "identity_id = (SELECT s.identity_id FROM receipt s WHERE s.id = :sale) "
                "WHERE id = :back"
            ),
            [{"back": back, "sale": sale} for back, customer, sale in pairs if customer is None],
        )
    touched |= take(connection, sums, orphans, 1)
    # Who is named on a return loses it to the sale it belongs to.
    touched.update(customer for _, customer, _ in pairs if customer is not None)


def name_unnamed(
    connection: Connection, claimed: Mapping[int, int], sums: Sums, touched: set[int]
) -> int:
    """Give the receipts of bare till ids to the customers they turned out to be.

    Args:
        connection: inside the import's transaction.
        claimed: identity to customer.
        sums: where the moved measures go.
        touched: customers whose days changed are added here.

    Returns:
        How many receipts found their customer.
    """
    if not claimed:
        return 0
    connection.execute(
        text(
            # The id is known by whoever knows the customer, should its receipts be taken back.
            "UPDATE identity SET customer_id = :customer, batch_id = "
            "(SELECT batch_id FROM customer WHERE customer.id = :customer) WHERE id = :identity"
        ),
        [{"identity": one, "customer": customer} for one, customer in claimed.items()],
    )
    statement = text(
        f"SELECT receipt.id FROM {values_clause(connection, 'bigint')} JOIN receipt "
        "ON identity_id = wanted.value AND customer_id IS NULL"
    )
    ids: list[int] = []
    for block in blocks(list(claimed), 20_000):
        ids.extend(connection.scalars(statement, {"wanted": bound(connection, list(block))}))
    reassign(connection, ids, sums, touched)
    return len(ids)


def reassign(connection: Connection, ids: list[int], sums: Sums, touched: set[int]) -> None:
    """Give receipts the customer that their identity now has (or has no more)."""
    touched |= take(connection, sums, ids, -1)
    statement = text(
        "UPDATE receipt SET customer_id = "
        "(SELECT identity.customer_id FROM identity WHERE identity.id = receipt.identity_id) "
        "WHERE id = :id"
    )
    if ids:
        connection.execute(statement, [{"id": one} for one in ids])
    touched |= take(connection, sums, ids, 1)
