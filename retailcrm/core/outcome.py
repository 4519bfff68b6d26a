"""What a command of the shop gives back."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Topic(StrEnum):
    """What a screen may show, and a command may have changed."""

    RECEIPTS = "receipts"
    CUSTOMERS = "customers"
    GROUPS = "groups"
    PROBLEMS = "problems"
    SETTINGS = "settings"
    REPORTS = "reports"
    POINTS = "points"
    PROGRAM = "program"
    CARDS = "cards"
    CAMPAIGNS = "campaigns"
    PLANS = "plans"


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """A command's result, the topics it touched, and one sentence for the message bar."""

    value: Value
    touched: frozenset[Topic]
    summary: str
