"""Names that repeat on every row (stores, tills, people, goods), as small numbers."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from sqlalchemy import Connection, insert, select

from retailcrm.db.bulk import table_of
from retailcrm.db.ids import reserve
from retailcrm.models.goods import Category, Product
from retailcrm.models.shop import Family, Register, Staff, Store

Names = tuple[Any, ...]


class Dimension:
    """One such list: known rows in memory, new ones made on first sight."""

    def __init__(
        self, connection: Connection, model: type, columns: Sequence[str], **given: object
    ) -> None:
        self._connection = connection
        self._model = model
        self._columns = tuple(columns)
        self._given = given
        table = table_of(model)
        found = connection.execute(select(table.c.id, *(table.c[name] for name in columns)))
        self._ids: dict[Names, int] = {tuple(row[1:]): row[0] for row in found}

    def ids(self, rows: Sequence[Names]) -> list[int]:
        """Give the id of each row of names, making the ones never seen before."""
        fresh = [names for names in dict.fromkeys(rows) if names not in self._ids]
        if fresh:
            self._make(fresh)
        return [self._ids[names] for names in rows]

    def _make(self, fresh: Sequence[Names]) -> None:
        table = table_of(self._model)
        first = reserve(self._connection, table.name, len(fresh))
        made = [
            {"id": first + place, **dict(zip(self._columns, names, strict=True)), **self._given}
            for place, names in enumerate(fresh)
        ]
        self._connection.execute(insert(table), made)
        self._ids |= {names: first + place for place, names in enumerate(fresh)}

    def join(self, frame: pl.DataFrame, columns: Sequence[str], as_: str) -> pl.DataFrame:
        """Replace text columns of a frame by the id of their row."""
        columns = list(columns)
        seen = frame.select(columns).unique(maintain_order=True)
        with_ids = seen.with_columns(pl.Series(as_, self.ids(seen.rows()), dtype=pl.Int64))
        return frame.join(with_ids, on=columns, how="left", maintain_order="left").drop(columns)


def family_id(connection: Connection, name: str) -> int:
    """Give the number of a till system."""
    return Dimension(connection, Family, ("name",)).ids([(name,)])[0]


class Dimensions:
    """All of them for one import."""

    def __init__(self, connection: Connection, batch_id: int) -> None:
        self._connection = connection
        self.stores = Dimension(
            connection, Store, ("name",), channel="offline", zone="", day_end=0, batch_id=batch_id
        )
        self.registers = Dimension(connection, Register, ("store_id", "name"))
        self.staff = Dimension(connection, Staff, ("name",))
        self.categories = Dimension(connection, Category, ("name",))
        self.products = Dimension(connection, Product, ("sku", "name", "category_id"))

    def store_channels(self, told: str | None) -> dict[int, str]:
        """Give each store's channel: what the person told of the file, else the store's own."""
        found = self._connection.execute(select(Store.id, Store.channel))
        return {store: told or channel for store, channel in found}

    def of_receipts(self, receipts: pl.DataFrame) -> pl.DataFrame:
        """Number store, register and cashier of receipts."""
        receipts = self.stores.join(receipts, ["store"], "store_id")
        receipts = _optional(self.registers, receipts, ["store_id", "register"], "register_id")
        return _optional(self.staff, receipts, ["cashier"], "staff_id")

    def of_lines(self, lines: pl.DataFrame) -> pl.DataFrame:
        """Number category and product of lines; goods without a name are one product."""
        blank = lines.with_columns(pl.col("sku", "item", "category").fill_null(""))
        goods = blank.select("sku", "item", "category").unique(maintain_order=True)
        numbered = goods.with_columns(
            pl.Series(
                "category_id",
                self.categories.ids(goods.select("category").rows()),
                dtype=pl.Int64,
            )
        )
        numbered = numbered.with_columns(
            pl.Series(
                "product_id",
                self.products.ids(numbered.select("sku", "item", "category_id").rows()),
                dtype=pl.Int64,
            )
        )
        return blank.join(
            numbered, on=["sku", "item", "category"], how="left", maintain_order="left"
        ).drop("sku", "item", "category")


def _optional(
    dimension: Dimension, frame: pl.DataFrame, columns: Sequence[str], as_: str
) -> pl.DataFrame:
    name = columns[-1]
    if frame[name].null_count() == frame.height:
        return frame.with_columns(pl.lit(None, pl.Int64).alias(as_)).drop(name)
    seen = frame.select(columns).filter(pl.col(name).is_not_null()).unique(maintain_order=True)
    with_ids = seen.with_columns(pl.Series(as_, dimension.ids(seen.rows()), dtype=pl.Int64))
    return frame.join(with_ids, on=list(columns), how="left", maintain_order="left").drop(name)
