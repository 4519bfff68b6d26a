"""The rules as fields: what each is called, what it does, and its limits."""

from dataclasses import dataclass

from retailcrm.core.words import say


@dataclass(frozen=True, slots=True)
class Field:
    """One number of the rules.

    Attributes:
        key: of `GroupRules`.
        title: before the field.
        unit: behind it; per cent fields hold fractions and show per cent.
        low: smallest value allowed, as shown.
        high: largest value allowed, as shown.
        help: one sentence for the tooltip.
        section: the heading it stands under.
        places: decimals.
    """

    key: str
    title: str
    unit: str
    low: float
    high: float
    help: str
    section: str
    places: int = 0

    def read(self, text: str) -> float | int | None:
        """Read a number within the limits; None where it is none."""
        try:
            shown = float(text.strip().replace(",", "."))
        except ValueError:
            return None
        if not self.low <= shown <= self.high:
            return None
        if self.unit == "%":
            return round(shown / 100, 6)
        if self.places:
            return round(shown, self.places)
        return int(shown) if shown == int(shown) else None

    def write(self, value: float) -> str:
        """Write the value as it stands in the field."""
        shown = value * 100 if self.unit == "%" else value
        return f"{shown:.{self.places}f}"

    def limits(self) -> str:
        """Say what may stand here."""
        if self.unit == "%" or self.places:
            return say("A number from {low:g} to {high:g}.", low=self.low, high=self.high)
        return say("A whole number from {low:g} to {high:g}.", low=self.low, high=self.high)


_WINDOW = "What counts"
_GROUPS = "The three groups"
_ABSENCE = "By their own rhythm"

FIELDS = (
    Field("window_days", "Look back", "days", 0, 3650,
          "Visits and spend of this many days make the scores; 0 takes all history.", _WINDOW),
    Field("margin", "Margin where cost is unknown", "%", 1, 95,
          "Share of the list price that stays with you where a file states no cost.", _WINDOW),
    Field("most_valuable_share", "Most Valuable bring together", "%", 10, 95,
          "The best customers are taken until they bring this share of the contribution.", _GROUPS),
    Field("most_valuable_least", "of customers at least", "%", 1, 50,
          "Never fewer than this share of your customers are Most Valuable.", _GROUPS),
    Field("most_valuable_most", "of customers at most", "%", 1, 50,
          "Never more than this share of your customers are Most Valuable.", _GROUPS),
    Field("contact_cost", "Staying in touch costs", "money", 0, 1000,
          "Who is expected to bring less than this is Below Zero.", _GROUPS, 2),
    Field("returns_handling", "A returned receipt costs", "money", 0, 1000,
          "Taken off what a customer brings for each return.", _GROUPS, 2),
    Field("capture", "Of what they could bring, care wins", "%", 1, 100,
          "The part of the gap to similar customers that good care is expected to close.", _GROUPS),
    Field("remind_at", "Been a while: back by then would be", "%", 50, 99,
          "Of customers with the same rhythm; from here on a reminder makes sense.", _ABSENCE),
    Field("missing_at", "Missing: back by then would be", "%", 50, 99,
          "Of customers with the same rhythm; from here on they count as missing.", _ABSENCE),
    Field("dead_at", "Dead card: back by then would be", "%", 50, 99.9,
          "Of customers with the same rhythm; and no sooner than the days below.", _ABSENCE, 1),
    Field("dead_days", "Dead card: no sooner than", "days", 30, 3650,
          "Days of silence before a card can count as dead at all.", _ABSENCE),
    Field("unused_days", "Card never used is dead after", "days", 30, 3650,
          "Days since enrolling without a single visit.", _ABSENCE),
    Field("rhythm_gaps", "Gaps that make a rhythm", "visits", 1, 50,
          "How many of the latest gaps between visits are looked at.", _ABSENCE),
    Field("typical_interval", "Usual days between visits", "days", 1, 365,
          "Your own guess, used until there are enough visits to learn it.", _ABSENCE),
)  # fmt: skip
