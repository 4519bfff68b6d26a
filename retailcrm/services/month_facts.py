"""Everything that the monthly report says, gathered from the books as of the month's end."""

import hashlib
from dataclasses import replace
from datetime import date

import numpy as np

from retailcrm.analytics.base import Scored
from retailcrm.analytics.groups import GROUPS, MOST_VALUABLE
from retailcrm.analytics.history import DayBook, Visits
from retailcrm.analytics.rhythm import MIA
from retailcrm.core.days import day_number, day_of, month_end, month_start
from retailcrm.core.rows import rows
from retailcrm.db.books import Books
from retailcrm.db.sales_sums import category_sums, channel_sums, store_sums
from retailcrm.db.snapshots import Snapshot
from retailcrm.reports.monthly_facts import (
    AlarmFacts,
    CellFacts,
    Compared,
    GroupFacts,
    HeadlineFacts,
    MissingFacts,
    MissingPerson,
    MonthFacts,
    MonthlyReport,
    MoveFacts,
    PartFacts,
    RuleFacts,
    SegmentFacts,
    StageFacts,
    TargetFacts,
)
from retailcrm.services.facts_of import fact_of
from retailcrm.services.group_rows import GroupsOverview
from retailcrm.services.grouping import GroupService
from retailcrm.services.sales import CHANNELS, YEAR, Figure, Headline, SalesService, margin_of
from retailcrm.services.standing import Standing
from retailcrm.services.targets import TargetService
from retailcrm.services.topic_facts import TopicFactsBuilder

SHOWN_MISSING = 20


class MonthFactsBuilder:
    """Gather a month: sales, groups, the missing, cohorts, and the rules they rest on."""

    def __init__(
        self,
        books: Books,
        standing: Standing,
        sales: SalesService,
        groups: GroupService,
        topics: TopicFactsBuilder,
        targets: TargetService,
    ) -> None:
        self._books = books
        self._standing = standing
        self._sales = sales
        self._groups = groups
        self.topics = topics
        self._targets = targets

    def gather(self, month: int, paper: str, problems: int) -> MonthlyReport:
        """Gather everything the report of a month says."""
        shop = self._standing.shop()
        headline = self._sales.headline(month)
        as_of = self._last_day(month)
        facts = MonthlyReport(
            shop=shop.name,
            stores=self._stores(month),
            currency=shop.currency,
            month=month,
            data_through=as_of,
            headline=_headline(headline),
            problems_rows=rows("problems", state="open"),
            complete=headline.complete,
            late=tuple((one.name, one.last) for one in headline.late),
            cost_known=headline.cost_known,
            months=tuple(
                MonthFacts(bar.month, bar.net, bar.year_before, bar.complete, bar.rows)
                for bar in headline.bars
            ),
            by_store=self._parts("store", month),
            by_channel=self._parts("channel", month),
            by_category=self._parts("category", month),
            problems=problems,
            targets=self._aims(month),
            rules=self._rules(),
            paper=paper,
        )
        if as_of is not None:
            facts = self._with_people(facts, month, as_of)
        digest = hashlib.sha256(repr(facts).encode()).hexdigest()
        return replace(facts, input_hash=f"{digest[:4]} {digest[4:8]}")

    def _last_day(self, month: int) -> date | None:
        through = self._standing.as_of()
        return None if through is None else min(through, month_end(month))

    def _aims(self, month: int) -> tuple[TargetFacts, ...]:
        return tuple(
            TargetFacts(
                one.target.key, one.target.goal, fact_of(one.now), one.way, one.target.until
            )
            for one in self._targets.read(month)
        )

    def _stores(self, month: int) -> tuple[str, ...]:
        first, last = _days(month)
        with self._books.read() as connection:
            return tuple(one["name"] for one in store_sums(connection, first, last))

    def _rules(self) -> RuleFacts:
        rules = self._standing.rules()
        return RuleFacts(
            dated=self._standing.rules_since(),
            margin=rules.margin,
            window_days=rules.window_days,
            most_valuable_share=rules.most_valuable_share,
            remind_at=rules.remind_at,
            missing_at=rules.missing_at,
            dead_days=rules.dead_days,
            unused_days=rules.unused_days,
        )

    def _parts(self, key: str, month: int) -> tuple[PartFacts, ...]:
        """Give the parts of a month with what they were a year before, largest first."""
        assumed = self._standing.shop().margin
        before = {name: net for name, net, _, _ in self._sums(key, month - YEAR, assumed)}
        first, last = _days(month)
        span = {"from_": day_of(first).isoformat(), "to": day_of(last).isoformat()}
        kind = "lines" if key == "category" else "receipts"
        told = [
            PartFacts(
                key=name,
                receipts=receipts,
                net_sales=net,
                margin=margin,
                year_before=before.get(name),
                rows=rows(kind, **span, **{key: name}),
            )
            for name, net, margin, receipts in self._sums(key, month, assumed)
        ]
        return tuple(sorted(told, key=lambda one: (-one.net_sales, one.key)))

    def _sums(self, key: str, month: int, assumed: float) -> list[tuple[str, int, int, int]]:
        first, last = _days(month)
        with self._books.read() as connection:
            if key == "category":
                found = category_sums(connection, month, month)
            elif key == "store":
                found = store_sums(connection, first, last)
            else:
                found = [
                    {**one, "name": CHANNELS[one["channel"]]}
                    for one in channel_sums(connection, first, last)
                ]
        return [
            (one["name"], int(one["net"]), margin_of(one, assumed), int(one.get("receipts", 0)))
            for one in found
        ]

    def _with_people(self, facts: MonthlyReport, month: int, as_of: date) -> MonthlyReport:
        overview = self._groups.overview(as_of)
        scored = self._standing.scored(as_of)
        if scored is None:
            return facts
        book = self._standing.book()
        before = self._standing.labels(month - 1)
        return replace(
            facts,
            groups=tuple(
                GroupFacts(
                    one.key,
                    one.customers,
                    one.share_of_customers,
                    one.change,
                    one.net_sales,
                    one.share_of_sales,
                    one.contribution,
                    one.rows,
                )
                for one in overview.groups
            ),
            groups_reason=overview.empty_reason,
            moves=_moves(overview, as_of),
            compared_on=overview.snapshot_on,
            grid=tuple(
                CellFacts(one.r, one.column, one.segment, one.customers, one.share, one.rows)
                for one in overview.cells
            ),
            recency_ranges=overview.recency_ranges,
            few_data=overview.few_data,
            segments=_segments(overview, before),
            stages=tuple(
                StageFacts(one.key, one.customers, one.share, one.net_sales, one.rows)
                for one in overview.stages
            ),
            missing=_missing(overview, as_of),
            worth_most=self._worth_most(scored, as_of),
            alarm=_alarm(scored, as_of),
            new_customers=_new_customers(book, month, as_of),
            retention=self.topics.retention(as_of),
            value=self.topics.value(as_of),
            concentration=self.topics.concentration(as_of),
            roi=self.topics.roi_of_month(as_of),
            campaigns=self.topics.campaigns_of_month(facts.month, as_of),
            forecasts=self.topics.forecasts_of_month(facts.month, as_of),
        )

    def _worth_most(self, scored: Scored, as_of: date) -> tuple[MissingPerson, ...]:
        found = self._groups.missing(as_of, SHOWN_MISSING)
        first = scored.rules.window_start(day_number(as_of))
        span = {
            "from_": None if first is None else day_of(first).isoformat(),
            "to": as_of.isoformat(),
        }
        return tuple(
            MissingPerson(
                name=one.name,
                card=one.card,
                group=_group_of(scored, one.customer_id),
                last_on=one.last_on,
                gap=one.gap,
                usual=one.usual,
                limit=one.limit,
                net_sales=one.net_sales,
                evidence=one.evidence,
                rows=rows("receipts", customer=str(one.customer_id), **span),
            )
            for one in found
        )


def _days(month: int) -> tuple[int, int]:
    return day_number(month_start(month)), day_number(month_end(month))


def _headline(headline: Headline) -> HeadlineFacts:
    figures = {one.key: _compared(one) for one in headline.figures}
    return HeadlineFacts(**figures)


def _compared(figure: Figure) -> Compared:
    return Compared(figure.value, figure.before, figure.year_before, figure.rows)


def _group_of(scored: Scored, customer: int) -> str:
    code = int(scored.group[int(np.searchsorted(scored.ids, customer))])
    return "" if code < 0 else str(GROUPS[code])


def _moves(overview: GroupsOverview, as_of: date) -> tuple[MoveFacts, ...]:
    day = as_of.isoformat()
    return tuple(
        MoveFacts(was, now, count, rows("customers", moved_from=was, moved_to=now, as_of=day))
        for was, now, count in overview.moved
        if was != now
    )


def _segments(overview: GroupsOverview, before: Snapshot | None) -> tuple[SegmentFacts, ...]:
    return tuple(
        SegmentFacts(
            key=one.key,
            customers=one.customers,
            share=one.share,
            net_sales=one.net_sales,
            before=None if before is None else int((before.segment == code).sum()),
            rows=one.rows,
        )
        for code, one in enumerate(overview.segments)
    )


def _missing(overview: GroupsOverview, as_of: date) -> MissingFacts | None:
    told = overview.missing
    if not overview.stages:
        return None
    behind = rows("customers", stage="mia", as_of=as_of.isoformat())
    return MissingFacts(
        told.since, told.before, told.newly, told.found, told.dead, told.now, told.found_net, behind
    )


def _alarm(scored: Scored, as_of: date) -> AlarmFacts:
    here = (scored.stage == MIA) & (scored.group == MOST_VALUABLE)
    behind = rows("customers", group="most_valuable", stage="mia", as_of=as_of.isoformat())
    return AlarmFacts(int(here.sum()), int(scored.monetary[here].sum()), behind)


def _new_customers(book: DayBook, month: int, as_of: date) -> Compared:
    visits = Visits.of(book, day_number(as_of))
    first = visits.first()
    reach = int(first[visits.ever() > 0].min(initial=day_number(as_of)))
    now, before, year = (
        float(_newcomers(first, one)) if _days(one)[1] >= reach else None
        for one in (month, month - 1, month - YEAR)
    )
    cohort = rows("customers", cohort=str(month), as_of=as_of.isoformat())
    return Compared(now, before, year, cohort)


def _newcomers(first: np.ndarray, month: int) -> int:
    begin, end = _days(month)
    return int(((first >= begin) & (first <= end)).sum())
