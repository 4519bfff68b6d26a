"""What was sold, by every key: the parts add up, and each figure opens the rows behind it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from retailcrm.core.days import month_end, month_index, month_start
from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef, parse_rows
from retailcrm.services.sales import SalesRow
from retailcrm.wiring import Services, open_shop
from tests.builders import taken_in, till_files
from tests.conftest import clock

KEYS = ("month", "day", "store", "channel", "category")


@pytest.fixture(scope="module")
def larkfield(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Open the invented shop as Square tells it, with orders of Shopify beside."""
    shop = open_shop(str(tmp_path_factory.mktemp("larkfield") / "shop.db"), clock)
    taken_in(shop, *till_files("square"))
    taken_in(shop, *till_files("shopify"), channel="online")
    yield shop
    shop.close()


def _added(rows: tuple[SalesRow, ...]) -> tuple[int, int, int, int]:
    return (
        sum(row.net_sales for row in rows),
        sum(row.margin for row in rows),
        sum(row.discounts for row in rows),
        sum(row.returns for row in rows),
    )


def test_every_way_of_cutting_sales_gives_the_same_total(larkfield: Services) -> None:
    status = larkfield.shop.status()
    for key in KEYS:
        net, _, discounts, returns = _added(larkfield.sales.by(key))
        assert (key, net, returns) == (key, status.net_sales, status.returns_value)
        assert discounts == status.discounts
    counted = [sum(row.receipts for row in larkfield.sales.by(key)) for key in KEYS[:4]]
    assert counted == [status.receipts] * 4


def test_margins_differ_by_rounding_alone_however_sales_are_cut(larkfield: Services) -> None:
    margins = [_added(larkfield.sales.by(key))[1] for key in ("month", "store", "category")]
    assert max(margins) - min(margins) <= 20
    assert margins[0] > 0


@pytest.mark.parametrize("key", ["month", "store", "channel", "category"])
def test_the_rows_behind_each_line_add_up_to_it(larkfield: Services, key: str) -> None:
    for row in larkfield.sales.by(key):
        assert larkfield.customers.receipt_sum(row.rows) == row.net_sales
        if key != "category":
            assert larkfield.customers.receipt_ids(row.rows).size == row.receipts
        assert parse_rows(row.rows.text()) == row.rows


def test_the_receipts_of_a_day_listed_one_by_one_add_up_to_it(larkfield: Services) -> None:
    for row in larkfield.sales.by("day")[::25]:
        ids = larkfield.customers.receipt_ids(row.rows)
        listed = larkfield.customers.receipt_page(ids)
        assert [one.receipt_id for one in listed] == ids.tolist()
        assert sum(one.net for one in listed) == row.net_sales
        assert {one.day.isoformat() for one in listed} <= {row.key}


def test_a_span_of_days_counts_its_days_alone(larkfield: Services) -> None:
    first, last = date(2026, 1, 5), date(2026, 2, 10)
    days = [row for row in larkfield.sales.by("day") if "2026-01-05" <= row.key <= "2026-02-10"]
    net = sum(row.net_sales for row in days)
    for key in ("month", "day", "store", "channel"):
        rows = larkfield.sales.by(key, first=first, last=last)
        assert sum(row.net_sales for row in rows) == net
        assert sum(larkfield.customers.receipt_sum(row.rows) for row in rows) == net


def test_sales_by_something_else_are_refused_in_a_sentence(larkfield: Services) -> None:
    with pytest.raises(UserError, match="not kept by weather"):
        larkfield.sales.by("weather")


def test_each_headline_figure_opens_the_receipts_of_its_month(larkfield: Services) -> None:
    for month in larkfield.sales.months()[:4]:
        headline = larkfield.sales.headline(month)
        told = {one.key: one for one in headline.figures}
        net = told["net_sales"]
        assert larkfield.customers.receipt_sum(net.rows) == net.value
        assert larkfield.customers.receipt_ids(net.rows).size == told["receipts"].value
        assert net.value is not None
        assert told["ticket"].value == pytest.approx(net.value / (told["receipts"].value or 0))
        share = told["member_share"]
        members = larkfield.customers.receipt_sum(share.rows)
        assert members == larkfield.customers.receipt_sum(_of_members(net.rows))
        assert share.value == pytest.approx(members / net.value)
        for bar in headline.bars:
            assert larkfield.customers.receipt_sum(bar.rows) == bar.net


def _of_members(rows: RowsRef) -> RowsRef:
    return RowsRef(rows.kind, tuple(sorted((*rows.filters, ("card", "yes")))))


def test_a_customer_without_a_card_is_no_member(file_shop: Services) -> None:
    taken_in(file_shop, *till_files("lightspeed"))
    taken_in(file_shop, *till_files("shopify"), channel="online")
    stores: list[int | None] = [None, *(one.store_id for one in file_shop.shop.status().stores)]
    fewer = 0
    for month in file_shop.sales.months():
        for store in stores:
            told = {one.key: one for one in file_shop.sales.headline(month, store).figures}
            share, net = told["member_share"], told["net_sales"]
            members = file_shop.customers.receipt_sum(share.rows)
            assert (share.value or 0) * (net.value or 0) == pytest.approx(members)
            fewer += members < file_shop.customers.receipt_sum(_known(net.rows))
    assert fewer


def test_in_a_shop_without_cards_everyone_it_knows_is_a_member(file_shop: Services) -> None:
    taken_in(file_shop, *till_files("loyverse"))
    for month in file_shop.sales.months()[:3]:
        told = {one.key: one for one in file_shop.sales.headline(month).figures}
        known = file_shop.customers.receipt_sum(_known(told["net_sales"].rows))
        assert known
        assert told["member_share"].value == pytest.approx(known / (told["net_sales"].value or 0))


def _known(rows: RowsRef) -> RowsRef:
    return RowsRef("receipts", tuple(sorted((*rows.filters, ("member", "yes")))))


def test_a_quiet_store_does_not_keep_a_month_open(larkfield: Services) -> None:
    last = {one.name: one.data_through for one in larkfield.shop.status().stores}
    newest = max(day for day in last.values() if day)
    months = larkfield.sales.months()
    for month in months:
        headline = larkfield.sales.headline(month)
        end = month_end(month)
        assert headline.complete is (newest >= end)
        late = {one.name: one.last for one in headline.late}
        assert late == {
            name: day
            for name, day in last.items()
            if headline.complete and day and month_start(month - 1) <= day < end
        }


def test_each_stores_headline_adds_up_to_the_shops(larkfield: Services) -> None:
    month = month_index(date(2026, 5, 1))
    stores = [store.store_id for store in larkfield.shop.status().stores]
    net = [larkfield.sales.headline(month, store).figures[0] for store in stores]
    whole = larkfield.sales.headline(month).figures[0]
    assert sum(one.value or 0 for one in net) == whole.value
    for one in net:
        assert larkfield.customers.receipt_sum(one.rows) == one.value


def test_months_are_compared_with_the_month_and_the_year_before(larkfield: Services) -> None:
    net = {row.key: row.net_sales for row in larkfield.sales.by("month")}
    figure = larkfield.sales.headline(month_index(date(2026, 5, 1))).figures[0]
    assert (figure.value, figure.before) == (net["2026-05"], net["2026-04"])
    assert figure.year_before == net["2025-05"]
    assert figure.history[-2:] == (net["2026-04"], net["2026-05"])
    first = larkfield.sales.headline(month_index(date(2025, 4, 1))).figures[0]
    assert (first.before, first.year_before) == (None, None)


def test_an_empty_shop_has_no_months_and_no_figures(file_shop: Services) -> None:
    assert file_shop.sales.months() == ()
    assert [file_shop.sales.by(key) for key in KEYS] == [()] * 5
    assert all(not one.value for one in file_shop.sales.headline(600).figures)
    assert file_shop.customers.receipt_ids(RowsRef("receipts")).size == 0


def test_a_whole_receipt_is_the_sum_of_its_lines(larkfield: Services) -> None:
    ids = larkfield.customers.receipt_ids(RowsRef("receipts"))
    assert np.unique(ids).size == ids.size == larkfield.shop.status().receipts
    for one in ids[::40].tolist():
        told = larkfield.customers.receipt(one)
        assert len(told.lines) == told.head.lines
        kept = sum(line.net - line.refunded for line in told.lines if not line.gift)
        assert kept == told.head.net
        assert sum(line.tax for line in told.lines) == told.head.tax
        assert Path(told.file).suffix == ".csv"
