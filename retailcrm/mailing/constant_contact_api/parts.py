"""A list cut into files that the service takes whole."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import polars as pl

#: Half of what it takes: beyond its limits it drops rows without a word.
MOST_ROWS, MOST_BYTES = 20_000, 3_500_000


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an upload.

    Attributes:
        first: place of its first row in the table.
        people: rows.
        content: CSV.
    """

    first: int
    people: int
    content: bytes

    @property
    def hash(self) -> str:
        """SHA-256 of what is sent."""
        return hashlib.sha256(self.content).hexdigest()


def parts_of(
    table: pl.DataFrame, most_rows: int = MOST_ROWS, most_bytes: int = MOST_BYTES
) -> Iterator[Part]:
    """Cut a table, never within a row."""
    at = 0
    while at < table.height:
        take = min(most_rows, table.height - at)
        content = _csv(table.slice(at, take))
        while len(content) > most_bytes and take > 1:
            take = max(1, min(take - 1, int(take * most_bytes / len(content) * 0.95)))
            content = _csv(table.slice(at, take))
        yield Part(at, take, content)
        at += take


def _csv(table: pl.DataFrame) -> bytes:
    buffer = BytesIO()
    table.write_csv(buffer, line_terminator="\r\n")
    return buffer.getvalue()


def multipart(name: str, content: bytes, list_ids: tuple[str, ...]) -> tuple[str, bytes]:
    """Pack a file and the lists it is for; give the content type and the body."""
    border = f"retailcrm-{hashlib.sha256(content + name.encode()).hexdigest()[:32]}"
    pieces = [
        f'--{border}\r\nContent-Disposition: form-data; name="list_ids"\r\n\r\n'
        f"{','.join(list_ids)}\r\n".encode(),
        f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: text/csv\r\n\r\n".encode(),
        content,
        f"\r\n--{border}--\r\n".encode(),
    ]
    return f"multipart/form-data; boundary={border}", b"".join(pieces)
