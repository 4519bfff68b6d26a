"""Sensible programs to begin with, each a minute's work instead of an evening's."""

from dataclasses import dataclass
from decimal import Decimal

from retailcrm.core.money import minor_digits
from retailcrm.loyalty.program import Earning, Program, Redeeming, Reward, Tier, TierRules


@dataclass(frozen=True, slots=True)
class Template:
    """A program to begin with.

    Attributes:
        key: what code calls it.
        title: as it stands on its card.
        why: whom it suits, one sentence.
        program: its rules.
    """

    key: str
    title: str
    why: str
    program: Program


def templates(currency: str) -> tuple[Template, ...]:
    """Give the programs to begin with, in amounts that suit the currency."""
    digits = minor_digits(currency)
    # Where the smallest coin is a whole unit, a point for each hundred of them is the same.
    unit = 10**digits if digits else 100
    per_unit = Decimal(1) if digits else Decimal("0.01")
    plain = Program(
        earning=Earning(per_unit=per_unit),
        redeeming=Redeeming(value=Decimal(unit) / 100, least=100),
    )
    tiers = (
        Tier("silver", "Silver", 250 * unit, Decimal("1.25")),
        Tier("gold", "Gold", 1000 * unit, Decimal("1.5")),
    )
    groups = (("most_growable", Decimal("1.5")), ("most_valuable", Decimal(2)))
    visits = Program(
        name="Visits",
        earning=Earning(per_unit=Decimal(0), per_visit=1),
        rewards=(Reward("tenth", "A gift at the tenth visit", 10, 5 * unit),),
        redeeming=Redeeming(value=Decimal(unit) / 2, least=10, step=10),
    )
    return (
        Template("spending", "A point for each 1.00",
                 "Everyone gets back 1 % of what they spend. The simplest to explain.", plain),
        Template("tiers", "Silver and Gold",
                 "Points as before, and more of them for those who spend more in a year.",
                 Program(name="Club", earning=plain.earning, tiers=TierRules(tiers),
                         redeeming=plain.redeeming)),
        Template("visits", "Every tenth visit",
                 "One point a visit, 5.00 off for ten. For small tickets and daily customers.",
                 visits),
        Template("groups", "More for the best",
                 "Double points for Most Valuable customers, half more for Most Growable ones.",
                 Program(earning=Earning(per_unit=per_unit, groups=groups),
                         redeeming=plain.redeeming)),
    )  # fmt: skip
