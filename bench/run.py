"""Measures every case beside its anchor and prints the table: `python -m bench.run`."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.cards import card_sheets
from bench.cases import (
    basket,
    campaigns,
    imports,
    launching,
    mailing,
    money,
    people,
    plans,
    points,
    questions,
    retention,
    screens,
    value,
    window,
)
from bench.setting import MILLION, Setting
from bench.table import Case, keep, written

HERE = Path(__file__).parent
CASES: dict[str, Callable[[Setting], list[Case]]] = {
    "import": imports.first_import,
    "size": imports.ten_times,
    "again": imports.again,
    "next-day": imports.next_day,
    "questions": questions.questions,
    "groups": people.groups,
    "concentration": money.concentration,
    "campaign": campaigns.campaign,
    "launch": launching.launching,
    "search": people.search,
    "customers": people.customers,
    "fits": value.fits,
    "retention": retention.retention,
    "screens": screens.screens,
    "basket": basket.basket,
    "lists": mailing.lists,
    "scan": points.scan,
    "catch-up": points.catch_up,
    "verify": points.verify,
    "replay": points.replay,
    "plan": plans.redraw,
    "cards": card_sheets,
    "start": window.start,
    "gaps": window.gaps,
}


def run(setting: Setting, only: tuple[str, ...] = ()) -> tuple[list[Case], list[str]]:
    """Measure the cases, saying which one is under way; give also what could not be measured."""
    cases: list[Case] = []
    failed: list[str] = []
    for name, case in CASES.items():
        if not only or name in only:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            try:
                cases += case(setting)
            except RuntimeError as fault:
                failed.append(f"{name}: {fault}")
    return cases, failed


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=MILLION)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--only", nargs="*", choices=CASES, default=())
    parser.add_argument("--data", type=Path, default=HERE / "data")
    parser.add_argument("--work", type=Path, help="keep the databases here")
    wish = parser.parse_args()
    work = wish.work or Path(tempfile.mkdtemp(prefix="retailcrm-bench-"))
    work.mkdir(parents=True, exist_ok=True)
    try:
        cases, failed = run(Setting(wish.lines, wish.rounds, wish.data, work), tuple(wish.only))
    finally:
        if not wish.work:
            shutil.rmtree(work)
    print(written(cases))
    if not wish.only:
        keep(cases, HERE / "results" / f"{wish.lines}.json", wish.lines)
    if failed:
        sys.exit("\n".join(failed))


if __name__ == "__main__":
    main()
