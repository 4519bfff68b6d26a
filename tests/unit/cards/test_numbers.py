"""Member numbers no till mistakes for goods, and nobody gets twice."""

# ruff: noqa: S311 - a seeded draw is what a test needs

from random import Random

import pytest

from retailcrm.cards.check_digits import CheckDigit, ean_digit, is_checked, luhn_digit
from retailcrm.cards.numbers import (
    DEFAULT_RANGE,
    NumberRange,
    clashes,
    draw_numbers,
    ean13_range,
    is_scale_label,
    readable,
)
from retailcrm.core.errors import UserError

NOBODY = frozenset[str]().intersection


@pytest.mark.parametrize(
    ("body", "digit"),
    [("200000001234", "6"), ("400638133393", "1"), ("590123412345", "7"), ("03600029145", "2")],
)
def test_tills_compute_the_same_check_digit(body, digit):
    assert ean_digit(body) == digit
    assert is_checked(body + digit, CheckDigit.EAN)


def test_luhn_is_the_rule_that_banks_print():
    assert luhn_digit("7992739871") == "3"


def test_a_new_shop_gets_ten_random_digits_not_from_0_or_2_with_a_check_digit():
    numbers = draw_numbers(DEFAULT_RANGE, 500, Random(1), NOBODY)
    assert len(set(numbers)) == 500
    assert {len(number) for number in numbers} == {10}
    assert {number[0] for number in numbers} == set("13456789")
    assert all(luhn_digit(number[:-1]) == number[-1] for number in numbers)


def test_the_same_chance_draws_the_same_numbers():
    first, again = (draw_numbers(DEFAULT_RANGE, 20, Random(9), NOBODY) for _ in range(2))
    assert first == again


def test_numbers_in_use_are_not_drawn_again():
    small = NumberRange("77", 5, CheckDigit.LUHN)
    used = set(draw_numbers(small, 90, Random(3), NOBODY))
    rest = draw_numbers(small, 10, Random(4), used.intersection)
    assert used.isdisjoint(rest)
    assert len(used | set(rest)) == small.size


def test_a_full_range_says_so():
    small = NumberRange("77", 5)
    with pytest.raises(UserError, match=r"^The number range 77 has only 100 numbers left\. Issue"):
        draw_numbers(small, 101, Random(3), NOBODY)


def test_a_large_range_that_is_all_taken_says_so_too():
    with pytest.raises(UserError, match="has only 0 numbers left"):
        draw_numbers(DEFAULT_RANGE, 3, Random(3), set)


def test_a_range_in_sequence_goes_on_where_it_is_told():
    wanted = NumberRange("10", 8, CheckDigit.NONE, sequential=True)
    assert draw_numbers(wanted, 3, Random(1), {"10000006"}.intersection, start=5) == (
        "10000005",
        "10000007",
        "10000008",
    )


@pytest.mark.parametrize("prefix", ["02", "20", "25", "29", "2", "299"])
def test_an_ean_range_that_tills_read_as_a_scale_label_is_refused(prefix):
    start = prefix if prefix == "02" else prefix.ljust(2, "0")[:2]
    with pytest.raises(UserError, match=rf"begin with {start} as a scale label\. Print one card"):
        ean13_range(prefix, confirmed=False)


def test_no_ean_range_is_used_before_the_till_has_seen_it():
    with pytest.raises(UserError, match=r"^A till may take 13 digits for a product\."):
        ean13_range("041", confirmed=False)


@pytest.mark.parametrize("prefix", ["02", "29", "041"])
def test_a_prefix_that_the_owner_has_confirmed_is_used(prefix):
    number = draw_numbers(ean13_range(prefix, confirmed=True), 1, Random(2), NOBODY)[0]
    assert number.startswith(prefix)
    assert ean_digit(number[:-1]) == number[-1]


def test_twelve_digits_from_2_are_a_scale_label_as_well():
    with pytest.raises(UserError, match="scale label"):
        NumberRange("24", 12, CheckDigit.NONE)


@pytest.mark.parametrize(("prefix", "length"), [("", 3), ("123456789", 10), ("A1", 10), ("1", 25)])
def test_a_range_without_room_or_with_letters_is_refused(prefix, length):
    with pytest.raises(UserError):
        NumberRange(prefix, length)


def test_product_codes_that_look_like_members_are_found():
    wanted = ean13_range("041", confirmed=True)
    product = wanted.number(7)
    assert clashes(wanted, ["5901234123457", product, product[1:]]) == (product, product[1:])


@pytest.mark.parametrize(
    ("code", "scale"),
    [
        ("2000000012346", True),
        ("0212345000003", True),
        ("212345000003", True),
        ("5901234123457", False),
        ("4719035624", False),
        ("2719035624", False),
    ],
)
def test_a_label_from_the_scale_is_known_by_its_beginning(code, scale):
    assert is_scale_label(code) is scale


@pytest.mark.parametrize(
    ("number", "groups"),
    [
        ("4719035624", ("471", "903", "5624")),
        ("12345678", ("1234", "5678")),
        ("5901234123457", ("5", "901234", "123457")),
        ("12345", ("12345",)),
        ("LOY-00012345", ("LOY-00012345",)),
    ],
)
def test_a_number_is_printed_in_groups_that_can_be_read_aloud(number, groups):
    assert readable(number) == groups
