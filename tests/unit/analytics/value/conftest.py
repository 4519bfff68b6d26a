"""The CDs that 2,357 people bought in 1997, and shops whose truth is known."""

import csv
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from retailcrm.analytics.history import DayBook

DATA = Path(__file__).parents[3] / "data" / "methods"
FIRST = 18_262  # 1 January 2020


@pytest.fixture(scope="session")
def rows_of():
    def read(name):
        with (DATA / name).open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    return read


@pytest.fixture(scope="session")
def datasets():
    """The folder of published data; the package itself is slow to load and not asked."""
    found = find_spec("lifetimes")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "datasets"


@pytest.fixture(scope="session")
def cdnow(datasets):
    """Repeat visits, weeks to the latest and to the end, and mean spending of one."""
    text = (datasets / "cdnow_customers_summary_with_transactions.csv").read_text("utf-8")
    table = np.array([[float(one) for one in row] for row in list(csv.reader(text.split()))[1:]])
    return SimpleNamespace(
        repeats=table[:, 1].astype(np.int64), last=table[:, 2], age=table[:, 3], spend=table[:, 4]
    )


@pytest.fixture(scope="session")
def book_from():
    """Write days as a shop's books: arrays of customer, day and net sales."""

    def build(who, day, net, customers=None):
        key, place = np.unique(who * 2**32 + day, return_inverse=True)
        total = np.bincount(place, weights=net).astype(np.int64)
        ids = np.arange(customers if customers is not None else int(who.max(initial=-1)) + 1)
        one, none = np.ones(key.size, dtype=np.int32), np.zeros(key.size, dtype=np.int64)
        return DayBook(
            ids=ids,
            customer=(key // 2**32).astype(np.int32),
            day=(key % 2**32).astype(np.int32),
            receipts=one,
            returns=one * 0,
            sales_with_value=(total > 0).astype(np.int32),
            net=total,
            list_amount=total,
            discount=none,
            cost=none,
            list_uncosted=total,
            returned_list=none,
        )

    return build


@pytest.fixture(scope="session")
def shop_of(book_from):
    """Let customers come at rates, leave and spend as the models say, for two years and one."""

    def build(seed, customers, *, days=730, ahead=365, leave=(0.8, 2.5)):
        luck = np.random.default_rng(seed)
        start = luck.integers(0, days, customers)
        rate = luck.gamma(0.6, 1 / 40.0, customers)
        gone = luck.beta(leave[0], leave[1], customers)
        size = luck.gamma(4.0, 1 / 3_000.0, customers)
        most = 400
        waits = luck.exponential(1.0, (customers, most)) / rate[:, None]
        when = start[:, None] + np.cumsum(np.insert(waits, 0, 0.0, axis=1), axis=1)
        stays = np.cumsum(luck.random((customers, most + 1)) < gone[:, None], axis=1)
        there = (when < days + ahead) & (np.insert(stays[:, :-1], 0, 0, axis=1) == 0)
        who = np.broadcast_to(np.arange(customers)[:, None], there.shape)[there]
        net = np.maximum(np.round(luck.gamma(3.0, 1 / size[who])), 1.0)
        return book_from(who, when[there].astype(np.int64) + FIRST, net, customers)

    return build
