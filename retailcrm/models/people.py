"""Customers, everything they are recognised by, and what they agreed to."""

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from retailcrm.models.base import Base


class Customer(Base):
    """A person we can recognise: a name, a contact or a card."""

    __tablename__ = "customer"
    __table_args__ = (Index("ix_customer_sort_name", "sort_name", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_name: Mapped[str] = mapped_column(Text, default="")
    last_name: Mapped[str] = mapped_column(Text, default="")
    company: Mapped[str] = mapped_column(Text, default="")
    #: folded "last first", or the contact, so that lists sort as people expect
    sort_name: Mapped[str] = mapped_column(Text, default="")
    card: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    street: Mapped[str] = mapped_column(Text, default="")
    city: Mapped[str] = mapped_column(Text, default="")
    region: Mapped[str] = mapped_column(Text, default="")
    postcode: Mapped[str] = mapped_column(Text, default="")
    country: Mapped[str] = mapped_column(Text, default="")
    birthday: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    tags: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    joined: Mapped[int | None]
    batch_id: Mapped[int | None]


class Identity(Base):
    """One thing a customer is recognised by; a bare till id may still be nobody's."""

    __tablename__ = "identity"
    __table_args__ = (
        Index("ix_identity_value", "kind", "value", "family_id"),
        Index(
            "uq_identity_strong",
            "kind",
            "family_id",
            "value",
            unique=True,
            sqlite_where=text("kind <= 1"),
            postgresql_where=text("kind <= 1"),
        ),
        Index("ix_identity_customer_id", "customer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: 0 card, 1 till's customer id, 2 e-mail, 3 phone: strongest first
    kind: Mapped[int]
    #: the till system for till ids, 0 for everything else
    family_id: Mapped[int]
    value: Mapped[str] = mapped_column(Text)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    batch_id: Mapped[int | None]


class CustomerRevision(Base):
    """How a customer stood before an import changed him, so that the import can be undone."""

    __tablename__ = "customer_revision"
    __table_args__ = (Index("ix_customer_revision_batch_id", "batch_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    customer_id: Mapped[int]
    batch_id: Mapped[int]
    before: Mapped[str] = mapped_column(Text)


class ConsentEvent(Base):
    """A yes or no for one channel; append-only, so it outlives the customer row."""

    __tablename__ = "consent_event"
    __table_args__ = (Index("ix_consent_event_customer_id", "customer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    customer_id: Mapped[int]
    channel: Mapped[str] = mapped_column(Text)
    given: Mapped[bool] = mapped_column(Boolean(create_constraint=False))
    at: Mapped[int] = mapped_column(BigInteger)
    source: Mapped[str] = mapped_column(Text)
    batch_id: Mapped[int | None]
    #: what the person was asked, word for word
    wording: Mapped[str] = mapped_column(Text, server_default=text("''"))
    actor: Mapped[str] = mapped_column(Text, server_default=text("''"))


class SearchTerm(Base):
    """One folded word, address or digit string by which a customer is found while typing."""

    __tablename__ = "search_term"
    __table_args__ = (
        Index("ix_search_term_term", "term", "customer_id"),
        {"sqlite_with_rowid": False},
    )

    customer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    term: Mapped[str] = mapped_column(Text, primary_key=True)
