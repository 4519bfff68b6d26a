"""Returns folded into the sales they belong to, so that a replay ends where the ledger does.

Almost every return brings back goods that stand on one line of its sale, which is done for all
at once; the others go through the same matching as at the counter.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from retailcrm.loyalty.baskets import basket_of
from retailcrm.loyalty.matching import matched
from retailcrm.loyalty.past import NO_COST, Column, Flags, Ints, Past


def fold_returns(past: Past, sale: Column) -> Past:
    """Take what came back off the lines it was sold on.

    Args:
        past: the receipts.
        sale: for each receipt the position of the sale it returns something of, -1 for none.

    Returns:
        The same receipts; lines of goods that came back and whose sale is known are empty.
    """
    lines = past.lines
    rows = np.flatnonzero((lines.net < 0) & (sale[lines.receipt] >= 0))
    if not rows.size:
        return past
    came = _Came(rows, sale[lines.receipt[rows]].astype(np.int64), *_back_columns(past))
    found = _sold_on(past, came)
    doubtful = _doubtful(past, came, found)
    plain = ~doubtful[came.sale]
    np.add.at(came.returned, found[plain], -lines.net[rows[plain]])
    np.add.at(came.pieces, found[plain], -np.minimum(0, lines.quantity[rows[plain]]))
    tip = _one_by_one(past, sale, came, doubtful)
    return _emptied(past, came, tip)


@dataclass(frozen=True, slots=True, eq=False)
class _Came:
    """Lines that came back, and what has come back of every line of the past."""

    rows: Ints
    sale: Ints
    returned: Column
    pieces: Column


def _back_columns(past: Past) -> tuple[Column, Column]:
    lines = past.lines
    # No wider than what was sold, for nothing comes back beyond that.
    return _copy(lines.returned, lines.net), _copy(lines.returned_quantity, lines.quantity)


def _copy(column: Column | None, like: Column) -> Column:
    return np.zeros_like(like) if column is None else column.copy()


def _keys(past: Past, rows: Ints, receipt: Ints) -> Ints:
    lines, products = past.lines, len(past.names.products) + 1
    goods = lines.product[rows].astype(np.int64) + 1 + products * lines.gift[rows]
    keys: Ints = receipt * (2 * products) + goods
    return keys


def _sold_on(past: Past, came: _Came) -> Ints:
    """Find the only line each was sold on, -1 where there is none or several."""
    lines = past.lines
    wanted = np.zeros(past.heads.day.size, dtype=np.bool_)
    wanted[came.sale] = True
    sold = np.flatnonzero(wanted[lines.receipt] & (lines.net > 0))
    keys = _keys(past, sold, lines.receipt[sold].astype(np.int64))
    order = np.argsort(keys, kind="stable")
    keys, mine = keys[order], _keys(past, came.rows, came.sale)
    first, last = np.searchsorted(keys, mine), np.searchsorted(keys, mine, side="right")
    single = (last - first == 1) & (lines.product[came.rows] >= 0)
    found = np.full(mine.size, -1, dtype=np.int64)
    found[single] = sold[order[first[single]]]
    return found


def _doubtful(past: Past, came: _Came, found: Ints) -> Flags:
    """Flag the sales whose returns need a closer look."""
    lines, known = past.lines, found >= 0
    on, place = np.unique(found[known], return_inverse=True)
    amount, pieces = np.zeros(on.size, dtype=np.int64), np.zeros(on.size, dtype=np.int64)
    np.add.at(amount, place, -lines.net[came.rows[known]].astype(np.int64))
    np.add.at(pieces, place, -np.minimum(0, lines.quantity[came.rows[known]]).astype(np.int64))
    over = (amount > lines.net[on] - came.returned[on]) | (
        pieces > lines.quantity[on] - came.pieces[on]
    )
    doubtful = np.zeros(past.heads.day.size, dtype=np.bool_)
    doubtful[came.sale[~known]] = True
    doubtful[came.sale[known][over[place]]] = True
    return doubtful


def _one_by_one(past: Past, sale: Column, came: _Came, doubtful: Flags) -> Column | None:
    """Match the doubtful returns as the counter does; give the tips that are left."""
    tip = past.heads.tip
    left = None if tip is None else tip.copy()
    if left is not None:
        doubtful = doubtful.copy()
        doubtful[sale[(sale >= 0) & (left < 0)]] = True
    backs: dict[int, list[int]] = defaultdict(list)
    for at in np.flatnonzero((sale >= 0) & doubtful[sale]).tolist():
        backs[int(sale[at])].append(at)
    starts = past.starts() if backs else np.zeros(0, dtype=np.int64)
    for at, returns in backs.items():
        baskets = [basket_of(past, starts, one) for one in returns]
        lines = tuple(line for one in baskets for line in one.lines)
        tips = sum(min(0, one.tip) for one in baskets)
        kept = matched(basket_of(past, starts, at), replace(baskets[0], lines=lines, tip=tips))
        for line in kept.lines:
            came.returned[line.line_no] = line.returned
            came.pieces[line.line_no] = line.returned_quantity
        if left is not None:
            left[at] = kept.tip
    return left


def _emptied(past: Past, came: _Came, tip: Column | None) -> Past:
    lines = past.lines

    def without(column: Column) -> Column:
        left = column.copy()
        left[came.rows] = 0
        return left

    cost = lines.cost
    if cost is not None:
        cost = np.where(cost == NO_COST, cost, without(cost))
    emptied = replace(
        lines,
        net=without(lines.net),
        discount=without(lines.discount),
        quantity=without(lines.quantity),
        cost=cost,
        returned=came.returned,
        returned_quantity=came.pieces,
        tax=None if lines.tax is None else without(lines.tax),
    )
    return replace(past, heads=replace(past.heads, tip=tip), lines=emptied)
