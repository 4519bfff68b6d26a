"""Statements about one import."""

from typing import Any

from sqlalchemy import Connection, text


class OfBatch:
    """Work on one import: every statement knows its number as `:batch`.

    Args:
        connection: inside the caller's transaction.
        batch_id: the import.
    """

    def __init__(self, connection: Connection, batch_id: int) -> None:
        self._connection = connection
        self._batch = batch_id

    def _all(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        found = self._connection.execute(text(statement), {"batch": self._batch, **values})
        return [tuple(row) for row in found]

    def _run(self, statement: str, **values: object) -> None:
        self._connection.execute(text(statement), {"batch": self._batch, **values})
