"""Whether the program brings more than it costs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """What the program costs in a period; money in one unit throughout.

    Attributes:
        discounts: discounts given to members.
        points: what earned points will cost.
        offers: special offers.
        messages: letters, e-mails, text messages.
        running: software and work.
    """

    discounts: float = 0.0
    points: float = 0.0
    offers: float = 0.0
    messages: float = 0.0
    running: float = 0.0

    @property
    def total(self) -> float:
        """Add everything up."""
        return self.discounts + self.points + self.offers + self.messages + self.running


@dataclass(frozen=True, slots=True)
class ProgramReturn:
    """Gain against cost.

    Attributes:
        sales: net sales to members.
        margin: margin as a share of sales before the program's discounts, which are a cost.
        share: share of those sales that the program brought.
        costs: what it costs.
    """

    sales: float
    margin: float
    share: float
    costs: Costs

    @property
    def brought(self) -> float:
        """Give the sales that the program brought."""
        return self.sales * self.share

    @property
    def gain(self) -> float:
        """Give the margin of what it brought."""
        return self.brought * self.margin

    @property
    def left(self) -> float:
        """Give what is left of the gain when the costs are paid."""
        return self.gain - self.costs.total

    @property
    def multiple(self) -> float | None:
        """Give the margin gained for each unit spent (1 is break-even); None without costs."""
        return self.gain / self.costs.total if self.costs.total > 0 else None

    @property
    def percent(self) -> float | None:
        """Give what is left for each unit spent (0 is break-even); None without costs."""
        return self.left / self.costs.total if self.costs.total > 0 else None

    @property
    def break_even(self) -> float | None:
        """Give the share the program would have to bring to pay for itself."""
        earned = self.sales * self.margin
        return self.costs.total / earned if earned > 0 else None
