"""Lists for mail services, beside pandas writing the same columns."""

from statistics import median

from bench.setting import MILLION, Setting, inside
from bench.table import Case, against

PEOPLE = 300_000
LEAST = 2_000
_MOST = 8.0


def lists(setting: Setting) -> list[Case]:
    """Ask of 300,000 who may be written to, and write them, fewer in a small run."""
    many = max(min(PEOPLE * setting.lines // MILLION, PEOPLE), LEAST)
    found = inside("bench.list_files", many, setting.rounds)
    return [
        against(
            f"a list of {found['people']:,}: judged, written, logged",
            median(found["ours"]),
            ("pandas writing the same columns", median(found["theirs"])),
            _MOST,
            note=f"{found['included']:,} in it, {found['left_out']:,} left out with a reason",
        )
    ]
