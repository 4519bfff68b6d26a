"""Plans: what programs would bring, worked out on the shop's own receipts."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from threading import Lock

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.programs import in_force, versions
from retailcrm.db.purchases import read_purchases
from retailcrm.loyalty.program import Program
from retailcrm.planner.comparison import break_even, compare, turns
from retailcrm.planner.outlook import Outlook, outlooks
from retailcrm.planner.plan import Plan, plan_from, plan_to
from retailcrm.planner.problems import PlanProblem, problems, refuse
from retailcrm.planner.programs import BANDS, Band
from retailcrm.planner.purchases import Purchases, purchases
from retailcrm.planner.starting import starting_plan
from retailcrm.planner.verdict import verdict
from retailcrm.reports.issue import digest
from retailcrm.reports.plan import write_plan_pages
from retailcrm.reports.plan_facts import PlanFacts
from retailcrm.services.exporting import ExportService
from retailcrm.services.finding import Finder
from retailcrm.services.moments import moment_here
from retailcrm.services.plan_base import PlanBase, plan_base
from retailcrm.services.plan_conversions import BandTold, PlanConversions, measured_bands
from retailcrm.services.plan_people import PlanFinders, status_table
from retailcrm.services.plan_points import PointsBeside, Try, points_beside, points_sentence
from retailcrm.services.plan_rows import PlanRun, PlanView
from retailcrm.services.print_issue import issue_of
from retailcrm.services.standing import Standing

_KEPT = 4


class PlanService:
    """Works plans out."""

    def __init__(
        self,
        books: Books,
        standing: Standing,
        exports: ExportService,
        conversions: PlanConversions,
        tried: Try,
        clock: Callable[[], datetime],
    ) -> None:
        self._books, self._standing, self._exports = books, standing, exports
        self._conversions, self._tried, self._clock = conversions, tried, clock
        self._lock = Lock()
        self._bought: tuple[int, Purchases] | None = None
        self._bases: dict[tuple[int, date, int | None], PlanBase] = {}
        self._finders = PlanFinders(self.purchases, standing.money)

    def read(self, told: dict[str, object], name: str = "") -> Plan:
        """Read a plan from a file's values.

        Raises:
            UserError: something is unknown, missing or makes no sense; it is named.
        """
        return plan_from(told, self._minor(), name)

    def write(self, plan: Plan) -> dict[str, object]:
        """Give a plan as its file tells it."""
        return plan_to(plan, self._minor())

    def base(self, as_of: date | None = None, history: int | None = None) -> PlanBase:
        """Give what plans rest on; months that are not over are left out.

        Args:
            as_of: last day to look at; None: the last one with data.
            history: months to learn from; None: all.

        Raises:
            UserError: nobody known has bought anything in a month that is over.
        """
        day = self.day(as_of)
        key = (self._books.version(), day, history)
        with self._lock:
            found = self._bases.get(key)
        if found is None:
            found = plan_base(self.purchases(), day, history)
            with self._lock:
                while len(self._bases) >= _KEPT:
                    self._bases.pop(next(iter(self._bases)))
                self._bases[key] = found
        return found

    def day(self, as_of: date | None = None) -> date:
        """Give the day that plans look back from: the one asked for, else the last with data.

        Raises:
            UserError: there are no receipts.
        """
        day = self._standing.as_of(as_of)
        if day is None:
            raise UserError(say("There are no receipts yet to plan with."))
        return day

    def start(self, name: str = "") -> Plan:
        """Give a plan to begin with: three programs cut from what the shop's clients spend.

        Raises:
            UserError: there is nothing to plan with.
        """
        base, shop = self.base(), self._standing.shop()
        plan = starting_plan(base.amounts, base.purchase, shop.margin, self._minor(), name)
        bands = measured_bands(self.conversions())
        return replace(plan, inputs=replace(plan.inputs, bands=bands))

    def conversions(self, bands: tuple[Band, ...] = BANDS) -> tuple[BandTold, ...]:
        """Give who reaches a status: measured by campaigns where there are some, and said which."""
        return self._conversions.told(bands)

    def look(self, plan: Plan) -> PlanView:
        """Give a plan as it stands while somebody edits it; nonsense is named, not refused.

        Raises:
            UserError: there is nothing to plan with, whatever the plan.
        """
        base, found = None, _problems(plan)
        if any(one.field == "history" for one in found):
            return PlanView(plan, None, found, None)
        try:
            base = self.base(plan.as_of, plan.history_months)
            found += base.problems
        except UserError as fault:
            if plan.as_of is None:
                raise
            found += (PlanProblem("as_of", str(fault)),)
        if base is None or any(one.stops for one in found):
            return PlanView(plan, base, found, None)
        return PlanView(plan, base, found, self._run(plan, base))

    def run(self, plan: Plan) -> PlanRun:
        """Work a plan out.

        Raises:
            UserError: there is nothing to plan with, or the plan makes no sense.
        """
        refuse(_problems(plan))
        base = self.base(plan.as_of, plan.history_months)
        refuse(base.problems)
        return self._run(plan, base)

    def points(self, run: PlanRun, program: Program | None = None) -> PointsBeside | None:
        """Set a points program beside a plan, on the same year; takes seconds on a large shop.

        Args:
            run: the plan worked out.
            program: None: the one of the screen Program that holds today.

        Returns:
            None where there is no points program.

        Raises:
            UserError: there are no receipts to try it on.
        """
        if program is None:
            with self._books.read() as connection:
                today = moment_here(self._clock, connection).day
                held = in_force(versions(connection), today)
            program = None if held is None else held.program
        return None if program is None else points_beside(run, program, self._tried)

    def save_workbook(self, run: PlanRun, out: Path, *, actor: Actor = OWNER) -> Path:
        """Write a plan as a workbook with live formulas.

        Raises:
            UserError: the role does not allow it, or the file cannot be written.
        """
        from retailcrm.reports.xlsx.plan import write_plan  # noqa: PLC0415 - slow to load

        actor.need(Right.BACK_OFFICE)
        try:
            write_plan(self.facts(run), out)
        except OSError as fault:
            raise _unwritten(out) from fault
        self._exports.note("plan", len(run.comparison.sums), actor=actor)
        return out

    def save_pdf(self, run: PlanRun, out: Path, paper: str = "a4", *, actor: Actor = OWNER) -> Path:
        """Print a plan on five pages, for the partner who must agree.

        Raises:
            UserError: the role does not allow it, or the file cannot be written.
        """
        actor.need(Right.BACK_OFFICE)
        issue, _ = issue_of(self._books, self._clock, "")
        beside = self.points(run)
        words = "" if beside is None else points_sentence(beside, self._whole())
        facts = replace(self.facts(run), points=words)
        issue = replace(
            issue,
            inputs=digest(repr(plan_to(run.plan, self._minor())), run.base.as_of),
            paper=paper,
            rules_since=None,
            data_through=run.base.as_of,
        )
        try:
            write_plan_pages(issue, facts, out)
        except OSError as fault:
            raise _unwritten(out) from fault
        self._exports.note("plan", len(run.comparison.sums), actor=actor)
        return out

    def facts(self, run: PlanRun) -> PlanFacts:
        """Gather what paper and workbook say of a plan."""
        shop = self._standing.shop()
        return PlanFacts(
            shop=shop.name,
            currency=shop.currency,
            digits=shop.digits,
            day=run.base.as_of,
            first_ahead=run.base.first_ahead,
            plan=run.plan,
            history=dict(run.base.months),
            loyal=dict(run.base.loyal),
            channels=run.base.channels,
            comparison=run.comparison,
            turns=run.turns,
            break_even=dict(run.break_even),
            notes=run.base.notes,
            verdict=run.verdict,
            conversions=tuple(one.said for one in self._known(run.plan.inputs.bands)),
            best=_best(run),
        )

    def _known(self, bands: tuple[Band, ...]) -> tuple[BandTold, ...]:
        """Give what campaigns have measured of bands, for a plan that uses it."""
        usual = {one.name: one for one in BANDS}
        told = self.conversions(tuple(usual.get(one.name, one) for one in bands))
        pairs = zip(told, bands, strict=True)
        return tuple(one for one, band in pairs if one.band.conversion == band.conversion)

    def purchases(self) -> Purchases:
        """Give every purchase of known customers; read once for books that stay the same."""
        version = self._books.version()
        with self._lock:
            if self._bought is not None and self._bought[0] == version:
                return self._bought[1]
        with self._books.read() as connection:
            columns = read_purchases(connection)
        customer, day, amount, online, is_sale = columns.T
        found = purchases(customer, day, amount, online == 1, is_sale == 1)
        with self._lock:
            self._bought = (version, found)
        return found

    def finders(self) -> Mapping[str, Finder]:
        """Give what finds the people behind the figures of a plan."""
        return self._finders.finders()

    def _run(self, plan: Plan, base: PlanBase) -> PlanRun:
        models, inputs = plan.models, plan.inputs
        found = compare(base.channels, models, inputs)
        turned = turns(base.channels, models, inputs)
        needed = tuple((one.name, break_even(base.channels, one, inputs)) for one in models)
        tables = tuple(
            status_table(channel, model, inputs, base.as_of)
            for model in models
            for channel in base.channels
        )
        run = PlanRun(plan, base, found, turned, needed, tables, ())
        return replace(run, verdict=verdict(found, turned, dict(needed), self._whole(), run.doubts))

    def _whole(self) -> Callable[[float], str]:
        """Give how sentences write amounts that are known to no cent."""
        return partial(Figures(self._standing.shop().currency).money, whole=True)

    def _minor(self) -> int:
        return int(10 ** self._standing.shop().digits)


def _problems(plan: Plan) -> tuple[PlanProblem, ...]:
    found = problems(plan.models, plan.inputs)
    if plan.history_months is None or plan.history_months >= 1:
        return found
    words = say("Learn from one month at least, or from all there are.")
    return (*found, PlanProblem("history", words))


def _unwritten(out: Path) -> UserError:
    return UserError(
        say("{file} cannot be written there.", file=out.name),
        say("Close it in other programs, or choose another folder."),
    )


def _best(run: PlanRun) -> Outlook | None:
    return outlooks(run.base.channels, run.best, run.plan.inputs)[1]
