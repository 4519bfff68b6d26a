"""The power may fail while a copy is put back."""

from tests.kill_restore import run


def test_a_restore_killed_at_any_moment_leaves_the_old_books_or_the_copy() -> None:
    counts = run(kills=8, seed=5, lines=800)
    assert sum(counts.values()) == 8
