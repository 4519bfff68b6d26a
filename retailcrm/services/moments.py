"""Now, as the shop's own calendar has it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from retailcrm.core.days import day_number, day_of
from retailcrm.db.books import Reading
from retailcrm.db.settings import read_setting
from retailcrm.services.shop import KEY, settings_from


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment: epoch seconds, and the day number where the shop is."""

    at: int
    day: int

    @property
    def date(self) -> date:
        """The shop's date."""
        return day_of(self.day)


def moment_here(clock: Callable[[], datetime], connection: Reading) -> Moment:
    """Give the present moment and the shop's date."""
    now = clock()
    zone = settings_from(read_setting(connection, KEY, {})).zone
    here = now.astimezone(ZoneInfo(zone)) if zone else now
    return Moment(int(now.timestamp()), day_number(here.date()))
