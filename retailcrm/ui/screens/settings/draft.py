"""The settings as typed, and what is wrong with them."""

import math
from dataclasses import dataclass, replace

from retailcrm.cards.scanning import ScannerHabits
from retailcrm.core.words import say
from retailcrm.services.shop import ShopSettings, StoreRow
from retailcrm.ui.screens.settings.seasons import Season, read_seasons, season_words

#: faster than this no scanner types, slower is within a person's reach
LEAST_GAP, MOST_GAP = 10, 120
MOST_DAY_END = 8 * 60
_HALF_HOUR = 30


@dataclass(frozen=True, slots=True)
class StoreDraft:
    """One store as typed."""

    store_id: int
    name: str
    channel: str
    day_end: int


@dataclass(frozen=True, slots=True)
class SettingsDraft:
    """The shop as typed; numbers are still text."""

    name: str = ""
    currency: str = ""
    country: str = ""
    zone: str = ""
    margin: str = ""
    stale_days: str = ""
    scan_prefix: str = ""
    scan_suffix: str = ""
    scan_gap: str = ""
    seasons: str = ""
    stores: tuple[StoreDraft, ...] = ()


def draft_of(
    settings: ShopSettings,
    stores: tuple[StoreRow, ...],
    habits: ScannerHabits,
    seasons: tuple[Season, ...] = (),
) -> SettingsDraft:
    """Write settings out for editing."""
    return SettingsDraft(
        name=settings.name,
        currency=settings.currency,
        country=settings.country,
        zone=settings.zone,
        margin=f"{settings.margin * 100:.4g}",
        stale_days=str(settings.stale_days),
        scan_prefix=habits.prefix,
        scan_suffix=habits.suffix,
        scan_gap=str(habits.gap),
        seasons=season_words(seasons),
        stores=tuple(StoreDraft(s.store_id, s.name, s.channel, s.day_end) for s in stores),
    )


def wrongs(draft: SettingsDraft) -> dict[str, str]:
    """Name the fields that cannot be kept, each with its reason."""
    found = {}
    if not draft.name.strip():
        found["name"] = say("The shop needs a name for its reports.")
    margin = _number(draft.margin)
    if margin is None or not 0 < margin < 100:
        found["margin"] = say("Type a percentage between 0 and 100, such as 40.")
    days = _number(draft.stale_days)
    if days is None or days != int(days) or not 1 <= days <= 365:
        found["stale_days"] = say("Type whole days from 1 to 365, such as 7.")
    if read_seasons(draft.seasons) is None:
        found["seasons"] = say("Type seasons such as 10 Jan 2027 to 1 Mar 2027; 24 Dec 2027.")
    found |= _wrong_habits(draft)
    names = [store.name.strip().casefold() for store in draft.stores]
    for store, name in zip(draft.stores, names, strict=True):
        if not name:
            found[f"store {store.store_id}"] = say("A store needs a name.")
        elif names.count(name) > 1:
            found[f"store {store.store_id}"] = say("Two stores cannot have the same name.")
    return found


def settings_of(draft: SettingsDraft, before: ShopSettings) -> ShopSettings:
    """Turn a draft without wrongs into settings."""
    return replace(
        before,
        name=draft.name.strip(),
        currency=draft.currency,
        country=draft.country,
        zone=draft.zone,
        margin=round((_number(draft.margin) or 0) / 100, 6),
        stale_days=int(_number(draft.stale_days) or 0),
    )


def habits_of(draft: SettingsDraft) -> ScannerHabits:
    """Turn a draft without wrongs into what the scanner does."""
    return ScannerHabits(
        draft.scan_prefix.strip(), draft.scan_suffix.strip(), int(_number(draft.scan_gap) or 0)
    )


def _wrong_habits(draft: SettingsDraft) -> dict[str, str]:
    found, first = {}, draft.scan_prefix.strip()[:1]
    if first.isalnum():
        found["scan_prefix"] = say("Choose a sign that no name or number begins with, such as ~.")
    gap = _number(draft.scan_gap)
    if gap is None or gap != int(gap) or not LEAST_GAP <= gap <= MOST_GAP:
        found["scan_gap"] = say(
            "Type whole milliseconds from {least} to {most}, such as 50.",
            least=LEAST_GAP, most=MOST_GAP,
        )  # fmt: skip
    return found


def changed_stores(draft: SettingsDraft, before: tuple[StoreRow, ...]) -> tuple[StoreDraft, ...]:
    """List the stores that were edited."""
    known = {s.store_id: StoreDraft(s.store_id, s.name, s.channel, s.day_end) for s in before}
    return tuple(store for store in draft.stores if store != known.get(store.store_id))


def day_ends() -> tuple[tuple[int, str], ...]:
    """Offer the times at which a store's day may end."""
    return tuple(
        (minutes, say("midnight") if not minutes else f"{minutes // 60:02d}:{minutes % 60:02d}")
        for minutes in range(0, MOST_DAY_END + 1, _HALF_HOUR)
    )


def _number(text: str) -> float | None:
    try:
        number = float(text.strip().rstrip("%").strip().replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
