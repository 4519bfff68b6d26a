"""What a plan rests on: the shop's own months, who came back, and the year ahead without it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from retailcrm.core.days import month_end, month_start
from retailcrm.core.definitions import meaning_of
from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.planner.ranges import HOLDS, within
from retailcrm.services.finding import FINDING
from retailcrm.services.plan_base import PlanBase
from retailcrm.services.plan_people import PEOPLE
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.line_chart import ChartLine, LineChart
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.planner.inputs import channel_word
from retailcrm.ui.screens.planner.parts import Part
from retailcrm.ui.screens.planner.state import PlannerState

_PAST = 24
_YEAR = 12
_LARGE = 1_000
_EQUAL = 0.0005  # a share that is written as nothing
_LEAST_HIGH = 52  # a message and the points set beside leave no more of a small window


@dataclass(frozen=True, slots=True)
class RestRow:
    """A channel: its last year, and the year ahead without a program; minor units."""

    channel: str
    clients: int
    back: float | None
    often: float
    ticket: float
    sold: int
    ahead: float
    low: float | None
    high: float | None
    error: float | None


class RestsPart(Part):
    """The shop's past in a line, and each channel in a row."""

    def __init__(self, open_rows: Callable[[RowsRef], object]) -> None:
        super().__init__()
        self._open = open_rows
        self._base: PlanBase | None = None
        self._chart = LineChart(say("Sales month by month"))
        self._chart.setMinimumHeight(_LEAST_HIGH)
        self._chart.opened.connect(lambda: open_rows(rows("insights", topic="sales")))
        spans = Button(
            say("How they come back"), "quiet",
            on_click=lambda: open_rows(rows("insights", topic="spans")),
        )  # fmt: skip
        self.inside.removeWidget(self.title)
        self.inside.insertLayout(0, row(self.title, spans))
        self._below = column(gap=2)
        holder = QWidget()
        holder.setLayout(self._below)
        self.inside.addWidget(holder, 1)

    @override
    def about(self, state: PlannerState) -> tuple[object, ...]:
        return state.figures, state.view and state.view.base

    @override
    def show_part(self, state: PlannerState) -> None:
        if state.view is None or state.view.base is None:
            return
        base, figures = state.view.base, state.figures
        self._base, shown = base, rest_rows(base)
        made = (figures, _range_width(shown, figures))
        if self.made != made:
            if self.table is not None:
                self.table.deleteLater()
            self.table = RowTable(say("Channels"), _columns(*made), row_height=NARROW_ROW)
            self.table.open_cells(self._open_cell)
            self.made = made
            for part in (self._chart, self.table):
                self._below.addWidget(part)
            self._below.setStretch(0, 1)
        assert self.table is not None
        self.title.show_text(_title(base, shown, figures))
        about = say("Sales to known customers, {currency}.", currency=figures.currency)
        self.caption.show_text(" ".join((*base.notes, about)))
        self._chart.show_lines(_lines(base, figures), _labels(base, figures),
                               unit=10.0**figures.digits)  # fmt: skip
        self.fill(shown)
        self.table.fit_height(3)

    def _open_cell(self, shown: RestRow, key: str) -> None:
        if self._base is not None:
            self._open(rows_behind(self._base, shown, key))


def rows_behind(base: PlanBase, shown: RestRow, key: str) -> RowsRef:
    """Give the customers of a channel, how they come back, or the purchases of its last year."""
    if key == "clients":
        day = base.as_of.isoformat()
        return rows("customers", **{FINDING: PEOPLE}, channel=shown.channel, as_of=day)
    if key == "back":
        return rows("insights", topic="spans")
    return rows(
        "receipts",
        from_=month_start(base.through - _YEAR + 1).isoformat(),
        to=month_end(base.through).isoformat(),
        channel=shown.channel,
        member="yes",
    )


def rest_rows(base: PlanBase) -> tuple[RestRow, ...]:
    """Give each channel's last twelve months beside the year ahead."""
    loyal, months = dict(base.loyal), dict(base.months)
    made = []
    for one in base.channels:
        held, clients = months[one.channel], one.spread.clients
        receipts = int(held.receipts[-_YEAR:].sum())
        sold = int(held.revenue[-_YEAR:].sum())
        known = within(one.revenue, one.errors) if one.errors is not None else None
        made.append(
            RestRow(
                one.channel,
                clients,
                loyal[one.channel].share,
                receipts / clients if clients else 0.0,
                sold / receipts if receipts else 0.0,
                sold,
                float(one.revenue.sum()),
                known.year_low if known else None,
                known.year_high if known else None,
                one.tested.year_error if one.tested else None,
            )
        )
    return tuple(made)


def _title(base: PlanBase, shown: tuple[RestRow, ...], figures: Figures) -> str:
    ahead = figures.money(sum(one.ahead for one in shown), whole=True)
    sold = sum(one.sold for one in shown)
    if not sold or _is_short(base):
        return say("Without a program: about {money} in the year ahead", money=ahead)
    share = sum(one.ahead for one in shown) / sold - 1
    if abs(share) < _EQUAL:
        return say(
            "Without a program: about {money} in the year ahead, as in the last", money=ahead
        )
    return say(
        "Without a program: about {money} in the year ahead, {change} on the last",
        money=ahead,
        change=figures.change_percent(share),
    )


def _lines(base: PlanBase, figures: Figures) -> list[ChartLine]:
    many = len(_months(base))
    past = [0.0] * many
    for _channel, held in base.months:
        for at, value in enumerate(held.revenue[-many:]):
            past[at + many - len(held.revenue[-many:])] += float(value)
    ahead = [sum(float(one.revenue[n]) for one in base.channels) for n in range(_YEAR)]
    note = figures.whole(sum(ahead))
    return [
        ChartLine("", tuple(past), tip=say("the past in full")),
        ChartLine(
            say("The year ahead"),
            (past[-1], *ahead),
            note,
            "dashed",
            is_strong=True,
            mark=0,
            mark_words=say("forecast from here"),
            start=many - 1,
            tip=say("{money} in the year ahead", money=note),
        ),
    ]


def _is_short(base: PlanBase) -> bool:
    """Say whether there is no whole last year to compare the year ahead with."""
    return max((len(held.revenue) for _channel, held in base.months), default=0) < _YEAR


def _months(base: PlanBase) -> range:
    longest = max((len(held.revenue) for _channel, held in base.months), default=0)
    return range(base.through - min(longest, _PAST) + 1, base.through + 1)


def _labels(base: PlanBase, figures: Figures) -> list[str]:
    months = [*_months(base), *range(base.first_ahead, base.first_ahead + _YEAR)]
    return [figures.short_month_name(one) if at % 3 == 0 else "" for at, one in enumerate(months)]


def _ticket(row: RestRow, figures: Figures) -> str:
    """Write the average purchase; cents are left out where they say nothing."""
    is_large = row.ticket >= _LARGE * 10**figures.digits
    return figures.whole(row.ticket) if is_large else figures.amount(row.ticket)


def _range_words(row: RestRow, figures: Figures) -> str:
    if row.low is None or row.high is None:
        return say("too short a past")
    return f"{figures.whole(row.low)} \N{EN DASH} {figures.whole(row.high)}"


def _range_width(shown: tuple[RestRow, ...], figures: Figures) -> int:
    longest = max((len(_range_words(row, figures)) for row in shown), default=0)
    return max(138, 18 + 7 * longest)


def _columns(figures: Figures, wide: int) -> tuple[Column[RestRow], ...]:
    return (
        Column("channel", "Where", lambda row: channel_word(row.channel)),
        Column("clients", "Customers", lambda row: figures.count(row.clients),
               is_number=True, width=82, tip="Bought in this channel in the last twelve months"),
        Column("back", "Twice", lambda row: figures.percent(row.back, 0), is_number=True,
               width=58, tip="Bought at least twice, of all who ever bought"),
        Column("often", "Visits", lambda row: figures.number(row.often, 1),
               is_number=True, width=56, tip="Purchases of a customer within the year"),
        Column("ticket", "Ticket", lambda row: _ticket(row, figures),
               is_number=True, width=66, tip="Sales divided by purchases"),
        Column("sold", "Last year", lambda row: figures.whole(row.sold), is_number=True, width=84,
               tip="Bought in this channel in the last twelve months, less what came back"),
        Column("ahead", "Year ahead", lambda row: figures.whole(row.ahead), is_number=True,
               width=88, is_strong=True, tip=meaning_of("plan.baseline")),
        Column("range", say("In {n} of 100 cases", n=round(HOLDS * 100)),
               lambda row: _range_words(row, figures), is_number=True, width=wide,
               tip="In so many of 100 cases the year ahead will lie between these amounts"),
        Column("error", "Back-test", lambda row: figures.change_percent(row.error),
               is_number=True, width=80,
               tip="The last twelve months, or six with less than three years of receipts, as they "
               "would have been forecast before, held against what came"),
    )  # fmt: skip
