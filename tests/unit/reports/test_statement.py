"""The printed statement of a member's points."""

from dataclasses import replace

import pytest

from retailcrm.core.rows import parse_rows
from retailcrm.reports.statement import statement_document, write_statement
from tests.unit.reports.papers import as_last_read, sound, texts, twice_alike
from tests.unit.reports.points_facts import a_statement

PAPERS = ("a4", "letter")


@pytest.mark.parametrize("paper", PAPERS)
def test_a_statement_says_what_it_said_when_last_read(paper, tmp_path):
    out = tmp_path / "statement.pdf"
    printed = write_statement(a_statement(paper), out)
    assert printed.pages == len(texts(out))
    as_last_read(out, f"statement_{paper}")
    sound(out, paper)


def test_the_same_points_print_the_same_bytes(tmp_path):
    twice_alike(lambda out: write_statement(a_statement(), out), tmp_path)


def test_every_movement_stands_between_the_balance_before_and_the_balance_now(tmp_path):
    facts = a_statement()
    write_statement(facts, tmp_path / "statement.pdf")
    first = texts(tmp_path / "statement.pdf")[0]
    assert facts.opening + sum(one.points for one in facts.moves) == facts.balance == 115
    assert first.index("Balance before") < first.index("Expired") < first.rindex("115")


def test_a_receipt_shows_its_lines_before_rounding_and_what_was_rounded_or_carried(tmp_path):
    write_statement(a_statement(), tmp_path / "statement.pdf")
    text = "".join(texts(tmp_path / "statement.pdf"))
    assert "74.985, rounded down" in text
    assert "59.985" in text
    carried = replace(a_statement().moves[0], points=75, balance=195)
    write_statement(replace(a_statement(), moves=(carried,)), tmp_path / "carried.pdf")
    text = "".join(texts(tmp_path / "carried.pdf"))
    assert "74.985, with what was left over before" in text


def test_points_past_their_last_day_are_called_so(tmp_path):
    facts = a_statement()
    over = replace(facts.lots[0], expires=facts.first)
    write_statement(replace(facts, lots=(over, *facts.lots[1:])), tmp_path / "statement.pdf")
    assert "59 points are past" in "".join(texts(tmp_path / "statement.pdf"))


def test_a_balance_below_zero_says_that_the_next_points_pay_it(tmp_path):
    facts = a_statement()
    owed = replace(facts.moves[-1], points=-110, balance=-20)
    facts = replace(
        facts, moves=(*facts.moves[:-1], owed), lots=(), available=0, pending=0, owed=20, worth=0,
        expiring=0, expiring_on=None,
    )  # fmt: skip
    write_statement(facts, tmp_path / "statement.pdf")
    text = "".join(texts(tmp_path / "statement.pdf"))
    assert "20 points more were taken back than there were" in text
    assert "Usable from" not in text


def test_a_member_without_points_is_told_so_on_one_page(tmp_path):
    facts = replace(
        a_statement(), opening=0, moves=(), lots=(), available=0, pending=0, worth=0, expiring=0,
        expiring_on=None, card="", tier="", program="",
    )  # fmt: skip
    assert write_statement(facts, tmp_path / "statement.pdf").pages == 1
    assert "No points have come or gone" in texts(tmp_path / "statement.pdf")[0]


def test_small_numbers_open_the_members_receipts():
    figures = statement_document(a_statement()).figures
    assert [one.name for one in figures] == ["balance", "available", "pending", "expiring"]
    assert {parse_rows(one.rows.text()).get("customer") for one in figures} == {"14"}
    assert figures[0].value == "115"
