"""The program by date and the points ledger, which only grows.

A balance is the sum of its entries. What stands in `points_account` is a copy of that sum for
the counter's speed; it is recomputed and compared by the check of the ledger.
"""

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, SmallInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from retailcrm.models.base import Base


class ProgramVersion(Base):
    """The rules in force from a day on; append-only, so that the past keeps its own."""

    __tablename__ = "program_version"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: first day it holds
    starts: Mapped[int]
    #: JSON of the rules
    rules: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, server_default=text("''"))
    at: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[str] = mapped_column(Text)


class PointsEntry(Base):
    """One movement of points; append-only.

    An entry with positive points is also a lot, named by the entry's id, that later entries
    use up. What a negative entry could not take from any lot is a debt, which the next lots pay.
    """

    __tablename__ = "points_entry"
    __table_args__ = (
        Index("ix_points_entry_customer_id", "customer_id", "day"),
        Index("ix_points_entry_receipt_id", "receipt_id"),
        Index(
            "ix_points_entry_reverses",
            "reverses",
            sqlite_where=text("reverses IS NOT NULL"),
            postgresql_where=text("reverses IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: the member at the time; a merge adds accounts up and changes no entry
    customer_id: Mapped[int]
    #: earn, reverse, correct, redeem, give_back, expire, award, adjust, opening, clamp, transfer,
    #: take_back
    kind: Mapped[str] = mapped_column(Text)
    points: Mapped[int] = mapped_column(Integer)
    #: business date
    day: Mapped[int]
    at: Mapped[int] = mapped_column(BigInteger)
    #: first day the points may be used; None for entries that are no lots
    available: Mapped[int | None]
    #: last day they may be used; None: they never expire
    expires: Mapped[int | None]
    #: the receipt it follows; no foreign key, for the entry outlives an undone import
    receipt_id: Mapped[int | None] = mapped_column(BigInteger)
    #: the receipt as people name it, or the code of a reward
    reference: Mapped[str] = mapped_column(Text, server_default=text("''"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("program_version.id"))
    #: the entry this one takes back, wholly or in part
    reverses: Mapped[int | None] = mapped_column(BigInteger)
    #: told twice, booked once
    key: Mapped[str] = mapped_column(Text, unique=True)
    reason: Mapped[str] = mapped_column(Text, server_default=text("''"))
    actor: Mapped[str] = mapped_column(Text, server_default=text("''"))
    #: money that the points stand for, in minor units (redemptions)
    value: Mapped[int | None] = mapped_column(BigInteger)


class PointsLine(Base):
    """How a line of a receipt earned: the arithmetic behind an entry, before rounding."""

    __tablename__ = "points_line"
    __table_args__ = ({"sqlite_with_rowid": False},)

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("points_entry.id"), primary_key=True, autoincrement=False
    )
    #: the receipt's line; -1: the visit itself
    line_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: eligible amount in minor units
    amount: Mapped[int] = mapped_column(BigInteger)
    #: millionths of a point for one currency unit
    rate: Mapped[int] = mapped_column(BigInteger)
    #: multiplier in ten-thousandths
    factor: Mapped[int] = mapped_column(Integer)
    #: unrounded points in units of `loyalty.earning.scale`
    earned: Mapped[int] = mapped_column(BigInteger)
    #: which rules made it, in words
    told: Mapped[str] = mapped_column(Text, server_default=text("''"))


class LotUse(Base):
    """Which entry took how many points of which lot; append-only."""

    __tablename__ = "lot_use"
    __table_args__ = (
        Index("ix_lot_use_lot_id", "lot_id"),
        {"sqlite_with_rowid": False},
    )

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("points_entry.id"), primary_key=True, autoincrement=False
    )
    lot_id: Mapped[int] = mapped_column(
        ForeignKey("points_entry.id"), primary_key=True, autoincrement=False
    )
    #: grows when points given back are used again from the same lot
    nth: Mapped[int] = mapped_column(
        SmallInteger, primary_key=True, autoincrement=False, server_default="0"
    )
    points: Mapped[int] = mapped_column(Integer)


class PointsAccount(Base):
    """A member's balance and tier as last computed."""

    __tablename__ = "points_account"

    customer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    balance: Mapped[int] = mapped_column(Integer)
    #: id of the newest entry that is in the balance
    entry_id: Mapped[int] = mapped_column(BigInteger)
    tier: Mapped[str] = mapped_column(Text, server_default=text("''"))
    #: last day the tier holds; None: until the next review
    tier_until: Mapped[int | None]


class PointsReceipt(Base):
    """How a receipt stood when its points were last booked, so that only changes are worked on."""

    __tablename__ = "points_receipt"
    __table_args__ = (Index("ix_points_receipt_customer_id", "customer_id"),)

    receipt_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    #: whose account it went to
    customer_id: Mapped[int]
    #: checksum of everything that earns, with the returns of a sale
    mark: Mapped[int] = mapped_column(BigInteger)
    #: the sum of its entries
    points: Mapped[int] = mapped_column(Integer)
    #: unrounded points of what was kept, in units of `loyalty.earning.scale`
    earned: Mapped[int] = mapped_column(BigInteger)
    version_id: Mapped[int]
    #: group and tier of the member at the time, which a later look must not change
    context: Mapped[str] = mapped_column(Text, server_default=text("''"))


class TierEvent(Base):
    """A member rose or fell, and why; append-only."""

    __tablename__ = "tier_event"
    __table_args__ = (Index("ix_tier_event_customer_id", "customer_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    customer_id: Mapped[int]
    day: Mapped[int]
    at: Mapped[int] = mapped_column(BigInteger)
    tier: Mapped[str] = mapped_column(Text)
    until: Mapped[int | None]
    cause: Mapped[str] = mapped_column(Text)
