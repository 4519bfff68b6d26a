"""Customers: the table, instant search, the whole profile, and the receipts behind figures."""

import csv
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.base import Scored
from retailcrm.analytics.cohorts import months
from retailcrm.analytics.groups import GROUPS
from retailcrm.analytics.movement import Labels, movers
from retailcrm.analytics.rhythm import STAGES
from retailcrm.analytics.segments import SEGMENTS
from retailcrm.core.days import day_of
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.customer_pages import (
    found_ids,
    full_name,
    heads_of,
    holders_of,
    matching_ids,
    sorted_ids,
)
from retailcrm.db.kin import survivor_of
from retailcrm.db.receipt_pages import receipt_detail, receipt_ids, receipt_rows, receipt_sum
from retailcrm.services.base import Base
from retailcrm.services.customer_rows import (
    CustomerHit,
    CustomerProfile,
    CustomerQuery,
    CustomerRow,
    LineRow,
    ReceiptDetail,
    ReceiptRow,
    TimelineRow,
)
from retailcrm.services.customer_story import profile_of, receipt_row
from retailcrm.services.customer_table import (
    COLUMNS,
    Totals,
    amount_cells,
    amount_heads,
    cells_of,
    customer_row,
)
from retailcrm.services.exporting import ExportService
from retailcrm.services.finding import Finder, Found, find
from retailcrm.services.standing import Standing, labels_of

__all__ = [
    "CustomerHit",
    "CustomerProfile",
    "CustomerQuery",
    "CustomerRow",
    "CustomerService",
    "LineRow",
    "ReceiptDetail",
    "ReceiptRow",
    "TimelineRow",
]

MOST_DIGITS = 9  # longer numbers are cards or phones, never ids
BLANK_LAST = frozenset({"card", "email", "phone", "postcode"})
AMOUNT = "amount"  # orders the people behind a figure by what each adds to it
NO_FINDERS: Mapping[str, Finder] = MappingProxyType({})


class CustomerService:
    """Questions about customers and receipts."""

    def __init__(
        self,
        books: Books,
        base: Base,
        standing: Standing,
        finders: Mapping[str, Finder] = NO_FINDERS,
        *,
        exports: ExportService,
    ) -> None:
        self._books = books
        self._base = base
        self._standing = standing
        self._finders = finders
        self._exports = exports
        self._orders: dict[tuple[int, str], NDArray[np.int64]] = {}
        self._found: tuple[tuple[int, RowsRef], Found | None] | None = None

    def ids(self, query: CustomerQuery) -> NDArray[np.int64]:
        """List the ids of all matching customers in order; 300,000 take about 0.1 s."""
        found = self.found(query.rows)
        ordered = _by_amount(found) if query.sort == AMOUNT else self._ordered(query.sort)
        scored = self._standing.scored(_as_of(query.rows))
        kept = self._filtered(query, scored)
        if kept is not None:
            ordered = ordered[np.isin(ordered, kept)]
        return ordered[::-1] if query.descending else ordered

    def found(self, rows: RowsRef) -> Found | None:
        """Give whom a figure counts and what each adds to it; None for plain filters.

        Raises:
            UserError: the figure's rows cannot be told any more.
        """
        key = (self._books.version(), rows)
        if self._found is None or self._found[0] != key:
            self._found = key, find(self._finders, rows)
        return self._found[1]

    def page(self, ids: NDArray[np.int64]) -> tuple[CustomerRow, ...]:
        """Give the rows of up to 128 ids, in that order."""
        scored = self._standing.scored()
        with self._books.read() as connection:
            heads = heads_of(connection, [int(one) for one in ids])
        sums = Totals(self._base.columns()[0], np.asarray(ids, dtype=np.int64))
        return tuple(
            customer_row(heads[int(one)], sums, scored) for one in ids if int(one) in heads
        )

    def search(self, text: str, limit: int = 50) -> tuple[CustomerHit, ...]:
        """Find by words in any order, digits of phone or card, or e-mail, while typing."""
        with self._books.read() as connection:
            found = found_ids(connection, text, limit)
            heads = heads_of(connection, [one for one, _ in found])
        return tuple(_hit(heads[one], term) for one, term in found if one in heads)

    def refer(self, text: str) -> int:
        """Find the one customer that a person means by id, card, e-mail, phone or name.

        Raises:
            UserError: nobody, or more than one.
        """
        with self._books.read() as connection:
            found = found_ids(connection, text, 2)
            exact = set(holders_of(connection, text.strip()))
            if text.isdigit() and len(text) <= MOST_DIGITS:
                # Whoever was merged into another is still meant by the old number.
                exact |= heads_of(connection, [survivor_of(connection, int(text))]).keys()
        if len(exact) == 1:
            return exact.pop()
        if len(found) == 1 and not exact:
            return found[0][0]
        if not found and not exact:
            raise UserError(say("Nobody is found for {text}.", text=text))
        raise UserError(
            say("More than one customer is found for {text}.", text=text),
            say("Give the card, e-mail or phone, or the whole name."),
        )

    def profile(self, customer_id: int) -> CustomerProfile:
        """Give everything about one customer.

        Raises:
            UserError: there is no such customer any more.
        """
        found = self.page(np.array([customer_id], dtype=np.int64))
        if not found:
            raise UserError(say("This customer is not in the books any more."))
        scored = self._standing.scored()
        with self._books.read() as connection:
            figures = Figures(self._standing.shop().currency)
            return profile_of(connection, found[0], scored, figures)

    def receipt_ids(self, rows: RowsRef) -> NDArray[np.int64]:
        """List the receipts behind a figure, newest first."""
        with self._books.read() as connection:
            return receipt_ids(connection, rows)

    def receipt_sum(self, rows: RowsRef) -> int:
        """Add up net sales of the receipts behind a figure, of its category alone if it has one."""
        with self._books.read() as connection:
            return receipt_sum(connection, rows)

    def receipt_page(self, ids: NDArray[np.int64]) -> tuple[ReceiptRow, ...]:
        """Give the rows of up to 128 receipts."""
        with self._books.read() as connection:
            return tuple(
                receipt_row(one) for one in receipt_rows(connection, [int(one) for one in ids])
            )

    def receipt(self, receipt_id: int) -> ReceiptDetail:
        """Give one receipt with its lines and corrections.

        Raises:
            UserError: there is no such receipt any more.
        """
        with self._books.read() as connection:
            told = receipt_detail(connection, receipt_id)
        if told is None:
            raise UserError(say("This receipt is not in the books any more."))
        head = told.head
        return ReceiptDetail(
            head=receipt_row(head),
            lines=tuple(LineRow(**line) for line in told.lines),
            at=None if head["at"] is None else datetime.fromtimestamp(head["at"], tz=UTC),
            cashier=head["cashier"] or "",
            register=head["register"] or "",
            coupon=head["coupon"] or "",
            tip=head["tip"],
            refunded=head["refunded"],
            file=head["file"],
            batch=head["batch_id"],
            link=head["link"] or "",
            history=tuple(_correction(reason, file) for reason, file in told.history),
        )

    def save_table(
        self,
        query: CustomerQuery,
        path: Path,
        progress: Progress = SILENT,
        *,
        actor: Actor = OWNER,
    ) -> Outcome[int]:
        """Write the customers of a table to a CSV file; cells a spreadsheet would run are tamed.

        Raises:
            UserError: the role does not allow it, or the file cannot be written.
        """
        ids = self.ids(query)
        self._exports.note("customers", ids.size, actor=actor)
        try:
            with path.open("w", newline="", encoding="utf-8") as out:
                self._write_table(out, ids, self.found(query.rows), progress)
        except OSError as fault:
            raise UserError(
                say("{file} cannot be written.", file=path.name),
                say("Close it if it is open, or choose another folder."),
            ) from fault
        said = say("{count} customers written to {file}.", count=ids.size, file=path.name)
        return Outcome(int(ids.size), frozenset(), said)

    def _write_table(
        self, out: TextIO, ids: NDArray[np.int64], found: Found | None, progress: Progress
    ) -> None:
        digits = self._standing.shop().digits
        writer = csv.writer(out)
        writer.writerow([*COLUMNS, *amount_heads(found)])
        for start in range(0, ids.size, 2_000):
            progress.step(start, ids.size, Path(out.name).name)
            block = ids[start : start + 2_000]
            with self._books.read() as connection:
                heads = heads_of(connection, block.tolist())
            added = dict(zip(block.tolist(), amount_cells(found, block, digits), strict=True))
            for row in self.page(block):
                cells = cells_of(row, heads[row.customer_id], digits)
                writer.writerow([*cells, *added[row.customer_id]])

    def _ordered(self, sort: str) -> NDArray[np.int64]:
        key = (self._books.version(), sort)
        if key not in self._orders:
            self._orders = {one: ids for one, ids in self._orders.items() if one[0] == key[0]}
            self._orders[key] = self._order(sort)
        return self._orders[key]

    def _order(self, sort: str) -> NDArray[np.int64]:
        if sort in {"name", *BLANK_LAST}:
            with self._books.read() as connection:
                return sorted_ids(connection, sort)
        book, _ = self._base.columns()
        scored = self._standing.scored()
        if scored is None:
            return book.ids
        sums = Totals(book, book.ids)
        columns: dict[str, Any] = {
            "first_on": scored.first,
            "last_on": scored.last,
            "visits": scored.visits,
            "receipts": sums.receipts,
            "returns": sums.returns,
            "net_sales": sums.net,
            "group": scored.group,
            "segment": scored.segment,
            "stage": scored.stage,
        }
        return book.ids[np.lexsort((book.ids, columns[sort]))]

    def _filtered(self, query: CustomerQuery, scored: Scored | None) -> NDArray[np.int64] | None:
        """Give the ids that pass every filter; None if there is none."""
        kept: list[NDArray[np.int64]] = []
        if query.text.strip():
            with self._books.read() as connection:
                kept.append(matching_ids(connection, query.text))
        found = self.found(query.rows)
        if found is not None:
            kept.append(found.ids)
        if scored is not None:
            if query.rows.get("as_of") is not None:
                kept.append(scored.ids)
            kept.extend(
                scored.ids[_passes(scored, name, value)]
                for name, value in query.rows.filters
                if name in _FILTERS
            )
            kept.extend(self._movers(query.rows, scored))
        if not kept:
            return None
        result = kept[0]
        for one in kept[1:]:
            result = np.intersect1d(result, one)
        return result

    def _movers(self, rows: RowsRef, scored: Scored) -> list[NDArray[np.int64]]:
        was, now = rows.get("moved_from"), rows.get("moved_to")
        if was is None or now is None:
            return []
        before = self._standing.labels(self._standing.month_before(day_of(scored.as_of)))
        after = labels_of(scored)
        if before is None:
            return [np.empty(0, dtype=np.int64)]
        return [
            movers(
                Labels(before.ids, before.group),
                Labels(after.ids, after.group),
                _group_code(was),
                _group_code(now),
            )
        ]


def _by_amount(found: Found | None) -> NDArray[np.int64]:
    """Give the people behind a figure, who adds the least first."""
    if found is None:
        return np.empty(0, dtype=np.int64)
    if found.amounts is None:
        return found.ids
    return found.ids[np.lexsort((found.ids, found.amounts))]


_FILTERS = frozenset({"group", "segment", "stage", "r", "fm", "cohort"})


def _passes(scored: Scored, name: str, value: str) -> NDArray[np.bool_]:
    if name == "r":
        return np.equal(scored.r, int(value))
    if name == "fm":
        return np.equal(scored.column, int(value))
    if name == "cohort":
        came = scored.visits > 0
        return came & np.equal(months(scored.first), int(value))
    labels: Sequence[Any] = {"group": GROUPS, "segment": SEGMENTS, "stage": STAGES}[name]
    codes = {"group": scored.group, "segment": scored.segment, "stage": scored.stage}[name]
    wanted = [str(one) for one in labels].index(value) if value in set(map(str, labels)) else -2
    return np.equal(codes, wanted)


def _group_code(key: str) -> int:
    keys = [str(group) for group in GROUPS]
    return keys.index(key) if key in keys else -1


def _as_of(rows: RowsRef) -> Any:
    told = rows.get("as_of")
    return None if told is None else datetime.fromisoformat(told).date()


def _hit(head: Any, term: str) -> CustomerHit:
    contacts = {head["card"].lower(): head["card"], head["email"].lower(): head["email"]}
    digits = "".join(sign for sign in head["phone"] if sign.isdigit())
    if digits.endswith(term) and term.isdigit():
        contacts[term] = head["phone"]
    detail = contacts.get(term) or head["card"] or head["phone"] or head["email"]
    return CustomerHit(head["id"], full_name(head), detail)


def _correction(reason: str, file: str) -> str:
    said = {
        "refund": say("Refund told by {file}", file=file),
        "paid": say("Paid, told by {file}", file=file),
        "void": say("Voided by {file}", file=file),
        "lines": say("Lines completed by {file}", file=file),
        "parts": say("Lines added by {file}", file=file),
        "goods": say("Goods named by {file}", file=file),
        "customer": say("Customer named by {file}", file=file),
        "day": say("Day corrected by {file}", file=file),
        "tip": say("Tip told by {file}", file=file),
    }
    return said.get(reason, say("Corrected by {file}", file=file))
