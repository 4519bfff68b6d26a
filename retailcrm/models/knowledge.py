"""What is known beyond the receipts: fitted models, and the places where customers live."""

from sqlalchemy import BigInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from retailcrm.models.base import Base


class FittedModel(Base):
    """A model fitted to the books as of a day, with the hash of the data it rests on."""

    __tablename__ = "fitted_model"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    inputs: Mapped[str] = mapped_column(Text)
    #: JSON: parameters, how well they fit, or why there are none
    told: Mapped[str] = mapped_column(Text)
    at: Mapped[int] = mapped_column(BigInteger)


class Place(Base):
    """A postcode as a table of households and people describes it."""

    __tablename__ = "place"

    postcode: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text, server_default=text("''"))
    households: Mapped[int | None]
    #: JSON of column name to number (income, age, distance and the like)
    measures: Mapped[str] = mapped_column(Text, server_default=text("'{}'"))
