"""One customer's page: what the books know, and the receipts one by one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.category_rows import CustomerCategories
from retailcrm.services.customers import CustomerProfile, CustomerService, ReceiptDetail
from retailcrm.services.shop import ShopService
from retailcrm.services.value_rows import CustomerValue
from retailcrm.ui.screens.phrases import PLAIN, figures_of, local_receipt
from retailcrm.ui.work import Jobs


@dataclass(frozen=True, slots=True)
class ProfileState:
    """Everything a customer's page shows."""

    customer_id: int | None = None
    profile: CustomerProfile | None = None
    figures: Figures = PLAIN
    value: CustomerValue | None = None
    categories: CustomerCategories | None = None
    receipt: ReceiptDetail | None = None
    busy: bool = False
    problem: str = ""


class ProfileView(Protocol):
    """What the presenter may ask of the page."""

    def show_state(self, state: ProfileState) -> None:
        """Paint this."""


class ProfilePresenter:
    """Opens customers and their receipts.

    Args:
        view: the page.
        customers: tells the customer.
        shop: tells the currency and the clock.
        jobs: run what takes time.
        open_rows: opens what is behind a figure.
        value: tells what the customer will probably bring, None before the first visit.
        categories: tells what the customer may be shown next.
    """

    def __init__(
        self,
        view: ProfileView,
        customers: CustomerService,
        shop: ShopService,
        jobs: Jobs,
        open_rows: Callable[[RowsRef], None],
        value: Callable[[int], CustomerValue | None],
        categories: Callable[[int], CustomerCategories],
    ) -> None:
        self._view = view
        self._customers = customers
        self._shop = shop
        self._jobs = jobs
        self._open_rows = open_rows
        self._value = value
        self._categories = categories
        self._state = ProfileState()

    def open(self, customer_id: int) -> None:
        """Show one customer."""
        if customer_id != self._state.customer_id:
            self._show(
                customer_id=customer_id, profile=None, value=None, categories=None, receipt=None
            )
        self.refresh()

    def refresh(self) -> None:
        """Read the customer again."""
        customer_id = self._state.customer_id
        if customer_id is None:
            return
        self._show(busy=True, problem="")
        self._jobs.start(
            lambda _progress: (
                figures_of(self._shop),
                self._customers.profile(customer_id),
            ),
            on_done=lambda found: self._show(figures=found[0], profile=found[1], busy=False),
            on_error=self._failed,
            replaces="profile.read",
        )
        # The whole base is valued for it, which the rest of the page does not wait for.
        self._jobs.start(
            lambda _progress: self._value(customer_id),
            on_done=lambda value: self._show(value=value),
            on_error=self._failed,
            replaces="profile.value",
        )
        self._jobs.start(
            lambda _progress: self._categories(customer_id),
            on_done=lambda found: self._show(categories=found),
            on_error=self._failed,
            replaces="profile.categories",
        )

    def open_receipt(self, receipt_id: int) -> None:
        """Show one receipt with its lines and corrections."""
        self._jobs.start(
            lambda _progress: local_receipt(self._shop, self._customers.receipt(receipt_id)),
            on_done=lambda receipt: self._show(receipt=receipt),
            on_error=self._failed,
            replaces="profile.receipt",
        )

    def open_all_receipts(self) -> None:
        """List every receipt of this customer with its sum."""
        if self._state.customer_id is not None:
            self._open_rows(rows("receipts", customer=str(self._state.customer_id)))

    def close_receipt(self) -> bool:
        """Put the receipt away; say whether one was open."""
        was_open = self._state.receipt is not None
        if was_open:
            self._show(receipt=None)
        return was_open

    def _failed(self, error: UserError) -> None:
        self._show(busy=False, problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_state(self._state)
