"""Who is who: the strongest key decides, and nothing weaker than it merges two people."""

from hypothesis import given
from hypothesis import strategies as some

from retailcrm.analytics.matching import Choice, Key, Known, Person, agreeable, choose

CUSTOMERS = 4
values = some.sampled_from(["a", "b", "c"])
names = some.sampled_from(["", "ana lima", "a lima", "ana", "bo rey", "ana stone", "lima ana"])
key_sets = some.frozensets(values, max_size=2)
known = some.builds(Known, names, some.tuples(key_sets, key_sets, key_sets, key_sets))
crowds = some.lists(known, min_size=1, max_size=CUSTOMERS)
maybe = some.none() | values
people = some.builds(Person, some.tuples(maybe, maybe, maybe, maybe), names)


def _choose(person: Person, crowd: list[Known]) -> Choice:
    holders = [
        [at for at, one in enumerate(crowd) if person.keys[kind] in one.keys[kind]] for kind in Key
    ]
    return choose(person, holders, crowd.__getitem__)


@given(person=people, crowd=crowds)
def test_a_card_held_by_one_customer_decides_alone(person: Person, crowd: list[Known]) -> None:
    holders = [at for at, one in enumerate(crowd) if person.keys[Key.CARD] in one.keys[Key.CARD]]
    if len(holders) == 1:
        assert _choose(person, crowd).customer == holders[0]


@given(person=people, crowd=crowds)
def test_a_contact_never_joins_two_people_of_different_names(
    person: Person, crowd: list[Known]
) -> None:
    bare = Person((None, None, *person.keys[2:]), person.name)
    found = _choose(bare, crowd).customer
    assert found is None or agreeable(bare.name, crowd[found].name)


@given(person=people, crowd=crowds)
def test_a_contact_never_joins_people_with_different_cards(
    person: Person, crowd: list[Known]
) -> None:
    found = _choose(person, crowd).customer
    card = person.keys[Key.CARD]
    held_by_nobody = not any(card in one.keys[Key.CARD] for one in crowd)
    till = person.keys[Key.TILL]
    if found is None or card is None or not held_by_nobody or till in crowd[found].keys[Key.TILL]:
        return
    assert not crowd[found].keys[Key.CARD]


@given(person=people, crowd=crowds)
def test_a_contact_of_several_people_decides_only_by_the_whole_name(
    person: Person, crowd: list[Known]
) -> None:
    bare = Person((None, None, None, person.keys[Key.PHONE]), person.name)
    sharing = [one for one in crowd if bare.keys[Key.PHONE] in one.keys[Key.PHONE]]
    found = _choose(bare, crowd).customer
    if len(sharing) > 1 and found is not None:
        assert crowd[found].name == bare.name != ""


@given(person=people, crowd=crowds)
def test_nobody_is_found_who_shares_no_key(person: Person, crowd: list[Known]) -> None:
    choice = _choose(person, crowd)
    shown = {*choice.similar, *(() if choice.customer is None else (choice.customer,))}
    sharing = {
        at
        for at, one in enumerate(crowd)
        if any(person.keys[kind] in one.keys[kind] for kind in Key)
    }
    assert shown == sharing
    assert choice.customer not in choice.similar


@given(person=people, crowd=crowds, data=some.data())
def test_the_order_of_the_customers_does_not_decide(
    person: Person, crowd: list[Known], data: some.DataObject
) -> None:
    order = data.draw(some.permutations(range(len(crowd))))
    found = _choose(person, crowd).customer
    mixed = _choose(person, [crowd[at] for at in order]).customer
    assert found == (None if mixed is None else order[mixed])


@given(one=names, other=names)
def test_names_agree_both_ways(one: str, other: str) -> None:
    assert agreeable(one, other) == agreeable(other, one)
    assert agreeable(one, one)
