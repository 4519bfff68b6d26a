"""What the family of type lacks is set by another, or said to be missing; never an empty box."""

import pytest

from retailcrm.core.stand_ins import STAND_INS, can_be_set, legible, stretches

FACES = {"own": "Aa é", STAND_INS[0]: "בא", STAND_INS[1]: "王小a"}


def has(face: str, sign: str) -> bool:
    return sign in FACES[face]


def test_a_stand_in_sets_only_what_the_family_lacks() -> None:
    assert stretches("a 王小a", "own", has) == (("own", "a "), (STAND_INS[1], "王小"), ("own", "a"))
    assert stretches("aבé", "own", has) == (("own", "a"), (STAND_INS[0], "ב"), ("own", "é"))
    assert stretches("", "own", has) == ()


def test_pictures_go_and_the_gap_they_leave_closes() -> None:
    assert legible("🌸 a 🎉 é🏽", "own", has) == "a é"


def test_a_letter_that_nobody_has_is_said_to_be_missing() -> None:
    assert legible("aक王", "own", has) == "a?王"
    assert not can_be_set("aक王", "own", has)
    assert can_be_set("a🌸王", "own", has)


@pytest.mark.parametrize("text", ["plain", "aé  a", "王 ב"])
def test_what_can_be_set_stays_to_the_letter(text: str) -> None:
    assert legible(text, "own", has) == text
