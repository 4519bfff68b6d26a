"""Make the next thing ready while this one is being used."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Thing = TypeVar("Thing")
_END = object()


def ahead(things: Iterator[Thing]) -> Iterator[Thing]:
    """Give the things in order, each next one made on another thread meanwhile.

    Whatever making a thing raises is raised where it would have been without this.
    """
    with ThreadPoolExecutor(max_workers=1) as worker:
        following = worker.submit(next, things, _END)
        while (thing := following.result()) is not _END:
            following = worker.submit(next, things, _END)
            yield thing  # type: ignore[misc]
