"""What is told of saved lists and of lists that left the shop."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from retailcrm.core.rows import RowsRef
from retailcrm.services.left_out import LeftOutRow


@dataclass(frozen=True, slots=True)
class ListRow:
    """A saved list.

    Attributes:
        audience: as campaigns and exports name it.
        people: how many are on it now; None: it cannot be told any more.
        follows: it is asked anew each time, as the books grow.
    """

    id: int
    name: str
    audience: str
    people: int | None
    follows: bool
    saved_at: datetime
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class Pasted:
    """What became of pasted words.

    Attributes:
        people: customers found, each once.
        unmatched: lines that mean nobody, as they were pasted.
        doubtful: lines that mean more than one customer.
    """

    people: int
    unmatched: tuple[str, ...]
    doubtful: tuple[str, ...]
    row: ListRow


@dataclass(frozen=True, slots=True)
class ListPreview:
    """What a file would hold, before it is written."""

    audience: str
    title: str
    people: int
    included: int
    included_rows: RowsRef
    left_out: tuple[LeftOutRow, ...]
    suppressed: int
    mistyped: tuple[tuple[str, str], ...]  # (address, what it probably means)


@dataclass(frozen=True, slots=True)
class ExportWish:
    """A file that is wanted.

    Attributes:
        service: key of `mailing.services`.
        audience: rows as `core.rows` writes them, `list?id=…` or `campaign?id=…&arm=…`.
        out: folder.
        channel: email, sms or post; empty: what the service is for.
        since_last: only who is new or changed since this list last went to this service.
    """

    service: str
    audience: str
    out: Path
    channel: str = ""
    since_last: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """Files that were written.

    Attributes:
        number: of the export in the log.
        file: the list; the first of `files`.
        suppression_file: those never to be written to, as the service takes them.
        excluded_file: who was left out, with the reason; None if nobody was.
        included: rows of the list.
        unchanged: people left away because nothing changed since the last export.
        gone: people who were on the last one and may not be written to or are not meant any more.
        excluded: people by reason.
    """

    number: int
    file: Path
    files: tuple[Path, ...]
    suppression_file: Path
    suppressed: int
    excluded_file: Path | None
    included: int
    unchanged: int
    gone: int
    excluded: dict[str, int]


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A list that left the shop; `made_for` names the service in its own words."""

    number: int
    at: datetime
    actor: str
    service: str
    made_for: str
    channel: str
    title: str
    file: str
    included: int
    suppressed: int
    excluded: tuple[tuple[str, int], ...]
    rows: RowsRef
