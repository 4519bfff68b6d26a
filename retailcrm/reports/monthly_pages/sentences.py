"""True sentences about the month, computed from its facts."""

from retailcrm.core.words import say
from retailcrm.reports.monthly_facts import Compared, GroupFacts
from retailcrm.reports.monthly_pages.draft import Draft, growth, ratio

_LEVEL = 0.0005  # changes below half a tenth of a percent are none
_WORDS = (
    *("two", "three", "four", "five", "six", "seven"),
    *("eight", "nine", "ten", "eleven", "twelve"),
)
_LEAST = 2  # "one in one" is everybody
_NEAR = 0.05  # "one in seven" may be this far off, relatively


def opening(draft: Draft) -> str:
    """Say how the month went, in one or two sentences."""
    facts = draft.facts
    if not facts.headline.receipts.value:
        return say("Nothing was sold in {month}, as far as the books reach.", month=draft.month)
    if not facts.complete:
        return say(
            "{month} is not over: the books reach {day}, with {amount} sold so far.",
            month=draft.month,
            day=draft.write.day(facts.data_through),
            amount=draft.write.money(facts.headline.net_sales.value, whole=True),
        )
    return " ".join(part for part in (_sold(draft), _late(draft), _missing(draft)) if part)


def _late(draft: Draft) -> str:
    """Say which stores' data end before the month does."""
    return " ".join(
        say("The data of {store} end on {day}.", store=store, day=draft.write.day(last))
        for store, last in draft.facts.late
    )


def _sold(draft: Draft) -> str:
    sales = draft.facts.headline.net_sales
    year = growth(sales, year=True)
    change = year if year is not None else growth(sales, year=False)
    if change is None:
        return say(
            "{month} sold {amount} in {receipts}.",
            month=draft.month,
            amount=draft.write.money(sales.value, whole=True),
            receipts=_receipts(draft),
        )
    against = say("a year ago") if year is not None else draft.write.month_name(_before(draft))
    return _compared(draft, change, against, _kept(draft, change, year=year is not None))


def _compared(draft: Draft, change: float, against: str, kept: str) -> str:
    if abs(change) < _LEVEL:
        return say(
            "{month} sold as much as {against}{kept}.",
            month=draft.month,
            against=against,
            kept=kept,
        )
    share = draft.write.percent(abs(change))
    words = (
        "{month} sold {share} more than {against}{kept}."
        if change > 0
        else "{month} sold {share} less than {against}{kept}."
    )
    return say(words, month=draft.month, share=share, against=against, kept=kept)


def _before(draft: Draft) -> int:
    return draft.facts.month - 1


def _receipts(draft: Draft) -> str:
    count = int(draft.facts.headline.receipts.value or 0)
    return draft.counted(count, "1 receipt", "{n} receipts")


def _kept(draft: Draft, change: float, *, year: bool) -> str:
    """Say whether more or less of each sale stayed in the shop."""
    now, before = _rate(draft, "value"), _rate(draft, "year_before" if year else "before")
    if now is None or before is None or abs(now - before) < _LEVEL:
        return ""
    if now > before:
        return say(" and kept more of it") if change >= 0 else say(" but kept more of it")
    return say(" but kept less of it") if change >= 0 else say(" and kept less of it")


def _rate(draft: Draft, when: str) -> float | None:
    headline = draft.facts.headline
    margin: Compared = headline.margin
    return ratio(getattr(margin, when), getattr(headline.net_sales, when))


def _missing(draft: Draft) -> str:
    missing = draft.facts.missing
    if not missing or missing.since is None:
        return ""
    if not missing.found and not missing.newly:
        return say("Nobody went missing.")
    found = draft.counted(
        missing.found,
        "1 missing customer was found again",
        "{n} missing customers were found again",
    )
    if not missing.newly:
        return say("{found}; nobody went missing.", found=found)
    if not missing.found:
        went = draft.counted(missing.newly, "1 customer went", "{n} customers went")
        return say("{went} missing.", went=went)
    return say("{found}; {n} went missing.", found=found, n=draft.write.count(missing.newly))


def best_share(draft: Draft, best: GroupFacts) -> str:
    """Say what part of the sales the best customers bring."""
    people, sales = best.share_of_customers, best.share_of_sales
    if not best.customers or people is None:
        return say("Nobody stands out as Most Valuable yet")
    if sales is None:
        return say("The three groups of customers")
    share = draft.write.percent(sales, 0)
    few = one_in(people)
    if few:
        return say(
            "One customer in {few} brings {share} of what customers buy", few=few, share=share
        )
    part = draft.write.percent(people, 0)
    return say("{part} of customers bring {share} of what customers buy", part=part, share=share)


def one_in(share: float) -> str:
    """Write a share as *one in seven* where that is near enough; empty otherwise."""
    if share <= 0:
        return ""
    whole = round(1 / share)
    if not _LEAST <= whole < len(_WORDS) + _LEAST or abs(1 / whole / share - 1) > _NEAR:
        return ""
    return say(_WORDS[whole - _LEAST])


def sales_finding(draft: Draft) -> str:
    """Say what the months of the chart show."""
    months = [month for month in draft.facts.months if month.complete]
    pairs = [
        (month.net_sales, month.year_before) for month in months if month.year_before is not None
    ]
    if pairs:
        more = sum(now > before for now, before in pairs)
        less = sum(now < before for now, before in pairs)
        return _beaten(more, less, len(pairs))
    best = max(months, key=lambda month: month.net_sales, default=None)
    if best is None or len(months) < 2:  # noqa: PLR2004 - one month is no best month
        return say("Net sales by month")
    return say("{month} sold most so far", month=draft.write.month(best.month))


def _beaten(more: int, less: int, months: int) -> str:
    if months == 1:
        won, lost = "The month beat the year before", "The month did not beat the year before"
        return say(won) if more else say(lost)
    if months in (more, less):
        return _one_way(months, is_above=more == months)
    if not more:
        return say("No month beat the year before")
    return say("{n} of {all} months beat the year before", n=more, all=months)


def _one_way(months: int, *, is_above: bool) -> str:
    """Say that every month went the same way; the months compared are two or more."""
    if months == 2:  # noqa: PLR2004 - both
        above, below = (
            "Sales were above the year before in both months",
            "Sales were below the year before in both months",
        )
        return say(above if is_above else below)
    above, below = (
        "Sales were above the year before in all {all} months",
        "Sales were below the year before in all {all} months",
    )
    return say(above if is_above else below, all=months)
