"""Who is worth what: the grid, the three groups, the stages, and the people behind each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Topic
from retailcrm.core.progress import Progress
from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.customers import CustomerQuery, CustomerService
from retailcrm.services.grouping import GroupRules, GroupService, GroupsOverview, MissingRow
from retailcrm.services.shop import ShopService
from retailcrm.ui.screens.groups.members import Member, members
from retailcrm.ui.screens.groups.selection import Selection, find, first_choice
from retailcrm.ui.screens.pages import Pages
from retailcrm.ui.screens.phrases import PLAIN, figures_of
from retailcrm.ui.work import Jobs, Lane

OVERVIEW, MOVEMENT, MISSING = "overview", "movement", "missing"
_PAGE = 32


@dataclass(frozen=True, slots=True)
class GroupsState:
    """Everything the screen shows.

    Attributes:
        page: overview, movement or missing.
        members: how many people the list below holds.
        revision: counts the lists shown so far, so that a view knows when to start anew.
        missing: None until asked for.
    """

    page: str = OVERVIEW
    overview: GroupsOverview | None = None
    rules: GroupRules = GroupRules()  # noqa: RUF009 - frozen
    figures: Figures = PLAIN
    selection: Selection | None = None
    members: int = 0
    revision: int = 0
    missing: tuple[MissingRow, ...] | None = None
    busy: bool = False
    problem: str = ""


class GroupsView(Protocol):
    """What the presenter may ask of the screen."""

    def show_state(self, state: GroupsState) -> None:
        """Paint this."""

    def show_rows(self, first: int, last: int) -> None:
        """Paint these rows of the list again: they have arrived."""


class GroupsPresenter:
    """Opens the people behind any cell, group, stage or move."""

    watches = frozenset({Topic.GROUPS, Topic.RECEIPTS, Topic.CUSTOMERS, Topic.SETTINGS})

    def __init__(
        self,
        view: GroupsView,
        groups: GroupService,
        customers: CustomerService,
        shop: ShopService,
        jobs: Jobs,
        open_rows: Callable[[RowsRef], None],
    ) -> None:
        self._view = view
        self._groups = groups
        self._customers = customers
        self._shop = shop
        self._jobs = jobs
        self._open_rows = open_rows
        self._state = GroupsState()
        self._wanted: RowsRef | None = None
        self.pages: Pages[Member] = Pages(
            jobs,
            lambda ids: members(customers, groups, ids, self._state.overview),
            view.show_rows,
            self._failed,
            _PAGE,
        )

    def refresh(self) -> None:
        """Group everyone anew."""
        self._show(busy=True, problem="")
        self._jobs.start(
            self._read, on_done=self._arrived, on_error=self._failed, replaces="groups.overview"
        )

    def open(self, wanted: RowsRef) -> None:
        """Open the part of the screen that a reference from elsewhere means."""
        if wanted.get("moved_from") or wanted.get("moved_to"):
            self.turn_to(MOVEMENT)
        elif wanted.get("stage") == "mia":
            self.turn_to(MISSING)
        else:
            self.turn_to(OVERVIEW)
            self._wanted = wanted
            self.select(wanted)

    def turn_to(self, page: str) -> None:
        """Show the overview, the movement or the missing."""
        self._show(page=page)
        if page == MISSING and self._state.missing is None:
            self._ask_missing()

    def select(self, wanted: RowsRef) -> None:
        """List the people of a cell, a group, a segment or a stage."""
        if self._state.overview:
            self._wanted = None
        if self._state.overview and (found := find(self._state.overview, wanted)):
            self._list(found)

    def open_selected(self) -> None:
        """Turn to the customer table with the people of the list."""
        if self._state.selection:
            self._open_rows(_with_amounts(self._state.selection.rows))

    def open_member(self, row: int) -> None:
        """Open the page of the person in this row."""
        if 0 <= row < len(self.pages):
            self.open_customer(self.pages.id_at(row))

    def open_customer(self, customer_id: int) -> None:
        """Open one customer's page."""
        self._open_rows(RowsRef("customers", (("customer", str(customer_id)),)))

    def open_move(self, before: str, now: str) -> None:
        """List the people who went from one group to another."""
        filters = (("moved_from", before), ("moved_to", now))
        self._open_rows(RowsRef("customers", filters))

    def save_table(self, path: Path) -> None:
        """Write the people of the list to a CSV file."""
        query = CustomerQuery(rows=self._saved_rows())
        self._jobs.start(
            lambda progress: self._customers.save_table(query, path, progress),
            lane=Lane.WRITE,
            on_done=lambda _outcome: None,
            on_error=self._failed,
        )

    def _saved_rows(self) -> RowsRef:
        if self._state.page == MISSING:
            return RowsRef("customers", (("stage", "mia"),))
        return self._state.selection.rows if self._state.selection else RowsRef("customers")

    def _read(self, _progress: Progress) -> tuple[Figures, GroupRules, GroupsOverview]:
        return figures_of(self._shop), self._groups.rules(), self._groups.overview()

    def _arrived(self, found: tuple[Figures, GroupRules, GroupsOverview]) -> None:
        figures, rules, overview = found
        self._show(figures=figures, rules=rules, overview=overview, missing=None, busy=False)
        kept = self._wanted or (self._state.selection.rows if self._state.selection else None)
        selection = (find(overview, kept) if kept else None) or first_choice(overview)
        if selection:
            self._list(selection)
        else:
            self.pages.show(np.empty(0, dtype=np.int64))
            self._show(selection=None, members=0, revision=self._state.revision + 1)
        if self._state.page == MISSING:
            self._ask_missing()

    def _list(self, selection: Selection) -> None:
        self._show(selection=selection)
        query = CustomerQuery(rows=selection.rows, sort="net_sales", descending=True)
        self._jobs.start(
            lambda _progress: self._customers.ids(query),
            on_done=self._listed,
            on_error=self._failed,
            replaces="groups.members",
        )

    def _listed(self, ids: NDArray[np.int64]) -> None:
        self.pages.show(ids)
        self._show(members=len(ids), revision=self._state.revision + 1)

    def _ask_missing(self) -> None:
        self._show(busy=True)
        self._jobs.start(
            lambda _progress: self._groups.missing(),
            on_done=lambda found: self._show(missing=found, busy=False),
            on_error=self._failed,
            replaces="groups.missing",
        )

    def _failed(self, error: UserError) -> None:
        self._show(busy=False, problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_state(self._state)


def _with_amounts(chosen: RowsRef) -> RowsRef:
    """Open a group with what each has brought, a segment or stage with what each bought."""
    for name, measure in (
        ("group", "contribution"),
        ("segment", "net_sales"),
        ("stage", "net_sales"),
    ):
        if (key := chosen.get(name)) is not None:
            more = {name: key, "as_of": chosen.get("as_of")}
            return rows("customers", finding="groups.sum", measure=measure, **more)
    return chosen
