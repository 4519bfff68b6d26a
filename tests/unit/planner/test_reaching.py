"""Who of those near a status reached it, beyond those who do without a program."""

from datetime import date

import numpy as np

from retailcrm.core.days import day_number
from retailcrm.planner.programs import BANDS, ProgramModel, Step
from retailcrm.planner.purchases import Purchases, purchases
from retailcrm.planner.reaching import Reached, added, beyond, reached

DECEMBER = (2024 - 1970) * 12 + 11
MODEL = ProgramModel("A", 0, (Step(10_000, 0.1),))


def bought(*rows: tuple[int, date, int]) -> Purchases:
    who, days, amounts = zip(*rows, strict=True)
    return purchases(
        np.array(who, np.int64),
        np.array([day_number(one) for one in days], np.int64),
        np.array(amounts, np.int64),
        np.zeros(len(rows), np.bool_),
    )


def test_a_status_is_reached_by_the_twelve_months_that_end_later() -> None:
    found = bought(
        (1, date(2024, 6, 1), 8_000), (1, date(2025, 2, 1), 2_000),  # near, and there
        (2, date(2024, 1, 5), 9_000), (2, date(2025, 2, 1), 2_000),  # what he bought is too old
        (3, date(2024, 6, 1), 8_000),  # stays where he is
        (4, date(2024, 6, 1), 3_000), (4, date(2025, 1, 1), 7_000),  # from far
        (5, date(2025, 1, 1), 20_000),  # was not there yet
    )  # fmt: skip
    far, mid, near = reached(found, MODEL, BANDS, DECEMBER, 2)
    assert (far, mid, near) == (Reached(1, 1), Reached(0, 0), Reached(3, 1))
    assert mid.share is None


def test_channels_add_up_band_by_band() -> None:
    parts = [(Reached(4, 1), Reached(2, 2)), (Reached(6, 0), Reached(0, 0))]
    assert added(parts, 2) == (Reached(10, 1), Reached(2, 2))
    assert added([], 2) == (Reached(0, 0), Reached(0, 0))


def test_those_who_rise_anyway_are_taken_off() -> None:
    assert beyond(Reached(40, 10), Reached(20, 3)) == 4
    assert beyond(Reached(40, 2), Reached(20, 10)) == 0, "fewer than before is nobody, not less"
    assert beyond(Reached(40, 2), Reached(0, 0)) is None
    assert beyond(Reached(0, 0), Reached(20, 3)) is None
