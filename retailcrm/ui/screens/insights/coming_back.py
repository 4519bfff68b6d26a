"""Coming back: how many do, how soon, how often, and for how long."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from retailcrm.analytics.rates import FEW
from retailcrm.core.days import add_months, day_number
from retailcrm.core.figures import Figures
from retailcrm.core.progress import Progress
from retailcrm.core.vocabulary import (
    GROUPS,
    SEGMENTS,
    channel_title,
    group_title,
    segment_title,
)
from retailcrm.core.words import say
from retailcrm.services.finding import Told
from retailcrm.services.retention import Among, CurveTold, RetentionService, RetentionTold, Step
from retailcrm.ui.screens.insights.came_again import (
    again_pictures,
    part_words,
    since_begun,
)
from retailcrm.ui.screens.insights.stayed import stay_pictures, visit_table
from retailcrm.ui.screens.insights.topic import ChoiceFacts, Chosen, PageFacts, ShownFigure
from retailcrm.ui.screens.phrases import figures_of
from retailcrm.ui.services_seen import Services

WHO, FIRST, CHANNEL, LEAST, PERIOD, AGES = "who", "first", "channel", "visits", "period", "ages"
LATELY, BEFORE, SETTLED = "year", "before", "settled"
SETTLING = 3
"""Months after which a shop's regulars have all been seen once."""
STEPS = 4


def read(services: Services, chosen: Chosen, progress: Progress) -> PageFacts:
    """Read who comes back."""
    asked, figures = services.insights.retention, figures_of(services.shop)
    everyone = asked.overview()
    if everyone.as_of is None or everyone.first_on is None:
        return PageFacts(lacking=(say("Nobody to follow yet"), _wanted()))
    progress.step(1, STEPS, say("Coming back"))
    among = _among(chosen, everyone.as_of, everyone.first_on)
    step = Step(chosen[PERIOD]) if chosen.get(PERIOD) else everyone.step
    choices = _choices(asked, chosen, step)
    told = asked.overview(among=among, step=step)
    if not told.customers:
        return PageFacts(finding=say("Nobody passes these filters"), choices=choices)
    curve = asked.second_visit(among=among)
    if among == Among() and _is_early(curve, told):
        return PageFacts(lacking=_too_soon(curve, told, figures))
    progress.step(2, STEPS, say("Coming back"))
    rolling = chosen.get(AGES) == "days"
    again = again_pictures(
        curve,
        asked.cohorts(among=among, rolling=rolling),
        since_begun(asked.rates(among=among, step=step), told.first_on),
        figures,
    )
    progress.step(3, STEPS, say("Coming back"))
    visits = asked.visits()
    stays = stay_pictures(
        told, asked.stays(among=among), asked.rhythm(among=among), visits, figures
    )
    return PageFacts(
        finding=_finding(curve, told, figures),
        doubt=_doubt(curve, among, everyone.first_on, figures),
        figures=_strip(told, figures),
        pictures=(*again, *stays),
        tables=(visit_table(visits),),
        choices=choices,
        writes=figures,
    )


def _wanted() -> str:
    return say(
        "Who comes back is told once receipts name their customers: by card, e-mail or phone."
    )


def _is_early(curve: CurveTold, told: RetentionTold) -> bool:
    """Say whether nobody has come again, nor could have been back by the first day told."""
    return not told.loyal.value and all(one.value is None for one in curve.marks)


def _too_soon(curve: CurveTold, told: RetentionTold, figures: Figures) -> tuple[str, str]:
    known = (
        say("There is one customer so far, who has come once.")
        if told.customers == 1
        else say(
            "There are {count} customers so far; each has come once.",
            count=figures.count(told.customers),
        )
    )
    return say("Too soon to say who comes back"), f"{known} {curve.missing}".rstrip()


def _among(chosen: Chosen, as_of: date, begun: date) -> Among:
    kind, _, key = chosen.get(WHO, "").partition(":")
    first = chosen.get(FIRST, "")
    year_ago = add_months(as_of, -12)
    since = {LATELY: year_ago + timedelta(days=1), SETTLED: add_months(begun, SETTLING)}
    return Among(
        group=key if kind == "group" else "",
        segment=key if kind == "segment" else "",
        channel=chosen.get(CHANNEL, ""),
        first_from=since.get(first),
        first_to=year_ago if first == BEFORE else None,
        least=int(chosen.get(LEAST) or 0),
    )


def _choices(asked: RetentionService, chosen: Chosen, step: Step) -> tuple[ChoiceFacts, ...]:
    who = (
        ("", say("Everyone")),
        *((f"group:{key}", group_title(key)) for key in GROUPS),
        *((f"segment:{key}", segment_title(key)) for key in SEGMENTS if key != "prospect"),
    )
    first = (
        ("", say("First came at any time")),
        (LATELY, say("First came in the last 12 months")),
        (BEFORE, say("First came more than 12 months ago")),
        (SETTLED, say("First came after the books’ first 3 months")),
    )
    least = (
        ("", say("Any number of visits")),
        *((str(one), say("{n} visits or more", n=one)) for one in (2, 3, 5, 10)),
    )
    period = ((str(Step.MONTH), say("By month")), (str(Step.QUARTER), say("By quarter")))
    ages = (("", say("Ages in calendar months")), ("days", say("Ages of 30 days")))
    channels = asked.channels()
    where = (
        ("", say("First bought anywhere")),
        *((one, say("First bought: {channel}", channel=channel_title(one))) for one in channels),
    )
    facts = [
        ChoiceFacts(WHO, say("Customers"), who, chosen.get(WHO, "")),
        ChoiceFacts(FIRST, say("First came"), first, chosen.get(FIRST, "")),
        ChoiceFacts(LEAST, say("Visits"), least, chosen.get(LEAST, "")),
        ChoiceFacts(PERIOD, say("Periods"), period, str(step)),
        ChoiceFacts(AGES, say("Ages"), ages, chosen.get(AGES, "")),
    ]
    if len(channels) > 1:
        facts.insert(2, ChoiceFacts(CHANNEL, say("First bought"), where, chosen.get(CHANNEL, "")))
    return tuple(facts)


def _finding(curve: CurveTold, told: RetentionTold, figures: Figures) -> str:
    known = [one for one in curve.marks if one.value is not None]
    many = {"count": figures.count(told.customers), "back": figures.count(curve.back)}
    if curve.customers < FEW:
        return _of_few(curve, many)
    if not known:
        return say("{count} customers so far: too soon to say who comes back", **many)
    if not curve.back:
        return say("None of {count} customers has come a second time", **many)
    last = known[-1]
    return say(
        "{part} of new customers come again within {time}; of all {count} customers so far, "
        "{share} have come again",
        part=part_words(last.value or 0, figures),
        time=_time(last),
        count=figures.count(told.customers),
        share=figures.percent(told.repeat_rate.value),
    )


def _of_few(curve: CurveTold, many: Mapping[str, str]) -> str:
    """Count the few as people do, rather than giving a share of them."""
    if curve.customers == 1:
        return (
            say("One customer, who has come a second time")
            if curve.back
            else say("One customer, who has not come a second time so far")
        )
    if curve.back == 1:
        return say("1 of {count} customers has come a second time so far", **many)
    if not curve.back:
        return say("None of {count} customers has come a second time so far", **many)
    return say("{back} of {count} customers have come a second time so far", **many)


def _time(mark: Told) -> str:
    days = int(mark.key.rpartition("_")[2])
    return say("a year") if days == 365 else say("{days} days", days=days)


def _doubt(curve: CurveTold, among: Among, begun: date, figures: Figures) -> str:
    known = [one for one in curve.marks if one.value is not None]
    if not known:
        return curve.missing
    if curve.customers < FEW:
        return say("Shares of fewer than {few} customers say little; read them with their range.",
                   few=FEW)  # fmt: skip
    last = known[-1]
    words = [
        say(
            "Within {time}: between {low} and {high}, from {customers} first visits.",
            time=_time(last),
            low=figures.percent(last.low or 0, 0),
            high=figures.percent(last.high or 0, 0),
            customers=figures.count(curve.customers),
        )
    ]
    if among.group or among.segment or among.least > 1:
        words.append(
            say("These people were picked by what they have done since, so this is no forecast.")
        )
    elif among.first_from is None:
        words.append(
            say(
                "The books begin on {day}: whoever came in the first months may have been a "
                "customer before.",
                day=figures.day_year(begun),
            )
        )
    return " ".join(words)


def _strip(told: RetentionTold, figures: Figures) -> tuple[ShownFigure, ...]:
    again = say(
        "{loyal} of all {count} customers so far",
        loyal=figures.count(told.loyal.value),
        count=figures.count(told.customers),
    )
    return (
        ShownFigure(told.repeat_rate, again),
        ShownFigure(told.retention_rate, _kept(told)),
        ShownFigure(told.churn_rate, _in_period(told, told.churn_rate)),
        ShownFigure(told.stage_churn, _in_period(told, told.stage_churn)),
        _returning(told),
        ShownFigure(told.visit_frequency, _in_period(told, told.visit_frequency)),
    )


def _returning(told: RetentionTold) -> ShownFigure:
    """Show returning buyers; where the books begin everybody is new, which is no share."""
    figure = told.returning_rate
    if (
        told.period is None
        or told.first_on is None
        or told.period.first > day_number(told.first_on)
    ):
        return ShownFigure(figure, _in_period(told, figure))
    unknown = replace(figure, value=None, low=None, high=None)
    return ShownFigure(unknown, say("the books begin in {period}", period=told.period.short()))


def _kept(told: RetentionTold) -> str:
    if told.period is None or told.retention_rate.value is None:
        return _in_period(told, told.retention_rate)
    return say("of {period}’s buyers", period=told.period.before().short())


def _in_period(told: RetentionTold, figure: Told) -> str:
    if told.period is None:
        return ""
    if figure.value is None:
        return say("none up to {period}", period=told.period.short())
    return say("in {period}", period=told.period.short())
