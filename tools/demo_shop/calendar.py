"""When the two stores are open, when people come, and how often each customer does."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tools.demo_shop.people import DAYS, FIRST_DAY, HABITS, LAST_DAY, Person

STORES = ("Market Street", "Old Mill")
#: how busy a month is beside an ordinary one
MONTHS = {1: 0.86, 2: 0.88, 3: 0.95, 5: 1.06, 7: 0.90, 8: 0.92, 10: 1.05, 11: 1.28, 12: 1.95}
WEEKDAYS = (0.75, 0.85, 0.9, 0.95, 1.2, 1.7, 0.8)
HOLIDAYS = {(12, 25), (1, 1), (7, 4)}
GROWTH = 0.40  # more walk-ins in the second year than in the first
STRANGERS = 2_330


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a counter; `person` is None for one nobody knows."""

    at: datetime
    store: int
    person: Person | None


def is_open(day: date, store: int) -> bool:
    """Market Street rests on Mondays, Old Mill on Sundays; both on a few holidays."""
    thanksgiving = day.month == 11 and day.weekday() == 3 and 22 <= day.day <= 28
    resting = (0, 6)[store]
    return not thanksgiving and (day.month, day.day) not in HOLIDAYS and day.weekday() != resting


def _clock(rng: random.Random) -> time:
    minutes = min(max(rng.gauss(13.4, 2.3), 9.5), 18.4) * 60
    return time(int(minutes) // 60, int(minutes) % 60, rng.randrange(60))


def _visit(rng: random.Random, day: date, store: int, person: Person | None) -> Visit | None:
    while not is_open(day, store):
        day += timedelta(days=1)
    return Visit(datetime.combine(day, _clock(rng)), store, person) if day <= LAST_DAY else None


def _days(rng: random.Random, person: Person) -> list[int]:
    """Draw the days on which a customer means to come, counted from the first day."""
    habit = HABITS[person.habit]
    if person.habit == "unused":
        return []
    if person.habit == "once":
        before_christmas = rng.choice((0, 365)) + rng.randrange(20, 55)
        return [rng.randrange(DAYS) if rng.random() < 0.75 else before_christmas]
    if person.habit == "seasonal":
        return _festive_days(rng)
    day = float(rng.randint(*habit.starts))
    end = rng.randint(*habit.stops) if habit.stops else DAYS - 1
    days: list[int] = []
    while day <= end:
        days.append(int(day))
        month = (FIRST_DAY + timedelta(days=int(day))).month
        hurry = 1.25 if month in (11, 12) else 1.0
        day += max(1.0, rng.gammavariate(habit.evenness, habit.gap / habit.evenness) / hurry)
    return days


def _festive_days(rng: random.Random) -> list[int]:
    """Before Christmas, for Mother's Day, and some in late summer."""
    days = [rng.randrange(10, 53) for _ in range(rng.choice((0, 1, 1, 2)))]
    days += [365 + rng.randrange(10, 53) for _ in range(rng.choice((1, 1, 2)))]
    days += [start + rng.randrange(12) for start in (181, 546) if rng.random() < 0.45]
    days += [start + rng.randrange(40) for start in (300, 665) if rng.random() < 0.25]
    return sorted(set(days))


def _strangers(rng: random.Random) -> list[Visit]:
    days = [FIRST_DAY + timedelta(days=n) for n in range(DAYS)]
    busy = [
        MONTHS.get(d.month, 1.0) * WEEKDAYS[d.weekday()] * (1 + GROWTH * n / DAYS)
        for n, d in enumerate(days)
    ]
    drawn = rng.choices(days, busy, k=STRANGERS)
    visits = (_visit(rng, day, 0 if rng.random() < 0.58 else 1, None) for day in drawn)
    return [visit for visit in visits if visit]


def visits(rng: random.Random, people: tuple[Person, ...]) -> list[Visit]:
    """Draw two years of visits, oldest first."""
    drawn = _strangers(rng)
    for person in people:
        for offset in _days(rng, person):
            store = person.home if rng.random() < 0.9 else 1 - person.home
            visit = _visit(rng, FIRST_DAY + timedelta(days=offset), store, person)
            if visit:
                drawn.append(visit)
    return sorted(drawn, key=lambda v: (v.at, v.store, v.person.till_id if v.person else ""))
