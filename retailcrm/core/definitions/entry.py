"""One figure's name and what it means, the same on screens, on paper and in files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure is.

    Attributes:
        key: stable name for programs, such as `repeat_rate`.
        name: as written above the figure.
        meaning: one sentence that says how it is counted.
    """

    key: str
    name: str
    meaning: str
