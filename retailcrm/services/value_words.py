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
    """Say why the future is told the way it is, in one short sentence."""
    if learned.why is Why.FEW:
        return _few(learned)
    if learned.why is Why.SHORT:
        return say("Not enough history yet to check an expectation against months that are known.")
    if learned.why is Why.UNSOUND:
        return say("The visits follow no pattern that can be relied on; a simple rule is used.")
    if learned.why is Why.FARTHER:
        return say(
            "Checked on known months, everyone’s own rate so far came nearer than the model, so "
            "that rate is used."
        )
    return say("Checked on known months, the model came nearer than everyone’s own rate so far.")


def _few(learned: Learned) -> str:
    if not learned.customers:
        return say("Not enough history yet: the first month with visits is not over.")
    if not learned.repeaters:
        return say("Not enough history yet: nobody has come again.")
    if learned.repeaters > 1:
        return say(
            "Not enough history yet: {repeaters} customers came again, {gaps} times in all.",
            repeaters=learned.repeaters,
            gaps=learned.gaps,
        )
    if learned.gaps > 1:
        return say(
            "Not enough history yet: one customer came again, {gaps} times.", gaps=learned.gaps
        )
    return say("Not enough history yet: one customer came again, once.")


def notes(learned: Learned, early: int) -> tuple[str, ...]:
    """Say what else to know."""
    found = _about_way(learned)
    if learned.way is Way.MODEL and not learned.sure:
        found.append(
            say(
                "Only {repeaters} customers came again, so the figures are rough.",
                repeaters=learned.repeaters,
            )
        )
    if learned.way is Way.MODEL:
        found += _about_spending(learned)
    if early and learned.why is not Why.FEW:
        found.append(_about_early(early))
    return tuple(found)


def _about_way(learned: Learned) -> list[str]:
    """Say what is done instead, and what a better way needs."""
    if learned.why is Why.FARTHER:
        return [say("No range can be given for that rate.")]
    meanwhile = say(
        "Until then everyone is taken to go on as so far, less those who rarely return."
    )
    if learned.why is Why.FEW:
        return [
            say(
                "Expecting visits needs {least} customers who came again, {most} times in all.",
                least=REPEATERS_LEAST,
                most=GAPS_LEAST,
            ),
            meanwhile,
        ]
    if learned.why is Why.SHORT:
        return [
            say(
                "That needs {least} full months, and {repeaters} customers who came again before "
                "the last third of them.",
                least=MONTHS_LEAST,
                repeaters=REPEATERS_LEAST,
            ),
            meanwhile,
        ]
    return []


def _about_early(early: int) -> str:
    if early == 1:
        return say(
            "One customer was there in the first {days} days of the books and may have come "
            "before them; how often that customer comes is uncertain.",
            days=EARLY,
        )
    return say(
        "{count} customers were there in the first {days} days of the books and may have "
        "come before them; how often they come is uncertain.",
        count=early,
        days=EARLY,
    )


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
                "One customer returned as much as was bought on later visits; that spending "
                "counts as nothing."
            )
            if spend.left_out == 1
            else say(
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
