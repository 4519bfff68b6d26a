"""Fitting what customers will bring, beside `lifetimes`."""

from statistics import median

from bench.setting import MILLION, Setting, inside
from bench.table import Case, against

CUSTOMERS = 300_000
LEAST = 2_000


def fits(setting: Setting) -> list[Case]:
    """Fit visits and spending of 300,000 customers, fewer in a small run."""
    many = min(CUSTOMERS * setting.lines // MILLION, CUSTOMERS)
    found = inside("bench.fits", max(many, LEAST), setting.rounds)
    return [
        against(
            f"visits and spending of {found['customers']:,} customers fitted",
            median(found["ours"]),
            ("lifetimes", median(found["theirs"])),
            0.2,
        )
    ]
