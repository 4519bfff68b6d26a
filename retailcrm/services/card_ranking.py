"""Every card by what it brings, the best first, as rows of a table."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from retailcrm.core.money import decimal_text
from retailcrm.db.books import Books
from retailcrm.db.customer_pages import full_name, heads_of
from retailcrm.services.concentration import ConcentrationAnswers

RANKED_COLUMNS = (
    "rank", "customer", "card", "name", "net_sales", "share", "share_of_cards", "share_so_far",
)  # fmt: skip
_BLOCK = 2_000


def ranked_cards(
    books: Books, answers: ConcentrationAnswers, asked: tuple[date | None, int | None], digits: int
) -> Iterator[tuple[str, ...]]:
    """Give a row for each card, the best first."""
    found = answers.ranking(*asked)
    if found is None:
        return
    ids, spend, turnover = found
    running = np.cumsum(spend)
    for start in range(0, ids.size, _BLOCK):
        block = ids[start : start + _BLOCK].tolist()
        with books.read() as connection:
            heads = heads_of(connection, block)
        for place, one in enumerate(block, start):
            head = heads[one]
            yield (
                str(place + 1),
                str(one),
                head["card"],
                full_name(head),
                decimal_text(int(spend[place]), digits),
                f"{spend[place] / turnover:.6f}",
                f"{(place + 1) / ids.size:.6f}",
                f"{running[place] / turnover:.6f}",
            )
