"""What is sold."""

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from retailcrm.models.base import Base


class Category(Base):
    """A category as the till writes it; the empty name is "without category"."""

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text, unique=True)


class Product(Base):
    """An article as the till writes it: another name or category is another row."""

    __tablename__ = "product"
    __table_args__ = (
        Index("uq_product_sku_name_category_id", "sku", "name", "category_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sku: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
