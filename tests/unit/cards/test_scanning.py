"""Whatever the scanner sends, the member is found, or one sentence says what was scanned."""

import pytest

from retailcrm.cards.check_digits import CheckDigit
from retailcrm.cards.numbers import DEFAULT_RANGE, NumberRange, ean13_range
from retailcrm.cards.scanning import (
    Meaning,
    ScannerHabits,
    new_card_number,
    read_scan,
)
from retailcrm.core.errors import UserError

OURS = DEFAULT_RANGE.number(371_903_562)
EAN = ean13_range("041", confirmed=True)
MEMBER_EAN = EAN.number(234_567_890 % EAN.size)
RANGES = (DEFAULT_RANGE, EAN)
PLAIN = ScannerHabits()


@pytest.mark.parametrize(
    "raw",
    [
        OURS,
        f"]C0{OURS}",
        f"]Q1{OURS}",
        f"  {OURS}\r\n",
        f"\ufeff{OURS}\t",
        f"{OURS[:3]} {OURS[3:6]} {OURS[6:]}",
        f"{OURS[:3]}-{OURS[3:6]}-{OURS[6:]}",
        f"{OURS[:4]}\u202f{OURS[4:]}",
        OURS[:-1],
    ],
)
def test_c39_a_card_is_found_however_the_scanner_or_a_person_writes_its_number(raw):
    scan = read_scan(raw, RANGES)
    assert OURS in scan.candidates
    assert scan.meaning is Meaning.MEMBER


@pytest.mark.parametrize("raw", [MEMBER_EAN, MEMBER_EAN[1:], f"]E0{MEMBER_EAN}", MEMBER_EAN[:-1]])
def test_c39_an_ean_card_is_found_with_and_without_its_leading_zero_and_check_digit(raw):
    scan = read_scan(raw, RANGES)
    assert MEMBER_EAN in scan.candidates
    assert scan.meaning is Meaning.MEMBER


def test_c39_what_the_scanner_puts_around_a_code_is_taken_off():
    habits = ScannerHabits("~", ";;")
    assert read_scan(f"~{OURS};;\r", RANGES, habits).candidates[0] == OURS
    assert read_scan(f"~]C0{OURS};;", RANGES, habits).candidates[0] == OURS
    assert read_scan(OURS, RANGES, habits).candidates[0] == OURS


def test_c39_zeros_that_a_spreadsheet_took_off_come_back():
    wanted = NumberRange("007", 10, CheckDigit.LUHN)
    number = wanted.number(12)
    assert number in read_scan(number.lstrip("0"), (wanted,)).candidates


def test_c39_a_twelve_digit_card_printed_as_ean_is_found_by_its_own_number():
    assert "590123412345" in read_scan("5901234123457", ()).candidates


def test_what_was_typed_is_always_looked_up_first():
    for raw in (OURS, OURS[:-1], "12345678", "5901234123457", "m0012345"):
        assert read_scan(raw, RANGES).candidates[0] == raw


def test_a_pre_printed_number_with_letters_is_found_in_either_case():
    assert read_scan("m0012345", RANGES).candidates == ("m0012345", "M0012345")


@pytest.mark.parametrize(
    ("raw", "meaning", "sentence"),
    [
        ("5901234123457", Meaning.PRODUCT, "is the code of a product, not of a card."),
        ("036000291452", Meaning.PRODUCT, "is the code of a product, not of a card."),
        ("2000000012346", Meaning.SCALE_LABEL, "is a label from the scale, not a card."),
        ("]E00212345000003", Meaning.SCALE_LABEL, "is a label from the scale, not a card."),
        (OURS[:-1] + str((int(OURS[-1]) + 1) % 10), Meaning.GARBLED, "was not read right"),
        ("5901234123450", Meaning.GARBLED, "was not read right"),
        ("M0012345", Meaning.UNKNOWN, "Nobody here has the card M0012345."),
        (OURS, Meaning.MEMBER, "has not been given to anyone."),
        ("", Meaning.UNKNOWN, "The scan was empty."),
    ],
)
def test_a_scan_that_finds_nobody_is_explained_in_one_sentence(raw, meaning, sentence):
    scan = read_scan(raw, RANGES)
    assert scan.meaning is meaning
    assert sentence in scan.explain().message
    assert scan.explain().hint.endswith(".")


def test_c39_a_thirteen_digit_card_from_2_is_refused_because_tills_read_a_scale_label():
    with pytest.raises(UserError, match="label from the scale"):
        new_card_number("2000000012346", RANGES, PLAIN)


def test_a_confirmed_range_from_2_is_the_shops_own():
    confirmed = ean13_range("29", confirmed=True)
    assert new_card_number(confirmed.number(5), (confirmed,), PLAIN) == confirmed.number(5)


@pytest.mark.parametrize("raw", ["M0012345", "12345678", "73513537", "40170725"])
def test_pre_printed_stock_of_any_kind_can_be_given_out(raw):
    assert new_card_number(raw, RANGES, PLAIN) == raw


def test_a_new_card_scanned_without_its_check_digit_is_kept_whole():
    assert new_card_number(OURS[:-1], RANGES, PLAIN) == OURS


@pytest.mark.parametrize("raw", ["5901234123457", "", "Å" * 5, "7" * 33])
def test_what_is_no_card_is_not_given_out(raw):
    with pytest.raises(UserError):
        new_card_number(raw, RANGES, PLAIN)
