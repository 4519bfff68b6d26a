"""Postcodes are one spelling, with the zeros that spreadsheets eat."""

import pytest

from retailcrm.analytics.postcodes import Postcodes, usual_digits


@pytest.mark.parametrize(
    ("country", "told", "expected"),
    [
        ("US", "02138", "02138"),
        ("US", "2138", "02138"),
        ("US", "2138.0", "02138"),
        ("US", "02138-1234", "02138"),
        ("US", "021381234", "02138"),
        ("US", "2138-1234", "02138"),
        ("US", "02138 1234", "02138"),
        ("US", "'02138", "02138"),
        ("US", "ZCTA5 10004", "10004"),
        ("US", "8600000US10004", "10004"),
        ("US", "860Z200US10004", "10004"),
        ("DE", "D-01067", "01067"),
        ("DE", "1067", "01067"),
        ("DE", " 10115\u00a0", "10115"),
        ("GB", "sw1a 1aa", "SW1A1AA"),
        ("NL", "1017 ab", "1017AB"),
        ("PL", "00-950", "00950"),
        ("PL", "950", "00950"),
        ("SE", "114 55", "11455"),
        ("AT", "1010", "1010"),
        ("", "2138", "2138"),
        ("US", "", ""),
        ("US", "-", ""),
        ("US", "Cambridge, near the church", ""),
    ],
)
def test_a_postcode_has_one_spelling(country: str, told: str, expected: str) -> None:
    assert Postcodes(country).tidy(told) == expected


def test_what_cannot_be_a_postcode_is_named() -> None:
    assert Postcodes("US").fault("02138") == ""
    assert Postcodes("US").fault("2138") == ""
    assert Postcodes("US").fault("601") == ""
    assert "5 digits" in Postcodes("US").fault("61")
    assert "5 digits" in Postcodes("US").fault("SW1A 1AA")
    assert "5 digits" in Postcodes("DE").fault("123456")
    assert Postcodes("GB").fault("10004") == "No postcode"
    assert Postcodes("US").fault("") == "No postcode"


def test_lost_zeros_are_seen_without_a_country_too() -> None:
    codes = ["02138", "02139", "10001", "60601", "2140"]
    digits = usual_digits(codes)
    assert digits == 5
    unknown = Postcodes("", digits)
    assert "zero was lost" in unknown.fault("2140")
    assert unknown.fault("10001") == ""
    assert unknown.filled("2140") == "02140"


def test_codes_of_many_lengths_have_no_usual_one() -> None:
    assert usual_digits(["1", "22", "333", "4444", "SW1A"]) == 0
    assert usual_digits([]) == 0
