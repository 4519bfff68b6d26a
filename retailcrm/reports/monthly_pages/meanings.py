"""The last page: what the words mean here, and what the figures rest on."""

from retailcrm.core.days import month_key
from retailcrm.core.words import say
from retailcrm.reports.document import (
    Block,
    DefinitionList,
    Heading,
    PageBreak,
    text,
)
from retailcrm.reports.monthly_pages.draft import ALL, Draft


def meanings(draft: Draft) -> tuple[Block, ...]:
    """Write the page."""
    return (
        PageBreak(say("What the figures mean")),
        Heading(text(say("What the figures mean")), page=True),
        DefinitionList(_with_figures(draft, _words(draft))),
        Heading(text(say("What they rest on"))),
        DefinitionList(_basis(draft)),
    )


def _with_figures(draft: Draft, words: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Add the written definitions of figures that stand on the pages and have none yet."""
    known = dict(words)
    for term, meaning in draft.writing.meanings():
        known.setdefault(term, meaning)
    return tuple(known.items())


def _words(draft: Draft) -> tuple[tuple[str, str], ...]:
    if draft.facts.stages or draft.facts.groups:
        return (*_sales_words(draft), *_people_words(draft))
    return _sales_words(draft)


def _sales_words(draft: Draft) -> tuple[tuple[str, str], ...]:
    margin = draft.write.percent(draft.facts.rules.margin, 0)
    return (
        (
            say("Net sales"),
            say(
                "Goods sold after every discount, less goods returned; without tax, shipping, "
                "tips, voided receipts and gift cards sold. Returns count on the day they came."
            ),
        ),
        (
            say("Margin"),
            say(
                "Net sales less the cost of goods. Where the cost is unknown it is taken from the "
                "list price at a margin of {margin}, so a discount lowers the margin in full.",
                margin=margin,
            ),
        ),
        (
            say("Receipt, visit"),
            say(
                "A receipt is one sale, return or exchange at the till. A visit is a day on which "
                "a customer bought something, however many receipts it took."
            ),
        ),
        (
            say("Customer, member"),
            say(
                "A customer is a person we can recognise by a name, a contact or a card; a member "
                "has a card. Receipts without a customer count in sales and nowhere else."
            ),
        ),
    )


def _people_words(draft: Draft) -> tuple[tuple[str, str], ...]:
    rules, percent = draft.facts.rules, draft.write.percent
    return (
        (
            say("Brought"),
            say(
                "A customer\N{RIGHT SINGLE QUOTATION MARK}s margin less the cost of handling what "
                "came back, in {window}.",
                window=draft.window,
            ),
        ),
        (
            say("The three groups"),
            say(
                "Most Valuable: those who, from the best down, bring the first {share} of all that "
                "customers bring. Below Zero: dead cards, and customers who cost more than they "
                "bring or are likely to. Most Growable: everyone else.",
                share=percent(rules.most_valuable_share, 0),
            ),
        ),
        (
            say("Segments"),
            say(
                "Customers scored from 1 to 5 by how recently they came, how often, and for how "
                "much, each against the others; customers alike always score alike."
            ),
        ),
        *_absence_words(draft),
    )


def _absence_words(draft: Draft) -> tuple[tuple[str, str], ...]:
    rules, percent = draft.facts.rules, draft.write.percent
    return (
        (
            say("Missing"),
            say(
                "Each customer has a rhythm: the days between the last visits, steadied by what is "
                "usual in this shop. Missing means that {missing} of customers with that rhythm "
                "would be back by now; it has been a while when {remind} would.",
                missing=percent(rules.missing_at, 0),
                remind=percent(rules.remind_at, 0),
            ),
        ),
        (
            say("Dead card"),
            say(
                "Silent for {days} days or more and far beyond the own rhythm, or a card that was "
                "not used within {unused} days.",
                days=draft.write.count(rules.dead_days),
                unused=draft.write.count(rules.unused_days),
            ),
        ),
        (
            say("Came back"),
            say(
                "Customers are counted by the month of their first visit; a share says how many of "
                "them came in a later month. Months that are not over are left blank."
            ),
        ),
    )


def _basis(draft: Draft) -> tuple[tuple[str, str], ...]:
    facts = draft.facts
    items = [
        (say("Stores"), ", ".join(facts.stores) or say("none yet")),
        (say("Data through"), draft.write.day(facts.data_through) if facts.data_through else ""),
        (say("Kept aside"), _kept_aside(draft)),
        (say("Costs known"), _cost(draft)),
        (say("Rules of"), draft.write.day_year(facts.rules.dated) if facts.rules.dated else ""),
        (say("Inputs"), facts.input_hash),
        (say("Small numbers"), _numbers(draft)),
    ]
    return tuple((term, meaning) for term, meaning in items if meaning)


def _numbers(draft: Draft) -> str:
    if not draft.number.figures:
        return ""
    return say(
        "Every small number names a figure of this report. Type {example} in the search field of "
        "the program to see the rows that add up to figure 1.",
        example=f"{month_key(draft.facts.month)}/1",
    )


def _kept_aside(draft: Draft) -> str:
    facts = draft.facts
    if not facts.data_through:
        return ""
    if not facts.problems:
        return say("Nothing: every row of every file is counted.")
    rows = draft.counted(facts.problems, "1 row of a file", "{n} rows of files")
    if facts.problems_amount is None:
        return say("{rows} not counted in any figure until repaired.", rows=rows)
    return say(
        "{rows}, {amount} in all, not counted in any figure until repaired.",
        rows=rows,
        amount=draft.write.money(facts.problems_amount),
    )


def _cost(draft: Draft) -> str:
    known = draft.facts.cost_known
    if known is None:
        return ""
    if known <= 0:
        return say("For none of the goods; every margin is assumed.")
    if known >= ALL:
        return say("For all of net sales.")
    share = draft.write.percent(known, 0)
    return say("For {share} of net sales; the rest is assumed.", share=share)
