"""What the money service tells, as facts for the printed reports."""

from datetime import date

from retailcrm.core.rows import rows
from retailcrm.reports.concentration_facts import ConcentrationFacts, SpreadFacts, TopFacts
from retailcrm.reports.facts import Fact, Kind
from retailcrm.reports.roi_facts import (
    BestFacts,
    ChangedFacts,
    LeakageFacts,
    LeakFacts,
    ReturnFacts,
    RoiFacts,
    TicketFacts,
)
from retailcrm.services.facts_of import fact_of, fact_or_none
from retailcrm.services.finding import Told
from retailcrm.services.money import MoneyService
from retailcrm.services.money_rows import (
    BestTold,
    Changed,
    LeakageTold,
    LeakRow,
    ReturnTold,
    Spread,
    TicketTold,
)


def concentration_facts(service: MoneyService, as_of: date | None) -> ConcentrationFacts:
    """Gather everything the report about the best cards says."""
    told = service.concentration(as_of)
    return ConcentrationFacts(
        as_of=told.as_of,
        days=told.days,
        are_cards=told.are_cards,
        issued=None if told.issued is None else _spread(told.issued),
        active=None if told.active is None else _spread(told.active),
        dead=fact_or_none(told.dead),
        why_empty=told.why_empty,
    )


def roi_facts(service: MoneyService, as_of: date | None) -> RoiFacts:
    """Gather everything the report about the program's return says."""
    program = service.program_return(as_of)
    leakage, tickets, best = (
        service.leakage(as_of),
        service.tickets(as_of),
        service.best(as_of),
    )
    return RoiFacts(
        as_of=program.as_of,
        program=_return(program),
        leakage=_leakage(leakage),
        tickets=_tickets(tickets),
        best=_best(best),
        why_empty=program.why_empty,
        leakage_why=leakage.why_empty,
        tickets_why=tickets.why_empty,
        best_why=best.why_none,
    )


def _spread(told: Spread) -> SpreadFacts:
    return SpreadFacts(
        cards=fact_of(told.cards),
        top=tuple(TopFacts(one.share, one.cards, fact_of(one.told)) for one in told.top),
        half=fact_of(told.half),
        half_share=fact_of(told.half_share),
        gini=fact_of(told.gini),
        curve=tuple(zip(told.across, told.up, strict=True)),
    )


def _return(told: ReturnTold) -> ReturnFacts | None:
    figures = (
        told.sales, told.discounts, told.points, told.brought, told.multiple, told.percent,
        told.break_even,
    )  # fmt: skip
    known = tuple(fact_of(one) for one in figures if one is not None)
    if len(known) < len(figures):
        return None
    sales, discounts, points, brought, multiple, percent, break_even = known
    return ReturnFacts(
        days=told.days,
        sales=sales,
        margin=told.margin,
        discounts=discounts,
        points=points,
        other=told.other,
        cost=_made("program_cost", told.cost, multiple),
        brought=brought,
        basis=told.basis,
        gain=_made("program_gain", told.gain, multiple),
        multiple=multiple,
        percent=percent,
        break_even=break_even,
        messages=told.messages,
        campaigns=0 if told.campaigns is None else told.campaigns.campaigns,
        campaigns_left=_campaigns(told),
    )


def _campaigns(told: ReturnTold) -> Fact | None:
    """Hand over what measured campaigns left; None without one."""
    found = None if told.campaigns is None else told.campaigns.after
    if found is None:
        return None
    behind = rows("campaigns", tab="campaigns")
    return Fact("campaign.brought", found.value, Kind.MONEY, behind, found.low, found.high)


def _made(key: str, minor: float | None, of: Fact) -> Fact:
    """Make the figure of a sum whose terms have rows of their own; behind it stands everyone."""
    return Fact(key, minor, Kind.MONEY, of.rows)


def _leakage(told: LeakageTold) -> LeakageFacts | None:
    if told.discount is None or told.leak is None or told.leak_share is None:
        return None
    return LeakageFacts(
        tuple(_leak(one) for one in told.rows if one.discount.value),
        fact_of(told.discount),
        fact_of(told.leak),
        fact_of(told.leak_share),
    )


def _leak(told: LeakRow) -> LeakFacts:
    return LeakFacts(
        told.segment,
        fact_of(told.customers),
        fact_of(told.sales),
        fact_of(told.discount),
        fact_of(told.leak),
        told.basis,
    )


def _tickets(told: TicketTold) -> TicketFacts | None:
    if told.members is None or told.others is None:
        return None
    return TicketFacts(
        members=fact_of(told.members),
        others=fact_of(told.others),
        apart=told.apart,
        joined=_changed(told.joined),
        against=_changed(told.against),
        against_later=told.against_later,
    )


def _changed(told: Changed | None) -> ChangedFacts | None:
    if told is None:
        return None
    change = fact_of(told.told)
    return ChangedFacts(change, told.before, told.after, told.customers, told.why_none)


def _best(told: BestTold) -> BestFacts | None:
    figures: tuple[Told | None, ...] = (told.best, told.new, told.ratio)
    known = tuple(fact_of(one) for one in figures if one is not None)
    if len(known) < len(figures):
        return None
    best, new, ratio = known
    return BestFacts(best, new, ratio)
