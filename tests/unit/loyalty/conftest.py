"""Counting points, for the tests of earning."""

import pytest

from retailcrm.loyalty.earning import earn, whole_points


@pytest.fixture(scope="session")
def points():
    """Tell the whole points of a basket under a program."""

    def count(of, rules):
        return whole_points(earn(of, rules), of.digits)[0]

    return count
