"""Two entries of one person put together and parted again, on both databases alike."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.services.member_rows import Enrolment, ScanKind
from retailcrm.services.points_rows import Change
from retailcrm.wiring import Services
from tests.builders import (
    HONEY,
    PAN,
    a_directory,
    a_person,
    a_sale,
    an_export,
    count,
    one_value,
    taken_in,
    the_books,
)
from tests.club import SIMPLE, START
from tests.kept_shops import Fill

_TABLES = {
    "customer": "SELECT * FROM customer ORDER BY id",
    "identity": "SELECT id, kind, value, customer_id, batch_id FROM identity ORDER BY id",
    "card": "SELECT number, customer_id, state, replaced_by FROM card ORDER BY number",
    "receipt": "SELECT id, customer_id, identity_id FROM receipt ORDER BY id",
    "days": "SELECT * FROM customer_day ORDER BY customer_id, day",
    "categories": "SELECT * FROM customer_category ORDER BY customer_id, category_id",
    "terms": "SELECT * FROM search_term ORDER BY customer_id, term",
    "revisions": "SELECT customer_id, batch_id, before FROM customer_revision ORDER BY id",
}


@dataclass(frozen=True)
class Two:
    """Ana twice: once with a card and sales, once by e-mail."""

    shop: Services
    ana: int
    anna: int


def _files(folder: Path) -> tuple[Path, Path]:
    listed = a_directory(
        folder / "people.csv",
        a_person("C1", "Ana", "Lima", phone="+12125550101", note="likes rye"),
        a_person("C2", "Anna", "Lima", email="anna@example.com", card="77012345", note="vip"),
    )
    sales = an_export(
        folder / "sales.csv",
        a_sale("1", HONEY, buyer="C1"),
        a_sale("2", PAN, buyer="C2", day="2026-05-05"),
        a_sale("3", HONEY, PAN, card="77012345", day="2026-05-05"),
    )
    return listed, sales


def _twice(shop: Services, folder: Path) -> None:
    for one in _files(folder):
        taken_in(shop, one)


@pytest.fixture
def two(filled_with: Callable[[Fill], Services], tmp_path: Path) -> Two:
    shop = filled_with(_twice)
    _files(tmp_path)  # some tests bring them once more
    ids = {row.name: row.customer_id for row in shop.customers.search("lima")}
    return Two(shop, ids["Ana Lima"], ids["Anna Lima"])


def _state(shop: Services) -> dict[str, list[tuple[object, ...]]]:
    with shop.books.read() as connection:
        return {
            name: [tuple(row) for row in connection.execute(text(query))]
            for name, query in _TABLES.items()
        }


def _points(shop: Services, customer: int, points: int) -> None:
    shop.points.open_balance(
        Change(customer_id=customer, points=points, reason="moved in", source="old cards")
    )


def test_one_person_has_all_receipts_contacts_and_cards_of_both(two: Two) -> None:
    merged = two.shop.merging.merge(two.ana, two.anna).value
    profile = two.shop.customers.profile(two.ana)
    assert profile.row.receipts == 3
    assert profile.row.net_sales == 1_000 + 2_100 + 3_100
    assert (profile.row.phone, profile.row.email) == ("+12125550101", "anna@example.com")
    assert profile.row.card == "77012345"
    assert profile.note == "likes rye\nvip"
    assert (merged.winner_id, merged.loser_id) == (two.ana, two.anna)
    assert [hit.customer_id for hit in two.shop.customers.search("anna@")] == [two.ana]
    assert two.shop.shop.status().customers == 1
    assert two.shop.checking.check().ok
    assert [row.loser for row in two.shop.merging.merges(two.ana)] == ["Anna Lima"]


def test_c33_after_merging_both_cards_scan_to_one_member_with_all_the_points(
    two: Two,
) -> None:
    shop = two.shop
    card = shop.members.enrol(Enrolment("Ana", "Lima", customer_id=two.ana)).value.card
    _points(shop, two.ana, 100)
    _points(shop, two.anna, 200)
    shop.merging.merge(two.ana, two.anna)
    account = shop.points.account(two.ana)
    assert (account.balance, account.available) == (300, 300)
    found = [shop.members.scan(number) for number in (card, "77012345")]
    assert [(one.kind, one.customer_id) for one in found] == [(ScanKind.MEMBER, two.ana)] * 2
    assert shop.points.verify().ok


@pytest.mark.parametrize("stays", ["Ana", "Anna"])
def test_c34_merging_adds_up_the_same_whichever_stays_and_however_often(
    two: Two, stays: str
) -> None:
    shop = two.shop
    _points(shop, two.ana, 50)
    _points(shop, two.anna, 100)
    pair = (two.ana, two.anna) if stays == "Ana" else (two.anna, two.ana)
    shop.merging.merge(*pair)
    again = (shop.merging.merge(*pair), shop.merging.merge(*reversed(pair)))
    assert [one.value.merge_id for one in again] == [0, 0]
    assert [one.value.winner_id for one in again] == [pair[0], pair[0]]
    assert shop.points.account(pair[0]).balance == 150
    row = shop.customers.profile(pair[0]).row
    assert (row.receipts, row.net_sales) == (3, 6_200)
    assert count(shop, "customer_merge") == 1
    assert shop.points.verify().ok


def test_c35_parting_restores_both_exactly(two: Two) -> None:
    before = _state(two.shop)
    merged = two.shop.merging.merge(two.ana, two.anna).value
    assert _state(two.shop) != before
    two.shop.merging.unmerge(merged.merge_id)
    assert _state(two.shop) == before
    assert two.shop.checking.check().ok
    with pytest.raises(UserError, match="no merge"):
        two.shop.merging.unmerge(merged.merge_id)


def test_c35_what_came_after_the_merge_goes_to_whom_it_named(two: Two, tmp_path: Path) -> None:
    shop = two.shop
    merged = shop.merging.merge(two.ana, two.anna).value
    later = an_export(
        tmp_path / "later.csv",
        a_sale("4", card="77012345", day="2026-06-01"),
        a_sale("5", buyer="C1", day="2026-06-02"),
        a_sale("6", buyer="C2", day="2026-06-03"),
    )
    taken_in(shop, later)
    assert shop.customers.profile(two.ana).row.receipts == 6
    new = shop.cards.swap("77012345").value.new
    shop.members.note(two.ana, "owes a pan")
    shop.merging.unmerge(merged.merge_id)
    ana, anna = (shop.customers.profile(one) for one in (two.ana, two.anna))
    assert (ana.row.receipts, anna.row.receipts) == (2, 4)
    assert (ana.row.card, anna.row.card) == ("", new)
    assert shop.members.scan("77012345").customer_id == two.anna
    assert (ana.note, anna.note) == ("likes rye\n2026-11-02 owes a pan", "vip")
    assert ana.row.email == ""
    assert shop.checking.check().ok


def test_c35_points_earned_by_each_are_each_ones_own_again(two: Two) -> None:
    shop = two.shop
    _points(shop, two.ana, 50)
    _points(shop, two.anna, 100)
    merged = shop.merging.merge(two.ana, two.anna).value
    shop.merging.unmerge(merged.merge_id)
    assert [shop.points.account(one).balance for one in (two.ana, two.anna)] == [50, 100]
    assert shop.points.verify().ok


def test_merges_of_three_entries_are_parted_one_by_one_in_any_order(
    shop: Services, tmp_path: Path
) -> None:
    people = (
        a_person("C1", "Ana", "", phone="+12125550101"),
        a_person("C2", "Ana", "Lima", email="ana@example.com"),
        a_person("C3", "", "Lima", card="77012345", email="lima@example.com"),
    )
    taken_in(shop, a_directory(tmp_path / "p.csv", *people))
    one, two, three = (
        int(one_value(shop, "SELECT customer_id FROM identity WHERE value = :v", v=value))
        for value in ("C1", "C2", "C3")
    )
    before = _state(shop)
    first = shop.merging.merge(one, two).value.merge_id
    second = shop.merging.merge(three, two).value
    assert (second.winner_id, second.loser_id) == (three, one)
    shop.merging.unmerge(first)
    row = shop.customers.profile(three).row
    assert (row.name, row.phone, row.email) == ("Ana Lima", "+12125550101", "lima@example.com")
    assert shop.customers.profile(two).row.email == "ana@example.com"
    shop.merging.unmerge(second.merge_id)
    assert _state(shop) == before


def test_files_told_again_after_a_merge_change_nothing(two: Two, tmp_path: Path) -> None:
    two.shop.merging.merge(two.ana, two.anna)
    before = _state(two.shop)
    reports = taken_in(two.shop, tmp_path / "people.csv", tmp_path / "sales.csv")
    assert _state(two.shop) == before
    assert sum(one.customers_updated + one.customers_new for one in reports) == 0


@pytest.mark.parametrize("file", ["people.csv", "sales.csv"])
def test_an_import_taken_back_after_a_merge_leaves_what_it_would_have_left_without(
    two: Two, tmp_path: Path, file: str
) -> None:
    shop = two.shop
    batch = int(one_value(shop, "SELECT id FROM import_batch WHERE file = :file", file=file))
    merged = shop.merging.merge(two.ana, two.anna).value
    shop.importing.undo(batch)
    assert shop.checking.check().ok
    taken_in(shop, tmp_path / file)
    assert shop.checking.check().ok
    assert shop.shop.status().receipts == 3
    if file == "sales.csv":
        assert shop.customers.profile(two.ana).row.receipts == 3
        shop.merging.unmerge(merged.merge_id)
        receipts = [shop.customers.profile(one).row.receipts for one in (two.ana, two.anna)]
        assert receipts == [1, 2]


def test_a_merge_outlives_the_undo_of_a_file_that_told_of_both(two: Two, tmp_path: Path) -> None:
    shop = two.shop
    shop.members.note(two.ana, "known here")
    shop.members.consent(two.anna, "email", given=True, wording="May we?")
    shop.merging.merge(two.ana, two.anna)
    shop.importing.undo(1)
    assert shop.shop.status().customers == 1
    assert [row.loser_id for row in shop.merging.merges(two.ana)] == [two.anna]
    assert shop.checking.check().ok


def test_a_refusal_of_either_entry_stops_the_channel_until_a_newer_yes(two: Two) -> None:
    shop = two.shop
    shop.members.consent(two.ana, "email", given=True, wording="May we?")
    shop.members.consent(two.anna, "email", given=False, wording="May we?")
    merged = shop.merging.merge(two.ana, two.anna).value
    assert dict(shop.members.glance(two.ana).consents)["email"] is False
    shop.members.consent(two.ana, "email", given=True, wording="After all?")
    assert dict(shop.members.glance(two.ana).consents)["email"] is True
    shop.merging.unmerge(merged.merge_id)
    assert dict(shop.members.glance(two.anna).consents)["email"] is False


def test_c38_two_people_with_one_address_stay_two_and_are_not_put_together_by_it(
    shop: Services, tmp_path: Path
) -> None:
    people = (
        a_person("C1", "Ana", "Lima", email="home@example.com", phone="+12125550101"),
        a_person("C2", "Bob", "Lima", email="home@example.com", phone="+12125550101"),
    )
    taken_in(shop, a_directory(tmp_path / "p.csv", *people))
    assert shop.shop.status().customers == 2
    assert shop.merging.suggestions() == ()


def test_a_duplicate_is_suggested_with_reasons_until_a_person_says_it_is_none(
    two: Two, tmp_path: Path
) -> None:
    shop = two.shop
    assert shop.merging.suggestions() == ()
    taken_in(shop, a_directory(tmp_path / "q.csv", a_person("C3", "Anna", "Lima")))
    (found,) = [one for one in shop.merging.suggestions() if two.anna == one.first_id]
    assert found.reasons[0] == "Same name, which nobody else has"
    assert count(shop, "customer_merge") == 0
    shop.merging.not_duplicate(found.second_id, found.first_id)
    assert shop.merging.suggestions() == ()


def test_staff_merge_nobody(two: Two) -> None:
    mia = Actor("Mia", Role.STAFF)
    for refused in (
        lambda: two.shop.merging.merge(two.ana, two.anna, actor=mia),
        lambda: two.shop.merging.unmerge(1, actor=mia),
        lambda: two.shop.merging.not_duplicate(two.ana, two.anna, actor=mia),
    ):
        with pytest.raises(UserError, match="Mia may not"):
            refused()
    assert count(two.shop, "audit_event") == 0


def test_every_merge_and_parting_leaves_a_note_without_names(two: Two) -> None:
    merged = two.shop.merging.merge(two.ana, two.anna).value
    two.shop.merging.unmerge(merged.merge_id)
    with two.shop.books.read() as connection:
        found = connection.execute(text("SELECT action, detail FROM audit_event ORDER BY id")).all()
    assert [row.action for row in found] == ["merge", "unmerge"]
    assert "Lima" not in str(found)


def test_merging_and_parting_at_random_loses_nothing(shop: Services, tmp_path: Path) -> None:
    dice = random.Random(4)  # noqa: S311 - a game, not a secret
    people = [
        a_person(f"C{n}", f"N{n}", "Lima", email=f"n{n}@example.com" if n % 2 else "")
        for n in range(8)
    ]
    sales = [a_sale(str(n), buyer=f"C{n % 8}", day=f"2026-05-{n + 1:02d}") for n in range(20)]
    taken_in(shop, a_directory(tmp_path / "p.csv", *people), an_export(tmp_path / "s.csv", *sales))
    ids = sorted(hit.customer_id for hit in shop.customers.search("lima"))
    before, books = _state(shop), the_books(shop)
    done: list[int] = []
    for _ in range(14):
        if done and dice.random() < 0.4:
            shop.merging.unmerge(done.pop(dice.randrange(len(done))))
        else:
            number = shop.merging.merge(*dice.sample(ids, 2)).value.merge_id
            done += [number] if number else []
    assert shop.checking.check().ok
    assert shop.shop.status().receipts == 20
    for number in dice.sample(done, len(done)):
        shop.merging.unmerge(number)
    assert (_state(shop), the_books(shop)) == (before, books)


@pytest.fixture
def club(two: Two) -> Two:
    """Let Ana and Anna earn a point for each dollar, as members all along."""
    two.shop.members.enrol(Enrolment("Ana", "Lima", customer_id=two.ana))
    two.shop.program.save(SIMPLE, START)
    two.shop.posting.catch_up()
    return two


def _balances(club: Two) -> list[int]:
    assert club.shop.points.verify().ok
    return [club.shop.points.account(one).balance for one in (club.ana, club.anna)]


def test_c35_points_of_later_receipts_go_to_whom_they_named(club: Two, tmp_path: Path) -> None:
    shop = club.shop
    later = an_export(
        tmp_path / "later.csv",
        a_sale("4", PAN, card="77012345", day="2026-11-02"),
        a_sale("5", HONEY, buyer="C1", day="2026-11-02"),
    )
    apart = _balances(club)
    merged = shop.merging.merge(club.ana, club.anna).value
    assert shop.points.account(club.ana).balance == sum(apart)
    taken_in(shop, later)
    assert shop.points.account(club.ana).balance == sum(apart) + 31
    shop.merging.unmerge(merged.merge_id)
    assert _balances(club) == [apart[0] + 10, apart[1] + 21]


def test_an_import_taken_back_after_a_merge_takes_its_points_along(
    club: Two, tmp_path: Path
) -> None:
    shop = club.shop
    before = _balances(club)
    merged = shop.merging.merge(club.ana, club.anna).value
    bought = an_export(tmp_path / "n.csv", a_sale("9", PAN, card="77012345", day="2026-11-02"))
    (report,) = taken_in(shop, bought)
    assert report.batch is not None
    shop.importing.undo(report.batch)
    assert shop.points.account(club.ana).balance == sum(before)
    shop.merging.unmerge(merged.merge_id)
    assert _balances(club) == before
