"""The door of the importers: recognise a file, then read it chunk by chunk."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from retailcrm.core.errors import Cure, UserError
from retailcrm.core.problem import Problem
from retailcrm.core.words import say
from retailcrm.importers.chunks import Chunk, FileFacts, Reading
from retailcrm.importers.currencies import currencies_of, is_foreign
from retailcrm.importers.detection import by_key, is_known, nearly, recognise
from retailcrm.importers.engine import TableSource, source_of
from retailcrm.importers.mapping import (
    FileMapping,
    Proposal,
    dialect_of,
    fingerprint,
    propose,
    read_mapping,
    reading_by,
)
from retailcrm.importers.opening import Opened, open_tables
from retailcrm.importers.plan import plan_for
from retailcrm.importers.registry import DIALECTS

MAPPED = "mapped"
_KNOWN = partial(is_known, dialects=DIALECTS)


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
    mapping: Mapping[str, Any] | None = None,
    remembered: Mapping[str, Mapping[str, Any]] | None = None,
) -> list[Source]:
    """Recognise `path`: one source a file, sheet or archive member.

    Args:
        path: CSV, TSV, XLSX or a ZIP of them.
        reading: what the file itself does not say.
        dialect: key to force.
        mapping: how to read the file: `kind`, `date_order` and `columns` (role to heading),
            or bare role to heading.
        remembered: such mappings by `fingerprint` of their headings, from earlier files.

    Raises:
        UserError: one sentence where the file cannot be read or stays undecided.
    """
    told = read_mapping(mapping)
    forced = None if dialect == MAPPED else dialect
    sources: list[Source] = []
    refusals: list[UserError] = []
    for opened in open_tables(path, _KNOWN):
        own = replace(reading, name=reading.name or opened.file)
        kept = remembered or {}
        by_person = told if told.columns else read_mapping(
            kept.get(fingerprint(opened.table.headings))
        )  # fmt: skip
        mapped = bool(told.columns) or dialect == MAPPED
        try:
            sources.append(_source(opened, own, forced, by_person, mapped=mapped))
        except UserError as refusal:
            refusals.append(refusal)
    # A sheet of notes beside the sales keeps nobody out; a file without any table does.
    if refusals and (not sources or not _is_side_sheet(sources)):
        raise refusals[0]
    if not sources:
        raise UserError(say('"{name}" holds no table.', name=path.name))
    return sources


def _is_side_sheet(sources: list[Source]) -> bool:
    return any(source.facts.dialect != MAPPED for source in sources)


def _source(
    opened: Opened, reading: Reading, forced: str | None, told: FileMapping, *, mapped: bool
) -> TableSource:
    table = opened.table
    chosen = None
    if forced:
        chosen = by_key(forced, table.headings, DIALECTS, table.name)
    elif not mapped:
        chosen = recognise(table.headings, DIALECTS, table.name)
    if chosen is not None:
        return source_of(table, plan_for(chosen, table.headings), reading, {}, opened.keep)
    if not told.columns and (close := nearly(table.headings, DIALECTS)):
        raise UserError(
            say(
                '"{name}" looks like {title}, but has no column "{column}".',
                name=table.name,
                title=close[0].title,
                column=close[1],
            ),
            say("Export it again with all columns."),
            Cure.COLUMNS,
        )
    return _mapped(opened, reading, propose(table, told))


def _mapped(opened: Opened, reading: Reading, proposal: Proposal) -> TableSource:
    table = opened.table
    dialect = dialect_of(proposal, table.name)
    plan = plan_for(dialect, table.headings)
    own = reading_by(proposal.mapping, reading)
    return source_of(table, plan, own, proposal.mapping.columns, opened.keep)


def propose_file(
    path: Path, reading: Reading, mapping: Mapping[str, Any] | None = None, kind: str = ""
) -> Proposal:
    """Propose how to read an unknown file (its first table).

    Args:
        path: of the file.
        reading: what the file itself does not say.
        mapping: what the person told so far.
        kind: "sales" or "customers" if the person said which; "" to find out.

    Raises:
        UserError: where the file cannot be read, or the mapping names what is not there.
    """
    del reading
    opened = next(open_tables(path, _KNOWN))
    told = read_mapping(mapping)
    return propose(opened.table, replace(told, kind=kind or told.kind))


def sample_rows(
    path: Path, mapping: Mapping[str, Any], kind: str, reading: Reading, limit: int = 20
) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """Read the first rows of a file by a mapping: typed rows and those kept aside.

    Args:
        path: of the file.
        mapping: as for `open_sources`.
        kind: "sales" or "customers".
        reading: what the file itself does not say.
        limit: rows at most.

    Raises:
        UserError: where the mapping leaves a needed column undecided.
    """
    told = replace(read_mapping(mapping), kind=kind)
    opened = next(open_tables(path, _KNOWN))
    proposal = propose(opened.table, told)
    own = replace(reading, name=opened.file)
    source = _mapped(opened, own, proposal)
    if is_foreign(source.facts.currency, own.currency):
        # Nothing is booked: whoever looks at a file sees it in its own currency.
        other = currencies_of(source.facts.currency)[0]
        source = _mapped(opened, replace(own, currency=other), proposal)
    for chunk in islice(source.chunks(), 1):
        frame = chunk.lines if chunk.lines is not None else chunk.customers
        if frame is not None:
            return frame.head(limit), chunk.problems[:limit]
    return pl.DataFrame(), ()
