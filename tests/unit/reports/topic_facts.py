"""An invented shop's coming back, value, best cards and program, as facts for the pages."""

from dataclasses import replace
from datetime import date

from retailcrm.core.days import month_index
from retailcrm.core.periods import Step, Stretch
from retailcrm.core.rows import rows
from retailcrm.reports.concentration_facts import ConcentrationFacts, SpreadFacts, TopFacts
from retailcrm.reports.facts import Fact, Kind
from retailcrm.reports.issue import Issue
from retailcrm.reports.retention_facts import (
    CohortFacts,
    CohortsFacts,
    CurveFacts,
    ListFacts,
    PeriodFacts,
    RateFacts,
    RetentionFacts,
    TimesFacts,
    VisitFacts,
)
from retailcrm.reports.roi_facts import (
    BestFacts,
    ChangedFacts,
    LeakageFacts,
    LeakFacts,
    ReturnFacts,
    RoiFacts,
    TicketFacts,
)
from retailcrm.reports.value_facts import TenthFacts, TrialFacts, ValueFacts, WorthFacts

LAST = date(2026, 10, 31)
OCTOBER = month_index(LAST)
_ISSUE = Issue("Larkfield Books & Gifts", "USD", LAST, LAST, date(2026, 1, 1))
_SEGMENTS = ("champions", "loyal", "potential_loyalist", "at_risk", "hibernating", "lost")
_DAYS = (30, 60, 90, 180, 365)


def an_issue(key: str, paper: str = "a4") -> Issue:
    return replace(_ISSUE, reference=f"{key}-2026-10", paper=paper)


def fact(
    key: str, value: float | None, kind: Kind, low: float | None = None, high: float | None = None
) -> Fact:
    behind = rows("customers", finding="invented", figure=key, as_of=LAST.isoformat())
    return Fact(key, value, kind, behind, low, high)


def share(key: str, value: float | None, wide: float = 0.04) -> Fact:
    if value is None:
        return fact(key, None, Kind.SHARE)
    return fact(key, value, Kind.SHARE, max(value - wide, 0.0), min(value + wide, 1.0))


def count(key: str, value: float) -> Fact:
    return fact(key, value, Kind.COUNT)


def money(key: str, value: float | None) -> Fact:
    return fact(key, value, Kind.MONEY)


def a_retention() -> RetentionFacts:
    period = Stretch(Step.MONTH, OCTOBER)
    return RetentionFacts(
        as_of=LAST,
        rates=RateFacts(
            customers=431,
            period=period,
            repeat_rate=share("repeat_rate", 262 / 431),
            repeat_soon=share("repeat_rate_90", 0.48),
            loyal=count("loyal_customers", 262),
            one_time=count("one_time_customers", 169),
            retention_rate=share("retention_rate", 118 / 197, 0.07),
            churn_rate=share("churn_rate", 79 / 197, 0.07),
            stage_churn=share("stage_churn", 12 / 244),
            returning_rate=share("returning_rate", 172 / 211),
            visit_frequency=fact("visit_frequency", 318 / 211, Kind.RATIO),
        ),
        curve=_curve(),
        cohorts=_cohorts(),
        periods=tuple(
            PeriodFacts(
                Stretch(Step.MONTH, OCTOBER - at),
                share("returning_rate", 0.8 - at % 3 / 50),
                share("retention_rate", 0.6 - at % 4 / 40, 0.07) if at < 11 else None,
            )
            for at in reversed(range(12))
        ),
        visits=tuple(_visits(at, key) for at, key in enumerate(("", *_SEGMENTS))),
        lists=tuple(
            ListFacts(
                key,
                30 + at,
                fact("list_before", 12.0 - at * 2, Kind.RATIO),
                fact("list_after", 10.5 - at * 1.5, Kind.RATIO),
            )
            for at, key in enumerate(_SEGMENTS[:4])
        ),
        lists_on=date(2025, 10, 31),
        list_days=365,
        times=(_times(2, 2), _times(3, 5), _times(6, None)),
    )


def _curve() -> CurveFacts:
    shares = (0.22, 0.34, 0.41, 0.53, 0.6)
    points = tuple(
        (days, 0.66 * (1 - 0.99**days), 0.62 * (1 - 0.99**days), 0.7 * (1 - 0.99**days))
        for days in range(0, 400, 7)
    )
    marks = tuple(
        (days, share(f"second_visit_{days}", value))
        for days, value in zip(_DAYS, shares, strict=True)
    )
    return CurveFacts(431, 262, marks, points, 141)


def _cohorts() -> CohortsFacts:
    sizes = (41, 38, 66, 22, 27, 33, 35, 31, 36, 28, 34, 39)
    first = OCTOBER - len(sizes) + 1
    cohorts = tuple(
        CohortFacts(
            first + at,
            count("cohort_size", size),
            tuple(
                share("cohort_return", (37 - 2 * age - at % 3) / 100 if age else 1.0)
                for age in range(len(sizes) - at)
            ),
        )
        for at, size in enumerate(sizes)
    )
    ages = tuple(share("age_return", 0.36 - age / 50) for age in range(len(sizes)))
    return CohortsFacts(cohorts, ages)


def _visits(at: int, key: str) -> VisitFacts:
    people = 431 if not key else 90 - at * 10
    visits = people * (7 - at) if key else 1_900
    return VisitFacts(
        key,
        people,
        people - at,
        count("segment_visits", visits),
        fact("segment_frequency", visits / (people - at), Kind.RATIO),
    )


def _times(least: int, most: int | None) -> TimesFacts:
    days = [fact(key, 40.5 * least * at, Kind.DAYS) for at, key in
            enumerate(("stay_low", "stay_middle", "stay_high"), start=1)]  # fmt: skip
    return TimesFacts(least, most, count("stay_customers", 100 - least), *days)


def nobody_back() -> RetentionFacts:
    """A shop that knows nobody."""
    full, why = a_retention(), "No customer is known here yet."
    rates = replace(full.rates, customers=0, period=None, missing=why)
    curve = CurveFacts(0, 0, (), (), None, why)
    return RetentionFacts(LAST, rates, curve, CohortsFacts((), (), why))


def a_value(*, modelled: bool = True) -> ValueFacts:
    expected = money("value_expected", 2_104_300)
    if modelled:
        expected = replace(expected, low=1_780_000, high=2_390_000)
    worths = tuple(_worth(at, key, modelled=modelled) for at, key in enumerate(_SEGMENTS))
    groups = ("most_valuable", "most_growable", "below_zero")
    why = "On the months held back, the model came nearer." if modelled else "Not enough history."
    return ValueFacts(
        as_of=LAST,
        modelled=modelled,
        sure=modelled,
        why=why,
        notes=("12 customers were seen in the first 60 days of the books.",),
        customers=count("value_customers", 431),
        so_far=money("value_so_far", 4_610_280),
        expected=expected,
        early=count("value_early", 12),
        by_segment=worths,
        by_group=tuple(replace(one, key=key) for one, key in zip(worths, groups, strict=False)),
        trial=_trial() if modelled else None,
    )


def _worth(at: int, key: str, *, modelled: bool) -> WorthFacts:
    value = 900_000.0 / (at + 1)
    expected = money("value_expected", value)
    if modelled:
        expected = replace(expected, low=value * 0.8, high=value * 1.3)
    return WorthFacts(
        key,
        count("value_customers", 90 - 10 * at),
        money("value_so_far", 1_200_000 - 190_000 * at),
        expected,
        money("value_mean", value / (90 - 10 * at)),
        money("value_median", value / (110 - 10 * at)),
        share("value_share", value / 2_104_300),
    )


def _trial() -> TrialFacts:
    return TrialFacts(
        since=date(2026, 3, 1),
        until=LAST,
        wins=True,
        model=replace(money("trial_model", 3_900_000), low=3_500_000, high=4_300_000),
        own=money("trial_own", 4_700_000),
        actual=money("trial_actual", 3_800_000),
        model_miss=fact("trial_model_miss", 2.28, Kind.RATIO),
        own_miss=fact("trial_own_miss", 2.69, Kind.RATIO),
        tenths=tuple(
            TenthFacts(
                number,
                count("trial_customers", 42),
                money("trial_model", 40_000 / number),
                money("trial_own", 52_000 / number),
                money("trial_actual", 39_000 / number),
            )
            for number in range(1, 11)
        ),
    )


def nobody_valued() -> ValueFacts:
    """A shop without customers."""
    nothing = money("value_expected", None)
    people = count("value_customers", 0)
    why = "There are no receipts of customers yet."
    return ValueFacts(LAST, modelled=False, sure=False, why=why, notes=(), customers=people,
                      so_far=nothing, expected=nothing, early=count("value_early", 0))  # fmt: skip


def a_concentration(cards: int = 431) -> ConcentrationFacts:
    used = max(cards * 2 // 3, 1)
    return ConcentrationFacts(
        as_of=LAST,
        days=365,
        are_cards=True,
        issued=_spread(cards, 0.9),
        active=_spread(used, 0.8),
        dead=share("money.dead_share", 0.14),
    )


def _spread(cards: int, steep: float) -> SpreadFacts:
    brings = {0.01: 0.12, 0.08: 0.38, 0.10: 0.42, 0.20: 0.55}
    most = 0.7
    curve = tuple((at / 100, most * (1 - (1 - at / 100) ** (4 * steep))) for at in range(101))
    top = tuple(
        TopFacts(part, max(round(part * cards), 1), share("money.top_share", value * steep))
        for part, value in brings.items()
    )
    return SpreadFacts(
        cards=count("money.cards", cards),
        top=top,
        half=count("money.cards_half", max(cards // 5, 1)),
        half_share=share("money.cards_for_half", 0.2),
        gini=fact("money.gini", 0.71, Kind.RATIO),
        curve=curve,
    )


def no_cards() -> ConcentrationFacts:
    """A shop that has sold nothing yet."""
    return ConcentrationFacts(None, 0, are_cards=False, issued=None, active=None, dead=None,
                              why_empty="There are no receipts yet.")  # fmt: skip


def an_roi(basis: str = "difference", low: float = 1.2, high: float = 2.4) -> RoiFacts:
    """Tell a program whose multiple lies between `low` and `high`, as far as it is measured."""
    measured = basis == "difference"
    middle = (low + high) / 2
    need = 0.05
    ends = (low, high) if measured else (None, None)
    parts = tuple(None if one is None else one * need for one in ends)
    left = tuple(None if one is None else one - 1 for one in ends)
    program = ReturnFacts(
        days=365,
        sales=money("money.member_sales", 6_120_000),
        margin=0.42,
        discounts=money("money.member_discounts", 91_000),
        points=money("money.points_cost", 27_520),
        other=10_000,
        cost=money("program_cost", 128_520),
        brought=fact("money.program_brought", middle * need, Kind.SHARE, *parts),
        basis=basis,
        gain=money("program_gain", 128_520 * middle),
        multiple=fact("money.roi_multiple", middle, Kind.RATIO, *ends),
        percent=fact("money.roi_percent", middle - 1, Kind.SHARE, *left),
        break_even=fact("money.break_even", need, Kind.SHARE),
    )
    return RoiFacts(LAST, program, _leakage(basis), _tickets(), _best())


def _leakage(basis: str) -> LeakageFacts:
    found = "assumed" if basis == "assumed" else "own"
    return LeakageFacts(
        tuple(
            LeakFacts(
                key,
                count("money.segment_customers", 90 - at),
                money("money.segment_sales", 900_000 - at * 110_000),
                money("money.discounts_given", 30_000 - at * 4_000),
                money("money.leak", 24_000 - at * 3_300),
                found,
            )
            for at, key in enumerate(_SEGMENTS)
        ),
        money("money.discounts_given", 120_000),
        money("money.leak", 94_500),
        share("money.leak_share", 0.79),
    )


def _tickets() -> TicketFacts:
    change = share("money.ticket_joined", 0.112, 0.06)
    against = share("money.ticket_difference", 0.041, 0.05)
    return TicketFacts(
        money("money.member_ticket", 3_870),
        money("money.other_ticket", 3_120),
        0.24,
        ChangedFacts(change, 3_400.0, 3_780.0, 64),
        ChangedFacts(against, 3_400.0, 3_780.0, 64),
        against_later=True,
    )


def _best() -> BestFacts:
    return BestFacts(
        money("money.best_value", 17_458),
        money("money.new_value", 7_169),
        fact("money.value_ratio", 2.435, Kind.RATIO),
    )


def no_program() -> RoiFacts:
    """A shop without cards."""
    return RoiFacts(LAST, None, None, None, None, why_empty="No customer has a card yet.")
