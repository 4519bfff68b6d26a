"""Sums kept beside the receipts, from which every figure is answered.

All of them are additive: a receipt adds its measures, its undo takes them away, and a full
rebuild from the lines gives the same rows.
"""

from sqlalchemy import BigInteger, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from retailcrm.models.base import Base


class CustomerDay(Base):
    """What one customer did on one business date, over all stores."""

    __tablename__ = "customer_day"
    __table_args__ = ({"sqlite_with_rowid": False},)

    customer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    receipts: Mapped[int] = mapped_column(server_default="0")
    returns: Mapped[int] = mapped_column(server_default="0")
    #: sales whose goods are worth more than nothing: any of them makes the day a visit
    sales_with_value: Mapped[int] = mapped_column(server_default="0")
    net: Mapped[int] = mapped_column(BigInteger, server_default="0")
    list_amount: Mapped[int] = mapped_column(BigInteger, server_default="0")
    discount: Mapped[int] = mapped_column(BigInteger, server_default="0")
    cost: Mapped[int] = mapped_column(BigInteger, server_default="0")
    list_uncosted: Mapped[int] = mapped_column(BigInteger, server_default="0")
    returned_list: Mapped[int] = mapped_column(BigInteger, server_default="0")


class StoreDay(Base):
    """What one store sold on one business date, by channel and by known or unknown buyer."""

    __tablename__ = "store_day"
    __table_args__ = ({"sqlite_with_rowid": False},)

    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    store_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    channel: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    known: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    receipts: Mapped[int] = mapped_column(server_default="0")
    returns: Mapped[int] = mapped_column(server_default="0")
    voided: Mapped[int] = mapped_column(server_default="0")
    lines: Mapped[int] = mapped_column(server_default="0")
    net: Mapped[int] = mapped_column(BigInteger, server_default="0")
    discounts: Mapped[int] = mapped_column(BigInteger, server_default="0")
    returns_value: Mapped[int] = mapped_column(BigInteger, server_default="0")
    tax: Mapped[int] = mapped_column(BigInteger, server_default="0")
    gift: Mapped[int] = mapped_column(BigInteger, server_default="0")
    tip: Mapped[int] = mapped_column(BigInteger, server_default="0")
    cost: Mapped[int] = mapped_column(BigInteger, server_default="0")
    list_uncosted: Mapped[int] = mapped_column(BigInteger, server_default="0")
    net_uncosted: Mapped[int] = mapped_column(BigInteger, server_default="0")


class ProductMonth(Base):
    """What one store sold of one product in a calendar month."""

    __tablename__ = "product_month"
    __table_args__ = ({"sqlite_with_rowid": False},)

    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    store_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    product_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lines: Mapped[int] = mapped_column(server_default="0")
    quantity: Mapped[int] = mapped_column(BigInteger, server_default="0")
    net: Mapped[int] = mapped_column(BigInteger, server_default="0")
    discounts: Mapped[int] = mapped_column(BigInteger, server_default="0")
    returns_value: Mapped[int] = mapped_column(BigInteger, server_default="0")
    cost: Mapped[int] = mapped_column(BigInteger, server_default="0")
    list_uncosted: Mapped[int] = mapped_column(BigInteger, server_default="0")


class CategoryMonth(Base):
    """What one store sold of one category in a calendar month."""

    __tablename__ = "category_month"
    __table_args__ = ({"sqlite_with_rowid": False},)

    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    store_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    category_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lines: Mapped[int] = mapped_column(server_default="0")
    quantity: Mapped[int] = mapped_column(BigInteger, server_default="0")
    net: Mapped[int] = mapped_column(BigInteger, server_default="0")
    discounts: Mapped[int] = mapped_column(BigInteger, server_default="0")
    returns_value: Mapped[int] = mapped_column(BigInteger, server_default="0")
    cost: Mapped[int] = mapped_column(BigInteger, server_default="0")
    list_uncosted: Mapped[int] = mapped_column(BigInteger, server_default="0")


class CustomerCategory(Base):
    """What one customer bought of one category, ever."""

    __tablename__ = "customer_category"
    __table_args__ = ({"sqlite_with_rowid": False},)

    customer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    category_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lines: Mapped[int] = mapped_column(server_default="0")
    net: Mapped[int] = mapped_column(BigInteger, server_default="0")
