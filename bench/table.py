"""The table of ratios: what was measured, beside what, and whether the goal holds."""

import json
import platform
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the table.

    Attributes:
        name: what was done.
        ours: what it took, in `unit`.
        anchor: what it was measured beside.
        theirs: what that took, in `unit`; None where the goal is a fixed one.
        goal: in words.
        holds: whether the goal holds.
        unit: s, ms, MB or us a line.
        note: what else was seen.
    """

    name: str
    ours: float
    anchor: str
    theirs: float | None
    goal: str
    holds: bool
    unit: str = "s"
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours over theirs."""
        return self.ours / self.theirs if self.theirs else None


def against(
    name: str,
    ours: float,
    anchor: tuple[str, float],
    most: float,
    *,
    unit: str = "s",
    note: str = "",
) -> Case:
    """Make a case whose goal is a ratio."""
    holds = ours <= most * anchor[1]
    return Case(name, ours, anchor[0], anchor[1], f"<= {most:g} x", holds, unit, note)


def within(name: str, ours: float, most: float, *, unit: str = "ms", note: str = "") -> Case:
    """Make a case whose goal is a fixed figure on this machine."""
    return Case(name, ours, "-", None, f"<= {most:g} {unit}", ours <= most, unit, note)


def written(cases: list[Case]) -> str:
    """Write the table as text."""
    heads = ("case", "ours", "anchor", "theirs", "ratio", "goal", "holds")
    rows = [
        (
            case.name,
            f"{case.ours:.3g} {case.unit}",
            case.anchor,
            "-" if case.theirs is None else f"{case.theirs:.3g} {case.unit}",
            "-" if case.ratio is None else f"{case.ratio:.2f} x",
            case.goal,
            "yes" if case.holds else "NO",
        )
        for case in cases
    ]
    widths = [max(len(row[n]) for row in (heads, *rows)) for n in range(len(heads))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (heads, *rows)
    ]
    notes = [f"  {case.name}: {case.note}" for case in cases if case.note]
    return "\n".join([*lines, "", *notes])


def keep(cases: list[Case], path: Path, lines: int) -> None:
    """Write the table as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = {
        "lines": lines,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cases": [{**asdict(case), "ratio": case.ratio} for case in cases],
    }
    path.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
