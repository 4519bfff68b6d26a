"""Receipts, their lines, and what they were before a later file corrected them.

Small rows on purpose: integers in minor units, and lines keyed by (receipt, line) without
a row id of their own.
"""

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from retailcrm.models.base import Base


class Receipt(Base):
    """One document of a till. Amounts are goods only: no gift cards, tips, tax or shipping."""

    __tablename__ = "receipt"
    __table_args__ = (
        Index("uq_receipt_key", "family_id", "number", "part", "store_id", unique=True),
        Index("ix_receipt_day", "day", "store_id"),
        Index(
            "ix_receipt_customer_id",
            "customer_id",
            "day",
            sqlite_where=text("customer_id IS NOT NULL"),
            postgresql_where=text("customer_id IS NOT NULL"),
        ),
        Index(
            "ix_receipt_unnamed",
            "identity_id",
            sqlite_where=text("customer_id IS NULL AND identity_id IS NOT NULL"),
            postgresql_where=text("customer_id IS NULL AND identity_id IS NOT NULL"),
        ),
        Index(
            "ix_receipt_link_sum",
            "link_sum",
            sqlite_where=text("link_sum IS NOT NULL"),
            postgresql_where=text("link_sum IS NOT NULL"),
        ),
        Index(
            "ix_receipt_unlinked",
            "family_id",
            sqlite_where=text("kind = 1 AND original_id IS NULL AND link_sum IS NOT NULL"),
            postgresql_where=text("kind = 1 AND original_id IS NULL AND link_sum IS NOT NULL"),
        ),
        Index("ix_receipt_batch_id", "batch_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    family_id: Mapped[int] = mapped_column(SmallInteger)
    store_id: Mapped[int] = mapped_column(ForeignKey("store.id"))
    number: Mapped[str] = mapped_column(Text)
    part: Mapped[int] = mapped_column(SmallInteger)
    #: 0 sale, 1 return, 2 exchange
    kind: Mapped[int] = mapped_column(SmallInteger)
    voided: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    day: Mapped[int]
    at: Mapped[int | None] = mapped_column(BigInteger)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    identity_id: Mapped[int | None] = mapped_column(ForeignKey("identity.id"))
    register_id: Mapped[int | None]
    staff_id: Mapped[int | None]
    #: 0 in store, 1 online
    channel: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    lines: Mapped[int]
    gross: Mapped[int] = mapped_column(BigInteger)
    discount: Mapped[int] = mapped_column(BigInteger, server_default="0")
    tax: Mapped[int] = mapped_column(BigInteger, server_default="0")
    refunded: Mapped[int] = mapped_column(BigInteger, server_default="0")
    gift: Mapped[int] = mapped_column(BigInteger, server_default="0")
    tip: Mapped[int] = mapped_column(BigInteger, server_default="0")
    #: 1: the till names no goods, only totals
    itemless: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    complete: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    #: order-blind checksum of day and line numbers, to see whether a receipt changed
    checksum: Mapped[int] = mapped_column(BigInteger)
    coupon: Mapped[str | None] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(Text)
    link_sum: Mapped[int | None] = mapped_column(BigInteger)
    original_id: Mapped[int | None]
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))


class ReceiptLine(Base):
    """One line; net is gross less discount, refunds folded into it stand in `refunded`."""

    __tablename__ = "receipt_line"
    __table_args__ = ({"sqlite_with_rowid": False},)

    receipt_id: Mapped[int] = mapped_column(
        ForeignKey("receipt.id"), primary_key=True, autoincrement=False
    )
    line_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    quantity: Mapped[int] = mapped_column(BigInteger)
    gross: Mapped[int] = mapped_column(BigInteger)
    discount: Mapped[int] = mapped_column(BigInteger, server_default="0")
    tax: Mapped[int] = mapped_column(BigInteger, server_default="0")
    cost: Mapped[int | None] = mapped_column(BigInteger)
    refunded: Mapped[int] = mapped_column(BigInteger, server_default="0")
    gift: Mapped[int] = mapped_column(SmallInteger, server_default="0")


class ReceiptRevision(Base):
    """A receipt as it stood before a later file corrected it (JSON of head and lines)."""

    __tablename__ = "receipt_revision"
    __table_args__ = (
        Index("ix_receipt_revision_receipt_id", "receipt_id"),
        Index("ix_receipt_revision_batch_id", "batch_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    receipt_id: Mapped[int]
    batch_id: Mapped[int]
    before: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
