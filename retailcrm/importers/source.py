"""The door of the importers: recognise a file, then read it chunk by chunk."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from retailcrm.importers.chunks import Chunk, FileFacts, Reading


class Source(Protocol):
    """One recognised file (or sheet, or archive member), ready to be read any number of times."""

    @property
    def facts(self) -> FileFacts:
        """What was found out about it."""
        ...

    @property
    def size(self) -> int:
        """Bytes, for progress."""
        ...

    def chunks(self) -> Iterator[Chunk]:
        """Read it: bounded memory, chunks end between receipts."""
        ...


def open_sources(
    path: Path,
    reading: Reading,
    *,
    dialect: str | None = None,
    mapping: Mapping[str, str] | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
) -> list[Source]:
    """Recognise `path`: one source a file, sheet or archive member.

    Args:
        path: CSV, TSV, XLSX or a ZIP of them.
        reading: what the file itself does not say.
        dialect: key to force.
        mapping: role to heading, to read the file by.
        remembered: mappings by `fingerprint` of their headings, from earlier files.

    Raises:
        UserError: one sentence where the file cannot be read or stays undecided.
    """
    raise NotImplementedError
