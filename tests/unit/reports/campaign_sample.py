"""An invented campaign's result, with and without people left alone, as facts for the pages."""

from dataclasses import replace
from datetime import date

from retailcrm.core.rows import rows
from retailcrm.reports.campaign_facts import (
    ArmFacts,
    CampaignFacts,
    CampaignReport,
    CampaignsFacts,
    CostFacts,
    SeriesFacts,
)
from retailcrm.reports.facts import Fact, Kind
from tests.unit.reports.topic_facts import an_issue, fact


def _fact(key: str, value: float | None, kind: Kind, half: float | None = None) -> Fact:
    if value is None or half is None:
        return fact(f"campaign.{key}", value, kind)
    return fact(f"campaign.{key}", value, kind, value - half, value + half)


def an_arm(letter: str, name: str, *, compared: bool = True) -> ArmFacts:
    """Give an arm; without a letter the people left alone."""
    known = bool(letter) and compared
    return ArmFacts(
        letter=letter,
        name=name,
        word="cannot tell",
        is_clear=False,
        people=_fact("people", 282 if letter else 63, Kind.COUNT),
        came=_fact("came", 58 if letter else 14, Kind.COUNT),
        share=_fact("came_share", 58 / 282 if letter else 14 / 63, Kind.SHARE, 0.04),
        more_came=_fact("more_came", -0.017 if known else None, Kind.SHARE, 0.11),
        sales_each=_fact("sales_each", 964, Kind.MONEY),
        margin_each=_fact("margin_each", 340, Kind.MONEY),
        more_margin=_fact("more_margin", 88 if known else None, Kind.MONEY, 190),
        after=_fact("after", 7 if known else None, Kind.MONEY, 185),
        brought=_fact("brought", 18_00 if known else None, Kind.MONEY, 517_00),
        cost_each=82.0 if letter else None,
        needed="To prove it you would need about 9,600 members an arm." if known else "",
    )


def a_campaign(*, compared: bool = True) -> CampaignFacts:
    """Give a result; `compared` is that somebody was left alone."""

    def whole(key: str, value: float, kind: Kind, half: float) -> Fact:
        return _fact(key, value if compared else None, kind, half)

    return CampaignFacts(
        number=1,
        name="Autumn postcard",
        under="sent Tue 22 Sep 2026, 28 days to Mon 19 Oct 2026, 627 members",
        verdict="Not proven: the data cannot tell whether any of them brought anything.",
        doubt="Between −$505 and $529 after all costs (95 %).",
        is_final=True,
        sent=date(2026, 9, 22),
        arms_title="One in five came back with the voucher, one in four by themselves",
        picture_title="Every interval holds zero: chance alone may have done it",
        subsidy_title="Three in four who used the code would have come anyway",
        arms=(
            an_arm("A", "$5 voucher", compared=compared),
            an_arm("B", "Double points", compared=compared),
        ),
        control=an_arm("", "Control, left alone") if compared else None,
        brought=whole("brought", -178_00, Kind.MONEY, 985_00),
        brought_people=whole("brought_people", -22, Kind.COUNT, 60),
        per_cost=whole("per_cost", 1.85, Kind.RATIO, 5.9),
        roi=whole("roi", -0.386, Kind.SHARE, 2.1),
        costs=(CostFacts("Design", 60_00), CostFacts("Postage, 564 pieces", 298_92)),
        cost=358_92,
        given="Already in the margin: discounts 12.26, points 49.72.",
        redeemers=_fact("redeemers", 41, Kind.COUNT),
        subsidy_share=whole("subsidy_share", 0.75, Kind.SHARE, 0.2),
        claimed=_fact("claimed", 4_820_00, Kind.MONEY),
        claimed_words="Attributed to everybody, for comparison only",
        notes=("105 could not take part",),
        rows=rows("campaigns", tab="campaigns", id="1", part="result"),
    )


def a_result(paper: str = "a4", *, compared: bool = True) -> CampaignReport:
    """Give the print of it."""
    return CampaignReport(an_issue("campaign-1", paper), a_campaign(compared=compared))


def campaigns_of_a_month() -> CampaignsFacts:
    """Give two campaigns that are over, judged together as well."""
    series = SeriesFacts(
        "Postcards", 2, 1_128, _fact("more_came", 0.01, Kind.SHARE, 0.02),
        _fact("brought", 40_00, Kind.MONEY, 300_00), "cannot tell",
    )  # fmt: skip
    other = replace(a_campaign(compared=False), number=2, name="Tea tasting")
    return CampaignsFacts(
        "No campaign is proven to have brought anything", (a_campaign(), other), (), (series,)
    )
