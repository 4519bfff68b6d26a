"""Only the beginning of a series is drawn."""

import numpy as np

from retailcrm.campaigns.moments.moment import occasion_of
from retailcrm.campaigns.moments.series import at_step, begins


def test_of_a_series_the_first_step_that_was_given_counts_as_drawn_whatever_step_it_was() -> None:
    who = np.array([7, 7, 7, 8, 8], dtype=np.int64)
    told = [(100, 1), (100, 2), (130, 0), (90, 2), (90, 0)]
    occasion = np.array([occasion_of(day, step) for day, step in told], dtype=np.int64)
    assert begins(who, occasion).tolist() == [True, False, True, False, True]
    assert at_step(occasion, 2).tolist() == [False, True, False, True, False]
