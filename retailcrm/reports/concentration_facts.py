"""What the report about the best cards says, as plain facts."""

from dataclasses import dataclass
from datetime import date

from retailcrm.reports.facts import Fact


@dataclass(frozen=True, slots=True)
class TopFacts:
    """What the best `share` of the cards bring; `cards` counts them."""

    share: float
    cards: int
    brings: Fact


@dataclass(frozen=True, slots=True)
class SpreadFacts:
    """How sales are spread over some cards.

    Attributes:
        top: the smallest share first.
        half: how many of the best bring half of all sales.
        curve: share of the cards, the best first, and of all sales that they bring.
    """

    cards: Fact
    top: tuple[TopFacts, ...]
    half: Fact
    half_share: Fact
    gini: Fact
    curve: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class ConcentrationFacts:
    """How sales are spread over the cards.

    Attributes:
        days: how far back it looks, 0 is all history.
        are_cards: cards are counted; in a shop without any, customers.
        issued: over all cards given out; None where there is nothing to tell.
        active: over those used in the time.
        why_empty: why there is nothing to tell, empty if there is.
    """

    as_of: date | None
    days: int
    are_cards: bool
    issued: SpreadFacts | None
    active: SpreadFacts | None
    dead: Fact | None
    why_empty: str = ""
