"""Kills a restore at random moments, again and again, and looks at the books each time.

Run `python -m tests.kill_restore [--kills 100] [--seed 1]`. Each time the books must stand as
before or as the copy, and putting the copy back once more must give the copy.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.forked import finished, started
from tests.kill_import import DEMO, copied, digest, import_all, split_demo


@dataclass(frozen=True, slots=True)
class Trial:
    """What the script works with."""

    folder: Path
    copy: Path  # a shop with the first files in it
    newer: Path  # the same with one file more
    seconds: float  # that an undisturbed restore takes
    digests: tuple[str, str]  # of the newer books and of the copy


def words_for(shop: Path, copy: Path) -> tuple[str, ...]:
    """Say a restore as the command line takes it."""
    return ("--shop", str(shop), "--json", "restore", str(copy))


def restore(shop: Path, copy: Path) -> float:
    """Put the copy back undisturbed and give the seconds it took."""
    begun = time.perf_counter()
    finished(shop.with_suffix(".log"), *words_for(shop, copy))
    return time.perf_counter() - begun


def prepare(folder: Path, lines: int) -> Trial:
    """Make a shop, a copy of it, and a newer shop to put the copy back into."""
    older, newer = split_demo(folder, lines)
    shop = folder / "older.db"
    import_all(shop, older, next(DEMO.glob("export-*.csv")))
    copy = copied(shop, folder / "copy.db")
    after = copied(shop, folder / "newer.db")
    import_all(after, newer)
    trial = copied(after, folder / "killed.db")
    taken = restore(trial, copy)
    assert digest(trial) == digest(copy)
    digests = (digest(after), digest(copy))
    assert digests[0] != digests[1]
    return Trial(folder, copy, after, taken, digests)


def kill_once(trial: Trial, wait: float) -> str:
    """Kill a restore after a while; say how the books stood, and see that they mend."""
    shop = copied(trial.newer, trial.folder / "killed.db")
    process = started(shop.with_suffix(".log"), *words_for(shop, trial.copy))
    time.sleep(wait)
    process.kill()
    process.join()
    process.close()
    found = digest(shop)
    assert found in trial.digests, f"after {wait:.3f} s the books stood neither before nor after"
    restore(shop, trial.copy)
    assert digest(shop) == trial.digests[1]
    return "before" if found == trial.digests[0] else "after"


def run(kills: int, seed: int, lines: int = 2_500) -> dict[str, int]:
    """Kill that many restores and count how the books stood."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable choice of moments
    counts = {"before": 0, "after": 0}
    folder = Path(tempfile.mkdtemp(prefix="retailcrm-kill-"))
    try:
        trial = prepare(folder, lines)
        for _ in range(kills):
            wait = trial.seconds * rng.uniform(0.0, 1.0)
            counts[kill_once(trial, wait)] += 1
    finally:
        shutil.rmtree(folder)
    return counts


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    wish = parser.parse_args()
    counts = run(wish.kills, wish.seed)
    sys.stdout.write(
        f"{wish.kills} restores killed, {counts}: every time the books were sound.{os.linesep}"
    )


if __name__ == "__main__":
    main()
