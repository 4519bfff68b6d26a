"""Moments that most shops want, ready to be switched on."""

from dataclasses import dataclass

from retailcrm.campaigns.moments.moment import Kind, Moment, Reached, Step
from retailcrm.core.words import say

_A_MONTH = 30


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """A moment with sensible settings, and why a shop wants it.

    Attributes:
        kind: which moment.
        title: what it is called until the owner calls it something else.
        why: in a sentence, what it is good for.
        moment: its settings.
        channel: by which it usually goes out.
        audience: rows as `core.rows` writes them.
    """

    kind: Kind
    title: str
    why: str
    moment: Moment
    channel: str = "email"
    audience: str = "customers"


def ready_made() -> tuple[ReadyMade, ...]:
    """List them in the order in which a shop may want them."""
    return (_welcome(), _birthday(), _been_a_while(), _win_back(), *_points(), _early())


def _welcome() -> ReadyMade:
    steps = (
        Step(0, about=say("Thank you for joining")),
        Step(14, about=say("What we are known for")),
    )
    return ReadyMade(
        Kind.WELCOME,
        say("Welcome"),
        say("A second visit soon after the first makes a customer; say hello while it is fresh."),
        Moment(Kind.WELCOME, steps, priority=80),
    )


def _birthday() -> ReadyMade:
    step = Step(7, about=say("Happy birthday"))
    return ReadyMade(
        Kind.BIRTHDAY,
        say("Birthday"),
        say("A card a week before the day; birthdays without a year count as well."),
        Moment(Kind.BIRTHDAY, (step,), priority=90, rest=180),
    )


def _been_a_while() -> ReadyMade:
    step = Step(0, Reached.BEEN_A_WHILE, say("It has been a while"))
    return ReadyMade(
        Kind.BEEN_A_WHILE,
        say("Been a while"),
        say("8 of 10 with the same rhythm would be back by now; a friendly word is enough."),
        Moment(Kind.BEEN_A_WHILE, (step,), priority=40, rest=_A_MONTH),
    )


def _win_back() -> ReadyMade:
    steps = (
        Step(0, Reached.MIA, say("We miss you")),
        Step(45, Reached.MIA, say("Something off your next visit")),
        Step(0, Reached.DEAD, say("One last chance")),
    )
    return ReadyMade(
        Kind.WIN_BACK,
        say("Win back the missing"),
        say("Asked step by step, each once in a silence: a word first, an offer later."),
        Moment(Kind.WIN_BACK, steps, priority=60, rest=_A_MONTH, dead_too=True),
    )


def _points() -> tuple[ReadyMade, ...]:
    return (
        ReadyMade(
            Kind.NEAR_REWARD,
            say("Near a reward"),
            say("Who lacks a tenth or less of a reward comes sooner when told."),
            Moment(Kind.NEAR_REWARD, (Step(1, about=say("Nearly there")),), priority=30, rest=90),
        ),
        ReadyMade(
            Kind.NEAR_TIER,
            say("Near a tier"),
            say("Who is a tenth or less away from the next tier likes to know it."),
            Moment(Kind.NEAR_TIER, (Step(1, about=say("Nearly there")),), priority=35, rest=90),
        ),
        ReadyMade(
            Kind.EXPIRING,
            say("Points about to end"),
            say("A fair warning a month and a week before, and a reason to come."),
            Moment(
                Kind.EXPIRING,
                (Step(30, about=say("Your points end in a month")),
                 Step(7, about=say("Your points end in a week"))),
                priority=70,
                rest=_A_MONTH,
                least=20,
            ),
        ),
    )  # fmt: skip


def _early() -> ReadyMade:
    step = Step(3, about=say("You first"))
    return ReadyMade(
        Kind.EARLY_ACCESS,
        say("Early access for the best"),
        say("Your most valuable customers see what is new before the others do."),
        Moment(Kind.EARLY_ACCESS, (step,), priority=50),
        audience="customers?group=most_valuable",
    )
