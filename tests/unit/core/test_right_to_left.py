"""Names written from the right stand on paper as their owners write them."""

import unicodedata

import pytest

from retailcrm.core.right_to_left import as_it_stands, runs_left, shaped

MUHAMMAD = "محمد"


def seen(text: str) -> str:
    return "".join(sign for _, sign in as_it_stands(shaped(text)))


def test_arabic_letters_take_the_form_of_their_place_in_the_word() -> None:
    forms = [unicodedata.name(sign).rsplit(maxsplit=2)[-2] for sign in shaped(MUHAMMAD)]
    assert forms == ["INITIAL", "MEDIAL", "MEDIAL", "FINAL"]
    assert shaped(f"{MUHAMMAD} د")[-1] == "\N{ARABIC LETTER DAL ISOLATED FORM}"


def test_a_letter_that_reaches_nobody_leaves_the_next_one_alone() -> None:
    forms = [unicodedata.name(sign).rsplit(maxsplit=2)[-2] for sign in shaped("دار")]
    assert forms == ["ISOLATED", "ISOLATED", "ISOLATED"]


def test_lam_and_alef_are_written_as_one() -> None:
    assert [unicodedata.name(sign) for sign in shaped("سلام")] == [
        "ARABIC LETTER SEEN INITIAL FORM",
        "ARABIC LIGATURE LAM WITH ALEF FINAL FORM",
        "ARABIC LETTER MEEM ISOLATED FORM",
    ]


def test_vowel_signs_part_no_letters() -> None:
    assert shaped("مَد")[0] == "\ufee3"
    assert shaped("مَد")[2] == "\ufeaa"


@pytest.mark.parametrize("text", ["Núñez", "Ковалёв", "王小明", "", "שלום", shaped(MUHAMMAD)])
def test_other_letters_and_finished_forms_stay_as_they_are(text: str) -> None:
    assert shaped(text) == text


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ("אבג", "גבא"),
        ("Mr אבג Lee", "Mr גבא Lee"),
        ("אב גד", "דג בא"),
        ("אב 124 גד", "דג 124 בא"),
        ("אב 12-3", "12-3 בא"),
        ("12 אב", "12 בא"),
        ("אב (גד) הו", "וה (דג) בא"),
        ("Tea & אב!", "Tea & בא!"),
        ("Núñez", "Núñez"),
    ],
)
def test_lines_stand_as_they_are_read(written: str, stands: str) -> None:
    assert seen(written) == stands


def test_only_what_is_written_from_the_right_counts_as_such() -> None:
    assert runs_left("Tea תה")
    assert not any(map(runs_left, ("", "Tea", "Ковалёв", "王小明", "🌸")))
