import re
from pathlib import Path

import retailcrm

HOME = Path(retailcrm.__path__[0])
LEDGER = ("earning", "returns", "lots", "expiry", "redeeming", "tiers", "program_text")
"""What books points; forecasts of the same package estimate and may use fractions."""
_IMPORT = re.compile(r"^from retailcrm\.loyalty\.(\w+) import", re.MULTILINE)


def behind(names):
    """Find the modules and all those of the package that they import."""
    found, open_ends = set(), list(names)
    while open_ends:
        name = open_ends.pop()
        if name not in found:
            found.add(name)
            text = (HOME / "loyalty" / f"{name}.py").read_text("utf-8")
            open_ends += _IMPORT.findall(text)
    return found


def test_c20_no_binary_fraction_is_made_where_points_are_booked():
    paths = [HOME / "loyalty" / f"{name}.py" for name in behind(LEDGER)]
    for pattern in ("db/ledger*.py", "db/points_*.py", "services/posting*.py"):
        paths += HOME.glob(pattern)
    made = [path.name for path in paths if "float(" in path.read_text("utf-8")]
    assert made == []


def test_c20_the_ledger_knows_nothing_of_forecasts():
    assert {"program", "basket", "eligible", "matching", "multipliers"} <= behind(LEDGER)
    for name in behind(LEDGER):
        assert "numpy" not in (HOME / "loyalty" / f"{name}.py").read_text("utf-8")
