"""The printed and the written liability from points."""

import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from retailcrm.loyalty.liability import Period, Worth, liability_sheet
from retailcrm.reports.liability import liability_document, write_liability
from retailcrm.reports.xlsx.liability import save_liability
from tests.unit.reports.papers import as_last_read, sound, texts, twice_alike
from tests.unit.reports.points_facts import a_liability

PAPERS = ("a4", "letter")


def table(out, name):
    return CalamineWorkbook.from_path(out).get_sheet_by_name(name).to_python()


@pytest.mark.parametrize("paper", PAPERS)
def test_the_liability_says_what_it_said_when_last_read(paper, tmp_path):
    out = tmp_path / "liability.pdf"
    printed = write_liability(a_liability(paper=paper), out)
    assert printed.pages == len(texts(out))
    as_last_read(out, f"liability_{paper}")
    sound(out, paper)


def test_the_same_points_print_and_write_the_same_bytes(tmp_path):
    twice_alike(lambda out: write_liability(a_liability(), out), tmp_path)
    twice_alike(lambda out: save_liability(a_liability(), out), tmp_path, "xlsx")


def test_the_example_of_the_standard_prints_to_the_unit(tmp_path):
    share = Decimal("0.95"), Decimal("0.97")
    periods = [
        Period("2025-12", 100_000, 10_000, 4_500, 0, share[0]),
        Period("2026-12", 0, 0, 4_000, 0, share[1]),
    ]
    facts = a_liability()
    yen = replace(facts.issue, currency="JPY")
    facts = replace(facts, issue=yen, sheet=liability_sheet(Worth(Decimal(1)), periods))
    write_liability(facts, tmp_path / "liability.pdf")
    text = "".join(texts(tmp_path / "liability.pdf"))
    for figure in ("+8,676", "\N{MINUS SIGN}4,110", "4,566", "\N{MINUS SIGN}3,493", "1,073"):
        assert figure in text


def test_a_young_shop_is_told_that_the_share_is_assumed(tmp_path):
    write_liability(a_liability(months=3), tmp_path / "liability.pdf")
    first = texts(tmp_path / "liability.pdf")[0]
    assert "Assumed: there are 3 months of points, 12 are needed." in first


def test_a_program_nobody_has_points_in_owes_nothing(tmp_path):
    nothing = a_liability(months=0)
    write_liability(nothing, tmp_path / "liability.pdf")
    save_liability(nothing, tmp_path / "liability.xlsx")
    assert "nothing is owed" in texts(tmp_path / "liability.pdf")[0]
    assert len(table(tmp_path / "liability.xlsx", "Months")) == 1


def test_small_numbers_open_the_members_whose_points_they_are_about():
    figures = {one.name: one for one in liability_document(a_liability()).figures}
    assert figures["deferred.2026-10"].rows.get("finding") == "points.moved"
    assert figures["deferred.2026-10"].rows.get("to") == "2026-10-31"
    assert figures["open_points"].value == str(a_liability().open_points)


def test_the_live_sums_of_the_file_agree_with_its_values(tmp_path):
    save_liability(a_liability(), tmp_path / "liability.xlsx")
    for name, added in (("Months", (2, 3, 4, 5, 10, 11)), ("Cohorts", (1, 2, 3, 4))):
        *rows, check = table(tmp_path / "liability.xlsx", name)
        months = [row for row in rows[1:] if row[0] != "All periods"]
        assert len(months) == 26
        for at in added:
            assert check[at] == pytest.approx(sum(row[at] for row in months))
    whole, check = table(tmp_path / "liability.xlsx", "Months")[-2:]
    assert [cell for cell in check[1:] if cell != ""] == [whole[at] for at in (2, 3, 4, 5, 10, 11)]


def test_a_program_named_like_a_formula_stays_a_name(tmp_path):
    facts = replace(a_liability(), program='=HYPERLINK("http://x.example","win")')
    save_liability(facts, tmp_path / "liability.xlsx")
    told = dict(row[:2] for row in table(tmp_path / "liability.xlsx", "Liability"))
    assert told["Program"] == facts.program
    with zipfile.ZipFile(tmp_path / "liability.xlsx") as packed:
        first = packed.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in first
        assert 'quotePrefix="1"' in packed.read("xl/styles.xml").decode()
