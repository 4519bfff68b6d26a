"""Importing: first, ten times larger, again, and the next day."""

import shutil
from pathlib import Path
from statistics import median

from bench.anchors import shell_import
from bench.measure import alternate, middle
from bench.setting import MILLION, Files, Setting, fresh, import_files, inside
from bench.table import Case, against, within


def first_import(setting: Setting) -> list[Case]:
    """Import up to a million lines, beside the sqlite3 shell pouring them into a text table."""
    lines = min(setting.lines, MILLION)
    items = setting.files(lines).items
    ours, shell = alternate(
        setting.rounds,
        lambda: import_files(fresh(setting.work / "first.db"), items),
        lambda: shell_import(items, fresh(setting.work / "raw.db")),
    )
    name, anchor = f"first import, {lines:,} lines", "sqlite3 shell .import"
    note = f"peak {ours.peak_mb:.0f} MB"
    return [
        against(name, ours.wall, (anchor, shell.wall), 1.5, note=note),
        against(f"{name}, cpu", ours.cpu, (anchor, shell.cpu), 1.5),
    ]


def again(setting: Setting) -> list[Case]:
    """Import the same file once more, then the same export with one more line at its end."""
    lines = min(setting.lines, MILLION)
    items, database = setting.files(lines).items, setting.work / "again.db"
    longer = one_line_more(setting.files(lines), setting.work / f"longer-{lines}.csv")
    first, second, third = [], [], []
    for _ in range(setting.rounds):
        first.append(import_files(fresh(database), items))
        second.append(import_files(database, items))
        third.append(import_files(database, longer))
    anchor, one = "its first import", middle(first)
    cases = []
    for name, costs in (("the same file again", second), ("the same and a line more", third)):
        told, cost = f"{name}, {lines:,} lines", middle(costs)
        cases.append(against(told, cost.wall, (anchor, one.wall), 0.5))
        cases.append(against(f"{told}, cpu", cost.cpu, (anchor, one.cpu), 0.5))
    return cases


def one_line_more(files: Files, longer: Path) -> Path:
    """Write the export again with the next day's first line behind it."""
    if not longer.exists():
        shutil.copyfile(files.items, longer)
        with files.next_day.open("rb") as day, longer.open("ab") as out:
            day.readline()
            out.write(day.readline())
    return longer


def ten_times(setting: Setting) -> list[Case]:
    """Compare the cost of a line in the big shop with that in one of a tenth."""
    big, small = setting.lines, setting.lines // 10
    large = import_files(fresh(setting.work / f"shop-{big}.db"), setting.files(big).items)
    tenth = middle(
        [
            import_files(fresh(setting.work / "tenth.db"), setting.files(small).items)
            for _ in range(setting.rounds)
        ]
    )
    import_files(setting.work / f"shop-{big}.db", setting.files(big).customers)  # for later cases
    each = (large.cpu / big * 1e6, tenth.cpu / small * 1e6)
    note = f"wall {large.wall:.1f} s and {tenth.wall:.1f} s"
    return [
        against(
            f"cost of a line at {big:,} lines", each[0], (f"at {small:,} lines", each[1]), 1.1,
            unit="us cpu", note=note,
        ),
        within(f"peak memory at {big:,} lines", large.peak_mb, 700, unit="MB"),
    ]  # fmt: skip


def next_day(setting: Setting) -> list[Case]:
    """Import the next day's 2,000 lines and group everyone anew, in a program that is open."""
    small = min(100_000, setting.lines // 10)
    shops = [(setting.shop(size), setting.files(size).next_day) for size in (setting.lines, small)]
    taken: list[list[float]] = [[], []]
    for _ in range(setting.rounds):
        for (database, file), into in zip(shops, taken, strict=True):
            into.append(inside("bench.inside", "next-day", database, file)["seconds"])
    ours, anchor = median(taken[0]), median(taken[1])
    name = f"next day, 2,000 lines on {setting.lines:,}"
    return [
        against(name, ours, (f"the same on {small:,} lines", anchor), 3.0),
        within(name, ours, 0.3, unit="s"),
    ]
