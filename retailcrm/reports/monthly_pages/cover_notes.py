"""What the small numbers of the first page stand for."""

from retailcrm.core.words import say
from retailcrm.reports.monthly_pages.draft import ALL, Draft


def notes(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Explain the figures given out so far; neighbours with one meaning share a note."""
    meanings = _meanings(draft)
    found: list[tuple[list[int], str]] = []
    for figure in draft.number.figures:
        meaning = meanings.get(figure.name.split(".")[0], "")
        if not meaning:
            continue
        if found and found[-1][1] == meaning:
            found[-1][0].append(figure.number)
        else:
            found.append(([figure.number], meaning))
    return tuple((_span(numbers), meaning) for numbers, meaning in found)


def _span(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return str(numbers[0])
    return f"{numbers[0]}\N{EN DASH}{numbers[-1]}"


def _meanings(draft: Draft) -> dict[str, str]:
    rules = draft.facts.rules
    groups = _groups(draft)
    return {
        "net_sales": say(
            "Sales less returns, {first} to {last}, after discounts, without tax, shipping, tips "
            "and gift cards sold.",
            first=draft.write.short_day(draft.first),
            last=draft.write.short_day(draft.last),
        ),
        "margin": _margin(draft),
        "receipts": say("Sales and returns; voided receipts stay out."),
        "ticket": say("Net sales divided by receipts."),
        "member_share": say(
            "Net sales to members, who hold a card, divided by all net sales; in a shop without "
            "cards, to all customers you know."
        ),
        "targets": say(
            "Targets of yours; the way counts from where the figure stood when you set it."
        ),
        "customers": groups,
        "groups": groups,
        "missing": say(
            "Missing: {share} of customers with the same rhythm would be back.",
            share=draft.write.percent(rules.missing_at, 0),
        ),
        "alarm": say("Missing, and among the Most Valuable all the same."),
        "been_a_while": say(
            "Overdue by their own rhythm, but not missing yet: {share} would be back.",
            share=draft.write.percent(rules.remind_at, 0),
        ),
        "problems": say("Rows of files the program could not read; see Import."),
        "welcome": say("Customers whose first visit fell in the month."),
    }


def _groups(draft: Draft) -> str:
    return say(
        "By what each customer brought in {window}: margin less discounts and returns. The Most "
        "Valuable bring the first {share} of it.",
        window=draft.window,
        share=draft.write.percent(draft.facts.rules.most_valuable_share, 0),
    )


def _margin(draft: Draft) -> str:
    known = draft.facts.cost_known
    assumed = draft.write.percent(draft.facts.rules.margin, 0)
    if known is None or known <= 0:
        return say(
            "Net sales less cost of goods, assuming that list prices carry {assumed}.",
            assumed=assumed,
        )
    if known >= ALL:
        return say("Net sales less cost of goods.")
    return say(
        "Net sales less cost of goods; {share} of sales at the assumed {assumed}.",
        share=draft.write.percent(1 - known, 0),
        assumed=assumed,
    )
