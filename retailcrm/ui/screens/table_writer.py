"""Tables written for spreadsheets; a disk that refuses is one sentence, not a crash."""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from retailcrm.core.errors import StorageError
from retailcrm.core.words import say

WriteRow = Callable[[Sequence[object]], object]


@contextmanager
def table_writer(path: Path) -> Iterator[WriteRow]:
    """Give what writes a row to a new CSV file.

    Raises:
        StorageError: the file cannot be written there.
    """
    try:
        with path.open("w", newline="", encoding="utf-8") as out:
            yield csv.writer(out).writerow
    except OSError as refusal:
        raise StorageError(
            say("{file} cannot be written there.", file=path.name),
            say("Close it in other programs, or choose another folder."),
        ) from refusal
