"""The tables of the planner: rows as values, and how their cells are written."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from retailcrm.core.definitions import meaning_of
from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.planner.comparison import Turn
from retailcrm.planner.programs import Band
from retailcrm.planner.uplift import SCENARIOS
from retailcrm.services.plan_choosing import PlanCompared
from retailcrm.services.plan_conversions import band_title
from retailcrm.services.plan_rows import PlanRun, StatusTable
from retailcrm.services.plans import KeptPlan
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.planner.findings import what_words
from retailcrm.ui.screens.planner.inputs import channel_word
from retailcrm.ui.screens.planner.state import PlannerState

_SALES, _PROFIT, _CHOOSE = "More sales", "Profit after every discount", "To choose by"
_LONG = 1_000_000  # amounts of so many units do not fit beside each other
_TITLES = {"pessimistic": "Pessim.", "conservative": "Conserv.", "optimistic": "Optim."}


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A program in the comparison; money in minor units.

    Attributes:
        uplifts: sales it adds, by scenario.
        profits: what is left after everything that is given, by scenario.
        expected: their weighted mean.
        regret: most that another program could have earned more.
        multiple: margin for each unit spent in the conservative scenario; None without costs.
    """

    letter: str
    model: str
    uplifts: tuple[float, ...]
    profits: tuple[float, ...]
    expected: float
    regret: float
    multiple: float | None


def compare_rows(state: PlannerState) -> tuple[CompareRow, ...]:
    """Give every program of the answer, in the order in which they are typed."""
    run = state.answer
    if run is None:
        return ()
    ranked = {one.model: one for one in run.comparison.ranking}
    made = []
    for model in run.plan.models:
        sums = [one for one in run.comparison.sums if one.model == model.name]
        mine = ranked[model.name]
        made.append(
            CompareRow(
                state.letter(model.name),
                model.name,
                tuple(one.uplift for one in sums),
                mine.profits,
                mine.expected,
                mine.regret,
                sums[1].roi_multiple,
            )
        )
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Written:
    """How the amounts of the comparison are written.

    Attributes:
        unit: what they are counted in: 1, or 1,000 where all of them would not fit beside
            each other.
        wide: pixels that the longest needs.
    """

    unit: int
    wide: int


def written(rows: tuple[CompareRow, ...], figures: Figures) -> Written:
    """Say how to write the amounts of these rows."""
    amounts = [amount for row in rows for amount in (*row.uplifts, *row.profits, row.expected)]
    most = max((abs(amount) for amount in amounts), default=0.0)
    unit = 1_000 if most >= _LONG * 10**figures.digits else 1
    longest = max((len(figures.whole(amount / unit)) for amount in amounts), default=0)
    return Written(unit, max(66, 18 + 7 * longest))


def compare_columns(figures: Figures, how: Written) -> tuple[Column[CompareRow], ...]:
    """Both measures by scenario, then what to choose by."""
    made: list[Column[CompareRow]] = [
        Column("model", "Program", lambda row: f"{row.letter}  {row.model}"),
    ]
    made.extend(
        _money(f"plan.uplift.{scenario}", _TITLES[scenario], _uplift(at), figures, _SALES, how)
        for at, scenario in enumerate(SCENARIOS)
    )
    made.extend(
        _money(f"plan.profit.{scenario}", _TITLES[scenario], _profit(at), figures, _PROFIT, how)
        for at, scenario in enumerate(SCENARIOS)
    )
    made.append(
        replace(
            _money("plan.expected", "Expected", lambda row: row.expected, figures, _CHOOSE, how),
            width=max(how.wide, 72), is_strong=True,
        )
    )  # fmt: skip
    made.append(
        replace(
            _money("plan.regret", "Regret", lambda row: row.regret, figures, _CHOOSE, how),
            width=max(how.wide - 8, 58),
        )
    )
    made.append(
        Column(
            "multiple", "Per 1 spent", lambda row: figures.number(row.multiple, 2),
            is_number=True, width=86, group=_CHOOSE,
            tip="Margin it brings for each unit it costs, conservative scenario; 1 is break-even",
        )
    )  # fmt: skip
    return tuple(made)


def _uplift(at: int) -> Callable[[CompareRow], float]:
    return lambda row: row.uplifts[at]


def _profit(at: int) -> Callable[[CompareRow], float]:
    return lambda row: row.profits[at]


def _money(
    key: str,
    title: str,
    of: Callable[[CompareRow], float],
    figures: Figures,
    group: str,
    how: Written,
) -> Column[CompareRow]:
    part = key.rpartition(".")[2]
    scenario = f"{say(part).capitalize()}. " if part in _TITLES else ""
    return Column(
        key,
        title,
        lambda row: figures.whole(of(row) / how.unit),
        is_number=True,
        width=how.wide,
        tone=lambda row: "bad" if of(row) < 0 else "",
        group=group,
        tip=scenario + meaning_of(key.removesuffix(f".{part}") if scenario else key),
        whole=lambda row: figures.money(of(row), whole=True),
    )


@dataclass(frozen=True, slots=True)
class NearRow:
    """A status of a program in a channel, who holds it by what was bought, who is near it."""

    channel: str
    status: int
    threshold: int
    buyers: int
    buyers_rows: RowsRef | None
    amount: int
    near: tuple[tuple[str, int, RowsRef | None, float | None], ...]


def near_rows(tables: tuple[StatusTable, ...], model: str) -> tuple[NearRow, ...]:
    """Give the statuses of one program, channel by channel."""
    made = []
    for table in tables:
        if table.model != model:
            continue
        for told in table.statuses:
            row = told.row
            near = tuple(
                (one.near.band, one.near.clients, one.rows, one.near.gap)
                for one in table.near
                if one.near.to_status == row.status and row.status
            )
            made.append(
                NearRow(table.channel, row.status, row.threshold, row.buyers, told.rows,
                        row.amount, near)
            )  # fmt: skip
    return tuple(made)


def near_columns(figures: Figures, bands: tuple[Band, ...]) -> tuple[Column[NearRow], ...]:
    """Who holds a status by what was bought within the year, and who is near it."""
    made: list[Column[NearRow]] = [
        Column("channel", "Where", lambda row: channel_word(row.channel)),
        Column("status", "Status", _status_words, width=76),
        Column("from", f"From, {figures.currency}",
               lambda row: figures.whole(row.threshold) if row.status else "",
               is_number=True, width=84),
        Column("buyers", "Reach it", lambda row: figures.count(row.buyers),
               is_number=True, width=76, tip=meaning_of("plan.reach")),
        Column("amount", f"Bought, {figures.currency}", lambda row: figures.whole(row.amount),
               is_number=True, width=98, tip=meaning_of("plan.bought")),
    ]  # fmt: skip
    made.extend(
        Column(f"band.{band.name}", band_title(band.name), _in_band(at, figures),
               is_number=True, width=66, group="On the way to it", tip=_way_words(band, figures))
        for at, band in enumerate(bands)
    )  # fmt: skip
    made.append(
        Column(
            "gap", f"Lack, {figures.currency}",
            lambda row: figures.whole(row.near[-1][3]) if row.near and row.near[-1][3] else "",
            is_number=True, width=84, group="On the way to it", tip=meaning_of("plan.lack"),
        )
    )  # fmt: skip
    return tuple(made)


def _way_words(band: Band, figures: Figures) -> str:
    share = say("From {low} to {high} of the way.",
                low=figures.percent(band.low, 0), high=figures.percent(band.high, 0))  # fmt: skip
    return f"{share} {meaning_of('plan.near')}"


def _in_band(at: int, figures: Figures) -> Callable[[NearRow], str]:
    return lambda row: figures.count(row.near[at][1]) if row.near else ""


def _status_words(row: NearRow) -> str:
    return say("none") if not row.status else say("status {n}", n=row.status)


def turn_columns(state: PlannerState) -> tuple[Column[Turn], ...]:
    """What becomes of the expected profit if one presupposition is wrong."""
    figures, chosen = state.figures, _chosen(state.answer)

    def best(model: str) -> str:
        return say("the same") if model == chosen else f"{state.letter(model)} {model}".strip()

    return (
        Column("what", "If this is wrong", what_words),
        Column("low", f"Half of it, {figures.currency}", lambda row: figures.whole(row.low),
               is_number=True, width=112, tone=lambda row: "bad" if row.low < 0 else ""),
        Column("low_choice", "Best then", lambda row: best(row.low_choice), width=136),
        Column("high", f"Half as much again, {figures.currency}",
               lambda row: figures.whole(row.high), is_number=True, width=156,
               tone=lambda row: "bad" if row.high < 0 else ""),
        Column("high_choice", "Best then", lambda row: best(row.high_choice), width=136),
    )  # fmt: skip


def _chosen(run: PlanRun | None) -> str:
    return run.comparison.ranking[0].model if run else ""


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A kept plan and what it comes to on today's receipts."""

    kept: KeptPlan
    found: PlanCompared

    @property
    def expected(self) -> float | None:
        """Expected profit of its best program, minor units; None where it cannot be known."""
        return self.found.best.expected if self.found.best else None

    @property
    def worst(self) -> float | None:
        """The same in the pessimistic scenario."""
        return self.found.best.worst if self.found.best else None


def kept_rows(state: PlannerState) -> tuple[KeptRow, ...]:
    """Give the kept plans side by side, in the order they were compared."""
    known = {one.id: one for one in state.kept or ()}
    return tuple(KeptRow(known[one.plan], one) for one in state.compared if one.plan in known)


def kept_columns(figures: Figures, opened: int | None) -> tuple[Column[KeptRow], ...]:
    """Kept plans side by side."""

    def state_words(row: KeptRow) -> str:
        if row.kept.chosen is not None:
            return say("chosen {day}", day=figures.short_day(row.kept.chosen.on))
        return say("open") if row.kept.id == opened else ""

    def best(row: KeptRow) -> str:
        return row.found.best.model if row.found.best else row.found.problem

    return (
        Column("name", "Plan", lambda row: row.kept.name),
        Column("made", "Kept", lambda row: figures.day_year(row.kept.made_on), width=92),
        Column("best", "Best program", best, width=126, whole=best),
        Column("uplift", "More sales",
               lambda row: figures.whole(row.found.uplift if row.found.best else None),
               is_number=True, width=86, tip=meaning_of("plan.uplift")),
        Column("expected", "Expected", lambda row: figures.whole(row.expected),
               is_number=True, width=82, tone=lambda row: _tone(row.expected), is_strong=True,
               tip=meaning_of("plan.expected")),
        Column("worst", "Pessimistic", lambda row: figures.whole(row.worst),
               is_number=True, width=92, tone=lambda row: _tone(row.worst),
               tip=meaning_of("plan.profit")),
        Column("state", "", state_words, width=104),
    )  # fmt: skip


def _tone(value: float | None) -> str:
    return "bad" if value is not None and value < 0 else ""
