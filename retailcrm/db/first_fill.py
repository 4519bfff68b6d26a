"""The first large file into empty books: rows first, their indexes once at the end.

Keeping six indexes up row by row costs more than the rows themselves. Without them nothing
can be looked up, so this way is for books without a single receipt; should the file tell
one receipt in two places far apart, making the unique index refuses, and the file is read
again the careful way.
"""

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from retailcrm.db.bulk import table_of
from retailcrm.models.receipts import Receipt

WORTH_IT = 8_000_000
"""Bytes from which it is quicker."""


class ScatteredReceipt(Exception):  # noqa: N818 - no fault, another way is taken
    """A receipt stands in two places of a file, too far apart to be seen at once."""


class FirstFill:
    """Drop the indexes of receipts, fill, make them again."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._indexes = sorted(table_of(Receipt).indexes, key=lambda index: str(index.name))
        for index in self._indexes:
            index.drop(connection)

    def end(self) -> None:
        """Make the indexes.

        Raises:
            ScatteredReceipt: the same receipt was written twice.
        """
        try:
            for index in self._indexes:
                index.create(self._connection)
        except IntegrityError as twice:
            raise ScatteredReceipt from twice


def is_first(connection: Connection) -> bool:
    """Say whether the books hold no receipt at all."""
    return connection.execute(select(Receipt.id).limit(1)).first() is None
