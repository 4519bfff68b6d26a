"""What keeping one of the best is worth against winning somebody new."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keeping:
    """An offer that keeps one of the best; money in one unit throughout.

    Attributes:
        value: what one of them brings in twelve months.
        kept_with: share who stay with the offer.
        kept_without: share who stay without it.
        offer: what the offer costs.
    """

    value: float
    kept_with: float
    kept_without: float
    offer: float

    @property
    def gain(self) -> float:
        """Give what the offer to one of them brings, its cost taken off."""
        return self.value * (self.kept_with - self.kept_without) - self.offer


@dataclass(frozen=True, slots=True)
class Winning:
    """Somebody new.

    Attributes:
        margin: margin of the first twelve months, the first purchase with them.
        cost: what winning one costs.
    """

    margin: float
    cost: float

    @property
    def gain(self) -> float:
        """Give what one of them brings in the first year, its cost taken off."""
        return self.margin - self.cost


def value_ratio(best: float | None, new: float | None) -> float | None:
    """Say how many new customers bring as much as one of the best; None if new ones bring none."""
    if best is None or new is None or new <= 0:
        return None
    return best / new


def action_ratio(keeping: Keeping, winning: Winning) -> float | None:
    """Say how many times the gain of a new customer an offer to one of the best brings.

    None if new customers lose money in the first year: then no multiple says anything.
    """
    return keeping.gain / winning.gain if winning.gain > 0 else None
