"""Members at the counter, on both databases alike."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.services.member_rows import Enrolment, ScanKind
from retailcrm.wiring import Services
from tests.builders import (
    HONEY,
    ORDERS,
    PAN,
    a_directory,
    a_person,
    a_sale,
    an_export,
    an_order,
    count,
    one_value,
    taken_in,
)
from tests.kept_shops import Fill

ANA = Enrolment("Ana", "Lima", phone="(212) 555-0101", email="Ana.Lima@Example.com")
TODAY = date(2026, 11, 2)


def _sold_once(shop: Services, folder: Path) -> None:
    taken_in(shop, an_export(folder / "first.csv", a_sale("0", day="2026-05-01")))


@pytest.fixture
def here(filled_with: Callable[[Fill], Services]) -> Services:
    return filled_with(_sold_once)


def _audited(shop: Services) -> list[str]:
    with shop.books.read() as connection:
        return [
            row[0]
            for row in connection.exec_driver_sql("SELECT action FROM audit_event ORDER BY id")
        ]


def test_a_new_member_is_found_by_card_phone_mail_and_name(here: Services) -> None:
    enrolled = here.members.enrol(ANA).value
    found = here.members.scan(enrolled.card)
    assert (found.kind, found.customer_id) == (ScanKind.MEMBER, enrolled.customer_id)
    for typed in ("5550101", "ana.lima@", "lima ana", enrolled.card):
        assert [hit.customer_id for hit in here.customers.search(typed)] == [enrolled.customer_id]
    assert here.shop.status().members == 1
    assert _audited(here) == ["enrol"]
    assert len(enrolled.card) == 10
    assert enrolled.card[0] not in "02"


def test_a_later_file_that_names_the_card_the_mail_or_the_phone_finds_the_member(
    here: Services, tmp_path: Path
) -> None:
    member = here.members.enrol(ANA).value
    by_card = an_export(tmp_path / "a.csv", a_sale("1", card=member.card, day="2026-05-04"))
    by_mail = an_export(
        tmp_path / "b.csv", an_order("#1", email="ana.lima@example.com"), columns=ORDERS
    )
    people = a_directory(tmp_path / "c.csv", a_person("C9", phone="+1 212 555 0101"))
    taken_in(here, by_card, by_mail, people)
    taken_in(here, an_export(tmp_path / "d.csv", a_sale("2", buyer="C9", day="2026-05-06")))
    profile = here.customers.profile(member.customer_id)
    assert profile.row.receipts == 3
    assert here.shop.status().customers == 1
    assert here.checking.check().ok


def test_the_same_enrolment_told_twice_makes_one_member_with_one_card(here: Services) -> None:
    first = here.members.enrol(ANA).value
    again = here.members.enrol(ANA).value
    assert (again.customer_id, again.card) == (first.customer_id, first.card)
    assert again.was_known
    assert count(here, "customer") == 1
    assert count(here, "card") == 1


def test_c14_two_files_and_the_counter_naming_one_new_member_make_one_member_and_one_card(
    here: Services, tmp_path: Path
) -> None:
    listed = a_directory(tmp_path / "people.csv", a_person("C1", email="ana.lima@example.com"))
    orders = an_export(
        tmp_path / "web.csv", an_order("#1", email="ana.lima@example.com"), columns=ORDERS
    )
    taken_in(here, listed, orders)
    member = here.members.enrol(ANA).value
    taken_in(here, listed, orders)
    status = here.shop.status()
    assert (status.customers, status.members) == (1, 1)
    assert [row.number for row in here.cards.listing()] == [member.card]
    assert count(here, "points_entry") == 0


def test_c55_a_weak_match_changes_nobodys_contacts_and_waits_for_a_person(
    here: Services,
) -> None:
    ana = here.members.enrol(ANA).value
    bob = Enrolment("Bob", "Stone", phone="212 555 0101", email="bob@example.com")
    (likely,) = here.members.likely(bob)
    assert (likely.customer_id, likely.reasons, likely.is_same) == (
        ana.customer_id,
        ("Same phone",),
        False,
    )
    other = here.members.enrol(bob).value
    assert other.customer_id != ana.customer_id
    assert here.customers.profile(ana.customer_id).row.email == "ana.lima@example.com"
    assert here.customers.profile(other.customer_id).row.email == "bob@example.com"


def test_the_warning_comes_while_the_name_is_typed(here: Services) -> None:
    here.members.enrol(Enrolment("Ana", "Lima", postcode="10001"))
    typed = Enrolment("A", "Lima", phone="21", email="ana@", postcode="10001")
    assert [one.reasons for one in here.members.likely(typed)] == [
        ("Similar name and same postcode",)
    ]
    assert here.members.likely(Enrolment("Anton", "Lima")) == ()
    assert here.members.likely(Enrolment()) == ()
    turned = here.members.likely(Enrolment("Lima", "Ana"))
    assert [one.reasons for one in turned] == [("Same name",)]


def test_somebody_else_with_the_same_phone_becomes_a_member_of_his_own(here: Services) -> None:
    ana = here.members.enrol(ANA).value
    twin = Enrolment("Ana", "Lima", phone="212 555 0101", someone_else=True)
    assert here.members.enrol(twin).value.customer_id != ana.customer_id


def test_a_customer_of_the_till_becomes_a_member_with_what_he_tells(
    here: Services, tmp_path: Path
) -> None:
    taken_in(here, an_export(tmp_path / "s.csv", a_sale("1", buyer="C1", named="Ana Lima")))
    (hit,) = here.customers.search("lima")
    told = Enrolment(
        "Ana", "Lima", phone="2125550101", birthday="11/02/1980", language="ES", source="A friend",
        note="likes rye", consents=(("email", True, "May we write to you?"),),
        customer_id=hit.customer_id,
    )  # fmt: skip
    member = here.members.enrol(told).value
    assert (member.customer_id, member.was_known) == (hit.customer_id, True)
    seen = here.members.glance(hit.customer_id)
    assert seen.name == "Ana Lima"
    assert seen.is_birthday
    assert seen.missing == ("email", "postcode")
    assert seen.last_visit == date(2026, 5, 4)
    assert seen.rhythm.startswith("One visit so far")
    assert seen.note == "2026-11-02 likes rye"
    assert dict(seen.consents) == {"email": True, "sms": None, "post": None, "phone": None}
    profile = here.customers.profile(hit.customer_id)
    assert (profile.tags, profile.source, profile.birthday) == (
        "language:es", "A friend", "1980-11-02",
    )  # fmt: skip
    wording = "SELECT wording FROM consent_event"
    assert one_value(here, wording) == "May we write to you?"


def test_taking_the_file_back_that_brought_a_customer_leaves_the_member(
    here: Services, tmp_path: Path
) -> None:
    (report,) = taken_in(here, a_directory(tmp_path / "p.csv", a_person("C1", note="memo")))
    (hit,) = here.customers.search("lima")
    member = here.members.enrol(Enrolment("Ana", "Lima", customer_id=hit.customer_id)).value
    here.members.note(hit.customer_id, "likes rye")
    assert report.batch is not None
    here.importing.undo(report.batch)
    assert here.members.scan(member.card).customer_id == hit.customer_id
    assert here.members.glance(hit.customer_id).name == "Ana Lima"
    assert here.checking.check().ok


def test_a_list_that_still_tells_the_old_phone_or_card_does_not_bring_it_back(
    here: Services, tmp_path: Path
) -> None:
    listed = a_directory(
        tmp_path / "p.csv", a_person("C1", card="7010000277", phone="+12125550101", note="memo")
    )
    taken_in(here, listed)
    (hit,) = here.customers.search("lima")
    here.members.correct(hit.customer_id, {"phone": "212 555 0199"})
    here.members.note(hit.customer_id, "likes rye")
    new = here.cards.swap(hit.customer_id).value.new
    taken_in(here, listed)
    newer = a_person("C1", card="7010000277", phone="+12125550177", note="another memo")
    row = here.customers.profile(hit.customer_id).row
    assert (row.phone, row.card) == ("+12125550199", new)
    taken_in(here, a_directory(tmp_path / "q.csv", newer))
    profile = here.customers.profile(hit.customer_id)
    assert (profile.row.phone, profile.row.card) == ("+12125550177", new)
    assert profile.note == "memo\n2026-11-02 likes rye"


def test_a_refusal_given_here_outlives_any_list_that_says_yes(
    here: Services, tmp_path: Path
) -> None:
    member = here.members.enrol(ANA).value.customer_id
    here.members.consent(member, "email", given=False, wording="May we write?")
    yes = a_person("C1", email="ana.lima@example.com", mails="Subscribed")
    taken_in(here, a_directory(tmp_path / "p.csv", yes))
    assert dict(here.members.glance(member).consents)["email"] is False
    here.members.consent(member, "email", given=True, wording="May we write after all?")
    assert dict(here.members.glance(member).consents)["email"] is True
    assert _audited(here) == ["enrol", "consent", "consent"]


def test_an_answer_given_twice_is_noted_once(here: Services) -> None:
    member = here.members.enrol(ANA).value.customer_id
    for _ in range(2):
        here.members.consent(member, "sms", given=True, wording="May we text you?")
    assert count(here, "consent_event") == 1


def test_a_question_waits_until_it_is_answered(here: Services) -> None:
    member = here.members.enrol(ANA).value.customer_id
    here.members.note(member, "?do you stock  rye flour")
    (owed,) = here.members.glance(member).questions
    assert (owed.asked, owed.text) == (TODAY, "do you stock rye flour")
    here.members.answered(member, owed.text)
    seen = here.members.glance(member)
    assert seen.questions == ()
    assert seen.note == "2026-11-02 ✓ do you stock rye flour"


def test_a_phone_typed_wrong_and_corrected_finds_nobody_any_more(here: Services) -> None:
    member = here.members.enrol(ANA).value.customer_id
    here.members.correct(member, {"phone": "212 555 0102"})
    assert here.customers.search("5550101") == ()
    someone = Enrolment("Ana", "Lima", phone="212 555 0101")
    assert here.members.likely(someone)[0].reasons == ("Same name",)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Enrolment(), "Nothing names this person yet."),
        (Enrolment("Ana", email="ana@"), "ana@ is no e-mail address."),
        (Enrolment("Ana", phone="12"), "12 is no phone number."),
        (Enrolment("Ana", birthday="31 February"), "31 February is no birthday."),
        (Enrolment("Ana", consents=(("pigeon", True, ""),)), "There is no channel pigeon."),
        (Enrolment("Ana", language="english"), "english is no language."),
        (Enrolment("Ana", customer_id=4711), "This customer is not in the books any more."),
        (Enrolment("Ana", card="4111 1111 1111 1111"), "payment card"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence_and_nothing_is_kept(
    here: Services, wish: Enrolment, said: str
) -> None:
    with pytest.raises(UserError, match=said.replace("?", r"\?")):
        here.members.enrol(wish)
    assert (count(here, "customer"), count(here, "audit_event")) == (0, 0)


def test_a_payment_card_in_a_note_is_masked(here: Services) -> None:
    member = here.members.enrol(ANA).value.customer_id
    here.members.note(member, "paid with 4111 1111 1111 1111")
    assert here.members.glance(member).note == "2026-11-02 paid with **** 1111"


def test_staff_enrol_and_note_under_their_own_name(here: Services) -> None:
    mia = Actor("Mia", Role.STAFF)
    member = here.members.enrol(ANA, actor=mia).value.customer_id
    here.members.consent(member, "email", given=True, wording="May we?", actor=mia)
    assert one_value(here, "SELECT COUNT(*) FROM audit_event WHERE actor = 'Mia'") == 2
    assert one_value(here, "SELECT actor FROM consent_event") == "Mia"
    assert "Lima" not in str(one_value(here, "SELECT MAX(detail) FROM audit_event"))


def test_what_a_member_bought_is_worth_the_same_before_and_after_he_enrols(
    here: Services, tmp_path: Path
) -> None:
    sale = a_sale("1", HONEY, PAN, buyer="C1", named="Ana Lima")
    taken_in(here, an_export(tmp_path / "s.csv", sale))
    before = here.shop.status()
    (hit,) = here.customers.search("lima")
    here.members.enrol(Enrolment("Ana", "Lima", customer_id=hit.customer_id))
    after = here.shop.status()
    assert (after.net_sales, after.receipts) == (before.net_sales, before.receipts)
    assert here.customers.profile(hit.customer_id).row.net_sales == 3_100
    assert here.checking.check().ok


def test_an_enrolment_makes_nobodys_next_glance_score_the_whole_base_again(
    here: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_in(here, an_export(tmp_path / "s.csv", a_sale("1", buyer="C1", named="Ana Lima")))
    (hit,) = here.customers.search("lima")
    told = here.members.glance(hit.customer_id).rhythm
    here.members.enrol(Enrolment("Bo", "Rey"))
    asked: list[int] = []
    monkeypatch.setattr(here.members._rhythms, "_scored", lambda: asked.append(1))
    assert here.members.glance(hit.customer_id).rhythm == told
    assert asked == []


def test_a_new_visit_shows_in_the_rhythm_at_once(here: Services, tmp_path: Path) -> None:
    sale = a_sale("1", buyer="C1", named="Ana Lima")
    taken_in(here, an_export(tmp_path / "s.csv", sale))
    (hit,) = here.customers.search("lima")
    here.members.glance(hit.customer_id)
    later = a_sale("2", buyer="C1", named="Ana Lima", day="2026-05-14")
    taken_in(here, an_export(tmp_path / "t.csv", later))
    assert here.members.glance(hit.customer_id).rhythm.startswith("Usually every")
