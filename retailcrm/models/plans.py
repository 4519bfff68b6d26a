"""Plans that are kept, and what was forecast when one of them was chosen."""

from sqlalchemy import BigInteger, ForeignKey, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from retailcrm.models.base import Base


class Plan(Base):
    """Programs and what is presupposed of them, under a name."""

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text, unique=True)
    #: day number of its making
    made_on: Mapped[int]
    #: JSON of programs and presuppositions, as a plan's file tells them
    inputs: Mapped[str] = mapped_column(Text)
    #: the program that was chosen; empty: none of them
    chosen: Mapped[str] = mapped_column(Text, server_default=text("''"))
    #: day number of the choice; None before
    chosen_on: Mapped[int | None]
    chosen_by: Mapped[str] = mapped_column(Text, server_default=text("''"))
    #: JSON of what was promised by the choice: profits, the year's range, shares, conversions
    promised: Mapped[str] = mapped_column(Text, server_default=text("'{}'"))
    at: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[str] = mapped_column(Text, server_default=text("''"))


class Forecast(Base):
    """A month of a channel as the chosen plan foresees it; written once, scored later."""

    __tablename__ = "forecast"
    __table_args__ = ({"sqlite_with_rowid": False},)

    plan_id: Mapped[int] = mapped_column(
        ForeignKey("plan.id"), primary_key=True, autoincrement=False
    )
    #: counted from January 1970
    month: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    #: 0 in store, 1 online
    channel: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    #: in thousandths
    clients: Mapped[int] = mapped_column(BigInteger)
    #: in thousandths
    purchases: Mapped[int] = mapped_column(BigInteger)
    sales: Mapped[int] = mapped_column(BigInteger)
    margin: Mapped[int] = mapped_column(BigInteger)
    #: sales lie between these as often as the plan says; None where history is too short to tell
    low: Mapped[int | None] = mapped_column(BigInteger)
    high: Mapped[int | None] = mapped_column(BigInteger)
