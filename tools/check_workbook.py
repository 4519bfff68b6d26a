"""Let LibreOffice recalculate a plan's workbook and hold every figure against the program.

Three inputs are changed in the file, as its reader would; then LibreOffice, without a window,
opens it, works everything out and saves it. Each amount must be the program's to the cent.

    .venv/bin/python -m tools.check_workbook
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl

from retailcrm.planner.comparison import compare
from retailcrm.planner.uplift import SCENARIOS, Inputs
from retailcrm.services.plan_rows import PlanRun
from retailcrm.wiring import open_shop

_CENT = 0.005
_WAIT = 300
_ABSENT = """LibreOffice is not installed here, so no spreadsheet can recalculate the workbook.
Install it (Debian and Ubuntu: apt-get install libreoffice-calc-nogui) and run this again."""
Wrong = tuple[str, float, float]


def main() -> int:
    """Write, change, recalculate and compare; give 0 if all is alike, 2 without LibreOffice."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print(_ABSENT, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        wrong, compared = _tried(office, Path(folder))
    for place, found, wanted in wrong:
        print(f"{place}: the workbook says {found:.4f}, the program {wanted:.4f}", file=sys.stderr)
    print(f"{compared} figures of the workbook compared, {len(wrong)} differ.")
    return 1 if wrong else 0


def _tried(office: str, folder: Path) -> tuple[list[Wrong], int]:
    services = open_shop(
        str(folder / "shop.db"), lambda: datetime(2026, 11, 3, 9, tzinfo=ZoneInfo("UTC"))
    )
    try:
        services.demo.load()
        run = services.planning.run(services.planning.start("Checked"))
        written = services.planning.save_workbook(run, folder / "plan.xlsx")
        minor = 10 ** services.shop.settings().digits
    finally:
        services.close()
    inputs = _change(written, run.plan.inputs, minor)
    changed = compare(run.base.channels, run.plan.models, inputs)
    again = _recalculated(office, written, folder / "again")
    run = replace(run, plan=replace(run.plan, inputs=inputs), comparison=changed)
    wanted = list(_wanted(run, minor))
    found = _cells(again)
    wrong = [
        (f"{sheet}!{cell}", found[sheet, cell], value)
        for sheet, cell, value in wanted
        if abs(found[sheet, cell] - value) > _CENT
    ]
    return wrong, len(wanted)


def _change(path: Path, inputs: Inputs, minor: int) -> Inputs:
    """Change three inputs in the file, and give the same for the program."""
    margin, gift, near = 0.55, inputs.gift + 1.5 * minor, 0.35
    told = {
        "Margin": margin,
        "Gift for reaching a status": gift / minor,
        "Share who reach the next status: near": near,
    }
    book = openpyxl.load_workbook(path)  # type: ignore[no-untyped-call]
    changed = 0
    for row in book["Inputs"].iter_rows():
        if row[0].value in told:
            row[1].value = told[row[0].value]
            changed += 1
    if changed != len(told):
        raise SystemExit(f"Only {changed} of {len(told)} inputs stand in the workbook.")
    book.save(path)
    bands = tuple(
        replace(one, conversion=near) if one.name == "near" else one for one in inputs.bands
    )
    return replace(inputs, margin=margin, gift=gift, bands=bands)


def _recalculated(office: str, path: Path, folder: Path) -> Path:
    """Let LibreOffice open a workbook, work it out and save it; values kept in it are dropped."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [office, f"-env:UserInstallation={profile}", "--headless", "--norestore",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=_WAIT,
    )  # fmt: skip
    return folder / path.name


def _cells(path: Path) -> dict[tuple[str, str], float]:
    book = openpyxl.load_workbook(path, data_only=True)  # type: ignore[no-untyped-call]
    return {
        (sheet.title, cell.coordinate): float(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }


def _wanted(run: PlanRun, minor: int) -> Iterator[tuple[str, str, float]]:
    """Give the program's figures and where they stand: every month, year and rank."""
    inputs, found = run.plan.inputs, run.comparison
    parts = {(one.model, one.scenario, one.channel): one for one in found.parts}
    row = 2
    for model in run.plan.models:
        for scenario in SCENARIOS:
            for base in run.base.channels:
                months = parts[model.name, scenario, base.channel].months
                profit = months.profit(inputs.margin)
                for at in range(months.clients.size):
                    yield "Uplift", f"J{row}", float(months.gross[at]) / minor
                    yield "Uplift", f"P{row}", float(months.uplift[at]) / minor
                    yield "Uplift", f"Q{row}", float(profit[at]) / minor
                    row += 1
    for number, one in enumerate(found.sums, start=2):
        yield "Comparison", f"D{number}", one.uplift / minor
        yield "Comparison", f"G{number}", one.all_expenses / minor
        yield "Comparison", f"H{number}", one.profit / minor
    ranked = {one.model: (rank, one) for rank, one in enumerate(found.ranking, start=1)}
    for number, model in enumerate(run.plan.models, start=2):
        rank, best = ranked[model.name]
        yield "Choice", f"E{number}", best.expected / minor
        yield "Choice", f"F{number}", best.regret / minor
        yield "Choice", f"G{number}", float(rank)


if __name__ == "__main__":
    sys.exit(main())
