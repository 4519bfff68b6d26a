"""One way to say that the disk refused."""

from collections.abc import Iterator
from contextlib import contextmanager

from retailcrm.core.errors import StorageError
from retailcrm.core.words import say


@contextmanager
def storing(refused: str, sign: type[Exception] = OSError) -> Iterator[None]:
    """Write something; where the disk refuses, say so and what to look at.

    Args:
        refused: what was not done, in one sentence.
        sign: the fault that tells of it.

    Raises:
        StorageError: the disk refused.
    """
    try:
        yield
    except sign as fault:
        raise StorageError(refused, say("Is the disk full or write-protected?")) from fault
