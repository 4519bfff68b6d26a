"""Put the shop's status into the words of the frame."""

from dataclasses import replace
from datetime import date, datetime

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.shop import ShopSettings, Status, StoreRow
from retailcrm.ui.clock import clock, on_the_wall
from retailcrm.ui.facts import FrameFacts, StoreFacts
from retailcrm.ui.services_seen import Services

SHOWN_STORES = 3


def read_facts(services: Services, now: datetime) -> FrameFacts:
    """Ask the shop how it stands."""
    settings, status = services.shop.settings(), services.shop.status()
    facts = frame_facts(settings, status, now)
    habits = services.cards.habits()
    return replace(facts, scan_prefix=habits.prefix, scan_gap=habits.gap)


def frame_facts(settings: ShopSettings, status: Status, now: datetime) -> FrameFacts:
    """Say how far the data reach, and what waits."""
    figures = Figures(settings.currency)
    stores = tuple(
        _store(store, now.date(), settings.stale_days, figures) for store in status.stores
    )
    return FrameFacts(
        name=settings.name,
        second=_second(status, figures),
        stores=_shortened(stores, figures),
        right=_moments(status, settings.zone, now, figures),
        waiting=status.problems_open,
        is_empty=not status.receipts and not status.customers,
    )


def _second(status: Status, figures: Figures) -> str:
    if not status.customers:
        return say("no customers yet")
    if status.customers == 1:
        return say("1 customer")
    return say("{n} customers", n=figures.count(status.customers))


def _store(store: StoreRow, today: date, stale_days: int, figures: Figures) -> StoreFacts:
    if store.data_through is None:
        return StoreFacts(store.name, say("no data yet"), is_old=False)
    day, age = figures.day(store.data_through), (today - store.data_through).days
    if age <= stale_days:
        return StoreFacts(store.name, say("data through {day}", day=day), is_old=False)
    words = say("data through {day}, {age} ago", day=day, age=figures.days(age))
    return StoreFacts(store.name, words, is_old=True)


def _shortened(stores: tuple[StoreFacts, ...], figures: Figures) -> tuple[StoreFacts, ...]:
    """Name the stores that fit; old ones first, the rest as a count."""
    if len(stores) <= SHOWN_STORES:
        return stores
    urgent = sorted(stores, key=lambda store: not store.is_old)
    rest = len(stores) - SHOWN_STORES
    more = StoreFacts(say("and {n} more", n=figures.count(rest)), "", is_old=False)
    return (*urgent[:SHOWN_STORES], more)


def _moments(status: Status, zone: str, now: datetime, figures: Figures) -> tuple[str, ...]:
    words = []
    if status.last_import_at:
        when = _when(status.last_import_at, zone, now, figures)
        words.append(say("Last import {when}", when=when))
    if status.backup_at:
        words.append(say("Backup {when}", when=_when(status.backup_at, zone, now, figures)))
    elif status.receipts:
        words.append(say("No backup yet"))
    return tuple(words)


def _when(moment: datetime, zone: str, now: datetime, figures: Figures) -> str:
    there, here = on_the_wall(moment, zone, now), on_the_wall(now, zone, now)
    if there.date() == here.date():
        return say("today {clock}", clock=clock(there))
    return f"{figures.short_day(there.date())}, {clock(there)}"
