"""The fits are measured beside lifetimes only where both say the same."""

import pytest

from bench import fits


def test_both_fits_agree_and_are_timed() -> None:
    told = fits.compared(2_000, 1)
    assert told["customers"] == 2_000
    assert len(told["ours"]) == len(told["theirs"]) == 1
    assert min(told["ours"] + told["theirs"]) > 0


def test_fits_that_disagree_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fits, "theirs", lambda _columns: ({"r": 9.0}, {}))
    with pytest.raises(RuntimeError, match="lifetimes says"):
        fits.compared(500, 1)
