"""What the frame around the screens says of the shop; plain values, no widgets."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from retailcrm.ui.services_seen import Services


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """One store's freshness in words."""

    name: str
    words: str
    is_old: bool


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """The shop at a glance.

    Attributes:
        name: of the shop, first line of the rail.
        second: second line of the rail.
        stores: how far each store's data reach.
        right: last import and last copy, in words.
        waiting: rows in quarantine.
        is_empty: nothing was imported yet.
        scan_prefix: what the shop's scanner sends before every code; empty for nothing.
        scan_gap: the longest pause between two of its keys, in milliseconds.
    """

    name: str = ""
    second: str = ""
    stores: tuple[StoreFacts, ...] = ()
    right: tuple[str, ...] = ()
    waiting: int = 0
    is_empty: bool = True
    scan_prefix: str = ""
    scan_gap: int = 50


ReadFacts = Callable[[Services, datetime], FrameFacts]
