"""The Counter: whoever stands there is found, helped, and the keyboard goes back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from retailcrm.services.points_rows import Change, Redemption
from retailcrm.ui.screens.counter.presenter import CounterPresenter
from retailcrm.ui.screens.counter.state import CounterState, Page, Panel
from retailcrm.ui.work import InlineJobs
from tests.unit.ui.counter_shop import JUNE, ROSA, FakeCounter, a_member, services_of


class Seen:
    def __init__(self) -> None:
        self.state = CounterState()
        self.focused = 0
        self.told: list[tuple[str, str]] = []
        self.action: Any = None

    def show_state(self, state: CounterState) -> None:
        self.state = state

    def focus_field(self) -> None:
        self.focused += 1

    def once_painted(self, work: Callable[[], None]) -> None:
        work()

    def tell(self, text: str, kind: str, action: Any = None) -> None:
        self.told.append((kind, text))
        self.action = action


class Counter:
    def __init__(self) -> None:
        self.shop, self.jobs, self.seen = FakeCounter(), InlineJobs(), Seen()
        self.profiles: list[int] = []
        self.desk = CounterPresenter(
            self.seen, services_of(self.shop), self.jobs, self.profiles.append
        )
        self.desk.refresh()

    @property
    def state(self) -> CounterState:
        return self.seen.state

    @property
    def name(self) -> str:
        return self.state.member.name if self.state.member else ""


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def served(counter: Counter) -> Counter:
    counter.desk.scan("9000000001")
    return counter


def test_a_scanned_card_puts_its_member_in_front(counter):
    counter.desk.scan("9000000001")
    assert (counter.state.page, counter.name) == (Page.MEMBER, "Rosa Quint")
    assert counter.seen.focused
    more = counter.state.more
    assert [(one.goods, one.points) for one in more.receipts] == [("Honey", 70), ("", None)]
    assert more.group == "most_valuable"


@pytest.mark.parametrize(
    ("code", "sentence", "card"),
    [
        ("4006381333931", "That is a product.", ""),
        ("2112345678900", "That is from the scale.", ""),
        ("900000000", "It was not read right.", ""),
        ("9000000005", "Given to nobody.", "9000000005"),
        ("7777777777", "Nobody has 7777777777.", "7777777777"),
    ],
)
def test_what_is_no_members_card_is_said_in_one_sentence_c39(served, code, sentence, card):
    served.desk.scan(code)
    assert served.state.page is Page.TOLD
    assert served.state.told is not None
    assert (served.state.told.sentence, served.state.told.card) == (sentence, card)
    assert served.state.member is None


def test_a_card_from_stock_is_ready_for_the_new_member(counter):
    counter.desk.scan("9000000005")
    assert counter.desk.enrol() == ("", "9000000005")
    assert counter.state.page is Page.ENROL


def test_a_replaced_card_still_finds_its_member_and_says_so(counter):
    counter.desk.scan("9000000000")
    assert (counter.name, counter.state.banner) == ("Rosa Quint", "9000000000 was replaced.")


def test_a_blocked_card_shows_whose_it_is_but_takes_no_points(counter):
    counter.shop.member = a_member(card_blocked=True)
    counter.desk.scan("9000000009")
    assert counter.state.banner == "It is blocked. Ask the name."
    assert not counter.desk.acting.start(Panel.REDEEM)
    assert counter.seen.told[-1][0] == "warn"
    counter.desk.acting.start(Panel.SWAP)
    counter.desk.acting.swap("")
    assert counter.state.banner == ""


def test_typing_lists_people_and_enter_opens_the_marked_one(counter):
    counter.desk.type("ro")
    assert [hit.name for hit in counter.state.hits] == ["Rosa Quint", "June Roe"]
    counter.desk.enter(1)
    assert counter.state.member is not None
    assert counter.state.member.customer_id == JUNE
    assert counter.state.page is Page.MEMBER


def test_enter_before_the_answer_opens_the_first_as_soon_as_it_comes(counter):
    counter.jobs.hold = True
    counter.desk.type("rosa")
    counter.desk.enter()
    assert counter.state.page is Page.HITS
    counter.jobs.run_held()
    assert counter.name == "Rosa Quint"


def test_the_answer_to_letters_typed_over_since_is_dropped(counter):
    counter.jobs.hold = True
    counter.desk.type("rosa")
    counter.desk.type("june")
    counter.jobs.run_held()
    assert [hit.name for hit in counter.state.hits] == ["June Roe"]


def test_a_card_typed_by_hand_is_opened_like_a_scan(counter):
    counter.desk.type("9000000001")
    counter.desk.enter()
    assert counter.name == "Rosa Quint"


def test_a_name_nobody_has_is_no_dead_end(counter):
    counter.desk.type("zebedee")
    counter.desk.enter()
    assert counter.state.told is not None
    assert counter.state.told.sentence == "Nobody here is called “zebedee”."
    assert "enrol" in counter.state.told.hint
    assert counter.desk.enrol() == ("zebedee", "")


def test_a_number_nobody_has_is_a_phone_when_typed_and_a_card_when_scanned(counter):
    counter.desk.type("2125550199")
    counter.desk.enter()
    assert counter.desk.enrol() == ("2125550199", "")
    counter.desk.scan("2125550199")
    assert counter.desk.enrol() == ("", "2125550199")


def test_what_is_being_typed_begins_the_new_member(counter):
    counter.desk.type("June Marl")
    assert counter.desk.enrol() == ("June Marl", "")


def test_points_are_awarded_for_a_reason_and_taken_back_by_an_entry_against_it(served):
    served.desk.acting.start(Panel.AWARD)
    served.desk.acting.award("250", "Birthday")
    assert served.shop.done == [Change(customer_id=ROSA, points=250, reason="Birthday")]
    assert served.state.panel is Panel.NONE
    assert served.state.member.account.available == 2090
    assert served.state.undo.told == "250 points awarded"
    assert served.desk.acting.take_back()
    assert served.shop.done[-1] == ("take back", 41)
    said = "Rosa Quint: taken back (250 points awarded); 0 now."
    assert served.seen.told[-1] == ("news", said)
    assert served.state.member.account.available == 1840
    assert served.state.undo is None
    assert not served.desk.acting.take_back()


def test_the_message_offers_to_take_back_what_it_tells_even_with_the_next_one_in_front(served):
    served.desk.acting.start(Panel.AWARD)
    served.desk.acting.award("250", "Birthday")
    assert served.seen.told[-1] == ("news", "Rosa Quint: 250 points awarded; 0 now.")
    verb, does = served.seen.action
    assert verb == "Take back"
    served.desk.open(JUNE)
    does()
    assert served.shop.done[-1] == ("take back", 41)
    assert served.state.member.customer_id == JUNE


def test_the_base_is_scored_once_behind_the_open_counter(counter):
    counter.desk.refresh()
    assert counter.shop.warmed == 1


def test_whoever_sees_no_profiles_is_offered_none(served):
    own = CounterPresenter(served.seen, services_of(served.shop), served.jobs, None)
    own.scan("9000000001")
    assert served.name == "Rosa Quint"
    assert not own.profile()


def test_part_of_the_points_is_redeemed_and_the_rest_stays_c29(served):
    served.desk.acting.start(Panel.REDEEM)
    served.desk.acting.redeem("500", total="12.00", receipt=" 4-2207 ")
    wish = Redemption(customer_id=ROSA, points=500, receipt="4-2207", total=1200)
    assert served.shop.done == [wish]
    assert served.state.member.account.available == 1340


def test_points_are_redeemed_twice_in_a_row_without_choosing_the_member_again_c30(served):
    for _ in range(2):
        assert served.desk.acting.start(Panel.REDEEM)
        served.desk.acting.redeem("500")
    assert served.state.member.account.available == 840
    assert served.desk.acting.take_back()
    assert served.state.member.account.available == 1340


def test_more_than_the_cap_stays_in_the_panel_with_the_reason(served):
    served.desk.acting.start(Panel.REDEEM)
    served.desk.acting.redeem("700", total="12.00")
    assert served.state.problem == "This receipt takes 600 points at most."
    assert served.state.panel is Panel.REDEEM
    assert served.shop.done == []


def test_a_reward_is_picked_by_its_key(served):
    served.desk.acting.start(Panel.REDEEM)
    served.desk.acting.redeem("", reward="tea", total="1.00")
    assert served.shop.done == [Redemption(customer_id=ROSA, reward="tea")]
    assert served.state.member.account.available == 1440


def test_what_the_shop_refuses_is_said_in_the_panel_and_nothing_is_taken_back(served):
    served.shop.refusal = "There are 0 points to use, not 500."
    served.desk.acting.start(Panel.REDEEM)
    served.desk.acting.redeem("500")
    assert served.state.problem.startswith("There are 0 points to use")
    assert served.state.undo is None
    assert not served.state.is_busy


def test_a_second_enter_while_the_first_is_written_books_once(served):
    served.desk.acting.start(Panel.AWARD)
    served.jobs.hold = True
    served.desk.acting.award("10", "Sorry")
    served.desk.acting.award("10", "Sorry")
    served.jobs.run_held()
    assert len(served.shop.done) == 1


def test_what_was_written_for_the_one_before_is_not_taken_back_from_the_next(served):
    served.desk.acting.start(Panel.AWARD)
    served.jobs.hold = True
    served.desk.acting.award("10", "Sorry")
    served.jobs.hold = False
    served.desk.open(JUNE)
    served.jobs.run_held()
    assert served.state.undo is None
    assert served.state.member.customer_id == JUNE


def test_questions_are_answered_one_after_the_other_with_their_wording(served):
    assert served.desk.acting.consent(given=True)
    assert not served.desk.acting.consent(given=False)
    assert served.shop.done == [
        ("email", True, "May Alder & Quince write to you by e-mail about news and offers?")
    ]


def test_a_scan_while_a_card_is_swapped_is_the_new_card(served):
    served.desk.acting.start(Panel.SWAP)
    served.desk.scan("9000000005")
    assert served.shop.done == [("swap", ROSA, "9000000005")]
    assert served.state.member.card == "9000000005"
    assert served.state.panel is Panel.NONE


def test_a_customer_without_a_card_is_given_one(counter):
    counter.shop.member = a_member(card="")
    counter.desk.open(ROSA)
    counter.desk.acting.start(Panel.SWAP)
    counter.desk.acting.swap("")
    assert counter.shop.done[0].customer_id == ROSA


def test_notes_answers_and_missing_contacts_are_kept(served):
    served.desk.acting.note("likes dill")
    served.desk.acting.answered("do you stock rye flour")
    served.desk.acting.correct({"postcode": "10011", "email": " "})
    assert served.shop.done == [
        ("note", "likes dill"),
        ("answered", "do you stock rye flour"),
        ("correct", {"postcode": "10011"}),
    ]


def test_the_card_in_front_is_printed(served, tmp_path):
    printed: list[Any] = []
    served.desk.acting.print_card("9000000001", tmp_path, printed.append)
    assert printed[0].file == Path(tmp_path / "card-9000000001.pdf")


def test_without_a_program_points_are_neither_shown_nor_booked(counter):
    counter.shop.rules, counter.shop.member = None, a_member(account=None)
    counter.desk.refresh()
    counter.desk.open(ROSA)
    assert not counter.desk.acting.start(Panel.AWARD)
    assert counter.seen.told == [("warn", "The shop has no points program yet.")]


def test_escape_closes_the_latest_thing_first(served):
    served.desk.acting.start(Panel.NOTE)
    served.desk.type("ro")
    pages = []
    while served.desk.back():
        pages.append((served.state.page, served.state.panel))
    assert pages == [
        (Page.MEMBER, Panel.NOTE), (Page.MEMBER, Panel.NONE), (Page.HOME, Panel.NONE),
    ]  # fmt: skip


def test_the_profile_opens_only_for_somebody(counter):
    assert not counter.desk.profile()
    counter.desk.scan("9000000001")
    assert counter.desk.profile()
    assert counter.profiles == [ROSA]


def test_looking_again_keeps_the_member_and_what_is_being_typed(served):
    served.desk.acting.start(Panel.AWARD)
    served.shop.member = replace(served.shop.member, name="Rosa Quint-Roe")
    served.desk.refresh()
    assert (served.name, served.state.panel) == ("Rosa Quint-Roe", Panel.AWARD)


def test_somebody_taken_out_of_the_books_since_is_said_above(served):
    served.shop.refusal = "This customer is not in the books any more."
    served.desk.open(JUNE)
    assert served.seen.told == [("error", "This customer is not in the books any more.")]


def test_what_takes_longer_is_read_once_the_member_stands_on_the_screen(counter):
    waiting: list[Callable[[], None]] = []
    counter.seen.once_painted = waiting.append
    counter.desk.scan("9000000001")
    assert (counter.name, counter.state.more) == ("Rosa Quint", None)
    waiting.pop()()
    assert counter.state.more is not None


def test_nothing_more_is_read_of_a_member_who_has_left_meanwhile(counter):
    waiting: list[Callable[[], None]] = []
    counter.seen.once_painted = waiting.append
    counter.desk.open(ROSA)
    counter.desk.open(JUNE)
    waiting.pop(0)()
    assert counter.state.more is None
