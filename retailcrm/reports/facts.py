"""One figure of a report before it is written."""

from dataclasses import dataclass
from enum import StrEnum

from retailcrm.core.rows import RowsRef


class Kind(StrEnum):
    """What a figure is counted in."""

    MONEY = "money"  # minor units
    COUNT = "count"
    SHARE = "share"  # 0.05 is 5 %
    DAYS = "days"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with the rows that add up to it.

    Attributes:
        key: of its definition.
        value: None if there is no value.
        low: lower end of its interval, None without one.
        high: upper end, likewise.
        few_data: it rests on few cases.
    """

    key: str
    value: float | None
    kind: Kind
    rows: RowsRef
    low: float | None = None
    high: float | None = None
    few_data: bool = False

    @property
    def has_range(self) -> bool:
        """Tell whether both ends of its interval are known."""
        return self.low is not None and self.high is not None
