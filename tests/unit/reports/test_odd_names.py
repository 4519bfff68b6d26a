"""Prints about points keep to their margins whatever people and shops are called."""

import unicodedata
from dataclasses import replace

import pytest

from retailcrm.reports.liability import write_liability
from retailcrm.reports.program import write_program
from retailcrm.reports.statement import write_statement
from tests.unit.reports.papers import sound, texts
from tests.unit.reports.points_facts import a_liability, a_statement, a_trial

LONG = "Cửa hàng sách Nguyễn Thị Hồng Hạnh · Книжный магазин «Щербаков, Жуковская и партнёры»"
ENDLESS = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenverein" * 2
MUCH = 10_000_000


def worldly(issue):
    return replace(issue, shop=LONG, currency="VND", locale="vi_VN")


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_statement_shortens_words_and_never_a_figure(paper, tmp_path):
    facts = a_statement(paper)
    moves = tuple(
        replace(one, points=one.points * MUCH, balance=one.balance * MUCH, why=LONG * 2,
                receipt=one.receipt and ENDLESS,
                earned=tuple(replace(line, goods=ENDLESS, told=LONG * 3, amount=line.amount * MUCH)
                             for line in one.earned))
        for one in facts.moves
    )  # fmt: skip
    lots = tuple(replace(one, points=one.points * MUCH, receipt=ENDLESS) for one in facts.lots)
    facts = replace(
        facts, issue=worldly(facts.issue), member=ENDLESS, card="9" * 30, program=LONG, tier=LONG,
        opening=facts.opening * MUCH, moves=moves, lots=lots, worth=84 * MUCH,
    )  # fmt: skip
    out = tmp_path / "statement.pdf"
    write_statement(facts, out)
    sound(out, paper)
    text = " ".join(texts(out))
    for figure in ("1.200.000.000", "+740.000.000", "1.940.000.000", "39.990.000.000", "59,985"):
        assert figure in text


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("王小明", "王小明"),
        ("田中 さくら", "田中 さくら"),
        ("ทดสอบ ชื่อ", "ทดสอบ ชื่อ"),
        ("Αλέξανδρος Ковалёв", "Αλέξανδρος Ковалёв"),
        ("🌸 Rosa Quint 🎉", "Rosa Quint"),
        ("राम Quint", "??? Quint"),
    ],
)
def test_a_name_in_any_script_is_printed_and_never_as_boxes(name, read, tmp_path):
    out = tmp_path / "statement.pdf"
    write_statement(replace(a_statement(), member=name), out)
    sound(out, "a4")
    text = texts(out)[0]
    assert f"Points statement for {read}" in " ".join(text.split())
    assert "\N{REPLACEMENT CHARACTER}" not in text


@pytest.mark.parametrize(("name", "letters"), [("יוסף כהן", "ףסויןהכ"), ("محمد", "محمد")])
def test_a_name_written_from_the_right_stands_on_paper_with_all_its_letters(
    name, letters, tmp_path
):
    out = tmp_path / "statement.pdf"
    write_statement(replace(a_statement(), member=name), out)
    sound(out, "a4")
    plain = unicodedata.normalize("NFKC", texts(out)[0])
    assert set(letters) <= set(plain)
    assert "?" not in plain.split("\n")[1]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_five_years_of_large_sums_stay_on_the_page(paper, tmp_path):
    facts = a_liability(60, paper)
    out = tmp_path / "liability.pdf"
    write_liability(replace(facts, issue=worldly(facts.issue), program=ENDLESS), out)
    sound(out, paper)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_program_may_be_called_anything(paper, tmp_path):
    facts = a_trial(paper)
    tried = replace(facts.tried, tiers=tuple((ENDLESS, count) for _, count in facts.tried.tiers))
    program = replace(facts.program, name=ENDLESS)
    out = tmp_path / "program.pdf"
    write_program(replace(facts, issue=worldly(facts.issue), program=program, tried=tried), out)
    sound(out, paper)
