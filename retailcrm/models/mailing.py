"""Lists that left the shop, what came back of them, and addresses never to be used again."""

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from retailcrm.models.base import Base


class ListExport(Base):
    """A list that was written for a mail service, a mail house or the shop's own printer."""

    __tablename__ = "list_export"
    __table_args__ = (Index("ix_list_export_campaign_id", "campaign_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[str] = mapped_column(Text, server_default=text("''"))
    #: constant-contact, mailchimp, klaviyo, brevo, hubspot, csv, xlsx, sms; letters, labels, house,
    #: codes
    service: Mapped[str] = mapped_column(Text)
    #: email, sms, post
    channel: Mapped[str] = mapped_column(Text)
    #: rows as `core.rows` writes them, or `list?id=7`, or `campaign?id=7&arm=1`
    audience: Mapped[str] = mapped_column(Text)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    #: name of the file, without its folder; empty where it went over the network
    file: Mapped[str] = mapped_column(Text, server_default=text("''"))
    #: SHA-256 of the file
    hash: Mapped[str] = mapped_column(Text, server_default=text("''"))
    included: Mapped[int]
    #: rows of the twin file of those never to be written to
    suppressed: Mapped[int]
    #: JSON of reason to number of people
    excluded: Mapped[str] = mapped_column(Text, server_default=text("'{}'"))


class ExportedRow(Base):
    """Who was on a list, and a mark of what the list said of him, to tell what changed since."""

    __tablename__ = "exported_row"
    __table_args__ = (
        Index("ix_exported_row_customer_id", "customer_id"),
        {"sqlite_with_rowid": False},
    )

    export_id: Mapped[int] = mapped_column(
        ForeignKey("list_export.id"), primary_key=True, autoincrement=False
    )
    customer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mark: Mapped[int] = mapped_column(BigInteger)


class UploadPart(Base):
    """One part of a list on its way to a mail service, so that it can go on where it stopped."""

    __tablename__ = "upload_part"
    __table_args__ = ({"sqlite_with_rowid": False},)

    export_id: Mapped[int] = mapped_column(
        ForeignKey("list_export.id"), primary_key=True, autoincrement=False
    )
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    people: Mapped[int]
    #: SHA-256 of what is sent
    hash: Mapped[str] = mapped_column(Text)
    #: waiting, sent (no answer yet), taken, done, failed
    state: Mapped[str] = mapped_column(Text)
    #: what the service calls the work it took on
    activity: Mapped[str] = mapped_column(Text, server_default=text("''"))
    #: JSON of its answer
    told: Mapped[str] = mapped_column(Text, server_default=text("'{}'"))
    at: Mapped[int] = mapped_column(BigInteger)


class Delivery(Base):
    """What became of something sent: opened, clicked, bounced, refused, returned; append-only."""

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_customer_id", "customer_id"),
        Index("ix_delivery_campaign_id", "campaign_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    customer_id: Mapped[int]
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    channel: Mapped[str] = mapped_column(Text)
    #: sent, opened, clicked, bounced, complained, unsubscribed, returned
    kind: Mapped[str] = mapped_column(Text)
    #: when it happened, not when we heard of it
    at: Mapped[int] = mapped_column(BigInteger)
    #: bounce code and the like; never an address
    detail: Mapped[str] = mapped_column(Text, server_default=text("''"))
    #: 1: the address is gone for good (a hard bounce)
    final: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    #: service and hash of the file it came in
    source: Mapped[str] = mapped_column(Text, server_default=text("''"))
    #: told twice, noted once
    key: Mapped[str] = mapped_column(Text, unique=True)


class Suppression(Base):
    """An address that must not be used again, kept as a mark that tells nobody; append-only."""

    __tablename__ = "suppression"
    __table_args__ = (Index("ix_suppression_mark", "channel", "mark"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: email, sms, post, phone, card
    channel: Mapped[str] = mapped_column(Text)
    #: salted SHA-256 of the address in its plain form
    mark: Mapped[str] = mapped_column(Text)
    #: unsubscribed, bounced, complained, returned, erased, told
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[int] = mapped_column(BigInteger)
    source: Mapped[str] = mapped_column(Text, server_default=text("''"))
    #: told twice, noted once
    key: Mapped[str] = mapped_column(Text, unique=True)
