"""Member cards, the people behind the counter, and duplicates that were put together."""

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from retailcrm.models.base import Base


class Card(Base):
    """A number that the shop gave out or holds in stock; replaced ones stay known."""

    __tablename__ = "card"
    __table_args__ = (
        Index("ix_card_customer_id", "customer_id"),
        CheckConstraint("state BETWEEN 0 AND 3", name="state"),
    )

    number: Mapped[str] = mapped_column(Text, primary_key=True)
    #: whoever holds it; None for stock that waits to be handed out
    customer_id: Mapped[int | None]
    #: 0 in stock, 1 in use, 2 replaced, 3 blocked
    state: Mapped[int] = mapped_column(SmallInteger)
    replaced_by: Mapped[str | None] = mapped_column(Text)
    #: day it was handed out
    issued: Mapped[int | None]
    made_at: Mapped[int] = mapped_column(BigInteger)


class StaffAccount(Base):
    """A person who works with the program, with role and PIN."""

    __tablename__ = "staff_account"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text, unique=True)
    #: owner, manager or staff
    role: Mapped[str] = mapped_column(Text)
    #: salted hash; empty: no PIN yet
    pin_hash: Mapped[str] = mapped_column(Text, server_default=text("''"))
    active: Mapped[int] = mapped_column(SmallInteger, server_default="1")


class CustomerMerge(Base):
    """Two entries of one person put together, with everything needed to part them again."""

    __tablename__ = "customer_merge"
    __table_args__ = (
        Index("ix_customer_merge_winner_id", "winner_id"),
        Index(
            "uq_customer_merge_loser_id",
            "loser_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    winner_id: Mapped[int]
    loser_id: Mapped[int]
    at: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[str] = mapped_column(Text)
    #: JSON: both customers as they were, and which identities, cards and consents were whose
    before: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[int | None] = mapped_column(BigInteger)


class NotDuplicate(Base):
    """Two customers of whom a person said that they are two."""

    __tablename__ = "not_duplicate"

    first_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    second_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[int] = mapped_column(BigInteger)
