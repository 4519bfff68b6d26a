"""What is said about how the future is told: short first, the rest after it, one as one."""

import pytest

from retailcrm.analytics.value.learning import Learned, Way, Why
from retailcrm.services.value_words import notes, why


def few(repeaters: int, gaps: int) -> Learned:
    return Learned(20_000, Way.SIMPLE, Why.FEW, 1, repeaters, gaps, 1)


@pytest.mark.parametrize(
    ("repeaters", "gaps", "said"),
    [
        (0, 0, "nobody has come again."),
        (1, 1, "one customer came again, once."),
        (1, 4, "one customer came again, 4 times."),
        (6, 12, "6 customers came again, 12 times in all."),
    ],
)
def test_few_who_came_again_are_counted_as_people_count(
    repeaters: int, gaps: int, said: str
) -> None:
    assert why(few(repeaters, gaps)) == f"Not enough history yet: {said}"


def test_before_the_first_month_is_over_nobody_is_said_not_to_have_come_again() -> None:
    early = Learned(20_000, Way.SIMPLE, Why.FEW)
    assert why(early) == "Not enough history yet: the first month with visits is not over."


@pytest.mark.parametrize("reason", list(Why))
def test_the_reason_is_one_sentence_and_what_is_needed_comes_after_it(reason: Why) -> None:
    learned = Learned(20_000, Way.SIMPLE, reason, 9, 4, 8, 3)
    assert why(learned).count(".") == 1
    assert len(why(learned)) <= 115
    needs = " ".join(notes(learned, 0))
    assert ("needs" in needs) is (reason in {Why.FEW, Why.SHORT})


def test_one_customer_of_the_first_days_is_one_customer() -> None:
    learned = Learned(20_000, Way.OWN_RATE, Why.FARTHER, 90, 40, 80, 9)
    assert notes(learned, 1)[-1].startswith("One customer was there in the first ")
    assert notes(learned, 3)[-1].startswith("3 customers were there in the first ")
    assert not [one for one in notes(few(0, 0), 1) if "was there" in one]
