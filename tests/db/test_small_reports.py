"""Every report of a shop with next to nothing in it says so in words, and never fails."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from retailcrm.core.days import month_index
from retailcrm.services.assumptions import Assumptions
from retailcrm.services.reporting import KEYS, PrintReport
from retailcrm.wiring import Services
from tests.builders import (
    Goods,
    Row,
    a_directory,
    a_person,
    a_return,
    a_sale,
    an_export,
    taken_in,
)
from tests.unit.reports.papers import sound, texts

MAY = month_index(date(2026, 5, 1))
Sales = Callable[[], Sequence[Sequence[Row]]]


def nothing() -> Sequence[Sequence[Row]]:
    return ()


def one_visit() -> Sequence[Sequence[Row]]:
    return (a_sale("r1", Goods(), buyer="c1"),)


def strangers() -> Sequence[Sequence[Row]]:
    return tuple(a_sale(f"r{n}", Goods(), day=f"2026-05-{n + 1:02}") for n in range(9))


def all_came_back() -> Sequence[Sequence[Row]]:
    return (
        a_sale("r1", Goods(), buyer="c1"),
        a_return("r2", Goods(), of="r1"),
    )


def one_regular() -> Sequence[Sequence[Row]]:
    days = (f"2026-{month:02}-{day:02}" for month in range(1, 6) for day in (3, 17))
    return tuple(a_sale(f"r{n}", Goods(), buyer="c1", day=day) for n, day in enumerate(days))


@pytest.mark.parametrize("sales", [nothing, one_visit, strangers, all_came_back, one_regular])
@pytest.mark.parametrize("key", KEYS)
def test_a_small_shop_prints_every_report(
    file_shop: Services, tmp_path: Path, key: str, sales: Sales
) -> None:
    rows = sales()
    if rows:
        export = an_export(tmp_path / "items.csv", *rows)
        taken_in(file_shop, a_directory(tmp_path / "people.csv", a_person("c1", card="77")), export)
    out = tmp_path / "report.pdf"
    printed = file_shop.reporting.print_report(PrintReport(key, MAY, out)).value
    said = " ".join(texts(out))
    assert printed.pages == len(texts(out))
    assert "None" not in said
    assert "nan" not in said.lower().replace("finance", "")
    sound(out, "a4")
    prefix = "" if key == "monthly" else f"{key}-"
    for number, (name, _) in enumerate(printed.figures, start=1):
        behind = file_shop.reporting.open_reference(f"{prefix}2026-05/{number}")
        assert behind is not None, name
        if behind.kind == "customers":
            file_shop.customers.found(behind)


def discounted() -> Sequence[Sequence[Row]]:
    days = [f"2026-{month:02}-{day:02}" for month in range(1, 6) for day in (3, 17)]
    return tuple(
        a_sale(f"r{n}", Goods(discount=100), buyer=f"c{n % 2}", day=day)
        for n, day in enumerate(days)
    )


def test_a_shop_without_a_program_reads_no_verdict_on_one_in_its_month(
    file_shop: Services, tmp_path: Path
) -> None:
    people = [a_person(f"c{one}", card=f"7{one}") for one in range(2)]
    export = an_export(tmp_path / "items.csv", *discounted())
    taken_in(file_shop, a_directory(tmp_path / "people.csv", *people), export)
    assert file_shop.insights.money.program_return().multiple is not None, "discounts cost"
    out = tmp_path / "report.pdf"
    file_shop.reporting.print_report(PrintReport("monthly", MAY, out))
    assert "Whether the program pays" not in " ".join(texts(out))
    file_shop.insights.money.assume(Assumptions(running=500_000))
    file_shop.reporting.print_report(PrintReport("monthly", MAY, out))
    assert "Whether the program pays" in " ".join(texts(out))
