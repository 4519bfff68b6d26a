"""What became of the plan that was chosen: each month against its forecast."""

from typing_extensions import override

from retailcrm.core.days import month_end, month_start
from retailcrm.core.definitions import meaning_of
from retailcrm.core.figures import Figures
from retailcrm.core.rows import rows
from retailcrm.core.words import say
from retailcrm.services.plan_conversions import band_title
from retailcrm.services.plan_tracking import TrackedMonth, Tracking
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.kit.text import OneLine
from retailcrm.ui.screens.planner.parts import OpenRows, Part
from retailcrm.ui.screens.planner.state import PlannerState


class SincePart(Part):
    """Months that are over, beside what was forecast for them."""

    def __init__(self, open_rows: OpenRows) -> None:
        super().__init__()
        self._open = open_rows
        self._why, self._learned = (OneLine("", "caption", "muted") for _ in range(2))
        self.inside.addWidget(self._why)
        self.inside.addWidget(self._learned)

    @override
    def about(self, state: PlannerState) -> tuple[object, ...]:
        return state.figures, state.tracking

    @override
    def show_part(self, state: PlannerState) -> None:
        found, figures = state.tracking, state.figures
        made = (figures, found is not None and _has_range(found))
        if self.made != made:
            table: RowTable[TrackedMonth] = RowTable(
                say("Months against their forecast"),
                _columns(figures, has_range=made[1]),
                row_height=NARROW_ROW,
            )
            table.opened.connect(self._open_month)
            self.put(table, made)
        assert self.table is not None
        self.table.setVisible(found is not None and bool(found.whole.months))
        if found is None:
            self.title.show_text(say("No program has been chosen yet"))
            self.caption.show_text(say("Once one is, every month stands here beside its forecast."))
            self._why.show_text("")
            self._learned.show_text("")
            return
        self.title.show_text(_title(found, figures))
        self.caption.show_text(
            say("{plan}, {model}, chosen on {day}; sales to known customers, {currency}",
                plan=found.name, model=found.model, day=figures.day_year(found.chosen_on),
                currency=figures.currency)
        )  # fmt: skip
        self._why.show_text(_why(found, figures))
        self._learned.show_text(_learned(found, figures))
        self.table.show_rows(found.whole.months)

    def _open_month(self, shown: TrackedMonth) -> None:
        first, last = month_start(shown.month).isoformat(), month_end(shown.month).isoformat()
        self._open(rows("receipts", from_=first, to=last, member="yes"))


def _title(found: Tracking, figures: Figures) -> str:
    whole = found.whole
    if not whole.months:
        return say("{month} will be the first month to hold against the forecast",
                   month=figures.month(found.first))  # fmt: skip
    gap = figures.money(abs(whole.sales - whole.forecast), whole=True)
    if whole.is_off:
        return (
            say("Sales stay {money} above the forecast, more than chance explains", money=gap)
            if whole.sales > whole.forecast
            else say("Sales stay {money} below the forecast, more than chance explains", money=gap)
        )
    if whole.sales >= whole.forecast:
        return say("So far {money} above the forecast, as chance would have it", money=gap)
    return say("So far {money} below the forecast, as chance would have it", money=gap)


def _why(found: Tracking, figures: Figures) -> str:
    """Split the difference of sales into what made it."""
    why = found.whole.why
    if why is None:
        return ""
    return say(
        "Of the difference: {clients} by the number of customers, {often} by purchases of each, "
        "{check} by the average purchase.",
        clients=figures.change_whole(why.clients),
        often=figures.change_whole(why.conversion),
        check=figures.change_whole(why.check),
    )


def _learned(found: Tracking, figures: Figures) -> str:
    """Say what the months taught of the conversions."""
    known = [
        say("{band} {share} instead of {before}", band=band_title(one.band.name),
            share=figures.percent(one.learned.rate), before=figures.percent(one.band.conversion))
        for one in found.conversions
        if one.learned is not None
    ]  # fmt: skip
    return say("Reached the next status: {shares}.", shares="; ".join(known)) if known else ""


def _has_range(found: Tracking) -> bool:
    """Say whether any month was told a range; a plan with a short past told none."""
    return any(one.is_within is not None for one in found.whole.months)


def _columns(figures: Figures, *, has_range: bool) -> tuple[Column[TrackedMonth], ...]:
    def range_words(row: TrackedMonth) -> str:
        if row.low is None or row.high is None:
            return ""
        return f"{figures.whole(row.low)} \N{EN DASH} {figures.whole(row.high)}"

    between: Column[TrackedMonth] = Column(
        "range", "Between", range_words, is_number=True, width=130, group="Sales",
        tip="Where sales were to lie if nothing but chance changed them",
    )  # fmt: skip
    return (
        Column("month", "Month", lambda row: figures.month(row.month)),
        Column("forecast", "Forecast", lambda row: figures.whole(row.forecast_sales),
               is_number=True, width=84, group="Sales",
               tip="As it was written down on the day of the choice"),
        *((between,) if has_range else ()),
        Column("sales", "Actual", lambda row: figures.whole(row.sales), is_number=True, width=80,
               is_strong=True, tone=lambda row: "bad" if row.is_within is False else "",
               group="Sales", tip=meaning_of("plan.sales_month")),
        Column("error", "Difference", lambda row: figures.change_whole(row.error),
               is_number=True, width=84, group="Sales"),
        Column("clients", "Forecast", lambda row: figures.count(row.forecast_clients),
               is_number=True, width=76, group="Customers"),
        Column("came", "Actual", lambda row: figures.count(row.clients), is_number=True, width=66,
               group="Customers"),
        Column("signal", "Signal", lambda row: figures.number(row.signal, 1), is_number=True,
               width=62, tip="Errors so far in mean errors; beyond 4 the forecast is off"),
    )  # fmt: skip
