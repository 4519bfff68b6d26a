"""Finding a customer while typing, on both databases alike."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from retailcrm.core.errors import UserError
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.wiring import Services
from tests.builders import a_directory, a_person, taken_in

PEOPLE = (
    a_person("C1", "Ana Maria", "Lima", email="ana.lima@example.com", phone="+12125550101"),
    a_person("C2", "Łukasz", "Wójcik", card="7010000277", phone="+12125550102"),
    a_person("C3", "José", "García", email="jose@example.com"),
    a_person("C4", "Ana", "Ångström", phone="+12125550104"),
    a_person("C5", "Joan", "de la Cruz", card="7010000414"),
)


@pytest.fixture
def full(shop: Services, tmp_path: Path) -> Services:
    taken_in(shop, a_directory(tmp_path / "people.csv", *PEOPLE))
    return shop


def _everyone(shop: Services) -> NDArray[np.int64]:
    return shop.customers.ids(CustomerQuery())


def _found(shop: Services, typed: str) -> list[str]:
    return sorted(hit.name for hit in shop.customers.search(typed))


TYPED: tuple[tuple[str, list[str]], ...] = (
    ("ana", ["Ana Maria Lima", "Ana Ångström"]),
    ("lim an", ["Ana Maria Lima"]),
    ("maria lima ana", ["Ana Maria Lima"]),
    ("wojcik", ["Łukasz Wójcik"]),
    ("GARCÍA", ["José García"]),
    ("cruz la", ["Joan de la Cruz"]),
    ("212555010", ["Ana Maria Lima", "Ana Ångström", "Łukasz Wójcik"]),
    ("(212) 555-0102", ["Łukasz Wójcik"]),
    ("5550104", ["Ana Ångström"]),
    ("+1 212 555 01 01", ["Ana Maria Lima"]),
    ("7010000", ["Joan de la Cruz", "Łukasz Wójcik"]),
    ("ana.lima@", ["Ana Maria Lima"]),
    ("jose@example", ["José García"]),
    ("ana nobody", []),
    ("%", []),
    ("", []),
)


def test_words_in_any_order_digits_and_mail_find_their_customers(full: Services) -> None:
    assert [(typed, _found(full, typed)) for typed, _ in TYPED] == list(TYPED)


def test_the_table_is_filtered_by_the_same_words(full: Services) -> None:
    for typed, names in TYPED:
        if typed:
            ids = full.customers.ids(CustomerQuery(text=typed))
            assert sorted(row.name for row in full.customers.page(ids)) == names


def test_lists_stand_in_the_order_of_last_names_whatever_the_accents(full: Services) -> None:
    ids = full.customers.ids(CustomerQuery())
    assert [row.name for row in full.customers.page(ids)] == [
        "Ana Ångström",
        "Joan de la Cruz",
        "José García",
        "Ana Maria Lima",
        "Łukasz Wójcik",
    ]


def test_one_person_is_meant_by_number_card_mail_phone_or_name(full: Services) -> None:
    (garcia,) = (hit.customer_id for hit in full.customers.search("garcia"))
    assert full.customers.refer(str(garcia)) == garcia
    assert full.customers.refer("jose@example.com") == garcia
    assert full.customers.refer("garcia jose") == garcia


def test_nobody_or_more_than_one_is_said_in_a_sentence(full: Services) -> None:
    for ref in ("ana", "nobody at all", "999999"):
        with pytest.raises(UserError, match="is found for"):
            full.customers.refer(ref)


def test_a_number_that_is_one_customers_card_and_anothers_number_is_not_guessed(
    shop: Services, tmp_path: Path
) -> None:
    people = [a_person(f"C{n}", "Ana", f"Lima{n}", card=str(n + 1)) for n in range(1, 4)]
    taken_in(shop, a_directory(tmp_path / "people.csv", *people))
    numbers = [row.customer_id for row in shop.customers.page(_everyone(shop))]
    assert numbers == [1, 2, 3]
    assert (shop.customers.refer("1"), shop.customers.refer("4")) == (1, 3)
    with pytest.raises(UserError, match="More than one customer"):
        shop.customers.refer("2")


def test_a_new_name_or_phone_is_found_and_the_old_one_is_not(
    full: Services, tmp_path: Path
) -> None:
    newer = a_person("C1", "Ana Maria", "Stone", email="ana.lima@example.com", phone="+12125550199")
    taken_in(full, a_directory(tmp_path / "newer.csv", newer))
    assert _found(full, "lima") == []
    assert _found(full, "stone") == _found(full, "5550199") == ["Ana Maria Stone"]
