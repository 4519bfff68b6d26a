"""Campaigns of the small invented shop; each topic has its stand-in here."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from retailcrm.campaigns.moments.ready_made import ready_made
from retailcrm.loyalty.codes import plain_code
from retailcrm.services.code_words import unknown
from retailcrm.services.connection_rows import ConnectionSettings, ConnectionStatus
from retailcrm.services.moment_rows import DueToday


@dataclass
class FakeDrafts:
    """A shop that has never written to anyone, until it is given campaigns."""

    rows: tuple[Any, ...] = ()

    def campaigns(self) -> tuple[Any, ...]:
        return self.rows


@dataclass
class FakeTriggers:
    """A shop without moments, until it is given some."""

    rows: tuple[Any, ...] = ()
    today: DueToday = field(
        default_factory=lambda: DueToday(
            date(2025, 11, 1), date(2025, 10, 31), "", False, date(2025, 11, 2), ()
        )
    )

    def ready_made(self) -> tuple[Any, ...]:
        return ready_made()

    def moments(self) -> tuple[Any, ...]:
        return self.rows

    def due(self, _as_of: date | None = None) -> DueToday:
        return self.today


@dataclass
class FakeCodes:
    """A shop that made no codes, until it is given some by their plain form."""

    known: dict[str, Any] = field(default_factory=dict)

    def check(self, code: str, _customer_id: int | None = None) -> Any:
        return self.known.get(plain_code(code)) or unknown(code)


@dataclass
class FakeConnection:
    """A shop without an account at a mail service, until it is given one."""

    now: ConnectionStatus = field(
        default_factory=lambda: ConnectionStatus(False, "", ConnectionSettings(), (), None)
    )

    def status(self) -> ConnectionStatus:
        return self.now


@dataclass
class FakeCampaigns:
    """What the shop says to customers."""

    drafts: Any = field(default_factory=FakeDrafts)
    lists: Any = None
    results: Any = None
    mailing: Any = None
    back: Any = None
    connection: Any = field(default_factory=FakeConnection)
    codes: Any = field(default_factory=FakeCodes)
    post: Any = None
    triggers: Any = field(default_factory=FakeTriggers)
    ads: Any = None
    consents: Any = None
    privacy: Any = None
