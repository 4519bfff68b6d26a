"""Time zones are known by name."""

import pytest

from retailcrm.core.zones import is_zone


@pytest.mark.parametrize(
    ("name", "known"),
    [("America/New_York", True), ("UTC", True), ("Mars/Olympus", False), ("../etc", False),
     ("", False), ("Europe/Paris\0", False), ("x" * 300, False)],
)  # fmt: skip
def test_a_zone_is_one_that_the_clock_knows(name: str, *, known: bool) -> None:
    assert is_zone(name) is known
