"""Campaigns of the small invented shop; each topic has its stand-in here."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class FakeDrafts:
    """A shop that has never written to anyone, until it is given campaigns."""

    rows: tuple[Any, ...] = ()

    def campaigns(self) -> tuple[Any, ...]:
        return self.rows


@dataclass
class FakeCampaigns:
    """What the shop says to customers."""

    drafts: Any = field(default_factory=FakeDrafts)
    lists: Any = None
    results: Any = None
    mailing: Any = None
    back: Any = None
    connection: Any = None
    codes: Any = None
    post: Any = None
    triggers: Any = None
    ads: Any = None
    consents: Any = None
    privacy: Any = None
