"""A till export may be cut short by a power failure at any instant."""

from tests.kill_import import run


def test_an_import_killed_at_any_moment_leaves_the_books_as_before_or_as_after() -> None:
    counts = run(kills=10, seed=20, lines=800)
    assert sum(counts.values()) == 10
