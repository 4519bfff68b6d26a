"""A new member at the counter: typed once, never twice in the books."""

import pytest

from retailcrm.core.questions import Asker
from retailcrm.services.member_rows import Enrolled, Enrolment, LikelyPerson
from retailcrm.ui.screens.counter.enrolling import Enrolling, EnrolState
from retailcrm.ui.work import InlineJobs
from tests.unit.ui.counter_shop import FakeCounter, services_of

WITH_CARD = LikelyPerson(7, "Rosa Quint", "9000000001", "", ("Same phone",), True)
WITHOUT = LikelyPerson(9, "Rosa Quint", "", "", ("Same phone",), False)


class Form:
    def __init__(self) -> None:
        self.shop, self.jobs = FakeCounter(), InlineJobs()
        self.saved: list[tuple[Enrolled, bool]] = []
        self.known: list[int] = []
        self.state = EnrolState()
        self.enrolling = Enrolling(
            self, services_of(self.shop), self.jobs, lambda: Asker("Alder & Quince"),
            lambda made, prints: self.saved.append((made, prints)), self.known.append,
        )  # fmt: skip

    def show_enrolment(self, state: EnrolState) -> None:
        self.state = state


@pytest.fixture
def form() -> Form:
    return Form()


def test_what_was_typed_in_the_big_field_is_where_it_belongs(form):
    expected: dict[str, dict[str, str]] = {
        "212 555 0143": {"phone": "212 555 0143"},
        "rosa@example.com": {"email": "rosa@example.com"},
        "Rosa van Quint": {"first_name": "Rosa", "last_name": "van Quint"},
        "": {},
    }
    for typed, fields in expected.items():
        form.enrolling.begin(typed)
        assert dict(form.state.fields) == fields


def test_a_member_is_kept_with_card_consents_and_their_wording(form):
    form.enrolling.begin(card="9000000005")
    for name, text in (("phone", "212 555 0101"), ("first_name", "June"), ("source", "a friend")):
        form.enrolling.type(name, text)
    assert form.state.channels == ("sms", "phone")
    assert form.enrolling.answer_next(given=True)
    assert form.enrolling.answer_next(given=False)
    assert not form.enrolling.answer_next(given=True)
    form.enrolling.print_too(is_on=True)
    form.enrolling.save()
    (wish,) = form.shop.done
    assert wish == Enrolment(
        first_name="June", phone="212 555 0101", source="a friend", card="9000000005",
        consents=(
            ("sms", True, "May Alder & Quince send you text messages about news and offers?"),
            ("phone", False, "May Alder & Quince call you about news and offers?"),
        ),
    )  # fmt: skip
    assert form.saved == [(Enrolled(8, "9000000005", False), True)]


def test_an_answer_to_a_channel_whose_contact_was_wiped_is_not_kept(form):
    form.enrolling.begin()
    form.enrolling.type("email", "a@example.com")
    form.enrolling.answer("email", given=True)
    form.enrolling.type("email", "")
    form.enrolling.type("last_name", "Roe")
    form.enrolling.save()
    assert form.shop.done[0].consents == ()


def test_a_member_who_is_known_already_is_opened(form):
    form.shop.same = (WITH_CARD,)
    form.enrolling.begin("2125550143")
    assert form.state.likely == (WITH_CARD,)
    form.enrolling.pick(WITH_CARD)
    assert form.known == [7]


def test_a_customer_without_a_card_is_completed_by_saving(form):
    form.shop.same = (WITHOUT,)
    form.enrolling.begin("2125550143")
    form.enrolling.pick(WITHOUT)
    assert form.state.completes == WITHOUT
    form.enrolling.save()
    assert form.shop.done[0].customer_id == 9


def test_somebody_else_with_the_same_phone_becomes_a_member_of_his_own(form):
    form.shop.same = (WITH_CARD,)
    form.enrolling.begin("2125550143")
    form.enrolling.be_someone_else(is_on=True)
    assert form.state.likely == ()
    form.enrolling.save()
    assert form.shop.done[0].someone_else


def test_what_cannot_be_kept_is_said_and_stays_typed(form):
    form.shop.refusal = "12 is no phone number."
    form.enrolling.begin("12")
    form.enrolling.save()
    assert form.state.problem == "12 is no phone number."
    assert form.state.text("phone") == "12"
    assert form.saved == []
    form.enrolling.type("phone", "1")
    assert form.state.problem == ""


def test_keeping_twice_while_the_first_is_written_enrols_once(form):
    form.enrolling.begin("Rosa Quint")
    form.jobs.hold = True
    form.enrolling.save()
    form.enrolling.save()
    form.jobs.run_held()
    assert len(form.shop.done) == 1


def test_a_letter_or_two_ask_nobody(form):
    form.enrolling.begin("R Q")
    form.enrolling.type("phone", "43")
    assert form.shop.looked == []
    form.enrolling.type("phone", "430")
    assert [wish.phone for wish in form.shop.looked] == ["430"]
