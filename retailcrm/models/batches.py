"""Imports of the past, rows in quarantine, and how unknown files were read."""

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from retailcrm.models.base import Base


class ImportBatch(Base):
    """One file that went in, with what became of it."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    file: Mapped[str] = mapped_column(Text)
    dialect: Mapped[str] = mapped_column(Text)
    family_id: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    #: JSON: encoding, delimiter, headings, mapping, reading; what a retry needs
    facts: Mapped[str] = mapped_column(Text)
    #: JSON of the counts
    counts: Mapped[str] = mapped_column(Text)
    at: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(Text)


class QuarantinedRow(Base):
    """One row of a file kept aside."""

    __tablename__ = "problem"
    __table_args__ = (Index("ix_problem_batch_id", "batch_id"), Index("ix_problem_state", "state"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    batch_id: Mapped[int]
    line: Mapped[int]
    sheet: Mapped[str] = mapped_column(Text, default="")
    column_name: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    #: JSON list of the row's cells in the order of the file's headings
    raw: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, default="open")
    #: the batch that repaired it
    repaired_by: Mapped[int | None]


class RememberedMapping(Base):
    """How a file with these headings was read, for the next one like it."""

    __tablename__ = "remembered_mapping"

    fingerprint: Mapped[str] = mapped_column(Text, primary_key=True)
    mapping: Mapped[str] = mapped_column(Text)
    at: Mapped[int] = mapped_column(BigInteger)
