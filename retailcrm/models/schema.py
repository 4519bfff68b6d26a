"""All tables together, for migrations and tests."""

from sqlalchemy import MetaData

from retailcrm.models import (
    batches,
    campaigns,
    goods,
    knowledge,
    mailing,
    members,
    people,
    plans,
    points,
    receipts,
    records,
    shop,
    summaries,
)
from retailcrm.models.base import Base

TABLES = (
    shop, people, goods, receipts, batches, summaries, records, members, points, knowledge,
    campaigns, mailing, plans,
)  # fmt: skip


def metadata() -> MetaData:
    """Give the metadata with every table registered."""
    return Base.metadata
