"""Campaigns: who was written to, who was left alone, with what offer, and what it cost."""

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, SmallInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from retailcrm.models.base import Base


class SavedList(Base):
    """Customers that the owner chose once and wants again, under a name."""

    __tablename__ = "saved_list"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text, unique=True)
    #: rows as `core.rows` writes them, followed as the books grow; empty: the customers below
    means: Mapped[str] = mapped_column(Text, server_default=text("''"))
    #: sorted customer ids as little-endian 64-bit integers, of a list that was pasted
    customers: Mapped[bytes | None] = mapped_column(LargeBinary)
    at: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[str] = mapped_column(Text, server_default=text("''"))


class Campaign(Base):
    """Something said to customers, once, at certain moments, or to nobody for a year."""

    __tablename__ = "campaign"
    __table_args__ = (Index("ix_campaign_state", "state", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    #: once, trigger, standing (a control group that nothing is sent to for a year)
    kind: Mapped[str] = mapped_column(Text)
    #: draft, running, ended
    state: Mapped[str] = mapped_column(Text)
    #: email, sms, post, till
    channel: Mapped[str] = mapped_column(Text)
    #: rows as `core.rows` writes them, or the number of a saved list as `list?id=7`
    audience: Mapped[str] = mapped_column(Text)
    #: JSON of the moment and its settings; empty for campaigns that are sent once
    moment: Mapped[str] = mapped_column(Text, server_default=text("''"))
    #: what chance draws from; never changed after the launch
    salt: Mapped[str] = mapped_column(Text)
    #: share left alone, in ten-thousandths
    held_back: Mapped[int]
    #: days after sending within which a visit counts, the day of sending included
    days: Mapped[int]
    #: first day it acts; None while a draft
    starts: Mapped[int | None]
    #: day it was sent, from which `days` run; None before, and for moments
    sent: Mapped[int | None]
    #: last day it acts; None: until it is ended
    ends: Mapped[int | None]
    #: campaigns of one series are alike and are judged together; empty: alone
    series: Mapped[str] = mapped_column(Text, server_default=text("''"))
    note: Mapped[str] = mapped_column(Text, server_default=text("''"))
    #: JSON of the letter or message: its wording, before names are filled in
    wording: Mapped[str] = mapped_column(Text, server_default=text("'{}'"))
    #: JSON of what was said before sending: people, rate, effect that can be seen, costs
    promised: Mapped[str] = mapped_column(Text, server_default=text("'{}'"))
    at: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[str] = mapped_column(Text, server_default=text("''"))


class Arm(Base):
    """One of the ways in which people are treated; place 0 is the control, left alone."""

    __tablename__ = "arm"
    __table_args__ = (Index("uq_arm_place", "campaign_id", "place", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    place: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str] = mapped_column(Text)
    #: JSON of the offer; empty for the control
    offer: Mapped[str] = mapped_column(Text, server_default=text("''"))


class Assignment(Base):
    """Who fell into which arm, for good: results are judged by it whatever happened later."""

    __tablename__ = "assignment"
    __table_args__ = (
        Index("ix_assignment_customer_id", "customer_id", "day"),
        {"sqlite_with_rowid": False},
    )

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True, autoincrement=False
    )
    customer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: tells two moments of one customer apart (a birthday's year, the last visit before a silence)
    occasion: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    arm_id: Mapped[int] = mapped_column(ForeignKey("arm.id"))
    #: business date of the assignment
    day: Mapped[int]
    #: within which chance drew
    stratum: Mapped[str] = mapped_column(Text, server_default=text("''"))


class LeftOut(Base):
    """Who belonged to the audience and could not take part, and why."""

    __tablename__ = "left_out"
    __table_args__ = ({"sqlite_with_rowid": False},)

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True, autoincrement=False
    )
    customer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    occasion: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reason: Mapped[str] = mapped_column(Text)


class CampaignCost(Base):
    """Money spent on a campaign besides what its offers give away; append-only."""

    __tablename__ = "campaign_cost"
    __table_args__ = (Index("ix_campaign_cost_campaign_id", "campaign_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    #: print, postage, design, messages, fees, other
    kind: Mapped[str] = mapped_column(Text)
    #: 1: the amount is for each piece sent
    per_piece: Mapped[int] = mapped_column(SmallInteger)
    #: minor units in thousandths, for a message may cost less than a cent
    amount: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(Text, server_default=text("''"))
    at: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[str] = mapped_column(Text, server_default=text("''"))


class Ad(Base):
    """A flyer, a newspaper page, a poster: something nobody in particular received."""

    __tablename__ = "ad"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    medium: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    starts: Mapped[int]
    ends: Mapped[int]
    copies: Mapped[int | None]
    #: JSON: stores or postcodes it went to, and those it is compared with
    zones: Mapped[str] = mapped_column(Text, server_default=text("'{}'"))
    note: Mapped[str] = mapped_column(Text, server_default=text("''"))
    #: 1: taken back, kept for the record
    withdrawn: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    at: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[str] = mapped_column(Text, server_default=text("''"))


class AdSpend(Base):
    """Money spent on an ad in a week; append-only, corrections are entries below zero."""

    __tablename__ = "ad_spend"
    __table_args__ = (Index("ix_ad_spend_ad_id", "ad_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ad_id: Mapped[int] = mapped_column(ForeignKey("ad.id"))
    #: Monday of the week
    day: Mapped[int]
    amount: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(Text, server_default=text("''"))
    at: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[str] = mapped_column(Text, server_default=text("''"))


class CouponCode(Base):
    """A code that a customer shows; one person's own, or one for many."""

    __tablename__ = "coupon_code"
    __table_args__ = (
        Index("ix_coupon_code_campaign_id", "campaign_id"),
        Index("ix_coupon_code_customer_id", "customer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: as `loyalty.codes.plain_code` gives it
    code: Mapped[str] = mapped_column(Text, unique=True)
    #: as it is printed
    shown: Mapped[str] = mapped_column(Text)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    arm_id: Mapped[int | None] = mapped_column(ForeignKey("arm.id"))
    ad_id: Mapped[int | None] = mapped_column(ForeignKey("ad.id"))
    #: whose it is; None: anybody's
    customer_id: Mapped[int | None]
    #: tells the codes of one customer and campaign apart, as in `assignment`
    occasion: Mapped[int] = mapped_column(server_default="0")
    #: how often it may be used; None: as often as one likes
    uses: Mapped[int | None]
    #: last day; None: for good
    until: Mapped[int | None]
    withdrawn: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    at: Mapped[int] = mapped_column(BigInteger)


class CodeUse(Base):
    """A code shown at the counter or found on a receipt; append-only."""

    __tablename__ = "code_use"
    __table_args__ = (
        Index("ix_code_use_code_id", "code_id"),
        Index("ix_code_use_receipt_id", "receipt_id"),
        Index("ix_code_use_batch_id", "batch_id"),
        Index("ix_code_use_reverses", "reverses"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code_id: Mapped[int] = mapped_column(ForeignKey("coupon_code.id"))
    customer_id: Mapped[int | None]
    #: no foreign key, for the use outlives an undone import
    receipt_id: Mapped[int | None] = mapped_column(BigInteger)
    day: Mapped[int]
    at: Mapped[int] = mapped_column(BigInteger)
    #: 1: it was good; 0: it was used up, too late or withdrawn, as `reason` says
    accepted: Mapped[int] = mapped_column(SmallInteger)
    reason: Mapped[str] = mapped_column(Text, server_default=text("''"))
    batch_id: Mapped[int | None]
    #: the use that this one takes back
    reverses: Mapped[int | None]
    actor: Mapped[str] = mapped_column(Text, server_default=text("''"))
    #: told twice, noted once
    key: Mapped[str] = mapped_column(Text, unique=True)
