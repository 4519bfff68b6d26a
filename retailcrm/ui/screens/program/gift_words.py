"""What is said of those who lose by the move, and of the gifts that make up for it."""

from collections.abc import Callable

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.start_gifts import GiftPlan
from retailcrm.services.transition import Loser, Transition


def losers_title(plan: Transition, gifts: GiftPlan | None, figures: Figures) -> tuple[str, str]:
    """Say how many lose, what they are due, and once it is booked, what they got."""
    if gifts is not None and gifts.due and not gifts.hindrance:
        return _due(gifts, figures)
    if gifts is not None and gifts.members and not gifts.due:
        return _got(gifts, figures)
    found = plan.compensation
    n = int(found.loses.sum())
    if not n:
        return say("Nobody would get less in the end"), ""
    title = say(
        "{n} customers would get less; {points} points as a gift make up for it",
        n=figures.count(n),
        points=figures.count(found.points),
    )
    caption = say(
        "a month's discount each, {money} in all",
        money=figures.money(found.cost, whole=True),
    )
    if n > len(plan.losers):
        caption += "; " + say("the {n} who lose most", n=len(plan.losers))
    return title, caption


def gift_words(gifts: GiftPlan | None) -> Callable[[Loser], str]:
    """Give what says in a word where a loser's gift stands."""
    due = frozenset(one.customer_id for one in gifts.due) if gifts else frozenset()

    def word(one: Loser) -> str:
        if gifts is None or not one.gift:
            return ""
        if not one.card:
            return say("needs a card")
        if one.customer_id in due:
            return say("to come") if gifts.hindrance else say("due")
        return say("booked")

    return word


def _due(gifts: GiftPlan, figures: Figures) -> tuple[str, str]:
    n, points = len(gifts.due), figures.count(gifts.due_points)
    title = (
        say("One member is due a start gift of {points} points", points=points)
        if n == 1
        else say("{n} members are due a start gift, {points} points in all",
                 n=figures.count(n), points=points)
    )  # fmt: skip
    caption = say("booked once, for members with a card")
    if gifts.members:
        caption = say("{n} have theirs", n=figures.count(gifts.members))
    return title, caption


def _got(gifts: GiftPlan, figures: Figures) -> tuple[str, str]:
    n, points = gifts.members, figures.count(gifts.points)
    title = (
        say("One member got a start gift of {points} points", points=points)
        if n == 1
        else say("{n} members got their start gift, {points} points in all",
                 n=figures.count(n), points=points)
    )  # fmt: skip
    day = "" if gifts.last is None else figures.day_year(gifts.last)
    return title, say("booked, the last on {day}", day=day)
