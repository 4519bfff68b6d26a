"""Addresses come out as the post of their country reads them, every zero and accent kept."""

import csv
import io

import pytest

from retailcrm.mailing.households import Household, Person
from retailcrm.mailing.postal import (
    HOUSE_COLUMNS,
    Address,
    HouseRow,
    Seed,
    country_code,
    house_table,
    postal_lines,
)

NAME = ("Ana Lima",)


@pytest.mark.parametrize(
    ("street", "town", "country", "home", "lines"),
    [
        ("12 Main St", ("Cambridge", "MA", "02138"), "", "US",
         ("Ana Lima", "12 Main St", "Cambridge, MA 02138")),
        ("4 Rue Haute", ("Montréal", "QC", "H2Y 1C6"), "CA", "US",
         ("Ana Lima", "4 Rue Haute", "Montréal, QC H2Y 1C6", "CANADA")),
        ("Hauptstraße 5", ("München", "Bayern", "80331"), "de", "DE",
         ("Ana Lima", "Hauptstraße 5", "80331 München")),
        ("Hauptstraße 5", ("München", "", "80331"), "Deutschland", "US",
         ("Ana Lima", "Hauptstraße 5", "80331 München", "GERMANY")),
        ("4 Mill Lane", ("York", "", "YO1 7HH"), "GB", "GB",
         ("Ana Lima", "4 Mill Lane", "York", "YO1 7HH")),
        ("Via Roma 1", ("Torino", "to", "10121"), "IT", "IT",
         ("Ana Lima", "Via Roma 1", "10121 Torino TO")),
        ("Hof 1\nAchterhuis", ("Utrecht", "", "3511 AB"), "NL", "NL",
         ("Ana Lima", "Hof 1", "Achterhuis", "3511 AB Utrecht")),
    ],
)  # fmt: skip
def test_an_address_is_written_as_its_country_does(
    street: str, town: tuple[str, str, str], country: str, home: str, lines: tuple[str, ...]
) -> None:
    assert postal_lines(Address(NAME, street, town, country), home) == lines


def test_american_machines_get_capitals_without_punctuation_and_two_spaces() -> None:
    address = Address(("Dr. Ana O'Lima",), "123 W. Main St., Ste. 400",
                      ("St. Louis", "MO", "63101-1234"))  # fmt: skip
    assert postal_lines(address, "US", capitals=True) == (
        "DR ANA O LIMA", "123 W MAIN ST STE 400", "ST LOUIS MO  63101-1234",
    )  # fmt: skip


def test_capitals_keep_accents_and_a_leading_zero() -> None:
    address = Address(("José Núñez",), "7 Main St", ("Cambridge", "MA", "02138"))
    lines = postal_lines(address, "US", capitals=True)
    assert lines == ("JOSÉ NÚÑEZ", "7 MAIN ST", "CAMBRIDGE MA  02138")


@pytest.mark.parametrize(
    ("told", "code"),
    [("us", "US"), ("USA", "US"), ("Österreich", "AT"), ("France", "FR"), ("Mars", ""), ("", "")],
)
def test_a_country_is_known_by_code_or_name(told: str, code: str) -> None:
    assert country_code(told) == code


def rows_of(*people: Household) -> list[dict[str, str]]:
    table = house_table(HouseRow(one, "CFHJ-KM79", "10 % off") for one in people)
    return list(csv.DictReader(io.StringIO(table.decode("utf-8"))))


def test_a_mail_house_reads_its_columns_as_text() -> None:
    """C43: leading zeros of postcodes were lost on the way."""
    person = Person(1, "Zoë", "Lima", "Mill Café", "12 Main St Apt 4",
                    ("Cambridge", "MA", "02138"))  # fmt: skip
    (row,) = rows_of(Household((person,)))
    assert tuple(row) == HOUSE_COLUMNS
    assert HOUSE_COLUMNS[:10] == (
        "Salutation", "First Name", "Last Name", "Company", "Address 1", "Address 2", "City",
        "State", "ZIP", "Country",
    )  # fmt: skip
    assert row["ZIP"] == "02138"
    assert (row["Address 1"], row["Address 2"]) == ("12 Main St", "Apt 4")
    assert (row["Salutation"], row["First Name"], row["Code"]) == ("Dear Zoë", "Zoë", "CFHJ-KM79")


def test_a_couple_stands_in_one_row_under_both_names() -> None:
    people = (Person(1, "Ana", "Lima"), Person(2, "Ben", "Lima"))
    (row,) = rows_of(Household(people))
    assert (row["First Name"], row["Last Name"]) == ("Ana and Ben", "Lima")
    assert row["Salutation"] == "Dear Ana and Ben"


@pytest.mark.parametrize("evil", ["=1+1", "+cmd", "@SUM(A1)", "-2", "\t=1", "＝1", "\ufeff=1"])
def test_no_cell_can_be_run_by_a_spreadsheet(evil: str) -> None:
    (row,) = rows_of(Household((Person(1, evil, evil, evil, evil, (evil, evil, evil)),)))
    assert not any(cell[:1] in tuple("=+-@＝＋－＠\t") for cell in row.values() if cell)


def test_a_name_may_begin_with_an_apostrophe() -> None:
    (row,) = rows_of(Household((Person(1, "Ana", "'t Hooft"),)))
    assert row["Last Name"] == "'t Hooft"


def test_a_seed_is_nobody_of_the_customers() -> None:
    home = Seed("Olga Owner", "1 Home St", ("York", "ME", "03909")).household(2)
    assert home.ids == (-2,)
    assert (home.names, home.lead.town[2]) == (("Olga Owner",), "03909")
