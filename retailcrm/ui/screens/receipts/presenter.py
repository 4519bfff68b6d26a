"""The receipts behind a figure: the list, its sum, and one receipt opened."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.progress import Progress
from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.customers import CustomerService, ReceiptDetail, ReceiptRow
from retailcrm.services.shop import ShopService
from retailcrm.ui.screens.pages import PAGE, Pages
from retailcrm.ui.screens.phrases import PLAIN, figures_of
from retailcrm.ui.screens.receipts.wording import heading
from retailcrm.ui.work import Jobs


@dataclass(frozen=True, slots=True)
class Foot:
    """The sums below the list, in minor units; the net is the figure that was opened."""

    receipts: int = 0
    lines: int = 0
    discount: int = 0
    net: int = 0
    tax: int = 0


@dataclass(frozen=True, slots=True)
class ReceiptsState:
    """Everything the screen shows.

    Attributes:
        revision: counts the lists shown so far, so that a view knows when to start anew.
        foot: None until every receipt was added up.
        detail: the receipt that is open, if any.
    """

    title: str = ""
    figures: Figures = PLAIN
    total: int = 0
    revision: int = 0
    busy: bool = False
    problem: str = ""
    foot: Foot | None = None
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
        shop: ShopService,
        jobs: Jobs,
        open_rows: Callable[[RowsRef], None],
    ) -> None:
        self._view = view
        self._customers = customers
        self._shop = shop
        self._jobs = jobs
        self._open_rows = open_rows
        self._rows = rows("receipts")
        self._state = ReceiptsState()
        self.pages: Pages[ReceiptRow] = Pages(
            jobs, customers.receipt_page, view.show_rows, self._failed
        )

    def open(self, wanted: RowsRef) -> None:
        """Show the receipts that `wanted` names."""
        self._rows = wanted
        self._show(title=heading(wanted), detail=None, foot=None)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        self._show(busy=True, problem="")
        wanted = self._rows
        self._jobs.start(
            lambda _progress: (
                figures_of(self._shop),
                self._customers.receipt_ids(wanted),
            ),
            on_done=lambda found: self._listed(*found),
            on_error=self._failed,
            replaces="receipts.list",
        )

    def open_receipt(self, row: int) -> None:
        """Open the receipt in this row of the list."""
        if not 0 <= row < len(self.pages):
            return
        receipt_id = self.pages.id_at(row)
        self._jobs.start(
            lambda _progress: self._customers.receipt(receipt_id),
            on_done=lambda detail: self._show(detail=detail),
            on_error=self._failed,
            replaces="receipts.detail",
        )

    def close_receipt(self) -> bool:
        """Go back to the list; say whether a receipt was open."""
        was_open = self._state.detail is not None
        self._show(detail=None)
        return was_open

    def open_customer(self) -> None:
        """Open the customer of the receipt that is open."""
        detail = self._state.detail
        if detail and detail.head.customer_id is not None:
            self._open_rows(rows("customers", customer=str(detail.head.customer_id)))

    def _listed(self, figures: Figures, ids: NDArray[np.int64]) -> None:
        self.pages.show(ids)
        self._show(
            figures=figures,
            total=len(ids),
            revision=self._state.revision + 1,
            busy=False,
            foot=None,
        )
        self._jobs.start(
            lambda progress: add_up(self._customers.receipt_page, ids, progress),
            on_done=lambda foot: self._show(foot=foot),
            on_error=self._failed,
            replaces="receipts.sum",
        )

    def _failed(self, error: UserError) -> None:
        self._show(busy=False, problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_state(self._state)


def add_up(
    page: Callable[[NDArray[np.int64]], tuple[ReceiptRow, ...]],
    ids: NDArray[np.int64],
    progress: Progress,
) -> Foot:
    """Sum a list of any length page by page, so that it can be stopped; voids count nowhere."""
    foot = Foot()
    for start in range(0, len(ids), PAGE):
        progress.step(start, len(ids))
        counted = [row for row in page(ids[start : start + PAGE]) if row.kind != "void"]
        foot = Foot(
            receipts=foot.receipts + len(counted),
            lines=foot.lines + sum(row.lines for row in counted),
            discount=foot.discount + sum(row.discount for row in counted),
            net=foot.net + sum(row.net for row in counted),
            tax=foot.tax + sum(row.tax for row in counted),
        )
    return foot
