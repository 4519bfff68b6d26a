"""Whom a list or a campaign is for: a group, a stage, the people behind a figure, a saved list."""

from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef, parse_rows, rows
from retailcrm.core.vocabulary import group_title, segment_title, stage_title
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.saved_lists import SavedPeople, saved_people
from retailcrm.services.customers import CustomerQuery, CustomerService
from retailcrm.services.finding import FINDING
from retailcrm.services.standing import Standing

LIST, CUSTOMERS = "list", "customers"
_TITLES = {"group": group_title, "segment": segment_title, "stage": stage_title}
_BY_STANDING = frozenset({"group", "segment", "stage", "r", "fm", "cohort"})
_Ids = NDArray[np.int64]


class Audiences:
    """Reads what an audience means, as kept with a campaign or a list that left the shop.

    Args:
        books: the shop's books.
        customers: finds whom a reference means.
        standing: everyone's group, segment and stage.
    """

    def __init__(self, books: Books, customers: CustomerService, standing: Standing) -> None:
        self._books = books
        self._customers = customers
        self._standing = standing

    def people(self, text: str, as_of: date | None = None) -> _Ids:
        """List the customers, ascending.

        Args:
            text: rows as `core.rows` writes them, or `list?id=7`.
            as_of: the day groups, segments and stages are judged on; None: the last with data.

        Raises:
            UserError: the audience means nobody that can be found any more.
        """
        asked = parse_rows(text)
        if asked.kind == LIST:
            saved = self._saved(asked)
            return self.people(saved.means, as_of) if saved.means else saved.ids
        found = self._customers.ids(CustomerQuery(_on(self._checked(asked), as_of)))
        sorted_ids: _Ids = np.sort(found)
        return sorted_ids

    def title(self, text: str) -> str:
        """Say who they are in a few words."""
        asked = parse_rows(text)
        if asked.kind == LIST:
            return self._saved(asked).name
        if asked.kind != CUSTOMERS:
            raise UserError(say("{text} means no customers.", text=text))
        if asked.get(FINDING) is not None:
            found = self._customers.found(self._checked(asked))
            return found.title if found is not None else say("Customers")
        named = [_TITLES[name](value) for name, value in asked.filters if name in _TITLES]
        if named:
            return " \N{MIDDLE DOT} ".join(named)
        return say("Some customers") if asked.filters else say("Everyone")

    def _saved(self, asked: RowsRef) -> SavedPeople:
        told = asked.get("id") or ""
        with self._books.read() as connection:
            found = saved_people(connection, int(told)) if told.isdecimal() else None
        if found is None:
            raise UserError(say("This list is not kept any more."), say("Choose another one."))
        return found

    def _checked(self, asked: RowsRef) -> RowsRef:
        if asked.kind != CUSTOMERS:
            raise UserError(say("{text} means no customers.", text=asked.text()))
        if _BY_STANDING & {name for name, _ in asked.filters} and self._standing.as_of() is None:
            raise UserError(say("There are no receipts yet."))
        return asked


def everyone() -> str:
    """Give the audience of all customers."""
    return rows(CUSTOMERS).text()


def _on(asked: RowsRef, as_of: date | None) -> RowsRef:
    """Judge on a day, unless the reference tells its own."""
    if as_of is None or asked.get("as_of") is not None or asked.get(FINDING) is not None:
        return asked
    if not _BY_STANDING & {name for name, _ in asked.filters}:
        return asked
    return replace(asked, filters=tuple(sorted((*asked.filters, ("as_of", as_of.isoformat())))))
