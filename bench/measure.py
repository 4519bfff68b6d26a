"""Measures whole processes by what the system says of them, and calls by the clock."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import ParamSpec

P = ParamSpec("P")
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one whole process took: processor and wall seconds, and its largest size."""

    cpu: float
    wall: float
    peak_mb: float
    output: str = ""


def whole_process(command: Sequence[str | Path]) -> Cost:
    """Run a command to its end and ask the system what it took.

    Raises:
        RuntimeError: the command failed; with what it printed.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
        env=_surroundings(),
        text=True,
    )
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}:\n{output}")
    peak = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return Cost(usage.ru_utime + usage.ru_stime, wall, peak, output)


def _surroundings() -> dict[str, str]:
    """Give the environment of an installed program: compiled modules kept, a window if any."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    if not (kept.get("DISPLAY") or kept.get("WAYLAND_DISPLAY")):
        kept.setdefault("QT_QPA_PLATFORM", "offscreen")
    return kept


def middle(costs: Sequence[Cost]) -> Cost:
    """Give the medians of several runs."""
    return Cost(
        median(cost.cpu for cost in costs),
        median(cost.wall for cost in costs),
        max(cost.peak_mb for cost in costs),
        costs[-1].output,
    )


def alternate(rounds: int, *runs: Callable[[], Cost]) -> list[Cost]:
    """Run A B A B, so that a busy minute hits all alike, and give each one's medians."""
    costs: list[list[Cost]] = [[] for _ in runs]
    for _ in range(rounds):
        for run, into in zip(runs, costs, strict=True):
            into.append(run())
    return [middle(some) for some in costs]


def seconds(call: Callable[[], object], times: int = 5) -> list[float]:
    """Time a call several times."""
    return [once(call) for _ in range(times)]


def once(call: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> float:
    """Time one call."""
    begun = time.perf_counter()
    call(*args, **kwargs)
    return time.perf_counter() - begun


def beside(
    ours: Callable[[], object], anchor: Callable[[], object], times: int = 5
) -> tuple[float, float]:
    """Time two calls in turn, after one round for warmth, and give both medians."""
    ours(), anchor()
    pairs = [(once(ours), once(anchor)) for _ in range(times)]
    return median(a for a, _ in pairs), median(b for _, b in pairs)


def at_share(values: Sequence[float], share: float) -> float:
    """Give the value that a share of all values does not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]
