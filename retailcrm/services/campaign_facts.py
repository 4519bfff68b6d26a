"""Results of campaigns as facts that reports print."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from retailcrm.core.days import month_end, month_start
from retailcrm.core.figures import Figures, half_up
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.reports.campaign_facts import (
    ArmFacts,
    CampaignFacts,
    CampaignReport,
    CampaignsFacts,
    CostFacts,
    SeriesFacts,
)
from retailcrm.reports.facts import Fact
from retailcrm.reports.issue import digest
from retailcrm.services.campaign_notes import caption, cost_lines, given_words, note_lines
from retailcrm.services.campaign_result_rows import ArmResult, CampaignResult, SeriesResult
from retailcrm.services.campaign_results import CampaignResults
from retailcrm.services.campaign_rows import Kind
from retailcrm.services.campaign_story import Story, verdict_word
from retailcrm.services.facts_of import fact_of
from retailcrm.services.finding import Told, Unit
from retailcrm.services.print_issue import issue_of

CAMPAIGN = "campaign"


class CampaignFactsBuilder:
    """Gathers what prints say of campaigns."""

    def __init__(
        self, books: Books, results: CampaignResults, clock: Callable[[], datetime]
    ) -> None:
        self._books, self._results, self._clock = books, results, clock

    def report(self, campaign: int, paper: str) -> CampaignReport:
        """Gather the print of one result.

        Raises:
            UserError: there is no such campaign.
        """
        issue, _ = issue_of(self._books, self._clock, f"{CAMPAIGN}-{campaign}")
        write = Figures(issue.currency, issue.locale)
        facts = campaign_facts(self._results.result(campaign), write)
        issue = replace(issue, inputs=digest(issue, facts), paper=paper, rules_since=None)
        return CampaignReport(issue, facts)

    def of_month(self, month: int, as_of: date | None, write: Figures) -> CampaignsFacts | None:
        """Gather the campaigns of a month; None without any."""
        if as_of is None:
            return None
        first, last = month_start(month), month_end(month)
        found = self._results.results(as_of, since=first)
        closed = [one for one in found if _closed_in(one, first, last)]
        still = [
            one
            for one in found
            if not one.is_final and one.sent is not None and one.sent <= last and one.closes
        ]
        if not closed and not still:
            return None
        names = {one.series for one in closed}
        series = [one for one in self._results.series(as_of) if one.series in names]
        return CampaignsFacts(
            finding=_finding(closed, write),
            closed=tuple(campaign_facts(one, write) for one in closed),
            open=tuple((one.name, write.day_year(one.closes)) for one in still),
            series=tuple(_series(one) for one in series if one.judged > 1),
        )


def campaign_facts(result: CampaignResult, write: Figures) -> CampaignFacts:
    """Hand a result to a report."""
    story, whole = Story(result, write), result.together
    nothing = fact_of(Told("campaign.brought", None, Unit.MONEY, result.rows))
    return CampaignFacts(
        number=result.id,
        name=result.name,
        under=caption(result, write),
        verdict=story.verdict(),
        doubt=story.doubt(),
        is_final=result.is_final,
        sent=result.sent,
        arms_title=story.arms_title(),
        picture_title=story.picture_title(),
        subsidy_title=story.subsidy_title(),
        arms=tuple(_arm(one, story) for one in result.arms),
        control=None if result.control is None else _arm(result.control, story),
        brought=nothing if whole is None else fact_of(whole.brought),
        brought_people=nothing if whole is None else _whole_people(whole),
        per_cost=nothing if whole is None else fact_of(whole.per_cost),
        roi=nothing if whole is None else fact_of(whole.roi),
        costs=tuple(CostFacts(words, amount) for words, amount in cost_lines(result, write)),
        cost=result.cost,
        given="" if whole is None else f"{given_words(whole, write)}.",
        redeemers=nothing if whole is None else fact_of(whole.redeemers),
        subsidy_share=nothing if whole is None else fact_of(whole.subsidy_share),
        claimed=fact_of(result.claimed),
        claimed_words=story.claimed(),
        notes=tuple(words for words, _ in note_lines(result, write)),
        rows=result.rows,
    )


def _whole_people(whole: ArmResult) -> Fact:
    """Hand over people brought as whole ones."""
    found = fact_of(whole.brought_people)
    return found if found.value is None else replace(found, value=half_up(found.value))


def _arm(arm: ArmResult, story: Story) -> ArmFacts:
    needed = story.needed(arm)
    return ArmFacts(
        letter=arm.letter,
        name=arm.name,
        word=story.arm_word(arm),
        is_clear=story.is_clear(arm),
        people=fact_of(arm.people),
        came=fact_of(arm.came),
        share=fact_of(arm.share),
        more_came=fact_of(arm.more_came),
        sales_each=fact_of(arm.sales_each),
        margin_each=fact_of(arm.margin_each),
        more_margin=fact_of(arm.more_margin),
        after=fact_of(arm.after),
        brought=fact_of(arm.brought),
        cost_each=arm.cost_each,
        needed="" if needed is None else say("{what} {many}.", what=needed[0], many=needed[1]),
    )


def _closed_in(result: CampaignResult, first: date, last: date) -> bool:
    """Say whether a result became final in a month; moments are told in every month."""
    if not result.is_final or not result.arms:
        return False
    if result.kind == Kind.TRIGGER:
        return True
    return result.closes is not None and first <= result.closes <= last


def _finding(closed: list[CampaignResult], write: Figures) -> str:
    known = [
        one.together.brought.value
        for one in closed
        if one.together is not None and one.together.brought.value is not None
    ]
    if not closed:
        return say("No campaign of this month can be judged yet")
    if not known:
        return say("What the campaigns brought cannot be told: nobody was left alone")
    worked = sum(1 for one in closed if one.verdict == "worked")
    total = write.money(sum(known), whole=True)
    if worked == len(closed):
        return (
            say("The campaign worked: it brought about {amount}", amount=total)
            if worked == 1
            else say("All {n} campaigns worked: together about {amount}", n=worked, amount=total)
        )
    if not worked:
        return say("No campaign is proven to have brought anything")
    return say("{n} of {all} campaigns are proven to have worked", n=worked, all=len(closed))


def _series(one: SeriesResult) -> SeriesFacts:
    return SeriesFacts(
        name=one.series,
        campaigns=one.judged,
        people=one.people,
        more_came=fact_of(one.more_came),
        brought=fact_of(one.brought),
        word=verdict_word(one.verdict),
    )
