"""What is told of places: ranked, alike, and a table before it is loaded."""

from dataclasses import dataclass
from datetime import date

from retailcrm.core.problem import Problem
from retailcrm.services.finding import Told


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One postcode.

    Attributes:
        inside: whether it belongs to the trade area.
        households: None where no table tells.
        index: best customers against the area, with the range it almost certainly lies in.
        prospects: households that do not buy yet.
        found: best customers expected among 1,000 more households.
    """

    postcode: str
    name: str
    inside: bool
    households: int | None
    customers: Told
    best: Told
    net_sales: Told
    per_thousand: Told
    index: Told
    prospects: int | None
    found: Told


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """A place with few or no customers yet that looks like those of the best.

    Attributes:
        expected: best customers per 1,000 households by the model; None by profile alone.
        score: order among the places, higher is more alike.
        traits: (column, here, where the best live) of what matters most.
        reason: the same in words.
    """

    postcode: str
    name: str
    households: int | None
    customers: int
    expected: float | None
    score: float
    traits: tuple[tuple[str, float | None, float], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class PlaceFile:
    """The table of places in force.

    Attributes:
        loaded_on: when it was loaded.
        places: how many rows.
        measures: columns of numbers.
        left_out: (column, why) of those not kept.
        people: the column taken for households counts people.
    """

    file: str
    loaded_on: date
    places: int
    measures: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    people: str


@dataclass(frozen=True, slots=True)
class PlacesOverview:
    """Everything about places as of a day.

    Attributes:
        as_of: None in an empty shop.
        known: customers of the year with a postcode.
        without: those without.
        area: those in the trade area.
        best_are: who counts as best, in words.
        places: the most promising first; without a table those with most customers.
        alike: the most alike first.
        way: key of `analytics.place_likeness.Way`.
        weights: (column, weight) of what makes places alike.
        lacking: why places cannot be compared with others, "" if they can.
        table: None before one is loaded.
    """

    as_of: date | None
    known: Told | None
    without: Told | None
    area: Told | None
    best_are: str
    places: tuple[PlaceRow, ...]
    alike: tuple[AlikeRow, ...]
    way: str
    weights: tuple[tuple[str, float], ...]
    lacking: str
    table: PlaceFile | None


@dataclass(frozen=True, slots=True)
class PlacesPreview:
    """A table of places before it is loaded.

    Attributes:
        columns: (role, heading).
        sample: the first rows: postcode, name, households, then the measures as told.
        rows: how many places.
        matched: customers who live in one of them.
        customers: customers with a postcode.
        filled: postcodes whose lost zeros were put back.
        notes: what else there is to know, in sentences.
    """

    file: str
    columns: tuple[tuple[str, str], ...]
    measures: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    rows: int
    problems: tuple[Problem, ...]
    matched: int
    customers: int
    filled: int
    notes: tuple[str, ...]
