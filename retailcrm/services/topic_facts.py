"""Everything that the reports of one topic say, gathered as of the end of a month."""

from collections.abc import Callable, Mapping
from datetime import date

from retailcrm.core.days import month_end, month_key
from retailcrm.core.figures import Figures
from retailcrm.reports.campaign_facts import CampaignReport, CampaignsFacts
from retailcrm.reports.concentration_facts import ConcentrationFacts
from retailcrm.reports.forecast_facts import ForecastFacts
from retailcrm.reports.issue import Issue
from retailcrm.reports.retention_facts import RetentionFacts
from retailcrm.reports.roi_facts import RoiFacts, is_settled
from retailcrm.reports.topic_reports import (
    CONCENTRATION,
    RETENTION,
    ROI,
    VALUE,
    TopicFacts,
    TopicReport,
)
from retailcrm.reports.value_facts import ValueFacts
from retailcrm.services.campaign_facts import CampaignFactsBuilder
from retailcrm.services.money_facts import concentration_facts, roi_facts
from retailcrm.services.plan_score import forecasts_of_month
from retailcrm.services.plans import KeptPlans
from retailcrm.services.retention_facts import retention_facts
from retailcrm.services.standing import Standing
from retailcrm.services.together import Insights
from retailcrm.services.value_facts import value_facts


class TopicFactsBuilder:
    """Gather what customers are worth, who comes back, who brings the sales, what it costs."""

    def __init__(
        self,
        standing: Standing,
        insights: Insights,
        campaigns: CampaignFactsBuilder,
        plans: KeptPlans,
    ) -> None:
        self._standing = standing
        self._retention = insights.retention
        self._value = insights.value
        self._money = insights.money
        self._campaigns = campaigns
        self._plans = plans

    def report(self, key: str, month: int, paper: str) -> TopicReport:
        """Gather one report."""
        shop, as_of = self._standing.shop(), self.last_day(month)
        issue = Issue(
            shop=shop.name,
            currency=shop.currency,
            day=as_of or month_end(month),
            data_through=as_of,
            rules_since=self._standing.rules_since(),
            reference=f"{key}-{month_key(month)}",
            paper=paper,
        )
        return TopicReport(key, month, issue, self._facts(key, as_of))

    def last_day(self, month: int) -> date | None:
        """Give the last day of a month that the books cover; None in an empty shop."""
        through = self._standing.as_of()
        return None if through is None else min(through, month_end(month))

    def retention(self, as_of: date | None) -> RetentionFacts:
        """Tell who comes back."""
        return retention_facts(self._retention, as_of)

    def value(self, as_of: date | None) -> ValueFacts:
        """Tell what customers are worth."""
        return value_facts(self._value, as_of)

    def roi(self, as_of: date | None) -> RoiFacts:
        """Tell whether the program pays."""
        return roi_facts(self._money, as_of)

    def roi_of_month(self, as_of: date | None) -> RoiFacts | None:
        """Tell the same within a month; None where there is no program and nothing shows one.

        Discounts alone make no program: without points and without a cost that the owner told,
        only a return that is measured and clear of break-even is worth a page.
        """
        facts = self.roi(as_of)
        if self._money.has_program(as_of) or (facts.program and facts.program.other):
            return facts
        return facts if facts.program and is_settled(facts.program) else None

    def campaign(self, campaign: int, paper: str) -> CampaignReport:
        """Gather the print of one campaign's result.

        Raises:
            UserError: there is no such campaign.
        """
        return self._campaigns.report(campaign, paper)

    def campaigns_of_month(self, month: int, as_of: date | None) -> CampaignsFacts | None:
        """Tell what the campaigns of a month brought; None without any."""
        write = Figures(self._standing.shop().currency)
        return self._campaigns.of_month(month, as_of, write)

    def forecasts_of_month(self, month: int, as_of: date | None) -> tuple[ForecastFacts, ...]:
        """Score the forecasts that a month can be held against."""
        return forecasts_of_month(self._plans, month, as_of)

    def concentration(self, as_of: date | None) -> ConcentrationFacts:
        """Tell who brings the sales."""
        return concentration_facts(self._money, as_of)

    def _facts(self, key: str, as_of: date | None) -> TopicFacts:
        gather: Mapping[str, Callable[[date | None], TopicFacts]] = {
            RETENTION: self.retention,
            VALUE: self.value,
            ROI: self.roi,
            CONCENTRATION: self.concentration,
        }
        return gather[key](as_of)
