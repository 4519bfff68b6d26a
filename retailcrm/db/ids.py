"""Ids handed out in blocks under the write lock, so that bulk rows know theirs beforehand."""

from sqlalchemy import Connection, insert, select, update

from retailcrm.models.shop import IdRange


def reserve(connection: Connection, name: str, count: int) -> int:
    """Take `count` ids of `name` and give the first; none is ever handed out twice."""
    first = connection.scalar(select(IdRange.next_id).where(IdRange.name == name))
    if first is None:
        connection.execute(insert(IdRange).values(name=name, next_id=1 + count))
        return 1
    if count:
        connection.execute(
            update(IdRange).where(IdRange.name == name).values(next_id=first + count)
        )
    return first


class Ids:
    """Ids one at a time, taken from the books in growing blocks; what is left over is lost."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        self._block = 16
        self._free: range = range(0)

    def next(self) -> int:
        """Take one id."""
        if not self._free:
            self._block = min(self._block * 4, 16_384)
            first = reserve(self._connection, self._name, self._block)
            self._free = range(first, first + self._block)
        taken = self._free[0]
        self._free = self._free[1:]
        return taken
