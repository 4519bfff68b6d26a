"""Prints about points, from receipts in the books to paper and lists."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest

from retailcrm.core.errors import UserError
from retailcrm.loyalty.program import Earning, Program, Who
from retailcrm.loyalty.transition import Phase
from retailcrm.reports.letter_facts import Wording
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.services.letter_facts import COLUMNS, worth_of_a_point
from retailcrm.services.points_rows import Change, Redemption
from retailcrm.services.program_facts import Trial
from retailcrm.services.reporting import PrintLetters
from retailcrm.services.transition import Move
from retailcrm.wiring import Services
from tests.builders import Goods, a_directory, a_person, taken_in, till_files
from tests.club import SIMPLE, ana, bought, sales

NOVEMBER = date(2026, 11, 1)
PLAIN = Program(earning=Earning(who=Who.CUSTOMERS))
MOVE = Move(starts=date(2027, 1, 1), phases=(Phase(0.0, None),))


def words(file: Path) -> str:
    document = pdfium.PdfDocument(file)
    found = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return " ".join(" ".join(found).split())


@pytest.fixture
def club(file_shop: Services, tmp_path: Path) -> Services:
    """Ana bought twice, one thing at half price, and has a card and an address."""
    person = a_person("ANA", card="7010000140") | {
        "Street Address 1": "4 Mill Lane",
        "City": "York",
        "State": "ME",
        "Postal Code": "03909",
    }
    taken_in(file_shop, a_directory(tmp_path / "people.csv", person))
    file_shop.program.save(SIMPLE, date(2025, 1, 1))
    sales(
        file_shop, tmp_path,
        bought("1", Goods(cents=4999), Goods("Tea", 1000, discount=500), day="2025-12-04"),
        bought("2", Goods("Tea", 2050), day="2026-10-20"),
    )  # fmt: skip
    return file_shop


@pytest.fixture
def member(club: Services) -> int:
    """Points of two receipts, some used, some given by hand."""
    who = ana(club)
    club.points.redeem(Redemption(customer_id=who, points=10, reason="Tea towel"))
    club.points.award(Change(customer_id=who, points=5, reason="Helped to carry"))
    return who


def test_a_statement_explains_the_balance_of_the_counter(
    club: Services, member: int, tmp_path: Path
) -> None:
    out = tmp_path / "statement.pdf"
    told = club.reporting.statement(member, out).value
    balance = club.points.account(member).balance
    assert dict(told.figures)["balance"] == str(balance)
    text = words(out)
    for sentence in ("Points statement for Ana Lima", "Card 7010000140", "Helped to carry"):
        assert sentence in text


def test_a_statement_from_a_later_day_opens_with_what_there_was_before(
    club: Services, member: int, tmp_path: Path
) -> None:
    out = tmp_path / "statement.pdf"
    club.reporting.statement(member, out, first=NOVEMBER, paper="letter")
    before = sum(one.points for one in club.points.why(member) if one.day < NOVEMBER)
    assert f"1 Nov 2026 Balance before {before}" in words(out)
    assert "4 Dec 2025 Earned" not in words(out)


def test_what_expired_is_told_by_the_receipt_it_was_earned_on(
    file_shop: Services, tmp_path: Path
) -> None:
    taken_in(file_shop, a_directory(tmp_path / "people.csv", a_person("ANA", card="7010000140")))
    file_shop.program.save(SIMPLE, date(2025, 1, 1))
    sales(file_shop, tmp_path, bought("1", day="2025-10-20"), bought("2", day="2026-10-31"))
    file_shop.expiring.run()
    file_shop.reporting.statement(ana(file_shop), tmp_path / "statement.pdf")
    text = words(tmp_path / "statement.pdf")
    assert "21 Oct 2026 Expired T1 \N{MINUS SIGN}10 0" in text
    assert "31 Oct 2026 Earned T2 +10 10" in text


def test_the_same_books_print_the_same_statement(
    club: Services, member: int, tmp_path: Path
) -> None:
    outs = (tmp_path / "one.pdf", tmp_path / "other.pdf")
    for out in outs:
        club.reporting.statement(member, out)
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_the_reference_on_a_statement_opens_the_members_receipts(
    club: Services, member: int, tmp_path: Path
) -> None:
    club.reporting.statement(member, tmp_path / "statement.pdf")
    reference = f"statement-{member}-2026-11/1"
    assert reference in words(tmp_path / "statement.pdf")
    behind = club.reporting.open_reference(reference)
    assert behind is not None
    assert club.customers.receipt_ids(behind).size == 2
    assert club.reporting.open_reference(f"statement-{member + 1}-2026-11/1") is None
    assert club.reporting.open_reference("statement-2026-11/1") is None


def test_statements_are_no_months_in_the_list_of_reports(
    club: Services, member: int, tmp_path: Path
) -> None:
    club.reporting.statement(member, tmp_path / "statement.pdf")
    assert club.reporting.history() == ()


def test_nobody_gets_a_statement_of_a_day_ahead_or_of_a_stranger(
    club: Services, member: int, tmp_path: Path
) -> None:
    out = tmp_path / "statement.pdf"
    with pytest.raises(UserError, match="lies ahead"):
        club.reporting.statement(member, out, first=date(2027, 1, 1))
    with pytest.raises(UserError, match="not in the books"):
        club.reporting.statement(999_999, out)
    with pytest.raises(UserError, match="cannot be written"):
        club.reporting.statement(member, tmp_path / "no" / "statement.pdf")
    assert not out.exists()


def test_the_liability_prints_what_the_ledger_says_and_writes_it_for_excel(
    club: Services, member: int, tmp_path: Path
) -> None:
    told = dict(club.reporting.liability(tmp_path / "owed.pdf").value.figures)
    assert told["open_points"] == str(club.points.account(member).balance)
    assert "liability-2026-11/1" in words(tmp_path / "owed.pdf")
    assert club.reporting.open_reference("liability-2026-11/1") is not None
    club.reporting.liability(tmp_path / "owed.XLSX")
    assert (tmp_path / "owed.XLSX").read_bytes()[:2] == b"PK"


def test_a_shop_without_a_program_has_nothing_to_print(file_shop: Services, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no program"):
        file_shop.reporting.liability(tmp_path / "owed.pdf")
    with pytest.raises(UserError, match="There is no program"):
        file_shop.reporting.program(tmp_path / "program.pdf")


def test_a_program_is_printed_against_the_one_in_force(file_shop: Services, tmp_path: Path) -> None:
    taken_in(file_shop, *till_files("square"))
    file_shop.program.save(PLAIN, date(2025, 1, 1))
    double = replace(PLAIN, name="Twice", earning=replace(PLAIN.earning, per_unit=Decimal(2)))
    told = file_shop.reporting.program(tmp_path / "new.pdf", Trial(double)).value
    assert told.pages == 2
    tried = file_shop.replaying.replay(double)
    assert dict(told.figures)["points"] == str(tried.totals.points)
    assert "In force New rules" in words(tmp_path / "new.pdf")
    file_shop.reporting.program(tmp_path / "now.pdf", paper="letter")
    assert "These rules" in words(tmp_path / "now.pdf")


def test_a_letter_goes_to_whoever_had_a_discount_and_the_list_names_the_others_too(
    club: Services, tmp_path: Path
) -> None:
    taken_in(club, a_directory(tmp_path / "more.csv", a_person("BEN", "=Ben", "Ode")))
    sales(
        club, tmp_path,
        [row | {"Customer ID": "BEN", "Customer Name": "=Ben Ode"}
         for row in bought("3", Goods(cents=800, discount=100), day="2026-09-01")],
        name="ben.csv",
    )  # fmt: skip
    out, listed = tmp_path / "letters.pdf", tmp_path / "letters.csv"
    told = club.reporting.letters(PrintLetters(MOVE, out, listed)).value
    assert (told.pages, told.members, told.without) == (1, 2, 1)
    text = words(out)
    assert "Ana Lima 4 Mill Lane York, ME 03909" in text
    assert "with $5.00 off" in text
    rows = list(csv.DictReader(listed.read_text(encoding="utf-8").splitlines()))
    assert tuple(rows[0]) == COLUMNS
    by_name = {row["name"]: row for row in rows}
    assert by_name["Ana Lima"]["discount"] == "5.00"
    assert by_name["Ana Lima"]["letter"] == "yes"
    assert by_name["'=Ben Ode"]["letter"] == "no address"


def test_letters_in_the_owners_own_words_name_what_they_know(
    club: Services, tmp_path: Path
) -> None:
    own = Wording("News from {shop}", ("Hello {name}",), ("{gift} points for you",), "Bye")
    out = tmp_path / "letters.pdf"
    club.reporting.letters(PrintLetters(MOVE, out, wording=own))
    assert "News from My shop Hello Ana Lima" in words(out)
    with pytest.raises(UserError, match="knows no field"):
        club.reporting.letters(PrintLetters(MOVE, out, wording=replace(own, closing="{you}")))


def test_letters_without_any_address_are_refused(file_shop: Services, tmp_path: Path) -> None:
    taken_in(file_shop, a_directory(tmp_path / "people.csv", a_person("ANA", card="7010000140")))
    sales(file_shop, tmp_path, bought("1", Goods(discount=100)))
    who = file_shop.customers.ids(CustomerQuery())
    assert who.size == 1
    with pytest.raises(UserError, match="None of the 1 members has an address"):
        file_shop.reporting.letters(PrintLetters(MOVE, tmp_path / "letters.pdf"))


@pytest.mark.parametrize(
    ("value", "currency", "said"),
    [("1", "USD", "$0.01"), ("0.5", "USD", "0.005\N{NO-BREAK SPACE}USD"), ("100", "JPY", "¥100")],
)
def test_a_point_worth_less_than_a_coin_is_said_in_full(
    value: str, currency: str, said: str
) -> None:
    assert worth_of_a_point(Decimal(value), currency) == said
