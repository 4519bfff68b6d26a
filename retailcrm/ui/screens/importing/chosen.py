"""Which files were chosen, how each is to be read, and the calls that makes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import Progress
from retailcrm.services.import_rows import FileReport, ImportFiles, ImportReport


@dataclass(frozen=True, slots=True)
class Chosen:
    """One file and how to read it where it does not say itself.

    Attributes:
        mapping: (role, heading) pairs if the owner matched the columns.
        date_order: "" lets the file decide.
        kind: sales or customers if the owner matched the columns as that.
    """

    path: Path
    mapping: tuple[tuple[str, str], ...] = ()
    date_order: str = ""
    kind: str = ""


Run = Callable[[ImportFiles, Progress], Outcome[ImportReport]]


def choose(paths: Iterable[Path], before: tuple[Chosen, ...] = ()) -> tuple[Chosen, ...]:
    """Add files to those chosen before, each once, in the order they came."""
    known = {one.path: one for one in before}
    for path in paths:
        known.setdefault(path, Chosen(path))
    return tuple(known.values())


def remap(chosen: tuple[Chosen, ...], changed: Chosen) -> tuple[Chosen, ...]:
    """Read one of the files in another way."""
    return tuple(changed if one.path == changed.path else one for one in chosen)


def wishes(chosen: tuple[Chosen, ...], *, dry_run: bool) -> tuple[ImportFiles, ...]:
    """Ask for plain files in one call, so that lists and receipts meet; mapped ones apart."""
    plain = tuple(one.path for one in chosen if not one.mapping and not one.date_order)
    together = (ImportFiles(plain, dry_run=dry_run),) if plain else ()
    apart = tuple(
        ImportFiles(
            (one.path,),
            mapping=_told(one),
            date_order=one.date_order or None,
            dry_run=dry_run,
        )
        for one in chosen
        if one.mapping or one.date_order
    )
    return together + apart


def _told(one: Chosen) -> dict[str, Any] | None:
    columns = dict(one.mapping)
    return {"kind": one.kind, "columns": columns} if one.kind and columns else columns or None


def run_all(
    run: Run, chosen: tuple[Chosen, ...], progress: Progress, *, dry_run: bool
) -> Outcome[ImportReport]:
    """Import (or only check) all chosen files and put the reports together."""
    files: list[FileReport] = []
    touched: frozenset[Topic] = frozenset()
    summaries: list[str] = []
    for wish in wishes(chosen, dry_run=dry_run):
        outcome = run(wish, progress)
        files.extend(outcome.value.files)
        touched |= outcome.touched
        summaries.append(outcome.summary)
    return Outcome(ImportReport(tuple(files), dry_run), touched, " ".join(filter(None, summaries)))


def path_of(file: str, chosen: tuple[Chosen, ...]) -> Path | None:
    """Find the chosen file that a report speaks of, archives and sheets included."""
    for one in chosen:
        if file in (one.path.name, str(one.path)) or file.startswith(f"{one.path.name}/"):
            return one.path
    return next((one.path for one in chosen if file.startswith(str(one.path))), None)
