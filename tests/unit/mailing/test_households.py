"""One piece a household: nobody gets two, nobody is swallowed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.mailing.households import Household, Person, households, plain_street

TOWN = ("Cambridge", "MA", "02138")


def person(number: int, first: str, last: str = "Lima", street: str = "12 Main Street") -> Person:
    return Person(number, first, last, street=street, town=TOWN)


def families(*people: Person) -> list[tuple[int, ...]]:
    return [one.ids for one in households(people)]


def test_a_couple_gets_one_piece() -> None:
    assert families(person(1, "Ana"), person(2, "Ben")) == [(1, 2)]


def test_two_families_in_one_house_get_one_each() -> None:
    found = families(person(1, "Ana"), person(2, "Cem", "Kaya"), person(3, "Ben"))
    assert found == [(1, 3), (2,)]


def test_the_address_is_the_same_however_it_is_spelled() -> None:
    """C37: a household's people stood twice in the file, spelled in two ways."""
    spelled = ("12 Main Street", "12 MAIN ST.", " 12  main st")
    people = [person(at, "Ana", street=one) for at, one in enumerate(spelled, 1)]
    assert len(households(people)) == 1
    assert plain_street("Hauptstraße 5") == plain_street("Hauptstr. 5")
    assert plain_street("12 Main Street") != plain_street("21 Main Street")


def test_the_last_four_of_a_zip_make_no_other_address() -> None:
    other = Person(2, "Ben", "Lima", street="12 Main St", town=("Cambridge", "MA", "02138-1234"))
    assert families(person(1, "Ana"), other) == [(1, 2)]


def test_a_double_name_belongs_to_both_its_families() -> None:
    found = families(person(1, "Ana", "Garcia Lopez"), person(2, "Ben", "López"), person(3, "Cem"))
    assert found == [(1, 2), (3,)]


def test_particles_make_no_family() -> None:
    assert families(person(1, "Ana", "de Souza"), person(2, "Ben", "de Boer")) == [(1,), (2,)]


def test_without_a_street_everyone_stands_alone() -> None:
    assert families(person(1, "Ana", street=""), person(2, "Ben", street=" ")) == [(1,), (2,)]


def test_whoever_tells_no_family_name_lives_with_the_only_family() -> None:
    assert families(person(1, "Ana"), person(2, "Ben", "")) == [(1, 2)]
    two = families(person(1, "Ana"), person(2, "Cem", "Kaya"), person(3, "Ben", ""))
    assert two == [(1,), (2,), (3,)]


def test_putting_one_spouse_together_with_her_other_card_leaves_the_others() -> None:
    """C37: merging one of a couple swallowed the other one."""
    before = families(person(1, "Ana"), person(2, "Ben"), person(3, "Ann"))
    after = families(person(1, "Ana"), person(2, "Ben"))  # 3 was another card of 1
    assert (before, after) == ([(1, 2, 3)], [(1, 2)])


def test_the_piece_is_for_whom_the_code_belongs_to() -> None:
    guest = Person(1, "Ben", "Lima", street="12 Main St", town=TOWN, leads=False)
    (home,) = households((guest, person(2, "Ana")))
    assert home.lead.id == 2
    assert home.names == ("Ana and Ben Lima",)


@pytest.mark.parametrize(
    ("people", "names", "greeting"),
    [
        ((person(1, "Ana"),), ("Ana Lima",), "Ana"),
        ((person(1, "Ana"), person(2, "Ben")), ("Ana and Ben Lima",), "Ana and Ben"),
        ((person(1, "Ana"), person(2, "Ben"), person(3, "Cem")), ("Lima household",),
         "Lima household"),
        ((person(1, "Ana", "Garcia Lopez"), person(2, "Ben", "Lopez")),
         ("Ana Garcia Lopez and Ben Lopez",), "Ana and Ben"),
        ((person(1, "", "Lima"),), ("Lima",), "Lima"),
        ((Person(1, company="Mill Café"),), ("Mill Café",), "Mill Café"),
        ((Person(1, "Ana", "Lima", "Mill Café"),), ("Ana Lima", "Mill Café"), "Ana"),
    ],
)  # fmt: skip
def test_a_piece_names_those_it_is_for(
    people: tuple[Person, ...], names: tuple[str, ...], greeting: str
) -> None:
    home = Household(people)
    assert (home.names, home.greeting) == (names, greeting)


NAMES = st.sampled_from(["Lima", "Kaya", "Garcia Lopez", "Lopez", "", "de Boer"])
STREETS = st.sampled_from(["12 Main Street", "12 Main St.", "7 Mill Lane", ""])


@given(st.lists(st.tuples(NAMES, STREETS), max_size=12))
def test_everyone_is_in_exactly_one_piece(told: list[tuple[str, str]]) -> None:
    people = [person(at, "Ana", last, street) for at, (last, street) in enumerate(told, 1)]
    reached = [one for home in households(people) for one in home.ids]
    assert sorted(reached) == list(range(1, len(people) + 1))
