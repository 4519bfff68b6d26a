"""The sheet of everything that the reader of a plan's workbook may change."""

from retailcrm.core.words import say
from retailcrm.planner.purchases import CHANNELS
from retailcrm.planner.uplift import SCENARIOS
from retailcrm.reports.plan_facts import PlanFacts
from retailcrm.reports.xlsx.book import RATIO, SHARE, Book, Cell, Live, Page
from retailcrm.reports.xlsx.plan_places import INPUTS, Places

CHANNEL_WORDS = {"offline": say("In store"), "online": say("Online")}
SCENARIO_WORDS = {
    "pessimistic": say("Pessimistic"),
    "conservative": say("Conservative"),
    "optimistic": say("Optimistic"),
}
BAND_WORDS = {"far": say("Far"), "mid": say("Half way"), "near": say("Near")}


def write_inputs(book: Book, facts: PlanFacts, places: Places) -> None:
    """Write presuppositions, discounts and growth."""
    page = book.sheet(INPUTS)
    page.line((say("Cells on yellow may be changed; everything follows."),), ("",), strong=True)
    page.line((say("Amounts are in {currency}.", currency=facts.currency),), ("",))
    page.skip()
    _costs(page, book, facts, places)
    page.skip()
    _discounts(page, book, facts, places)
    page.skip()
    _growth(page, facts, places)
    page.widths(34, 16, 16, 16)


def _costs(page: Page, book: Book, facts: PlanFacts, places: Places) -> None:
    inputs = facts.plan.inputs
    rows: list[tuple[str, float, str, str]] = [
        (say("Margin"), inputs.margin, SHARE, "margin"),
        (say("Gift for reaching a status"), facts.major(inputs.gift), book.money, "gift"),
        (
            say("Gift for reaching the entry amount"),
            facts.major(inputs.small_gift),
            book.money,
            "small_gift",
        ),
        (
            say("Share whom that gift leads there"),
            inputs.small_conversion,
            SHARE,
            "small_conversion",
        ),
        (say("Fixed costs of a year"), facts.major(inputs.fixed), book.money, "fixed"),
    ]
    rows += [
        (
            say("Delivery of a purchase, {channel}", channel=CHANNEL_WORDS[one].lower()),
            facts.major(inputs.delivers(one)),
            book.money,
            f"delivery.{one}",
        )
        for one in _own(facts)
    ]
    rows += [
        (
            say("Share who reach the next status: {band}", band=_band(one.name)),
            one.conversion,
            SHARE,
            f"conversion.{one.name}",
        )
        for one in inputs.bands
    ]
    rows += [
        (say("Chance: {scenario}", scenario=SCENARIO_WORDS[one]), weight, RATIO, f"weight.{one}")
        for one, weight in zip(SCENARIOS, inputs.weights, strict=True)
    ]
    for title, value, form, key in rows:
        places.put(INPUTS, "B", page.row, key)
        page.line((title, value), ("", form), inputs=(1,))


def _own(facts: PlanFacts) -> tuple[str, ...]:
    """Give the channels that the shop has; no formula asks for another."""
    own = {one.channel for one in facts.channels}
    return tuple(one for one in CHANNELS if one in own)


def _band(name: str) -> str:
    return BAND_WORDS.get(name, name).lower()


def _discounts(page: Page, book: Book, facts: PlanFacts, places: Places) -> None:
    heads = (say("Program"), say("Status"), say("From"), say("Given"), say("Ever redeemed"),
             say("Discount"))  # fmt: skip
    page.line(heads, ("",) * len(heads), strong=True)
    forms = ("", "0", book.money, SHARE, SHARE, SHARE)
    for model in facts.plan.models:
        for number, step in enumerate(model.steps, start=1):
            row = page.row
            places.put(INPUTS, "F", row, "discount", model.name, str(number))
            cost = Live(f"D{row}*E{row}", step.discount * model.redeemed)
            from_ = facts.major(step.threshold)
            cells = (model.name, number, from_, step.discount, model.redeemed, cost)
            page.line(cells, forms, inputs=(3, 4))


def _growth(page: Page, facts: PlanFacts, places: Places) -> None:
    own = _own(facts)
    words = tuple(CHANNEL_WORDS[one] for one in own)
    forms = ("", "", *(SHARE for _ in own))
    page.line((say("More clients"), say("Scenario"), *words), ("",) * len(forms), strong=True)
    for model in facts.plan.models:
        for scenario in SCENARIOS:
            for column, channel in zip("CD", own, strict=False):
                places.put(INPUTS, column, page.row, "growth", model.name, scenario, channel)
            shares = (facts.plan.inputs.grows(model.name, scenario, one) for one in own)
            cells: tuple[Cell, ...] = (model.name, SCENARIO_WORDS[scenario], *shares)
            page.line(cells, forms, inputs=tuple(range(2, len(forms))))
