"""The window: how soon it is there, and whether it ever stands still."""

import time
from statistics import median

from bench.setting import Setting, inside
from bench.table import Case, against, within


def start(setting: Setting) -> list[Case]:
    """Start cold, beside a bare window."""
    shop, folder = setting.shop(setting.lines), setting.work / "preferences"
    folder.mkdir(exist_ok=True)
    bare, visible, loaded = [], [], []
    for _ in range(max(setting.rounds, 3)):
        bare.append(inside("bench.windows", "bare", time.time())["visible"])
        found = inside("bench.windows", "ours", time.time(), shop, folder)
        visible.append(found["visible"])
        loaded.append(found["loaded"] - found["visible"])
    return [
        against(
            "window visible, cold", median(visible), ("bare PySide6 window", median(bare)), 1.5
        ),
        within("figures on the screen after that", median(loaded), 1.0, unit="s"),
    ]


def gaps(setting: Setting) -> list[Case]:
    """Import a large file behind an open window, and page through all customers."""
    shop, folder = setting.shop(setting.lines), setting.work / "preferences"
    folder.mkdir(exist_ok=True)
    file = setting.files(setting.lines).later
    found = inside("bench.windows", "gaps", time.time(), shop, folder, file)
    idle, busy, scroll = found["idle"], found["importing"], found["scrolling"]
    note = f"idle p99 {idle['p99']:.0f} ms, worst {idle['worst']:.0f} ms"
    return [
        within("window's thread during an import, worst", busy["worst"], 100, note=note),
        within("window's thread during an import, p99", busy["p99"], 50),
        within("customer table opens, jumps, scrolls, worst", scroll["worst"], 50),
    ]
