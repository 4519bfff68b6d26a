"""Which column of a file answers which role of a dialect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retailcrm.importers.dialect import Dialect


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a dialect finds its columns in one file.

    Attributes:
        dialect: what is read.
        at: position by role.
        headings: heading as it stands, by role.
        wanted: positions to read, ascending; the first three always, to know totals rows.
    """

    dialect: Dialect
    at: Mapping[str, int]
    headings: Mapping[str, str]
    wanted: tuple[int, ...]

    @property
    def used(self) -> tuple[str, ...]:
        """Headings that are read, in the file's order."""
        return tuple(self.headings[role] for role in sorted(self.at, key=lambda one: self.at[one]))


def folded(heading: str) -> str:
    """Give a heading as it is compared: without case, apostrophe and surplus spaces."""
    return " ".join(heading.replace("\ufeff", "").split()).strip(" '\"").casefold()


def positions(headings: Sequence[str]) -> dict[str, int]:
    """Give the position of each heading; of headings that stand twice, the last."""
    return {folded(heading): at for at, heading in enumerate(headings) if heading}


def plan_for(dialect: Dialect, headings: Sequence[str]) -> Plan:
    """Find the columns of a dialect under the headings of a file."""
    known = positions(headings)
    at: dict[str, int] = {}
    for column in dialect.columns:
        names = [folded(name) for name in column.names]
        found = next((known[name] for name in names if name in known), None)
        if found is not None:
            at[column.role] = found
    first = range(min(3, len(headings)))
    wanted = tuple(sorted({*at.values(), *first}))
    return Plan(dialect, at, {role: headings[one] for role, one in at.items()}, wanted)


def missing(dialect: Dialect, headings: Sequence[str]) -> tuple[str, ...]:
    """Name the needed headings that a file lacks."""
    known = positions(headings)
    return tuple(
        column.names[0]
        for column in dialect.columns
        if column.required and not any(folded(name) in known for name in column.names)
    )


def fits(dialect: Dialect, headings: Sequence[str]) -> bool:
    """Say whether a file's headings are those of a dialect, whatever their order."""
    known = positions(headings)
    return (
        all(folded(name) in known for name in dialect.must)
        and not any(folded(name) in known for name in dialect.must_not)
        and not missing(dialect, headings)
    )
