"""Writing a sales file into the books, chunk by chunk, inside one transaction.

A chunk's receipts are grouped, compared with what is known, and only new ones are written in
bulk; changed ones take the careful way (`db.corrections`).
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from sqlalchemy import Connection

from retailcrm.core.days import day_of, month_index
from retailcrm.db.bulk import append, blocks, bound, fetch_all, values_clause
from retailcrm.db.checksums import checksums, link_sums
from retailcrm.db.corrections import Corrections
from retailcrm.db.dimensions import Dimensions
from retailcrm.db.first_fill import WORTH_IT, FirstFill, is_first
from retailcrm.db.ids import reserve
from retailcrm.db.linking import link_returns, name_unnamed
from retailcrm.db.measures import RETURN, Sums, priced, receipt_starts, receipt_sums
from retailcrm.db.people import BUYER, People
from retailcrm.models.receipts import Receipt, ReceiptLine

KEY = ("store", "receipt", "part")
SALE, EXCHANGE = 0, 2
FLUSH_ROWS = 300_000
_HEAD = ("day", "at", "register", "cashier", "channel", "coupon", "link", *BUYER)
RECEIPT_COLUMNS = (
    "id", "family_id", "store_id", "number", "part", "kind", "voided", "day", "at",
    "customer_id", "identity_id", "register_id", "staff_id", "channel", "lines", "gross",
    "discount", "tax", "refunded", "gift", "tip", "itemless", "complete", "checksum", "coupon",
    "link", "link_sum", "original_id", "batch_id",
)  # fmt: skip
LINE_COLUMNS = (
    "receipt_id", "line_no", "product_id", "quantity", "gross", "discount", "tax", "cost",
    "refunded", "gift",
)  # fmt: skip


@dataclass(slots=True)
class Counts:
    """What became of the receipts of a file."""

    receipts_new: int = 0
    receipts_same: int = 0
    receipts_changed: int = 0
    lines_new: int = 0
    returns_new: int = 0
    voided: int = 0


class Booking:
    """One sales file on its way into the books.

    Args:
        connection: inside the import's transaction.
        batch_id: the import.
        family_id: the till system.
        store: for receipts of a file that names none.
        channel: what the person told of the file; None: each store's own.
        size: bytes of the file.
        careful: look every receipt up, even in empty books.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        batch_id: int,
        family_id: int,
        store: str,
        channel: str | None,
        size: int = 0,
        careful: bool = True,
    ) -> None:
        self._connection = connection
        self._batch = batch_id
        self._family = family_id
        self._store = store
        self._channel = channel
        self._dimensions = Dimensions(connection, batch_id)
        self.people = People(connection, family_id, batch_id)
        self.sums = Sums()
        self.counts = Counts()
        self.touched: set[int] = set()
        self._corrections = Corrections(connection, batch_id, self.sums)
        quick = not careful and size >= WORTH_IT and is_first(connection)
        self._first = FirstFill(connection) if quick else None

    def add(self, lines: pl.DataFrame) -> pl.DataFrame:
        """Take a chunk's lines in; give its receipts with day, store, net and state."""
        if lines.is_empty():
            return pl.DataFrame()
        lines = priced(_grouped(lines.with_columns(pl.col("store").fill_null(self._store))))
        receipts = self._heads(lines)
        receipts = self._with_known(receipts)
        fresh = receipts.filter(pl.col("known_id").is_null())
        self._write_new(fresh, lines)
        known = receipts.filter(pl.col("known_id").is_not_null())
        changed = self._corrections.take(known, lines, self)
        self.counts.receipts_new += fresh.filter(pl.col("voided") == 0).height
        self.counts.receipts_changed += len(changed)
        counted = known.filter((pl.col("voided") == 0) & (pl.col("known_voided") == 0))
        self.counts.receipts_same += counted.filter(~pl.col("rx").is_in(changed)).height
        return receipts.select(
            "rx", "store", "day", "kind", "voided", net="net_after",
            state=pl.when(pl.col("known_id").is_null()).then(pl.lit("new"))
            .when(pl.col("rx").is_in(changed)).then(pl.lit("changed")).otherwise(pl.lit("same")),
        )  # fmt: skip

    def finish(self) -> Counts:
        """Tie returns to their sales, name receipts of ids that got a name, write the sums.

        Raises:
            ScatteredReceipt: the file must be read again, carefully.
        """
        if self._first is not None:
            self._first.end()
        name_unnamed(self._connection, self.people.claimed, self.sums, self.touched)
        link_returns(self._connection, self._family, self.sums, self.touched)
        self.sums.flush(self._connection)
        return self.counts

    def number_lines(self, lines: pl.DataFrame) -> pl.DataFrame:
        """Give lines their product and category."""
        return self._dimensions.of_lines(lines)

    def _heads(self, lines: pl.DataFrame) -> pl.DataFrame:
        """Give one row a receipt: its head, its buyer, its sums and its checksum."""
        starts = receipt_starts(lines["rx"].to_numpy())
        unnamed = np.logical_and.reduceat(lines["item"].is_null().to_numpy(), starts)
        first = lines.select("rx", *KEY, *_HEAD, "voided", "tip", "complete")[starts]
        heads = first.with_columns(
            pl.col("voided").cast(pl.Int64),
            pl.col("complete").cast(pl.Int64),
            pl.col("tip").fill_null(0),
            itemless=pl.Series(unnamed.astype(np.int64)),
        )
        heads = pl.concat([heads, receipt_sums(lines, "rx").drop("rx")], how="horizontal")
        kind = (
            pl.when((pl.col("part") == RETURN) | (pl.col("most") < 0))
            .then(RETURN)
            .when(pl.col("least") < 0)
            .then(EXCHANGE)
            .otherwise(SALE)
        )
        return heads.with_columns(
            kind=kind, checksum=pl.Series(checksums(lines, heads["day"].to_numpy()))
        )

    def _with_known(self, receipts: pl.DataFrame) -> pl.DataFrame:
        """Add the id, batch and state of receipts that are in the books already."""
        receipts = self._dimensions.stores.join(
            receipts.with_columns(store_name=pl.col("store")), ["store"], "store_id"
        ).rename({"store_name": "store"})
        own = self._dimensions.store_channels(self._channel)
        channel = pl.col("channel").fill_null(pl.col("store_id").replace_strict(own))
        receipts = receipts.with_columns(channel=(channel == "online").cast(pl.Int64))
        known = self._known(receipts["receipt"].to_list())
        return receipts.join(
            known, on=["receipt", "part", "store_id"], how="left", maintain_order="left"
        ).with_columns(same_batch=pl.col("known_batch") == self._batch)

    def _known(self, numbers: list[str]) -> pl.DataFrame:
        schema = {
            "receipt": pl.String, "part": pl.Int8, "store_id": pl.Int64, "known_id": pl.Int64,
            "known_batch": pl.Int64, "known_sum": pl.Int64, "known_voided": pl.Int64,
            "known_refunded": pl.Int64, "known_customer": pl.Int64, "known_itemless": pl.Int64,
            "known_tip": pl.Int64, "known_day": pl.Int32, "known_complete": pl.Int64,
        }  # fmt: skip
        statement = (
            "SELECT number, part, store_id, id, batch_id, checksum, voided, refunded, "
            "customer_id, itemless, tip, day, complete FROM "
            f"{values_clause(self._connection, 'text')} "
            "JOIN receipt ON family_id = :family AND number = wanted.value"
        )
        rows: list[tuple[object, ...]] = []
        for block in blocks(numbers if self._first is None else [], 50_000):
            wanted = {"wanted": bound(self._connection, block), "family": self._family}
            rows.extend(fetch_all(self._connection, statement, wanted))
        return pl.DataFrame(rows, schema=schema, orient="row").unique(
            ["receipt", "part", "store_id"]
        )

    def buyers(self, receipts: pl.DataFrame) -> pl.DataFrame:
        """Replace the buyer's columns of receipts by identity and customer."""
        columns = list(BUYER)
        seen = receipts.select(columns).unique(maintain_order=True)
        found = self.people.resolve(seen.rows())
        numbered = seen.with_columns(
            pl.Series("identity_id", [one[0] for one in found], dtype=pl.Int64),
            pl.Series("customer_id", [one[1] for one in found], dtype=pl.Int64),
        )
        return receipts.join(
            numbered, on=columns, how="left", nulls_equal=True, maintain_order="left"
        ).drop(columns)

    def _write_new(self, receipts: pl.DataFrame, lines: pl.DataFrame) -> None:
        if receipts.is_empty():
            return
        receipts = self.buyers(receipts)
        first = reserve(self._connection, "receipt", receipts.height)
        receipts = self._numbered(receipts).with_columns(
            id=pl.int_range(first, first + receipts.height, dtype=pl.Int64)
        )
        append(self._connection, Receipt, receipts.select(RECEIPT_COLUMNS))
        mine = self.number_lines(_with_receipt(lines, receipts, first))
        keys = mine["rx"].to_numpy()
        starts = receipt_starts(keys)
        place = np.arange(keys.size) - np.repeat(starts, np.diff(starts, append=keys.size)) + 1
        mine = mine.with_columns(line_no=pl.Series(place))
        append(self._connection, ReceiptLine, line_rows(mine))
        self._count(receipts, mine)

    def _numbered(self, receipts: pl.DataFrame) -> pl.DataFrame:
        stores = receipts["store_id"]
        receipts = self._dimensions.of_receipts(receipts).with_columns(store_id=stores)
        return with_month(receipts).with_columns(
            number=pl.col("receipt"),
            family_id=pl.lit(self._family, pl.Int64),
            batch_id=pl.lit(self._batch, pl.Int64),
            original_id=pl.lit(None, pl.Int64),
            link_sum=pl.Series(link_sums(receipts["link"]), dtype=pl.Int64),
        )

    def _count(self, receipts: pl.DataFrame, lines: pl.DataFrame) -> None:
        self.sums.take(receipts, lines)
        counted = receipts.filter(pl.col("voided") == 0)
        self.counts.lines_new += int(counted["lines"].sum())
        self.counts.returns_new += counted.filter(pl.col("kind") == RETURN).height
        self.counts.voided += receipts.height - counted.height
        self.touched.update(receipts["customer_id"].drop_nulls().unique().to_list())
        if self.sums.rows > FLUSH_ROWS:
            self.sums.flush(self._connection)


def _with_receipt(lines: pl.DataFrame, receipts: pl.DataFrame, first: int) -> pl.DataFrame:
    """Give the lines of new receipts the receipt's id."""
    if receipts.height == lines["rx"][-1]:  # all of them are new: ids follow the numbers
        return lines.with_columns(receipt_id=pl.col("rx") + (first - 1))
    ids = receipts.select("rx", receipt_id="id")
    return lines.join(ids, on="rx", how="inner", maintain_order="left")


def line_rows(lines: pl.DataFrame) -> pl.DataFrame:
    """Give the columns of `receipt_line`."""
    return lines.select(LINE_COLUMNS).with_columns(pl.col("gift").cast(pl.Int64))


def with_month(receipts: pl.DataFrame) -> pl.DataFrame:
    """Add the calendar month of each receipt's day."""
    days = receipts.select(pl.col("day").unique())
    months = days.with_columns(
        pl.Series("month", [month_index(day_of(day)) for day in days["day"]], dtype=pl.Int64)
    )
    return receipts.join(months, on="day", how="left", maintain_order="left")


def _grouped(lines: pl.DataFrame) -> pl.DataFrame:
    """Number the receipts of a chunk in `rx`, gathering lines that stand apart."""
    starts = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift(1)) for name in KEY)
    runs = lines.with_columns(rx=starts.cast(pl.Int64).cum_sum())
    if runs.select(KEY).n_unique() == runs["rx"][-1]:
        return runs
    number = runs.group_by(KEY).agg(pl.col("rx").min())
    return (
        runs.drop("rx")
        .join(number, on=KEY, how="left", maintain_order="left")
        .sort("rx", maintain_order=True)
    )
