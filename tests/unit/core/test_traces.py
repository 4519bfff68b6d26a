"""A person is found in free text however it was typed, and nobody else is."""

import pytest

from retailcrm.core.traces import GONE, traces_of

HER = traces_of(
    [
        {
            "first_name": "Zdenka",
            "last_name": "Quistgård",
            "email": "zdenka.q@example.com",
            "phone": "+12125550147",
            "street": "9 Elder Row",
            "card": "7010000140",
        }
    ],
    ["TILL-88"],
)


@pytest.mark.parametrize(
    "typed",
    [
        "for Zdenka Quistgård",
        "QUISTGARD, zdenka",
        "wrote to Zdenka.Q@Example.com",
        "call (212) 555-0147",
        "call 0012125550147",
        "call 555 0147",
        "card 701 0000 140",
        "lives at 9, Elder Row",
        "is till-88 there",
    ],
)
def test_a_person_is_taken_out_of_a_note_however_it_was_typed(typed: str) -> None:
    mended = HER.mended(typed)
    assert GONE in mended
    assert HER.mended(mended) == mended


@pytest.mark.parametrize(
    "typed", ["for Zdenka", "Elder Row 10", "5550148 pieces", "$2,125.55", "till-887", "1470100001"]
)
def test_a_note_about_others_stays_as_it_was(typed: str) -> None:
    assert HER.mended(typed) == typed


def test_a_row_that_holds_first_and_last_name_apart_tells_of_the_person() -> None:
    assert HER.found_in(["9.90", "zdenka", "Quistgard"])
    assert not HER.found_in(["9.90", "zdenka", "Novak"])


def test_only_texts_of_a_kept_value_are_mended() -> None:
    told = {"n": 7, "who": ["Zdenka Quistgård", None]}
    assert HER.mended_all(told) == {"n": 7, "who": [GONE, None]}
