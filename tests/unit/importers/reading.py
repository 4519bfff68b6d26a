"""A file on disk, read to its end."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from retailcrm.core.problem import Problem
from retailcrm.importers.chunks import FileFacts, Reading
from retailcrm.importers.source import Source, open_sources

SHOP = Reading(currency="USD", zone="America/New_York", country="US")
GERMAN = Reading(currency="EUR", zone="Europe/Berlin", country="DE")


@dataclass
class Read:
    """What one source gave."""

    facts: FileFacts
    frame: pl.DataFrame
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0
    passed: int = 0
    chunks: int = 0
    notes: list[str] = field(default_factory=list)

    def row(self, number: int) -> dict[str, Any]:
        return self.frame.row(number, named=True)


def read_source(source: Source) -> Read:
    frames: list[pl.DataFrame] = []
    read = Read(source.facts, pl.DataFrame())
    for chunk in source.chunks():
        frame = chunk.lines if chunk.lines is not None else chunk.customers
        assert frame is not None
        frames.append(frame)
        read.problems += chunk.problems
        read.rows += chunk.rows
        read.passed += chunk.passed
        read.notes += chunk.notes
        read.chunks += 1
    read.frame = pl.concat(frames)
    return read


def read_file(path: Path, reading: Reading = SHOP, **told: Any) -> Read:
    (source,) = open_sources(path, reading, **told)
    return read_source(source)


def write(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path
