"""What stands out at the till, as rows."""

from dataclasses import dataclass

from retailcrm.services.finding import Told


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card that was used in an unusual way.

    Attributes:
        customer_id: whose card.
        name: the holder's name.
        card: its number.
        receipts: receipts with it in the month.
        days: days it was used on.
        staff: how many people served it.
        mainly: who served it most, "" if the till does not tell.
        by_main: receipts that person served; None if the till does not tell.
        expected: how many it would have been by chance.
        at_once: how often it was used at two tills within minutes.
        reasons: keys of what stands out: often, one_person, two_tills.
    """

    customer_id: int
    name: str
    card: str
    receipts: Told
    days: int
    staff: int
    mainly: str
    by_main: Told | None
    expected: float
    at_once: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandRow:
    """What one person booked by hand.

    Attributes:
        actor: who, as it stands in the ledger.
        entries: entries by hand.
        given: points given.
        taken: points taken.
        customers: to how many customers.
        main: name of who got most of them, "" if nobody did.
        to_main: points given to them.
        used_soon: how often points given were used within the hour.
        reasons: keys of what stands out: many, one_card, soon.
    """

    actor: str
    entries: Told
    given: Told
    taken: int
    customers: int
    main: str
    to_main: int
    used_soon: Told
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TillWatchTold:
    """A month at the till.

    Attributes:
        month: month number; None in an empty shop.
        months: months that can be looked at, the newest first.
        used: cards used in the month.
        shown: cards that stand out.
        cards: those, the most used first.
        people: everyone who booked by hand, the most entries first.
        names_staff: the till tells who served.
        tells_time: the till tells the time of day.
        why_empty: why there is nothing to look at, "" if there is.
        has_cards: somebody holds a card of the shop.
    """

    month: int | None
    months: tuple[int, ...]
    used: Told | None
    shown: Told | None
    cards: tuple[CardRow, ...]
    people: tuple[HandRow, ...]
    names_staff: bool
    tells_time: bool
    why_empty: str = ""
    has_cards: bool = True

    @property
    def is_quiet(self) -> bool:
        """Say whether nothing stands out."""
        return not self.cards and not any(one.reasons for one in self.people)
