"""Read a list of customers: who, in which order, and what each adds to a figure."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.figures import Figures
from retailcrm.services.customers import AMOUNT, CustomerQuery, CustomerService
from retailcrm.services.finding import FINDING
from retailcrm.services.shop import ShopService
from retailcrm.ui.screens.customers.finding import Finding
from retailcrm.ui.screens.phrases import figures_of


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A list as it was read."""

    query: CustomerQuery
    figures: Figures
    ids: NDArray[np.int64]
    finding: Finding | None


def read_list(customers: CustomerService, shop: ShopService, query: CustomerQuery) -> Listed:
    """Read whom a query means, and what each adds where they are behind a figure."""
    figures, finding = figures_of(shop), None
    if query.rows.get(FINDING) is not None:
        found = customers.found(query.rows)
        finding = None if found is None else Finding(found, figures)
        if query.sort == AMOUNT and (found is None or found.amounts is None):
            query = replace(query, sort="net_sales")
    return Listed(query, figures, customers.ids(query), finding)
