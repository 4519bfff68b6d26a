"""What was noted for later: monthly snapshots of the groups, printed reports, the audit."""

from sqlalchemy import BigInteger, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from retailcrm.models.base import Base


class GroupSnapshot(Base):
    """Everyone's group, segment and stage at the end of a month, as one compressed block."""

    __tablename__ = "group_snapshot"

    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[int]
    rules: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(BigInteger)
    block: Mapped[bytes] = mapped_column(LargeBinary)


class PrintedReportRecord(Base):
    """A report that was printed, and the rows behind each of its figures."""

    __tablename__ = "printed_report"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(Text)
    month: Mapped[int]
    file: Mapped[str] = mapped_column(Text)
    pages: Mapped[int]
    at: Mapped[int] = mapped_column(BigInteger)
    #: JSON list of (number, name, value, rows)
    figures: Mapped[str] = mapped_column(Text)


class AuditEvent(Base):
    """Who did what to the books and when; append-only, ids only, never names."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
