"""The receipts behind a figure: the list, its sum, and one receipt opened."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.customers import CustomerService, ReceiptDetail, ReceiptRow
from retailcrm.services.exporting import ExportService
from retailcrm.services.sales import SalesService
from retailcrm.services.shop import ShopService
from retailcrm.ui.screens.pages import Pages
from retailcrm.ui.screens.phrases import PLAIN, figures_of, local_receipt
from retailcrm.ui.screens.receipts.table_file import save_receipts
from retailcrm.ui.screens.receipts.wording import heading
from retailcrm.ui.work import Jobs, Lane

_Listed = tuple[Figures, NDArray[np.int64], int, int | None]


@dataclass(frozen=True, slots=True)
class ReceiptsState:
    """Everything the screen shows.

    Attributes:
        revision: counts the lists shown so far, so that a view knows when to start anew.
        net: net sales of all of them, the figure that was opened; None until added up.
        margin: their margin, where that is the figure; else None.
        is_about_margin: the figure that was opened is their margin.
        detail: the receipt that is open, if any.
    """

    title: str = ""
    figures: Figures = PLAIN
    total: int = 0
    revision: int = 0
    busy: bool = False
    problem: str = ""
    net: int | None = None
    margin: int | None = None
    is_about_margin: bool = False
    detail: ReceiptDetail | None = None


class ReceiptsView(Protocol):
    """What the presenter may ask of the screen."""

    def show_state(self, state: ReceiptsState) -> None:
        """Paint this."""

    def show_rows(self, first: int, last: int) -> None:
        """Paint these rows again: they have arrived."""


class ReceiptsPresenter:
    """Opens any receipts that a figure names."""

    def __init__(
        self,
        view: ReceiptsView,
        customers: CustomerService,
        sales: SalesService,
        shop: ShopService,
        exports: ExportService,
        jobs: Jobs,
        open_rows: Callable[[RowsRef], None],
    ) -> None:
        self._view = view
        self._customers = customers
        self._sales = sales
        self._shop = shop
        self._exports = exports
        self._jobs = jobs
        self._open_rows = open_rows
        self._rows = rows("receipts")
        self._state = ReceiptsState()
        self.pages: Pages[ReceiptRow] = Pages(jobs, self._page, view.show_rows, self._failed)

    def open(self, wanted: RowsRef) -> None:
        """Show the receipts that `wanted` names."""
        self._rows = wanted
        about_margin = wanted.get("measure") == "margin"
        self._show(title=heading(wanted), detail=None, net=None, is_about_margin=about_margin)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        self._show(busy=True, problem="")
        self._jobs.start(
            partial(self._read, self._rows),
            on_done=self._listed,
            on_error=self._failed,
            replaces="receipts.list",
        )

    def open_receipt(self, row: int) -> None:
        """Open the receipt in this row of the list."""
        if not 0 <= row < len(self.pages):
            return
        receipt_id = self.pages.id_at(row)
        self._jobs.start(
            lambda _progress: local_receipt(self._shop, self._customers.receipt(receipt_id)),
            on_done=lambda detail: self._show(detail=detail),
            on_error=self._failed,
            replaces="receipts.detail",
        )

    def close_receipt(self) -> bool:
        """Go back to the list; say whether a receipt was open."""
        was_open = self._state.detail is not None
        self._show(detail=None)
        return was_open

    def save_table(self, path: Path) -> None:
        """Write the receipts shown to a CSV file."""
        ids, digits = self.pages.ids, self._state.figures.digits

        def save(progress: Progress) -> Outcome[int]:
            self._exports.note("receipts", len(ids))
            return save_receipts(self._customers, ids, path, digits, progress)

        self._jobs.start(
            save,
            lane=Lane.WRITE,
            on_done=lambda _outcome: None,
            on_error=self._failed,
        )

    def open_customer(self) -> None:
        """Open the customer of the receipt that is open."""
        detail = self._state.detail
        if detail and detail.head.customer_id is not None:
            self._open_rows(rows("customers", customer=str(detail.head.customer_id)))

    def _page(self, ids: NDArray[np.int64]) -> tuple[ReceiptRow, ...]:
        found = self._customers.receipt_page(ids)
        if not self._state.is_about_margin:
            return found
        margins = self._sales.receipt_margins(ids)
        return tuple(replace(one, margin=margins.get(one.receipt_id, 0)) for one in found)

    def _read(self, wanted: RowsRef, _progress: Progress) -> _Listed:
        ids, net = self._customers.receipt_ids(wanted), self._customers.receipt_sum(wanted)
        margin = self._sales.receipt_margin(wanted) if self._state.is_about_margin else None
        return figures_of(self._shop), ids, net, margin

    def _listed(self, found: _Listed) -> None:
        figures, ids, net, margin = found
        self.pages.show(ids)
        self._show(
            figures=figures,
            total=len(ids),
            revision=self._state.revision + 1,
            busy=False,
            net=net,
            margin=margin,
        )

    def _failed(self, error: UserError) -> None:
        self._show(busy=False, problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_state(self._state)
