"""Turn a month's figures and a year of bars into words that are true of them."""

from dataclasses import dataclass

from retailcrm.core.figures import Figures
from retailcrm.core.rows import rows
from retailcrm.core.words import say
from retailcrm.services.sales import Figure, Headline, MonthBar
from retailcrm.ui.screens.today.state import Bar, Chart, Tile

_THOUSAND = 1000


def tiles(headline: Headline, figures: Figures) -> tuple[Tile, ...]:
    """Write the five headline figures."""
    return tuple(_tile(figure, headline, figures) for figure in headline.figures)


def _tile(figure: Figure, headline: Headline, figures: Figures) -> Tile:
    title, value = _written(figure, headline, figures)
    return Tile(
        title=title,
        value=value,
        changes=_changes(figure, headline, figures),
        history=figure.history,
        definition=figure.definition,
        rows=figure.rows,
    )


def _written(figure: Figure, headline: Headline, figures: Figures) -> tuple[str, str]:
    unit = figures.currency
    match figure.key:
        case "net_sales":
            return say("Net sales, {unit}", unit=unit), figures.whole(figure.value)
        case "margin":
            return _margin_title(headline, figures), figures.whole(figure.value)
        case "ticket":
            return say("Average ticket, {unit}", unit=unit), figures.amount(figure.value)
        case "member_share":
            return say("Members’ share of sales"), figures.percent(figure.value)
        case _:
            return say("Receipts"), figures.count(figure.value)


def _margin_title(headline: Headline, figures: Figures) -> str:
    if not headline.cost_known:
        return say("Margin, {unit} · assumed", unit=figures.currency)
    share = figures.percent(headline.cost_known, 0)
    return say("Margin, {unit} · cost known {share}", unit=figures.currency, share=share)


def _changes(figure: Figure, headline: Headline, figures: Figures) -> tuple[tuple[str, str], ...]:
    if not headline.complete:
        return (("", say("the month is not over")),)
    before = say("on {month}", month=figures.month_name(headline.month - 1))
    year_before = say("on {month}", month=figures.month(headline.month - 12))
    pairs = ((figure.before, before), (figure.year_before, year_before))
    known = [
        (_change(figure, other, figures), words) for other, words in pairs if other is not None
    ]
    return tuple(known) or (("", say("nothing to compare with yet")),)


def _change(figure: Figure, other: float, figures: Figures) -> str:
    if figure.value is None:
        return figures.count(None)
    if figure.key == "member_share":
        return figures.points(figure.value - other)
    return figures.change_percent((figure.value - other) / abs(other)) if other else ""


@dataclass(frozen=True, slots=True)
class Run:
    """How many finished months in a row, up to the last, were above or below last year."""

    length: int
    is_above: bool


def run_of(bars: tuple[MonthBar, ...]) -> Run:
    """Count the months running that went the same way against last year."""
    sides = [
        None
        if bar.year_before is None
        else (bar.net > bar.year_before) - (bar.net < bar.year_before)
        for bar in bars
        if bar.complete
    ]
    if not sides or not sides[-1]:
        return Run(0, is_above=False)
    length = 0
    for side in reversed(sides):
        if side != sides[-1]:
            break
        length += 1
    return Run(length, is_above=sides[-1] > 0)


def chart(headline: Headline, figures: Figures) -> Chart:
    """Draw the year with its finding."""
    bars = tuple(bar for bar in headline.bars if bar.net or bar.year_before or bar.complete)
    if not bars:
        return Chart(title=say("No sales in these twelve months"))
    run = run_of(bars)
    complete = [bar for bar in bars if bar.complete]
    strong = {bar.month for bar in complete[len(complete) - run.length :]} if run.length else set()
    minor = 10**figures.digits
    in_thousands = max(bar.net for bar in bars) >= 10 * _THOUSAND * minor
    return Chart(
        title=_finding(bars, run, figures),
        caption=_caption(bars, figures, in_thousands=in_thousands, has_notes=bool(strong)),
        unit=float(minor * (_THOUSAND if in_thousands else 1)),
        bars=tuple(_bar(bar, figures, is_strong=not strong or bar.month in strong) for bar in bars),
        rows=rows(
            "receipts",
            from_=bars[0].rows.get("from"),
            to=bars[-1].rows.get("to"),
            store=bars[-1].rows.get("store"),
        ),
    )


def _finding(bars: tuple[MonthBar, ...], run: Run, figures: Figures) -> str:
    complete = [bar for bar in bars if bar.complete]
    if run.length > 1:
        text = (
            "Sales have been above last year for {n} months running"
            if run.is_above
            else "Sales have been below last year for {n} months running"
        )
        return say(text, n=number_word(run.length))
    if run.length == 1:
        text = (
            "Sales in {month} were above last year"
            if run.is_above
            else "Sales in {month} were below last year"
        )
        return say(text, month=figures.month_name(complete[-1].month))
    if complete and complete[-1].year_before is not None:
        return say("Sales were exactly as a year ago")
    sold = [bar for bar in bars if bar.net > 0]
    if len(sold) < 2:  # the best of one is none
        return say("Net sales by month")
    best = max(sold, key=lambda bar: bar.net)
    return say("{month} was the best month so far", month=figures.month(best.month))


def _caption(
    bars: tuple[MonthBar, ...], figures: Figures, *, in_thousands: bool, has_notes: bool
) -> str:
    unit = say("thousand {unit}", unit=figures.currency) if in_thousands else figures.currency
    text = "Net sales by month, {unit}, {first} to {last}"
    if has_notes:
        text += "; numbers: change in %"
    first, last = figures.month(bars[0].month), figures.month(bars[-1].month)
    return say(text, unit=unit, first=first, last=last)


def _bar(bar: MonthBar, figures: Figures, *, is_strong: bool) -> Bar:
    change = None
    if bar.year_before and bar.complete:
        change = (bar.net - bar.year_before) / abs(bar.year_before)
    note = ""
    if change is not None and is_strong:
        sign = "+" if change > 0 else ""
        note = sign + figures.bare_percent(change)
    tip = say("{month}: {net}", month=figures.month(bar.month), net=figures.money(bar.net))
    if bar.year_before is not None:
        tip = say("{tip}, a year before {net}", tip=tip, net=figures.money(bar.year_before))
    if change is not None:
        tip = f"{tip} ({figures.change_percent(change)})"
    return Bar(
        label=figures.short_month_name(bar.month),
        value=float(bar.net),
        before=None if bar.year_before is None else float(bar.year_before),
        note=note,
        is_strong=is_strong and bar.complete,
        tip=tip if bar.complete else say("{tip}; the month is not over", tip=tip),
        rows=bar.rows,
    )


def number_word(number: int) -> str:
    """Write a small number as a word, as in a sentence."""
    words = (
        "zero", "one", "two", "three", "four", "five", "six",
        "seven", "eight", "nine", "ten", "eleven", "twelve",
    )  # fmt: skip
    return say(words[number]) if number < len(words) else str(number)
