"""Places told in rows and sentences."""

import numpy as np

from retailcrm.analytics.place_likeness import LEAST_BEST, LEAST_PLACES, Way
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.finding import Told, Unit
from retailcrm.services.place_finders import (
    BEST,
    CUSTOMERS,
    FOUND,
    INDEX,
    PER_THOUSAND,
    SPENT,
    behind,
)
from retailcrm.services.place_rows import AlikeRow, PlaceRow
from retailcrm.services.place_state import Places

SHOWN_ALIKE = 25
_FEW_HOMES = 1_000
_WRITES = Figures("USD")  # only for plain numbers, which know no currency
_SHOWN_TRAITS = 3
_LARGE = 100


def place_row(held: Places, at: int) -> PlaceRow:
    """Tell one postcode."""
    code = held.codes[at]
    told, ranked, areas = held.told.get(code), held.ranked, held.areas
    homes = None if told is None else told.households

    def figure(
        key: str, value: float, unit: Unit, low: float | None = None, high: float | None = None
    ) -> Told:
        rows = behind(key, held.as_of, postcode=code)
        few = homes is not None and homes < _FEW_HOMES
        return Told(key, _value(value), unit, rows, low, high, few_data=few)

    return PlaceRow(
        postcode=code,
        name=(told.name if told is not None else "") or held.homes.cities.get(code, ""),
        inside=bool(held.inside[at]),
        households=homes,
        customers=figure(CUSTOMERS, areas.customers[at], Unit.COUNT),
        best=figure(BEST, areas.best[at], Unit.COUNT),
        net_sales=figure(SPENT, areas.revenue[at], Unit.MONEY),
        per_thousand=figure(PER_THOUSAND, ranked.per_thousand[at], Unit.RATIO),
        index=figure(
            INDEX, ranked.likely[at], Unit.RATIO, _value(ranked.low[at]), _value(ranked.high[at])
        ),
        prospects=None if np.isnan(ranked.prospects[at]) else round(ranked.prospects[at]),
        found=figure(FOUND, ranked.found[at], Unit.RATIO),
    )


def place_order(held: Places) -> list[int]:
    """Order the places: what is almost certain of the best customers there, then customers."""
    low = np.nan_to_num(held.ranked.low, nan=-1.0)
    low = np.where(held.inside, low, -2.0)
    keys = (np.array(held.codes), -held.areas.customers, -low)
    return [int(one) for one in np.lexsort(keys)] if held.codes else []


def alike_rows(held: Places) -> tuple[AlikeRow, ...]:
    """Tell the places with no good customer yet that look most like those of the best."""
    found = held.alike
    if found.way is Way.NONE:
        return ()
    open_ = np.array([code in held.told for code in held.codes]) & (held.areas.best == 0)
    score = held.promise if found.way is Way.MODEL else found.score
    places = np.flatnonzero(open_ & np.isfinite(score))
    places = places[np.lexsort((places, -score[places]))][:SHOWN_ALIKE]
    return tuple(_alike_row(held, int(at), float(score[at])) for at in places)


def _alike_row(held: Places, at: int, score: float) -> AlikeRow:
    told = held.told[held.codes[at]]
    is_model = held.alike.way is Way.MODEL
    traits = _traits(held, at)
    return AlikeRow(
        postcode=told.postcode,
        name=told.name,
        households=told.households,
        customers=int(held.areas.customers[at]),
        expected=1000 * score if is_model else None,
        score=score,
        traits=traits,
        reason="; ".join(
            say(
                "{name} {here}, where your best live {there}",
                name=name,
                here=_written(here),
                there=_written(there),
            )
            for name, here, there in traits
            if here is not None
        ),
    )


def _traits(held: Places, at: int) -> tuple[tuple[str, float | None, float], ...]:
    """Give what matters most for a place to be alike, here and where the best customers live."""
    counts = held.areas.best.astype(np.float64)
    found = []
    for name, _ in held.alike.weights[:_SHOWN_TRAITS]:
        values = held.columns[name]
        usable = np.isfinite(values) & (counts > 0)
        if not usable.any():
            continue
        usual = float((values[usable] * counts[usable]).sum() / counts[usable].sum())
        found.append((name, _value(values[at]), usual))
    return tuple(found)


def lacking(held: Places) -> str:
    """Say why places cannot be compared with others; empty if they can."""
    if not held.table:
        return say("Load a table of households and what else is known of the places around.")
    if not held.held.names:
        return say("The table tells nothing but households; add income, age, rent or distance.")
    if held.alike.way is Way.NONE:
        return say("Too few places with a best customer to learn from.")
    if held.alike.way is Way.PROFILE:
        return say(
            "Compared by likeness alone: a model needs {places} places and {best} best customers.",
            places=LEAST_PLACES,
            best=LEAST_BEST,
        )
    return ""


def best_words(held: Places) -> str:
    """Say who counts as best."""
    return say("Most Valuable") if held.by_groups else say("Champions and Loyal")


def _written(value: float) -> str:
    return _WRITES.number(value, 0 if abs(value) >= _LARGE else 1)


def _value(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
