"""Who may be in the books twice: found by slips people make, and nobody else."""

import pytest

from retailcrm.analytics.duplicates import LEAST, Entry, Evidence, find_pairs
from retailcrm.analytics.likeness import mail_key, one_slip
from tests.twins import a_base

ANA = Entry(
    1, "ana", "lima", emails=("ana@example.com",), phones=("+12125550101",), postcode="10001",
    street="5 oak street", birthday="1980-05-24",
)  # fmt: skip


def test_c36_of_people_who_stand_twice_nearly_all_are_found_and_few_others() -> None:
    people, twins = a_base(3_000, share=0.03, seed=7)
    found = find_pairs(people)
    told = {(pair.first, pair.second) for pair in found}
    assert len(told & twins) / len(twins) >= 0.93  # recall
    assert len(told & twins) / len(told) >= 0.93  # precision
    sure = {(pair.first, pair.second) for pair in found if pair.score >= 90}
    assert sure <= twins
    assert len(sure) / len(twins) >= 0.6


@pytest.mark.parametrize(
    "twin",
    [
        Entry(2, "ana", "lima", phones=("2125550101",)),
        Entry(2, "a", "lima", emails=("ana@example.com",)),
        Entry(2, "lima", "ana", phones=("+12125550101",)),
        Entry(2, "ana", "liam", phones=("+12125550101",), postcode="10001"),
        Entry(2, "", "", emails=("ana@example.com",)),
        Entry(2, "ana", "lima"),
        Entry(2, "ana", "stone", postcode="10001", street="5 oak street",
              phones=("+12125550101",), birthday="1980-05-24"),
    ],
)  # fmt: skip
def test_slips_of_all_kinds_are_seen_through(twin: Entry) -> None:
    (pair,) = find_pairs([ANA, twin])
    assert (pair.first, pair.second) == (1, 2)
    assert pair.score >= LEAST


@pytest.mark.parametrize(
    "other",
    [
        Entry(2, "bob", "lima", emails=ANA.emails, phones=ANA.phones,
              postcode=ANA.postcode, street=ANA.street),
        Entry(2, "bob", "stone", emails=ANA.emails),
        Entry(2, "carl", "reed", phones=("+12125559999",), postcode="10001"),
        Entry(2, "ana", "lima", birthday="1955-01-02", phones=("+12125559999",)),
    ],
)  # fmt: skip
def test_couples_neighbours_and_namesakes_stay_apart(other: Entry) -> None:
    assert find_pairs([ANA, other]) == ()


def test_a_name_that_many_have_is_no_evidence_by_itself() -> None:
    crowd = [Entry(number, "john", "smith") for number in range(1, 4)]
    assert find_pairs(crowd) == ()
    rare = find_pairs([Entry(1, "xenia", "quist"), Entry(2, "xenia", "quist")])
    assert rare[0].evidence == (Evidence.RARE_NAME,)


def test_reasons_come_strongest_first_and_the_likeliest_pair_first() -> None:
    twin = Entry(2, "ana", "lima", emails=ANA.emails, phones=("+12125559999",))
    weak = Entry(3, "rosa", "reed"), Entry(4, "rosa", "reed")
    found = find_pairs([*weak, twin, ANA])
    assert [(pair.first, pair.second) for pair in found] == [(1, 2), (3, 4)]
    assert found[0].evidence == (Evidence.RARE_NAME, Evidence.SAME_MAIL, Evidence.OTHER_PHONE)


def test_one_box_of_a_large_service_is_one_address() -> None:
    assert mail_key("A.Na+shop@googlemail.com") == mail_key("ana@gmail.com")
    assert mail_key("a.na@example.com") != mail_key("ana@example.com")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("lima", "lmia", True), ("lima", "lim", True), ("lima", "limas", True),
     ("lima", "lema", True), ("lima", "leme", False), ("", "", True), ("ab", "ba", True),
     ("", "ab", False)],
)  # fmt: skip
def test_one_slip_of_a_key(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert one_slip(one, other) is same
    assert one_slip(other, one) is same
