"""Codes are read aloud, typed in a hurry and guessed at; all three must end well."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.campaigns.codes import (
    ALPHABET,
    LETTERS,
    draw_codes,
    is_checked,
    is_drawn,
    length_for,
    shown_code,
    word_told,
)
from retailcrm.core.errors import UserError
from retailcrm.loyalty.codes import codes_in, plain_code

NOBODY = frozenset[str]().intersection


def chance(seed: int) -> Random:
    """Give chance that can be had again."""
    return Random(seed)  # noqa: S311 - nobody guesses at a test


def test_codes_have_no_signs_that_look_alike_and_no_vowels() -> None:
    assert not set(ALPHABET) & set("0OQD1IL2Z5S8B6GUVWAEY34")


def test_every_code_of_a_large_campaign_is_another_one_and_checks() -> None:
    codes = draw_codes(20_000, chance(1), NOBODY)
    assert len({one.plain for one in codes}) == 20_000
    assert all(is_checked(one.shown) for one in codes[:500])
    assert all(one.plain == plain_code(one.shown) for one in codes[:500])
    assert codes[0].shown == shown_code(codes[0].plain)


def test_codes_use_every_sign_about_as_often() -> None:
    signs = "".join(one.plain[1:-1] for one in draw_codes(4_000, chance(2), NOBODY)).upper()
    often = [signs.count(one) / len(signs) * len(ALPHABET) for one in ALPHABET]
    assert 0.9 < min(often) <= max(often) < 1.1


def test_a_code_is_never_a_number() -> None:
    assert all(one.shown[0] in LETTERS for one in draw_codes(2_000, chance(3), NOBODY))


def test_codes_that_somebody_has_are_drawn_anew() -> None:
    first = draw_codes(50, chance(4), NOBODY)
    had = frozenset(one.plain for one in first[:25])
    again = draw_codes(50, chance(4), had.intersection)
    assert len(again) == 50
    assert not had & {one.plain for one in again}


def test_chance_that_always_says_the_same_is_noticed() -> None:
    class Stuck:
        def randbytes(self, n: int) -> bytes:
            return bytes(n)

    with pytest.raises(UserError, match="No new codes"):
        draw_codes(2, Stuck(), NOBODY)


def test_the_more_codes_there_are_the_longer_they_get() -> None:
    assert [length_for(count) for count in (1, 5_000, 60_000, 300_000)] == [8, 8, 9, 10]


def test_codes_stand_in_groups_of_three_or_four() -> None:
    assert [shown_code("CFHJKMNPRTX7"[:size]) for size in (8, 9, 10)] == [
        "CFHJ-KMNP", "CFH-JKM-NPR", "CFH-JKM-NPRT",
    ]  # fmt: skip


@given(st.integers(0, 2**32), st.data())
def test_one_wrong_sign_or_two_exchanged_are_noticed(seed: int, data: st.DataObject) -> None:
    code = draw_codes(1, chance(seed), NOBODY)[0].plain.upper()
    at = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from([one for one in ALPHABET if one != code[at]]))
    assert not is_checked(code[:at] + other + code[at + 1 :])
    for place, (left, right) in enumerate(pairwise(code)):
        if left != right:
            assert not is_checked(code[:place] + right + left + code[place + 2 :])


def test_a_code_typed_in_small_letters_with_spaces_is_the_same_code() -> None:
    """C57: a code was good a second time after its letters were made small."""
    assert plain_code("abc-12") == plain_code("ABC12") == plain_code(" abc12 ")
    code = draw_codes(1, chance(5), NOBODY)[0].shown
    assert is_checked(f" {code.lower().replace('-', ' ')} ")
    assert is_drawn(code)


def test_a_till_that_writes_two_codes_side_by_side_means_both() -> None:
    assert {"spring10", "abcd1234"} <= set(codes_in("SPRING10 ABCD-1234"))
    assert {"spring10", "abcd1234"} <= set(codes_in("SPRING10,abcd 1234"))
    assert codes_in("  ") == ()


def test_a_shop_may_have_a_word_of_its_own() -> None:
    assert word_told(" spring 10 ") == "SPRING 10"


@pytest.mark.parametrize("word", ["", "ab", "4006381333931", "FRÜHLING", "A" * 30, "--- -"])
def test_a_word_that_no_till_takes_is_refused(word: str) -> None:
    with pytest.raises(UserError):
        word_told(word)
