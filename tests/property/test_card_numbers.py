"""Numbers of any range come out right, and any scan of them finds them."""

# ruff: noqa: S311 - a seeded draw is what a test needs

from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st
from reportlab.graphics.barcode.code128 import Code128

from retailcrm.cards.barcodes import Symbology, encode
from retailcrm.cards.check_digits import CheckDigit, is_checked, with_check_digit
from retailcrm.cards.numbers import (
    LONGEST,
    SHORTEST,
    NumberRange,
    draw_numbers,
    is_scale_label,
)
from retailcrm.cards.scanning import Meaning, read_scan

_DIGITS = st.text("0123456789", min_size=1, max_size=24)
_CHECKED = st.sampled_from([CheckDigit.LUHN, CheckDigit.EAN])


@st.composite
def ranges(draw):
    length = draw(st.integers(SHORTEST, LONGEST))
    check = draw(st.sampled_from(CheckDigit))
    most = length - 1 - (check is not CheckDigit.NONE)
    prefix = draw(st.text("0123456789", max_size=min(most, 6)))
    return NumberRange(prefix, length, check, draw(st.booleans()), confirmed=True)


@given(ranges(), st.integers(0, 2**64), st.data())
def test_every_drawn_number_belongs_to_its_range_and_is_new(wanted, seed, data):
    count = data.draw(st.integers(1, min(40, wanted.size)))
    first = draw_numbers(wanted, count, Random(seed), frozenset[str]().intersection)
    assert len(set(first)) == count
    assert all(wanted.holds(number) for number in first)
    left = min(wanted.size - count, 10)
    used = set(first)
    more = draw_numbers(wanted, left, Random(seed), used.intersection)
    assert used.isdisjoint(more)


@given(ranges(), st.data())
def test_places_and_numbers_match_one_to_one(wanted, data):
    places = st.integers(0, wanted.size - 1)
    one, other = data.draw(places), data.draw(places)
    assert (wanted.number(one) == wanted.number(other)) == (one == other)


@given(_DIGITS, _CHECKED, st.data())
def test_one_wrong_digit_is_always_noticed(body, kind, data):
    number = with_check_digit(body, kind)
    at = data.draw(st.integers(0, len(number) - 1))
    wrong = data.draw(st.sampled_from([sign for sign in "0123456789" if sign != number[at]]))
    assert is_checked(number, kind)
    assert not is_checked(f"{number[:at]}{wrong}{number[at + 1 :]}", kind)


@given(_DIGITS, st.data())
def test_luhn_notices_neighbours_swapped_but_for_0_and_9(body, data):
    number = with_check_digit(body, CheckDigit.LUHN)
    at = data.draw(st.integers(0, len(number) - 2))
    pair = number[at : at + 2]
    assume(pair[0] != pair[1] and set(pair) != {"0", "9"})
    assert not is_checked(f"{number[:at]}{pair[::-1]}{number[at + 2 :]}", CheckDigit.LUHN)


@given(ranges(), st.data())
def test_any_way_of_sending_a_number_leads_back_to_it(wanted, data):
    number = wanted.number(data.draw(st.integers(0, wanted.size - 1)))
    mark = data.draw(st.sampled_from(["", "]C0", "]E0", "]Q1"]))
    gap = data.draw(st.sampled_from(["", " ", "-", " - ", "\u00a0"]))
    cut = data.draw(st.integers(1, len(number) - 1))
    end = data.draw(st.sampled_from(["", "\r", "\n", "\t", "\r\n"]))
    scan = read_scan(f"{mark}{number[:cut]}{gap}{number[cut:]}{end}", (wanted,))
    assert scan.candidates[0] == number
    assert scan.meaning is Meaning.MEMBER


@given(ranges(), st.data())
def test_a_number_is_found_without_its_check_digit(wanted, data):
    assume(wanted.check is not CheckDigit.NONE)
    number = wanted.number(data.draw(st.integers(0, wanted.size - 1)))
    assert number in read_scan(number[:-1], (wanted,)).candidates


@given(st.text(max_size=200))
def test_no_scan_however_strange_stops_the_counter(raw):
    scan = read_scan(raw, (NumberRange(),))
    assert len(scan.candidates) <= 6
    assert all(scan.candidates)
    assert scan.explain().message


@given(st.integers(0, 10**8))
def test_the_default_range_is_never_taken_for_goods(seed):
    for number in draw_numbers(NumberRange(), 5, Random(seed), frozenset[str]().intersection):
        assert number[0] not in "02"
        assert not is_scale_label(number)


@given(st.text([chr(code) for code in range(32, 127)], min_size=1, max_size=32))
def test_code_128_never_needs_more_room_than_a_character_each(text):
    symbol = encode(text, Symbology.CODE128)
    assert symbol.width <= 11 * (len(text) + 3) + 2
    assert symbol.bars[0][0] == 0
    ends = [left + wide for left, _, wide in symbol.bars]
    assert all(end < left for end, (left, _, _) in zip(ends, symbol.bars[1:], strict=False))


@given(st.text([chr(code) for code in range(32, 127)], min_size=1, max_size=32))
def test_code_128_is_never_longer_than_another_programs(text):
    other = Code128(text, quiet=0)
    other.validate(), other.encode(), other.decompose()
    modules = sum(ord(sign.lower()) - ord("a") + 1 for sign in other.decomposed)
    assert encode(text, Symbology.CODE128).width <= modules
