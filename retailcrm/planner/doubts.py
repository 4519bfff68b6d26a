"""What a plan's history is too short or too thin for, in plain sentences."""

from collections.abc import Iterable

from retailcrm.core.words import say
from retailcrm.planner.baseline import MEAN, SURE, Backtest, apart
from retailcrm.planner.forecast import ENOUGH, YEAR
from retailcrm.planner.programs import ProgramModel
from retailcrm.planner.purchases import ONLINE, LoyalRatio
from retailcrm.planner.uplift import ChannelBase

#: a smaller share of customers who came back says little about who would reach a status
FEW = 0.05


def doubts(
    months: int, channels: tuple[ChannelBase, ...], loyal: Iterable[LoyalRatio]
) -> tuple[str, ...]:
    """Say why a choice may rest on too little; empty where it does not.

    Args:
        months: that the receipts reach back.
        channels: of the shop.
        loyal: who came back, by channel.
    """
    found = []
    if months < ENOUGH:
        found.append(
            say(
                "This rests on {n} months of receipts: too few to tell the season, or how far "
                "the amounts may be off.",
                n=months,
            )
        )
    elif any(one.errors is None for one in channels):
        found.append(say("How far the amounts may be off cannot be told from these receipts."))
    told = tuple(loyal)
    back, every = sum(one.loyal for one in told), sum(one.clients for one in told)
    if every and back / every < FEW:
        found.append(
            say(
                "Only {n} of {all} customers ever came back: who would reach a status rests on "
                "few people.",
                n=f"{back:,}",
                all=f"{every:,}",
            )
        )
    return tuple(found)


def beyond_all(model: ProgramModel, most: int) -> tuple[str, ...]:
    """Say that a status begins where nobody has been yet; empty where somebody has.

    What such a status brings is the presupposed share of an amount without an example.

    Args:
        model: the program.
        most: that anybody bought within the year, minor units.
    """
    number = next((at for at, one in enumerate(model.steps, 1) if one.threshold > most), None)
    if number is None:
        return ()
    return (
        say(
            "Nobody bought as much within the year as status {number} of {program} asks for.",
            number=number,
            program=model.name,
        ),
    )


def history_notes(months: int, channels: tuple[ChannelBase, ...]) -> tuple[str, ...]:
    """Say what the history is too short for, and how the forecast was chosen because of it.

    Args:
        months: that the receipts reach back.
        channels: of the shop.
    """
    found = []
    if months < YEAR:
        found.append(
            say(
                "The receipts reach back {n} months only: each month ahead is the mean of the "
                "last three, without a season.",
                n=months,
            )
        )
    elif months < ENOUGH:
        found.append(
            say(
                "The receipts reach back less than two years: the year ahead repeats the last "
                "one, without a trend."
            )
        )
    for one in channels:
        words = _named(one.channel) if len(channels) > 1 else ""
        if one.tested is not None and months < SURE:
            found.append(words + _tested(one.tested))
        more = apart(one.revenue, one.direct)
        if more is not None:
            found.append(words + _apart(more))
    return tuple(found)


def _named(channel: str) -> str:
    return say("Online shop: ") if channel == ONLINE else say("Store: ")


def _tested(held: Backtest) -> str:
    others = dict(held.others)
    shares = {
        "months": held.months,
        "share": f"{held.wape:.0%}",
        "last": f"{others['last_year']:.0%}",
    }
    if held.method == MEAN:
        return say(
            "Mean of the usual forecast and of last year: over the last {months} months off by "
            "{share}, alone they were off by {usual} and {last}. Less than three years do not "
            "tell a season from chance.",
            usual=f"{others['theta']:.0%}",
            **shares,
        )
    return say(
        "With less than three years the forecast could be tried on the last {months} months "
        "only: it erred by {share}, last year repeated by {last}.",
        **shares,
    )


def _apart(more: float) -> str:
    share = f"{abs(more):.0%}"
    if more > 0:
        return say("All sales forecast at once, the year ahead would come to {share} more.",
                   share=share)  # fmt: skip
    return say("All sales forecast at once, the year ahead would come to {share} less.",
               share=share)  # fmt: skip
