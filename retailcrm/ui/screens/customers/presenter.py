"""The table of everyone: filter, order, open, save."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.services.customers import AMOUNT, CustomerQuery, CustomerRow, CustomerService
from retailcrm.services.finding import FINDING
from retailcrm.services.shop import ShopService
from retailcrm.ui.screens.customers.chips import Chip, chips_of, without
from retailcrm.ui.screens.customers.finding import NOBODY, Finding
from retailcrm.ui.screens.customers.listing import Listed, read_list
from retailcrm.ui.screens.pages import Pages
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.work import Jobs, Lane, Step


@dataclass(frozen=True, slots=True)
class CustomersState:
    """Everything the table screen shows.

    Attributes:
        headline: how many customers the filters leave, in words.
        revision: counts the lists shown so far, so that a view knows when to start anew.
        is_loaded: the first answer has come.
        saving: what is being saved, "" if nothing is.
        finding: who is behind the figure that was opened, None for plain filters.
    """

    query: CustomerQuery = CustomerQuery()  # noqa: RUF009 - frozen
    chips: tuple[Chip, ...] = ()
    headline: str = ""
    figures: Figures = PLAIN
    total: int = 0
    revision: int = 0
    is_loaded: bool = False
    busy: bool = False
    saving: str = ""
    problem: str = ""
    finding: Finding | None = None

    @property
    def is_filtered(self) -> bool:
        """Whether fewer than everyone are asked for."""
        return bool(self.chips or self.query.text)


class CustomersView(Protocol):
    """What the presenter may ask of the screen."""

    def show_state(self, state: CustomersState) -> None:
        """Paint this."""

    def show_rows(self, first: int, last: int) -> None:
        """Paint these rows again: they have arrived."""

    def open_profile(self, customer_id: int) -> None:
        """Turn to the page of one customer."""


class CustomersPresenter:
    """Lists any customers that a figure names, in any order."""

    watches = frozenset({Topic.CUSTOMERS, Topic.RECEIPTS, Topic.GROUPS, Topic.SETTINGS})

    def __init__(
        self,
        view: CustomersView,
        customers: CustomerService,
        shop: ShopService,
        jobs: Jobs,
    ) -> None:
        self._view = view
        self._customers = customers
        self._shop = shop
        self._jobs = jobs
        self._state = CustomersState()
        self._stop_saving: Callable[[], None] | None = None
        self.pages: Pages[CustomerRow] = Pages(jobs, customers.page, view.show_rows, self._failed)

    def open(self, wanted: RowsRef) -> None:
        """Show the customers that `wanted` names, or one customer's page."""
        if customer := wanted.get("customer"):
            self._view.open_profile(int(customer))
            return
        query = replace(self._state.query, rows=wanted, text="")
        if wanted.get(FINDING):
            query = replace(query, sort=AMOUNT, descending=True)
        self._ask(query)

    def refresh(self) -> None:
        """Read the list again."""
        self._ask(self._state.query)

    def filter(self, text: str) -> None:
        """Leave only customers that match what was typed."""
        if text.strip() != self._state.query.text:
            self._ask(replace(self._state.query, text=text.strip()))

    def remove_chip(self, name: str) -> None:
        """Take one filter off."""
        self._ask(replace(self._state.query, rows=without(self._state.query.rows, name)))

    def clear_filters(self) -> None:
        """Show everyone again."""
        self._ask(replace(self._state.query, rows=rows("customers"), text=""))

    def sort(self, key: str, *, descending: bool) -> None:
        """Order by a column."""
        self._ask(replace(self._state.query, sort=key, descending=descending))

    def open_row(self, row: int) -> None:
        """Open the page of the customer in this row."""
        if 0 <= row < len(self.pages):
            self._view.open_profile(self.pages.id_at(row))

    def save_table(self, path: Path) -> None:
        """Write the customers shown, in the order shown, to a CSV file."""
        query = self._state.query
        self._show(saving=say("Saving {name}", name=path.name), problem="")
        handle = self._jobs.start(
            lambda progress: self._customers.save_table(query, path, progress),
            lane=Lane.WRITE,
            on_done=self._saved,
            on_error=self._failed,
            on_step=self._saving_step,
        )
        self._stop_saving = handle.cancel

    def cancel_saving(self) -> None:
        """Stop writing the file."""
        if self._state.saving and self._stop_saving:
            self._stop_saving()
            self._show(saving="")

    def _ask(self, query: CustomerQuery) -> None:
        before = self._state
        is_other = query.rows != before.query.rows
        if query.sort == AMOUNT and query.rows.get(FINDING) is None:
            query = replace(query, sort="name", descending=False)
        known = before.finding if before.finding and not is_other else None
        chips = chips_of(query.rows, known.title if known else "")
        self._show(query=query, chips=chips, busy=True, problem="")
        self._jobs.start(
            lambda _progress: read_list(self._customers, self._shop, query),
            on_done=self._listed,
            on_error=lambda error: self._refused(error, is_other=is_other),
            replaces="customers.list",
        )

    def _listed(self, found: Listed) -> None:
        self.pages.show(found.ids)
        finding = found.finding
        counted = _headline(len(found.ids), is_filtered=self._state.is_filtered)
        told = finding.headline(found.ids) if finding else ""
        self._show(
            query=found.query,
            chips=chips_of(found.query.rows, finding.title if finding else ""),
            figures=found.figures,
            finding=finding,
            total=len(found.ids),
            revision=self._state.revision + 1,
            headline=", ".join(filter(None, (counted, told))),
            is_loaded=True,
            busy=False,
        )

    def _refused(self, error: UserError, *, is_other: bool) -> None:
        """Leave nobody under the name of others."""
        if is_other:
            self.pages.show(NOBODY)
            self._show(total=0, headline="", finding=None)
        self._failed(error)

    def _saving_step(self, step: Step) -> None:
        if self._state.saving:
            text = say(
                "{done} of {total} saved",
                done=PLAIN.count(step.done),
                total=PLAIN.count(step.total),
            )
            self._show(saving=text)

    def _saved(self, _outcome: Outcome[int]) -> None:
        self._show(saving="")

    def _failed(self, error: UserError) -> None:
        self._show(busy=False, saving="", problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_state(self._state)


def _headline(total: int, *, is_filtered: bool) -> str:
    if not total and not is_filtered:
        return ""
    if total == 1:
        return say("1 customer matches") if is_filtered else say("1 customer")
    if is_filtered:
        return say("{count} customers match", count=PLAIN.count(total))
    return say("{count} customers", count=PLAIN.count(total))
