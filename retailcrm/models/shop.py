"""The shop: settings, stores, tills and the people at them, and the ids handed out."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from retailcrm.models.base import Base


class Setting(Base):
    """One setting as JSON; rules of the groups and the shop's own data live here."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class IdRange(Base):
    """The next free id of a table; ids are handed out in blocks and never used twice."""

    __tablename__ = "id_range"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    next_id: Mapped[int] = mapped_column(BigInteger)


class Family(Base):
    """A till system: receipt numbers and customer ids are unique within it."""

    __tablename__ = "family"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text, unique=True)


class Store(Base):
    """One place of business, or the web shop."""

    __tablename__ = "store"
    __table_args__ = (CheckConstraint("day_end BETWEEN 0 AND 720", name="day_end"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text, unique=True)
    channel: Mapped[str] = mapped_column(Text, default="offline")
    zone: Mapped[str] = mapped_column(Text, default="")
    day_end: Mapped[int] = mapped_column(SmallInteger, default=0)
    batch_id: Mapped[int | None]


class Register(Base):
    """One till of a store."""

    __tablename__ = "register"
    __table_args__ = (Index("uq_register_store_id_name", "store_id", "name", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    store_id: Mapped[int] = mapped_column(ForeignKey("store.id"))
    name: Mapped[str] = mapped_column(Text)


class Staff(Base):
    """A person who served, as the till names them."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text, unique=True)
