"""The sheets of what is known: history, forecast, statuses and nearness."""

from retailcrm.core.days import month_key
from retailcrm.core.words import say
from retailcrm.planner.programs import Near, ProgramModel, below_entry, near, status_rows
from retailcrm.planner.uplift import ChannelBase
from retailcrm.reports.plan_facts import PlanFacts
from retailcrm.reports.xlsx.book import COUNT, RATIO, SHARE, Book, Live, Page
from retailcrm.reports.xlsx.plan_inputs import BAND_WORDS, CHANNEL_WORDS
from retailcrm.reports.xlsx.plan_places import BASELINE, HISTORY, NEARNESS, STATUSES, Places


def write_history(book: Book, facts: PlanFacts) -> None:
    """Write each channel month by month, and who came back."""
    page = book.sheet(HISTORY)
    page.heads(
        (
            say("Channel"), say("Month"), say("Clients"), say("Purchases"), say("Sales"),
            say("Purchases a client"), say("Average purchase"),
        )
    )  # fmt: skip
    forms = ("", "", COUNT, COUNT, book.money, RATIO, book.money)
    for channel, months in facts.history.items():
        for at in range(months.clients.size):
            row = page.row
            clients, bought = int(months.clients[at]), int(months.receipts[at])
            sales = facts.major(float(months.revenue[at]))
            page.line(
                (
                    CHANNEL_WORDS[channel],
                    month_key(months.first + at),
                    clients,
                    bought,
                    sales,
                    Live(f"IF(C{row}=0,0,D{row}/C{row})", float(months.frequency[at])),
                    Live(f"IF(D{row}=0,0,E{row}/D{row})", facts.major(float(months.check[at]))),
                ),
                forms,
            )
    page.skip()
    page.line((say("Clients"), "", say("All"), say("Loyal"), say("Once")), ("",) * 5, strong=True)
    for channel, one in facts.loyal.items():
        page.line(
            (CHANNEL_WORDS[channel], "", one.clients, one.loyal, one.disloyal),
            ("", "", COUNT, COUNT, COUNT),
        )


def write_baseline(book: Book, facts: PlanFacts, places: Places) -> None:
    """Write the forecast without a program, and what else is known of each channel."""
    page = book.sheet(BASELINE)
    page.heads((say("Channel"), say("Month"), say("Clients"), say("Sales")))
    for base in facts.channels:
        first = page.row
        for at in range(base.clients.size):
            month = month_key(facts.first_ahead + at)
            places.put(BASELINE, "C", page.row, "clients", base.channel, str(at))
            places.put(BASELINE, "D", page.row, "revenue", base.channel, str(at))
            sales = facts.major(float(base.revenue[at]))
            cells = (CHANNEL_WORDS[base.channel], month, float(base.clients[at]), sales)
            page.line(cells, ("", "", RATIO, book.money))
        places.put_rows(BASELINE, first, page.row - 1, "baseline", base.channel)
    page.skip()
    for base in facts.channels:
        places.put(BASELINE, "C", page.row, "active", base.channel)
        words = say("months in which a client buys")
        page.line((CHANNEL_WORDS[base.channel], words, base.active_months), ("", "", RATIO))
    for note in facts.notes:
        page.line((note,), ("",))
    page.widths(16, 30, 14, 14)


def write_statuses(book: Book, facts: PlanFacts, places: Places) -> None:
    """Write who would have which status, and what of their sales would go in discounts."""
    page = book.sheet(STATUSES)
    page.heads(
        (
            say("Program"), say("Channel"), say("Status"), say("From"), say("Discount"),
            say("Buyers"), say("Purchases"), say("Sales"), say("Share of sales"),
            say("Discount on it"),
        )
    )  # fmt: skip
    for model in facts.plan.models:
        for base in facts.channels:
            first = page.row
            _statuses(page, book, facts, places, model, base)
            places.put_rows(STATUSES, first, page.row - 1, "statuses", model.name, base.channel)


def _statuses(
    page: Page, book: Book, facts: PlanFacts, places: Places, model: ProgramModel, base: ChannelBase
) -> None:
    forms = ("", "", "0", book.money, SHARE, COUNT, COUNT, book.money, SHARE, RATIO)
    found = status_rows(model, base.spread)
    first, last = page.row, page.row + len(found) - 1
    for one in found:
        row, share = page.row, one.amount_share or 0.0
        discount = (
            Live(places.cell("discount", model.name, str(one.status)), one.discount)
            if one.status
            else 0.0
        )
        page.line(
            (
                model.name,
                CHANNEL_WORDS[base.channel],
                one.status,
                facts.major(one.threshold),
                discount,
                one.buyers,
                one.purchases,
                facts.major(one.amount),
                Live(f"IF(SUM(H${first}:H${last})=0,0,H{row}/SUM(H${first}:H${last}))", share),
                Live(f"I{row}*E{row}", share * one.discount),
            ),
            forms,
        )


def write_nearness(book: Book, facts: PlanFacts, places: Places) -> None:
    """Write how many are how near to which status, and what they would spend to get there."""
    page = book.sheet(NEARNESS)
    page.heads(
        (
            say("Program"), say("Channel"), say("To status"), say("Nearness"), say("Clients"),
            say("All clients"), say("Share"), say("Would spend"), say("Reach it"),
            say("Discount"), say("Share reaching it"), say("Spent"), say("Off it"),
        )
    )  # fmt: skip
    for model in facts.plan.models:
        for base in facts.channels:
            first = page.row
            for one in near(model, base.spread, base.small_check, facts.plan.inputs.bands):
                _near(page, book, facts, places, model.name, base, one)
            places.put_rows(NEARNESS, first, page.row - 1, "near", model.name, base.channel)
            below = below_entry(
                model, base.spread, base.small_check, facts.plan.inputs.small_conversion
            )
            places.put(NEARNESS, "G", page.row, "below.share", model.name, base.channel)
            places.put(NEARNESS, "H", page.row, "below.spend", model.name, base.channel)
            _near(page, book, facts, places, model.name, base, below)


def _near(
    page: Page,
    book: Book,
    facts: PlanFacts,
    places: Places,
    model: str,
    base: ChannelBase,
    one: Near,
) -> None:
    row, spend = page.row, facts.major(one.upsell or 0.0)
    is_entry = one.to_status == 0
    key = ("small_conversion",) if is_entry else (f"conversion.{one.band}",)
    off = 0.0 if is_entry else one.discount
    discount = 0.0 if is_entry else Live(places.cell("discount", model, str(one.to_status)), off)
    page.line(
        (
            model,
            CHANNEL_WORDS[base.channel],
            one.to_status,
            say("Below the entry amount") if is_entry else BAND_WORDS.get(one.band, one.band),
            one.clients,
            base.spread.clients,
            Live(f"IF(F{row}=0,0,E{row}/F{row})", one.share),
            spend,
            Live(places.cell(*key), one.conversion),
            discount,
            Live(f"G{row}*I{row}", one.share * one.conversion),
            Live(f"K{row}*H{row}", one.share * one.conversion * spend),
            Live(f"L{row}*J{row}", one.share * one.conversion * spend * off),
        ),
        ("", "", "0", "", COUNT, COUNT, SHARE, book.money, SHARE, SHARE, RATIO, RATIO, RATIO),
    )
