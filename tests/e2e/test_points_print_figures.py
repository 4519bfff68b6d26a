"""Every small number of the prints about points opens rows that add up to it, on the demo shop."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from retailcrm.loyalty.program import Earning
from retailcrm.services.program_facts import Trial
from retailcrm.services.reporting import PrintedReport
from retailcrm.wiring import Services
from tests.demo_books import EVENING
from tests.e2e.adding_up import made_from
from tests.e2e.test_printed_figures import agrees
from tools import demo_program

WANTED = replace(
    demo_program.PROGRAM,
    earning=Earning(per_unit=Decimal(4), groups=(("most_valuable", Decimal(2)),)),
)
Print = Callable[[Services, Path], PrintedReport]
PRINTS: dict[str, Print] = {
    "liability": lambda shop, out: shop.reporting.liability(out).value,
    "program": lambda shop, out: shop.reporting.program(out).value,
    "program changed": lambda shop, out: shop.reporting.program(out, Trial(WANTED)).value,
}


@pytest.mark.parametrize("key", PRINTS)
def test_every_small_number_opens_rows_that_add_up_to_it(
    demo: Services, tmp_path: Path, key: str
) -> None:
    printed = PRINTS[key](demo, tmp_path / "print.pdf").figures
    month = f"{EVENING:%Y-%m}"
    assert len(printed) > 5
    wrong = []
    for number, (name, value) in enumerate(printed, start=1):
        rows = demo.reporting.open_reference(f"{key.split(maxsplit=1)[0]}-{month}/{number}")
        assert rows is not None, name
        made = made_from(demo, rows)
        if not agrees(value, made):
            wrong.append(f"{name}: {value} is not {made} ({rows.text()})")
    assert wrong == []
