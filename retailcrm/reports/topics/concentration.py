"""How sales are spread over the cards: what the best of them bring."""

from retailcrm.core.words import say
from retailcrm.reports.concentration_facts import ConcentrationFacts, SpreadFacts, TopFacts
from retailcrm.reports.document import (
    Block,
    Column,
    Curve,
    Document,
    Heading,
    KeyFigures,
    Note,
    Plot,
    PlotMark,
    Row,
    Rule,
    TableBlock,
    Text,
    text,
)
from retailcrm.reports.issue import Issue
from retailcrm.reports.topics.heads import first_page, page_head, topic_document, window
from retailcrm.reports.topics.writing import Writing

_SHOWN = 0.08  # of the cards: the headline
_NAMED = (0.08, 0.20)  # points of the curve with their names
_FEW = 30
_TINY = 10
_TENTHS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def concentration_document(issue: Issue, month: int, facts: ConcentrationFacts) -> Document:
    """Write the report of its own."""
    title = say("Who brings the sales")

    def pages(writing: Writing) -> tuple[Block, ...]:
        head = first_page(writing, issue, title, month, _sentence(writing, facts))
        return (*head, *_body(writing, facts))

    return topic_document(issue, month, title, pages)


def concentration_page(writing: Writing, facts: ConcentrationFacts) -> tuple[Block, ...]:
    """Write the page of the monthly report; nothing where there is nothing to tell."""
    if facts.issued is None or _is_tiny(facts.issued):
        return ()
    head = page_head(say("Who brings the sales"), _finding(writing, facts), _under(writing, facts))
    return (*head, *_body(writing, facts))


def _sentence(writing: Writing, facts: ConcentrationFacts) -> str:
    if facts.issued is None:
        return facts.why_empty
    half = facts.issued.half.value
    sentence = f"{_finding(writing, facts)}."
    if half is None or _is_tiny(facts.issued):
        return sentence
    words = (
        "{sentence} Half of the sales come from {n} of {all} cards."
        if facts.are_cards
        else "{sentence} Half of the sales come from {n} of {all} customers."
    )
    cards = writing.write.count(facts.issued.cards.value)
    return say(words, sentence=sentence, n=writing.write.count(half), all=cards)


def _finding(writing: Writing, facts: ConcentrationFacts) -> str:
    top = None if facts.issued is None else _top(facts.issued, _SHOWN)
    if facts.issued is None or top is None or top.brings.value is None:
        return say("Who brings the sales")
    share = writing.write.percent(top.brings.value, 0)
    cards = facts.issued.cards.value or 0
    if cards == 1:
        words = (
            "The only card brings {share} of all sales"
            if facts.are_cards
            else "The only customer brings {share} of all sales"
        )
        return say(words, share=share)
    if cards < _FEW:
        words = (
            "The best {n} of {all} cards bring {share} of all sales"
            if facts.are_cards
            else "The best {n} of {all} customers bring {share} of all sales"
        )
        best, every = writing.write.count(top.cards), writing.write.count(cards)
        return say(words, n=best, all=every, share=share)
    part = writing.write.percent(_SHOWN, 0)
    if facts.are_cards:
        return say("The best {part} of cards bring {share} of all sales", part=part, share=share)
    return say("The best {part} of customers bring {share} of all sales", part=part, share=share)


def _under(writing: Writing, facts: ConcentrationFacts) -> str:
    words = window(writing, facts.days, facts.as_of)
    return say("Net sales in {window}; sales without a card count in the whole", window=words)


def _is_tiny(spread: SpreadFacts) -> bool:
    """Tell whether there are too few cards for a curve."""
    return (spread.cards.value or 0) < _TINY


def _top(spread: SpreadFacts, share: float) -> TopFacts | None:
    return next((one for one in spread.top if one.share == share), None)


def _body(writing: Writing, facts: ConcentrationFacts) -> tuple[Block, ...]:
    issued = facts.issued
    if issued is None:
        return ()
    if _is_tiny(issued):
        words = say("With fewer than {n} of them, shares of the best say nothing yet.", n=_TINY)
        return (_figures(writing, facts, issued), Note(text(words)))
    return (
        _figures(writing, facts, issued),
        Rule(),
        Heading(text(_shape(writing, facts, issued)), say("Share of all sales, from the best on")),
        _curve(writing, facts, issued),
        Heading(text(say("What the best bring")), say("Of all sales, %")),
        _table(writing, facts, issued),
        Note(text(_advice(facts))),
    )


def _advice(facts: ConcentrationFacts) -> str:
    if facts.are_cards:
        return say(
            "All cards given out, and only those used in the time. The more depends on a few, the "
            "more each of them is worth a call when they go missing."
        )
    return say("The shop has no cards yet: customers are counted instead.")


def _figures(writing: Writing, facts: ConcentrationFacts, issued: SpreadFacts) -> KeyFigures:
    active = facts.active
    used = say("{n} used in the time", n=writing.write.count(active.cards.value)) if active else ""
    noun = say("Cards") if facts.are_cards else say("Customers")
    figures = [writing.headline(issued.cards, noun, used)]
    if issued.half.value is not None:
        share = writing.write.percent(issued.half_share.value)
        figures.append(
            writing.headline(
                issued.half, say("Bring half of sales"), say("{share} of all", share=share)
            )
        )
    if issued.gini.value is not None:
        figures.append(
            writing.headline(issued.gini, say("Unevenness"), say("0 all alike, 1 one has all"))
        )
    if facts.dead is not None and facts.dead.value is not None:
        figures.append(writing.headline(facts.dead, say("Dead cards"), say("of all cards")))
    return KeyFigures(tuple(figures))


def _shape(writing: Writing, facts: ConcentrationFacts, issued: SpreadFacts) -> str:
    top = _top(issued, _NAMED[-1])
    if top is None or top.brings.value is None:
        return say("How sales are spread")
    share = writing.write.percent(top.brings.value, 0)
    if facts.are_cards:
        return say("A fifth of the cards bring {share} of all sales", share=share)
    return say("A fifth of the customers bring {share} of all sales", share=share)


def _curve(writing: Writing, facts: ConcentrationFacts, issued: SpreadFacts) -> Plot:
    percent = writing.write.percent
    marks = tuple(
        PlotMark(_across(issued, one), one.brings.value, _name(writing, facts, one))
        for one in issued.top
        if one.share in _NAMED and one.brings.value is not None
    )
    noun = (
        say("Share of cards, the best first; dashed: if every card brought the same")
        if facts.are_cards
        else say("Share of customers, the best first; dashed: if everyone brought the same")
    )
    return Plot(
        (Curve(_even(issued), quiet=True), Curve(issued.curve)),
        tuple((one, percent(one, 0)) for one in _TENTHS),
        tuple((one, percent(one, 0)) for one in _QUARTERS),
        marks,
        noun,
        square=True,
    )


def _even(issued: SpreadFacts) -> tuple[tuple[float, float], ...]:
    """Give the line of a shop where every card brings the same: it ends where the curve ends."""
    return (0.0, 0.0), issued.curve[-1]


def _across(issued: SpreadFacts, top: TopFacts) -> float:
    """Stand on the curve, where few cards make large steps."""
    cards = issued.cards.value or 0
    return top.cards / cards if cards else top.share


def _name(writing: Writing, facts: ConcentrationFacts, top: TopFacts) -> Text:
    share, part = writing.write.percent(top.brings.value, 0), writing.write.percent(top.share, 0)
    if facts.are_cards:
        return text(say("{part} of cards, {share} of sales", part=part, share=share))
    return text(say("{part} of customers, {share} of sales", part=part, share=share))


def _table(writing: Writing, facts: ConcentrationFacts, issued: SpreadFacts) -> TableBlock:
    cards = facts.are_cards
    columns = [
        Column(say("The best"), wide=True),
        Column(say("Cards") if cards else say("Customers"), number=True),
        Column(say("Bring, %"), number=True),
    ]
    active = facts.active if cards else None
    if active is not None:
        columns += [
            Column(say("Cards used"), number=True),
            Column(say("Bring, %"), number=True),
        ]
    rows = []
    for at, top in enumerate(issued.top):
        cells = [text(writing.write.percent(top.share, 0)), *_brings(writing, top, "issued")]
        if active is not None:
            cells += _brings(writing, active.top[at], "active")
        rows.append(Row(tuple(cells)))
    return TableBlock(tuple(columns), tuple(rows), dense=False)


def _brings(writing: Writing, top: TopFacts, of: str) -> tuple[Text, Text]:
    part = f"{of}.{round(100 * top.share)}"
    return text(writing.write.count(top.cards)), writing.cell(top.brings, part, plain=True)
