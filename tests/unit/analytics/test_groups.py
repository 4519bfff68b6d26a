import csv
from pathlib import Path

import numpy as np
import pytest

from retailcrm.analytics.contribution import (
    Prices,
    Returned,
    kept_discount,
    mail_cost,
    margin,
    net_contribution,
    points_cost,
)
from retailcrm.analytics.groups import BECAUSE, GROUPS, Worth, classify
from retailcrm.analytics.rules import Rules
from retailcrm.core.vocabulary import group_title

DATA = Path(__file__).parents[2] / "data" / "methods"
STAGE = {"active": 0, "been a while": 1, "MIA": 2, "dead": 3}
WHY = {"dead card": "dead", "costs more": "costs", "no. ": "best", "expected": "little"}
# The worked table knows two bands of tenure and no smallest sizes.
WORKED = Rules(tenure_days=(365,), peers_least=0, group_least=0)


def worked():
    with (DATA / "value_groups_worked.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def column(rows, name):
    return np.array([float(row[name]) for row in rows])


def contributions(rows):
    """Compute the net contribution from the raw columns, in units of the currency."""
    listed, returned = column(rows, "list_sales"), column(rows, "returned_list")
    kept = listed - returned
    discount = kept_discount(listed, column(rows, "discount"), returned)
    margins = margin(kept - discount, np.zeros(len(rows)), kept, 0.40)
    prices = Prices(point=0.01, redeemed=0.80)
    others = points_cost(column(rows, "points"), prices, 1) + mail_cost(
        column(rows, "emails"), column(rows, "sms"), column(rows, "post"), prices, 1
    )
    return net_contribution(
        margins, Returned(column(rows, "returns"), returned), others, Rules(), 1
    )


def worth(rows, value):
    cells = [row["peer_cell"].split("|") for row in rows]
    return Worth(
        contribution=value,
        stage=np.array([STAGE[row["stage"]] for row in rows], dtype=np.int8),
        visits=np.ones(len(rows), dtype=np.int64),
        band=np.array([int(cell[0] == "1y+") for cell in cells], dtype=np.int64),
        category=np.array([("Tea", "Coffee").index(cell[1]) for cell in cells], dtype=np.int64),
    )


def test_net_contribution_of_fifteen_customers_is_as_worked_out():
    rows = worked()
    assert contributions(rows) == pytest.approx(column(rows, "NC"), abs=1e-6)


def test_fifteen_customers_land_in_the_worked_groups_for_the_worked_reasons():
    rows = worked()
    found = classify(worth(rows, contributions(rows)), WORKED, minor=1)
    assert [group_title(GROUPS[one]) for one in found.group] == [row["group"] for row in rows]
    why = [next((v for k, v in WHY.items() if row["reason"].startswith(k)), None) for row in rows]
    why = [one or row["reason"].split(":")[0] for one, row in zip(why, rows, strict=True)]
    assert [BECAUSE[one] for one in found.because] == why
    assert found.rank[:3].tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "pick"),
    [
        ("pct", lambda found: found.standing.percentile),
        ("potential", lambda found: found.standing.potential),
        ("gap", lambda found: found.gap),
        ("p_return", lambda found: found.p_return),
        ("growth_value", lambda found: found.growth),
        ("future_value", lambda found: found.future),
    ],
)
def test_what_fifteen_customers_could_bring_is_as_worked_out(name, pick):
    rows = worked()
    found = classify(worth(rows, contributions(rows)), WORKED, minor=1)
    # The table is rounded to four decimals.
    assert pick(found) == pytest.approx(column(rows, name), abs=6e-5)
