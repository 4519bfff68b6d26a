"""Everyone for whom a discount becomes points: who, where, from what and to what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from retailcrm.db.customer_pages import full_name


@dataclass(frozen=True, slots=True)
class Changing:
    """A member whose discount becomes points; money in minor units, of twelve months.

    Attributes:
        group: key of the group, empty for none.
        listed: goods before discount.
        discount: what the member was let off.
        change: what a year brings more (or less) once the move is over.
        gift: points to begin with; 0 for those who do not lose.
        multiplier: what points are multiplied by for the group.
        per_unit: points for each currency unit in each phase.
    """

    customer_id: int
    name: str
    card: str
    street: str
    city: str
    region: str
    postcode: str
    country: str
    group: str
    listed: int
    discount: int
    change: int
    gift: int
    multiplier: float
    per_unit: tuple[float, ...]

    @property
    def rate(self) -> float | None:
        """Give the discount as a share of the goods before it."""
        return self.discount / self.listed if self.listed else None

    @property
    def in_reach(self) -> bool:
        """Say whether a letter finds the member."""
        return bool(self.name and self.street and (self.city or self.postcode))


@dataclass(frozen=True, slots=True)
class Sums:
    """What a member bought in the year, and what the move makes of it; see `Changing`."""

    group: str
    listed: int
    discount: int
    change: int
    gift: int


def changing(
    head: Mapping[str, Any], sums: Sums, multiplier: float, per_unit: tuple[float, ...]
) -> Changing:
    """Put a member together from the row of the customer and the sums of the year."""
    return Changing(
        customer_id=head["id"],
        name=full_name(head),
        card=head["card"],
        street=head["street"],
        city=head["city"],
        region=head["region"],
        postcode=head["postcode"],
        country=head["country"],
        group=sums.group,
        listed=sums.listed,
        discount=sums.discount,
        change=sums.change,
        gift=sums.gift,
        multiplier=multiplier,
        per_unit=tuple(rate * multiplier for rate in per_unit),
    )
