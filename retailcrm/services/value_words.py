"""How the future is told, why that way, and what to know before trusting it, in words."""

from retailcrm.analytics.value.learning import (
    GAPS_LEAST,
    MONTHS_LEAST,
    REPEATERS_LEAST,
    Learned,
    Way,
    Why,
)
from retailcrm.analytics.value.spend import PlainSpend
from retailcrm.analytics.value.worth import EARLY
from retailcrm.core.words import say

NORMAL, LOW, SIMPLE = "normal", "low", "simple"


def confidence(learned: Learned) -> str:
    """Say how far to trust what was learned; nobody to learn from has no word."""
    if not learned.customers:
        return ""
    return NORMAL if learned.sure else LOW


def why(learned: Learned) -> str:
    """Say why the future is told the way it is."""
    if learned.why is Why.FEW:
        return say(
            "Not enough history yet: {repeaters} customers came again, {gaps} times in all. "
            "Expecting visits needs {least} customers and {most} times. "
            "Until then everyone is taken to go on as so far, less those who rarely return.",
            repeaters=learned.repeaters,
            gaps=learned.gaps,
            least=REPEATERS_LEAST,
            most=GAPS_LEAST,
        )
    if learned.why is Why.SHORT:
        return say(
            "Not enough history yet to check an expectation against months that are known: "
            "that needs {least} full months, and {repeaters} customers who came again before "
            "the last third of them. Until then everyone is taken to go on as so far, less "
            "those who rarely return.",
            least=MONTHS_LEAST,
            repeaters=REPEATERS_LEAST,
        )
    if learned.why is Why.UNSOUND:
        return say("The visits follow no pattern that can be relied on; a simple rule is used.")
    if learned.why is Why.FARTHER:
        return say(
            "On the months held back, everyone’s own rate so far came nearer than the model. "
            "So that rate is used, and no range can be given."
        )
    return say(
        "On the months held back, the model came nearer to what each customer did than the "
        "rule that everyone goes on as so far."
    )


def notes(learned: Learned, early: int) -> tuple[str, ...]:
    """Say what else to know."""
    found = []
    if learned.way is Way.MODEL and not learned.sure:
        found.append(
            say(
                "Only {repeaters} customers came again, so the figures are rough.",
                repeaters=learned.repeaters,
            )
        )
    if learned.way is Way.MODEL:
        found += _about_spending(learned)
    if early:
        found.append(
            say(
                "{count} customers were there in the first {days} days of the books and may have "
                "come before them; how often they come is uncertain.",
                count=early,
                days=EARLY,
            )
        )
    return tuple(found)


def _about_spending(learned: Learned) -> list[str]:
    spend, trial = learned.spend, learned.trial
    found = []
    if trial is not None and trial.score.shock > 0:
        found.append(
            say("In the check the total lay outside its range, so the ranges here are wider.")
        )
    if spend is None:
        return found
    if spend.rough:
        found.append(
            say("Customers who come more often spend differently on a visit: amounts are rough.")
        )
    if isinstance(spend.spending, PlainSpend):
        found.append(
            say("Spending follows no pattern; everyone’s average is mixed with the shop’s.")
        )
    if spend.left_out:
        found.append(
            say(
                "{count} customers returned as much as they bought on later visits; their own "
                "spending counts as nothing.",
                count=spend.left_out,
            )
        )
    return found


def of_one(learned: Learned, *, early: bool) -> tuple[str, str]:
    """Give the confidence in one customer's figures, and a sentence about it."""
    if learned.way is not Way.MODEL:
        return SIMPLE, say("A simple estimate: everyone goes on as so far.")
    if early:
        return LOW, say("May have been a customer before the books begin, so this is rough.")
    if not learned.sure:
        return LOW, say("Few customers came again so far, so this is rough.")
    return NORMAL, say("In eight years out of ten it lies in this range.")
