"""A birthday reads as people say it, with or without its year."""

import pytest

from retailcrm.core.figures import Figures
from retailcrm.ui.screens.customers.birthdays import birthday_words


@pytest.mark.parametrize(
    ("told", "words"),
    [("1980-05-30", "30 May 1980"), ("--05-30", "30 May"), ("--02-29", "29 Feb"),
     ("--13-40", "--13-40"), ("spring", "spring"), ("", "")],
)  # fmt: skip
def test_a_birthday_is_written_with_what_was_told_of_it(told: str, words: str) -> None:
    assert birthday_words(told, Figures("USD")) == words
