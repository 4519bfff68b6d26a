"""A scanner is told from a person by its rhythm alone."""

from collections.abc import Sequence
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from retailcrm.ui.screens.settings.scan_words import tried_words
from retailcrm.ui.wedge import Trial, Tried, Wedge, WedgeRule, rule_for

SIGNS = st.text("0123456789ABCDXYZ-", min_size=5, max_size=23).map("7{}".format)


def typed(wedge: Wedge, signs: str, gaps: Sequence[float], start: float = 1000.0) -> float:
    """Press keys, each so long after the one before; give the time of the last."""
    times = list(accumulate(gaps[: len(signs) - 1], initial=start))
    for sign, at in zip(signs, times, strict=True):
        wedge.press(sign, at)
    return times[-1]


@given(SIGNS, st.lists(st.integers(0, 30), min_size=23, max_size=23), st.integers(0, 50))
def test_fast_keys_that_end_with_enter_are_a_scan(code, gaps, last):
    wedge = Wedge()
    at = typed(wedge, code, gaps)
    assert wedge.end(at + last) == code


@given(SIGNS, st.lists(st.integers(51, 900), min_size=23, max_size=23), st.integers(0, 900))
def test_a_person_typing_a_number_is_never_a_scan(code, gaps, last):
    wedge = Wedge()
    at = typed(wedge, code, gaps)
    assert wedge.end(at + last) == ""
    assert wedge.idle() == ""


@given(
    SIGNS, st.text("abc123 @", max_size=12), st.lists(st.integers(0, 30), min_size=23, max_size=23)
)
def test_what_was_typed_by_hand_before_a_scan_is_no_part_of_it(code, before, gaps):
    wedge = Wedge()
    at = typed(wedge, before, [120.0] * 12) if before else 0.0
    end = typed(wedge, code, gaps, start=at + 200.0)
    assert wedge.end(end + 10) == code


@given(SIGNS, SIGNS)
def test_two_scans_in_a_row_are_two_codes(first, second):
    wedge = Wedge()
    end = typed(wedge, first, [8.0] * 23)
    assert wedge.end(end + 8) == first
    end = typed(wedge, second, [8.0] * 23, start=end + 16)
    assert wedge.end(end + 8) == second


@given(SIGNS)
def test_a_scanner_without_enter_is_done_when_it_falls_silent(code):
    wedge = Wedge()
    typed(wedge, code, [16.0] * 23)
    assert wedge.idle() == code
    assert wedge.idle() == ""


@given(st.text("0123456789", min_size=1, max_size=5))
def test_a_short_burst_is_no_scan(code):
    wedge = Wedge()
    assert wedge.end(typed(wedge, code, [5.0] * 5) + 5) == ""


def test_names_and_addresses_filled_in_by_another_program_are_no_scan():
    for text in ("Dolores Whitlock", "shop24@example.org", "Margarethe"):
        wedge = Wedge()
        assert wedge.end(typed(wedge, text, [1.0] * 30) + 1) == ""


def test_only_the_first_sign_of_a_burst_begins_something_new():
    wedge = Wedge()
    assert [wedge.press(sign, at) for sign, at in (("1", 0), ("2", 8), ("3", 16), ("4", 90))] == [
        True, False, False, True,
    ]  # fmt: skip


def test_a_key_held_down_ends_what_was_collected():
    wedge = Wedge()
    typed(wedge, "1234567", [8.0] * 6)
    wedge.forget()
    assert wedge.end(1060.0) == ""


def test_a_clock_set_back_between_two_keys_begins_anew():
    wedge = Wedge()
    typed(wedge, "123456", [8.0] * 5)
    assert wedge.press("7", 10.0)
    assert wedge.end(18.0) == ""


@given(SIGNS, st.lists(st.integers(0, 400), min_size=24, max_size=24))
def test_a_prefix_makes_a_scan_certain_however_slow_the_line(code, gaps):
    wedge = Wedge(WedgeRule(prefix="~"))
    at = typed(wedge, f"~{code}", gaps)
    assert wedge.end(at + 300) == f"~{code}"


def test_a_prefix_alone_is_no_scan():
    wedge = Wedge()
    wedge.use(WedgeRule(prefix="~"))
    wedge.press("~", 0.0)
    assert wedge.end(5.0) == ""


def tried(signs: str, gap: float, rule: WedgeRule, *, has_end: bool = True) -> Tried:
    trial, at = Trial(), 1000.0
    for sign in signs:
        trial.press(sign, at)
        at += gap
    found = trial.end(rule, at if has_end else None)
    assert found is not None
    return found


def test_a_slower_scanner_is_heard_once_its_keys_may_follow_more_slowly():
    slow = "9000000001"
    assert not tried(slow, 60, rule_for("", 50)).is_scan
    assert tried(slow, 60, rule_for("", 100)).is_scan
    assert rule_for("", 50) == WedgeRule(), "as delivered"


def test_trying_the_scanner_says_what_came_in_and_how_fast():
    found = tried("~9000000001", 8, rule_for("~", 50))
    words, is_good = tried_words(found, "9000000001", 50)
    assert words == (
        "~9000000001 came in: 11 signs, 8 ms apart, 8 ms at most. Read as 9000000001. "
        "That counts as a scan."
    )
    assert is_good
    silent = tried("9000000001", 8, rule_for("", 50), has_end=False)
    assert tried_words(silent, "9000000001", 50)[0].endswith(
        "Your scanner sends no Enter behind it; that is well too."
    )


def test_a_scanner_that_is_too_slow_is_told_the_pace_that_mends_it():
    found = tried("9000000001", 60, rule_for("", 50))
    words, is_good = tried_words(found, found.signs, 50)
    assert not is_good
    assert words.endswith("Too slow for a scan; with 100 ms it would count as one.")
    assert tried("9000000001", 60, rule_for("", 100)).is_scan, "and so it does"
    person = tried("9000000001", 200, rule_for("", 50))
    assert "let the scanner send a sign first" in tried_words(person, person.signs, 50)[0]
    assert tried("~9000000001", 200, rule_for("~", 50)).is_scan, "and so it does"


def test_what_is_no_code_is_said_to_be_none():
    assert "Too short" in tried_words(tried("12", 8, rule_for("", 50)), "12", 50)[0]
    word = tried("teapots", 8, rule_for("", 50))
    assert "That is no code" in tried_words(word, word.signs, 50)[0]
    assert Trial().end(rule_for("", 50)) is None
