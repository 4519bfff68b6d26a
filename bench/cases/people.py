"""Questions about everyone: groups, search while typing, the customer table."""

from statistics import median

from bench.setting import Setting, inside
from bench.table import Case, against, within

MOST_MS = 20


def groups(setting: Setting) -> list[Case]:
    """Score, group and stage the whole base, beside pandas with groupby and qcut."""
    found = inside("bench.inside", "groups", setting.shop(setting.lines))
    warm = median(found["warm"])
    note = f"asked again in the same program {warm * 1000:.1f} ms"
    return [
        against(
            f"groups, stages and cut points, {found['scored']:,} scored", median(found["ours"]),
            ("pandas groupby + qcut", median(found["theirs"])), 0.1, note=note,
        )
    ]  # fmt: skip


def search(setting: Setting) -> list[Case]:
    """Search while typing, beside LIKE over five columns."""
    found = inside("bench.inside", "search", setting.shop(setting.lines), 2000)
    ours, theirs = found["ours"] * 1000, found["theirs"] * 1000
    note = f"worst {found['worst'] * 1000:.1f} ms; {found['found']:.0%} of the texts found somebody"
    return [
        Case(
            "search while typing, p95", ours, "LIKE over five columns", theirs, "<= 20 ms",
            ours <= MOST_MS, "ms", note,
        )
    ]  # fmt: skip


def customers(setting: Setting) -> list[Case]:
    """List everyone and page through them, beside fetching the whole table."""
    found = inside("bench.inside", "customers", setting.shop(setting.lines))
    whole = ("fetching everyone", found["whole"])
    return [
        against(f"list of {found['customers']:,} customers", found["listing"], whole, 1.0),
        within("a page of 128 customers, p95", found["page"] * 1000, 50,
               note=f"worst {found['worst'] * 1000:.1f} ms"),
    ]  # fmt: skip
