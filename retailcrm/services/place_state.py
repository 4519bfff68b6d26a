"""Who lives where, counted once and kept for all questions about places."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from retailcrm.analytics.base import Scored
from retailcrm.analytics.groups import GROUPS, Group
from retailcrm.analytics.history import Flags, Ints
from retailcrm.analytics.place_likeness import Floats, Likeness, Scaled, Way, likeness, scaled
from retailcrm.analytics.places import Areas, Ranked, fit_strength, rank, shrink, trade_area
from retailcrm.analytics.postcodes import Postcodes, usual_digits
from retailcrm.analytics.segments import SEGMENTS, Segment
from retailcrm.core.days import day_of
from retailcrm.db.places import KeptPlace
from retailcrm.importers.place_headings import is_far, kilometres

#: Places nearer than this belong to the trade area where the table tells how far they are.
NEAR_KM = 25.0
_CODE_END = 2
_ISO = re.compile("[A-Za-z]{2}")


@dataclass(frozen=True, slots=True, eq=False)
class Homes:
    """Where customers live.

    Attributes:
        ids: ascending.
        codes: postcode of each, in its one spelling.
        cities: by postcode, as most of those who live there write it.
    """

    ids: Ints
    codes: tuple[str, ...]
    cities: Mapping[str, str]


@dataclass(frozen=True)
class Places:
    """Customers of the year by place; all columns in the order of `codes`."""

    scored: Scored
    homes: Homes
    table: tuple[KeptPlace, ...]

    @property
    def as_of(self) -> date:
        """Give the day."""
        return day_of(self.scored.as_of)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Give every postcode that has a customer of the year, or that the table tells."""
        told = {one.postcode for one in self.table}
        return tuple(sorted(told | {self.homes.codes[at] for at in self._lives[1].tolist()}))

    @cached_property
    def told(self) -> dict[str, KeptPlace]:
        """Give what the table tells of each place."""
        return {one.postcode: one for one in self.table}

    @cached_property
    def _lives(self) -> tuple[Ints, Ints]:
        """Give (place in `scored`, place in `homes`) of customers of the year with a postcode."""
        came = np.flatnonzero(self.scored.frequency > 0)
        if not self.homes.ids.size:
            return came[:0], came[:0]
        at = np.searchsorted(self.homes.ids, self.scored.ids[came])
        at = at.clip(max=self.homes.ids.size - 1)
        known = self.homes.ids[at] == self.scored.ids[came]
        return came[known], at[known]

    @cached_property
    def people(self) -> Ints:
        """Give the places in `scored` of the customers of the year with a postcode."""
        return self._lives[0]

    @cached_property
    def place(self) -> Ints:
        """Give the place of each of `people`."""
        number = {code: at for at, code in enumerate(self.codes)}
        own = np.array([number.get(code, -1) for code in self.homes.codes], dtype=np.int64)
        return own[self._lives[1]]

    @cached_property
    def best(self) -> Flags:
        """Say which of `people` are the best customers."""
        return self.all_best[self.people]

    @cached_property
    def all_best(self) -> Flags:
        """Say who of everyone is one of the best."""
        if self.by_groups:
            return np.equal(self.scored.group, GROUPS.index(Group.MOST_VALUABLE))
        loved = [SEGMENTS.index(one) for one in (Segment.CHAMPIONS, Segment.LOYAL)]
        return np.isin(self.scored.segment, loved)

    @property
    def by_groups(self) -> bool:
        """Say whether the groups tell who the best are."""
        return bool((self.scored.group == GROUPS.index(Group.MOST_VALUABLE)).any())

    @cached_property
    def areas(self) -> Areas:
        """Count customers, best customers and sales by place."""
        size = len(self.codes)
        homes = [self.told[code].households if code in self.told else None for code in self.codes]
        spent = self.scored.monetary[self.people].astype(np.float64)
        revenue = np.bincount(self.place, weights=spent, minlength=size)
        return Areas(
            np.array([np.nan if one is None else float(one) for one in homes]),
            np.bincount(self.place, minlength=size),
            np.bincount(self.place[self.best], minlength=size),
            revenue.astype(np.float64),
        )

    @cached_property
    def inside(self) -> Flags:
        """Say which places make up the trade area."""
        near = self._near()
        if near.any():
            return near
        core = trade_area(self.areas.customers)
        begins = {self.codes[at][:-_CODE_END] for at in np.flatnonzero(core)}
        beside = [code in self.told and code[:-_CODE_END] in begins for code in self.codes]
        return core | np.array(beside, dtype=np.bool_)

    def _near(self) -> Flags:
        far = np.full(len(self.codes), np.inf)
        for name, values in self.columns.items():
            unit = kilometres(name)
            if unit is not None:
                far = np.where(np.isfinite(values), values * unit, np.inf)
                break
        return far <= NEAR_KM

    @cached_property
    def columns(self) -> dict[str, Floats]:
        """Give what the table tells of the places, by name."""
        names = dict.fromkeys(name for one in self.table for name in one.measures)
        return {
            name: np.array(
                [
                    self.told[code].measures.get(name, np.nan) if code in self.told else np.nan
                    for code in self.codes
                ]
            )
            for name in names
        }

    @cached_property
    def ranked(self) -> Ranked:
        """Compare the places with the trade area."""
        return rank(self.areas, self.inside)

    @cached_property
    def held(self) -> Scaled:
        """Bring what the table tells to one scale."""
        return scaled(self.columns, frozenset(name for name in self.columns if is_far(name)))

    @cached_property
    def alike(self) -> Likeness:
        """Compare all places with those of the best customers."""
        counts = self.areas.best.astype(np.float64)
        return likeness(counts, np.nan_to_num(self.areas.households), self.held, self.inside)

    @cached_property
    def promise(self) -> Floats:
        """Give the best customers per household that each place should have.

        Where customers live already, what was seen there corrects what the model says.
        """
        rate = self.alike.rate
        if self.alike.way is not Way.MODEL:
            return rate
        expected = rate * self.areas.households
        seen = self.areas.best.astype(np.float64)
        learnt = self.inside & (self.areas.households > 0)
        strength = fit_strength(seen[learnt], expected[learnt])
        served = learnt & (self.areas.customers > 0)
        likely, _, _ = shrink(seen, expected, strength)
        return np.where(served, rate * likely, rate)


def homes_of(
    ids: Ints,
    told: list[tuple[str, str]],
    cities: list[str],
    table: tuple[KeptPlace, ...],
    country: str,
) -> Homes:
    """Bring customers' postcodes to the spelling of the table, lost zeros put back.

    Args:
        ids: customers.
        told: postcode and country of each.
        cities: city of each.
        table: the places; where nobody told the country, their codes say how long one is.
        country: of the shop.
    """
    known = {one.postcode for one in table}
    digits = usual_digits(known or {code for code, _ in told})
    spelling = {pair: _spelt(pair, known, digits, country) for pair in set(told)}
    found = [spelling[pair] for pair in told]
    has = np.array([bool(one) for one in found], dtype=np.bool_)
    return Homes(ids[has], tuple(one for one in found if one), _usual(found, cities))


def _spelt(pair: tuple[str, str], known: set[str], digits: int, country: str) -> str:
    code, theirs = pair
    codes = Postcodes(theirs if _ISO.fullmatch(theirs) else country, digits)
    tidy = codes.tidy(code)
    return codes.filled(tidy) if tidy not in known and codes.filled(tidy) in known else tidy


def _usual(codes: list[str], cities: list[str]) -> Mapping[str, str]:
    """Give the city that most write beside each postcode."""
    counts = Counter((code, city) for code, city in zip(codes, cities, strict=True) if city)
    usual: dict[str, str] = {}
    for (code, city), _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        usual.setdefault(code, city)
    return usual
