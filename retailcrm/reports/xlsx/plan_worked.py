"""The sheets that follow: uplift by month, the small gift, the year compared, and the choice."""

from retailcrm.core.days import month_key
from retailcrm.core.words import say
from retailcrm.planner.uplift import SCENARIOS, Sums, Uplift
from retailcrm.reports.plan_facts import PlanFacts
from retailcrm.reports.xlsx.book import RATIO, SHARE, Book, Live, Page
from retailcrm.reports.xlsx.plan_inputs import CHANNEL_WORDS, SCENARIO_WORDS
from retailcrm.reports.xlsx.plan_places import CHOICE, COMPARISON, SMALL_GIFTS, UPLIFT, Places


def write_uplift(book: Book, facts: PlanFacts, places: Places) -> None:
    """Write every month of every program, scenario and channel."""
    page = book.sheet(UPLIFT)
    page.heads(
        (
            say("Program"), say("Scenario"), say("Channel"), say("Month"), say("Without program"),
            say("Clients"), say("Growth"), say("Sales of new clients"), say("Reach a status"),
            say("Spent to reach it"), say("Discount on it"), say("Gifts"), say("Delivery"),
            say("Discount given anyway"), say("With program"), say("Uplift"), say("Profit"),
        )
    )  # fmt: skip
    for model in facts.plan.models:
        for scenario in SCENARIOS:
            first = page.row
            for part in _parts(facts, model.name, scenario):
                _months(page, book, facts, places, part)
            places.put_rows(UPLIFT, first, page.row - 1, "uplift", model.name, scenario)


def _parts(facts: PlanFacts, model: str, scenario: str) -> list[Uplift]:
    every = facts.comparison.parts
    return [one for one in every if (one.model, one.scenario) == (model, scenario)]


def _months(page: Page, book: Book, facts: PlanFacts, places: Places, part: Uplift) -> None:
    of, money = part.months, book.money
    forms = ("",) * 4 + (money, RATIO, SHARE, money, RATIO) + (money,) * 8
    growth = facts.plan.inputs.grows(part.model, part.scenario, part.channel)
    near = ("near", part.model, part.channel)
    active = places.cell("active", part.channel)
    for at in range(of.clients.size):
        row, month = page.row, str(at)

        def amount(formula: str, values: object, at: int = at) -> Live:
            return Live(formula, facts.major(float(values[at])))  # type: ignore[index]

        people = f"F{row}*(1+G{row})/{active}"
        page.line(
            (
                part.model,
                SCENARIO_WORDS[part.scenario],
                CHANNEL_WORDS[part.channel],
                month_key(facts.first_ahead + at),
                amount(places.cell("revenue", part.channel, month), of.baseline),
                Live(places.cell("clients", part.channel, month), float(of.clients[at])),
                Live(places.cell("growth", part.model, part.scenario, part.channel), growth),
                amount(f"E{row}*G{row}", of.new_sales),
                Live(f"{people}*SUM({places.column('K', *near)})", float(of.conversions[at])),
                amount(f"{people}*SUM({places.column('L', *near)})", of.gross),
                amount(f"{people}*SUM({places.column('M', *near)})", of.discount),
                amount(f"I{row}*{places.cell('gift')}", of.gifts),
                amount(f"I{row}*{places.cell(f'delivery.{part.channel}')}", of.delivery),
                amount(
                    f"E{row}*SUM({places.column('J', 'statuses', part.model, part.channel)})",
                    of.base_discount,
                ),
                amount(f"E{row}+H{row}+J{row}-K{row}-N{row}", of.forecast),
                amount(f"H{row}+J{row}-K{row}-L{row}-M{row}", of.uplift),
                amount(
                    f"(H{row}+J{row})*{places.cell('margin')}-K{row}-L{row}-M{row}-N{row}",
                    of.profit(facts.plan.inputs.margin),
                ),
            ),
            forms,
        )


def write_small_gifts(book: Book, facts: PlanFacts, places: Places) -> None:
    """Write the gift below the entry amount, for the year at once."""
    page = book.sheet(SMALL_GIFTS)
    page.heads(
        (
            say("Program"), say("Scenario"), say("Channel"), say("Could reach it"),
            say("Reach it"), say("Spent"), say("Gifts"), say("Delivery"), say("Uplift"),
            say("Profit"),
        )
    )  # fmt: skip
    for model in facts.plan.models:
        for scenario in SCENARIOS:
            first = page.row
            for part in _parts(facts, model.name, scenario):
                _small_gift(page, book, facts, places, part)
            places.put_rows(SMALL_GIFTS, first, page.row - 1, "small", model.name, scenario)


def _small_gift(page: Page, book: Book, facts: PlanFacts, places: Places, part: Uplift) -> None:
    row, gift, money = page.row, part.small_gift, book.money
    key = part.model, part.channel
    clients = places.column("C", "baseline", part.channel)
    growth = places.cell("growth", part.model, part.scenario, part.channel)
    share, active = places.cell("below.share", *key), places.cell("active", part.channel)
    page.line(
        (
            part.model,
            SCENARIO_WORDS[part.scenario],
            CHANNEL_WORDS[part.channel],
            Live(f"SUM({clients})*(1+{growth})*{share}/{active}", gift.eligible),
            Live(f"D{row}*{places.cell('small_conversion')}", gift.conversions),
            Live(f"E{row}*{places.cell('below.spend', *key)}", facts.major(gift.gross)),
            Live(f"E{row}*{places.cell('small_gift')}", facts.major(gift.gifts)),
            Live(f"E{row}*{places.cell(f'delivery.{part.channel}')}", facts.major(gift.delivery)),
            Live(f"F{row}-G{row}-H{row}", facts.major(gift.net)),
            Live(
                f"F{row}*{places.cell('margin')}-G{row}-H{row}",
                facts.major(gift.profit(facts.plan.inputs.margin)),
            ),
        ),
        ("", "", "", RATIO, RATIO, money, money, money, money, money),
    )


def write_comparison(book: Book, facts: PlanFacts, places: Places) -> None:
    """Write the year of every program and scenario."""
    page = book.sheet(COMPARISON)
    page.heads(
        (
            say("Program"), say("Scenario"), say("Without program"), say("Uplift"),
            say("Uplift, share"), say("Discount given anyway"), say("All costs"), say("Profit"),
            say("Margin for 1 spent"),
        )
    )  # fmt: skip
    for one in facts.comparison.sums:
        places.put(COMPARISON, "H", page.row, "profit", one.model, one.scenario)
        _year(page, book, facts, places, one)


def _year(page: Page, book: Book, facts: PlanFacts, places: Places, one: Sums) -> None:
    row, money = page.row, book.money
    uplift, small = ("uplift", one.model, one.scenario), ("small", one.model, one.scenario)

    def total(column: str, key: tuple[str, ...]) -> str:
        return f"SUM({places.column(column, *key)})"

    given = "+".join(total(column, uplift) for column in "KLMN")
    at_entry = "+".join(total(column, small) for column in "GH")
    page.line(
        (
            one.model,
            SCENARIO_WORDS[one.scenario],
            Live(total("E", uplift), facts.major(one.baseline)),
            Live(f"{total('P', uplift)}+{total('I', small)}", facts.major(one.uplift)),
            Live(f"IF(C{row}=0,0,D{row}/C{row})", one.uplift_share or 0.0),
            Live(total("N", uplift), facts.major(one.base_discount)),
            Live(f"{given}+{at_entry}+{places.cell('fixed')}", facts.major(one.all_expenses)),
            Live(
                f"{total('Q', uplift)}+{total('J', small)}-{places.cell('fixed')}",
                facts.major(one.profit),
            ),
            Live(f"IF(G{row}=0,0,(H{row}+G{row})/G{row})", one.roi_multiple or 0.0),
        ),
        ("", "", money, money, SHARE, money, money, money, RATIO),
    )


def write_choice(book: Book, facts: PlanFacts, places: Places) -> None:
    """Write the programs in the order of the plan, with their rank."""
    page = book.sheet(CHOICE)
    words = tuple(SCENARIO_WORDS[one] for one in SCENARIOS)
    page.heads((say("Program"), *words, say("Expected"), say("Regret"), say("Rank")))
    ranked = {one.model: (number, one) for number, one in enumerate(facts.comparison.ranking, 1)}
    first, last = page.row, page.row + len(facts.plan.models) - 1
    weights = [places.cell(f"weight.{one}") for one in SCENARIOS]
    money = book.money
    for model in facts.plan.models:
        row, (rank, one) = page.row, ranked[model.name]
        weighed = "+".join(f"{at}{row}*{weight}" for at, weight in zip("BCD", weights, strict=True))
        regrets = ",".join(f"MAX({at}${first}:{at}${last})-{at}{row}" for at in "BCD")
        profits = [
            Live(places.cell("profit", model.name, scenario), facts.major(profit))
            for scenario, profit in zip(SCENARIOS, one.profits, strict=True)
        ]
        page.line(
            (
                model.name,
                *profits,
                Live(f"({weighed})/({'+'.join(weights)})", facts.major(one.expected)),
                Live(f"MAX({regrets})", facts.major(one.regret)),
                Live(f"RANK(E{row},E${first}:E${last})", rank),
            ),
            ("", money, money, money, money, money, "0"),
        )
    page.skip()
    page.line(
        (say("Rank 1 earns most, or loses least; below zero it is not worth having."),), ("",)
    )
