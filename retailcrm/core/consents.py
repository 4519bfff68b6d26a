"""What a person's answers come to: may the shop write, text, post or call?"""

from collections.abc import Iterable
from dataclasses import dataclass

CHANNELS = ("email", "sms", "post", "phone")


@dataclass(frozen=True, slots=True)
class Answer:
    """One yes or no.

    Attributes:
        channel: one of `CHANNELS`.
        given: the answer.
        imported: a file told it; otherwise the person said so here.
    """

    channel: str
    given: bool
    imported: bool


def standing(answers: Iterable[Answer]) -> dict[str, bool]:
    """Give the answer that holds for each channel; a channel nobody was asked about is missing.

    The newest answer holds, with one exception: a list that says yes never lifts a refusal.
    Only the person can do that, here.

    Args:
        answers: in the order in which they were given.
    """
    held: dict[str, bool] = {}
    for one in answers:
        refused = held.get(one.channel) is False
        if refused and one.given and one.imported:
            continue
        held[one.channel] = one.given
    return held
