"""How an unknown file might be read, as the Import screen shows it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from retailcrm.core.words import say
from retailcrm.importers.chunks import Reading
from retailcrm.importers.mapping import written_out
from retailcrm.importers.source import propose_file, sample_rows
from retailcrm.services.import_rows import MappedSample, MappingProposal

SHOWN = 20


def propose_mapping(
    path: Path, reading: Reading, mapping: Mapping[str, Any] | None, kind: str = ""
) -> MappingProposal:
    """Propose how to read a file; what the person told stands.

    Raises:
        UserError: the file cannot be read at all.
    """
    found = propose_file(path, reading, mapping, kind)
    notes = (say("Receipt-wide cells stand on a receipt's first row only."),) if found.fill else ()
    return MappingProposal(
        path=path,
        kind=found.mapping.kind,
        mapping=tuple(found.mapping.columns.items()),
        headings=found.headings,
        roles=found.roles,
        sample=found.sample,
        missing=found.missing,
        date_order=found.mapping.date_order,
        notes=notes,
    )


def read_sample(
    path: Path, mapping: Mapping[str, Any], kind: str, reading: Reading
) -> MappedSample:
    """Read the first rows by a mapping, written out for people.

    Raises:
        UserError: the mapping leaves a needed column undecided.
    """
    frame, problems = sample_rows(path, mapping, kind, reading, SHOWN)
    headings, rows = written_out(frame, reading.digits)
    return MappedSample(headings, rows, problems)
