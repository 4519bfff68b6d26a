"""A short walk through random days of the ledger; the script walks ten thousand."""

from tests.ledger_walk import run


def test_whatever_happens_entries_lots_and_balances_agree() -> None:
    counts = run(60, seed=7)
    assert sum(counts.values()) == 60
