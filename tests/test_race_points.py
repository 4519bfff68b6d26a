"""Two tills may spend the same points at once, and only one may have them."""

from pathlib import Path

import pytest

from tests.race_points import run


def test_c28_two_programs_that_spend_the_same_points_at_once_never_both_win(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    counts = run(address, races=15)
    assert sum(counts.values()) == 15
